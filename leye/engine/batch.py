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
from leye.engine.resolve import Resolved
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
ORDER = ("rule_no", "subject_id", "area_id", "person_id")


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
        self.plan = Plan(packs, Tables.of(), ibis.literal(as_of), self._keep, everybody=True)

    def _keep(self, name: str, table: ir.Table) -> ir.Table:
        begun = time.perf_counter()
        self.connection.execute(f"CREATE OR REPLACE TABLE step_{name} AS {to_sql(table)}")
        self.progress(name, time.perf_counter() - begun)
        return ibis.table(table.schema(), name=f"step_{name}")

    def rows(self, name: str, table: ir.Table) -> pa.Table:
        """A result as Arrow, in a fixed order, with the Arrow types of its schema."""
        begun = time.perf_counter()
        columns = [c for c in table.columns if c != "rule_no"]
        order = ", ".join(c for c in ORDER if c in table.columns)
        sql = f"SELECT {', '.join(columns)} FROM ({to_sql(table)}) ORDER BY {order}"
        arrow = self.connection.sql(sql).to_arrow_table()
        self.progress(name, time.perf_counter() - begun)
        return arrow.cast(table.select(*columns).schema().to_pyarrow())

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
    folder: Path | None = None, *, memory_mb: int | None = None, scratch: Path | None = None
) -> duckdb.DuckDBPyConnection:
    """A DuckDB connection in memory; with ``folder``, with views over the snapshot's Parquet files.

    ``memory_mb`` bounds its memory: beyond it DuckDB writes to ``scratch``.
    """
    connection = duckdb.connect()
    if memory_mb is not None:
        connection.execute(f"SET memory_limit = '{int(memory_mb)}MB'")
    if scratch is not None:
        connection.execute(f"SET temp_directory = {_quoted(scratch.as_posix())}")
    connection.execute("SET preserve_insertion_order = false")
    if folder is not None:
        for name in LOGICAL_TABLES:
            path = _quoted((folder / f"{name}.parquet").as_posix())
            connection.execute(f"CREATE VIEW {name} AS SELECT * FROM read_parquet({path})")
    return connection


def load_resolved(connection: duckdb.DuckDBPyConnection, resolved: Resolved) -> None:
    """Put resolved adoptions in the place of those of the snapshot."""
    rows = resolved_rows(resolved)
    for name in rows:
        connection.execute(f"DROP VIEW IF EXISTS {name}")
    load_rows(connection, rows)


def resolved_rows(resolved: Resolved) -> dict[str, list[dict[str, Any]]]:
    """Resolved adoptions as rows of the two logical tables."""
    return {
        "adoption_arearule": [{"id": n, **vars(r)} for n, r in enumerate(resolved.rules, start=1)],
        "adoption_areavalue": [{"id": n, **vars(v)} for n, v in enumerate(resolved.values, start=1)],
    }


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def load_rows(connection: duckdb.DuckDBPyConnection, rows: Mapping[str, list[dict[str, Any]]]) -> None:
    """Make the logical tables that ``rows`` names and fill them; missing columns are null."""
    for name in rows:
        columns = LOGICAL_TABLES[name]
        schema = ibis.schema(columns).to_pyarrow()
        made = [{c: row.get(c) for c in columns} for row in rows[name]]
        connection.register("incoming_rows", pa.Table.from_pylist(made, schema=schema))
        connection.execute(f"CREATE OR REPLACE TABLE {name} AS SELECT * FROM incoming_rows")
        connection.unregister("incoming_rows")
