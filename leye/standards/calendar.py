"""Days of the Chinese calendar: today in China, working days, months and quarters.

Source of holidays: the yearly State Council notices, as packaged by `chinesecalendar`.
"""

from __future__ import annotations

import calendar as months
from datetime import date, datetime, timedelta, timezone
from functools import cache
from typing import NamedTuple

import chinese_calendar

# China has kept one zone without summer time since 1992, so a fixed offset needs no zone files.
SHANGHAI = timezone(timedelta(hours=8), "Asia/Shanghai")


class Quarter(NamedTuple):
    """A calendar quarter: `year` and `number` 1 to 4."""

    year: int
    number: int

    @property
    def first(self) -> date:
        """First day of the quarter."""
        return date(self.year, self.number * 3 - 2, 1)

    @property
    def last(self) -> date:
        """Last day of the quarter."""
        return add_months(self.first, 3) - timedelta(days=1)


def today() -> date:
    """Today's date in China, whatever zone the server runs in."""
    return datetime.now(SHANGHAI).date()


@cache
def covered_years() -> tuple[int, int]:
    """First and last year for which the holidays are known."""
    years = [day.year for day in chinese_calendar.holidays]
    return min(years), max(years)


def covered(year: int) -> bool:
    """Whether the holidays of `year` are known; if not, working days are taken as Monday to Friday."""
    first, last = covered_years()
    return first <= year <= last


def is_working_day(day: date) -> bool:
    """Whether offices work on `day`: holidays and make-up days where known, else Monday to Friday."""
    day = _plain(day)
    if covered(day.year):
        return bool(chinese_calendar.is_workday(day))
    return day.weekday() < 5


def next_working_day(day: date) -> date:
    """The first working day after `day`."""
    day = _plain(day) + timedelta(days=1)
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


def add_working_days(day: date, count: int) -> date:
    """The `count`-th working day after `day` (count >= 0; 0 gives `day` itself)."""
    if count < 0:
        raise ValueError("count must not be negative")
    day = _plain(day)
    for _ in range(count):
        day = next_working_day(day)
    return day


def add_months(day: date, count: int) -> date:
    """`day` moved by `count` months (may be negative); a day that month lacks becomes its last day."""
    month = day.year * 12 + day.month - 1 + count
    year, month = month // 12, month % 12 + 1
    return date(year, month, min(day.day, months.monthrange(year, month)[1]))


def month_end(day: date) -> date:
    """Last day of the month of `day`."""
    return date(day.year, day.month, months.monthrange(day.year, day.month)[1])


def quarter_of(day: date) -> Quarter:
    """The quarter in which `day` lies."""
    return Quarter(day.year, (day.month + 2) // 3)


def _plain(day: date) -> date:
    return day.date() if isinstance(day, datetime) else day
