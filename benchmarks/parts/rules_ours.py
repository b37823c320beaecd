"""The same rules as the pack has them: prepared facts, the pack's own expressions over them, and the engine's path."""

from __future__ import annotations

import time
from functools import reduce
from operator import and_
from pathlib import Path
from typing import Any

import duckdb
import ibis
import ibis.expr.types as ir

from benchmarks.parts.night_world import AS_OF
from leye.engine.batch import DAY_NAME, connect, to_sql
from leye.engine.figures import members
from leye.engine.marks import DAY_MARK
from leye.engine.plan import Plan
from leye.engine.results import duties, entitlements
from leye.facts.tables import GIVEN, Tables
from leye.policy import Duty, Indicator, Pack, Rule, Services, Statements

KIND = "person"
DAY = f"DATE '{AS_OF.isoformat()}'"

_TYPES = {
    "BIGINT": "int64", "INTEGER": "int32", "SMALLINT": "int16", "BOOLEAN": "boolean", "VARCHAR": "string",
    "DATE": "date",
}  # fmt: skip


class Ours:
    """DuckDB over a snapshot, with the steps of the engine's plan about people."""

    def __init__(self, snapshot: Path, pack: Pack) -> None:
        self.pack = pack
        self.connection: duckdb.DuckDBPyConnection = connect(snapshot)
        self.steps: list[tuple[str, str]] = []
        plan = Plan({pack.id: pack}, Tables.of(), ibis.literal(DAY_MARK), self._keep, everybody=True)
        plan.ready(KIND, pack)
        plan.windows(KIND)
        self.before_rules = len(self.steps)
        for name, table in (
            ("duties", duties(plan, KIND)),
            ("entitlements", entitlements(plan, KIND)),
            ("measured", members(plan, KIND)),
        ):
            if table is not None:
                self._keep(name, table)

    def _keep(self, name: str, table: ir.Table) -> ir.Table:
        self.steps.append((f"step_{name}", to_sql(table).replace(DAY_NAME, DAY)))
        return ibis.table(table.schema(), name=f"step_{name}")

    def facts(self) -> float:
        """Facts, parameters by area, counts of households and windows; seconds."""
        return self._run(self.steps[: self.before_rules])

    def rules(self) -> float:
        """The engine's own way from facts to duties, entitlements and the people of indicators; seconds."""
        return self._run(self.steps[self.before_rules :])

    def _run(self, steps: list[tuple[str, str]]) -> float:
        began = time.perf_counter()
        for name, sql in steps:
            self.connection.execute(f"CREATE OR REPLACE TABLE {name} AS {sql}")
        return time.perf_counter() - began

    def named_rules(self) -> dict[str, Rule]:
        """Rules about people, by name."""
        return {name: rule for name, rule in self.pack.rules.items() if rule.subject.kind == KIND}

    def counts(self) -> float:
        """Table `counts`: for every person how often each service was given in its window; seconds.

        Written apart from the engine, so that equal answers also check its counting. Raises ValueError when a rule has
        several windows, which this plain SQL has no room for.
        """
        began = time.perf_counter()
        self.connection.execute(f"CREATE OR REPLACE TABLE counts AS {self._counts_sql()}")
        return time.perf_counter() - began

    def _counts_sql(self) -> str:
        """Columns `done_<rule>`: plain counts in one pass; where the same item counts once, a pass that takes items together."""
        given = ", ".join(f"'{outcome}'" for outcome in GIVEN)
        records = f"casework_servicerecord WHERE outcome IN ({given}) AND served_on <= {DAY}"
        plain, joined, columns = [], "", []
        for name, rule in self.named_rules().items():
            evidence = getattr(rule, "done_by", None)
            if not isinstance(evidence, Services | Statements):
                continue
            since, until = self._window(name)
            columns.append(f"done_{name}")
            if isinstance(evidence, Statements):
                some = f"SELECT person_id FROM ledger_intention WHERE stated_on BETWEEN {since} AND least({until}, {DAY})"
                joined += _also(name, some)
                continue
            kinds = ", ".join(f"'{kind}'" for kind in evidence.kinds)
            test = f"kind IN ({kinds}) AND served_on BETWEEN {since} AND {until}"
            if evidence.distinct is not None:
                once = f"SELECT person_id, item_key FROM {records} AND {test}"
                some = f"SELECT DISTINCT * FROM ({once} AND item_key <> '') UNION ALL {once} AND coalesce(item_key, '') = ''"
                joined += _also(name, f"SELECT person_id FROM ({some})")
                continue
            if getattr(rule, "clock_from", None) is not None:
                start = f"coalesce(registered_on, {since})"
                test = f"kind IN ({kinds}) AND served_on BETWEEN {start} AND {until}"
            plain.append(f"(count(*) FILTER (WHERE {test}))::INTEGER AS done_{name}")
        counted = (
            f"SELECT person_id, {', '.join(plain)} FROM (SELECT * FROM {records}) AS s"
            " JOIN (SELECT person_id, registered_on FROM step_person_facts) AS r USING (person_id) GROUP BY person_id"
        )
        return (
            f"SELECT f.person_id, {', '.join(columns)} FROM (SELECT person_id FROM step_person_facts) AS f"
            f" LEFT JOIN ({counted}) USING (person_id){joined}"
        )

    def _window(self, rule: str) -> tuple[str, str]:
        found = self.connection.execute(
            "SELECT DISTINCT since, until FROM adoption_arearule WHERE rule = ?", [rule]
        ).fetchall()
        if len(found) > 1:
            raise ValueError(
                f"rule {rule} has {len(found)} windows in this population; the comparison expects one"
            )
        since, until = found[0] if found else (None, None)
        return (f"DATE '{since}'", f"DATE '{until}'") if found else ("NULL::DATE", "NULL::DATE")

    def prepare(self) -> int:
        """Table `prepared`: one row a person with all that the rules look at. Gives the number of people."""
        done = ", ".join(
            f"coalesce(done_{name}, 0)::INTEGER AS done_{name}"
            for name, rule in self.named_rules().items()
            if isinstance(rule, Duty | Indicator)
        )
        self.connection.execute(
            f"CREATE OR REPLACE TABLE prepared AS SELECT ready.*, {done} FROM step_person_ready_{self.pack.id} AS ready"
            " LEFT JOIN counts ON counts.person_id = ready.subject_id ORDER BY subject_id"
        )
        ((people,),) = self.connection.execute("SELECT count(*) FROM prepared").fetchall()
        return int(people)

    def answers_sql(self) -> str:
        """One SELECT over `prepared`: a Boolean a person for each rule and for each duty done, by the pack's expressions.

        A condition that several rules share is worked out once, as openfisca does with a variable that several ask for.
        """
        described = self.connection.execute("DESCRIBE prepared").fetchall()
        table = ibis.table({row[0]: _TYPES[row[1]] for row in described}, name="prepared")
        tests: dict[Any, str] = {}

        def named(test: Any) -> str:
            return tests.setdefault(test.op(), f"test_{len(tests)}")

        asked: dict[str, list[str]] = {}
        for name, rule in self.named_rules().items():
            asked[name] = [named(condition.test.resolve(table)) for condition in rule.conditions]
            if isinstance(rule, Duty | Indicator) and rule.at_least is not None:
                enough = table[f"done_{name}"] >= rule.at_least.resolve(table)
                asked[f"{name}_met"] = [*asked[name], named(enough)]
        once = table.select(
            "subject_id", **{name: op.to_expr().fill_null(False) for op, name in tests.items()}
        )
        answers = {name: reduce(and_, (once[test] for test in parts)) for name, parts in asked.items()}
        return to_sql(once.select("subject_id", **answers))

    def answer(self) -> float:
        """Table `answers` from `prepared`; seconds."""
        sql = self.answers_sql()
        began = time.perf_counter()
        self.connection.execute(f"CREATE OR REPLACE TABLE answers AS {sql}")
        return time.perf_counter() - began

    def threads(self, number: int) -> None:
        """Let DuckDB use so many threads."""
        self.connection.execute(f"SET threads = {number}")


def _also(name: str, rows: str) -> str:
    """A further column of counts: how many of the rows each person has."""
    return (
        f" LEFT JOIN (SELECT person_id, count(*)::INTEGER AS done_{name} FROM ({rows}) GROUP BY person_id)"
        " USING (person_id)"
    )
