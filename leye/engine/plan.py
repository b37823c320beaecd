"""The one expression: from logical tables and packs to results, on any engine.

Each step is given to ``keep``: DuckDB stores it as a table, PostgreSQL takes it as part of one statement.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any

import ibis
import ibis.expr.types as ir

from leye.engine.evidence import counted
from leye.facts.subjects import subject_facts
from leye.facts.tables import Tables
from leye.facts.words import union_all
from leye.policy import Duty, Evidence, Pack, Reached, Rule
from leye.policy.parameters import COLUMN_PREFIX

Keep = Callable[[str, ir.Table], ir.Table]

#: Columns of a duty result, in order.
DUTY_COLUMNS = (
    "pack", "rule", "subject_kind", "subject_id", "person_id", "household_id", "area_id",
    "since", "until", "due_on", "need", "have", "met",
)  # fmt: skip

KEYS = ("subject_id", "person_id", "household_id", "area_id")


def keep_nothing(name: str, table: ir.Table) -> ir.Table:
    """Leave every step inside the one statement."""
    return table


class Plan:
    """Everything the packs say, over these tables, on this day."""

    def __init__(
        self, packs: Mapping[str, Pack], tables: Tables, as_of: Any, keep: Keep = keep_nothing
    ) -> None:
        self.packs = dict(sorted(packs.items()))
        self.tables = tables
        self.as_of = as_of
        self.keep = keep
        self._kept: dict[str, ir.Table] = {}

    @cached_property
    def numbers(self) -> dict[tuple[str, str], int]:
        """A small number for each (pack, rule): joins on it are cheaper than on two texts."""
        named = [(p.id, r) for p in self.packs.values() for r in p.rules]
        return {key: number for number, key in enumerate(named)}

    def rules(self, kind: str, of: type[Rule]) -> list[tuple[Pack, Rule]]:
        """The rules of one class about one kind of subject, with their packs."""
        return [
            (pack, rule)
            for pack in self.packs.values()
            for rule in pack.rules.values()
            if rule.subject.kind == kind and isinstance(rule, of)
        ]

    def step(self, name: str, make: Callable[[], ir.Table]) -> ir.Table:
        """A named step, made once and given to ``keep``."""
        if name not in self._kept:
            self._kept[name] = self.keep(name, make())
        return self._kept[name]

    def facts(self, kind: str) -> ir.Table:
        """One row a subject of this kind, with its keys and facts."""
        return self.step(f"{kind}_facts", lambda: subject_facts(kind, self.tables, self.as_of, self.facts))

    def areas(self, kind: str) -> ir.Table:
        """The areas that subjects of this kind stand in."""
        return self.step(f"{kind}_areas", lambda: self.facts(kind).select("area_id").distinct())

    def parameters(self, kind: str, pack: Pack) -> ir.Table:
        """One row an area that adopted the pack: a column for each of the pack's parameters."""

        def make() -> ir.Table:
            areas = self.areas(kind)
            values = self.tables.area_values
            values = values.filter(values.pack == pack.id, values.as_of == self.as_of)
            here = areas.join(values, [areas.area_id >= values.lo, areas.area_id <= values.hi])
            columns = {
                COLUMN_PREFIX + name: here["value"].max(where=here["name"] == name)
                for name in pack.parameters
            }
            return here.group_by("area_id").agg(**columns)

        return self.step(f"{kind}_parameters_{pack.id}", make)

    def windows(self, kind: str) -> ir.Table:
        """One row an area and rule in force there: rule_no, since, until, due_on."""

        def make() -> ir.Table:
            areas, rules = self.areas(kind), self.tables.area_rules
            rules = rules.filter(rules.as_of == self.as_of)
            numbered = ibis.cases(
                *(
                    ((rules.pack == pack.id) & (rules.rule == rule.name), self.numbers[pack.id, rule.name])
                    for pack, rule in self.rules(kind, Rule)
                )
            )
            rules = rules.select("lo", "hi", "since", "until", "due_on", rule_no=numbered.cast("int16"))
            rules = rules.filter(rules.rule_no.notnull())
            return areas.join(rules, [areas.area_id >= rules.lo, areas.area_id <= rules.hi]).drop("lo", "hi")

        return self.step(f"{kind}_windows", make)

    def ready(self, kind: str, pack: Pack) -> ir.Table:
        """Facts with the pack's parameters beside them; only subjects where the pack is adopted."""
        return self.facts(kind).join(self.parameters(kind, pack), "area_id")

    def named(self, kind: str, table: ir.Table) -> ir.Table:
        """Rule numbers back to pack and rule names, and the kind of subject."""
        ours = [(self.numbers[key], key) for key in self.numbers]
        pack = ibis.cases(*((table.rule_no == n, key[0]) for n, key in ours))
        rule = ibis.cases(*((table.rule_no == n, key[1]) for n, key in ours))
        return table.mutate(pack=pack, rule=rule, subject_kind=ibis.literal(kind))

    def duties(self, kind: str) -> ir.Table:
        """Every duty that applies to a subject of this kind now, with need, have and met."""
        rules = [(p, r) for p, r in self.rules(kind, Duty) if isinstance(r, Duty)]
        evidence: dict[Evidence, int] = {}
        due = union_all([self._due(kind, pack, rule, evidence) for pack, rule in rules])
        due = due.join(self.windows(kind), ["rule_no", "area_id"])
        due = self.step(f"{kind}_due", lambda: due)
        result = counted(kind, due, evidence, self.tables, self.as_of)
        result = self.named(kind, result.mutate(met=result.have >= result.need))
        return result.select(*DUTY_COLUMNS)

    def _due(self, kind: str, pack: Pack, rule: Duty, evidence: dict[Evidence, int]) -> ir.Table:
        ready = self.ready(kind, pack).filter(*(c.test for c in rule.conditions))
        reached = rule.done_by if isinstance(rule.done_by, Reached) else None
        key = None if reached else evidence.setdefault(rule.done_by, len(evidence))
        switch = rule.done_by.switch
        columns = {
            "rule_no": ibis.literal(self.numbers[pack.id, rule.name], "int16"),
            "need": rule.at_least.resolve(ready).cast("int32"),
            "counts_from": ibis.null("date")
            if rule.counts_from is None
            else rule.counts_from.resolve(ready).cast("date"),
            "reached": reached.value.resolve(ready).cast("int32") if reached else ibis.null("int32"),
            "evidence": ibis.null("int16") if key is None else ibis.literal(key, "int16"),
            "switch": ibis.literal(False) if switch is None else switch.resolve(ready) == 1,
        }
        return ready.select(*KEYS, **columns)

