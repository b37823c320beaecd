"""Applications for help handed over as a list (#9–#12, #14): each opens a case; people unknown so far are entered.

A list of another office changes nothing of what the ledger says about people it has.
"""

from __future__ import annotations

from typing import ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from leye.cases.actions.serving import note_services
from leye.cases.enums import CHANNELS
from leye.intake.job import Column, quoted, rows, run
from leye.intake.kinds.aspects import GOES_IN, LIVE
from leye.intake.kinds.base import Aspect, Told, outside_life
from leye.intake.kinds.people import PeoplePlan
from leye.intake.places import Places
from leye.workbook.cleaning import CleanTable


class Applications(Aspect):
    """One case for each person who has none open."""

    part = "applications"
    needs = ("applied_on",)

    def find(self) -> None:
        """What to do with each application."""
        self.job.make(
            self.part,
            "SELECT r.rec, m.target_id AS person_id, d.helper_id, r.applied_on,"
            f" coalesce({self.column('asked_for')}, '') AS asked_for, coalesce({self.column('handed_by')}, '') AS handed_by,"
            " CASE WHEN d.deceased_on IS NOT NULL THEN 'dead'"
            f" WHEN {outside_life(self.job, 'r.applied_on')} THEN 'wrong'"
            " WHEN EXISTS (SELECT FROM cases_case c WHERE c.person_id = m.target_id AND c.exited_on IS NULL) THEN 'open'"
            " WHEN EXISTS (SELECT FROM cases_case c WHERE c.person_id = m.target_id AND c.exited_on > r.applied_on)"
            " THEN 'overlaps' ELSE 'insert' END AS op"
            f" FROM {self.job.table()} r JOIN {self.job.table('match')} m ON m.rec = r.rec"
            f" LEFT JOIN ledger_person d ON d.id = m.target_id WHERE {GOES_IN}",
        )

    def marks(self) -> str:
        """The case in words, or why there is none."""
        words = {
            "dead": _("此人已登记死亡，没有受理。"),
            "wrong": _("申请日期早于出生日期，没有受理，请核对。"),
            "open": _("此人已有在办的个案，没有再受理。"),
            "overlaps": _("申请日期在上一个个案退出以前，没有受理，请核对。"),
        }
        remark = " ".join(f"WHEN {quoted(op)} THEN {quoted(sentence)}" for op, sentence in words.items())
        return (
            "SELECT rec, CASE WHEN op = 'insert' THEN jsonb_build_object('case', jsonb_build_array(NULL, applied_on))"
            " || CASE WHEN asked_for = '' THEN '{}'::jsonb ELSE"
            " jsonb_build_object('asked_for', jsonb_build_array(NULL, asked_for)) END ELSE '{}'::jsonb END AS changes,"
            f" CASE op {remark} END AS remark FROM {self.job.table(self.part)}"
        )

    def verify(self) -> None:
        """A case opened meanwhile by hand stays the only one."""
        run(
            f"UPDATE {self.job.table('final')} f SET state = 'stale' FROM {self.job.table(self.part)} t"
            " WHERE f.rec = t.rec AND f.state = 'changed' AND t.op = 'insert' AND EXISTS (SELECT FROM cases_case c"
            " WHERE c.person_id = t.person_id AND c.exited_on IS NULL)"
        )

    def write(self) -> None:
        """New cases: the channel is where the list comes from, the owner whoever helps the person already."""
        channels = ", ".join(quoted(channel.value) for channel in CHANNELS)
        new = f"{self.job.table(self.part)} t JOIN {self.job.table('final')} f ON f.rec = t.rec AND {LIVE} AND t.op = 'insert'"
        run(
            "INSERT INTO cases_case (person_id, area_id, channel, state, applied_on, asked_for, handed_by, owner_id,"
            " labourer_reason, exit_kind, exit_note, version)"
            f" SELECT t.person_id, f.area_id, CASE WHEN b.source IN ({channels}) THEN b.source ELSE 'clerk' END, 'applied',"
            " t.applied_on, left(t.asked_for, 200), left(coalesce(nullif(t.handed_by, ''), b.file_name), 120),"
            f" t.helper_id, '', '', '', 1 FROM {new} JOIN intake_importbatch b ON b.id = {self.job.batch_id}"
        )
        note_services(person for (person,) in rows(f"SELECT t.person_id FROM {new}"))


class ApplicationsPlan(PeoplePlan):
    """A list of people who ask for help."""

    reasons: ClassVar = {
        **PeoplePlan.reasons,
        "othername": ("name", gettext_noop("姓名与台账里这个号码的姓名不同，请核对号码和姓名。")),
    }
    aspect_types: ClassVar[tuple[type[Aspect], ...]] = (Applications,)

    def columns(self, clean: CleanTable, places: Places, told: Told) -> list[Column]:
        """Who, and the application. A day that has not come yet is an error."""
        values = clean.values
        for record, day in enumerate(values["applied_on"]):
            if day is not None and day > self.job.day:
                clean.add(record, "applied_on", "error", _("申请日期在今天以后。请核对日期。"))
        columns = super().columns(clean, places, told)
        columns.append(Column("applied_on", "date", values["applied_on"]))
        columns += [
            Column(name, "text", values[name]) for name in ("asked_for", "handed_by") if name in values
        ]
        return columns

    def match(self) -> None:
        """As for people; whoever the ledger has stays as he is there, and must bear the same name."""
        super().match()
        run(
            f"UPDATE {self.job.table('match')} m SET core = '{{}}'::jsonb, remark = NULL, area_id = p.area_id,"
            " found = CASE WHEN p.name = r.name THEN 'held' ELSE 'othername' END"
            f" FROM {self.job.table()} r, ledger_person p WHERE r.rec = m.rec AND m.found = 'held' AND p.id = m.target_id"
        )
