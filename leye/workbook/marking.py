"""The user's own workbook back, with problem cells coloured and the reason beside every row.

Three ways, chosen by size and format:

* .xlsx up to `EDIT_AT_MOST` rows is edited with openpyxl: widths, formats, merged cells, formulas, drop-downs
  and other sheets stay, and every problem cell has a comment. Macros are dropped.
* Longer .xlsx, and those with pictures or charts, have the marks written straight into their XML
  (marking_inplace): everything stays, but cells have no comments; the added column tells the reasons.
* .xls, .csv and what the others cannot handle are written anew (marking_fast): same sheets, values, header
  and colours, dates as dates; fonts and the user's own colours are not kept.
"""

from __future__ import annotations

import re
import warnings
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.cell.cell import MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill

from leye.standards.text import say
from leye.workbook.errors import SourceChanged
from leye.workbook.marking_fast import write_anew
from leye.workbook.marking_inplace import write_in_place
from leye.workbook.marks import (
    COLOURS,
    REASON_HEADER,
    STATUS_HEADER,
    STATUS_LABELS,
    Marks,
    SheetMarks,
)
from leye.workbook.reading import DEFAULT_LIMITS, Limits, Workbook, open_workbook
from leye.workbook.safe import is_risky, safe_text
from leye.workbook.styles_xml import Unusual

EDIT_AT_MOST = 20_000
_AUTHOR = "Leye"
_FILLS = {level: PatternFill("solid", start_color=colour) for level, colour in COLOURS.items()}
_OUR_COLOURS = frozenset(f"00{colour}" for colour in COLOURS.values()) | frozenset(COLOURS.values())


def write_marked(
    source: Path | str,
    marks: Marks,
    out: Path | str,
    limits: Limits = DEFAULT_LIMITS,
    *,
    name: str | None = None,
) -> None:
    """Write the marked copy of `source` (as uploaded) to `out`, always an .xlsx.

    Raises SourceChanged when a marked sheet is not in the source, and the errors of open_workbook.
    """
    source, out = Path(source), Path(out)
    workbook = open_workbook(source, limits, name=name)
    sheets = {sheet.name: sheet for sheet in workbook.sheets}
    for sheet_name in marks:
        if sheet_name not in sheets:
            raise SourceChanged(name=workbook.name, sheet=sheet_name)
    rows = sum(len(sheet.rows) for sheet in workbook.sheets)
    if workbook.format == "xlsx":
        if (rows > EDIT_AT_MOST or _has_pictures(source)) and _write_into(source, workbook, marks, out):
            return
        if rows <= EDIT_AT_MOST and _edit(source, marks, out):
            return
    write_anew(workbook, marks, out)


def _has_pictures(source: Path) -> bool:
    try:
        with zipfile.ZipFile(source) as archive:
            names = archive.namelist()
    except zipfile.BadZipFile:
        # An encrypted workbook that opens without a password: no zip on the outside.
        return False
    drawn = any(name.startswith(("xl/media/", "xl/charts/", "xl/drawings/drawing")) for name in names)
    # A workbook with macros is of another content type, which may not be named .xlsx.
    return drawn and "xl/vbaProject.bin" not in names


def _write_into(source: Path, workbook: Workbook, marks: Marks, out: Path) -> bool:
    """Write the marks into the XML. False when the file is written in an unusual way."""
    try:
        write_in_place(workbook, source, marks, out)
    except (Unusual, KeyError, ValueError, zipfile.BadZipFile):
        return False
    return True


def _edit(source: Path, marks: Marks, out: Path) -> bool:
    """Edit a copy in place. False when openpyxl cannot load a file that the fast reader could."""
    with warnings.catch_warnings():
        # openpyxl warns of every extension it drops; the module says so above.
        warnings.simplefilter("ignore")
        try:
            book = openpyxl.load_workbook(source)
        except (ValueError, KeyError, TypeError, AttributeError, IndexError, OSError, zipfile.BadZipFile):
            # Odd but readable files (unknown styles, encrypted without a password): written anew instead.
            return False
        for sheet_name, sheet_marks in marks.items():
            _mark_sheet(book[sheet_name], sheet_marks)
        book.save(out)
    return True


def _mark_sheet(sheet: Any, marks: SheetMarks) -> None:
    _clear_earlier(sheet, marks.header_row)
    status_column, reason_column = _result_columns(sheet, marks.header_row)
    heading = sheet.cell(marks.header_row, 1)
    for column, text, width in ((status_column, STATUS_HEADER, 10), (reason_column, REASON_HEADER, 60)):
        cell = sheet.cell(marks.header_row, column, say(text))
        cell.font = Font(bold=True)
        cell.alignment = Alignment(vertical="center")
        if heading.has_style:
            cell.border = heading.border.copy()
        sheet.column_dimensions[cell.column_letter].width = width
    for row, status in marks.statuses.items():
        sheet.cell(row, status_column).value = say(STATUS_LABELS[status])
        if status == "error":
            sheet.cell(row, status_column).fill = _FILLS["error"]
    for row, reason in marks.reasons().items():
        cell = sheet.cell(row, reason_column)
        cell.value = safe_text(reason)
        cell.data_type = "s"
        cell.quotePrefix = is_risky(reason)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    for (row, column), level in marks.levels().items():
        if column:
            sheet.cell(row, column).fill = _FILLS[level]
    for (row, column), text in marks.comments().items():
        cell = sheet.cell(row, column)
        if not isinstance(cell, MergedCell):
            cell.comment = Comment(safe_text(text), _AUTHOR, height=90, width=320)


def _result_columns(sheet: Any, header_row: int) -> tuple[int, int]:
    """Where the two added columns stand: those of an earlier round if there, else to the right of all."""
    names = {
        str(sheet.cell(header_row, column).value or ""): column for column in range(1, sheet.max_column + 1)
    }
    status, reason = names.get(say(STATUS_HEADER)), names.get(say(REASON_HEADER))
    if status and reason:
        return status, reason
    last = max(
        (cell.column for row in sheet.iter_rows() for cell in row if cell.value is not None), default=0
    )
    return last + 1, last + 2


def _clear_earlier(sheet: Any, header_row: int) -> None:
    """Take away our own marks of an earlier round, so that a mended cell is not red any more."""
    names = [str(cell.value or "") for cell in sheet[header_row]]
    if say(STATUS_HEADER) not in names or say(REASON_HEADER) not in names:
        return
    ours = [names.index(say(header)) + 1 for header in (STATUS_HEADER, REASON_HEADER)]
    for row in sheet.iter_rows(min_row=header_row + 1):
        for cell in row:
            if (
                cell.fill.fill_type == "solid"
                and re.sub("^FF", "", str(cell.fill.start_color.rgb)) in _OUR_COLOURS
            ):
                cell.fill = PatternFill()
            if isinstance(cell, MergedCell):
                continue
            if cell.comment is not None and cell.comment.author == _AUTHOR:
                cell.comment = None
            if cell.column in ours:
                cell.value = None
