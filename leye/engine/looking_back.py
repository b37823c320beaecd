"""Why each rule applied to somebody at an earlier run: asked of the snapshot and the packs that the run kept."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import ibis
import ibis.expr.types as ir

from leye.engine.archive import SOURCES, Record
from leye.engine.asking import Found, explained, question
from leye.engine.dialects import on_day, to_sql
from leye.engine.duck import connect
from leye.engine.explain import CLAIM_COLUMNS, KINDS
from leye.engine.explanation import Explanation, RuleExplanation
from leye.engine.live import PEOPLE_TABLES, narrowed_tables
from leye.engine.marks import DAY_MARK, IDS_MARK
from leye.engine.plan import Plan
from leye.packs.loader import load_kept_packs

HOUSEHOLD_SQL = """
SELECT DISTINCT m.id FROM ledger_person p JOIN ledger_person m ON m.id = p.id OR m.household_id = p.household_id
WHERE p.id = ?
"""


def explain_then(folder: Path, person_id: int) -> Explanation:
    """Every rule about a person as a kept run saw it; without rules when the person was not there.

    Raises RecordBroken when the run kept no packs, PackBroken or duckdb.Error when a file of it is damaged.
    """
    record = Record.read(folder)
    as_of = date.fromisoformat(record.as_of)
    packs = load_kept_packs(folder / SOURCES)
    rules: list[RuleExplanation] = []
    with connect(folder / "snapshot") as connection:
        people = [int(row[0]) for row in connection.execute(HOUSEHOLD_SQL, [person_id]).fetchall()]
        connection.execute("CREATE TABLE asked_ids AS SELECT unnest($1::BIGINT[]) AS id", [people])
        found = _found(connection, folder, people)
        plan = Plan(packs, narrowed_tables(PEOPLE_TABLES), ibis.literal(DAY_MARK), _Keeper(connection, as_of))
        for pack in packs.values():
            for kind in KINDS:
                asked = question(plan, pack, kind)
                if asked is None:
                    continue
                for row in _rows(connection, _to_sql(asked.table, as_of)):
                    if kind == "household" or row["person_id"] == person_id:
                        rules += explained(asked, row, found, as_of)
    return Explanation(person_id, as_of, tuple(rules))


class _Keeper:
    """Keeps each step of the plan as a small table."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, as_of: date) -> None:
        self.connection, self.as_of = connection, as_of

    def __call__(self, name: str, table: ir.Table) -> ir.Table:
        self.connection.execute(f"CREATE TABLE step_{name} AS {_to_sql(table, self.as_of)}")
        return ibis.table(table.schema(), name=f"step_{name}")


def _to_sql(table: ir.Table, as_of: date) -> str:
    return on_day(to_sql(table), as_of).replace(str(IDS_MARK), "SELECT id FROM asked_ids")


def _found(connection: duckdb.DuckDBPyConnection, folder: Path, people: list[int]) -> Found:
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
