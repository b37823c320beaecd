"""Schemas read as questions: what is asked after which answers, what may be kept, what a schema may not say."""

import json
from pathlib import Path
from typing import Any

import pytest

from leye.accounts.actions.base import ActionError
from leye.outreach.models import Questionnaire
from leye.outreach.questionnaires import questions
from leye.outreach.questionnaires.questions import (
    as_file,
    check_schema,
    problems_of,
    questions_of,
    with_order,
)

BASIC = json.loads((Path(questions.__file__).parent / "basic_1.json").read_text(encoding="utf-8"))


def names(answers: dict[str, Any] | None) -> list[str]:
    return [question.name for question in questions_of(BASIC, answers)]


def test_the_basic_questionnaire_is_sound_and_covers_what_a_survey_must_ask() -> None:
    check_schema(BASIC)
    meanings = {question.meaning for question in questions_of(BASIC)}
    assert {"status", "go_out", "intention.wants_work", "person.work_capacity", "skill", "need"} <= meanings


def test_questions_open_and_close_with_what_was_answered() -> None:
    assert names({}) == ["status", "work_capacity", "phone"]
    assert "wants_work" in names({"status": "unemployed"})
    assert "where" not in names({"status": "unemployed"})
    wants = names({"status": "unemployed", "wants_work": "yes", "work_capacity": "able"})
    assert {"occupation", "wage", "go_out", "skills"} <= set(wants)
    assert "why_not" not in wants
    # An answer left behind by another way through the form opens nothing.
    assert "occupation" not in names({"status": "employed", "wants_work": "yes"})
    assert set(names(None)) > set(wants) | {"where", "why_not"}


def test_answers_are_checked_in_words() -> None:
    good = {"status": "unemployed", "wants_work": "no", "why_not": ["其他"], "work_capacity": "none"}
    assert problems_of(BASIC, good) == {}
    assert problems_of(BASIC, {"status": "unemployed", "work_capacity": "able"}) == {
        "wants_work": "请回答“近期想不想就业”。",
        "go_out": "请回答“外出务工意愿”。",
    }
    found = problems_of(
        BASIC,
        {
            "status": "x",
            "work_capacity": "able",
            "go_out": "yes",
            "skills": "字" * 201,
            "services": ["推荐岗位", "没有这项"],
        },
    )
    assert found["status"] == "请从选项中选择。"
    assert found["skills"] == "最多200个字。"
    assert found["services"] == "请从选项中选择。"
    stray = problems_of(BASIC, {"status": "employed", "work_capacity": "none", "wants_work": "yes"})
    assert stray == {"wants_work": "这道题不用回答。"}
    wage = {"status": "unemployed", "wants_work": "yes", "work_capacity": "none", "wage": -1}
    assert problems_of(BASIC, wage) == {"wage": "不能小于0。"}


def one(name: str = "a", **changes: Any) -> dict[str, Any]:
    """A schema of one question."""
    question = {"type": "string", "title": "甲", **changes}
    return {"type": "object", "title": "问", "properties": {name: question}}


PLAIN = one()
ELSEWHERE = {"$ref": "http://x/"}


@pytest.mark.parametrize(("schema", "why"), [
    ([], "不是有效的题目文件"),
    (True, "最外层"),
    ({"type": "strange"}, "不是有效的题目文件"),
    (one(title=""), "请写明 title"),
    ({**PLAIN, "title": ""}, "问卷名称"),
    (one(type="object"), "type 应为"),
    (one(type="array", items={}), "多选题"),
    (one(pattern="x"), "不认识"),
    (one("甲"), "英文字母"),
    ({**PLAIN, "required": ["b"]}, "没有这道题"),
    (one(**{"x-ledger": "salary"}), "x-ledger 只能是"),
    (one(type="boolean", **{"x-ledger": "status"}), "应为 string"),
    (one(enum=["x"], **{"x-ledger": "status"}), "选项只能是"),
    ({**PLAIN, "allOf": [ELSEWHERE]}, "if 和 then"),
    ({**PLAIN, "allOf": [{"if": ELSEWHERE, "then": {}}]}, "引用"),
    ({**PLAIN, "allOf": [{"if": {}, "then": PLAIN}]}, "写了两次"),
])  # fmt: skip
def test_a_schema_that_could_not_be_asked_is_refused_in_words(schema: Any, why: str) -> None:
    with pytest.raises(ActionError, match=why):
        check_schema(schema)


def test_conditions_that_contradict_each_other_come_to_an_end() -> None:
    schema = {
        "type": "object", "title": "问", "properties": {"a": {"type": "string", "title": "甲"}},
        "allOf": [{"if": {"not": {"required": ["b"]}}, "then": {"properties": {"b": {"type": "string", "title": "乙"}}}}],
    }  # fmt: skip
    check_schema(schema)
    assert questions_of(schema, {"a": "x", "b": "y"})


def test_answers_read_as_words() -> None:
    asked = {question.name: question for question in questions_of(BASIC)}
    assert asked["status"].words("flexible") == "灵活就业"
    assert asked["why_not"].words(["身体不好", "其他"]) == "身体不好、其他"
    assert asked["steady"].words(False) == "否"
    assert asked["steady"].words(None) == ""


def test_questions_keep_the_order_of_their_file_whatever_the_column_does() -> None:
    kept = with_order(BASIC)
    shuffled = {**kept, "properties": dict(reversed(BASIC["properties"].items()))}
    assert [question.name for question in questions_of(shuffled, {})] == ["status", "work_capacity", "phone"]
    assert list(as_file(shuffled)["properties"]) == ["status", "work_capacity", "phone"]
    assert as_file(kept) == BASIC
    check_schema(as_file(shuffled))


@pytest.mark.django_db
def test_the_questionnaire_of_the_first_day_asks_in_order() -> None:
    kept = Questionnaire.objects.get(area__isnull=True).schema
    assert [q.name for q in questions_of(kept)] == [q.name for q in questions_of(with_order(BASIC))]
