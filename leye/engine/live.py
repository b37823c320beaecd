"""One person or one area, now, on PostgreSQL: the same expressions, compiled once to SQL."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import ibis
import ibis.expr.types as ir
import sqlglot as sg
import sqlglot.expressions as sge
from ibis.backends.sql.compilers import PostgresCompiler

from leye.engine.compiled import remembered
from leye.engine.entitlements import ENTITLEMENT_COLUMNS, entitlements
from leye.engine.marks import DAY_MARK, holds_ids_mark, is_day_mark
from leye.engine.plan import Plan
from leye.engine.results import DUTY_COLUMNS, FINDING_COLUMNS, duties, findings
from leye.engine.scopes import HOLDS, SCOPES, here_steps, live_tables, scope_of
from leye.facts.words import union_all
from leye.policy import Pack

#: Runs SQL with named parameters (or None for none) and gives its rows; an empty list for a statement
#: that has no rows: ``cursor.fetchall() if cursor.description else []``.
Execute = Callable[[str, Mapping[str, Any] | None], Sequence[Sequence[Any]]]

#: The person and the others of the household, each with the household; and the packs in force where they are.
HOUSEHOLD_SQL = f"""
WITH people AS MATERIALIZED (
    SELECT p.id, p.household_id, p.area_id FROM ledger_person p WHERE p.id = %(subject_id)s
    UNION
    SELECT m.id, m.household_id, m.area_id
    FROM ledger_person p JOIN ledger_person m ON m.household_id = p.household_id WHERE p.id = %(subject_id)s
), places AS (
    SELECT area_id FROM people
    UNION
    SELECT h.area_id FROM people JOIN ledger_household h ON h.id = people.household_id
)
SELECT id, household_id, NULL FROM people
UNION ALL
SELECT DISTINCT NULL::bigint, NULL::bigint, r.pack
FROM places AS here JOIN adoption_arearule AS r ON {HOLDS} WHERE r.as_of = %(as_of)s
"""


@dataclass(frozen=True)
class LiveQuery:
    """A statement of two parameters: ids (list of int) and the day.

    ``sql`` has psycopg's ``%(ids)s`` and ``%(as_of)s``; ``prepare`` makes it a prepared statement ``name``
    of the session, which spares PostgreSQL planning it again for each person.
    """

    sql: str
    columns: tuple[str, ...]

    @property
    def parts(self) -> tuple[str, tuple[str, ...]]:
        """Text and columns, to be kept."""
        return self.sql, self.columns

    @property
    def name(self) -> str:
        """Name of the prepared statement: it changes with the text."""
        return f"leye_{hashlib.sha256(self.sql.encode()).hexdigest()[:16]}"

    @property
    def prepare(self) -> str:
        """PREPARE for the session. Sent without parameters, so a percent sign stands for itself."""
        text = self.sql.replace("%(ids)s", "$1").replace("%(as_of)s", "$2").replace("%%", "%")
        return f"PREPARE {self.name}(bigint[], date) AS {text}"

    def run(self, execute: Execute, ids: list[int], as_of: date) -> list[dict[str, Any]]:
        """The rows by column name, through a prepared statement of the session."""
        # The statement is long and its rows are few: compiling it to machine code would take longer than it.
        # The session remembers what it prepared in a setting; asking for its statements would copy their text.
        begun = (
            "SELECT set_config('plan_cache_mode', 'force_generic_plan', true), set_config('jit', 'off', true)"
        )
        ((_, _, prepared),) = execute(f"{begun}, current_setting('leye.{self.name}', true)", None)
        if not prepared:
            self._prepare(execute)
        # EXECUTE takes no bound parameters; whole numbers and an ISO date cannot carry SQL.
        numbers = ",".join(str(int(n)) for n in ids)
        rows = execute(f"EXECUTE {self.name}('{{{numbers}}}', '{as_of.isoformat()}')", None)
        return [dict(zip(self.columns, row, strict=True)) for row in rows]

    def _prepare(self, execute: Execute) -> None:
        # A setting goes back with a transaction that fails, a prepared statement stays.
        if not execute("SELECT 1 FROM pg_prepared_statements WHERE name = %(name)s", {"name": self.name}):
            execute(self.prepare, None)
        execute(f"SELECT set_config('leye.{self.name}', 'yes', false)", None)


class LiveStatement:
    """Collects the steps of a plan as common table expressions of one PostgreSQL statement.

    ``first``: the SQL of those that stand before all others, by name.
    """

    def __init__(self, first: Mapping[str, str] | None = None) -> None:
        self._steps: list[tuple[str, str]] = list((first or {}).items())

    def keep(self, name: str, table: ir.Table) -> ir.Table:
        """Take a step as a common table expression and go on with its name."""
        self._steps.append((f"step_{name}", to_sql(table)))
        return ibis.table(table.schema(), name=f"step_{name}")

    def query(self, result: ir.Table) -> LiveQuery:
        """The whole statement for a result that refers to the steps."""
        steps = ",\n".join(f'"{name}" AS MATERIALIZED ({sql})' for name, sql in self._steps)
        sql = f"{'WITH ' * bool(steps)}{steps}\nSELECT * FROM ({to_sql(result)}) AS result"
        return LiveQuery(sql, tuple(result.columns))


def to_sql(table: ir.Table) -> str:
    """PostgreSQL text of an expression, the marks replaced by psycopg's named parameters."""
    tree = PostgresCompiler().to_sqlglot(table.unbind())
    tree = tree.transform(_bind)
    text: str = tree.sql(dialect="postgres").replace("%", "%%")
    return text.replace(_IDS, "%(ids)s").replace(_DAY, "%(as_of)s")


_IDS, _DAY = "leye_bound_ids", "leye_bound_day"


def _bind(node: Any) -> Any:
    if holds_ids_mark(node):
        ids = sg.cast(sg.column(_IDS, quoted=False), "bigint[]", dialect="postgres")
        return sge.EQ(this=node.this.transform(_bind), expression=sge.Any(this=sge.paren(ids)))
    if is_day_mark(node):
        return sg.cast(sg.column(_DAY, quoted=False), "date", dialect="postgres")
    return node


@dataclass(frozen=True)
class LiveResult:
    """What holds now. ``covers`` lists every subject that was judged, by kind: what is not in the rows for
    one of them does not apply to it."""

    duties: list[dict[str, Any]]
    findings: list[dict[str, Any]]
    entitlements: list[dict[str, Any]]
    covers: dict[str, list[int]]


BY_KIND: dict[str, Callable[[Plan, str], ir.Table | None]] = {"duties": duties, "findings": findings}

COLUMNS = {"duties": DUTY_COLUMNS, "findings": FINDING_COLUMNS, "entitlements": ENTITLEMENT_COLUMNS}


class LiveEvaluator:
    """Evaluates one subject on a PostgreSQL connection the caller hands in. Make one per process.

    There is a statement for each scope and each set of documents in force at one place, compiled when it is
    first needed: where one document is adopted, the others cost nothing.
    """

    def __init__(self, packs: Mapping[str, Pack]) -> None:
        self.packs = dict(packs)
        self._queries: dict[tuple[str, tuple[str, ...]], LiveQuery] = {}

    def sql(self, scope: str = "person", packs: Iterable[str] | None = None) -> LiveQuery:
        """The statement for a scope (a key of SCOPES) and some packs (default: all of them)."""
        names = tuple(sorted(self.packs if packs is None else packs))
        if (scope, names) not in self._queries:
            packs = {name: self.packs[name] for name in names}
            sql, columns = remembered(
                ["live", scope], packs.values(), lambda: self._compile(scope, packs).parts
            )
            self._queries[scope, names] = LiveQuery(sql, tuple(columns))
        return self._queries[scope, names]

    def _compile(self, scope: str, packs: Mapping[str, Pack]) -> LiveQuery:
        kinds, tables = SCOPES[scope].kinds, live_tables(SCOPES[scope])
        statement = LiveStatement(here_steps(SCOPES[scope]))
        plan = Plan(packs, tables, ibis.literal(DAY_MARK), statement.keep, kinds=kinds)
        found = [(n, result(plan, kind)) for n, result in BY_KIND.items() for kind in kinds]
        found.append(("entitlements", entitlements(plan, kinds)))
        asked = [_widened(table, name) for name, table in found if table is not None]
        return statement.query(union_all(asked or [_nothing()]))

    def person(self, execute: Execute, person_id: int, as_of: date) -> LiveResult:
        """Everything about a person, the members of the household, and the household itself."""
        rows = execute(HOUSEHOLD_SQL, {"subject_id": person_id, "as_of": as_of})
        people = sorted({int(row[0]) for row in rows if row[0] is not None})
        houses = sorted({int(row[1]) for row in rows if row[1] is not None})
        packs = sorted(str(row[2]) for row in rows if row[2] in self.packs) if people else []
        covers = {"person": people, "household": houses}
        return self._judge(execute, "person", people, as_of, covers, packs)

    def people(self, execute: Execute, ids: list[int], as_of: date) -> LiveResult:
        """Everything about these people themselves, without the others of their households."""
        return self._judge(execute, "person", ids, as_of, {"person": ids})

    def area(self, execute: Execute, area_no: int, as_of: date) -> LiveResult:
        """Everything about one area itself (not the people in it)."""
        return self.subject(execute, "area", area_no, as_of)

    def subject(self, execute: Execute, kind: str, subject_id: int, as_of: date) -> LiveResult:
        """Everything about one area, site, training or employer itself.

        Raises NightOnly for a kind of subject that live cannot judge, and ValueError for one that is judged
        with its person (ask ``person``).
        """
        scope = scope_of(kind)
        if scope == "person":
            raise ValueError(f"{kind} is judged with its person")
        return self._judge(execute, scope, [subject_id], as_of, {kind: [subject_id]})

    def _judge(
        self,
        execute: Execute,
        scope: str,
        ids: list[int],
        as_of: date,
        covers: dict[str, list[int]],
        packs: list[str] | None = None,
    ) -> LiveResult:
        if packs is None:
            packs = self._in_force(execute, scope, ids, as_of)
        rows = self.sql(scope, packs).run(execute, ids, as_of) if packs else []
        found = {
            name: [{c: row[c] for c in COLUMNS[name]} for row in rows if row["result"] == name]
            for name in COLUMNS
        }
        return LiveResult(**found, covers=covers)

    def _in_force(self, execute: Execute, scope: str, ids: list[int], as_of: date) -> list[str]:
        """The packs in force where these subjects stand."""
        places = " UNION ".join(SCOPES[scope].places)
        sql = (
            f"SELECT DISTINCT r.pack FROM ({places}) AS here JOIN adoption_arearule AS r ON {HOLDS}"
            " WHERE r.as_of = %(as_of)s"
        )
        rows = execute(sql, {"ids": ids, "as_of": as_of}) if ids else []
        return sorted(str(row[0]) for row in rows if row[0] in self.packs)


def _nothing() -> ir.Table:
    """No row, for a scope about which no pack says anything."""
    empty = ibis.table({"n": "int64"}, name="areas_area").filter(ibis.literal(False))
    return empty.select(result=ibis.literal(""), **{c: ibis.null(t) for c, t in WIDE.items()})


def _widened(table: ir.Table, name: str) -> ir.Table:
    """A result with the columns of all results, so that one statement gives them all."""
    columns = {}
    for column, dtype in WIDE.items():
        columns[column] = table[column].cast(dtype) if column in table.columns else ibis.null(dtype)
    return table.select(result=ibis.literal(name), **columns)


WIDE = {
    "pack": "string", "rule": "string", "subject_kind": "string", "subject_id": "int64",
    "person_id": "int64", "household_id": "int64", "area_id": "int64", "since": "date", "until": "date",
    "due_on": "date", "need": "int32", "have": "int32", "met": "boolean", "value": "int64", "bound": "int64",
    "amount_fen": "int64", "payee_kind": "string", "payee_id": "int64", "fund_place": "string", "rank": "int32",
}  # fmt: skip
