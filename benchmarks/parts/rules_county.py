"""What a county looks at, our way: one pass of DuckDB over prepared facts, numbers looked up by county.

The rules of all packs about one kind of subject; each gives by county how many it applies to, how many of them are
done, and how many yuan (fen). The expressions are those of the packs, none is written again for the comparison.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, reduce
from operator import and_
from pathlib import Path
from typing import Any

import duckdb
import ibis
import ibis.expr.types as ir
import pyarrow as pa

from benchmarks.parts.night_world import AS_OF
from leye.engine.dialects import on_day, to_sql
from leye.engine.duck import connect
from leye.engine.marks import DAY_MARK
from leye.engine.plan import Plan
from leye.engine.results import duties
from leye.facts.tables import Tables
from leye.policy import Benefit, Duty, Indicator, Limit, Pack, Rule
from leye.policy.members import MEMBER_PREFIX
from leye.policy.parameters import COLUMN_PREFIX

_TYPES = {
    "BIGINT": "int64", "INTEGER": "int32", "SMALLINT": "int16", "TINYINT": "int8", "BOOLEAN": "boolean",
    "VARCHAR": "string", "DATE": "date",
}  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """One rule: its conditions, whether it is done, and its amount, over the prepared columns."""

    name: str
    tests: tuple[Any, ...]
    done: Any
    amount: Any


class County:
    """DuckDB over a snapshot: the facts of one kind of subject prepared once, with those who owe and have."""

    def __init__(self, snapshot: Path, packs: Mapping[str, Pack], kind: str) -> None:
        self.kind = kind
        self.packs = dict(sorted(packs.items()))
        self.connection: duckdb.DuckDBPyConnection = connect(snapshot)
        self.steps: list[tuple[str, str]] = []
        self.plan = Plan(self.packs, Tables.of(), ibis.literal(DAY_MARK), self._keep, everybody=True)
        self.concerned = [pack for pack in self.packs.values() if self._rules(pack)]
        for pack in self.concerned:
            self.plan.ready(kind, pack)
        done = duties(self.plan, kind)
        if done is not None:
            self._keep("duties", done)

    def _rules(self, pack: Pack) -> list[Rule]:
        return [r for r in pack.rules.values() if r.subject.kind == self.kind]

    def _keep(self, name: str, table: ir.Table) -> ir.Table:
        self.steps.append((f"step_{name}", on_day(to_sql(table), AS_OF)))
        return ibis.table(table.schema(), name=f"step_{name}")

    def facts(self) -> float:
        """Facts, counts of household members and of what was done, and the prepared tables; seconds."""
        began = time.perf_counter()
        for name, sql in self.steps:
            self.connection.execute(f"CREATE OR REPLACE TABLE {name} AS {sql}")
        self._prepare()
        return time.perf_counter() - began

    def _prepare(self) -> None:
        """`prepared`: a row a subject, its county, facts and counts, by pack where packs count otherwise.

        `values_by_county`: a row a county with every number of every pack. Numbers take the narrowest type.
        """
        columns = ["county, f.subject_id, f.area_id"]
        joins = ""
        for place, pack in enumerate(self.concerned):
            table = f"step_{self.kind}_ready_{pack.id}"
            names = [name for name in self._columns(table) if name.startswith(MEMBER_PREFIX)]
            columns += [f"r{place}.{name} AS {pack.id}__{name}" for name in names]
            if names:
                joins += f" LEFT JOIN {table} AS r{place} ON r{place}.subject_id = f.subject_id"
        facts = [
            name for name in self._columns(f"step_{self.kind}_facts")
            if name not in ("subject_id", "area_id")
        ]  # fmt: skip
        columns += [f"f.{name}" for name in facts]
        if any(name == "step_duties" for name, _ in self.steps):
            number = self.plan.numbers
            have = [
                f"max(have) FILTER (rule_no = {number[pack.id, rule.name]}) AS have_{pack.id}__{rule.name}"
                for pack in self.concerned for rule in self._rules(pack) if isinstance(rule, Duty)
            ]  # fmt: skip
            owed = f"SELECT subject_id, {', '.join(have)} FROM step_duties GROUP BY subject_id"
            joins += f" LEFT JOIN ({owed}) AS d ON d.subject_id = f.subject_id"
            columns.append("d.* EXCLUDE (subject_id)")
        run = self.connection.execute
        run(
            "CREATE OR REPLACE TABLE counties AS SELECT (row_number() OVER (ORDER BY no) - 1)::SMALLINT AS county,"
            " no, last FROM areas_area WHERE level = 3 AND EXISTS (FROM adoption_arearule AS r WHERE r.lo = no)"
        )
        run(
            "CREATE OR REPLACE TABLE place AS SELECT a.no AS area_id, county FROM areas_area AS a JOIN counties AS c"
            " ON a.no BETWEEN c.no AND c.last"
        )
        run(
            f"CREATE OR REPLACE TABLE wide AS SELECT {', '.join(columns)} FROM step_{self.kind}_facts AS f"
            f" JOIN place USING (area_id){joins} ORDER BY county, f.subject_id"
        )
        self._narrow("wide", "prepared")
        self.connection.register("incoming", self._values())
        run("CREATE OR REPLACE TABLE wide AS SELECT * FROM incoming")
        self.connection.unregister("incoming")
        self._narrow("wide", "values_by_county")
        run("DROP TABLE wide")

    def _values(self) -> pa.Table:
        """Every number of every pack by county."""
        found = self.connection.execute(
            "SELECT county, pack || '__p__' || name, max(value) FROM counties AS c JOIN adoption_areavalue AS v"
            " ON c.no BETWEEN v.lo AND v.hi GROUP BY ALL"
        ).fetchall()
        places = 1 + max(county for county, _, _ in found)
        names = [
            f"{pack.id}__{COLUMN_PREFIX}{name}" for pack in self.concerned for name in ("", *pack.parameters)
        ]
        columns: dict[str, list[int | None]] = {name: [None] * places for name in names}
        for county, name, value in found:
            if name in columns:
                columns[name][county] = value
        return pa.table(
            {
                "county": pa.array(range(places), pa.int16()),
                **{n: pa.array(v, pa.int64()) for n, v in columns.items()},
            }
        )

    def _narrow(self, source: str, target: str) -> None:
        """A copy whose whole numbers have the narrowest type that holds them."""
        described = self.connection.execute(f"DESCRIBE {source}").fetchall()
        numbers = [r[0] for r in described if r[1] in ("BIGINT", "INTEGER") and not r[0].endswith("_id")]
        bounds = ", ".join(f"max(abs({name}))" for name in numbers) or "0"
        most = self.connection.execute(f"SELECT {bounds} FROM {source}").fetchall()[0]
        types = {
            name: "TINYINT" if (bound or 0) < 128 else "SMALLINT" if bound < 32768 else
            "INTEGER" if bound < 2**31 else "BIGINT"
            for name, bound in zip(numbers, most, strict=bool(numbers))
        }  # fmt: skip
        replaced = ", ".join(f"{name}::{dtype} AS {name}" for name, dtype in types.items())
        star = f"* REPLACE ({replaced})" if replaced else "*"
        self.connection.execute(f"CREATE OR REPLACE TABLE {target} AS SELECT {star} FROM {source}")

    def _columns(self, table: str) -> list[str]:
        return [str(row[0]) for row in self.connection.execute(f"DESCRIBE {table}").fetchall()]

    def table(self, name: str) -> ir.Table:
        """A DuckDB table as Ibis sees it, with its narrow types."""
        described = self.connection.execute(f"DESCRIBE {name}").fetchall()
        return ibis.table({row[0]: _TYPES[row[1]] for row in described}, name=name)

    @cached_property
    def joined(self) -> ir.Table:
        """Subjects with the numbers of their county beside them."""
        return self.table("prepared").join(self.table("values_by_county"), "county")

    @cached_property
    def asked(self) -> list[Asked]:
        """The rules that are in force in every county, in order."""
        everywhere = {
            (pack, rule)
            for pack, rule in self.connection.execute(
                "SELECT pack, rule FROM adoption_arearule JOIN counties ON no BETWEEN lo AND hi GROUP BY ALL"
                " HAVING count(*) = (SELECT count(*) FROM counties)"
            ).fetchall()
        }
        found = []
        for pack in self.concerned:
            seen = Seen(self.joined, pack.id)
            for rule in self._rules(pack):
                if (pack.id, rule.name) in everywhere:
                    found.append(self._ask(pack, rule, seen))
        return found

    def _ask(self, pack: Pack, rule: Rule, seen: Seen) -> Asked:
        def of(expression: Any) -> Any:
            return expression.resolve(seen)

        done = amount = None
        if isinstance(rule, Duty):
            done = self.joined[f"have_{pack.id}__{rule.name}"].fill_null(0) >= of(rule.at_least)
        elif isinstance(rule, Limit):
            done = of(rule.value) > of(rule.at_most)
        elif isinstance(rule, Indicator) and rule.counts is not None:
            done = of(rule.counts)
        elif isinstance(rule, Benefit) and rule.amount is not None:
            amount = of(rule.amount)
        return Asked(f"{pack.id}__{rule.name}", tuple(of(c.test) for c in rule.conditions), done, amount)

    @cached_property
    def once(self) -> tuple[ir.Table, dict[str, tuple[Any, Any, Any]]]:
        """Every distinct condition once a subject, and how rules are put together from them.

        A rule gives: it applies; it is done (None where nothing is done); its amount (None without one).
        """
        names: dict[Any, str] = {}

        def named(value: Any) -> str:
            return names.setdefault(value.op(), f"v{len(names)}")

        parts = [([named(t) for t in a.tests], a.done is not None and named(a.done),
                  a.amount is not None and named(a.amount)) for a in self.asked]  # fmt: skip
        values = {name: op.to_expr() for op, name in names.items()}
        values = {n: v.fill_null(False) if v.type().is_boolean() else v for n, v in values.items()}
        table = self.joined.select("county", "subject_id", **values)
        answers = {}
        for asked, (tests, done, amount) in zip(self.asked, parts, strict=True):
            applies = reduce(and_, [table[name] for name in tests] or [table.county.notnull()])
            answers[asked.name] = (
                applies, applies & table[done] if done else None,
                ibis.ifelse(applies, table[amount].fill_null(0), 0) if amount else None,
            )  # fmt: skip
        return table, answers

    @cached_property
    def answers_sql(self) -> str:
        """Every answer of every subject, in the order of their ids."""
        table, answers = self.once
        columns = {
            f"{name}__{what}": value
            for name, three in answers.items()
            for what, value in zip(WHAT, three, strict=True)
            if value is not None
        }
        return to_sql(table.select("subject_id", **columns).order_by("subject_id"))

    @cached_property
    def by_county_sql(self) -> str:
        """What a county looks at: a row a county, by rule how many, how many done, how much."""
        table, answers = self.once
        sums = {}
        for name, (applies, done, amount) in answers.items():
            # Sums of yes and no: a count with a filter takes DuckDB twice as long.
            sums[f"{name}__applies"] = applies.sum()
            if done is not None:
                sums[f"{name}__done"] = done.sum()
            if amount is not None:
                sums[f"{name}__fen"] = amount.sum()
        return to_sql(table.group_by("county").agg(**sums).order_by("county"))

    def by_county(self) -> tuple[float, dict[str, Any]]:
        """Seconds of the one pass, and what it found as arrays by county."""
        sql = self.by_county_sql
        began = time.perf_counter()
        found = self.connection.execute(sql).fetchnumpy()
        took = time.perf_counter() - began
        found.pop("county")
        return took, found

    def threads(self, number: int) -> None:
        """Let DuckDB use so many threads."""
        self.connection.execute(f"SET threads = {number}")


#: What a rule gives.
WHAT = ("applies", "done", "fen")


class Seen:
    """The prepared columns under the names that a pack's expressions use."""

    def __init__(self, joined: ir.Table, pack: str) -> None:
        self.joined, self.pack = joined, pack

    def __getitem__(self, name: str) -> ir.Value:
        own = name.startswith((COLUMN_PREFIX, MEMBER_PREFIX))
        return self.joined[f"{self.pack}__{name}" if own else name]
