"""A marked workbook written anew with XlsxWriter: long .xlsx files, .xls and .csv."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.exceptions import OverlappingRange

from leye.standards.text import say
from leye.workbook.cleaning import Level
from leye.workbook.marks import COLOURS, REASON_HEADER, STATUS_HEADER, STATUS_LABELS, Marks, SheetMarks
from leye.workbook.reading import Cell, Merge, Sheet, Workbook
from leye.workbook.safe import TextWriter, safe_text
from leye.workbook.values import finite
from leye.workbook.wording import normal

KEEP_MERGES_UP_TO = 20_000
"""Rows up to which merged cells are merged again; longer sheets are streamed and stay unmerged."""

_DAY = "yyyy-mm-dd"
_MOMENT = "yyyy-mm-dd hh:mm"


def write_anew(workbook: Workbook, marks: Marks, out: Path) -> None:
    """Write all sheets of `workbook` with their values, and the marks where there are any."""
    rows = sum(len(sheet.rows) for sheet in workbook.sheets)
    stream = rows > KEEP_MERGES_UP_TO
    with xlsxwriter.Workbook(str(out), {"constant_memory": stream}) as book:
        formats = _Formats(book)
        for sheet in workbook.sheets:
            target = book.add_worksheet(sheet.name[:31])
            if sheet.hidden:
                target.hide()
            _write_sheet(target, sheet, marks.get(sheet.name), formats, stream)
        visible = next((i for i, sheet in enumerate(workbook.sheets) if not sheet.hidden), 0)
        book.worksheets()[visible].activate()


class _Formats:
    """One format for each combination of number format and colour."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[tuple[str, str], tuple[dict[str, Any], Any]] = {}
        self.text = TextWriter(book)
        self.bold = book.add_format({"bold": True, "bg_color": "#DCE6F1", "border": 1, "text_wrap": True})

    def get(self, number: str = "", colour: str = "") -> tuple[dict[str, Any], Any]:
        """The properties and the format made of them."""
        key = (number, colour)
        if key not in self._made:
            properties: dict[str, Any] = {}
            if number:
                properties["num_format"] = number
            if colour:
                properties["bg_color"] = f"#{colour}"
            self._made[key] = (properties, self._book.add_format(properties))
        return self._made[key]


def _write_sheet(
    target: Any, sheet: Sheet, marks: SheetMarks | None, formats: _Formats, stream: bool
) -> None:
    width = max((len(row) for row in sheet.rows), default=0)
    status_column, reason_column = _result_columns(sheet, marks, width)
    for column in range(width):
        target.set_column(column, column, _width(sheet.rows, column))
    merges: dict[int, list[Merge]] = {}
    for merge in () if stream else sheet.merges:
        merges.setdefault(merge[0], []).append(merge)
    levels = marks.levels() if marks else {}
    statuses = marks.statuses if marks else {}
    reasons = marks.reasons() if marks else {}
    comments = marks.comments() if marks else {}
    if marks:
        target.set_column(status_column, status_column, 10)
        target.set_column(reason_column, reason_column, 60)
        target.freeze_panes(marks.header_row, 0)
    for row, cells in enumerate(sheet.rows):
        is_header = marks is not None and row == marks.header_row - 1
        for column, cell in enumerate(cells):
            if marks and column in (status_column, reason_column) and row >= marks.header_row - 1:
                continue
            level = levels.get((row + 1, column + 1))
            _write_cell(target, row, column, cell, COLOURS[level] if level else "", is_header, formats)
        if is_header:
            target.write_string(row, status_column, say(STATUS_HEADER), formats.bold)
            target.write_string(row, reason_column, say(REASON_HEADER), formats.bold)
        if status := statuses.get(row + 1):
            colour = COLOURS["error"] if status == "error" else ""
            target.write_string(row, status_column, say(STATUS_LABELS[status]), formats.get("", colour)[1])
        if reason := reasons.get(row + 1):
            formats.text.write(target, row, reason_column, reason, *formats.get())
        for merge in merges.get(row, ()):
            _merge(target, sheet, merge, levels, formats)
    for (row, column), text in comments.items():
        target.write_comment(row - 1, column - 1, safe_text(text), {"author": "Leye", "x_scale": 2})


def _result_columns(sheet: Sheet, marks: SheetMarks | None, width: int) -> tuple[int, int]:
    if marks is None:
        return width, width + 1
    header = [normal(str(cell)) for cell in sheet.rows[marks.header_row - 1] if cell is not None]
    if normal(say(STATUS_HEADER)) in header and normal(say(REASON_HEADER)) in header:
        return header.index(normal(say(STATUS_HEADER))), header.index(normal(say(REASON_HEADER)))
    return width, width + 1


def _width(rows: Sequence[Sequence[Cell]], column: int) -> float:
    texts = [str(row[column]) for row in rows[:60] if column < len(row) and row[column] not in ("", None)]
    longest = max((sum(2 if ord(char) > 255 else 1 for char in text) for text in texts), default=8)
    # A long title stands in one column but should not make it wide.
    usual = sorted(len(text.encode("gb18030", "replace")) for text in texts)[len(texts) // 2] if texts else 8
    return float(min(max(8, min(longest, usual * 2) + 2), 40))


def _write_cell(
    target: Any, row: int, column: int, cell: Cell, colour: str, is_header: bool, formats: _Formats
) -> None:
    cell = finite(cell)
    if cell is None or cell == "" or cell != cell:
        if colour:
            target.write_blank(row, column, None, formats.get("", colour)[1])
    elif isinstance(cell, bool):
        target.write_boolean(row, column, cell, formats.get("", colour)[1])
    elif isinstance(cell, int | float):
        target.write_number(row, column, cell, formats.get("", colour)[1])
    elif isinstance(cell, dt.datetime):
        number = _DAY if cell.time() == dt.time() else _MOMENT
        target.write_datetime(row, column, cell, formats.get(number, colour)[1])
    elif isinstance(cell, dt.date):
        target.write_datetime(row, column, cell, formats.get(_DAY, colour)[1])
    elif isinstance(cell, dt.time):
        target.write_datetime(row, column, cell, formats.get("hh:mm", colour)[1])
    elif isinstance(cell, dt.timedelta):
        target.write_datetime(row, column, cell, formats.get("[h]:mm", colour)[1])
    elif is_header:
        target.write_string(row, column, safe_text(cell), formats.bold)
    else:
        formats.text.write(target, row, column, cell, *formats.get("@", colour))


def _merge(
    target: Any, sheet: Sheet, merge: Merge, levels: dict[tuple[int, int], Level], formats: _Formats
) -> None:
    """Merge again what was merged in the source; its first cell has been written already."""
    top, left, bottom, right = merge
    if top == bottom and left == right:
        return
    level = levels.get((top + 1, left + 1))
    colour = COLOURS[level] if level else ""
    first = sheet.rows[top][left] if left < len(sheet.rows[top]) else ""
    try:
        target.merge_range(top, left, bottom, right, "", formats.get("", colour)[1])
    except OverlappingRange:
        # Damaged files hold overlapping merges, which Excel refuses to open; the values stay unmerged.
        return
    _write_cell(target, top, left, first, colour, False, formats)
