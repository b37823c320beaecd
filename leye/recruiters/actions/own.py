"""An employer's own vacancies: written, handed in, confirmed, taken down, closed; an agency's for its clients."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, TypeVar

from django.utils.translation import gettext as _

from leye.accounts.actions.base import ActionError, Actor, Allowed, NotAllowed
from leye.accounts.enums import Outside
from leye.accounts.scope import as_service
from leye.ledger.errors import Absent
from leye.ledger.models import Employer
from leye.recruiters.membership import clients_of, in_hand
from leye.vacancies.actions.base import VacancyAction
from leye.vacancies.actions.lifecycle import CloseVacancy, ConfirmVacancy, FillVacancy, UnpublishVacancy
from leye.vacancies.actions.review import SubmitVacancy
from leye.vacancies.actions.save import SaveVacancy
from leye.vacancies.enums import VacancySource
from leye.vacancies.models import EmployerStanding, Vacancy

Result = TypeVar("Result")
#: Numbers below one county in the reporting tree.
COUNTY = 10**6


def unit_of(actor: Actor) -> int:
    """The unit for which an actor from outside acts. Raises NotAllowed."""
    if len(actor.scope.employers) != 1:
        raise NotAllowed(_("请先选择代表哪家单位。"))
    return actor.scope.employers[0]


def check_not_closed(employer_id: int) -> None:
    """Raise ActionError for a unit that officers have noted as closed."""
    with as_service():
        closed = EmployerStanding.objects.filter(employer_id=employer_id, closed_on__isnull=False).exists()
    if closed:
        raise ActionError(_("这家单位已登记停业或注销，不能再招聘。有疑问请联系经办机构。"))


class OwnVacancy(VacancyAction[Result]):
    """A vacancy of the unit itself, or of a client whose mandate stands today."""

    allowed: ClassVar[Allowed] = (Outside.EMPLOYER,)

    def vacancy(self, pk: int) -> Vacancy:
        """The vacancy, locked. Raises Absent."""
        unit = unit_of(self.actor)
        if not in_hand(self.actor.scope).filter(pk=pk).exists():
            raise Absent
        check_not_closed(unit)
        return super().vacancy(pk)


@dataclass(kw_only=True)
class SaveOwn(OwnVacancy[Vacancy], SaveVacancy):
    """Write a vacancy of the unit, or of a client: then the unit stands as the agency that posts it.

    It always goes to review, also when an open one is changed.
    """

    def check(self) -> None:
        super().check()
        unit = unit_of(self.actor)
        check_not_closed(unit)
        self.source, self.agency_id = VacancySource.EMPLOYER, None
        if self.vacancy_id is not None:
            before = in_hand(self.actor.scope).filter(pk=self.vacancy_id).first()
            if before is None:
                raise Absent
            self.employer_id, self.agency_id = before.employer_id, before.agency_id
        elif self.employer_id != unit:
            if self.employer_id not in clients_of(unit):
                raise NotAllowed(_("这家单位没有委托您代招，或者委托已经结束。请先请它在系统里确认委托。"))
            self.agency_id, self.source = unit, VacancySource.AGENCY

    def office(self) -> int:
        """Of the place of work when it lies in the unit's own county; otherwise where the unit is."""
        home = self.units({self.employer_id})[self.employer_id].area_id
        return self.area_no if self.area_no // COUNTY == home // COUNTY else home

    def units(self, wanted: set[int]) -> dict[int, Employer]:
        """The unit, its clients, and the agency that has posted for it."""
        unit = unit_of(self.actor)
        with as_service():
            return Employer.objects.in_bulk(wanted & {unit, self.agency_id, *clients_of(unit)})


@dataclass(kw_only=True)
class SubmitOwn(OwnVacancy[Vacancy], SubmitVacancy):
    """Hand in for review by an officer."""


@dataclass(kw_only=True)
class ConfirmOwn(OwnVacancy[Vacancy], ConfirmVacancy):
    """Still looking."""


@dataclass(kw_only=True)
class UnpublishOwn(OwnVacancy[Vacancy], UnpublishVacancy):
    """Not at present."""


@dataclass(kw_only=True)
class CloseOwn(OwnVacancy[Vacancy], CloseVacancy):
    """Not any more."""


@dataclass(kw_only=True)
class FillOwn(OwnVacancy[Vacancy], FillVacancy):
    """All seats are taken."""
