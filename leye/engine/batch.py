"""Everybody, on any engine: the plan as steps, each of which becomes a table of the engine that runs them."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Protocol

import duckdb
import ibis
import ibis.expr.types as ir
import pyarrow as pa

from leye.engine.compiled import remembered
from leye.engine.dialects import DUCKDB, Dialect, on_day, to_sql
from leye.engine.duck import DuckDB
from leye.engine.entitlements import ENTITLEMENT_COLUMNS, entitlements
from leye.engine.figures import FIGURE_COLUMNS, MEMBER_COLUMNS, figures, member_rows
from leye.engine.marks import DAY_MARK
from leye.engine.plan import Plan
from leye.engine.progress import Progress, quiet
from leye.engine.resolve import Resolved
from leye.engine.results import ACTED_ON, DUTY_COLUMNS, FINDING_COLUMNS, duties, findings
from leye.facts.tables import Tables
from leye.facts.words import union_all
from leye.policy import Pack

#: Order of every result, so that the same snapshot gives the same bytes.
ORDER = ("rule_no", "subject_id", "area_id", "person_id", "since", "until")

#: How a text names a step.
_STEP = re.compile(r"\bstep_\w+")

#: Arrow types of result columns that are not int64.
ARROW_TYPES = {
    "pack": pa.string(), "rule": pa.string(), "subject_kind": pa.string(), "since": pa.date32(),
    "until": pa.date32(), "due_on": pa.date32(), "need": pa.int32(), "have": pa.int32(), "met": pa.bool_(),
    "counted": pa.bool_(), "payee_kind": pa.string(), "fund_place": pa.string(), "rank": pa.int32(),
}  # fmt: skip


_SCHEMAS = {
    name: pa.schema([(c, ARROW_TYPES.get(c, pa.int64())) for c in columns])
    for name, columns in (
        ("duties", DUTY_COLUMNS), ("findings", FINDING_COLUMNS), ("entitlements", ENTITLEMENT_COLUMNS),
        ("figures", FIGURE_COLUMNS), ("figure_members", MEMBER_COLUMNS),
    )
}  # fmt: skip


class Runner(Protocol):
    """An engine with the logical tables at hand."""

    @property
    def dialect(self) -> Dialect:
        """The SQL it reads."""

    def keep(self, name: str, sql: str) -> None:
        """Work a step out now, as a table of this name that later steps read; one of the name is replaced."""

    def drop(self, name: str) -> None:
        """Forget a step that nothing reads any more."""

    def read(self, sql: str) -> pa.Table:
        """The rows of a query, in its order."""


class Engine(Protocol):
    """A way to run a batch over a snapshot: gives a runner for the length of a ``with`` block."""

    @property
    def name(self) -> str:
        """Its short name: ``duckdb``, ``postgres``, ``spark``."""

    def over(self, snapshot: Path, *, resolved: Resolved | None = None, scratch: Path | None = None) -> Any:
        """A context manager whose value is a Runner over the snapshot's tables.

        ``resolved`` stands in the place of the snapshot's adoption tables; what does not fit into memory goes
        to ``scratch``.
        """


@dataclass(frozen=True)
class Step:
    """One statement of the batch: a table that later steps read, or (with ``schema``) a result.

    A result that no rule speaks of has no table and no text.
    """

    name: str
    table: ir.Table | None
    schema: pa.Schema | None = None
    _texts: dict[str, str] = field(default_factory=dict, compare=False)

    def sql(self, dialect: Dialect) -> str:
        """The step's text for an engine, written once; where the day belongs stands DAY_NAME."""
        if dialect.name not in self._texts:
            self._texts[dialect.name] = self._write(dialect)
        return self._texts[dialect.name]

    def _write(self, dialect: Dialect) -> str:
        if self.table is None:
            return ""
        if self.schema is None:
            return to_sql(self.table, dialect)
        casts = [(dialect.quoted(c.name), dialect.type_of(c.type)) for c in self.schema]
        # Said out loud: Ibis leaves out a cast to the type it believes a column to have already.
        columns = ", ".join(f"CAST(found.{c} AS {t}) AS {c}" for c, t in casts)
        order = ", ".join(f"found.{dialect.quoted(c)} NULLS LAST" for c in ORDER if c in self.table.columns)
        return f"SELECT {columns} FROM ({to_sql(self.table, dialect)}) AS found ORDER BY {order}"


class Batch:
    """All packs over everybody, compiled once; it can then be run for any day, any snapshot, on any engine."""

    def __init__(self, packs: Mapping[str, Pack]) -> None:
        self.steps: list[Step] = []
        plan = Plan(packs, Tables.of(), ibis.literal(DAY_MARK), self._keep, everybody=True)
        self._result("duties", [duties(plan, kind) for kind in ACTED_ON])
        self._result("findings", [findings(plan, kind) for kind in ACTED_ON])
        self._result("entitlements", [entitlements(plan, ACTED_ON)])
        self._result("figures", [figures(plan)])
        self._result("figure_members", [member_rows(plan)])

    @classmethod
    def remembered(cls, packs: Mapping[str, Pack], dialect: Dialect = DUCKDB) -> Batch:
        """The same for one engine, its texts read from the state folder when they were written before."""

        def written() -> list[list[str]]:
            return [[step.name, step.sql(dialect)] for step in cls(packs).steps]

        batch = cls.__new__(cls)
        batch.steps = [
            Step(name, None, _SCHEMAS.get(name), {dialect.name: sql})
            for name, sql in remembered(["batch", dialect.name], packs.values(), written)
        ]
        return batch

    def _keep(self, name: str, table: ir.Table) -> ir.Table:
        self.steps.append(Step(name, table))
        return ibis.table(table.schema(), name=f"step_{name}")

    def _result(self, name: str, tables: list[ir.Table | None]) -> None:
        found = [table for table in tables if table is not None]
        self.steps.append(Step(name, union_all(found) if found else None, _SCHEMAS[name]))

    def run(
        self, engine: Runner | duckdb.DuckDBPyConnection, as_of: date, progress: Progress = quiet
    ) -> dict[str, pa.Table]:
        """Every result as Arrow, in a fixed order, over the logical tables of the engine.

        A bare DuckDB connection will do.
        """
        runner: Runner = DuckDB(engine) if isinstance(engine, duckdb.DuckDBPyConnection) else engine
        results = {}
        texts = [step.sql(runner.dialect) for step in self.steps]
        for step, text, done in zip(self.steps, texts, _last_read(texts), strict=True):
            begun = time.perf_counter()
            sql = on_day(text, as_of)
            if step.schema is None:
                runner.keep(f"step_{step.name}", sql)
            elif sql:
                results[step.name] = runner.read(sql).cast(step.schema)
            else:
                results[step.name] = step.schema.empty_table()
            for name in done:
                runner.drop(name)
            progress(step.name, time.perf_counter() - begun)
        return results


def _last_read(texts: Sequence[str]) -> list[list[str]]:
    """For each text the steps that no later text reads: memory is for what is still needed."""
    last = {name: place for place, text in enumerate(texts) for name in _STEP.findall(text)}
    done: list[list[str]] = [[] for _ in texts]
    for name, place in last.items():
        done[place].append(name)
    return done
