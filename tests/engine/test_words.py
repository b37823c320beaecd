"""The language's own words give the same answers on both engines, and the right ones."""

from __future__ import annotations

import random
from calendar import monthrange
from datetime import date, timedelta
from typing import Any

import duckdb
import ibis
import psycopg

from leye.engine.batch import to_sql as duck_sql
from leye.engine.live import to_sql as postgres_sql
from leye.facts import count_if, months_between, share, years_between

SEED = 20240331


def _pairs() -> list[tuple[date, date]]:
    pick = random.Random(SEED)
    first = date(1960, 1, 1)
    pairs = []
    for _ in range(400):
        earlier = first + timedelta(days=pick.randint(0, 23000))
        pairs.append(
            (earlier, earlier + timedelta(days=pick.choice((0, 1, 28, 29, 30, 31, 59, 365, 366, 7305))))
        )
    ends = [date(y, m, monthrange(y, m)[1]) for y in (2023, 2024) for m in range(1, 13)]
    return pairs + [(a, b) for a in ends for b in ends if a <= b]


def _months(earlier: date, later: date) -> int:
    """The same by counting up: the largest n with earlier + n months <= later."""
    n = 0
    while True:
        year, month = divmod(earlier.year * 12 + earlier.month + n, 12)
        last = monthrange(year, month + 1)[1]
        if date(year, month + 1, min(earlier.day, last)) > later:
            return n
        n += 1


def _both(connection: psycopg.Connection[Any], table: ibis.Table, values: str) -> list[tuple[Any, ...]]:
    """Rows of an expression over a table t given as VALUES, from both engines, which must agree."""
    duck = duckdb.sql(
        f"WITH t(n, a, b) AS (VALUES {values}) SELECT * FROM ({duck_sql(table)}) ORDER BY 1"
    ).fetchall()
    sql = f"WITH t(n, a, b) AS (VALUES {values}) SELECT * FROM ({postgres_sql(table)}) AS r ORDER BY 1"
    postgres = connection.execute(sql).fetchall()
    assert [tuple(r) for r in duck] == [tuple(r) for r in postgres]
    return duck


def test_years_and_months_between_dates(scratch_connection: psycopg.Connection[Any]) -> None:
    pairs = _pairs()
    t = ibis.table({"n": "int64", "a": "date", "b": "date"}, name="t")
    table = t.select("n", years=years_between(t.a, t.b), months=months_between(t.a, t.b))
    values = ", ".join(f"({n}, DATE '{a}', DATE '{b}')" for n, (a, b) in enumerate(pairs))
    rows = _both(scratch_connection, table, values)
    assert len(rows) == len(pairs) > 500
    for n, years, months in rows:
        a, b = pairs[n]
        assert years == b.year - a.year - ((b.month, b.day) < (a.month, a.day)), pairs[n]
        assert months == _months(a, b), pairs[n]


def test_share_of_nobody_is_unknown_and_never_an_error(scratch_connection: psycopg.Connection[Any]) -> None:
    t = ibis.table({"n": "int64", "a": "int64", "b": "int64"}, name="t")
    table = t.select("n", share=share(t.a, t.b))
    rows = _both(scratch_connection, table, "(1, 0, 0), (2, 1, 3), (3, 2, 2), (4, 0, 5)")
    assert rows == [(1, None), (2, 3333), (3, 10000), (4, 0)]


def test_count_if_counts_unknown_as_no(scratch_connection: psycopg.Connection[Any]) -> None:
    t = ibis.table({"n": "int64", "a": "int64", "b": "int64"}, name="t")
    table = t.group_by("n").agg(many=count_if(t.a > t.b))
    rows = _both(scratch_connection, table, "(1, 2, 1), (1, CAST(NULL AS bigint), 1), (1, 0, 1), (2, 0, 1)")
    assert rows == [(1, 1), (2, 0)]
