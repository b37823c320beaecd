"""A vacancy as a person's helper may see it: what is public of it, wherever its office is."""

import datetime as dt
from dataclasses import dataclass

from leye.accounts.scope import as_service
from leye.areas.enums import Level
from leye.areas.paths import DOT, path_names
from leye.standards.pay import Pay, show_pay
from leye.vacancies.models import Posting, Vacancy


@dataclass(frozen=True)
class Opening:
    """An open vacancy: `words` names it in a record of service; `pay` in plain words."""

    vacancy_id: int
    office_id: int
    title: str
    employer_name: str
    place: str
    pay: str
    seats_left: int
    published_on: dt.date
    area_id: int

    @property
    def where(self) -> str:
        """County, town and place, for whoever does not live there."""
        area = path_names(self.area_id, Level.COUNTY)
        return DOT.join(dict.fromkeys(part for part in (area, self.place) if part))

    @property
    def words(self) -> str:
        """How a record names it; the same for the same job of the same employer."""
        return f"{self.employer_name} {self.title}"[:120]


def openings(vacancy_ids: list[int]) -> dict[int, Opening]:
    """The open ones among vacancies, by key: two queries whatever their number.

    Read as the background role: what is open is public, and only its office is added to it.
    """
    with as_service():
        offices = dict(Vacancy.objects.filter(pk__in=vacancy_ids).values_list("pk", "office_id"))
        found = list(Posting.objects.filter(pk__in=vacancy_ids))
    return {
        one.pk: Opening(
            one.pk, offices[one.pk], one.title, one.employer_name, one.place,
            _pay(one), one.seats_left,
            one.published_on, one.area_id,
        )
        for one in found
    }  # fmt: skip


def _pay(posting: Posting) -> str:
    low, high = posting.pay_low_fen, posting.pay_high_fen
    negotiable = low is None and high is None
    return show_pay(Pay(low, high, posting.pay_period, posting.pay_months, negotiable))


def opening(vacancy_id: int) -> Opening | None:
    """One open vacancy; None when nobody may find it any longer."""
    return openings([vacancy_id]).get(vacancy_id)
