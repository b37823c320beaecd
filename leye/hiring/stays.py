"""How many of those who were hired are still there after 1, 3 and 6 months, by area and by month of hire."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count
from django.db.models.functions import TruncMonth

from leye.accounts.querysets import ScopedQuerySet
from leye.accounts.scope import Scope
from leye.areas.models import Area
from leye.hiring.enums import HireOutcome
from leye.hiring.models import FollowUp
from leye.standards.calendar import add_months


@dataclass
class Stays:
    """Follow-ups that are due, by outcome; "" is not known yet."""

    counts: Counter[str] = field(default_factory=Counter)

    @property
    def due(self) -> int:
        """Follow-ups whose day has come."""
        return self.counts.total()

    @property
    def unknown(self) -> int:
        """Of which nobody knows."""
        return self.counts[""]

    def of(self, outcome: str) -> int:
        """How many came out so."""
        return self.counts[outcome]

    @property
    def rate(self) -> int | None:
        """Still in the same job, per cent of those known, rounded down; None while nobody is known."""
        known = self.due - self.unknown
        return self.counts[HireOutcome.STAYED] * 100 // known if known else None


def _due(scope: Scope, months: int, day: dt.date, since: dt.date) -> ScopedQuerySet[FollowUp]:
    return FollowUp.objects.visible_to(scope).filter(
        months=months, due_on__lte=day, hire__started_on__gte=since
    )


def first_month(day: dt.date, back: int = 12) -> dt.date:
    """The first of the month so many months ago: hires before it are not counted."""
    return add_months(day.replace(day=1), -back)


def by_month(scope: Scope, area: Area, months: int, day: dt.date) -> dict[dt.date, Stays]:
    """By the month of the hire, the latest first."""
    rows = (
        _due(scope, months, day, first_month(day)).in_range(area.no, area.last)
        .annotate(month=TruncMonth("hire__started_on"))
        .values_list("month", "outcome").annotate(n=Count("pk")).order_by("-month")
    )  # fmt: skip
    found: dict[dt.date, Stays] = {}
    for month, outcome, count in rows:
        found.setdefault(month, Stays()).counts[outcome] += count
    return found


def by_area(scope: Scope, areas: Iterable[Area], months: int, day: dt.date) -> list[tuple[Area, Stays]]:
    """By areas that lie side by side; those without a follow-up due are left out."""
    rows = list(
        _due(scope, months, day, first_month(day))
        .values_list("area_id", "outcome").annotate(n=Count("pk")).order_by()
    )  # fmt: skip
    found = []
    for area in areas:
        stays = Stays()
        for area_no, outcome, count in rows:
            if area.no <= area_no <= area.last:
                stays.counts[outcome] += count
        if stays.due:
            found.append((area, stays))
    return found


def all_in(scope: Scope, months: int, day: dt.date) -> Stays:
    """Of the whole scope."""
    stays = Stays()
    rows = (
        _due(scope, months, day, first_month(day)).values_list("outcome").annotate(n=Count("pk")).order_by()
    )
    for outcome, count in rows:
        stays.counts[outcome] += count
    return stays


def to_ask(scope: Scope, day: dt.date) -> int:
    """Follow-ups whose day has come and of which the ledger does not tell."""
    return FollowUp.objects.visible_to(scope).filter(outcome="", due_on__lte=day).count()
