"""One expression, three texts: how Ibis writes SQL for each engine, with the day left open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

import ibis
import ibis.expr.operations as ops
import ibis.expr.types as ir
from ibis.backends.sql.compilers import DuckDBCompiler, PostgresCompiler, PySparkCompiler

from leye.engine.marks import DAY_MARK, is_day_mark

DAY_NAME = "leye_bound_day"


class SparkCompiler(PySparkCompiler):
    """Ibis's compiler for Spark with what it lacks: Spark has the aggregate, and Ibis does not say so."""

    SIMPLE_OPS = {ops.BitOr: "bit_or"}


@dataclass(frozen=True)
class Dialect:
    """How an engine writes SQL. ``types``: its words for the types of results that others call otherwise."""

    name: str
    compiler: type[Any]
    text: str
    quote: str = '"'

    def quoted(self, name: str) -> str:
        """A name that may be a word of SQL."""
        return f"{self.quote}{name}{self.quote}"

    def type_of(self, arrow_type: Any) -> str:
        """The SQL word for a type of the result columns."""
        return {"string": self.text, **TYPES}[str(arrow_type)]


TYPES = {"int64": "BIGINT", "int32": "INTEGER", "bool": "BOOLEAN", "date32[day]": "DATE"}

DUCKDB = Dialect("duckdb", DuckDBCompiler, "VARCHAR")
POSTGRES = Dialect("postgres", PostgresCompiler, "TEXT")
SPARK = Dialect("spark", SparkCompiler, "STRING", "`")


def to_sql(table: ir.Table, dialect: Dialect = DUCKDB) -> str:
    """The text of an expression for an engine; where the day belongs stands DAY_NAME."""
    compiler = dialect.compiler()
    text: str = compiler.to_sqlglot(table.unbind()).sql(dialect=compiler.dialect)
    # In the text and not in the tree: going through the tree would copy all of it.
    return text.replace(_mark(dialect), DAY_NAME)


@cache
def _mark(dialect: Dialect) -> str:
    """How an engine writes the day mark."""
    compiler = dialect.compiler()
    day = compiler.to_sqlglot(ibis.literal(DAY_MARK).name("day").as_table())
    (mark,) = filter(is_day_mark, day.walk())
    text: str = mark.sql(dialect=compiler.dialect)
    return text


def on_day(sql: str, as_of: date) -> str:
    """The text with the day in its place."""
    return sql.replace(DAY_NAME, f"DATE '{as_of.isoformat()}'")
