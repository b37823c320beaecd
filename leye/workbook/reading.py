"""Open a workbook: .xlsx, .xls or .csv, whatever its name says, as plain grids of raw values."""

from __future__ import annotations

import csv
import datetime as dt
import io
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import cast

import python_calamine

from leye.workbook.archive import check_archive
from leye.workbook.errors import (
    BrokenFile,
    NoRows,
    PasswordProtected,
    TooLarge,
    TooManyCells,
    TooManyRows,
    UnknownEncoding,
)
from leye.workbook.sniffing import Format, sniff
from leye.workbook.unlocking import unlocked

Cell = str | float | int | bool | dt.datetime | dt.date | dt.time | dt.timedelta | None
Merge = tuple[int, int, int, int]
"""A merged range: top, left, bottom, right, 0-based and inclusive."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one upload may hold. Sizes in bytes."""

    max_bytes: int = 200 * 2**20
    max_unpacked: int = 1536 * 2**20
    max_rows: int = 300_000
    max_cells: int = 15_000_000


@dataclass(slots=True)
class Sheet:
    """One sheet as a grid. `rows[i][j]` is the cell in row i + 1 and column j + 1; '' means empty."""

    name: str
    rows: list[list[Cell]]
    merges: list[Merge] = field(default_factory=list)
    hidden: bool = False


@dataclass(slots=True)
class Workbook:
    """An opened file. `encoding` and `delimiter` are set for text files only."""

    path: Path
    name: str
    format: Format
    sheets: list[Sheet]
    encoding: str = ""
    delimiter: str = ""


DEFAULT_LIMITS = Limits()


def open_workbook(path: Path | str, limits: Limits = DEFAULT_LIMITS, *, name: str | None = None) -> Workbook:
    """Read all sheets of a file.

    `name` is what the user called the file (uploads are stored under other names); it appears in messages.
    Raises a subclass of leye.workbook.errors.WorkbookError, whose text is meant for the user.
    """
    path = Path(path)
    name = name or path.name
    size = path.stat().st_size
    if size > limits.max_bytes:
        raise TooLarge(name=name, megabytes=size / 2**20, limit=limits.max_bytes / 2**20)
    if size == 0:
        raise NoRows(name=name)
    try:
        format_ = sniff(path, name)
    except PasswordProtected:
        with unlocked(path) as copy:
            if copy is None:
                raise
            return replace(open_workbook(copy, limits, name=name), path=path)
    if format_ == "csv":
        workbook = _read_text(path, name, limits)
    else:
        workbook = _read_excel(path, name, format_, limits)
    rows = (row for sheet in workbook.sheets for row in sheet.rows)
    if not any(cell not in ("", None) for row in rows for cell in row):
        raise NoRows(name=name)
    return workbook


def _read_excel(path: Path, name: str, format_: Format, limits: Limits) -> Workbook:
    if format_ == "xlsx":
        check_archive(
            path,
            name,
            max_unpacked=limits.max_unpacked,
            max_rows=limits.max_rows,
            max_cells=limits.max_cells,
        )
    sheets: list[Sheet] = []
    try:
        # Given a path, calamine would trust the file's extension.
        with path.open("rb") as file, python_calamine.CalamineWorkbook.from_filelike(file) as book:
            for meta in book.sheets_metadata:
                if meta.typ == python_calamine.SheetTypeEnum.WorkSheet:
                    sheets.append(_read_sheet(book, meta, name, limits))
    except python_calamine.PasswordError as error:
        raise PasswordProtected(name=name) from error
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        raise BrokenFile(name=name) from error
    except BaseException as error:
        # A panic of the Rust reader on a damaged file arrives as a BaseException that cannot be imported.
        if type(error).__name__ != "PanicException":
            raise
        raise BrokenFile(name=name) from error
    return Workbook(path=path, name=name, format=format_, sheets=sheets)


def _read_sheet(
    book: python_calamine.CalamineWorkbook,
    meta: python_calamine.SheetMetadata,
    name: str,
    limits: Limits,
) -> Sheet:
    grid = book.get_sheet_by_name(meta.name)
    hidden = meta.visible != python_calamine.SheetVisibleEnum.Visible
    if grid.total_height > limits.max_rows + 200:
        raise TooManyRows(sheet=meta.name, limit=limits.max_rows)
    if grid.total_height * grid.total_width > limits.max_cells:
        raise TooManyCells(name=name, row=grid.total_height, column=grid.total_width)
    rows: list[list[Cell]] = (
        cast("list[list[Cell]]", grid.to_python(skip_empty_area=False)) if grid.height else []
    )
    merges = [(top, left, bottom, right) for (top, left), (bottom, right) in grid.merged_cell_ranges or ()]
    return Sheet(name=meta.name, rows=rows, merges=merges, hidden=hidden)


_BOMS: tuple[tuple[bytes, str], ...] = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)


def _decode(raw: bytes, name: str) -> tuple[str, str]:
    candidates = [encoding for bom, encoding in _BOMS if raw.startswith(bom)] or ["utf-8", "gb18030"]
    for encoding in candidates:
        try:
            return raw.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    raise UnknownEncoding(name=name)


def _delimiter(text: str) -> str:
    """The separator that cuts the first lines into the most, and the most even, pieces."""
    lines = [line for line in text[:20_000].splitlines()[:30] if line.strip()]
    best, best_score = ",", 0
    for candidate in ("\t", ",", ";", "，", "|"):
        counts = [line.count(candidate) for line in lines]
        usual = max(set(counts), key=lambda count: (counts.count(count) * min(count, 1), count), default=0)
        score = usual * counts.count(usual)
        if score > best_score:
            best, best_score = candidate, score
    return best


def _read_text(path: Path, name: str, limits: Limits) -> Workbook:
    text, encoding = _decode(path.read_bytes(), name)
    if "\x00" in text:
        raise UnknownEncoding(name=name)
    delimiter = _delimiter(text)
    csv.field_size_limit(1_000_000)
    rows: list[list[Cell]] = []
    try:
        for texts in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            if len(rows) >= limits.max_rows + 200:
                raise TooManyRows(sheet=name, limit=limits.max_rows)
            rows.append([_unquote(cell) for cell in texts])
    except csv.Error as error:
        raise BrokenFile(name=name) from error
    width = max((len(row) for row in rows), default=0)
    if width * len(rows) > limits.max_cells:
        raise TooManyCells(name=name, row=len(rows), column=width)
    for row in rows:
        row.extend([""] * (width - len(row)))
    return Workbook(
        path=path,
        name=name,
        format="csv",
        sheets=[Sheet(Path(name).stem[:31] or "csv", rows)],
        encoding=encoding,
        delimiter=delimiter,
    )


def _unquote(cell: str) -> Cell:
    """Text exports protect long numbers as ="1504..." or '1504...; take the number itself."""
    if cell.startswith('="') and cell.endswith('"'):
        return cell[2:-1]
    if cell.startswith("'") and cell[1:2].isdigit():
        return cell[1:]
    return cell
