"""Marks written straight into the XML: the rest stays byte for byte."""

from __future__ import annotations

import zipfile
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.styles import Font, PatternFill

from leye.workbook import marking, marking_inplace
from leye.workbook.marking import write_marked
from leye.workbook.marks import CellMark, SheetMarks, marks_from
from leye.workbook.reading import open_workbook
from leye.workbook.styles_xml import Unusual
from tests.workbook.build import cleaned, identity, xlsx

HEAD = ["姓名", "身份证号", "联系电话", "村"]


@pytest.fixture
def no_other_way(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the way under test is allowed."""

    def refuse(*_: object) -> None:
        raise AssertionError("another way of marking was taken")

    monkeypatch.setattr(marking, "EDIT_AT_MOST", 0)
    monkeypatch.setattr(marking, "write_anew", refuse)


@pytest.mark.usefixtures("no_other_way")
def test_styles_formulas_and_other_members_stay(tmp_path: Path) -> None:
    source = xlsx(
        tmp_path / "a.xlsx",
        [
            ["花名册", None, None, None],
            HEAD,
            ["张三", identity(1), "12", "=1+1"],
            ["李四", "坏的", None, "乙村"],
        ],
        [["科目"], ["=1+2"]],
        merge=["A1:D1"],
        names=["甲<&>乙", "账"],
    )
    book = openpyxl.load_workbook(source)
    sheet = book.worksheets[0]
    sheet["B4"].font = Font(bold=True, name="楷体")
    # A border or colour far to the right, as whole-row formats leave it.
    sheet["H4"].fill = PatternFill("solid", start_color="00FF00")
    book.save(source)
    out = tmp_path / "out.xlsx"
    write_marked(source, marks_from(cleaned(source), {0: "changed"}), out)
    marked = openpyxl.load_workbook(out)
    sheet = marked.worksheets[0]
    assert [sheet.cell(2, column).value for column in (5, 6)] == ["导入结果", "问题说明"]
    assert [sheet.cell(row, 5).value for row in (3, 4)] == ["有变化", "有问题"]
    assert sheet["B4"].font.bold
    assert sheet["B4"].font.name == "楷体"
    assert sheet["B4"].fill.start_color.rgb == "FFFFC7CE"
    assert sheet["C3"].fill.start_color.rgb == "FFFFEB9C"
    assert sheet["A4"].fill.fill_type is None
    assert sheet["D3"].value == "=1+1"
    assert "身份证号" in sheet["F4"].value
    assert sheet.column_dimensions["F"].width == 60
    assert [str(area) for area in sheet.merged_cells.ranges] == ["A1:D1"]
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(out) as new:
        assert old.namelist() == new.namelist()
        same = [name for name in old.namelist() if old.read(name) == new.read(name)]
        assert set(old.namelist()) - set(same) == {"xl/worksheets/sheet1.xml", "xl/styles.xml"}


def test_a_chart_is_kept_even_in_a_short_file(tmp_path: Path) -> None:
    source = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(source)) as book:
        sheet = book.add_worksheet("人员")
        for i, row in enumerate([HEAD, ["张三", "1", "", "甲村"]]):
            sheet.write_row(i, 0, row)
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "=人员!$B$2:$B$2"})
        sheet.insert_chart("H2", chart)
    write_marked(source, marks_from(cleaned(source)), tmp_path / "out.xlsx")
    with zipfile.ZipFile(tmp_path / "out.xlsx") as archive:
        assert "xl/charts/chart1.xml" in archive.namelist()
    assert openpyxl.load_workbook(tmp_path / "out.xlsx")["人员"]["E2"].value == "有问题"


def test_odd_xml_is_left_to_another_way(tmp_path: Path) -> None:
    source = xlsx(tmp_path / "a.xlsx", [HEAD, ["张三", "1", "", "甲村"]])
    odd = tmp_path / "odd.xlsx"
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(odd, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.infolist():
            content = old.read(item)
            if item.filename == "xl/styles.xml":
                content = content.replace(b"cellXfs", b"cellXfz")
            new.writestr(item, content)
    workbook, marks = open_workbook(odd), {"表1": SheetMarks(1, [], {2: "error"})}
    with pytest.raises(Unusual):
        marking_inplace.write_in_place(workbook, odd, marks, tmp_path / "out.xlsx")
    assert not (tmp_path / "out.xlsx").exists()


@pytest.mark.usefixtures("no_other_way")
@settings(max_examples=40, deadline=None)
@given(
    grid=st.lists(
        st.lists(st.sampled_from([None, "文字", "<&>\"'", 3.5, 7, True]), min_size=1, max_size=30),
        min_size=1,
        max_size=6,
    ),
    data=st.data(),
)
def test_any_marks_keep_all_values_and_the_order_of_cells(
    tmp_path_factory: pytest.TempPathFactory, grid: list[list[object]], data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("any")
    width = max(len(row) for row in grid)
    head = [f"列{column}" for column in range(width)]
    source = xlsx(folder / "a.xlsx", [head, *[["行", *row[1:]] for row in grid]])
    places = st.tuples(st.integers(2, len(grid) + 1), st.integers(1, width))
    cells = [
        CellMark(
            row, column, data.draw(st.sampled_from(["error", "warning"])), data.draw(st.text(max_size=20))
        )
        for row, column in data.draw(st.lists(places, max_size=12))
    ]
    write_marked(source, {"表1": SheetMarks(1, cells, {2: "new"})}, folder / "out.xlsx")
    before = open_workbook(source).sheets[0].rows
    after = open_workbook(folder / "out.xlsx").sheets[0].rows
    assert [row[:width] for row in after] == [row[:width] for row in before]
    sheet = openpyxl.load_workbook(folder / "out.xlsx")["表1"]
    for mark in cells:
        assert sheet.cell(mark.row, mark.column).fill.fill_type == "solid"
    with zipfile.ZipFile(folder / "out.xlsx") as archive:
        xml = archive.read("xl/worksheets/sheet1.xml")
    for row in marking_inplace._ROW.finditer(xml):
        columns = [marking_inplace._number(cell[1]) for cell in marking_inplace._CELL.finditer(row[2] or b"")]
        assert columns == sorted(set(columns))
