"""Why each rule applied to somebody at an earlier run: asked of the snapshot and the packs that the run kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import ibis
import ibis.expr.types as ir

from leye.engine.archive import SOURCES, Record, check_sources
from leye.engine.asking import Found, explain_rule, explained, question
from leye.engine.dialects import on_day, to_sql
from leye.engine.duck import connect
from leye.engine.explain import CLAIM_COLUMNS, KINDS
from leye.engine.explanation import Explanation, RuleExplanation
from leye.engine.marks import DAY_MARK, IDS_MARK
from leye.engine.plan import Plan
from leye.engine.scopes import PEOPLE_TABLES, narrowed_tables
from leye.facts.tables import Tables
from leye.packs.loader import load_kept_packs
from leye.policy import Benefit, Pack

#: Kinds of subjects that hang on no person.
WITHOUT_PEOPLE = ("area", "site", "training", "employer", "claim", "reading")
TOGETHER = 20_000

ASKED_SQL = """
CREATE OR REPLACE TABLE asked_ids AS
SELECT id FROM ledger_person WHERE id IN (SELECT unnest($1::BIGINT[])) OR household_id IN
(SELECT household_id FROM ledger_person WHERE id IN (SELECT unnest($1::BIGINT[])))
"""

IN_FORCE_SQL = """
SELECT DISTINCT r.pack FROM ledger_person p JOIN adoption_arearule r ON p.area_id BETWEEN r.lo AND r.hi
WHERE p.id IN (SELECT id FROM asked_ids) AND r.as_of = ?
"""


def explain_then(folder: Path, person_id: int) -> Explanation:
    """Every rule about a person as a kept run saw it, of the documents in force then.

    Without rules when the person was not there.
    Raises RecordBroken when the run kept no packs, PackBroken or duckdb.Error when a file of it is damaged.
    """
    record = Record.read(folder)
    as_of = date.fromisoformat(record.as_of)
    check_sources(folder, record)
    packs = load_kept_packs(folder / SOURCES)
    rules: list[RuleExplanation] = []
    with connect(folder / "snapshot") as connection:
        _ask_about(connection, [person_id])
        found = _found(connection, folder)
        tables, keep = narrowed_tables(PEOPLE_TABLES), _Keeper(connection, as_of)
        here = {row[0] for row in connection.execute(IN_FORCE_SQL, [as_of]).fetchall()}
        for pack in (packs[name] for name in sorted(here & packs.keys())):
            plan = Plan({pack.id: pack}, tables, ibis.literal(DAY_MARK), keep)
            for kind in KINDS:
                asked = question(plan, pack, kind)
                if asked is None:
                    continue
                for row in _rows(connection, _to_sql(asked.table, as_of)):
                    if kind == "household" or row["person_id"] == person_id:
                        rules += explained(asked, row, found, as_of)
    return Explanation(person_id, as_of, tuple(rules))


@dataclass(frozen=True)
class Wanted:
    """A finding or an entitlement of a run whose reasons are asked for."""

    pack: str
    rule: str
    subject_kind: str
    subject_id: int
    person_id: int | None
    value: int | None
    bound: int | None

    @property
    def row(self) -> Mapping[str, Any]:
        """As a row of the results."""
        return {**vars(self), "amount_fen": self.value}


def reasons(folder: Path, wanted: Sequence[Wanted]) -> Iterator[tuple[Wanted, list[str]]]:
    """The sentences behind findings and entitlements of a kept run, in no fixed order.

    What the run's snapshot does not hold is left out. Raises as `explain_then` does.
    """
    record = Record.read(folder)
    as_of = date.fromisoformat(record.as_of)
    packs = load_kept_packs(folder / SOURCES)
    with connect(folder / "snapshot") as connection:
        alone = [w for w in wanted if w.subject_kind in WITHOUT_PEOPLE]
        others = [w for w in wanted if w.subject_kind not in WITHOUT_PEOPLE]
        parts = [(alone, Tables.of())] if alone else []
        parts += [
            (others[at : at + TOGETHER], narrowed_tables(PEOPLE_TABLES)) for at in range(0, len(others), TOGETHER)
        ]  # fmt: skip
        for some, tables in parts:
            _ask_about(connection, [w.person_id for w in some if w.person_id is not None])
            plan = Plan(packs, tables, ibis.literal(DAY_MARK), _Keeper(connection, as_of))
            yield from _told(connection, plan, packs, some, as_of)


def _told(
    connection: duckdb.DuckDBPyConnection,
    plan: Plan,
    packs: Mapping[str, Pack],
    wanted: Sequence[Wanted],
    as_of: date,
) -> Iterator[tuple[Wanted, list[str]]]:
    by_question: dict[tuple[str, str], dict[int, list[Wanted]]] = {}
    for one in wanted:
        about = by_question.setdefault((one.pack, one.subject_kind), {})
        about.setdefault(one.subject_id, []).append(one)
    for (pack_id, kind), subjects in by_question.items():
        asked = question(plan, packs[pack_id], kind) if pack_id in packs else None
        if asked is None:
            continue
        for row in _rows(connection, _to_sql(asked.table, as_of)):
            for one in subjects.get(row["subject_id"], ()):
                rule = packs[pack_id].rules.get(one.rule)
                if rule is not None:
                    benefit = isinstance(rule, Benefit)
                    found = Found(entitlements=[one.row]) if benefit else Found(findings=[one.row])
                    yield one, explain_rule(asked, rule, row, found, as_of).sentences()


def _ask_about(connection: duckdb.DuckDBPyConnection, people: Sequence[int]) -> None:
    """Narrow what follows to these people and the members of their households."""
    connection.execute(ASKED_SQL, [list(people)])


class _Keeper:
    """Keeps each step of the plan as a small table."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, as_of: date) -> None:
        self.connection, self.as_of = connection, as_of

    def __call__(self, name: str, table: ir.Table) -> ir.Table:
        self.connection.execute(f"CREATE OR REPLACE TABLE step_{name} AS {_to_sql(table, self.as_of)}")
        return ibis.table(table.schema(), name=f"step_{name}")


def _to_sql(table: ir.Table, as_of: date) -> str:
    return on_day(to_sql(table), as_of).replace(str(IDS_MARK), "SELECT id FROM asked_ids")


def _found(connection: duckdb.DuckDBPyConnection, folder: Path) -> Found:
    """The results of the run about these people and their households, and the claims standing then."""

    def about(name: str) -> list[Mapping[str, Any]]:
        path = (folder / f"{name}.parquet").as_posix().replace("'", "''")
        return _rows(
            connection,
            f"SELECT * FROM read_parquet('{path}') WHERE person_id IN (SELECT id FROM asked_ids)"
            " OR (subject_kind = 'household' AND subject_id IN"
            " (SELECT household_id FROM ledger_person WHERE id IN (SELECT id FROM asked_ids)))",
        )

    claims = _rows(
        connection,
        f"SELECT {', '.join(CLAIM_COLUMNS)} FROM benefits_claim WHERE person_id IN (SELECT id FROM asked_ids)"
        " AND state IN ('approved', 'paid') ORDER BY decided_on, id",
    )
    return Found(about("duties"), about("findings"), about("entitlements"), claims)


def _rows(connection: duckdb.DuckDBPyConnection, sql: str) -> list[Mapping[str, Any]]:
    cursor = connection.execute(sql)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
