"""The one expression: from logical tables and packs to results, on any engine.

Each step is given to ``keep``: DuckDB stores it as a table, PostgreSQL takes it as part of one statement.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any

import ibis
import ibis.expr.types as ir
from ibis.expr.operations import Field, Value

from leye.facts.subjects import subject_facts
from leye.facts.tables import Tables
from leye.facts.words import count_if
from leye.policy import Pack, Rule
from leye.policy.members import MEMBER_PREFIX
from leye.policy.parameters import COLUMN_PREFIX

Keep = Callable[[str, ir.Table], ir.Table]

#: Columns that say whom a row is about.
KEYS = ("subject_id", "person_id", "household_id", "area_id")

#: Kinds of subjects that may stand in a household.
WITH_HOUSEHOLD = ("person", "household", "placement", "spell")


def _expressions(pack: Pack, kind: str) -> list[Any]:
    return [
        expression
        for rule in pack.rules.values()
        if rule.subject.kind == kind
        for expression in rule.expressions().values()
    ]


def used_columns(pack: Pack, kind: str, table: ir.Table) -> set[str]:
    """Names of the columns that the pack's rules about this kind of subject look at."""
    return {name for e in _expressions(pack, kind) for name in columns_of(e, table)}


def columns_of(expression: Any, table: ir.Table) -> list[str]:
    """Names of the columns an expression looks at, each once, in the order they are met."""
    # Only through values: the relations below would name every column there is.
    found = expression.resolve(table).op().find(Field, filter=Value)
    return list(dict.fromkeys(field.name for field in found))


def uses_members(pack: Pack, kind: str) -> bool:
    """Whether a rule about this kind of subject counts members of the household."""
    text = repr(_expressions(pack, kind))
    return any(MEMBER_PREFIX + name in text for name in pack.members)


def keep_nothing(name: str, table: ir.Table) -> ir.Table:
    """Leave every step inside the one statement."""
    return table


class Plan:
    """Everything the packs say, over these tables, on this day."""

    def __init__(
        self,
        packs: Mapping[str, Pack],
        tables: Tables,
        as_of: Any,
        keep: Keep = keep_nothing,
        *,
        everybody: bool = False,
    ) -> None:
        self.packs = dict(sorted(packs.items()))
        self.tables = tables
        self.as_of = as_of
        self.keep = keep
        self.everybody = everybody
        self._kept: dict[str, ir.Table] = {}

    @cached_property
    def numbers(self) -> dict[tuple[str, str], int]:
        """A small number for each (pack, rule), in their order: cheaper to join and sort than two texts."""
        named = sorted((p.id, r) for p in self.packs.values() for r in p.rules)
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
        """The areas that subjects of this kind stand in; for everybody at once, simply all areas."""
        if self.everybody:
            return self.step("areas", lambda: self.tables.areas.select(area_id="no"))
        return self.step(f"{kind}_areas", lambda: self.facts(kind).select("area_id").distinct())

    def parameters(self, kind: str, pack: Pack) -> ir.Table:
        """One row an area that adopted the pack: a column for each of the pack's parameters."""

        def make() -> ir.Table:
            areas = self.areas(kind)
            values = self.tables.area_values
            values = values.filter(values.pack == pack.id, values.as_of == self.as_of)
            # One row a range before areas are looked up: a country has few ranges and very many areas. In an
            # area each parameter has one value only, so any of several ranges can carry it.
            ranges = values.group_by(["lo", "hi"]).agg(
                **{
                    COLUMN_PREFIX + name: values["value"].max(where=values["name"] == name)
                    for name in pack.parameters
                }
            )
            here = areas.join(ranges, [areas.area_id >= ranges.lo, areas.area_id <= ranges.hi])
            names = [COLUMN_PREFIX + name for name in pack.parameters]
            return here.group_by("area_id").agg(**{name: here[name].max() for name in names})

        shared = "all" if self.everybody else kind
        return self.step(f"{shared}_parameters_{pack.id}", make)

    def windows(self, kind: str) -> ir.Table:
        """One row an area and rule in force there: rule_no, since, until, due_on.

        For everybody at once this is one table of all rules for all kinds.
        """
        ours = [(p, r) for p in self.packs.values() for r in p.rules.values()]
        if not self.everybody:
            ours = self.rules(kind, Rule)

        def make() -> ir.Table:
            areas, rules = self.areas(kind), self.tables.area_rules
            names = sorted({rule.name for _, rule in ours})
            rules = rules.filter(rules.as_of == self.as_of, rules.rule.isin(names))
            numbered = ibis.cases(
                *(
                    ((rules.pack == pack.id) & (rules.rule == rule.name), self.numbers[pack.id, rule.name])
                    for pack, rule in ours
                )
            )
            rules = rules.select("lo", "hi", "since", "until", "due_on", rule_no=numbered.cast("int16"))
            rules = rules.filter(rules.rule_no.notnull())
            return areas.join(rules, [areas.area_id >= rules.lo, areas.area_id <= rules.hi]).drop("lo", "hi")

        return self.step("all_windows" if self.everybody else f"{kind}_windows", make)

    def members(self, pack: Pack) -> ir.Table:
        """One row a household with the pack's counts of its members."""

        def make() -> ir.Table:
            people = self.facts("person").join(self.parameters("person", pack), "area_id")
            people = people.filter(people.household_id.notnull())
            counts = {
                MEMBER_PREFIX + m.name: count_if(m.where.resolve(people)).cast("int32")
                for m in pack.members.values()
            }
            return people.group_by("household_id").agg(**counts)

        return self.step(f"members_{pack.id}", make)

    def ready(self, kind: str, pack: Pack) -> ir.Table:
        """Facts with the pack's parameters beside them; only subjects where the pack is adopted.

        Subjects with a household also carry the pack's counts of its members.
        """

        def make() -> ir.Table:
            ready = self.beside(kind, pack)
            return ready.select(*KEYS, *sorted(used_columns(pack, kind, ready) - set(KEYS)))

        return self.step(f"{kind}_ready_{pack.id}", make)

    def beside(self, kind: str, pack: Pack, *, adopted_only: bool = True) -> ir.Table:
        """Facts with every parameter and member count of the pack beside them, not yet kept."""
        facts, parameters = self.facts(kind), self.parameters(kind, pack)
        if adopted_only:
            ready = facts.join(parameters, "area_id")
        else:
            ready = facts.left_join(parameters, "area_id").drop("area_id_right")
        if kind in WITH_HOUSEHOLD and uses_members(pack, kind):
            ready = ready.left_join(self.members(pack), "household_id").drop("household_id_right")
        return ready

    def meeting(self, kind: str, pack: Pack, rule: Rule) -> ir.Table:
        """The subjects that meet every condition of the rule, ready for its other expressions."""
        ready = self.ready(kind, pack)
        return ready.filter(*(c.test for c in rule.conditions)) if rule.conditions else ready

    def named(self, kind: str, table: ir.Table) -> ir.Table:
        """Rule numbers back to pack and rule names, and the kind of subject."""
        ours = [
            (self.numbers[pack.id, rule.name], pack.id, rule.name) for pack, rule in self.rules(kind, Rule)
        ]
        return table.mutate(
            pack=ibis.cases(*((table.rule_no == number, pack) for number, pack, _ in ours)),
            rule=ibis.cases(*((table.rule_no == number, rule) for number, _, rule in ours)),
            subject_kind=ibis.literal(kind),
        )

    def number(self, pack: Pack, rule: Rule) -> ir.Value:
        """The rule's number as a column."""
        return ibis.literal(self.numbers[pack.id, rule.name], "int16")
