"""The board of the job bank: which source was asked in which month, and which still has to be this month (#240)."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, F, Q, Sum

from leye.accounts.scope import Scope
from leye.demand.models import Brought, JobCollection, JobSource
from leye.demand.months import back, first_of, owed
from leye.vacancies.enums import OPEN

#: Months that the board shows.
MONTHS = 6


@dataclass(frozen=True)
class Cell:
    """A source in a month: how often it was asked with jobs and in vain, the jobs, and whether it was owed and not done."""

    month: dt.date
    times: int
    in_vain: int
    vacancies: int
    seats: int
    owed: bool

    @property
    def missing(self) -> bool:
        """Owed, and no jobs were brought home."""
        return self.owed and not self.times


@dataclass(frozen=True)
class Row:
    """A source with its months, oldest first."""

    source: JobSource
    cells: tuple[Cell, ...]

    @property
    def now(self) -> Cell:
        """The running month."""
        return self.cells[-1]


def board(scope: Scope, day: dt.date) -> list[Row]:
    """The sources of a scope, those missing this month first. Two queries."""
    months = back(day, MONTHS)
    sources = list(
        JobSource.objects.visible_to(scope).filter(Q(until__isnull=True) | Q(until__gte=months[0]))
    )
    times: Counter[tuple[int, dt.date]] = Counter()
    in_vain: Counter[tuple[int, dt.date]] = Counter()
    jobs: Counter[tuple[int, dt.date]] = Counter()
    seats: Counter[tuple[int, dt.date]] = Counter()
    noted = JobCollection.objects.visible_to(scope).filter(collected_on__gte=months[0])
    grouped = noted.values("source_id", "collected_on").annotate(
        n=Count("pk", filter=Q(vacancies__gt=0)), none=Count("pk", filter=Q(vacancies=0)), v=Sum("vacancies"), s=Sum("seats")
    )  # fmt: skip
    for one in grouped.order_by():
        key = one["source_id"], first_of(one["collected_on"])
        times[key] += one["n"]
        in_vain[key] += one["none"]
        jobs[key] += one["v"]
        seats[key] += one["s"]
    rows = [
        Row(source, tuple(
            Cell(month, times[source.pk, month], in_vain[source.pk, month], jobs[source.pk, month], seats[source.pk, month],
                 owed(month, source.since, source.until, day))
            for month in months
        ))
        for source in sources
    ]  # fmt: skip
    return sorted(
        rows,
        key=lambda row: (
            row.source.until is not None,
            not row.now.missing,
            row.source.area_id,
            row.source.name,
        ),
    )


@dataclass(frozen=True)
class Yield:
    """What came of a collection's vacancies: how many there are, stand open, and seats taken."""

    vacancies: int
    open: int
    filled: int


def yields(scope: Scope, collections: list[int]) -> dict[int, Yield]:
    """By collection; one that only noted numbers is not in it."""
    rows = (
        Brought.objects.visible_to(scope)
        .filter(collection__in=collections)
        .values("collection_id")
        .annotate(
            n=Count("pk"),
            open=Count("pk", filter=Q(vacancy__status__in=OPEN, vacancy__filled__lt=F("vacancy__seats"))),
            filled=Sum("vacancy__filled"),
        )
        .order_by()
    )
    return {one["collection_id"]: Yield(one["n"], one["open"], one["filled"]) for one in rows}
