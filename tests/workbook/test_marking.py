"""The same workbook back, with reasons."""

from __future__ import annotations

import datetime as dt
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlwt
from openpyxl.styles import Font
from openpyxl.worksheet.datavalidation import DataValidation

from leye.workbook import errors, marking
from leye.workbook.marking import write_marked
from leye.workbook.marks import CellMark, SheetMarks, marks_from
from leye.workbook.reading import open_workbook
from tests.workbook.build import cleaned, guesses_of, identity, reasons, xlsx

HEAD = ["姓名", "身份证号", "联系电话", "出生日期"]
BORN = dt.date(1980, 5, 6)


def _rows() -> list[list[Any]]:
    return [
        ["某镇花名册", None, None, None],
        HEAD,
        ["张三", identity(1), "13800000000", BORN],
        ["李四", "150422198005060014", "12345", BORN],
        ["=1+1", identity(3), "13800000000", dt.date(1981, 1, 1)],
    ]


def _roster(path: Path) -> Path:
    xlsx(path, _rows(), [["科目", "金额"], ["电费", "=1+2"]], merge=["A1:D1"], names=["花名册", "账"])
    book = openpyxl.load_workbook(path)
    sheet = book["花名册"]
    sheet["A3"].font = Font(bold=True)
    sheet["A5"].data_type = "s"
    sheet.column_dimensions["B"].width = 33
    rule = DataValidation(type="list", formula1='"男,女"')
    sheet.add_data_validation(rule)
    rule.add("D3:D9")
    book.save(path)
    return path


def _grid(path: Path, sheet: str) -> list[list[Any]]:
    return [list(row) for row in openpyxl.load_workbook(path)[sheet].iter_rows(values_only=True)]


def test_an_xlsx_is_edited_in_place(tmp_path: Path) -> None:
    source, out = _roster(tmp_path / "a.xlsx"), tmp_path / "out.xlsx"
    clean = cleaned(source)
    write_marked(source, marks_from(clean, {0: "new"}), out)
    book = openpyxl.load_workbook(out)
    sheet = book["花名册"]
    assert [row[:4] for row in _grid(out, "花名册")] == [row[:4] for row in _grid(source, "花名册")]
    assert [sheet.cell(2, column).value for column in (5, 6)] == ["导入结果", "问题说明"]
    assert [sheet.cell(row, 5).value for row in (3, 4, 5)] == ["新增", "有问题", "有问题"]
    assert sheet["B4"].fill.start_color.rgb == "00FFC7CE"
    assert sheet["C4"].fill.start_color.rgb == "00FFEB9C"
    assert sheet["B3"].fill.fill_type is None
    assert "身份证号" in sheet["F4"].value
    assert "校验" in sheet["B4"].comment.text
    assert sheet["A3"].font.bold
    assert sheet.column_dimensions["B"].width == 33
    assert [str(area) for area in sheet.merged_cells.ranges] == ["A1:D1"]
    assert len(sheet.data_validations.dataValidation) == 1
    assert book["账"]["B2"].value == "=1+2"


def test_the_marked_file_mended_and_uploaded_again_is_clean_of_old_marks(tmp_path: Path) -> None:
    source, first, second = _roster(tmp_path / "a.xlsx"), tmp_path / "1.xlsx", tmp_path / "2.xlsx"
    write_marked(source, marks_from(cleaned(source)), first)
    book = openpyxl.load_workbook(first)
    book["花名册"]["B4"] = identity(2)
    book.save(first)
    assert [guess.field for guess in guesses_of(first)][4:] == [None, None]
    again = cleaned(first)
    write_marked(first, marks_from(again, {0: "unchanged", 1: "new"}), second)
    sheet = openpyxl.load_workbook(second)["花名册"]
    assert sheet.max_column == 6
    assert sheet["B4"].fill.fill_type is None
    assert sheet["B4"].comment is None
    assert [sheet.cell(row, 5).value for row in (3, 4)] == ["无变化", "新增"]
    assert sheet["F3"].value is None


@pytest.mark.parametrize("limit", [0, 20_000])
def test_what_cannot_be_edited_is_written_anew_with_the_same_values(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: int
) -> None:
    monkeypatch.setattr(marking, "EDIT_AT_MOST", 0)
    monkeypatch.setattr(marking, "_write_into", lambda *_: False)
    monkeypatch.setattr("leye.workbook.marking_fast.KEEP_MERGES_UP_TO", limit)
    source, out = _roster(tmp_path / "a.xlsx"), tmp_path / "out.xlsx"
    write_marked(source, marks_from(cleaned(source)), out)
    before, after = open_workbook(source), open_workbook(out)
    assert [sheet.name for sheet in after.sheets] == ["花名册", "账"]
    for old, new in zip(before.sheets, after.sheets, strict=True):
        assert [row[: len(old.rows[0])] for row in new.rows] == old.rows
    sheet = openpyxl.load_workbook(out)["花名册"]
    assert sheet["B4"].fill.start_color.rgb == "FFFFC7CE"
    assert sheet["A5"].value == "=1+1"
    assert sheet["A5"].data_type == "s"
    assert sheet["A5"].quotePrefix
    assert isinstance(sheet["D3"].value, dt.datetime)
    assert len(sheet.merged_cells.ranges) == (1 if limit else 0)


def test_csv_and_xls_come_back_as_xlsx(tmp_path: Path) -> None:
    text = tmp_path / "a.csv"
    text.write_bytes(f"姓名,身份证号\n张三,{identity(1)}\n李四,123\n".encode("gb18030"))
    write_marked(text, marks_from(cleaned(text)), tmp_path / "c.xlsx")
    assert [row[:3] for row in _grid(tmp_path / "c.xlsx", "a")] == [
        ["姓名", "身份证号", "导入结果"],
        ["张三", identity(1), None],
        ["李四", "123", "有问题"],
    ]
    book = xlwt.Workbook()
    sheet = book.add_sheet("旧")
    for i, row in enumerate(
        [["户主姓名", "户主身份证号", "姓名", "身份证号"], ["张三", identity(1), "张三", identity(1)]]
    ):
        for j, cell in enumerate(row):
            sheet.write(i, j, cell)
    sheet.write_merge(2, 3, 0, 0, "王五")
    sheet.write(2, 2, "王五")
    sheet.write(2, 3, "1")
    book.save(str(tmp_path / "a.xls"))
    write_marked(
        tmp_path / "a.xls", marks_from(cleaned(tmp_path / "a.xls", "households")), tmp_path / "x.xlsx"
    )
    marked = openpyxl.load_workbook(tmp_path / "x.xlsx")["旧"]
    assert str(next(iter(marked.merged_cells.ranges))) == "A3:A4"
    assert marked["D3"].fill.start_color.rgb == "FFFFC7CE"


def test_reasons_never_turn_into_formulas(tmp_path: Path) -> None:
    source = xlsx(tmp_path / "a.xlsx", [HEAD, ["张三", identity(1), "", ""]])
    marks = {"表1": SheetMarks(1, [CellMark(2, 1, "error", '=HYPERLINK("http://x")')], {2: "error"})}
    write_marked(source, marks, tmp_path / "out.xlsx")
    cell = openpyxl.load_workbook(tmp_path / "out.xlsx")["表1"]["F2"]
    assert (cell.data_type, cell.quotePrefix) == ("s", True)


def test_marks_inside_a_merged_cell_do_not_fail(tmp_path: Path) -> None:
    source = xlsx(
        tmp_path / "a.xlsx",
        [["户主身份证号", "姓名", "身份证号"], ["bad", "张三", identity(1)], [None, "李四", identity(2)]],
        merge=["A2:A3"],
    )
    clean = cleaned(source, "households")
    assert clean.failed == {0, 1}
    write_marked(source, marks_from(clean), tmp_path / "out.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx")["表1"]
    assert sheet["A2"].comment is not None
    assert [sheet.cell(row, 4).value for row in (2, 3)] == ["有问题", "有问题"]


def test_a_file_openpyxl_cannot_load_is_written_anew(tmp_path: Path) -> None:
    source = xlsx(tmp_path / "a.xlsx", [HEAD, ["张三", "1", "", ""]])
    odd = tmp_path / "odd.xlsx"
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(odd, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.infolist():
            content = old.read(item)
            if item.filename == "xl/styles.xml":
                content = content.replace(
                    b"</styleSheet>", b'<dxfs count="1"><dxf><fill bad="x"/></dxf></dxfs></styleSheet>'
                )
                content = content.replace(b"<fonts ", b'<fonts wrong="yes" ', 1).replace(
                    b'val="2"', b'val="two"', 1
                )
            new.writestr(item, content)
    write_marked(odd, marks_from(cleaned(odd)), tmp_path / "out.xlsx")
    assert _grid(tmp_path / "out.xlsx", "表1")[1][4] == "有问题"


def test_another_file_in_place_of_the_source_is_noticed(tmp_path: Path) -> None:
    source = xlsx(tmp_path / "a.xlsx", [HEAD, ["张三", identity(1), "", ""]])
    with pytest.raises(errors.SourceChanged, match="别的表"):
        write_marked(source, {"别的表": SheetMarks(1)}, tmp_path / "out.xlsx")


def test_columns_of_joined_sheets_are_marked_where_they_stand_on_each(tmp_path: Path) -> None:
    source = xlsx(
        tmp_path / "a.xlsx",
        [["姓名", "身份证号", "电话"], ["张三", identity(1), ""]],
        [["电话", "身份证号", "姓名"], ["", "坏的", "李四"]],
    )
    clean = cleaned(source)
    write_marked(source, marks_from(clean), tmp_path / "out.xlsx")
    assert reasons(clean, 1)
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx")["表2"]
    assert sheet["B2"].fill.fill_type == "solid"
