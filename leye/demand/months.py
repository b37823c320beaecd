"""Months as their first days."""

import datetime as dt

from leye.standards.calendar import add_months, month_end


def first_of(day: dt.date) -> dt.date:
    """The first day of a day's month."""
    return day.replace(day=1)


def back(day: dt.date, count: int) -> list[dt.date]:
    """The month of a day and those before it, `count` in all, oldest first."""
    return [add_months(first_of(day), -step) for step in range(count - 1, -1, -1)]


def days_left(day: dt.date) -> int:
    """Days of the month that are still to come."""
    return (month_end(day) - day).days


def owed(month: dt.date, since: dt.date, until: dt.date | None, today: dt.date) -> bool:
    """Whether a source that is asked from one day until another owes a month: it stood for all that counts of it.

    The month in which it was begun is owed when it began by its 15th; the one in which it ended is not, nor one to come.
    """
    if month > first_of(today) or (until is not None and until <= month_end(month)):
        return False
    return since <= month.replace(day=15)
