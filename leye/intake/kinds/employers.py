"""Employers: found by unified social credit code everywhere, or by their whole name inside the range."""

from __future__ import annotations

from typing import ClassVar

from django.utils.translation import gettext_noop

from leye.intake.job import Column, one, run
from leye.intake.kinds.base import Plan, Told, expect
from leye.intake.places import Places
from leye.workbook.cleaning import CleanTable

CORE = ("uscc", "name", "contact", "phone", "address", "industry")


class EmployersPlan(Plan):
    """A roster of employers."""

    table = "ledger_employer"
    reasons: ClassVar = {
        "elsewhere": (
            "uscc",
            gettext_noop("此单位不能在本辖区新建，请核对统一社会信用代码；如已迁来，请联系县级经办员"),
        ),
        "ambiguous": (
            "name",
            gettext_noop("辖区内有几个同名单位，分不清是哪一个。请填统一社会信用代码。"),
        ),
    }

    def columns(self, clean: CleanTable, places: Places, told: Told) -> list[Column]:
        """Without a place, an employer stands at the importing area itself."""
        columns = self.area_columns(clean, places, self.job.area_id)
        return columns + [Column(name, "text", clean.values[name]) for name in CORE if name in clean.values]

    def core(self) -> list[str]:
        """The core columns this file has."""
        return [name for name in CORE if name in self.job.columns]

    def match(self) -> None:
        """By code; a known employer of that whole name without a code is the same one."""
        job = self.job
        uscc = "r.uscc" if "uscc" in job.columns else "NULL::text"
        found = job.inside("e.area_id")
        pairs = ", ".join(
            f"'{name}', CASE WHEN r.{name} IS NOT NULL AND r.{name} IS DISTINCT FROM e.{name}"
            f" THEN jsonb_build_array(e.{name}, r.{name}) END"
            for name in self.core()
        )
        pairs += (
            ", 'area_id', CASE WHEN r.village_id IS NOT NULL AND r.village_id <> e.area_id"
            " THEN jsonb_build_array(e.area_id, r.village_id) END"
        )
        named = (
            f"SELECT name, min(id) AS id, count(*) AS many FROM ledger_employer WHERE {job.inside('area_id')}"
            " GROUP BY name"
        )
        blank = f"SELECT name, min(id) AS id FROM ledger_employer WHERE {job.inside('area_id')} AND uscc = '' GROUP BY name"
        job.make(
            "match",
            "SELECT r.rec, CASE WHEN r.prior IS NOT NULL THEN r.prior WHEN r.nth > 1 THEN 'repeat'"
            " WHEN e.id IS NULL AND n.many > 1 THEN 'ambiguous' WHEN e.id IS NULL THEN 'new'"
            f" WHEN {found} THEN 'held' ELSE 'elsewhere' END AS found,"
            f" CASE WHEN r.prior IS NOT NULL OR r.nth > 1 THEN NULL WHEN {found} THEN e.id WHEN e.id IS NULL"
            " AND coalesce(n.many, 0) <= 1 THEN nextval('ledger_employer_id_seq') END AS target_id,"
            f" CASE WHEN {found} THEN e.xmin::text END AS seen,"
            f" CASE WHEN {found} THEN coalesce(r.village_id, e.area_id) ELSE r.place_id END AS area_id,"
            f" CASE WHEN {found} AND r.prior IS NULL AND r.nth = 1 THEN jsonb_strip_nulls(jsonb_build_object({pairs}))"
            " ELSE '{}'::jsonb END AS core, NULL::text AS remark"
            f" FROM (SELECT r.*, row_number() OVER (PARTITION BY r.prior, coalesce({uscc}, r.name) ORDER BY r.rec) AS nth"
            f" FROM {job.table()} r) r"
            f" LEFT JOIN ledger_employer c ON c.uscc = {uscc} AND c.uscc <> ''"
            f" LEFT JOIN ({blank}) w ON c.id IS NULL AND {uscc} IS NOT NULL AND w.name = r.name"
            f" LEFT JOIN ({named}) n ON c.id IS NULL AND {uscc} IS NULL AND n.name = r.name"
            " LEFT JOIN ledger_employer e ON e.id = coalesce(c.id, w.id, CASE WHEN n.many = 1 THEN n.id END)",
        )

    def verify(self) -> None:
        """Also: nobody made an employer with that code meanwhile."""
        super().verify()
        if "uscc" in self.job.columns:
            run(
                f"UPDATE {self.job.table('final')} f SET state = 'stale' FROM {self.job.table()} r, ledger_employer e"
                " WHERE f.state = 'new' AND r.rec = f.rec AND e.uscc = r.uscc AND r.uscc <> ''"
            )

    def write(self, told: Told) -> None:
        """New employers, then changes."""
        job, core = self.job, self.core()
        cells = [f"coalesce(r.{name}, '')" if name in core else "''" for name in CORE]
        final = f"{job.table('final')} f JOIN {job.table()} r ON r.rec = f.rec"
        made = run(
            f"INSERT INTO ledger_employer (id, area_id, {', '.join(CORE)}, version) SELECT f.target_id, f.area_id,"
            f" {', '.join(cells)}, 1 FROM {final} WHERE f.state = 'new' ON CONFLICT DO NOTHING"
        )
        expect(made, one(f"SELECT count(*) FROM {job.table('final')} WHERE state = 'new'"))
        sets = ", ".join(f"{name} = coalesce(r.{name}, e.{name})" for name in core)
        changed = run(
            f"UPDATE ledger_employer e SET {sets}, area_id = f.area_id, version = e.version + 1 FROM {final}"
            " WHERE f.state = 'changed' AND e.id = f.target_id AND e.xmin::text = f.seen"
            f" AND {job.inside('e.area_id')}"
        )
        expect(changed, one(f"SELECT count(*) FROM {job.table('final')} WHERE state = 'changed'"))
