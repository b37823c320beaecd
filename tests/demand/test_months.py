"""Months of the board: which a source owes."""

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leye.demand.months import back, days_left, first_of, owed
from leye.standards.calendar import add_months, month_end

DAYS = st.dates(dt.date(2000, 1, 1), dt.date(2100, 12, 31))


@given(day=DAYS, count=st.integers(1, 36))
def test_months_follow_each_other_and_end_with_the_running_one(day: dt.date, count: int) -> None:
    months = back(day, count)
    assert len(months) == len(set(months)) == count
    assert months[-1] == first_of(day)
    assert all(one.day == 1 for one in months)
    assert all(month_end(one) + dt.timedelta(days=1) == after for one, after in pairwise(months))


@given(day=DAYS)
def test_the_days_that_are_left_lead_to_the_last(day: dt.date) -> None:
    assert day + dt.timedelta(days=days_left(day)) == month_end(day)
    assert 0 <= days_left(day) <= 30


@given(today=DAYS, since=DAYS, length=st.none() | st.integers(0, 900), back_by=st.integers(-3, 24))
def test_only_months_that_have_begun_are_owed_by_sources_that_stood(
    today: dt.date, since: dt.date, length: int | None, back_by: int
) -> None:
    month = add_months(first_of(today), -back_by)
    until = None if length is None else since + dt.timedelta(days=length)
    if owed(month, since, until, today):
        assert month <= today
        assert since <= month.replace(day=15)
        assert until is None or until > month_end(month)


@given(since=DAYS, months=st.integers(1, 24))
def test_a_source_that_never_ended_owes_every_later_month(since: dt.date, months: int) -> None:
    month = add_months(first_of(since), months)
    assert owed(month, since, None, month_end(month))
    assert owed(month, since, None, month)


@pytest.mark.parametrize(
    ("since", "until", "is_owed"),
    [
        ((2026, 11, 1), None, True),
        ((2026, 11, 15), None, True),
        ((2026, 11, 16), None, False),
        ((2026, 10, 1), (2026, 11, 30), False),
        ((2026, 10, 1), (2026, 12, 1), True),
        ((2026, 12, 1), None, False),
    ],
)
def test_november_is_owed(
    since: tuple[int, int, int], until: tuple[int, int, int] | None, is_owed: bool
) -> None:
    end = dt.date(*until) if until else None
    assert owed(dt.date(2026, 11, 1), dt.date(*since), end, dt.date(2026, 11, 20)) is is_owed
