"""The device reads a questionnaire as the server does: the same questions after the same answers, the same refusals."""

import itertools
import json
import subprocess
from typing import Any

import pytest

from leye.offline.surveys import KNOWN_THERE, fits_device
from leye.outreach.questionnaires.questions import problems_of, questions_of, with_order
from tools.node import ROOT, npm_command

SOURCE = ROOT / "frontend/src/offline/questions.ts"
#: Reads [schema, answers] pairs and writes what the device makes of each.
PROGRAM = f"""
import {{ problemsOf, questionsOf }} from {json.dumps(SOURCE.as_uri())};
let text = "";
for await (const part of process.stdin) text += part;
const found = JSON.parse(text).map(([schema, answers]) => ({{
  asked: questionsOf(schema, answers).map((q) => [
    q.name, q.title, q.help, q.kind, q.required, q.choices.map((c) => [c.value, c.label]), q.meaning,
  ]),
  problems: problemsOf(schema, answers),
}}));
process.stdout.write(JSON.stringify(found));
"""
BASIC = json.loads((ROOT / "leye/outreach/questionnaires/basic_1.json").read_text("utf-8"))
ODD: dict[str, Any] = {
    "title": "什么都有", "type": "object", "required": ["count"],
    "properties": {
        "count": {"title": "几口人", "type": "integer", "minimum": 1, "maximum": 20},
        "since": {"title": "哪天", "type": "string", "format": "date"},
        "many": {"title": "哪些", "type": "array", "minItems": 1, "maxItems": 2,
                 "items": {"oneOf": [{"const": "a", "title": "甲"}, {"const": "b"}, {"const": "c", "title": "丙"}]}},
        "sure": {"title": "确定", "type": "boolean"},
        "long": {"title": "长", "type": "string", "maxLength": 300, "minLength": 2},
        "word": {"title": "短", "type": "string", "maxLength": 3},
    },
    "allOf": [
        {"if": {"properties": {"count": {"minimum": 5}}, "required": ["count"]},
         "then": {"required": ["who"], "properties": {"who": {"title": "谁", "type": "string"}}}},
        {"if": {"properties": {"many": {"contains": {"const": "a"}, "maxItems": 1}}, "required": ["many"]},
         "then": {"properties": {"only_a": {"title": "只有甲", "type": "boolean"}}}},
        {"if": {"anyOf": [{"properties": {"sure": {"const": True}}, "required": ["sure"]},
                          {"not": {"required": ["many"]}}]},
         "then": {"properties": {"either": {"title": "或者", "type": "string", "enum": ["x", "y"]}}}},
        {"if": {"properties": {"either": {"type": "string", "minLength": 1}}, "required": ["either"]},
         "then": {"required": ["deeper"], "properties": {"deeper": {"title": "再深", "type": "integer"}}}},
        {"if": {"oneOf": [{"required": ["word"]}, {"required": ["long"]}], "allOf": [True]},
         "then": {"properties": {"one_text": {"title": "一段", "type": "string"}}}},
        {"if": False, "then": {"properties": {"never": {"title": "从不", "type": "string"}}}},
    ],
}  # fmt: skip
#: Values of which each question gets one, or none.
VALUES: dict[str, list[Any]] = {
    "status": ["unemployed", "employed", "retired", "x"], "work_capacity": ["able", "none", 3], "wants_work": ["yes", "no"],
    "go_out": ["no"], "wage": [3500, -1, 100_001, "多"], "why_not": [["其他"], ["没有"], []], "phone": ["1" * 21],
    "count": [0, 3, 7, 21, 2.5, "三"], "since": ["2026-11-21", "昨天"], "many": [["a"], ["b", "c"], ["a", "b", "c"], []],
    "sure": [True, False], "word": ["𠮷野家", "四个字了"], "long": ["长"], "either": ["x", "z"], "deeper": [1], "who": ["全家"],
}  # fmt: skip


def cases(schema: dict[str, Any], names: list[str]) -> list[dict[str, Any]]:
    """Answers of all kinds: every pair of values of any two questions, and every value with a full set."""
    found: list[dict[str, Any]] = [{}]
    pairs = [(name, value) for name in names for value in VALUES[name]]
    found += [dict([one]) for one in pairs]
    found += [dict(two) for two in itertools.combinations(pairs, 2) if two[0][0] != two[1][0]]
    full = {name: VALUES[name][0] for name in names}
    found += [{**full, **dict([one])} for one in pairs]
    return found


def on_the_device(pairs: list[tuple[dict[str, Any], dict[str, Any]]]) -> list[dict[str, Any]]:
    node, _npm = npm_command()
    answer = subprocess.run(
        [node, "--input-type=module", "--eval", PROGRAM], input=json.dumps(pairs), capture_output=True, text=True,
        timeout=120, check=False,
    )  # fmt: skip
    assert answer.returncode == 0, answer.stderr
    found: list[dict[str, Any]] = json.loads(answer.stdout)
    return found


@pytest.mark.parametrize(
    ("schema", "names"),
    [(BASIC, ["status", "work_capacity", "wants_work", "go_out", "wage", "why_not", "phone"]),
     (ODD, ["count", "since", "many", "sure", "word", "long", "either", "deeper", "who"])],
    ids=["basic", "odd"],
)  # fmt: skip
def test_the_same_questions_and_the_same_refusals(schema: dict[str, Any], names: list[str]) -> None:
    schema = with_order(schema)
    assert fits_device(schema)
    given = cases(schema, names)
    there = on_the_device([(schema, answers) for answers in given])
    assert len(there) == len(given) > 150
    for answers, found in zip(given, there, strict=True):
        asked = questions_of(schema, answers)
        assert found["asked"] == [
            [q.name, q.title, q.help, q.kind, q.required, [list(choice) for choice in q.choices], q.meaning] for q in asked
        ], answers  # fmt: skip
        here = problems_of(schema, answers)
        # What is not asked is left out on the device before it looks.
        open_ = {q.name for q in asked}
        assert found["problems"] == {name: words for name, words in here.items() if name in open_}, answers


def test_every_condition_that_goes_along_is_known_there() -> None:
    program = SOURCE.read_text("utf-8")
    for word in KNOWN_THERE - {"title", "description"}:
        assert f"  {word}:" in program, word


@pytest.mark.parametrize(
    "condition",
    [{"pattern": "x"}, {"properties": {"a": {"format": "date"}}}, {"not": {"dependentRequired": {}}},
     {"type": ["string", "null"]}, {"anyOf": [{"multipleOf": 2}]}, {"contains": {"prefixItems": []}}],
)  # fmt: skip
def test_an_unknown_condition_stays_at_the_office(condition: dict[str, Any]) -> None:
    assert not fits_device({"allOf": [{"if": condition, "then": {}}]})
