"""Periods and deadlines: from a day to the window a duty is counted in, and the day it is due."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

DayTest = Callable[[date], bool]
NumberOf = Callable[[str], int]

DAY = timedelta(days=1)


def add_months(day: date, months: int) -> date:
    """The same day of the month ``months`` later; the last day of that month when it is shorter."""
    year, month0 = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month0 + 1, min(day.day, monthrange(year, month0 + 1)[1]))


@dataclass(frozen=True)
class Window:
    """Days that count (both ends included) and the last day on which the duty is in time."""

    since: date
    until: date
    due_on: date


@dataclass(frozen=True)
class Span:
    """Both ends of a stretch of days, included."""

    since: date
    until: date


@dataclass(frozen=True)
class Period:
    """A calendar period in which a duty is counted again from nothing: year, quarter, month, week."""

    name: str
    label: str

    def span(self, day: date) -> Span:
        """The period that holds the day."""
        if self.name == "week":
            monday = day - timedelta(days=day.weekday())
            return Span(monday, monday + timedelta(days=6))
        size = {"year": 12, "quarter": 3, "month": 1}[self.name]
        first = date(day.year, (day.month - 1) // size * size + 1, 1)
        return Span(first, add_months(first, size) - DAY)

    def window(self, day: date, whole: Span, number: NumberOf, is_working_day: DayTest) -> Window | None:
        """The window at ``day``; it ends with the adoption (``whole``) when that ends first."""
        if not whole.since <= day <= whole.until:
            return None
        span = self.span(day)
        until = min(span.until, whole.until)
        return Window(span.since, until, until)

    def parameters(self) -> tuple[str, ...]:
        """Names of the parameters that the window depends on."""
        return ()


@dataclass(frozen=True)
class Once(Period):
    """Counted once over the whole time a document is in force in the area."""

    name: str = "once"
    label: str = "执行期内一次"

    def window(self, day: date, whole: Span, number: NumberOf, is_working_day: DayTest) -> Window | None:
        """The whole span of the adoption."""
        if not whole.since <= day <= whole.until:
            return None
        return Window(whole.since, whole.until, whole.until)


@dataclass(frozen=True)
class Switched(Period):
    """One of several periods, chosen by a switch parameter: ``Switched("survey_rhythm", {0: ONCE, 1: YEAR})``."""

    switch: str = ""
    periods: tuple[tuple[int, Period], ...] = ()

    def window(self, day: date, whole: Span, number: NumberOf, is_working_day: DayTest) -> Window | None:
        """The window of the chosen period."""
        return dict(self.periods)[number(self.switch)].window(day, whole, number, is_working_day)

    def parameters(self) -> tuple[str, ...]:
        """The switch and whatever its periods depend on."""
        return (self.switch, *(n for _, p in self.periods for n in p.parameters()))


@dataclass(frozen=True)
class After(Period):
    """Something about a period that has ended, due on a day after its end.

    The window is the period reported about; ``due_on`` is the nth day after its end. ``day`` names the
    parameter with n; ``working_days`` a switch (0 calendar days, 1 working days, 2 calendar days moved to
    the next working day); ``inclusive`` a switch (1: the nth day itself is in time, 0: the day before it).
    """

    of: Period | None = None
    day: str = ""
    working_days: str = ""
    inclusive: str = ""

    def window(self, day: date, whole: Span, number: NumberOf, is_working_day: DayTest) -> Window | None:
        """The last ended period that lay, at least partly, inside the adoption; None before the first."""
        assert self.of is not None
        ended = self.of.span(self.of.span(day).since - DAY)
        if ended.until < whole.since or ended.since > whole.until:
            return None
        n = number(self.day) - (0 if number(self.inclusive) else 1)
        return Window(ended.since, ended.until, self.due(ended.until, n, number, is_working_day))

    def due(self, end: date, n: int, number: NumberOf, is_working_day: DayTest) -> date:
        """The nth day after ``end``, counted as the switch says."""
        way = number(self.working_days)
        if way == 1:
            due = end
            for _ in range(n):
                due += DAY
                while not is_working_day(due):
                    due += DAY
            return due
        due = end + timedelta(days=n)
        while way == 2 and not is_working_day(due):
            due += DAY
        return due

    def parameters(self) -> tuple[str, ...]:
        """The day and both switches."""
        return (self.day, self.working_days, self.inclusive)


YEAR = Period("year", "每年")
QUARTER = Period("quarter", "每季度")
MONTH = Period("month", "每月")
WEEK = Period("week", "每周")
ONCE = Once()
