"""Headers in any order and wording find their fields."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leye.workbook.catalogue import KINDS
from leye.workbook.matching import (
    apply_mapping,
    guess_columns,
    guess_kind,
    mapping_of,
    mapping_to_remember,
    missing_required,
    signature,
)
from leye.workbook.reading import Cell
from leye.workbook.table import Part, Table
from tests.workbook.build import guesses_of, identity, xlsx


def _table(headers: list[str], *rows: list[Cell]) -> Table:
    columns: list[list[Cell]] = [[row[j] for row in rows] for j in range(len(headers))]
    part = Part("表1", 0, 1, tuple(range(len(headers))), 0, len(rows))
    return Table(tuple(headers), columns, list(range(2, len(rows) + 2)), (part,))


def _fields(headers: list[str], *rows: list[Cell], kind: str = "people") -> dict[str, str | None]:
    guesses = guess_columns(_table(headers, *rows), KINDS[kind])  # type: ignore[index]  # literal by parameter
    return {guess.header: guess.field for guess in guesses}


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("身份证号码", "id_number"),
        ("*身份证\n号码（必填）", "id_number"),
        ("公民身份号码(AAC002)", "id_number"),
        ("aac002", "id_number"),
        ("ＡＡＣ００３", "name"),
        ("【AAC004】", "sex"),
        ("姓　名", "name"),
        ("联系电话（手机）", "phone"),
        ("所在嘎查（村）", "village"),
        ("村（社区）", "village"),
        ("月工资(元)", "wage"),
        ("2024年月工资", "wage"),
        ("是否有就业意愿（是/否）", "wants_work"),
        ("就业意愿情况", "wants_work"),
        ("户主身份证号", None),
        ("配偶姓名", None),
        ("紧急联系人电话", None),
        ("帮扶责任人姓名", None),
        ("序号", None),
        ("问题说明", None),
        ("导入结果", None),
        ("登记失业人员", "registered_unemployed"),
        ("脱贫户属性或人员类别", "groups"),
    ],
)
def test_one_header(header: str, field: str | None) -> None:
    assert _fields([header, "空列"], ["", ""])[header] == field


def test_sub_headers_under_a_group_about_somebody_else_are_not_the_person() -> None:
    found = _fields(["姓名", "身份证号", "户主信息/姓名", "户主信息/身份证号", "就业信息/单位名称"])
    assert found["姓名"] == "name"
    assert found["户主信息/姓名"] == "head_name"
    assert found["户主信息/身份证号"] is None
    assert found["就业信息/单位名称"] == "employer_name"


def test_values_tell_what_an_unknown_header_does_not() -> None:
    rows: list[list[Cell]] = [["张三", identity(n), "13800000000"] for n in range(1, 5)]
    found = _fields(["名", "号码一", "号码二"], *rows)
    assert found == {"名": "name", "号码一": "id_number", "号码二": "phone"}


def test_of_two_columns_with_the_same_name_the_one_with_fitting_values_wins() -> None:
    table = _table(["证件号码", "证件号码", "姓名"], ["居民身份证", identity(1), "张三"])
    assert [guess.field for guess in guess_columns(table, KINDS["people"])] == [None, "id_number", "name"]


def test_a_field_is_used_once_and_samples_are_shown(tmp_path: Path) -> None:
    path = xlsx(
        tmp_path / "a.xlsx", [["姓名", "姓名", "身份证号"], *[["张三", "李四", identity(n)] for n in (1, 2)]]
    )
    guesses = guesses_of(path)
    assert [guess.field for guess in guesses] == ["name", None, "id_number"]
    assert guesses[2].samples == (identity(1), identity(2))


def test_the_user_overrides_and_the_mapping_is_remembered() -> None:
    headers = ["姓名", "身份证号", "号", "奇怪的列"]
    table = _table(headers, ["张三", identity(1), "13800000000", "0012"])
    changed = apply_mapping(guess_columns(table, KINDS["people"]), {3: "household_number", 2: None})
    assert mapping_of(changed) == {"name": 0, "id_number": 1, "household_number": 3}
    stored = mapping_to_remember(changed)
    again = guess_columns(table, KINDS["people"], remembered=stored)
    assert mapping_of(again) == mapping_of(changed)
    assert again[3].how == "remembered"


def test_one_field_for_two_columns_is_refused() -> None:
    table = _table(["甲", "乙"], ["x", "y"])
    with pytest.raises(ValueError, match="name"):
        apply_mapping(guess_columns(table, KINDS["people"]), {0: "name", 1: "name"})


def test_missing_required_fields_are_named() -> None:
    table = _table(["姓名", "电话"], ["张三", "13800000000"])
    assert missing_required(guess_columns(table, KINDS["people"]), KINDS["people"]) == ["身份证号"]


@pytest.mark.parametrize(
    ("headers", "kind"),
    [
        (["姓名", "身份证号"], "people"),
        (["姓名", "身份证号", "人员类别", "村"], "people"),
        (["户主姓名", "户主身份证号", "成员姓名", "成员身份证号"], "households"),
        (["单位名称", "统一社会信用代码", "联系人"], "employers"),
        (["姓名", "身份证号", "单位名称", "就业时间", "结束时间", "就业地点"], "spells"),
        (["姓名", "身份证号", "服务类型", "服务日期"], "services"),
        (["科目", "金额"], None),
    ],
)
def test_the_kind_of_import_is_told_from_the_headers(headers: list[str], kind: str | None) -> None:
    found = guess_kind(_table(headers))
    assert (found and found.name) == kind


def test_the_signature_ignores_order_and_decoration() -> None:
    assert signature(["姓名", "*身份证 号"]) == signature(["身份证号", "姓名（必填）"])
    assert signature(["姓名"]) != signature(["姓名", "电话"])


@pytest.mark.parametrize("kind", list(KINDS))
@pytest.mark.parametrize("which", ["label", "synonym"])
def test_every_label_and_any_synonym_in_any_order(kind: str, which: str) -> None:
    fields = list(KINDS[kind].fields)  # type: ignore[index]  # from KINDS itself
    for seed in range(10):
        rng = random.Random(seed)
        rng.shuffle(fields)
        headers, wanted, seen = [], {}, set()
        for field in fields:
            header = rng.choice([*field.synonyms, field.label]) if which == "synonym" else field.label
            if which == "synonym" and any(header in (*o.synonyms, o.label) for o in fields if o is not field):
                header = field.label
            if header not in seen:
                headers.append(header)
                wanted[header] = field.name
                seen.add(header)
        assert _fields(headers, kind=kind) == wanted


@settings(max_examples=100, deadline=None)
@given(st.lists(st.text(max_size=30), min_size=1, max_size=15), st.sampled_from(list(KINDS)))
def test_any_headers_give_one_guess_a_column_and_each_field_once(headers: list[str], kind: str) -> None:
    guesses = guess_columns(_table(headers), KINDS[kind])  # type: ignore[index]  # from KINDS itself
    used = [guess.field for guess in guesses if guess.field]
    assert [guess.column for guess in guesses] == list(range(len(headers)))
    assert len(used) == len(set(used))
