"""DuckDB: the engine of every night that one machine can do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import ibis
import pyarrow as pa

from leye.engine.dialects import DUCKDB, Dialect
from leye.engine.memory import in_memory
from leye.engine.resolve import Resolved
from leye.facts.tables import LOGICAL_TABLES
from leye.policy import Pack, PolicyError


@dataclass(frozen=True)
class DuckDB:
    """Runs the steps of a batch on a connection that has the logical tables."""

    connection: duckdb.DuckDBPyConnection
    dialect: Dialect = DUCKDB

    def keep(self, name: str, sql: str) -> None:
        """A step as a table."""
        self.connection.execute(f"CREATE OR REPLACE TABLE {name} AS {sql}")

    def drop(self, name: str) -> None:
        """Its memory is free again."""
        self.connection.execute(f"DROP TABLE {name}")

    def read(self, sql: str) -> pa.Table:
        """A result as Arrow."""
        return self.connection.sql(sql).to_arrow_table()


@dataclass(frozen=True)
class DuckDBEngine:
    """DuckDB in this process, over a snapshot; ``memory_mb`` bounds its memory."""

    memory_mb: int | None = None
    name: str = "duckdb"

    @contextmanager
    def over(
        self, snapshot: Path, *, resolved: Resolved | None = None, scratch: Path | None = None
    ) -> Iterator[DuckDB]:
        """A runner over the snapshot's Parquet files."""
        with connect(snapshot, memory_mb=self.memory_mb, scratch=scratch) as connection:
            if resolved is not None:
                load_resolved(connection, resolved)
            yield DuckDB(connection)


def connect(
    folder: Path | None = None, *, memory_mb: int | None = None, scratch: Path | None = None
) -> duckdb.DuckDBPyConnection:
    """A DuckDB connection in memory; with ``folder``, with views over the snapshot's Parquet files.

    ``memory_mb`` bounds its memory: beyond it DuckDB writes to ``scratch``.
    """
    connection = in_memory()
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


class ResolvedStale(PolicyError):
    """What is in force was not worked out for this day, or for an older version of a pack."""

    def __init__(self, as_of: date, what: str) -> None:
        super().__init__(
            f"{as_of.isoformat()} 的采用结果不完整：{what}。"
            "若继续运行，任务会被误当作不再适用；请先重新计算采用结果，再运行。"
        )


def check_resolved(connection: duckdb.DuckDBPyConnection, packs: Mapping[str, Pack], as_of: date) -> None:
    """Raise ResolvedStale when the adoption tables hold other days only, or lack a parameter of a pack."""
    days = [row[0] for row in connection.execute("SELECT DISTINCT as_of FROM adoption_arearule").fetchall()]
    if days and as_of not in days:
        raise ResolvedStale(as_of, f"只有 {max(days)} 的结果")
    rows = connection.execute(
        "SELECT r.pack, v.name FROM (SELECT DISTINCT pack FROM adoption_arearule WHERE as_of = $as_of) r"
        " LEFT JOIN (SELECT DISTINCT pack, name FROM adoption_areavalue WHERE as_of = $as_of) v ON v.pack = r.pack",
        {"as_of": as_of},
    ).fetchall()
    for pack in packs.values():
        found = {name for of, name in rows if of == pack.id}
        needed = {p.name for p in pack.parameters.values() if p.kind != "target" and p.has_value(as_of)}
        if found and needed - found:
            raise ResolvedStale(as_of, f"政策包 {pack.id} 缺少参数 {'、'.join(sorted(needed - found))}")


def packs_in_force(
    connection: duckdb.DuckDBPyConnection, packs: Mapping[str, Pack], as_of: date
) -> dict[str, Pack]:
    """The packs that hold anywhere on the day; the others give no row, and need not be asked."""
    rows = connection.execute(
        "SELECT DISTINCT pack FROM adoption_arearule WHERE as_of = $as_of", {"as_of": as_of}
    )
    acting = {name for (name,) in rows.fetchall()}
    return {name: pack for name, pack in packs.items() if name in acting}


def resolved_rows(resolved: Resolved) -> dict[str, list[dict[str, Any]]]:
    """Resolved adoptions as rows of the two logical tables."""
    return {
        "adoption_arearule": [{"id": n, **vars(r)} for n, r in enumerate(resolved.rules, start=1)],
        "adoption_areavalue": [{"id": n, **vars(v)} for n, v in enumerate(resolved.values, start=1)],
    }


def resolved_tables(resolved: Resolved) -> dict[str, pa.Table]:
    """Resolved adoptions as the two logical tables, in Arrow."""
    return {name: arrow_rows(name, rows) for name, rows in resolved_rows(resolved).items()}


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def load_rows(connection: duckdb.DuckDBPyConnection, rows: Mapping[str, list[dict[str, Any]]]) -> None:
    """Make the logical tables that ``rows`` names and fill them; missing columns are null."""
    for name in rows:
        connection.register("incoming_rows", arrow_rows(name, rows[name]))
        connection.execute(f"CREATE OR REPLACE TABLE {name} AS SELECT * FROM incoming_rows")
        connection.unregister("incoming_rows")


def arrow_rows(name: str, rows: list[dict[str, Any]]) -> pa.Table:
    """Rows of a logical table as Arrow; missing columns are null."""
    columns = LOGICAL_TABLES[name]
    made = [{c: row.get(c) for c in columns} for row in rows]
    return pa.Table.from_pylist(made, schema=ibis.schema(columns).to_pyarrow())
