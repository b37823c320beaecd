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

    def ended(self, day: date, number: NumberOf) -> Span | None:
        """The last of these periods that was over before the day."""
        return self.span(self.span(day).since - DAY)

    def parameters(self) -> tuple[str, ...]:
        """Names of the parameters that the window depends on."""
        return ()

    def campaigns(self) -> tuple[str, ...]:
        """Names of the campaigns whose days the window depends on."""
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

    def campaigns(self) -> tuple[str, ...]:
        """Those of all the periods it chooses from."""
        return tuple(n for _, p in self.periods for n in p.campaigns())


@dataclass(frozen=True)
class After(Period):
    """Something about a period that has ended, due on a day after its end.

    The window is the period reported about; ``due_on`` is the nth day after its end. ``of`` is a calendar
    period or a campaign (``During``). ``day`` names the parameter with n; ``working_days`` a switch
    (0 calendar days, 1 working days, 2 calendar days moved to the next working day; none: 0);
    ``inclusive`` a switch (1: the nth day itself is in time, 0: the day before it; none: 1).
    """

    of: Period | None = None
    day: str = ""
    working_days: str = ""
    inclusive: str = ""

    def window(self, day: date, whole: Span, number: NumberOf, is_working_day: DayTest) -> Window | None:
        """The last ended period that lay, at least partly, inside the adoption; None before the first."""
        assert self.of is not None
        ended = self.of.ended(day, number)
        if ended is None or not whole.since <= day <= whole.until:
            return None
        if ended.until < whole.since or ended.since > whole.until:
            return None
        n = number(self.day) - (1 - _switched(self.inclusive, number, plain=1))
        return Window(ended.since, ended.until, self.due(ended.until, n, number, is_working_day))

    def due(self, end: date, n: int, number: NumberOf, is_working_day: DayTest) -> date:
        """The nth day after ``end``, counted as the switch says."""
        way = _switched(self.working_days, number, plain=0)
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
        """The day, both switches, and what the period itself depends on."""
        inner = self.of.parameters() if self.of is not None else ()
        return tuple(n for n in (self.day, self.working_days, self.inclusive, *inner) if n)

    def campaigns(self) -> tuple[str, ...]:
        """The campaign reported about, if it is one."""
        return self.of.campaigns() if self.of is not None else ()


@dataclass(frozen=True)
class By(Period):
    """Once, by a fixed day: ``By("by_survey", "11月10日前", day="survey_deadline")``.

    ``day`` names a parameter of kind date. The window lasts as long as the adoption, so that what is done
    late still closes the to-do; ``due_on`` is the day. An adoption that began after the day has no window.
    ``of`` a campaign: it is about the campaign's days, which are the window. ``inclusive`` as for ``After``.
    """

    day: str = ""
    inclusive: str = ""
    of: During | None = None

    def window(self, day: date, whole: Span, number: NumberOf, is_working_day: DayTest) -> Window | None:
        """The time from the adoption's first day to its last (or the campaign's), due on the day."""
        due = as_date(number(self.day)) - (1 - _switched(self.inclusive, number, plain=1)) * DAY
        if not whole.since <= day <= whole.until or due < whole.since:
            return None
        span = whole if self.of is None else self.of.span_of(number)
        return Window(span.since, span.until, min(due, whole.until))

    def parameters(self) -> tuple[str, ...]:
        """The day and its switch."""
        return tuple(n for n in (self.day, self.inclusive) if n)

    def campaigns(self) -> tuple[str, ...]:
        """The campaign it is about, if any."""
        return self.of.campaigns() if self.of is not None else ()


@dataclass(frozen=True)
class DayOfMonth(Period):
    """Every month, due on its nth day: ``DayOfMonth("by_20th", "每月20日前", day="report_day")``.

    A month that is shorter is due on its last day. What is done later in the month still closes the to-do.
    A month whose day had passed when the adoption began has no window. ``inclusive`` as for ``After``.
    """

    day: str = ""
    inclusive: str = ""

    def window(self, day: date, whole: Span, number: NumberOf, is_working_day: DayTest) -> Window | None:
        """The month that holds the day, up to the end of the adoption, due on the nth."""
        if not whole.since <= day <= whole.until:
            return None
        month = MONTH.span(day)
        n = number(self.day) - (1 - _switched(self.inclusive, number, plain=1))
        due = min(month.since + timedelta(days=max(n, 1) - 1), month.until)
        if due < whole.since:
            return None
        until = min(month.until, whole.until)
        return Window(month.since, until, min(due, until))

    def parameters(self) -> tuple[str, ...]:
        """The day and its switch."""
        return tuple(n for n in (self.day, self.inclusive) if n)


@dataclass(frozen=True)
class During(Period):
    """Counted over the days of a campaign of the pack: ``During("spring_wind")``.

    ``each``: counted anew in each week or month, cut to the campaign's days. The days are the pack's own
    (pack.yaml), or those of the area that runs the campaign on days of its own.
    """

    label: str = "行动期内"
    each: Period | None = None

    def span_of(self, number: NumberOf) -> Span:
        """The days of the campaign."""
        since, until = (number(key) for key in campaign_keys(self.name))
        return Span(as_date(since), as_date(until))

    def window(self, day: date, whole: Span, number: NumberOf, is_working_day: DayTest) -> Window | None:
        """The campaign's days, up to the end of the adoption; None outside them."""
        span = self.span_of(number)
        until = min(span.until, whole.until)
        if not max(span.since, whole.since) <= day <= until:
            return None
        if self.each is not None:
            part = self.each.span(day)
            span, until = Span(max(part.since, span.since), span.until), min(part.until, until)
        return Window(span.since, until, until)

    def ended(self, day: date, number: NumberOf) -> Span | None:
        """The campaign, once it is over."""
        span = self.span_of(number)
        return span if span.until < day else None

    def campaigns(self) -> tuple[str, ...]:
        """The campaign itself."""
        return (self.name,)


def campaign_keys(name: str) -> tuple[str, str]:
    """Under which names ``number`` gives the first and the last day of a campaign, as yyyymmdd."""
    return f"campaign.{name}.since", f"campaign.{name}.until"


def as_number(day: date) -> int:
    """A date as the whole number yyyymmdd, which is how parameters keep dates."""
    return day.year * 10000 + day.month * 100 + day.day


def as_date(number: int) -> date:
    """The date of a number yyyymmdd. Raises ValueError for a day that is not in the calendar."""
    return date(number // 10000, number // 100 % 100, number % 100)


def _switched(name: str, number: NumberOf, *, plain: int) -> int:
    return number(name) if name else plain


YEAR = Period("year", "每年")
QUARTER = Period("quarter", "每季度")
MONTH = Period("month", "每月")
WEEK = Period("week", "每周")
ONCE = Once()
