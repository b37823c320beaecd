"""Three jobs for everybody of an area who wants work, spread by seats; who gets fewer is told why."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
from django.utils.translation import gettext as _

from leye.accounts.scope import as_service
from leye.hiring import market, seekers
from leye.hiring.enums import ChoiceKind, Origin, RecommendationState
from leye.hiring.fitting import labels
from leye.hiring.models import Choice, Price, Recommendation, Unmatched
from leye.hiring.openings import openings
from leye.hiring.told import learnt_offers, pairs
from leye.ledger.actions.base import LedgerAction
from leye.ledger.models import Person
from leye.matching import Matched, Pool, match, match_one, prepare, words_for
from leye.standards.calendar import today

WANT = 3
BATCH = 5_000


@dataclass(frozen=True)
class MatchCount:
    """People who want work, those who got three jobs, fewer, and none; jobs recommended in all."""

    people: int
    three: int
    fewer: int
    none: int
    recommended: int


@dataclass(kw_only=True)
class MatchArea(LedgerAction[MatchCount]):
    """Match a range of areas anew, in one transaction: killed half-way it changes nothing, run again it gives the same.

    What was picked earlier and not yet delivered gives way; what was delivered, declined or applied for stays and is
    not picked again.
    """

    lo: int
    hi: int

    def execute(self) -> MatchCount:
        with as_service():
            people = seekers.willing(self.lo, self.hi, today())
            offers = market.open_vacancies()
            pool = prepare(offers, market.reach(people, offers))
            self._forget()
            told, pins = self._told(people, offers), self._pins()
            found = match(people, pool, told=pairs(told), pins=pins, want=WANT)
            self._write(people, pool, found)
            self._write_prices(found)
            self._write_short(people, pool, found, told)
        counts = Counter(found.recommendations.column("seeker_id").to_pylist())
        three = sum(1 for count in counts.values() if count >= WANT)
        return MatchCount(
            people.num_rows,
            three,
            len(counts) - three,
            people.num_rows - len(counts),
            found.recommendations.num_rows,
        )

    def _here(self) -> dict[str, int]:
        return {"area_id__gte": self.lo, "area_id__lte": self.hi}

    def _forget(self) -> None:
        picked = Recommendation.objects.filter(
            **self._here(), state=RecommendationState.MADE, origin=Origin.MATCHING
        )
        picked.delete()
        Unmatched.objects.filter(**self._here()).delete()

    def _told(self, people: pa.Table, offers: pa.Table) -> dict[int, set[int]]:
        ids = people.column("id").to_pylist()
        told = learnt_offers(seekers.lessons_of(ids), offers)
        for person, vacancy in Recommendation.objects.filter(**self._here()).values_list(
            "person_id", "vacancy_id"
        ):
            told.setdefault(person, set()).add(vacancy)
        for person, vacancy in self._choices(ChoiceKind.EXCLUDE):
            told.setdefault(person, set()).add(vacancy)
        return told

    def _choices(self, kind: ChoiceKind) -> Any:
        chosen = Choice.objects.filter(**self._here(), kind=kind).order_by("pk")
        return chosen.values_list("person_id", "vacancy_id")

    def _pins(self) -> pa.Table:
        """At most three a person: the oldest, which were there when the others were added."""
        kept: dict[int, list[int]] = {}
        for person, vacancy in self._choices(ChoiceKind.PIN):
            kept.setdefault(person, []).append(vacancy)
        rows = [(person, vacancy) for person, found in kept.items() for vacancy in found[:WANT]]
        return pa.table(
            {
                "seeker_id": pa.array([person for person, _vacancy in rows], pa.int64()),
                "offer_id": pa.array([vacancy for _person, vacancy in rows], pa.int64()),
            }
        )

    def _write(self, people: pa.Table, pool: Pool, found: Matched) -> None:
        persons = {row["id"]: row for row in people.to_pylist()}
        areas = dict(Person.objects.filter(pk__in=persons).values_list("pk", "area_id"))
        rows = found.recommendations.to_pylist()
        jobs = openings(sorted({row["offer_id"] for row in rows}))
        names = labels()
        for part in _parts(rows, BATCH):
            Recommendation.objects.bulk_create(
                Recommendation(
                    person_id=row["seeker_id"], area_id=areas[row["seeker_id"]], vacancy_id=row["offer_id"],
                    title=job.title, employer_name=job.employer_name, pay=job.pay[:60],
                    origin=Origin.OFFICER if row["pinned"] else Origin.MATCHING, points=row["points"],
                    reasons=_reasons(persons[row["seeker_id"]], pool, row["offer_id"], names), made_on=today(),
                )
                for row in part
                if (job := jobs.get(row["offer_id"]))
            )  # fmt: skip

    def _write_prices(self, found: Matched) -> None:
        prices = [Price(vacancy_id=row["offer_id"], price=row["price"]) for row in found.prices.to_pylist()]
        Price.objects.bulk_create(
            prices, BATCH, update_conflicts=True, unique_fields=["vacancy"], update_fields=["price"]
        )

    def _write_short(self, people: pa.Table, pool: Pool, found: Matched, told: dict[int, set[int]]) -> None:
        few = {row["seeker_id"]: row["found"] for row in found.short.to_pylist()}
        persons = {row["id"]: row for row in people.to_pylist() if row["id"] in few}
        areas = dict(Person.objects.filter(pk__in=few).values_list("pk", "area_id"))
        Unmatched.objects.bulk_create(
            (
                Unmatched(
                    person_id=pk, area_id=areas[pk], found=few[pk], asked_on=today(),
                    reasons=[_why_few(row, pool, told.get(pk, set()))],
                )
                for pk, row in persons.items()
            ),
            BATCH,
        )  # fmt: skip


def _reasons(person: dict[str, Any], pool: Pool, offer_id: int, names: dict[str, str]) -> list[str]:
    told = words_for(person, pool, offer_id, names)
    return list(told.sentences) if told else []


def _why_few(person: dict[str, Any], pool: Pool, told: set[int]) -> str:
    answer = match_one(person, pool, told=told, want=WANT)
    return answer.why_few.sentence() if answer.why_few else _("合适的岗位都已推荐过")


def _parts(rows: Sequence[Any], size: int) -> Iterator[Sequence[Any]]:
    for start in range(0, len(rows), size):
        yield rows[start : start + size]
