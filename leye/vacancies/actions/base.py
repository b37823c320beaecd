"""What every action on a vacancy needs: the vacancy in scope and locked, the step onward, and the row for searching."""

from __future__ import annotations

from leye.accounts.enums import Role
from leye.accounts.scope import as_service
from leye.ledger.actions.base import LedgerAction, Problems, Result
from leye.ledger.errors import Absent
from leye.vacancies.indexing import refresh_postings
from leye.vacancies.models import EmployerStanding, Vacancy
from leye.vacancies.states import onward

#: Roles that enter vacancies, for an employer or on its behalf.
CAN_POST = (Role.VILLAGE_ASSISTANT, Role.TOWNSHIP_CLERK, Role.COUNTY_OFFICER)
#: Roles that review what somebody else has submitted.
CAN_REVIEW = (Role.TOWNSHIP_CLERK, Role.COUNTY_OFFICER, Role.COUNTY_LEADER)


class VacancyAction(LedgerAction[Result]):
    """An action on a vacancy that an office inside the actor's scope looks after."""

    def vacancy(self, pk: int) -> Vacancy:
        """The vacancy, locked. Raises Absent."""
        found = Vacancy.objects.visible_to(self.actor.scope).filter(pk=pk)
        vacancy = found.select_for_update(of=("self",)).first()
        if vacancy is None:
            raise Absent
        return vacancy

    def step(self, vacancy: Vacancy, step: str) -> Vacancy:
        """Take a step, save, and bring the row for searching in line. Raises ActionError when it does not lead on."""
        vacancy.status = onward(vacancy.status, step)
        return self.keep(vacancy)

    def keep(self, vacancy: Vacancy) -> Vacancy:
        """Save as one more version."""
        vacancy.version += 1
        vacancy.save()
        refresh_postings([vacancy.pk])
        return vacancy

    def why(self, reason: str) -> str:
        """A reason that was given. Raises Invalid without one."""
        problems = Problems()
        words = problems.text(Vacancy, "reason", reason)
        if not words:
            problems.add("reason", "请写明原因。")
        problems.check()
        return words


def locked(pk: int) -> Vacancy:
    """A vacancy locked whatever the scope, for what the program does itself. Call inside `as_service`. Raises Absent."""
    vacancy = Vacancy.objects.select_for_update(of=("self",)).filter(pk=pk).first()
    if vacancy is None:
        raise Absent
    return vacancy


def is_closed(vacancy: Vacancy) -> bool:
    """Whether its employer, or who recruits for it, has closed."""
    units = [pk for pk in (vacancy.employer_id, vacancy.agency_id) if pk]
    with as_service():
        return EmployerStanding.objects.filter(employer__in=units, closed_on__isnull=False).exists()


__all__ = ["CAN_POST", "CAN_REVIEW", "VacancyAction", "as_service", "is_closed", "locked"]
