"""One person or one area, now, on PostgreSQL: the same expressions, compiled once to SQL."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import ibis
import ibis.expr.types as ir
import sqlglot as sg
import sqlglot.expressions as sge
from ibis.backends.sql.compilers import PostgresCompiler

from leye.engine.plan import Plan
from leye.facts.tables import Tables, logical_table
from leye.policy import Pack

Execute = Callable[[str, Mapping[str, Any]], Sequence[Sequence[Any]]]

#: Values that stand for the bound parameters while Ibis compiles; no real row can hold them.
DAY_MARK = date(1904, 2, 29)
IDS_MARK = -987654321012345

#: Tables narrowed to the people asked about, by the column that says whose row it is.
NARROWED = {
    "ledger_person": "id",
    "ledger_groupmembership": "person_id",
    "ledger_unemploymentregistration": "person_id",
    "ledger_employmentspell": "person_id",
    "ledger_intention": "person_id",
    "ledger_trainingneed": "person_id",
    "casework_servicerecord": "person_id",
    "casework_placement": "person_id",
}

HOUSEHOLD_SQL = """
SELECT p.id FROM ledger_person p WHERE p.id = %(subject_id)s
UNION
SELECT m.id FROM ledger_person p JOIN ledger_person m ON m.household_id = p.household_id
WHERE p.id = %(subject_id)s
"""


@dataclass(frozen=True)
class LiveQuery:
    """A statement for psycopg with named parameters ``%(ids)s`` (list of int) and ``%(as_of)s`` (date)."""

    sql: str
    columns: tuple[str, ...]


class LiveStatement:
    """Collects the steps of a plan as common table expressions of one PostgreSQL statement."""

    def __init__(self) -> None:
        self._steps: list[tuple[str, str]] = []

    def keep(self, name: str, table: ir.Table) -> ir.Table:
        """Take a step as a common table expression and go on with its name."""
        self._steps.append((f"step_{name}", to_sql(table)))
        return ibis.table(table.schema(), name=f"step_{name}")

    def query(self, result: ir.Table) -> LiveQuery:
        """The whole statement for a result that refers to the steps."""
        steps = ",\n".join(f'"{name}" AS ({sql})' for name, sql in self._steps)
        sql = f"WITH {steps}\nSELECT * FROM ({to_sql(result)}) AS result"
        return LiveQuery(sql, tuple(result.columns))


def to_sql(table: ir.Table) -> str:
    """PostgreSQL text of an expression, the marks replaced by psycopg's named parameters."""
    tree = PostgresCompiler().to_sqlglot(table.unbind())
    tree = tree.transform(_bind)
    text: str = tree.sql(dialect="postgres").replace("%", "%%")
    return text.replace(_IDS, "%(ids)s").replace(_DAY, "%(as_of)s")


_IDS, _DAY = "leye_bound_ids", "leye_bound_day"


def _bind(node: Any) -> Any:
    if isinstance(node, sge.In) and any(_is_number(e, IDS_MARK) for e in node.expressions):
        ids = sg.cast(sg.column(_IDS, quoted=False), "bigint[]", dialect="postgres")
        return sge.EQ(this=node.this.transform(_bind), expression=sge.Any(this=sge.paren(ids)))
    if isinstance(node, sge.DateFromParts) and _is_day(node, DAY_MARK):
        return sg.cast(sg.column(_DAY, quoted=False), "date", dialect="postgres")
    return node


def _is_number(node: Any, value: int) -> bool:
    text = node.sql()
    return bool(text.lstrip("-").isdigit() and int(text) == value)


def _is_day(node: Any, day: date) -> bool:
    parts = [node.args.get(k) for k in ("year", "month", "day")]
    return [p.sql() for p in parts if p is not None] == [str(day.year), str(day.month), str(day.day)]


def narrowed_tables() -> Tables:
    """The logical tables, those about people narrowed to the bound ids."""

    def table(name: str) -> ir.Table:
        whole = logical_table(name)
        column = NARROWED.get(name)
        return whole if column is None else whole.filter(whole[column].isin([IDS_MARK]))

    return Tables.of(table)


class LiveEvaluator:
    """Evaluates one subject on a PostgreSQL connection the caller hands in. Make one per process."""

    def __init__(self, packs: Mapping[str, Pack]) -> None:
        self.packs = dict(packs)
        self._queries: dict[str, LiveQuery] = {}

    def sql(self, subject: str = "person") -> LiveQuery:
        """The duty statement for a kind of subject, compiled at the first call."""
        if subject not in self._queries:
            statement = LiveStatement()
            plan = Plan(self.packs, narrowed_tables(), ibis.literal(DAY_MARK), statement.keep)
            self._queries[subject] = statement.query(plan.duties(subject))
        return self._queries[subject]

    def duties(self, execute: Execute, person_id: int, as_of: date) -> list[dict[str, Any]]:
        """Duties of one person now, as rows by column name."""
        query = self.sql("person")
        rows = execute(query.sql, {"ids": [person_id], "as_of": as_of})
        return [dict(zip(query.columns, row, strict=True)) for row in rows]
