"""Three jobs for everybody of an area who wants work, spread by seats; who gets fewer is told why."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from django.db import connection
from django.utils.translation import gettext as _

from leye.accounts.scope import as_service
from leye.hiring.enums import Origin
from leye.hiring.fitting import labels
from leye.hiring.models import Price, Recommendation, Unmatched
from leye.hiring.openings import openings
from leye.hiring.planning import WANT, Plan, picked_by_matching, plan
from leye.hiring.widening import main_reason
from leye.ledger.actions.base import LedgerAction
from leye.ledger.models import Person
from leye.matching import Matched, Pool, match_one, sentences_of
from leye.standards.calendar import today

BATCH = 5_000
#: Two matchings of one area write one after the other; the second half is the county.
LOCK = 7_305
COUNTY = 10**6


@dataclass(frozen=True)
class MatchCount:
    """People who want work, those who got three jobs, fewer, and none; jobs recommended in all."""

    people: int = 0
    three: int = 0
    fewer: int = 0
    none: int = 0
    recommended: int = 0

    def __add__(self, other: "MatchCount") -> "MatchCount":
        return MatchCount(
            self.people + other.people,
            self.three + other.three,
            self.fewer + other.fewer,
            self.none + other.none,
            self.recommended + other.recommended,
        )


@dataclass(kw_only=True)
class MatchArea(LedgerAction[MatchCount]):
    """Match an area anew, in one transaction: killed half-way it changes nothing, run again the same.

    What was picked earlier and not yet delivered gives way; what was delivered, declined or applied for stays and is
    not picked again. `planned`: what was worked out for this county together with others; prices are kept by whoever
    worked it out. Without it the area is matched by itself, and its prices are kept.
    """

    lo: int
    hi: int
    planned: Plan | None = None

    def execute(self) -> MatchCount:
        with as_service():
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [LOCK, self.lo // COUNTY])
            made = self.planned or plan(self.lo, self.hi)
            here = made.people if self.planned is None else made.of(self.lo, self.hi)
            people = {row["id"]: row for row in here.to_pylist()}
            since = self._forget()
            areas = self._areas(people)
            found = self._new(made.found, areas)
            self._write(here, made.pool, found, areas, since)
            self._write_short(people, made, areas)
            if self.planned is None:
                keep_prices(made.found)
        counts = Counter(found["seeker_id"].to_pylist())
        three = sum(1 for count in counts.values() if count >= WANT)
        return MatchCount(len(people), three, len(counts) - three, len(people) - len(counts), found.num_rows)

    def _here(self) -> dict[str, int]:
        return {"area_id__gte": self.lo, "area_id__lte": self.hi}

    def _forget(self) -> dict[tuple[int, int], dt.date]:
        """The day on which each was picked: who has waited longest is told first, however often it is matched."""
        picked = Recommendation.objects.filter(**self._here(), **picked_by_matching())
        days = picked.values_list("person_id", "vacancy_id", "made_on").iterator(BATCH)
        since = {(person, vacancy): day for person, vacancy, day in days}
        picked.delete()
        Unmatched.objects.filter(**self._here()).delete()
        return since

    def _areas(self, people: dict[int, Any]) -> dict[int, int]:
        """Where each of the people is now; who has moved away since the plan is left to the other area."""
        return dict(Person.objects.filter(**self._here(), pk__in=people).values_list("pk", "area_id"))

    def _new(self, found: Matched, areas: dict[int, int]) -> pa.Table:
        """Recommendations of these people, without such as somebody has made since the plan."""
        mine = pc.is_in(found.recommendations.column("seeker_id"), pa.array(list(areas), pa.int64()))
        there = set(
            Recommendation.objects.filter(**self._here()).values_list("person_id", "vacancy_id").iterator()
        )
        rows = found.recommendations.filter(mine)
        pairs = zip(rows["seeker_id"].to_pylist(), rows["offer_id"].to_pylist(), strict=True)
        return rows.filter(pa.array([pair not in there for pair in pairs], pa.bool_()))

    def _write(
        self,
        here: pa.Table,
        pool: Pool,
        found: pa.Table,
        areas: dict[int, int],
        since: dict[tuple[int, int], dt.date],
    ) -> None:
        jobs = openings(sorted(set(found["offer_id"].to_pylist())))
        names = labels()
        for start in range(0, found.num_rows, BATCH):
            part = found.slice(start, BATCH)
            told = sentences_of(here, pool, part, names)
            Recommendation.objects.bulk_create(
                Recommendation(
                    person_id=row["seeker_id"], area_id=areas[row["seeker_id"]], vacancy_id=row["offer_id"],
                    title=job.title, employer_name=job.employer_name, pay=job.pay[:60],
                    origin=Origin.OFFICER if row["pinned"] else Origin.MATCHING, points=row["points"],
                    reasons=list(reasons), made_on=since.get((row["seeker_id"], row["offer_id"]), today()),
                )
                for row, reasons in zip(part.to_pylist(), told, strict=True)
                if (job := jobs.get(row["offer_id"]))
            )  # fmt: skip

    def _write_short(self, people: dict[int, Any], made: Plan, areas: dict[int, int]) -> None:
        short = made.found.short.to_pylist()
        few = {row["seeker_id"]: row["found"] for row in short if row["seeker_id"] in areas}
        Unmatched.objects.bulk_create(
            (
                Unmatched(
                    person_id=pk, area_id=areas[pk], found=found, asked_on=today(),
                    **_why_few(people[pk], made.pool, made.told.get(pk, set())),
                )
                for pk, found in few.items()
            ),
            BATCH,
        )  # fmt: skip


def keep_prices(found: Matched) -> None:
    """Keep what each vacancy was asked for: the next matching begins there. Run it as the background role."""
    prices = [Price(vacancy_id=row["offer_id"], price=row["price"]) for row in found.prices.to_pylist()]
    Price.objects.bulk_create(
        prices, BATCH, update_conflicts=True, unique_fields=["vacancy"], update_fields=["price"]
    )


def _why_few(person: dict[str, Any], pool: Pool, told: set[int]) -> dict[str, Any]:
    """The reason as columns of Unmatched."""
    why = match_one(person, pool, told=told, want=WANT).why_few
    about, gain = main_reason(why)
    words = why.sentence() if why else _("合适的岗位都已推荐过")
    return {"reasons": [words], "about": about, "gain": gain[:60]}
