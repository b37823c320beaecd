"""Finding the table on the sheet and joining sheets."""

from __future__ import annotations

from pathlib import Path

import pytest

from leye.workbook import errors
from leye.workbook.catalogue import KINDS
from leye.workbook.header import find_header
from leye.workbook.reading import open_workbook
from leye.workbook.table import read_table
from tests.workbook.build import identity, table_of, xlsx

HEAD = ["序号", "姓名", "身份证号", "联系电话"]


def _person(number: int) -> list[object]:
    return [number, f"张{'甲乙丙丁戊己庚辛'[number % 8]}", identity(number), "13800000000"]


def test_title_notes_and_blank_rows_above_the_header(tmp_path: Path) -> None:
    path = xlsx(
        tmp_path / "a.xlsx",
        [
            ["某旗农牧民转移就业花名册", None, None, None],
            ["填报单位：某某镇", None, None, "填报日期：2024年3月1日"],
            [],
            ["说明：请如实填写。带*为必填，身份证号要填18位。", None, None, None],
            HEAD,
            _person(1),
            _person(2),
        ],
        merge=["A1:D1", "A4:D4"],
    )
    table = table_of(path)
    assert table.headers == tuple(HEAD)
    assert table.row_numbers == [6, 7]


def test_two_row_header_under_a_merged_group(tmp_path: Path) -> None:
    path = xlsx(
        tmp_path / "a.xlsx",
        [
            ["花名册", None, None, None, None],
            ["姓名", "身份证号", "就业信息", None, "备注"],
            [None, None, "单位名称", "月工资(元)", None],
            ["张三", identity(1), "某公司", 3000, ""],
        ],
        merge=["A1:E1", "A2:A3", "B2:B3", "C2:D2", "E2:E3"],
    )
    table = table_of(path)
    assert table.headers == ("姓名", "身份证号", "就业信息/单位名称", "就业信息/月工资(元)", "备注")
    assert table.row_numbers == [4]


def test_totals_footers_blank_numbered_rows_and_repeated_headers_are_left_out(tmp_path: Path) -> None:
    path = xlsx(
        tmp_path / "a.xlsx",
        [
            HEAD,
            _person(1),
            ["小计", "1人", None, None],
            HEAD,
            _person(2),
            [3, None, None, None],
            [4, "  ", None, None],
            ["合  计", 2, None, None],
            ["填表人：李四", None, "审核人：王五", None],
            ["注：本表一式两份", None, None, None],
        ],
    )
    table = table_of(path)
    assert table.row_numbers == [2, 5]
    assert [(skip.row, skip.reason) for skip in table.skipped] == [
        (3, "合计行"),
        (4, "重复的表头"),
        (8, "合计行"),
        (9, "表尾说明"),
        (10, "表尾说明"),
    ]


def test_a_person_called_like_a_footer_is_kept(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", [["姓名", "身份证号", "电话"], ["合计生", identity(1), "13800000000"]])
    assert len(table_of(path)) == 1


def test_sheets_with_the_same_header_are_joined_in_any_column_order(tmp_path: Path) -> None:
    path = xlsx(
        tmp_path / "a.xlsx",
        [HEAD, _person(1), _person(2)],
        [
            ["某某村", None],
            ["姓名", "联系电话", "身份证号", "备注"],
            ["李四", "13900000000", identity(3), "新"],
        ],
        [["科目", "金额"], ["电费", 3]],
        [],
        names=["甲村", "乙村", "账目", "空"],
    )
    table = table_of(path)
    assert table.headers == (*HEAD, "备注")
    assert [part.sheet for part in table.parts] == ["甲村", "乙村"]
    assert table.columns[1] == ["张乙", "张丙", "李四"]
    assert table.columns[2][2] == identity(3)
    assert table.columns[4] == ["", "", "新"]
    assert table.place(2) == ("乙村", 3)
    assert {skip.sheet: skip.reason for skip in table.skipped} == {
        "账目": "表头与主要工作表不同",
        "空": "空白工作表",
    }


def test_only_the_chosen_sheets_are_taken(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", [HEAD, _person(1)], [HEAD, _person(2)], names=["甲", "乙"])
    table = read_table(open_workbook(path), KINDS["people"], only=["乙"])
    assert [part.sheet for part in table.parts] == ["乙"]


def test_a_household_head_merged_over_members_is_filled_down(tmp_path: Path) -> None:
    path = xlsx(
        tmp_path / "a.xlsx",
        [
            ["户主姓名", "户主身份证号", "成员姓名", "成员身份证号"],
            ["张三", identity(1), "张三", identity(1)],
            [None, None, "李四", identity(2)],
            [None, None, "张小", identity(3)],
            ["王五", identity(4), "王五", identity(4)],
        ],
        merge=["A2:A4", "B2:B4"],
    )
    table = table_of(path, "households")
    assert table.columns[0] == ["张三", "张三", "张三", "王五"]
    assert table.columns[1][2] == identity(1)


def test_no_header_and_no_rows_are_different_errors(tmp_path: Path) -> None:
    with pytest.raises(errors.NoHeader, match="表头"):
        table_of(xlsx(tmp_path / "a.xlsx", [["今天天气很好"], ["明天也很好"]]))
    with pytest.raises(errors.NoRows):
        table_of(xlsx(tmp_path / "b.xlsx", [["花名册"], HEAD]))


def test_national_codes_alone_make_a_header(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", [["aac003", "AAC002", "AAE005"], ["张三", identity(1), "13800000000"]])
    header = find_header(open_workbook(path).sheets[0])
    assert header is not None
    assert header.recognised == {"name", "id_number", "phone"}


def test_a_two_row_header_in_a_csv(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        f"某镇名册,,,,\n姓名,身份证号,就业信息,,备注\n,,单位名称,月工资,\n张三,{identity(1)},某公司,3000,\n",
        encoding="utf-8",
    )
    table = table_of(path)
    assert table.headers == ("姓名", "身份证号", "就业信息/单位名称", "就业信息/月工资", "备注")
    assert table.row_numbers == [4]


def test_a_title_line_above_a_csv_header_is_skipped(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(
        f"某某镇花名册,,\n姓名,身份证号,电话\n张三,{identity(1)},13800000000\n".encode("gb18030")
    )
    assert table_of(path).row_numbers == [3]
