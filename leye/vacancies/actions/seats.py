"""Seats: taken by a hire and given back, under a lock of the vacancy, so that none is given twice."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from leye.accounts.actions.base import Action, ActionError, Actor
from leye.accounts.scope import as_service
from leye.standards.calendar import today
from leye.vacancies.actions.base import is_closed, locked
from leye.vacancies.enums import OPEN, VacancyState
from leye.vacancies.indexing import refresh_postings
from leye.vacancies.models import Seat, Vacancy
from leye.vacancies.states import onward


class NoSeatLeft(ActionError):
    """Every seat is taken."""


@dataclass
class TakeSeat(Action[Vacancy]):
    """Take a seat for a holder ("hire:77"). The same holder asking again is given the seat he has.

    The vacancy may be anybody's: who takes the seat has checked that the actor may hire. When the last seat is taken
    the vacancy closes itself as filled. Raises NoSeatLeft; ActionError when it is not open.
    """

    actor: Actor
    vacancy_id: int
    holder: str

    def execute(self) -> Vacancy:
        with as_service():
            vacancy = locked(self.vacancy_id)
            held = Seat.objects.filter(vacancy=vacancy, holder=self.holder, given_back_on__isnull=True)
            if held.exists():
                return vacancy
            if vacancy.status == VacancyState.FILLED or not vacancy.seats_left:
                raise NoSeatLeft(
                    _("“%(title)s”的%(seats)d个名额刚刚招满，没有录用。请给求职人另选岗位。")
                    % {"title": vacancy.title, "seats": vacancy.seats}
                )
            if vacancy.status not in OPEN:
                raise ActionError(
                    _("“%(title)s”现在是“%(state)s”，不能录用。")
                    % {"title": vacancy.title, "state": VacancyState(vacancy.status).label}
                )
            Seat.objects.create(
                vacancy=vacancy, office_id=vacancy.office_id, holder=self.holder, taken_on=today()
            )
            vacancy.filled += 1
            if not vacancy.seats_left:
                vacancy.status = onward(vacancy.status, "fill")
            return _keep(vacancy)


@dataclass
class GiveBackSeat(Action[Vacancy]):
    """Give a holder's seat back (the hire fell through); a vacancy that this hire had filled is open again.

    Without a seat held nothing changes: giving back twice gives one back. What the employer itself said is filled stays
    so, and nothing of an employer that has closed comes back before the public.
    """

    actor: Actor
    vacancy_id: int
    holder: str

    def execute(self) -> Vacancy:
        with as_service():
            vacancy = locked(self.vacancy_id)
            seat = Seat.objects.filter(
                vacancy=vacancy, holder=self.holder, given_back_on__isnull=True
            ).first()
            if seat is None:
                return vacancy
            seat.given_back_on = today()
            seat.save(update_fields=["given_back_on"])
            was_full = not vacancy.seats_left
            vacancy.filled -= 1
            if was_full and vacancy.status == VacancyState.FILLED and not is_closed(vacancy):
                vacancy.status = onward(vacancy.status, "reopen")
            return _keep(vacancy)


def _keep(vacancy: Vacancy) -> Vacancy:
    vacancy.version += 1
    vacancy.save(update_fields=["filled", "status", "version"])
    refresh_postings([vacancy.pk])
    return vacancy
