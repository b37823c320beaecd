"""Clean a table column by column: every cell read, checked and given its reason when it cannot be used.

Columns hold few different values compared with their rows (villages, kinds, dates), so each different
value is read once. Identity numbers are all different and have a fast reader in leye.standards.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from leye.standards.dates import ReadDate
from leye.standards.identity import Identity, IdentityError, parse_many
from leye.standards.text import PlainError, say
from leye.workbook.fields import Field, Kind
from leye.workbook.reading import Cell
from leye.workbook.repeats import find_repeats
from leye.workbook.table import Table
from leye.workbook.values import Noted, Reader, finite, is_empty, reader_for

Level = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a cell, or with a whole record when `field` is None.

    An error keeps the record out; a warning does not. `column` is the column of the table (None when the
    field has none); `reason` is plain Chinese.
    """

    record: int
    field: str | None
    column: int | None
    level: Level
    reason: str


@dataclass(slots=True)
class CleanTable:
    """The cleaned records of one file.

    `values[name][i]` is the value of field `name` in record i, None when empty or unusable; only mapped
    fields are there. `identities[name][i]` is the checked identity (with birth date and sex) of identity
    fields. `repeats[i]` is the record that record i repeats, so it goes in only once. Dates are
    datetime.date, money is fen, `choices` fields are tuples of codes, codes are text.
    """

    kind: Kind
    table: Table
    mapping: dict[str, int]
    values: dict[str, list[Any]]
    identities: dict[str, list[Identity | None]]
    problems: list[Problem] = field(default_factory=list)
    failed: set[int] = field(default_factory=set)
    repeats: dict[int, int] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.table)

    def usable(self) -> list[int]:
        """Records that may go in: no error, and no repetition of another."""
        return [i for i in range(len(self)) if i not in self.failed and i not in self.repeats]

    def place(self, record: int) -> tuple[str, int]:
        """Sheet name and 1-based row number of a record."""
        return self.table.place(record)

    def add(self, record: int, name: str | None, level: Level, reason: str) -> None:
        """Note a problem; also for checks made later against the ledger."""
        column = self.mapping.get(name) if name else None
        self.problems.append(Problem(record, name, column, level, reason))
        if level == "error":
            self.failed.add(record)


def clean_rows(
    table: Table,
    mapping: Mapping[str, int],
    kind: Kind,
    more_choices: Mapping[str, Mapping[str, str]] | None = None,
) -> CleanTable:
    """Read every mapped cell, check it, and compare the records with one another.

    `mapping`: field name → column of the table. `more_choices`: field name → further wordings and the code
    of each (an area's own groups). ValueError when a required field has no column.
    """
    missing = [wanted.label for wanted in kind.required if wanted.name not in mapping]
    if missing:
        raise ValueError("、".join(missing))
    clean = CleanTable(kind, table, dict(mapping), {}, {})
    for wanted in kind.fields:
        if wanted.name not in mapping:
            continue
        cells = table.columns[mapping[wanted.name]]
        if wanted.kind == "identity":
            _clean_identities(clean, wanted, cells)
        else:
            reader = reader_for(wanted, (more_choices or {}).get(wanted.name))
            clean.values[wanted.name] = _clean_column(clean, wanted, cells, reader)
    _check_against_identity(clean)
    _check_dates_in_order(clean)
    find_repeats(clean)
    return clean


def _clean_column(clean: CleanTable, wanted: Field, cells: Sequence[Cell], reader: Reader) -> list[Any]:
    read: dict[Cell, Any] = {}
    remarks: dict[Cell, tuple[Level, str]] = {}
    for cell in set(cells):
        if is_empty(cell):
            read[cell] = None
            continue
        try:
            value = reader(finite(cell))
        except PlainError as error:
            value = None
            if error.kind != "empty":
                remarks[cell] = _blame(wanted, str(error))
        if isinstance(value, Noted):
            remarks[cell] = ("warning", "".join(value.remarks))
            value = value.value
        read[cell] = value
    values = [read[cell] for cell in cells]
    if remarks:
        for record, cell in enumerate(cells):
            if cell in remarks:
                clean.add(record, wanted.name, *remarks[cell])
    if wanted.required:
        for record, value in enumerate(values):
            if value is None and cells[record] not in remarks:
                clean.add(
                    record, wanted.name, "error", say("没有填{label}，必须填写。", label=say(wanted.label))
                )
    return values


def _blame(wanted: Field, reason: str) -> tuple[Level, str]:
    if wanted.required or wanted.strict:
        return "error", reason
    return "warning", say("{reason}这一格没有导入，其他内容照常导入。", reason=reason)


def _clean_identities(clean: CleanTable, wanted: Field, cells: Sequence[Cell]) -> None:
    different = [cell for cell in set(cells) if not is_empty(cell)]
    read: dict[Cell, Identity | IdentityError] = dict(
        zip(different, parse_many(map(finite, different)), strict=True)
    )
    identities: list[Identity | None] = []
    for record, cell in enumerate(cells):
        identity = read.get(cell)
        if isinstance(identity, Identity):
            identities.append(identity)
            for warning in identity.warnings:
                clean.add(record, wanted.name, "warning", warning)
            if identity.was_15:
                clean.add(record, wanted.name, "warning", say("15位旧号码已换算成18位，请核对末位。"))
            continue
        identities.append(None)
        if identity is not None:
            clean.add(record, wanted.name, *_blame(wanted, str(identity)))
        elif wanted.required:
            clean.add(record, wanted.name, "error", say("没有填{label}，必须填写。", label=say(wanted.label)))
    clean.identities[wanted.name] = identities
    clean.values[wanted.name] = [identity.number if identity else None for identity in identities]


def _check_against_identity(clean: CleanTable) -> None:
    """Sex and birth date must agree with the identity number, whose check digit proves it well typed.

    One contradiction is taken as a slip in the other column and the number counts; two at once mean that
    the number is probably somebody else's, so the record is kept out.
    """
    identities = clean.identities.get("id_number")
    if identities is None:
        return
    birth_dates, sexes = clean.values.get("birth_date"), clean.values.get("sex")
    for record, identity in enumerate(identities):
        if identity is None:
            continue
        birth: ReadDate | None = birth_dates[record] if birth_dates else None
        sex: str | None = sexes[record] if sexes else None
        wrong_birth = birth is not None and not _same_birth(birth, identity.birth_date)
        wrong_sex = sex is not None and sex != identity.sex
        if wrong_birth & wrong_sex:
            reason = say("性别、出生日期都与身份证号对不上，号码可能是别人的。请照证件核对。")
            clean.add(record, "id_number", "error", reason)
        elif wrong_birth and birth is not None:
            _corrected(clean, record, "birth_date", birth.date.isoformat(), identity.birth_date.isoformat())
        elif wrong_sex and sex is not None:
            _corrected(clean, record, "sex", say(_SEX_WORDS[sex]), say(_SEX_WORDS[identity.sex]))
    if birth_dates is not None:
        clean.values["birth_date"] = [identity.birth_date if identity else None for identity in identities]
    if sexes is not None:
        clean.values["sex"] = [identity.sex if identity else None for identity in identities]


_SEX_WORDS = {"1": "男", "2": "女"}


def _corrected(clean: CleanTable, record: int, name: str, written: str, right: str) -> None:
    reason = say(
        "填的是{written}，按身份证号应为{right}，已按身份证号记。请核对。", written=written, right=right
    )
    clean.add(record, name, "warning", reason)


def _same_birth(written: ReadDate, right: dt.date) -> bool:
    """A year and month alone agree; spreadsheets keep them as the first of the month."""
    same_month = (written.date.year, written.date.month) == (right.year, right.month)
    return written.date == right or (same_month and written.date.day == 1)


def _check_dates_in_order(clean: CleanTable) -> None:
    """An end before its start cannot be."""
    starts, ends = clean.values.get("started_on"), clean.values.get("ended_on")
    if starts is None or ends is None:
        return
    for record, (start, end) in enumerate(zip(starts, ends, strict=True)):
        if start is not None and end is not None and end < start:
            reason = say(
                "结束时间{end}早于就业时间{start}。请核对。", end=end.isoformat(), start=start.isoformat()
            )
            clean.add(record, "ended_on", "error", reason)
