"""Everybody, on DuckDB: every step of the plan becomes a table."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from leye.engine.plan import Plan
from leye.facts.tables import LOGICAL_TABLES, Tables
from leye.policy import Pack

Progress = Callable[[str, float], None]


def quiet(step: str, seconds: float) -> None:
    """Report nothing."""


class Batch:
    """The plan of all packs over one DuckDB connection that holds the logical tables."""

    def __init__(
        self,
        packs: Mapping[str, Pack],
        connection: Any,
        as_of: date,
        progress: Progress = quiet,
    ) -> None:
        self.connection = connection
        self.progress = progress
        self.plan = Plan(packs, Tables.of(connection.table), ibis.literal(as_of), self._keep)

    def _keep(self, name: str, table: ir.Table) -> ir.Table:
        begun = time.perf_counter()
        made = self.connection.create_table(f"step_{name}", table)
        self.progress(name, time.perf_counter() - begun)
        return made

    def duties(self, kind: str) -> pa.Table:
        """Duties of every subject of a kind, sorted, as Arrow."""
        result = self.plan.duties(kind)
        return result.order_by(["pack", "rule", "subject_id"]).to_pyarrow()


def connect(
    folder: Path | None = None, *, database: Path | None = None, memory_mb: int | None = None
) -> Any:
    """An Ibis DuckDB connection; with ``folder``, views over the snapshot's Parquet files.

    ``memory_mb`` bounds its memory: beyond it DuckDB writes to a directory beside the database.
    """
    connection = ibis.duckdb.connect(database if database is not None else ":memory:")
    if memory_mb is not None:
        connection.raw_sql(f"SET memory_limit = '{int(memory_mb)}MB'")
    if database is not None:
        connection.raw_sql(f"SET temp_directory = '{database}.tmp'")
    connection.raw_sql("SET preserve_insertion_order = false")
    if folder is not None:
        for name in LOGICAL_TABLES:
            connection.raw_sql(
                f"CREATE VIEW {name} AS SELECT * FROM read_parquet('{(folder / name).as_posix()}.parquet')"
            )
    return connection


def load_rows(connection: Any, rows: Mapping[str, list[Mapping[str, Any]]]) -> None:
    """Make every logical table in the connection and fill it with rows; missing columns are null."""
    for name, columns in LOGICAL_TABLES.items():
        schema = ibis.schema(columns)
        table = pa.Table.from_pylist(
            [{c: row.get(c) for c in columns} for row in rows.get(name, [])], schema=schema.to_pyarrow()
        )
        connection.create_table(name, table, schema=schema)
