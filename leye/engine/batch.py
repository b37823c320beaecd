"""Everybody, on DuckDB: every step of the plan becomes a table."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import ibis
import ibis.expr.types as ir
import pyarrow as pa
from ibis.backends.sql.compilers import DuckDBCompiler

from leye.engine.figures import FIGURE_COLUMNS, MEMBER_COLUMNS, figures, member_rows
from leye.engine.plan import Plan
from leye.engine.results import (
    ACTED_ON,
    DUTY_COLUMNS,
    ENTITLEMENT_COLUMNS,
    FINDING_COLUMNS,
    duties,
    entitlements,
    findings,
)
from leye.facts.tables import LOGICAL_TABLES, Tables
from leye.facts.words import union_all
from leye.policy import Pack

Progress = Callable[[str, float], None]

#: Order of every result, so that the same snapshot gives the same bytes.
ORDER = ("pack", "rule", "subject_kind", "subject_id", "area_id", "person_id")


#: Arrow types of result columns that are not int64.
ARROW_TYPES = {
    "pack": pa.string(), "rule": pa.string(), "subject_kind": pa.string(), "since": pa.date32(),
    "until": pa.date32(), "due_on": pa.date32(), "need": pa.int32(), "have": pa.int32(), "met": pa.bool_(),
    "counted": pa.bool_(),
}  # fmt: skip


def quiet(step: str, seconds: float) -> None:
    """Report nothing."""


def to_sql(table: ir.Table) -> str:
    """DuckDB text of an expression."""
    sql: str = DuckDBCompiler().to_sqlglot(table.unbind()).sql(dialect="duckdb")
    return sql


class Batch:
    """The plan of all packs over one DuckDB connection that holds the logical tables."""

    def __init__(
        self,
        packs: Mapping[str, Pack],
        connection: duckdb.DuckDBPyConnection,
        as_of: date,
        progress: Progress = quiet,
    ) -> None:
        self.connection = connection
        self.progress = progress
        self.plan = Plan(packs, Tables.of(), ibis.literal(as_of), self._keep)

    def _keep(self, name: str, table: ir.Table, thin: bool) -> ir.Table:
        begun = time.perf_counter()
        sort = "VIEW" if thin else "TABLE"
        self.connection.execute(f"CREATE OR REPLACE {sort} step_{name} AS {to_sql(table)}")
        self.progress(name, time.perf_counter() - begun)
        return ibis.table(table.schema(), name=f"step_{name}")

    def rows(self, name: str, table: ir.Table) -> pa.Table:
        """A result as Arrow, in a fixed order, with the Arrow types of its schema."""
        begun = time.perf_counter()
        order = ", ".join(c for c in ORDER if c in table.columns)
        arrow = self.connection.sql(f"SELECT * FROM ({to_sql(table)}) ORDER BY {order}").to_arrow_table()
        self.progress(name, time.perf_counter() - begun)
        return arrow.cast(table.schema().to_pyarrow())

    def duties(self) -> pa.Table:
        """Duties of every subject."""
        return self._united("duties", [duties(self.plan, kind) for kind in ACTED_ON], DUTY_COLUMNS)

    def findings(self) -> pa.Table:
        """Findings of every limit."""
        return self._united("findings", [findings(self.plan, kind) for kind in ACTED_ON], FINDING_COLUMNS)

    def entitlements(self) -> pa.Table:
        """Who is entitled to what."""
        tables = [entitlements(self.plan, kind) for kind in ACTED_ON]
        return self._united("entitlements", tables, ENTITLEMENT_COLUMNS)

    def figures(self) -> pa.Table:
        """Every indicator in every area."""
        return self._united("figures", [figures(self.plan)], FIGURE_COLUMNS)

    def figure_members(self) -> pa.Table:
        """The subjects behind every figure."""
        return self._united("figure_members", [member_rows(self.plan)], MEMBER_COLUMNS)

    def _united(self, name: str, tables: list[ir.Table | None], columns: tuple[str, ...]) -> pa.Table:
        found = [table for table in tables if table is not None]
        if not found:
            return pa.table({c: pa.array([], type=ARROW_TYPES.get(c, pa.int64())) for c in columns})
        return self.rows(name, union_all(found))


def connect(
    folder: Path | None = None, *, database: Path | None = None, memory_mb: int | None = None
) -> duckdb.DuckDBPyConnection:
    """A DuckDB connection; with ``folder``, with views over the snapshot's Parquet files.

    ``memory_mb`` bounds its memory: beyond it DuckDB writes to a directory beside the database.
    """
    connection = duckdb.connect(str(database) if database is not None else ":memory:")
    if memory_mb is not None:
        connection.execute(f"SET memory_limit = '{int(memory_mb)}MB'")
    if database is not None:
        connection.execute(f"SET temp_directory = {_quoted(f'{database}.tmp')}")
    connection.execute("SET preserve_insertion_order = false")
    if folder is not None:
        for name in LOGICAL_TABLES:
            path = _quoted((folder / f"{name}.parquet").as_posix())
            connection.execute(f"CREATE VIEW {name} AS SELECT * FROM read_parquet({path})")
    return connection


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def load_rows(connection: duckdb.DuckDBPyConnection, rows: Mapping[str, list[Mapping[str, Any]]]) -> None:
    """Make every logical table in the connection and fill it with rows; missing columns are null."""
    for name, columns in LOGICAL_TABLES.items():
        schema = ibis.schema(columns).to_pyarrow()
        made = [{c: row.get(c) for c in columns} for row in rows.get(name, [])]
        connection.register("incoming_rows", pa.Table.from_pylist(made, schema=schema))
        connection.execute(f"CREATE OR REPLACE TABLE {name} AS SELECT * FROM incoming_rows")
        connection.unregister("incoming_rows")
