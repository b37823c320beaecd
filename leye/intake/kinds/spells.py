"""Employment spells: the same person, employer and first day are the same spell.

A list of insured people often has no first day of work: what it tells belongs to the job at that employer which runs.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.utils.translation import gettext as _

from leye.intake.job import Column, one, quoted, run
from leye.intake.kinds.aspects import GOES_IN, LIVE
from leye.intake.kinds.base import Aspect, Told, expect, outside_life
from leye.intake.kinds.members import KnownPeoplePlan
from leye.intake.places import Places
from leye.workbook.cleaning import CleanTable

#: field of the workbook → staged column, type
_STAGED = {
    "employer_name": ("employer_name", "text"),
    "uscc": ("uscc", "text"),
    "channel": ("channel", "text"),
    "kind": ("spell_kind", "text"),
    "place": ("work_place", "text"),
    "wage": ("wage_fen", "bigint"),
    "started_on": ("started_on", "date"),
    "ended_on": ("ended_on", "date"),
    "insured_on": ("insured_on", "date"),
}
#: column of the spell → staged column, type: what a second file may change
_CHANGEABLE = {
    "channel": ("channel", "text"),
    "kind": ("spell_kind", "text"),
    "work_place": ("work_place", "text"),
    "wage_fen": ("wage_fen", "bigint"),
    "ended_on": ("ended_on", "date"),
    "insured_on": ("insured_on", "date"),
}


def spell_columns(clean: CleanTable) -> list[Column]:
    """What a file says of work; `has_spell` where it says anything of a job that is or was held."""
    found = [
        Column(name, type_, clean.values[field])
        for field, (name, type_) in _STAGED.items()
        if field in clean.values
    ]
    if not found:
        return []
    blank: list[Any] = [None] * len(clean)
    given = [clean.values.get(field, blank) for field in ("employer_name", "started_on", "wage", "channel")]
    status = clean.values.get("employment_status", blank)
    says = [
        any(cell is not None for cell in cells) and now in (None, "employed")
        for now, cells in zip(status, zip(*given, strict=True), strict=True)
    ]
    return [*found, Column("has_spell", "boolean", says)]


class Spells(Aspect):
    """Spells to add, and changes of known ones."""

    part = "spells"
    needs = ("has_spell",)

    def find(self) -> None:
        """The spell each row tells of: insert, update, same, undated, or of a day that cannot be."""
        job = self.job
        name, started = self.column("employer_name"), self.column("started_on", "date")
        uscc, insured = self.column("uscc"), self.column("insured_on", "date")
        staged = {column: self.column(source, type_) for column, (source, type_) in _CHANGEABLE.items()}
        pairs = ", ".join(
            f"'{column}', CASE WHEN s.id IS NOT NULL AND {cell} IS NOT NULL AND {cell} IS DISTINCT FROM s.{column}"
            f" THEN jsonb_build_array(s.{column}, {cell}) END"
            for column, cell in staged.items()
        )
        cells = ", ".join(f"{cell} AS {column}" for column, cell in staged.items())
        # Names are compared whole: two firms that differ by a branch's suffix are two firms.
        named = (
            "SELECT name, min(id) AS id FROM ledger_employer WHERE "
            f"{job.inside('area_id')} GROUP BY name HAVING count(*) = 1"
        )
        job.make(
            self.part,
            "SELECT x.*, CASE WHEN x.started_on IS NULL AND x.spell_id IS NULL THEN 'undated'"
            " WHEN x.wrong_insured OR x.spell_id IS NULL AND x.wrong_day THEN 'wrong'"
            " WHEN x.spell_id IS NULL THEN 'insert'"
            " WHEN x.ended_on < x.began THEN 'disorder' WHEN x.diff = '{}'::jsonb THEN 'same' ELSE 'update' END AS op"
            f" FROM (SELECT r.rec, m.target_id AS person_id, {name} AS employer_name, {started} AS started_on, {cells},"
            " s.id AS spell_id, s.xmin::text AS seen, coalesce(e.id, n.id) AS employer_id,"
            f" coalesce({started}, s.started_on) AS began,"
            f" {outside_life(job, started)} AS wrong_day, {outside_life(job, insured)} AS wrong_insured,"
            f" jsonb_strip_nulls(jsonb_build_object({pairs})) AS diff"
            f" FROM {job.table()} r JOIN {job.table('match')} m ON m.rec = r.rec"
            " LEFT JOIN ledger_person d ON d.id = m.target_id"
            f" LEFT JOIN ledger_employer e ON e.uscc = {uscc} AND e.uscc <> ''"
            " LEFT JOIN LATERAL (SELECT s.*, s.xmin FROM ledger_employmentspell s WHERE s.person_id = m.target_id"
            f" AND (s.started_on = {started} AND ({name} IS NULL OR s.employer_name = {name})"
            f" OR {insured} IS NOT NULL AND s.ended_on IS NULL AND s.started_on <= {insured}"
            f" AND (s.employer_name = {name} OR s.employer_id = e.id))"
            f" ORDER BY s.started_on IS NOT DISTINCT FROM {started} DESC, s.started_on DESC, s.id LIMIT 1) s ON true"
            f" LEFT JOIN ({named}) n ON {uscc} IS NULL AND n.name = {name}"
            f" WHERE {GOES_IN} AND r.has_spell) x",
        )

    def marks(self) -> str:
        """A new spell in words, or old and new of each value."""
        undated = quoted(_("没有写就业时间，就业经历没有导入，其他内容照常导入。"))
        wrong = quoted(_("就业开始或参保日期在今天以后、出生以前或死亡以后，就业经历没有导入，请核对。"))
        return (
            "SELECT rec, CASE op WHEN 'insert' THEN jsonb_build_object('spell', jsonb_build_array(NULL,"
            " concat_ws(' ', started_on::text, nullif(employer_name, ''))))"
            " WHEN 'update' THEN diff || jsonb_build_object('_spell', spell_id) ELSE '{}'::jsonb END AS changes,"
            f" CASE op WHEN 'undated' THEN {undated} WHEN 'wrong' THEN {wrong} END AS remark"
            f" FROM {self.job.table(self.part)} WHERE op <> 'same'"
        )

    def verify(self) -> None:
        """A spell changed or added since then is not touched."""
        run(
            f"UPDATE {self.job.table('final')} f SET state = 'stale' FROM {self.job.table(self.part)} t"
            " WHERE f.rec = t.rec AND f.state IN ('new', 'changed') AND ((t.op = 'update' AND NOT EXISTS ("
            "SELECT FROM ledger_employmentspell s WHERE s.id = t.spell_id AND s.xmin::text = t.seen))"
            " OR (t.op = 'insert' AND EXISTS (SELECT FROM ledger_employmentspell s WHERE s.person_id = t.person_id"
            " AND s.started_on = t.started_on AND s.employer_name = coalesce(t.employer_name, ''))))"
        )

    def write_first(self) -> None:
        """Changes of known spells."""
        live = (
            f"{self.job.table(self.part)} t JOIN {self.job.table('final')} f ON f.rec = t.rec"
            f" AND {LIVE} AND t.op = 'update'"
        )
        wanted = one(f"SELECT count(*) FROM {live}")
        if not wanted:
            return
        sets = ", ".join(f"{column} = coalesce(t.{column}, s.{column})" for column in _CHANGEABLE)
        done = run(
            f"UPDATE ledger_employmentspell s SET {sets} FROM {live}"
            " WHERE s.id = t.spell_id AND s.xmin::text = t.seen"
        )
        expect(done, wanted)

    def write(self) -> None:
        """New spells."""
        run(
            "INSERT INTO ledger_employmentspell (person_id, area_id, employer_id, employer_name, kind, channel,"
            " work_place, wage_fen, started_on, ended_on, insured_on, end_reason) SELECT t.person_id, f.area_id, t.employer_id,"
            " coalesce(t.employer_name, ''), coalesce(t.kind, CASE t.channel WHEN 'startup' THEN 'self_employed'"
            " WHEN 'flexible' THEN 'flexible' ELSE 'contract' END), coalesce(t.channel, ''),"
            " coalesce(t.work_place, ''), t.wage_fen, t.started_on, t.ended_on, t.insured_on, ''"
            f" FROM {self.job.table(self.part)} t JOIN {self.job.table('final')} f ON f.rec = t.rec"
            f" WHERE {LIVE} AND t.op = 'insert' ON CONFLICT DO NOTHING"
        )


class SpellsPlan(KnownPeoplePlan):
    """A roster of employment spells."""

    aspect_types: ClassVar[tuple[type[Aspect], ...]] = (Spells,)

    def columns(self, clean: CleanTable, places: Places, told: Told) -> list[Column]:
        """Who, and the spell."""
        return [*super().columns(clean, places, told), *spell_columns(clean)]

    def is_new(self) -> str:
        """A spell that is added."""
        return "x.changes ? 'spell'"
