"""Days between dates, dates as numbers and sums mean the same on each engine."""

from __future__ import annotations

from datetime import date

import duckdb
import ibis
from both import Both

from leye.engine.dialects import DUCKDB, POSTGRES, SPARK, to_sql
from leye.facts import day_number, days_between, total

VALUES = (
    "WITH t(n, a, b) AS (VALUES (1, DATE '2024-02-28', DATE '2024-03-01'), (2, DATE '2024-03-01', DATE '2024-02-29'),"
    " (3, DATE '2023-12-31', CAST(NULL AS date))) "
)


def test_days_and_date_numbers(both: Both) -> None:
    t = ibis.table({"n": "int64", "a": "date", "b": "date"}, name="t")
    table = t.select("n", days=days_between(t.a, t.b), number=day_number(t.a)).order_by("n")
    expected = [(1, 2, 20240228), (2, -1, 20240301), (3, None, 20231231)]
    assert duckdb.sql(VALUES + to_sql(table, DUCKDB)).fetchall() == expected
    assert both.connection.execute(VALUES + to_sql(table, POSTGRES)).fetchall() == expected
    assert "DATEDIFF" in to_sql(table, SPARK).upper()


def test_a_sum_is_a_whole_number_of_64_bits(both: Both) -> None:
    t = ibis.table({"n": "int64", "a": "date", "b": "date"}, name="t")
    table = t.group_by("a").agg(sum=total(t.n.cast("int64") + 2**40)).order_by("a")
    rows = both.connection.execute(VALUES + to_sql(table, POSTGRES)).fetchall()
    assert rows == duckdb.sql(VALUES + to_sql(table, DUCKDB)).fetchall()
    assert rows[0] == (date(2023, 12, 31), 2**40 + 3)
    assert all(isinstance(row[1], int) for row in rows)
