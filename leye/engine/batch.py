"""Everybody, on DuckDB: every step of the plan becomes a table."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import ibis
import ibis.expr.types as ir
import pyarrow as pa
import sqlglot as sg
from ibis.backends.sql.compilers import DuckDBCompiler

from leye.engine.figures import FIGURE_COLUMNS, MEMBER_COLUMNS, figures, member_rows
from leye.engine.marks import DAY_MARK, is_day_mark
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
from leye.policy import Pack, PolicyError

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
    """DuckDB text of an expression; where the day belongs stands DAY_NAME."""
    tree = DuckDBCompiler().to_sqlglot(table.unbind())
    sql: str = tree.transform(_bind).sql(dialect="duckdb")
    return sql


DAY_NAME = "leye_bound_day"


def _bind(node: Any) -> Any:
    return sg.column(DAY_NAME, quoted=False) if is_day_mark(node) else node


@dataclass(frozen=True)
class Step:
    """One statement of the batch: a table that later steps read, or (with ``schema``) a result."""

    name: str
    sql: str
    schema: pa.Schema | None = None


class Batch:
    """All packs over everybody, compiled once; it can then be run for any day and any snapshot."""

    def __init__(self, packs: Mapping[str, Pack]) -> None:
        self.steps: list[Step] = []
        plan = Plan(packs, Tables.of(), ibis.literal(DAY_MARK), self._keep, everybody=True)
        self._result("duties", [duties(plan, kind) for kind in ACTED_ON], DUTY_COLUMNS)
        self._result("findings", [findings(plan, kind) for kind in ACTED_ON], FINDING_COLUMNS)
        self._result("entitlements", [entitlements(plan, kind) for kind in ACTED_ON], ENTITLEMENT_COLUMNS)
        self._result("figures", [figures(plan)], FIGURE_COLUMNS)
        self._result("figure_members", [member_rows(plan)], MEMBER_COLUMNS)

    def _keep(self, name: str, table: ir.Table) -> ir.Table:
        self.steps.append(Step(name, to_sql(table)))
        return ibis.table(table.schema(), name=f"step_{name}")

    def _result(self, name: str, tables: list[ir.Table | None], columns: tuple[str, ...]) -> None:
        found = [table for table in tables if table is not None]
        schema = pa.schema([(c, ARROW_TYPES.get(c, pa.int64())) for c in columns])
        if not found:
            nothing = ", ".join(f"NULL AS {c}" for c in columns)
            self.steps.append(Step(name, f"SELECT {nothing} WHERE false", schema))
            return
        table = union_all(found)
        order = ", ".join(c for c in ORDER if c in table.columns)
        sql = f"SELECT {', '.join(columns)} FROM ({to_sql(table)}) ORDER BY {order}"
        self.steps.append(Step(name, sql, schema))

    def run(
        self, connection: duckdb.DuckDBPyConnection, as_of: date, progress: Progress = quiet
    ) -> dict[str, pa.Table]:
        """Every result as Arrow, in a fixed order, over the logical tables in the connection."""
        results = {}
        for step in self.steps:
            begun = time.perf_counter()
            sql = step.sql.replace(DAY_NAME, f"DATE '{as_of.isoformat()}'")
            if step.schema is None:
                connection.execute(f"CREATE OR REPLACE TABLE step_{step.name} AS {sql}")
            else:
                results[step.name] = connection.sql(sql).to_arrow_table().cast(step.schema)
            progress(step.name, time.perf_counter() - begun)
        return results


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
        "SELECT DISTINCT r.pack, v.name FROM adoption_arearule r LEFT JOIN adoption_areavalue v"
        " ON v.pack = r.pack AND v.as_of = r.as_of WHERE r.as_of = $as_of",
        {"as_of": as_of},
    ).fetchall()
    for pack in packs.values():
        found = {name for of, name in rows if of == pack.id}
        needed = {p.name for p in pack.parameters.values() if p.kind != "target"}
        if found and needed - found:
            raise ResolvedStale(as_of, f"政策包 {pack.id} 缺少参数 {'、'.join(sorted(needed - found))}")


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
