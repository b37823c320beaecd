"""An open vacancy: confirmed, warned of, taken down, closed; the night does it for those nobody confirms."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from itertools import pairwise
from typing import ClassVar

from django.db.models import Min
from django.utils.translation import gettext as _

from leye.accounts.actions.base import Action, ActionError, Actor, Allowed
from leye.accounts.enums import Source
from leye.accounts.scope import as_service
from leye.ledger.actions.base import Problems
from leye.standards.calendar import today
from leye.vacancies.actions.base import CAN_POST, CAN_REVIEW, VacancyAction, is_closed
from leye.vacancies.checks import MOST_SEATS
from leye.vacancies.enums import OPEN, VacancyState
from leye.vacancies.indexing import refresh_postings
from leye.vacancies.models import Vacancy, VacancyRules
from leye.vacancies.upkeep import Days, days_for

#: So many at a time are warned of or taken down in one transaction.
BATCH = 5000


@dataclass(kw_only=True)
class ConfirmVacancy(VacancyAction[Vacancy]):
    """Still true: the employer was asked today and is still looking."""

    allowed: ClassVar[Allowed] = CAN_POST

    vacancy_id: int

    def execute(self) -> Vacancy:
        vacancy = self.vacancy(self.vacancy_id)
        vacancy.confirmed_on, vacancy.reason = today(), ""
        return self.step(vacancy, "confirm")


@dataclass(kw_only=True)
class UnpublishVacancy(VacancyAction[Vacancy]):
    """Take an open vacancy down with the reason; it may be handed in again."""

    allowed: ClassVar[Allowed] = (*CAN_POST, *CAN_REVIEW)

    vacancy_id: int
    reason: str

    def execute(self) -> Vacancy:
        vacancy = self.vacancy(self.vacancy_id)
        vacancy.reason = self.why(self.reason)
        return self.step(vacancy, "unpublish")


@dataclass(kw_only=True)
class CloseVacancy(VacancyAction[Vacancy]):
    """Put a vacancy away for good, with the reason; it stays to be read."""

    allowed: ClassVar[Allowed] = CAN_POST

    vacancy_id: int
    reason: str

    def execute(self) -> Vacancy:
        vacancy = self.vacancy(self.vacancy_id)
        vacancy.reason = self.why(self.reason)
        return self.step(vacancy, "close")


@dataclass(kw_only=True)
class FillVacancy(VacancyAction[Vacancy]):
    """The employer says that all seats are taken, whether or not by people sent from here."""

    allowed: ClassVar[Allowed] = CAN_POST

    vacancy_id: int

    def execute(self) -> Vacancy:
        return self.step(self.vacancy(self.vacancy_id), "fill")


@dataclass(kw_only=True)
class ReopenVacancy(VacancyAction[Vacancy]):
    """A vacancy that was full is looking for so many people more. Nothing of a unit that has closed opens again."""

    allowed: ClassVar[Allowed] = CAN_POST

    vacancy_id: int
    more: int

    def execute(self) -> Vacancy:
        vacancy = self.vacancy(self.vacancy_id)
        problems = Problems()
        if not 1 <= self.more <= MOST_SEATS - vacancy.filled:
            problems.add("more", _("再招的人数应在1至%(most)d之间。") % {"most": MOST_SEATS - vacancy.filled})
        problems.check()
        if is_closed(vacancy):
            raise ActionError(_("“%(name)s”已停业或注销，不能再招人。") % {"name": vacancy.employer_name})
        vacancy.seats = vacancy.filled + self.more
        vacancy.confirmed_on, vacancy.reason = today(), ""
        return self.step(vacancy, "reopen")


@dataclass
class Swept:
    """What a night did: how many were warned of, taken down, and closed because their last day has passed."""

    warned: int = 0
    unpublished: int = 0
    expired: int = 0


@dataclass
class SweepStale(Action[Swept]):
    """Warn of vacancies that nobody has confirmed, take down those that stay unconfirmed, and those past their day.

    Repeating it on the same day changes nothing more.
    """

    actor: Actor
    on: dt.date | None = None

    def execute(self) -> Swept:
        day, done = self.on or today(), Swept()
        with as_service():
            expired = Vacancy.objects.open().filter(expires_on__lt=day)
            done.expired = self._each(
                expired, VacancyState.UNPUBLISHED, _("招聘截止日期已过，系统自动下架。")
            )
            for lo, hi, days in self._ranges():
                here = Vacancy.objects.filter(office_id__gte=lo, office_id__lte=hi)
                last = day - dt.timedelta(days=days.warn + days.unpublish)
                stale = here.filter(status=VacancyState.WARNED).unconfirmed_since(last)
                words = _("%(days)d天没有确认仍在招聘，系统自动下架。") % {"days": days.warn + days.unpublish}
                done.unpublished += self._each(stale, VacancyState.UNPUBLISHED, words)
                due = here.filter(status=VacancyState.PUBLISHED).unconfirmed_since(
                    day - dt.timedelta(days=days.warn)
                )
                done.warned += self._each(due, VacancyState.WARNED, "")
        return done

    def _each(self, rows: object, state: str, reason: str) -> int:
        """Bring rows into a state, a batch at a time, with their rows for searching."""
        done = 0
        while batch := list(rows.order_by("pk").values_list("pk", flat=True)[:BATCH]):  # type: ignore[attr-defined]  # a queryset
            for vacancy in (found := list(Vacancy.objects.select_for_update().filter(pk__in=batch))):
                vacancy.status, vacancy.reason = state, reason
                vacancy.version += 1
            Vacancy.objects.bulk_update(found, ["status", "reason", "version"], batch_size=1000)
            if state not in OPEN:
                refresh_postings(batch)
            done += len(found)
        return done

    def _ranges(self) -> list[tuple[int, int, Days]]:
        """Ranges of offices with the days that hold there, together the whole country, none twice."""
        cuts = {0, 10**12}
        for no, last in VacancyRules.objects.values_list("area__no", "area__last"):
            cuts |= {no, last + 1}
        edges = sorted(cuts)
        found = []
        for lo, above in pairwise(edges):
            first = (
                Vacancy.objects.open()
                .filter(office_id__gte=lo, office_id__lt=above)
                .aggregate(no=Min("office_id"))
            )
            if first["no"] is not None:
                found.append((lo, above - 1, days_for(first["no"])))
        return found


def sweep(on: dt.date | None = None) -> Swept:
    """The night's work on stale vacancies."""
    return SweepStale(Actor.system(Source.NIGHT), on).run()
