"""Lists to download: one table as a tidy .xlsx."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, BinaryIO, Literal

import xlsxwriter

from leye.standards.money import yuan
from leye.standards.text import say
from leye.workbook.safe import TextWriter, safe_text

ColumnKind = Literal["text", "number", "date", "money"]

_BORDER = {"border": 1, "border_color": "#BFBFBF", "valign": "vcenter", "font_name": "宋体", "font_size": 11}
_PROPERTIES: dict[ColumnKind, dict[str, Any]] = {
    "text": {**_BORDER, "num_format": "@", "text_wrap": True},
    "number": {**_BORDER, "num_format": "#,##0"},
    "date": {**_BORDER, "num_format": "yyyy-mm-dd", "align": "left"},
    "money": {**_BORDER, "num_format": "#,##0.00"},
}
_WIDTHS: dict[ColumnKind, float] = {"text": 12, "number": 10, "date": 12, "money": 12}


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its label, what it holds (money is given in fen), and its width in characters."""

    label: str
    kind: ColumnKind = "text"
    width: float | None = None


def write_table(
    out: Path | BinaryIO,
    title: str,
    columns: Sequence[Column | str],
    rows: Iterable[Sequence[Any]],
    footnote: str = "",
    sheet_name: str = "",
) -> int:
    """Write a list: title, header row (frozen, filtered), rows, footnote. Returns the number of rows.

    Rows are written as they come and not kept, so long lists need little memory. None is an empty cell.
    Text never turns into a formula; text columns keep leading zeros and long numbers.
    """
    wanted = [column if isinstance(column, Column) else Column(column) for column in columns]
    with _open(out) as book:
        sheet = book.add_worksheet(_sheet_name(sheet_name or title))
        formats = {kind: book.add_format(properties) for kind, properties in _PROPERTIES.items()}
        text = TextWriter(book)
        for place, column in enumerate(wanted):
            width = column.width or max(_WIDTHS[column.kind], 2.2 * len(column.label))
            sheet.set_column(place, place, min(width, 60))
        _head(book, sheet, title, wanted)
        count = 0
        for count, row in enumerate(rows, start=1):
            for place, (column, value) in enumerate(zip(wanted, row, strict=True)):
                _write(text, sheet, count + 1, place, column.kind, value, formats)
        last = max(len(wanted) - 1, 0)
        sheet.autofilter(1, 0, max(count + 1, 2), last)
        if footnote:
            note = book.add_format({"font_color": "#595959", "font_size": 10, "font_name": "宋体"})
            sheet.write_string(count + 3, 0, safe_text(footnote), note)
    return count


def _open(out: Path | BinaryIO) -> Any:
    target = str(out) if isinstance(out, Path) else out
    return xlsxwriter.Workbook(target, {"constant_memory": True, "default_date_format": "yyyy-mm-dd"})


def _head(book: Any, sheet: Any, title: str, columns: Sequence[Column]) -> None:
    big = book.add_format({"bold": True, "font_size": 14, "font_name": "宋体", "valign": "vcenter"})
    bold = book.add_format({**_BORDER, "bold": True, "bg_color": "#DCE6F1", "text_wrap": True})
    sheet.set_row(0, 26)
    sheet.write_string(0, 0, safe_text(title), big)
    for place, column in enumerate(columns):
        sheet.write_string(1, place, safe_text(column.label), bold)
    sheet.freeze_panes(2, 0)
    sheet.repeat_rows(1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_paper(9)
    sheet.set_footer("&C" + say("第 &P 页，共 &N 页"))


def _write(
    text: TextWriter,
    sheet: Any,
    row: int,
    place: int,
    kind: ColumnKind,
    value: Any,
    formats: dict[ColumnKind, Any],
) -> None:
    if value is None or value == "":
        sheet.write_blank(row, place, None, formats[kind])
    elif kind == "money" and isinstance(value, int):
        sheet.write_number(row, place, float(yuan(value)), formats[kind])
    elif isinstance(value, dt.datetime | dt.date) and kind == "date":
        day = value.replace(tzinfo=None) if isinstance(value, dt.datetime) else value
        sheet.write_datetime(row, place, day, formats[kind])
    elif kind == "number" and isinstance(value, int | float | Decimal):
        sheet.write_number(row, place, value, formats[kind])
    else:
        text.write(sheet, row, place, str(value), _PROPERTIES["text"], formats["text"])


def _sheet_name(text: str) -> str:
    """At most 31 characters, without those Excel forbids in sheet names."""
    return "".join(char for char in text if char not in "[]:*?/\\'")[:31] or "Sheet1"
