"""Occupations of which seats have stood open too long, against the people who would take them (#103, #200).

Short of people is an occupation in this sense: published vacancies with work in the area, seats left, open for at
least the number of days that the rules name. Who could take it: people of the area who want work, have none, and whose
last stated wish lies in the same small class of the dictionary. Nobody's schooling or certificates are looked at; that
is what matching does.
"""

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field

from django.db.models import Count, F, Max, Min, Sum

from leye.accounts.scope import Scope
from leye.areas.models import Area
from leye.demand.likeness import family, name_of
from leye.demand.supply import Taught, Wishes, needs, taught, wishes
from leye.standards.pay import monthly_fen
from leye.vacancies.models import Vacancy
from leye.vacancies.querysets import VacancyQuerySet


@dataclass(frozen=True)
class Short:
    """One occupation that is short of people."""

    occupation: str
    name: str
    vacancies: int
    seats: int
    days: int
    people: int
    pay_low_fen: int | None
    pay_high_fen: int | None
    needs: int
    classes: int

    @property
    def ratio(self) -> float | None:
        """People for each open seat."""
        return self.people / self.seats if self.seats else None


@dataclass(frozen=True)
class Shortage:
    """What is short in an area on a day."""

    lines: list[Short]
    wishes: Wishes
    #: Vacancies open as long that name no occupation, so that they stand on no line.
    uncoded: int
    #: Running or coming classes for which neither a line nor anybody's wish asks.
    idle_courses: list[Taught]
    learning: int


@dataclass
class _Sum:
    vacancies: int = 0
    seats: int = 0
    seat_days: int = 0
    low: list[int] = field(default_factory=list)
    high: list[int] = field(default_factory=list)


def open_too_long(scope: Scope, area: Area, day: dt.date, days: int) -> VacancyQuerySet:
    """Open vacancies with work in an area and seats left, published so many days ago or longer."""
    return (
        Vacancy.objects.visible_to(scope)
        .open()
        .filter(
            area_id__gte=area.no, area_id__lte=area.last, filled__lt=F("seats"),
            published_on__lte=day - dt.timedelta(days=days),
        )
    )  # fmt: skip


def shortage_in(scope: Scope, area: Area, day: dt.date, days: int) -> Shortage:
    """The shortage of an area, most seats first. Six queries, whatever the number of vacancies and people."""
    sums = _sums(open_too_long(scope, area, day, days), day)
    uncoded = sums.pop("", _Sum()).vacancies
    lo, hi = max(area.no, scope.lo), min(area.last, scope.hi)
    wished, wanted, held = wishes(lo, hi, day), needs(lo, hi, day), taught(lo, hi, day)
    classes = Counter(course.family for course in held if course.family)
    lines = [
        Short(
            code, name_of(code), one.vacancies, one.seats, one.seat_days // one.seats, wished.by_family[family(code)],
            min(one.low, default=None), max(one.high, default=None), wanted[family(code)], classes[family(code)],
        )
        for code, one in sums.items()
    ]  # fmt: skip
    lines.sort(key=lambda line: (-line.seats, -line.days, line.occupation))
    asked_for = {family(code) for code in sums} | {name for name in wanted if name}
    idle = [course for course in held if course.running and course.family and course.family not in asked_for]
    return Shortage(lines, wished, uncoded, idle, wanted.total())


def _sums(rows: VacancyQuerySet, day: dt.date) -> dict[str, _Sum]:
    """By occupation. Pay of different periods is summed up apart, because only then it can be compared."""
    grouped = (
        rows.values("occupation", "pay_period", "pay_months", "published_on")
        .annotate(
            n=Count("pk"),
            left=Sum(F("seats") - F("filled")),
            low=Min("pay_low_fen"),
            high=Max("pay_high_fen"),
        )
        .order_by()
    )
    sums: dict[str, _Sum] = {}
    for row in grouped:
        one = sums.setdefault(row["occupation"], _Sum())
        one.vacancies += row["n"]
        one.seats += row["left"]
        assert row["published_on"] is not None  # what was not published is filtered out
        one.seat_days += row["left"] * (day - row["published_on"]).days
        low, high = monthly_fen(row["low"], row["high"], row["pay_period"], row["pay_months"])
        one.low += [low] if low is not None else []
        one.high += [high] if high is not None else []
    return sums
