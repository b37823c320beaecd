"""The weekly confirmation: these lines of the ledger were compared with reality (#213)."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from leye.accounts.enums import CAN_WRITE_LEDGER
from leye.ledger.actions.base import LedgerAction, Problems
from leye.ledger.models import Person
from leye.registers.actions.activities import RecordActivity
from leye.registers.enums import ActivityKind
from leye.sheets.enums import CheckResult
from leye.sheets.models import LedgerCheck
from leye.sheets.people import monday
from leye.standards.calendar import today


@dataclass(frozen=True)
class Confirmed:
    """How many lines were confirmed now, how many of them had been this week already, and in which areas."""

    new: int
    again: int
    areas: list[int]


@dataclass(kw_only=True)
class ConfirmPeople(LedgerAction[Confirmed]):
    """Say of many people that their lines were checked and nothing changed: one line a person and week.

    With `whole_page`, all the people are a page of a ledger that was gone through: their villages get the day's
    activity “台账更新核对” as well, by which the weekly duty is counted. Single people say nothing about a village's
    ledger. People of other areas are left out. Pressing twice writes nothing more.
    """

    allowed = CAN_WRITE_LEDGER

    person_ids: list[int]
    result: str = CheckResult.SAME
    on: dt.date | None = None
    whole_page: bool = False

    def execute(self) -> Confirmed:
        day = self.on or today()
        problems = Problems()
        problems.past("on", _("核对日期"), day)
        problems.check()
        people = Person.objects.visible_to(self.actor.scope).in_range(
            self.actor.scope.lo, self.actor.scope.hi
        )
        found = list(people.living().filter(pk__in=set(self.person_ids)).order_by("pk").only("pk", "area_id"))
        week = monday(day)
        before = LedgerCheck.objects.filter(person__in=[person.pk for person in found], week=week).count()
        LedgerCheck.objects.bulk_create(
            [
                LedgerCheck(
                    person=person, area_id=person.area_id, week=week, checked_on=day, result=self.result,
                    checked_by_id=self.actor.user,
                )
                for person in found
            ],
            ignore_conflicts=True,
        )  # fmt: skip
        areas = sorted({person.area_id for person in found})
        for area_no in areas if self.whole_page else ():
            RecordActivity(self.actor, area_no=area_no, kind=ActivityKind.LEDGER_CHECK, happened_on=day).run()
        return Confirmed(len(found) - before, before, areas)


@dataclass(kw_only=True)
class NoteChanged(LedgerAction[LedgerCheck]):
    """A person's line was checked and brought up to date; a “nothing changed” of the same week gives way.

    One line is no check of the village's ledger: the weekly duty stays as it is.
    """

    allowed = CAN_WRITE_LEDGER

    person_id: int
    on: dt.date

    def execute(self) -> LedgerCheck:
        person = self.person(self.person_id)
        check, _new = LedgerCheck.objects.update_or_create(
            person=person,
            week=monday(self.on),
            defaults={
                "area_id": person.area_id, "checked_on": self.on, "result": CheckResult.CHANGED,
                "checked_by_id": self.actor.user,
            },
        )  # fmt: skip
        return check
