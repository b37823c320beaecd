"""Matching for rosters that only add to people of the ledger and never make any."""

from __future__ import annotations

from typing import ClassVar

from django.utils.translation import gettext_noop

from leye.intake.job import Column, run
from leye.intake.kinds.base import Plan, Told, indexes
from leye.intake.places import Places
from leye.workbook.cleaning import CleanTable


class KnownPeoplePlan(Plan):
    """Rows about people who must be in the range already. Absent and held elsewhere read the same."""

    table = "ledger_person"
    reasons: ClassVar = {
        "absent": (
            "id_number",
            gettext_noop("本辖区台账里没有此人，请核对号码；新人员请先导入人员名单，已迁来的请提交转入申请"),
        ),
        "othername": ("name", gettext_noop("姓名与台账里这个号码的姓名不同，请核对号码和姓名。")),
    }

    def columns(self, clean: CleanTable, places: Places, told: Told) -> list[Column]:
        """The index of each number; each different number is computed once."""
        return [
            Column("id_index", "bytea", indexes(clean.values["id_number"])),
            Column("name", "text", clean.values["name"]),
        ]

    def match(self) -> None:
        """One join on the identity index, inside the range."""
        job = self.job
        job.make(
            "match",
            "SELECT r.rec, CASE WHEN r.prior IS NOT NULL THEN r.prior WHEN p.id IS NULL THEN 'absent'"
            " WHEN p.name <> r.name THEN 'othername' ELSE 'held' END AS found,"
            " CASE WHEN r.prior IS NULL AND p.name = r.name THEN p.id END AS target_id, p.xmin::text AS seen,"
            " p.area_id, '{}'::jsonb AS core, NULL::text AS remark"
            f" FROM {job.table()} r LEFT JOIN ledger_person p ON p.id_index = r.id_index"
            f" AND p.merged_into_id IS NULL AND {job.inside('p.area_id')}",
        )

    def verify(self) -> None:
        """The person must still be in the range; what else changed about him does not matter here."""
        final = self.job.table("final")
        run(
            f"UPDATE {final} f SET state = 'stale' FROM {self.job.table()} r WHERE f.state IN ('new', 'changed')"
            " AND r.rec = f.rec AND NOT EXISTS (SELECT FROM ledger_person p WHERE p.id = f.target_id"
            f" AND p.area_id = f.area_id AND p.merged_into_id IS NULL AND {self.job.inside('p.area_id')})"
        )
        for aspect in self.aspects:
            aspect.verify()

    def write(self, told: Told) -> None:
        """Only aspects."""
        for aspect in self.aspects:
            aspect.write_first()
        for aspect in self.aspects:
            aspect.write()
