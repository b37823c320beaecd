"""The matrix of the checklist: nothing is claimed that is not there, and nothing is left out."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from django.urls import get_resolver
from typer.testing import CliRunner

from leye.ops.cli import app
from leye.packs import load_packs
from leye.packs.checklist import HOME, RULE_TAGS, Feature, Features, Missing, load_checklist, load_features
from leye.packs.coverage import STATUSES, coverage, is_there, problems
from leye.policy.clauses import ClauseEntry, ClauseIndex, ClausePoint

PACKS = load_packs()
CHECKLIST = load_checklist()
MATRIX = coverage(PACKS)
ROOT = Path(__file__).resolve().parents[2]
#: What the work with people asks for, from the application to the exit, in the village and on paper.
CASEWORK = (
    3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 19, 44, 100, 102, 142, 143, 179, 181, 191, 192, 193, 195, 210, 212,
    213, 214, 215, 217, 218, 219, 220, 224, 230, 237, 238, 239, 243, 254, 258, 259, 260, 265,
)  # fmt: skip


def exists(feature: Feature) -> bool:
    """Whether a feature's module or page is really there."""
    if feature.at:
        return is_there(feature.at)
    return feature.page in get_resolver().reverse_dict


def has_test(test: str) -> bool:
    """Whether a test, as features name it, is there."""
    file, _, function = test.partition("::")
    path = ROOT / file
    return path.is_file() and f"\ndef {function}(" in path.read_text(encoding="utf-8")


def test_every_feature_names_a_test_that_is_there() -> None:
    features = load_features().features
    assert [(one.name, one.test) for one in features if not has_test(one.test)] == []
    assert all(one.test.startswith("tests/") for one in features)
    assert not has_test("tests/web/test_work.py::test_nobody_wrote")
    assert not has_test("tests/web/test_nothing.py::test_nobody_wrote")


@pytest.mark.parametrize("number", CASEWORK)
def test_an_item_of_casework_is_a_feature_with_its_test(number: int) -> None:
    covered = next(c for c in MATRIX if c.item.number == number)
    assert [line.test for line in covered.lines if line.status == "feature" and has_test(line.test)] != []


def test_the_command_prints_each_feature_with_its_test() -> None:
    told = CliRunner().invoke(app, ["coverage", "--item", "19"])
    shown = "cases，测试 tests/web_cases/test_browser.py::test_a_case_goes_from_application_to_exit）"
    assert told.exit_code == 0
    assert shown in told.output
    rows = json.loads(CliRunner().invoke(app, ["coverage", "--item", "19", "--json"]).output)
    tests = {line["by"]: line["test"] for line in rows[0]["lines"]}
    assert tests["cases"] == "tests/web_cases/test_browser.py::test_a_case_goes_from_application_to_exit"


def test_nothing_is_claimed_that_is_not_there_and_nothing_is_left_out() -> None:
    assert not PACKS.broken
    assert problems(PACKS, exists) == []


def test_the_checklist_is_whole() -> None:
    assert list(CHECKLIST) == list(range(1, 278))
    counts = Counter(document for item in CHECKLIST.values() for document in item.documents)
    assert set(counts) == set(PACKS)
    assert all(item.title and item.place and item.tags for item in CHECKLIST.values())
    assert len({item.title for item in CHECKLIST.values()}) == len(CHECKLIST)
    text = (HOME / "checklist.csv").read_text(encoding="utf-8")
    assert len(list(csv.reader(io.StringIO(text)))) == 278


def test_every_item_says_what_it_is_and_every_tagged_one_is_answered_by_its_pack() -> None:
    for covered in MATRIX:
        assert covered.status in STATUSES
        assert covered.status not in ("none", "rule_without_case")
        if RULE_TAGS & set(covered.item.tags) and len(covered.item.documents) == 1:
            assert covered.item.documents[0] in {line.pack for line in covered.lines}, covered.item


@pytest.mark.parametrize("number", [23, 75, 92, 137, 183, 190, 195, 238, 248, 258])
def test_an_item_leads_to_a_clause_a_rule_and_its_cases(number: int) -> None:
    covered = next(c for c in MATRIX if c.item.number == number)
    assert covered.status == "rule"
    for line in covered.lines:
        if line.status == "rule":
            assert line.by in PACKS[line.pack].rules
            assert line.clause in map(str, PACKS[line.pack].clauses.refs())
            assert line.cases >= 2


def test_an_item_held_in_part_says_what_is_missing() -> None:
    covered = next(c for c in MATRIX if c.item.number == 83)
    row = covered.as_dict()
    assert (row["status"], row["partly"]) == ("rule", True)
    assert any("附件" in line.by for line in covered.open)


def test_a_feature_that_is_gone_is_named() -> None:
    gone = Features(
        (
            Feature("没有的页面", "", "no_such_page", (1,), ""),
            Feature("没有的", "leye.no.such", "", (1,), ""),
        ),
        (),
    )
    found = problems(PACKS, exists, features=gone)
    assert "功能“没有的页面”指向的 no_such_page 不存在。" in found
    assert "功能“没有的”指向的 leye.no.such 不存在。" in found


def test_a_rule_without_a_case_is_not_claimed(tmp_path_factory: pytest.TempPathFactory) -> None:
    pack = replace(PACKS["nm_2022_28"], folder=tmp_path_factory.mktemp("no_cases"))
    found = problems({pack.id: pack}, exists)
    assert "第177项：规则 nm_2022_28.labour_transferred 没有算例，不能算作已落实。" in found
    covered = next(c for c in coverage({pack.id: pack}) if c.item.number == 177)
    assert covered.status == "rule_without_case"


def test_a_feature_of_a_clause_must_say_where_it_is() -> None:
    point = ClausePoint("某功能", "某句", "feature", ("某功能",), (134,))
    pack = replace(PACKS["yz_2024_15"], clauses=ClauseIndex((ClauseEntry("附则", "附则", (point,)),)))
    found = problems({pack.id: pack}, exists, features=Features((), ()))
    assert any("第134项：yz_2024_15 附则 写作功能" in line for line in found)


def test_a_tagged_item_that_its_pack_passes_over_is_named() -> None:
    empty = ClauseIndex((ClauseEntry("一", "一", ()),))
    pack = replace(PACKS["yz_2024_15"], clauses=empty, rules={})
    features = Features((), (Missing("not_built", "以后再做", (74, 999)),))
    found = problems({pack.id: pack}, exists, features=features)
    assert "第74项有标签 NUM，所属文件的政策包没有交代它。" in found
    assert "第75项“失业人员再就业2.8万人”没有任何着落。" in found
    assert "features.yaml 提到了清单里没有的第999项。" in found


def test_features_say_one_place_and_missing_say_one_reason(tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("features") / "features.yaml"
    path.write_text("features: [{name: 甲, items: [1]}]\nmissing: []\n", encoding="utf-8")
    with pytest.raises(ValueError, match="须恰好写明 at"):
        load_features(path)
    path.write_text("features: []\nmissing: [{items: [1], not_built: 甲, awaiting: 乙}]\n", encoding="utf-8")
    with pytest.raises(ValueError, match="须恰好写明一种"):
        load_features(path)
    path.write_text("features: [{name: 甲, at: leye, items: [1]}]\nmissing: []\n", encoding="utf-8")
    with pytest.raises(ValueError, match="功能“甲”须写明 test"):
        load_features(path)
    path.write_text("features: [{name: 甲, at: leye, test: 't::t'}]\nmissing: []\n", encoding="utf-8")
    with pytest.raises(ValueError, match="没有写 items"):
        load_features(path)
