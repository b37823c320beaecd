"""PostgreSQL for everybody: the batch inside the database itself, its steps as temporary tables."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import adbc_driver_postgresql.dbapi as adbc
import pyarrow.parquet as pq

from leye.engine.dialects import POSTGRES, Dialect
from leye.engine.duck import resolved_tables
from leye.engine.resolve import Resolved
from leye.facts.tables import LOGICAL_TABLES


@dataclass(frozen=True)
class Postgres:
    """Runs the steps of a batch on one connection that sees the logical tables."""

    cursor: Any
    dialect: Dialect = POSTGRES

    def keep(self, name: str, sql: str) -> None:
        """A step as a temporary table, with the statistics that the planner needs for the next."""
        self.cursor.execute(f"DROP TABLE IF EXISTS {name}")
        self.cursor.execute(f"CREATE TEMPORARY TABLE {name} AS {sql}")
        self.cursor.execute(f"ANALYZE {name}")

    def drop(self, name: str) -> None:
        """Its space is free again."""
        self.cursor.execute(f"DROP TABLE {name}")

    def read(self, sql: str) -> Any:
        """A result as Arrow."""
        self.cursor.execute(sql)
        return self.cursor.fetch_arrow_table()


@contextmanager
def live_tables(address: str) -> Iterator[Postgres]:
    """A runner over the tables of a database as they are now, in one transaction that leaves nothing behind."""
    with adbc.connect(address) as connection, connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        yield Postgres(cursor)
        connection.rollback()


@dataclass(frozen=True)
class PostgresEngine:
    """PostgreSQL at an address, over a snapshot that is loaded into temporary tables."""

    address: str
    name: str = "postgres"

    @contextmanager
    def over(
        self, snapshot: Path, *, resolved: Resolved | None = None, scratch: Path | None = None
    ) -> Iterator[Postgres]:
        """A runner over the snapshot's rows; they hide any tables of the same names."""
        replaced = {} if resolved is None else resolved_tables(resolved)
        with live_tables(self.address) as runner:
            for name in LOGICAL_TABLES:
                columns = LOGICAL_TABLES[name]
                body = ", ".join(f'"{c}" {TYPES[t]}' for c, t in columns.items())
                runner.cursor.execute(f"CREATE TEMPORARY TABLE {name} ({body})")
                rows = replaced[name] if name in replaced else pq.read_table(snapshot / f"{name}.parquet")
                if rows.num_rows:
                    runner.cursor.adbc_ingest(name, rows, mode="append", temporary=True)
                runner.cursor.execute(f"ANALYZE {name}")
            yield runner


TYPES = {"int64": "bigint", "int32": "integer", "string": "text", "boolean": "boolean", "date": "date"}
