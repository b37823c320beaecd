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

from leye.engine.plan import Plan
from leye.facts.tables import LOGICAL_TABLES, Tables
from leye.policy import Pack

Progress = Callable[[str, float], None]

#: Order of every result, so that the same snapshot gives the same bytes.
ORDER = ("pack", "rule", "subject_kind", "subject_id", "area_id", "person_id")


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

    def _keep(self, name: str, table: ir.Table) -> ir.Table:
        begun = time.perf_counter()
        self.connection.execute(f"CREATE OR REPLACE TABLE step_{name} AS {to_sql(table)}")
        self.progress(name, time.perf_counter() - begun)
        return ibis.table(table.schema(), name=f"step_{name}")

    def rows(self, name: str, table: ir.Table) -> pa.Table:
        """A result as Arrow, in a fixed order, with the Arrow types of its schema."""
        begun = time.perf_counter()
        order = ", ".join(c for c in ORDER if c in table.columns)
        arrow = self.connection.sql(f"SELECT * FROM ({to_sql(table)}) ORDER BY {order}").to_arrow_table()
        self.progress(name, time.perf_counter() - begun)
        return arrow.cast(table.schema().to_pyarrow())

    def duties(self, kind: str) -> pa.Table:
        """Duties of every subject of a kind."""
        return self.rows(f"{kind}_duties", self.plan.duties(kind))


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
