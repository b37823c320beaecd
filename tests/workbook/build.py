"""Makes the files that county offices really send, in code."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import openpyxl

from leye.standards.identity import make_identity
from leye.workbook.catalogue import KINDS
from leye.workbook.cleaning import CleanTable, clean_rows
from leye.workbook.fields import KindName
from leye.workbook.matching import ColumnGuess, guess_columns, mapping_of
from leye.workbook.reading import open_workbook
from leye.workbook.table import Table, read_table


def identity(number: int = 1, born: dt.date = dt.date(1980, 5, 6), *, woman: bool = False) -> str:
    """A valid number; the same `number` gives the same one."""
    return make_identity("150422", born, number * 2 % 1000 + (0 if woman else 1))


def xlsx(
    path: Path, *sheets: Sequence[Sequence[Any]], merge: Iterable[str] = (), names: Sequence[str] = ()
) -> Path:
    """Each sheet a list of rows; `merge` ranges are merged on the first."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for index, rows in enumerate(sheets):
        sheet = book.create_sheet(names[index] if index < len(names) else f"表{index + 1}")
        for row in rows:
            sheet.append(list(row))
        if index == 0:
            for area in merge:
                sheet.merge_cells(area)
    book.save(path)
    return path


def table_of(path: Path, kind: KindName = "people") -> Table:
    """The joined table of a file."""
    return read_table(open_workbook(path), KINDS[kind])


def guesses_of(path: Path, kind: KindName = "people") -> list[ColumnGuess]:
    """The columns of a file as guessed."""
    return guess_columns(table_of(path, kind), KINDS[kind])


def cleaned(path: Path, kind: KindName = "people") -> CleanTable:
    """A file read, matched and cleaned."""
    table = table_of(path, kind)
    return clean_rows(table, mapping_of(guess_columns(table, KINDS[kind])), KINDS[kind])


def reasons(clean: CleanTable, record: int) -> list[str]:
    """The reasons noted for one record."""
    return [problem.reason for problem in clean.problems if problem.record == record]
