"""What the kinds share: a plan for the row's main record, and aspects for what hangs on it.

All work is done by PostgreSQL on whole tables; Python only says which statements. `found` tells for each
record what the ledger holds: new, held (inside the range), repeat, or the name of a reason it cannot go in.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar

from django.utils.translation import gettext as _

from leye.intake.job import Column, Job, quoted, run
from leye.intake.places import Places, UnknownPlace
from leye.vault.crypto import index_of, ring
from leye.workbook.cleaning import CleanTable

Told = Callable[[str], None]


class ChangedMeanwhile(RuntimeError):
    """Somebody changed a row between the last look and the write; the transaction must start again."""


def expect(touched: int, wanted: int) -> None:
    """Every row that was to be written was written."""
    if touched != wanted:
        raise ChangedMeanwhile(f"{touched} of {wanted}")


class Aspect:
    """Records that hang on a person: found as a table of the job, marked, written, and undone."""

    part: ClassVar[str]
    needs: ClassVar[tuple[str, ...]]

    def __init__(self, job: Job) -> None:
        self.job = job

    @property
    def active(self) -> bool:
        """Whether the file has any column for it."""
        return any(name in self.job.columns for name in self.needs)

    def column(self, name: str, type_: str = "text") -> str:
        """SQL for a staged column, NULL where the file has none."""
        return f"r.{name}" if name in self.job.columns else f"NULL::{type_}"

    def find(self) -> None:
        """Make the table of what would be written."""
        raise NotImplementedError(type(self).__name__)

    def marks(self) -> str:
        """SQL giving rec, changes (jsonb) and remark (text or NULL), at most one row a record."""
        raise NotImplementedError(type(self).__name__)

    def verify(self) -> None:
        """Mark as stale the records whose rows were changed since the preview (nothing when only adding)."""

    def write(self) -> None:
        """Write, after the main records."""
        raise NotImplementedError(type(self).__name__)

    def write_first(self) -> None:
        """Write what must be written before the main records are (changes of existing rows)."""


class Plan:
    """The main record of a kind."""

    #: found → (field, sentence) for records that cannot go in.
    reasons: ClassVar[Mapping[str, tuple[str | None, str]]] = {}
    #: Aspects in the order of writing.
    aspect_types: ClassVar[tuple[type[Aspect], ...]] = ()
    #: Table and columns of the main record, for undoing: JSON key → (column, type).
    table: ClassVar[str] = "ledger_person"

    def __init__(self, job: Job) -> None:
        self.job = job

    @property
    def aspects(self) -> list[Aspect]:
        """The aspects the file has columns for."""
        return [aspect for aspect in (type_(self.job) for type_ in self.aspect_types) if aspect.active]

    def columns(self, clean: CleanTable, places: Places, told: Told) -> list[Column]:
        """The staged columns besides those of every kind."""
        raise NotImplementedError(type(self).__name__)

    def match(self) -> None:
        """Make the table `match`: rec, found, target_id, seen, area_id, core (jsonb), remark."""
        raise NotImplementedError(type(self).__name__)

    def finish_preview(self, clean: CleanTable, told: Told) -> None:
        """Stage what only new or changed records need, once it is known which those are."""

    def label(self, clean: CleanTable, record: int) -> str:
        """What the record is called in the preview."""
        return str(
            (clean.values.get("name") or clean.values.get("member_name") or [None] * len(clean))[record] or ""
        )

    def is_new(self) -> str:
        """SQL: this held record adds something wholly new (an entry in a log), so it counts as new."""
        return "false"

    def verify(self) -> None:
        """Mark in `final` what was changed since the preview, so that it is not overwritten."""
        final = self.job.table("final")
        run(
            f"UPDATE {final} f SET state = 'stale' WHERE f.state = 'changed' AND NOT EXISTS ("
            f"SELECT FROM {self.table} t WHERE t.id = f.target_id AND t.xmin::text = f.seen"
            f" AND {self.job.inside('t.area_id')})"
        )
        for aspect in self.aspects:
            aspect.verify()

    def write(self, told: Told) -> None:
        """Write everything, as the app role inside the range."""
        raise NotImplementedError(type(self).__name__)

    def make_final(self) -> None:
        """Put match and aspects together: state, changes and problems of every record."""
        job = self.job
        joins, changes, remarks = [], ["m.core"], ["m.remark"]
        for number, aspect in enumerate(self.aspects):
            joins.append(f"LEFT JOIN ({aspect.marks()}) a{number} ON a{number}.rec = r.rec")
            changes.append(f"coalesce(a{number}.changes, '{{}}'::jsonb)")
            remarks.append(f"a{number}.remark")
        reasons = " ".join(
            f"WHEN {quoted(found)} THEN {quoted(_problem(field, 'error', sentence))}::jsonb"
            for found, (field, sentence) in self.reasons.items()
        )
        blamed = f"CASE m.found {reasons} ELSE '[]'::jsonb END" if reasons else "'[]'::jsonb"
        noted = " || ".join(
            f"CASE WHEN {remark} IS NULL THEN '[]'::jsonb ELSE jsonb_build_array(jsonb_build_object("
            f"'field', NULL, 'level', 'warning', 'reason', {remark})) END"
            for remark in remarks
        )
        job.make(
            "final",
            "SELECT x.*, CASE WHEN x.found = 'new' THEN 'new' WHEN x.found = 'repeat' THEN 'unchanged'"
            " WHEN x.found <> 'held' THEN 'error' WHEN x.changes = '{}'::jsonb THEN 'unchanged'"
            f" WHEN {self.is_new()} THEN 'new' ELSE 'changed' END AS state FROM ("
            "SELECT r.rec, r.sheet, r.sheet_row, r.label, m.found, m.target_id, m.seen, m.area_id, m.core,"
            f" {' || '.join(changes)} AS changes, r.remarks || {blamed} || {noted} AS problems"
            f" FROM {job.table()} r JOIN {job.table('match')} m ON m.rec = r.rec {' '.join(joins)}) x",
        )

    def common_columns(self, clean: CleanTable) -> list[Column]:
        """Where each record stands, what it is called and what the cleaning said of it."""
        count = len(clean)
        sheets: list[str] = []
        for part in clean.table.parts:
            sheets += [part.sheet[:120]] * part.count
        prior: list[str | None] = [None] * count
        for record in clean.repeats:
            prior[record] = "repeat"
        for record in clean.failed:
            prior[record] = "error"
        remarks: list[list[dict[str, Any]]] = [[] for _record in range(count)]
        for problem in clean.problems:
            remarks[problem.record].append(
                {"field": problem.field, "level": problem.level, "reason": problem.reason}
            )
        return [
            Column("rec", "int", range(count)),
            Column("sheet", "text", sheets),
            Column("sheet_row", "int", clean.table.row_numbers),
            Column("label", "text", [self.label(clean, record)[:120] for record in range(count)]),
            Column("prior", "text", prior),
            Column("remarks", "jsonb", [json.dumps(r, ensure_ascii=False) if r else "[]" for r in remarks]),
        ]

    def area_columns(self, clean: CleanTable, places: Places, fallback: int | None) -> list[Column]:
        """`village_id`: the village named; `place_id`: where a new record goes (a township at least)."""
        villages = clean.values.get("village") or [None] * len(clean)
        townships = clean.values.get("township") or [None] * len(clean)
        village_ids: list[int | None] = []
        place_ids: list[int | None] = []
        for record, (village, township) in enumerate(zip(villages, townships, strict=True)):
            try:
                area = places.find(village, township)
            except UnknownPlace as error:
                clean.add(record, "village" if village else "township", "error", str(error))
                area = None
            village_ids.append(area.no if area is not None and village else None)
            place_ids.append(area.no if area is not None else fallback)
        return [Column("village_id", "bigint", village_ids), Column("place_id", "bigint", place_ids)]


def outside_life(job: Job, day: str) -> str:
    """SQL: a day on which nothing can have happened to person `d` of the ledger, who may be missing (a new person)."""
    return f"({day} > {job.today_sql} OR {day} < d.birth_date OR {day} > d.deceased_on)"


def indexes(numbers: Sequence[str | None]) -> list[bytes | None]:
    """The look-up index of each identity number, under one reading of the key ring; equal ones computed once."""
    keys = ring()
    known = {number: index_of(number, keys) for number in set(numbers) if number}
    return [known[number] if number else None for number in numbers]


def _problem(field: str | None, level: str, sentence: str) -> str:
    return json.dumps([{"field": field, "level": level, "reason": _(sentence)}], ensure_ascii=False)
