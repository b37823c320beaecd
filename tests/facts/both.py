"""Facts of a kind of subject on DuckDB and on PostgreSQL, which must be the same."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from functools import cache
from typing import Any

import duckdb
import ibis
import ibis.expr.types as ir
import psycopg
from scratch import Rows, fill

from leye.engine.dialects import DUCKDB, POSTGRES, Dialect, on_day, to_sql
from leye.engine.duck import connect, load_rows
from leye.engine.marks import DAY_MARK
from leye.facts import LOGICAL_TABLES, Tables
from leye.facts.subjects import needs, subject_facts


def facts_of(kind: str, wanted: Collection[str] | None = None) -> ir.Table:
    """The expression of all facts of a kind, or of those wanted."""
    tables, day = Tables.of(), ibis.literal(DAY_MARK)

    def other(of: str) -> ir.Table:
        return subject_facts(of, tables, day, other, None if wanted is None else needs(kind, wanted))

    return subject_facts(kind, tables, day, other, None if wanted is None else set(wanted))


@cache
def text_of(kind: str, dialect: Dialect) -> str:
    """SQL of all facts of a kind, ordered by subject."""
    quoted = dialect.quoted("subject_id")
    return f"SELECT * FROM ({to_sql(facts_of(kind), dialect)}) AS found ORDER BY {quoted}"


class Both:
    """Both engines, with the same rows."""

    def __init__(self, connection: psycopg.Connection[Any]) -> None:
        self.connection = connection
        self.duck: duckdb.DuckDBPyConnection | None = None

    def load(self, rows: Rows) -> None:
        """Put rows into both."""
        whole = {name: rows.get(name, []) for name in LOGICAL_TABLES}
        self.duck = connect()
        load_rows(self.duck, whole)
        fill(self.connection, whole)

    def facts(self, kind: str, as_of: date) -> list[dict[str, Any]]:
        """The facts of every subject of the kind on a day."""
        assert self.duck is not None
        names = facts_of(kind).columns
        night = self.duck.execute(on_day(text_of(kind, DUCKDB), as_of)).fetchall()
        now = self.connection.execute(on_day(text_of(kind, POSTGRES), as_of).replace("%", "%%")).fetchall()
        for one, other in zip(night, now, strict=True):
            assert dict(zip(names, one, strict=True)) == dict(zip(names, other, strict=True)), kind
        return [dict(zip(names, row, strict=True)) for row in night]

    def only(self, kind: str, as_of: date, rows: Rows) -> dict[str, Any]:
        """The facts of the one subject of the kind among these rows."""
        self.load(rows)
        (found,) = self.facts(kind, as_of)
        return found
