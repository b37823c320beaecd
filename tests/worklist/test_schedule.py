"""The night's SQL and the moment's Python suggest the same day."""

import datetime as dt

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from leye.worklist.schedule import suggested_day, suggested_day_sql

KEYS = st.integers(1, 2**40)
DAYS = st.dates(dt.date(2020, 1, 1), dt.date(2030, 12, 31))


@given(KEYS, DAYS, st.integers(0, 400))
def test_a_suggested_day_lies_inside_the_window(key: int, opened: dt.date, days: int) -> None:
    due = opened + dt.timedelta(days=days)
    assert opened <= suggested_day(key, opened, due) <= due


def test_a_year_of_duties_is_spread_over_its_months() -> None:
    opened, due = dt.date(2026, 1, 1), dt.date(2026, 12, 31)
    months = [suggested_day(key, opened, due).month for key in range(1, 3001)]
    counts = [months.count(month) for month in range(1, 10)]
    assert min(counts) > 200
    assert max(counts) < 450


def test_no_suggestion_in_the_last_fifth_of_the_window() -> None:
    opened, due = dt.date(2026, 1, 1), dt.date(2026, 12, 31)
    assert max(suggested_day(key, opened, due) for key in range(1, 3001)) < dt.date(2026, 10, 20)


@pytest.mark.django_db
def test_sql_and_python_agree() -> None:
    cases = [
        (key * 7919 + 1, dt.date(2026, 1, 31), dt.date(2026, 1, 31) + dt.timedelta(days=key))
        for key in range(366)
    ]
    # A standing document has no end: its last day is that of the calendar.
    cases += [(key * 7919 + 1, dt.date(2026, 1, 31), dt.date.max) for key in range(50)]
    values = ", ".join(["(%s::bigint, %s::date, %s::date)"] * len(cases))
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT k, o, d, {suggested_day_sql('k', 'o', 'd')} FROM (VALUES {values}) AS t (k, o, d)",
            [part for case in cases for part in case],
        )
        rows = cursor.fetchall()
    assert len(rows) == len(cases)
    assert all(suggested == suggested_day(key, opened, due) for key, opened, due, suggested in rows)
