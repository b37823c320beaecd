"""The job of an application as whoever works on the application may see it, open or not, wherever its office is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from leye.accounts.scope import as_service
from leye.areas.paths import full_path
from leye.hiring.models import Application
from leye.vacancies.enums import OPEN
from leye.vacancies.models import Vacancy
from leye.vacancies.reading import pay_words


@dataclass(frozen=True)
class SeenJob:
    """What the other side of an application is: no telephone, nothing of whoever looks after the vacancy."""

    vacancy_id: int
    office_id: int
    employer_id: int
    title: str
    employer_name: str
    place: str
    pay: str
    status: str
    status_word: str
    contract: str
    hours: str
    seats: int
    filled: int

    @property
    def seats_left(self) -> int:
        """Seats that somebody can still take; none when the vacancy is not open."""
        return max(self.seats - self.filled, 0) if self.status in OPEN else 0

    @property
    def words(self) -> str:
        """How a list names it."""
        return _("%(title)s（%(employer)s）") % {"title": self.title, "employer": self.employer_name}


def seen_jobs(vacancy_ids: Iterable[int]) -> dict[int, SeenJob]:
    """Jobs by key: one query whatever their number.

    As the background role: who may see the application may know what it is for, though the vacancy be looked after by
    an office above or beside his own.
    """
    with as_service():
        found = list(Vacancy.objects.filter(pk__in=set(vacancy_ids)))
    return {one.pk: _seen(one) for one in found}


def applied_in_all(vacancy_id: int) -> int:
    """How many applied to a vacancy, wherever they live: a number, for the office that looks after the vacancy."""
    with as_service():
        return Application.objects.filter(vacancy_id=vacancy_id).count()


def _seen(one: Vacancy) -> SeenJob:
    return SeenJob(
        vacancy_id=one.pk, office_id=one.office_id, employer_id=one.employer_id, title=one.title,
        employer_name=one.employer_name, place=one.place or full_path(one.area_id), pay=pay_words(one),
        status=one.status, status_word=one.get_status_display(), contract=one.contract, hours=one.hours,
        seats=one.seats, filled=one.filled,
    )  # fmt: skip
