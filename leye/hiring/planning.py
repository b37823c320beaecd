"""What is to be recommended to whom, worked out for many counties at once, before anything is written.

Counties share vacancies: worked out one by one, each would send its people to the same seats of the city.
"""

from dataclasses import dataclass

import pyarrow as pa
from django.db.models import QuerySet

from leye.accounts.scope import as_service
from leye.hiring import market, seekers
from leye.hiring.enums import ChoiceKind, Origin, RecommendationState
from leye.hiring.models import Choice, Recommendation
from leye.hiring.told import learnt_offers, pairs
from leye.matching import Matched, Pool, match, prepare
from leye.standards.calendar import today

#: How many jobs everybody is to get.
WANT = 3


@dataclass(frozen=True)
class Plan:
    """People who want work, the vacancies open to them, what was found, and what was not to be offered to whom."""

    people: pa.Table
    pool: Pool
    found: Matched
    told: dict[int, set[int]]
    #: Certificates that vacancies ask for and nobody holds, with the number of vacancies.
    unheld: dict[str, int]

    def of(self, lo: int, hi: int) -> pa.Table:
        """The people of a county or township, by its numbers."""
        town = self.people.column("town").to_numpy()
        return self.people.filter(pa.array((town >= lo) & (town <= hi)))


def plan(lo: int, hi: int) -> Plan:
    """`plan_for` everybody of a range of areas who wants work and has none."""
    with as_service():
        return plan_for(seekers.willing(lo, hi, today()), lo, hi)


def plan_for(people: pa.Table, lo: int, hi: int) -> Plan:
    """Three jobs for each of these people of a range of areas, spread by seats. Run it as the background role."""
    offers = market.open_vacancies()
    held = market.held_certificates()
    pool = prepare(offers, market.reach(people, offers), held=held)
    told = _told(people.column("id").to_pylist(), offers, lo, hi)
    found = match(people, pool, told=pairs(told), pins=_pins(lo, hi), want=WANT)
    return Plan(people, pool, found, told, market.unheld_certificates(offers, held))


def picked_by_matching() -> dict[str, object]:
    """What marks recommendations that an earlier matching picked and nobody has delivered: they give way."""
    return {
        "state": RecommendationState.MADE,
        "origin__in": [Origin.MATCHING, Origin.OFFICER],
        "made_by__isnull": True,
    }


def _told(ids: list[int], offers: pa.Table, lo: int, hi: int) -> dict[int, set[int]]:
    told = learnt_offers(seekers.lessons_of(ids), offers)
    had = Recommendation.objects.filter(area_id__gte=lo, area_id__lte=hi).exclude(**picked_by_matching())
    for rows in (had, _choices(ChoiceKind.EXCLUDE, lo, hi)):
        for person, vacancy in rows.values_list("person_id", "vacancy_id"):
            told.setdefault(person, set()).add(vacancy)
    return told


def _choices(kind: ChoiceKind, lo: int, hi: int) -> QuerySet[Choice]:
    return Choice.objects.filter(area_id__gte=lo, area_id__lte=hi, kind=kind)


def _pins(lo: int, hi: int) -> pa.Table:
    """At most three a person: the oldest, which were there when the others were added."""
    kept: dict[int, list[int]] = {}
    for person, vacancy in (
        _choices(ChoiceKind.PIN, lo, hi).order_by("pk").values_list("person_id", "vacancy_id")
    ):
        kept.setdefault(person, []).append(vacancy)
    rows = [(person, vacancy) for person, found in kept.items() for vacancy in found[:WANT]]
    return pa.table(
        {
            "seeker_id": pa.array([person for person, _vacancy in rows], pa.int64()),
            "offer_id": pa.array([vacancy for _person, vacancy in rows], pa.int64()),
        }
    )
