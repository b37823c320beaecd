"""Recommendations of an area: who waits to be told, who has fewer than three and why, who declined and why."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Min, Q, QuerySet

from leye.accounts.scope import Scope
from leye.hiring.enums import DeclineReason, RecommendationState
from leye.hiring.models import Recommendation, Unmatched
from leye.ledger.models import Person


@dataclass(frozen=True)
class Within:
    """A scope narrowed to an area of it (its first and last number); without an area the whole scope."""

    scope: Scope
    lo: int | None = None
    hi: int | None = None

    def picked(self) -> QuerySet[Recommendation]:
        """What was picked and nobody was told of."""
        return self.recommendations().filter(state=RecommendationState.MADE)

    def recommendations(self) -> QuerySet[Recommendation]:
        """Every recommendation."""
        rows = Recommendation.objects.visible_to(self.scope)
        return rows if self.lo is None or self.hi is None else rows.in_range(self.lo, self.hi)

    def declined(self) -> QuerySet[Recommendation]:
        """What people do not want."""
        return self.recommendations().filter(state=RecommendationState.DECLINED)

    def few(self) -> QuerySet[Unmatched]:
        """Who got fewer than three."""
        rows = Unmatched.objects.visible_to(self.scope)
        return rows if self.lo is None or self.hi is None else rows.in_range(self.lo, self.hi)


@dataclass(frozen=True)
class Numbers:
    """How many people wait to be told, have fewer than three, and declined something."""

    waiting: int
    few: int
    declined: int


def numbers(within: Within) -> Numbers:
    """The three numbers, each of the people of its list: three queries."""
    people = within.picked().order_by().aggregate(n=Count("person_id", distinct=True))
    return Numbers(people["n"], within.few().count(), within.declined().count())


@dataclass(frozen=True)
class Waiting:
    """A person to be told, since when, and the jobs."""

    person: Person
    since: dt.date
    jobs: list[Recommendation]


def waiting(within: Within, after: tuple[dt.date, int] | None, size: int) -> list[Waiting]:
    """People whose jobs wait longest first: three queries whatever their number. `after`: the last of the page before."""
    people = within.picked().order_by().values("person_id").annotate(since=Min("made_on"))
    if after is not None:
        day, person = after
        people = people.filter(Q(since__gt=day) | Q(since=day, person_id__gt=person))
    rows = list(people.order_by("since", "person_id")[:size])
    ids = [row["person_id"] for row in rows]
    found = Person.objects.visible_to(within.scope).select_related("area").in_bulk(ids)
    jobs: dict[int, list[Recommendation]] = {}
    for one in within.picked().filter(person_id__in=ids).order_by("-points", "pk"):
        jobs.setdefault(one.person_id, []).append(one)
    return [
        Waiting(found[row["person_id"]], row["since"], jobs.get(row["person_id"], []))
        for row in rows
        if row["person_id"] in found
    ]


def few_by_reason(within: Within) -> list[tuple[str, int]]:
    """Main reasons with how many people each keeps from three jobs, the most first."""
    rows = within.few().order_by().values("about").annotate(n=Count("pk"))
    return sorted(((row["about"], row["n"]) for row in rows), key=lambda pair: (-pair[1], pair[0]))


def few(within: Within, about: str | None, after: tuple[int, int] | None, size: int) -> list[Unmatched]:
    """People with fewer than three, those with fewest first."""
    rows = within.few().select_related("person", "area")
    if about is not None:
        rows = rows.filter(about=about)
    if after is not None:
        found, pk = after
        rows = rows.filter(Q(found__gt=found) | Q(found=found, pk__gt=pk))
    return list(rows.order_by("found", "pk")[:size])


def declined_by_reason(within: Within) -> list[tuple[str, int]]:
    """Reasons with how many recommendations were declined for each, the most first."""
    rows = within.declined().order_by().values("decline_reason").annotate(n=Count("pk"))
    return sorted(((row["decline_reason"], row["n"]) for row in rows), key=lambda pair: (-pair[1], pair[0]))


def declined(
    within: Within, reason: DeclineReason | None, after: tuple[dt.date, int] | None, size: int
) -> list[Recommendation]:
    """What was declined, the latest first."""
    rows = within.declined().select_related("person", "area")
    if reason is not None:
        rows = rows.filter(decline_reason=reason)
    if after is not None:
        day, pk = after
        rows = rows.filter(Q(answered_on__lt=day) | Q(answered_on=day, pk__lt=pk))
    return list(rows.order_by("-answered_on", "-pk")[:size])
