"""Words of the language that give the same answer on PostgreSQL, DuckDB and Spark.

The engines differ in years between dates, in division by zero and in booleans as numbers, so rules and
facts use these words and never the engines' own.
"""

from __future__ import annotations

from functools import reduce
from typing import Any

import ibis
import ibis.expr.types as ir
from ibis.common.deferred import Deferred

from leye.policy.errors import PlainTest

DateLike = Any
BoolLike = Any


def years_between(earlier: DateLike, later: DateLike) -> Any:
    """Full years from one date to another, as int32: age in 周岁. A 29 February birthday counts on 1 March."""
    before = (later.month() < earlier.month()) | (
        (later.month() == earlier.month()) & (later.day() < earlier.day())
    )
    return (later.year() - earlier.year() - before.ifelse(1, 0)).cast("int32")


def months_between(earlier: DateLike, later: DateLike) -> Any:
    """Full months from one date to another, as int32.

    A month with no such day is full on its last day (31 January to 28 February is one month).
    """
    month_end = (later + ibis.interval(days=1)).month() != later.month()
    short = (later.day() < earlier.day()) & ~month_end
    months = (later.year() - earlier.year()) * 12 + later.month() - earlier.month()
    return (months - short.ifelse(1, 0)).cast("int32")


def days_between(earlier: DateLike, later: DateLike) -> Any:
    """Days from one date to another, as int32; negative when the later one comes first."""
    return later.delta(earlier, unit="day").cast("int32")


def day_number(day: DateLike) -> Any:
    """A date as the number yyyymmdd, as int64: to compare with a parameter of kind date."""
    return (day.year() * 10000 + day.month() * 100 + day.day()).cast("int64")


def count_if(test: BoolLike) -> Any:
    """How many rows of a group meet the test, as int64; unknown counts as no."""
    return test.fill_null(False).ifelse(1, 0).sum().cast("int64")


def total(values: Any) -> Any:
    """The sum of a group as int64; PostgreSQL and DuckDB would make a wider number of it."""
    return values.sum().cast("decimal(38, 0)").cast("int64")


def share(part: Any, whole: Any) -> Any:
    """Part of a whole per ten thousand, rounded down, as int64; null when the whole is 0 (never an error)."""
    return (part.cast("int64") * 10000) // ibis.ifelse(whole == 0, ibis.null("int64"), whole.cast("int64"))


def any_of(*tests: Deferred) -> Deferred:
    """True when at least one test is true; unknown when none is true and one is unknown."""
    _refuse_plain(tests)
    return reduce(lambda a, b: a | b, tests)


def all_of(*tests: Deferred) -> Deferred:
    """True when every test is true."""
    _refuse_plain(tests)
    return reduce(lambda a, b: a & b, tests)


def _refuse_plain(tests: tuple[Any, ...]) -> None:
    """A plain True or False among tests comes from comparing something that is no fact."""
    if any(isinstance(test, bool) for test in tests):
        raise PlainTest


def union_all(tables: list[ir.Table]) -> ir.Table:
    """The rows of all tables, one after the other."""
    return tables[0] if len(tables) == 1 else ibis.union(*tables, distinct=False)
