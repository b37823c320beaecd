"""The language's own words give the same answers on all engines, and the right ones."""

from __future__ import annotations

import random
from calendar import monthrange
from datetime import date, timedelta
from typing import Any

import duckdb
import ibis
import psycopg
import pytest
from ibis.backends.sql.compilers import PySparkCompiler
from ibis.common.exceptions import OperationNotDefinedError

from leye.engine.dialects import POSTGRES, SPARK, SparkCompiler, to_sql
from leye.engine.spark import Spark, SparkEngine
from leye.facts import count_if, months_between, share, years_between
from leye.facts.words import day_number, days_between, total

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


def _everywhere(
    connection: psycopg.Connection[Any], spark: SparkEngine, table: ibis.Table, values: str
) -> list[tuple[Any, ...]]:
    """Rows of an expression over a table t given as VALUES, from all engines, which must agree."""

    def asked(sql: str) -> str:
        return f"WITH t(n, a, b) AS (VALUES {values}) SELECT * FROM ({sql}) AS r ORDER BY 1"

    duck = duckdb.sql(asked(to_sql(table))).fetchall()
    postgres = connection.execute(asked(to_sql(table, POSTGRES))).fetchall()
    columns = Spark(spark.session).read(asked(to_sql(table, SPARK))).to_pydict()
    assert [tuple(r) for r in duck] == [tuple(r) for r in postgres]
    assert [tuple(r) for r in duck] == list(zip(*columns.values(), strict=True))
    return duck


def test_years_and_months_between_dates(
    scratch_connection: psycopg.Connection[Any], spark: SparkEngine
) -> None:
    pairs = _pairs()
    t = ibis.table({"n": "int64", "a": "date", "b": "date"}, name="t")
    table = t.select("n", years=years_between(t.a, t.b), months=months_between(t.a, t.b))
    values = ", ".join(f"({n}, DATE '{a}', DATE '{b}')" for n, (a, b) in enumerate(pairs))
    rows = _everywhere(scratch_connection, spark, table, values)
    assert len(rows) == len(pairs) > 500
    for n, years, months in rows:
        a, b = pairs[n]
        assert years == b.year - a.year - ((b.month, b.day) < (a.month, a.day)), pairs[n]
        assert months == _months(a, b), pairs[n]


def test_share_of_nobody_is_unknown_and_never_an_error(
    scratch_connection: psycopg.Connection[Any], spark: SparkEngine
) -> None:
    t = ibis.table({"n": "int64", "a": "int64", "b": "int64"}, name="t")
    table = t.select("n", share=share(t.a, t.b))
    rows = _everywhere(scratch_connection, spark, table, "(1, 0, 0), (2, 1, 3), (3, 2, 2), (4, 0, 5)")
    assert rows == [(1, None), (2, 3333), (3, 10000), (4, 0)]


def test_count_if_counts_unknown_as_no(
    scratch_connection: psycopg.Connection[Any], spark: SparkEngine
) -> None:
    t = ibis.table({"n": "int64", "a": "int64", "b": "int64"}, name="t")
    table = t.group_by("n").agg(many=count_if(t.a > t.b))
    rows = _everywhere(
        scratch_connection, spark, table, "(1, 2, 1), (1, CAST(NULL AS bigint), 1), (1, 0, 1), (2, 0, 1)"
    )
    assert rows == [(1, 1), (2, 0)]


def test_days_between_dates_and_a_day_as_a_number(
    scratch_connection: psycopg.Connection[Any], spark: SparkEngine
) -> None:
    pairs = _pairs()
    t = ibis.table({"n": "int64", "a": "date", "b": "date"}, name="t")
    table = t.select("n", days=days_between(t.a, t.b), number=day_number(t.a))
    values = ", ".join(f"({n}, DATE '{a}', DATE '{b}')" for n, (a, b) in enumerate(pairs))
    for n, days, number in _everywhere(scratch_connection, spark, table, values):
        a, b = pairs[n]
        assert days == (b - a).days
        assert number == a.year * 10000 + a.month * 100 + a.day


def test_a_total_of_large_numbers_stays_whole(
    scratch_connection: psycopg.Connection[Any], spark: SparkEngine
) -> None:
    t = ibis.table({"n": "int64", "a": "int64", "b": "int64"}, name="t")
    table = t.group_by("n").agg(total=total(t.a).cast("int64"))
    large = 2**52 + 1
    rows = _everywhere(scratch_connection, spark, table, f"(1, {large}, 1), (1, {large}, 1), (2, 0, 0)")
    assert rows == [(1, 2 * large), (2, 0)]


def test_what_is_added_to_ibis_for_spark_is_still_missing_there() -> None:
    """When this fails, Ibis has learnt the aggregate, and SparkCompiler can go."""
    t = ibis.table({"n": "int64", "a": "int64"}, name="t")
    table = t.group_by("n").agg(bits=t.a.bit_or())
    with pytest.raises(OperationNotDefinedError):
        PySparkCompiler().to_sqlglot(table)
    assert "BIT_OR" in SparkCompiler().to_sqlglot(table).sql(dialect=SparkCompiler.dialect)
