"""The dirt that county rosters really carry."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leye.workbook.catalogue import KINDS
from leye.workbook.cleaning import clean_rows
from leye.workbook.table import Part, Table
from tests.workbook.build import cleaned, identity, reasons, table_of, xlsx

DAY = dt.date(2024, 1, 5)


def _people(tmp_path: Path, head: list[str], *rows: Sequence[object]) -> Path:
    return xlsx(tmp_path / "a.xlsx", [head, *rows])


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("11010519491231002x", "11010519491231002X"),
        ("１１０１０５１９４９１２３１００２Ｘ", "11010519491231002X"),
        (" 110105 19491231 002X ", "11010519491231002X"),
        ("'11010519491231002X", "11010519491231002X"),
        ("11010519491231002X\u200b", "11010519491231002X"),
        (110105491231002.0, "11010519491231002X"),
        ("110105491231002", "11010519491231002X"),
    ],
)
def test_identity_numbers_as_people_type_them(tmp_path: Path, written: object, right: str) -> None:
    clean = cleaned(_people(tmp_path, ["姓名", "身份证号"], ["张三", written]))
    assert clean.values["id_number"] == [right]
    assert clean.usable() == [0]
    assert clean.identities["id_number"][0].birth_date == dt.date(1949, 12, 31)  # type: ignore[union-attr]  # checked above


@pytest.mark.parametrize("written", [150422199001011234.0, "1.50422199001011E+17", 1.50422199001011e17])
def test_a_number_that_lost_its_last_digits_is_refused_with_advice(tmp_path: Path, written: object) -> None:
    clean = cleaned(_people(tmp_path, ["姓名", "身份证号"], ["张三", written]))
    assert clean.failed == {0}
    assert "文本" in reasons(clean, 0)[0]


@pytest.mark.parametrize(
    "written",
    [
        "2024-1-5",
        "2024/01/05",
        "2024.1.5",
        "20240105",
        "2024年1月5日",
        "２０２４－１－５",
        45296,
        20240105.0,
        DAY,
        dt.datetime.fromisoformat("2024-01-05T09:30:00"),
        "2024-01-05 00:00:00",
    ],
)
def test_dates_in_every_form(tmp_path: Path, written: object) -> None:
    path = _people(tmp_path, ["姓名", "身份证号", "失业登记日期"], ["张三", identity(), written])
    assert cleaned(path).values["registered_on"] == [DAY]


def test_trailing_spaces_and_many_spellings(tmp_path: Path) -> None:
    head = ["姓名", "身份证号", "民族", "文化程度", "人员类别", "劳动能力", "联系电话", "月工资", "村"]
    row = [
        "阿依古丽 • 买买提 ",
        identity(),
        "维族",
        "大专 ",
        "脱贫户、残疾人 低保",
        "弱劳动力",
        13800000000.0,
        "3,500元",
        " 东风村\n",
    ]
    clean = cleaned(_people(tmp_path, head, row))
    assert {name: values[0] for name, values in clean.values.items()} == {
        "name": "阿依古丽·买买提",
        "id_number": identity(),
        "ethnic": "05",
        "education": "30",
        "groups": ("formerly_poor", "disabled", "low_income"),
        "work_capacity": "partial",
        "phone": "13800000000",
        "wage": 350000,
        "village": "东风村",
    }
    assert clean.problems == []


def test_a_family_sharing_one_phone_is_no_problem(tmp_path: Path) -> None:
    rows = [["张三", identity(1), "13800000000"], ["李四", identity(2), "13800000000"]]
    assert cleaned(_people(tmp_path, ["姓名", "身份证号", "电话"], *rows)).problems == []


def test_equal_rows_go_in_once_and_differing_rows_name_each_other(tmp_path: Path) -> None:
    clean = cleaned(
        _people(
            tmp_path,
            ["姓名", "身份证号", "电话"],
            ["张三", identity(1), "13800000000"],
            ["张三 ", identity(1), 13800000000],
            ["李四", identity(2), "13800000000"],
            ["李思", identity(2), "13900000000"],
        )
    )
    assert clean.repeats == {1: 0}
    assert reasons(clean, 1) == ["与第2行重复，只导入一次。"]
    assert clean.failed == {2, 3}
    assert reasons(clean, 2) == ["与第5行是同一条记录，但姓名、联系电话不同。请留下正确的一行，删去另一行。"]
    assert "第4行" in reasons(clean, 3)[0]
    assert clean.usable() == [0]


def test_one_person_on_the_sheets_of_two_groups_is_in_both(tmp_path: Path) -> None:
    head = ["姓名", "身份证号", "人员类别"]
    path = xlsx(
        tmp_path / "a.xlsx",
        [head, ["张三", identity(1), "脱贫人口"]],
        [head, ["张三", identity(1), "残疾人"]],
        names=["脱贫", "残疾"],
    )
    clean = cleaned(path)
    assert clean.values["groups"][0] == ("formerly_poor", "disabled")
    assert clean.usable() == [0]
    assert reasons(clean, 1) == ["与工作表“脱贫”第2行是同一人，人员类别已并到那一行。"]


def test_sex_and_birth_date_are_checked_against_the_number(tmp_path: Path) -> None:
    born = dt.date(1980, 5, 6)
    clean = cleaned(
        _people(
            tmp_path,
            ["姓名", "身份证号", "性别", "出生日期"],
            ["甲甲", identity(1, born), "男", "1980-05-06"],
            ["乙乙", identity(2, born), "女", "1980.5.6"],
            ["丙丙", identity(3, born), "男", "1980年6月6日"],
            ["丁丁", identity(4, born), "女", "1985-05-06"],
            ["戊戊", identity(5, born), "男", "1980年5月"],
        )
    )
    assert clean.failed == {3}
    assert [(problem.record, problem.field, problem.level) for problem in clean.problems] == [
        (1, "sex", "warning"),
        (2, "birth_date", "warning"),
        (3, "id_number", "error"),
    ]
    assert clean.values["birth_date"] == [born] * 5
    assert clean.values["sex"][1] == "1"


def test_a_bad_optional_cell_is_left_out_but_a_bad_group_stops_the_row(tmp_path: Path) -> None:
    clean = cleaned(
        _people(
            tmp_path,
            ["姓名", "身份证号", "电话", "人员类别"],
            ["张三", identity(1), "12345", "脱贫人口"],
            ["李四", identity(2), "", "火星移民"],
            ["王五", identity(3), "", "脱贫人口、登记失业人员"],
            ["赵六", identity(4), "", "一般人员"],
        )
    )
    assert clean.failed == {1}
    assert clean.values["phone"][0] is None
    assert "这一格没有导入" in reasons(clean, 0)[0]
    assert "火星移民" in reasons(clean, 1)[0]
    assert clean.values["groups"][2:] == [("formerly_poor",), None]
    assert "是否登记失业" in reasons(clean, 2)[0]
    assert reasons(clean, 3) == []


def test_an_areas_own_groups_are_understood(tmp_path: Path) -> None:
    table = table_of(_people(tmp_path, ["姓名", "身份证号", "人员类别"], ["张三", identity(), "乡村工匠"]))
    mapping = {"name": 0, "id_number": 1, "groups": 2}
    clean = clean_rows(table, mapping, KINDS["people"], {"groups": {"乡村工匠": "local_craftsman"}})
    assert clean.values["groups"] == [("local_craftsman",)]


def test_required_cells_that_are_empty_name_their_column(tmp_path: Path) -> None:
    clean = cleaned(
        _people(tmp_path, ["姓名", "身份证号", "村"], ["", identity(), "甲村"], ["李四", None, "-"])
    )
    assert reasons(clean, 0) == ["没有填姓名，必须填写。"]
    assert reasons(clean, 1) == ["没有填身份证号，必须填写。"]
    assert clean.place(1) == ("表1", 3)


def test_a_table_without_identity_numbers_is_refused(tmp_path: Path) -> None:
    table = table_of(_people(tmp_path, ["姓名", "电话"], ["张三", "13800000000"]))
    with pytest.raises(ValueError, match="身份证号"):
        clean_rows(table, {"name": 0}, KINDS["people"])


def test_a_text_longer_than_its_place_is_said(tmp_path: Path) -> None:
    path = _people(tmp_path, ["姓名", "身份证号", "意向职业"], ["张三", identity(), "工" * 61])
    assert "最多60个" in reasons(cleaned(path), 0)[0]


def test_spells_and_services(tmp_path: Path) -> None:
    spells = cleaned(
        xlsx(
            tmp_path / "s.xlsx",
            [
                [
                    "姓名",
                    "身份证号",
                    "务工企业名称",
                    "就业渠道",
                    "就业形式",
                    "务工地点",
                    "月收入",
                    "外出时间",
                    "返乡时间",
                ],
                ["张三", identity(1), "某公司", "劳务输出", "单位就业", "北京", "0.5万", "2024.3.1", ""],
                ["李四", identity(2), "某公司", "", "", "", "", "2024-03-01", "2024-02-01"],
            ],
        ),
        "spells",
    )
    assert {name: values[0] for name, values in spells.values.items()} == {
        "name": "张三", "id_number": identity(1), "employer_name": "某公司", "channel": "export",
        "kind": "contract", "place": "北京", "wage": 500000, "started_on": dt.date(2024, 3, 1), "ended_on": None,
    }  # fmt: skip
    assert spells.failed == {1}
    services = cleaned(
        xlsx(
            tmp_path / "v.xlsx",
            [
                ["姓名", "身份证号", "服务内容", "服务时间", "服务方式", "推荐岗位"],
                ["张三", identity(1), "职业介绍", "2024年3月5日", "打电话", "保安"],
                ["张三", identity(1), "职业介绍", "2024年3月5日", "打电话", "保洁"],
            ],
        ),
        "services",
    )
    assert services.values["kind"] == ["job_recommendation"] * 2
    assert services.usable() == [0, 1]


def test_employers_may_lack_a_code_but_not_have_a_wrong_one(tmp_path: Path) -> None:
    clean = cleaned(
        xlsx(
            tmp_path / "e.xlsx",
            [
                ["单位名称（AAB004）", "统一社会信用代码", "联系人", "电话"],
                ["甲公司", "91350100m000100y43", "王五", "0911-8112345"],
                ["乙合作社", "", "", ""],
                ["丙公司", "91350100M000100Y44", "", ""],
                ["丁合作社", "", "", ""],
            ],
        ),
        "employers",
    )
    assert clean.values["uscc"] == ["91350100M000100Y43", None, None, None]
    assert clean.failed == {2}


CELLS = st.one_of(
    st.none(), st.text(max_size=25), st.floats(), st.integers(), st.booleans(), st.dates(), st.datetimes(),
    st.sampled_from(["", "无", "是", "男", "150422198005060013", "13800000000", "2024-1-5", "脱贫人口"]),
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(list(KINDS)), st.data())
def test_any_cells_are_cleaned_without_a_crash_and_errors_keep_rows_out(
    name: str, data: st.DataObject
) -> None:
    kind = KINDS[name]  # type: ignore[index]  # from KINDS itself
    count = data.draw(st.integers(1, 4))
    columns = [data.draw(st.lists(CELLS, min_size=count, max_size=count)) for _ in kind.fields]
    part = Part("表1", 0, 1, tuple(range(len(columns))), 0, count)
    table = Table(tuple(field.label for field in kind.fields), columns, list(range(2, count + 2)), (part,))
    clean = clean_rows(table, {field.name: j for j, field in enumerate(kind.fields)}, kind)
    for record in clean.usable():
        for field in kind.required:
            assert clean.values[field.name][record] is not None
    assert all(problem.reason for problem in clean.problems)
    assert clean.failed == {problem.record for problem in clean.problems if problem.level == "error"}
