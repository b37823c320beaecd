"""The one expression: from logical tables and packs to results, on any engine.

Each step is given to ``keep``: DuckDB stores it as a table, PostgreSQL takes it as part of one statement.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import Any

import ibis
import ibis.expr.types as ir

from leye.engine.counts import with_counts
from leye.engine.needed import (
    KEYS,
    all_counts_used,
    blank,
    columns_of,
    counts_in,
    expressions,
    wanted_facts,
    worth_counting,
)
from leye.facts.groups import with_codes
from leye.facts.subjects import LINKS, subject_facts
from leye.facts.tables import Tables
from leye.facts.words import union_all
from leye.policy import MemberCount, Pack, Rule
from leye.policy.packs import used_parameters
from leye.policy.parameters import COLUMN_PREFIX

Keep = Callable[[str, ir.Table], ir.Table]


def used_columns(pack: Pack, kind: str, table: ir.Table) -> set[str]:
    """Names of the columns that the pack's rules about this kind of subject look at."""
    return {name for e in expressions(pack, kind) for name in columns_of(e, table)}


def zone_ranges(t: Tables, as_of: Any) -> ir.Table:
    """The stretches of area numbers in each of which the same rows of adoptions hold: ``zone`` to ``last``.

    A country is few of them and very many areas; what is in force is looked up by zone.
    """
    ends = [
        table.filter(table.as_of == as_of).select("lo", "hi").distinct()
        for table in (t.area_rules, t.area_values)
    ]
    starts = [end.select(zone=column) for end in ends for column in (end.lo, end.hi + 1)]
    zones = union_all(starts).distinct()
    following = zones.zone.lead().over(order_by=zones.zone)
    return zones.mutate(last=following - 1).filter(ibis._["last"].notnull())


def keep_nothing(name: str, table: ir.Table) -> ir.Table:
    """Leave every step inside the one statement."""
    return table


class Plan:
    """Everything the packs say, over these tables, on this day.

    ``kinds``: kinds of subjects that are judged together; they share areas, parameters and windows.
    """

    def __init__(
        self,
        packs: Mapping[str, Pack],
        tables: Tables,
        as_of: Any,
        keep: Keep = keep_nothing,
        *,
        everybody: bool = False,
        kinds: Iterable[str] = (),
    ) -> None:
        self.packs = dict(sorted(packs.items()))
        self.as_of = as_of
        self.keep = keep
        self.everybody = everybody
        spoken_of = {rule.subject.kind for pack in packs.values() for rule in pack.rules.values()}
        self.together = tuple(kind for kind in kinds if kind in spoken_of)
        self._kept: dict[str, ir.Table] = {}
        self._used: dict[tuple[str, str], set[str]] = {}
        self.tables = with_codes(tables, lambda codes: self.step("group_codes", lambda: codes))

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

    @cached_property
    def wanted(self) -> dict[str, set[str]]:
        """Names of the facts of each kind of subject that the packs look at."""
        return wanted_facts(self.packs)

    @cached_property
    def counts(self) -> dict[str, list[MemberCount]]:
        """The counts in use, by pack."""
        return {pack.id: all_counts_used(pack) for pack in self.packs.values()}

    def used(self, kind: str, pack: Pack) -> set[str]:
        """Names of the columns that the pack's rules about this kind of subject look at."""
        key = (kind, pack.id)
        if key not in self._used:
            self._used[key] = used_columns(pack, kind, blank(kind, pack))
        return self._used[key]

    def counts_used(self, kind: str, pack: Pack) -> list[MemberCount]:
        """The counts that the pack's rules about this kind of subject look at."""
        return counts_in(pack, kind, self.used(kind, pack))

    def facts(self, kind: str) -> ir.Table:
        """One row a subject of this kind, with its keys and the facts that the packs look at.

        Every fact, when no pack speaks about this kind of subject.
        """
        wanted = self.wanted.get(kind)
        return self.step(
            f"{kind}_facts", lambda: subject_facts(kind, self.tables, self.as_of, self.facts, wanted)
        )

    def areas(self, kind: str) -> ir.Table:
        """The areas that subjects of this kind stand in; for everybody at once, simply all areas."""
        if self.everybody:
            return self.step("areas", lambda: self.tables.areas.select(area_id="no"))
        if kind in self.together:
            here = [self.facts(each).select("area_id") for each in self.together]
            return self.step("areas", lambda: union_all(here).distinct())
        return self.step(f"{kind}_areas", lambda: self.facts(kind).select("area_id").distinct())

    def parameters(self, kind: str, pack: Pack) -> ir.Table:
        """One row an area that adopted the pack: a column for each of the pack's parameters.

        The column of the parameter without a name is 1: the pack acts there, whatever else is null.
        """
        if self.everybody:
            zones = self.step("zones", lambda: zone_ranges(self.tables, self.as_of))
            made = self.step(
                f"zone_parameters_{pack.id}",
                lambda: self._by_range(pack, zones),
            )
            return self.area_zones.join(made, "zone").drop("zone")
        shared = "all" if kind in self.together else kind
        names = self._looked_at(pack)
        return self.step(
            f"{shared}_parameters_{pack.id}",
            lambda: self._values(self.tables.area_values, pack, self.areas(kind), names),
        )

    def parameters_of(self, pack: Pack, some: ir.Table, names: Iterable[str], scope: str) -> ir.Table:
        """The same for some areas, which ``scope`` names and where nobody who is asked about need stand.

        Only the parameters among ``names`` of columns.
        """
        wanted = sorted(n.removeprefix(COLUMN_PREFIX) for n in names if n.startswith(COLUMN_PREFIX))
        values = self.tables.everybody.area_values
        values = values.filter(values.name.isin(wanted))
        return self.step(f"{scope}_parameters_{pack.id}", lambda: self._values(values, pack, some, wanted))

    def _looked_at(self, pack: Pack) -> list[str]:
        """Names of the parameters that what is judged together looks at, and ''; all, when nothing is."""
        if not self.together:
            return ["", *pack.parameters]
        spoken = [rule for rule in pack.rules.values() if rule.subject.kind in self.together]
        return sorted({""}.union(*(used_parameters(pack, rule) for rule in spoken)))

    def _values(self, values: ir.Table, pack: Pack, areas: ir.Table, names: list[str]) -> ir.Table:
        """One row an area with these parameters of the pack."""
        values = values.filter(values.as_of == self.as_of, values.pack == pack.id)
        here = areas.join(values, [areas.area_id >= values.lo, areas.area_id <= values.hi])
        return here.group_by("area_id").agg(
            **{COLUMN_PREFIX + name: here["value"].max(where=here["name"] == name) for name in names}
        )

    def _by_range(self, pack: Pack, zones: ir.Table) -> ir.Table:
        """One row a zone with the pack's parameters.

        One row a range before places are looked up: a country has few ranges and very many areas. In an area each
        parameter has one value only, so any of several ranges can carry it.
        """
        values = self.tables.area_values
        values = values.filter(values.pack == pack.id, values.as_of == self.as_of)
        named = {COLUMN_PREFIX + name: name for name in self._looked_at(pack)}
        ranges = values.group_by(["lo", "hi"]).agg(
            **{column: values["value"].max(where=values["name"] == name) for column, name in named.items()}
        )
        here = zones.join(ranges, [zones.zone >= ranges.lo, zones.zone <= ranges.hi])
        return here.group_by("zone").agg(**{column: here[column].max() for column in named})

    @property
    def area_zones(self) -> ir.Table:
        """For everybody at once: the zone that each area lies in."""
        zones = self.step("zones", lambda: zone_ranges(self.tables, self.as_of))
        areas = self.areas("area")
        inside = [areas.area_id >= zones.zone, areas.area_id <= zones["last"]]
        return self.step("area_zones", lambda: areas.join(zones, inside).drop("last"))

    def _rule_names(self, ours: list[tuple[Pack, Rule]]) -> ir.Table:
        """One row for each of these rules that is in force anywhere: pack, rule, rule_no."""
        rules = self.tables.area_rules
        names = sorted({rule.name for _, rule in ours})
        rules = rules.filter(rules.as_of == self.as_of, rules.rule.isin(names))
        pairs = rules.select("pack", "rule").distinct()
        numbered = ibis.cases(
            *(
                ((pairs.pack == pack.id) & (pairs.rule == rule.name), self.numbers[pack.id, rule.name])
                for pack, rule in ours
            )
        )
        pairs = pairs.mutate(rule_no=numbered.cast("int16"))
        return pairs.filter(pairs.rule_no.notnull())

    @property
    def rule_names(self) -> ir.Table:
        """For everybody at once: the rules in force anywhere by number."""
        ours = [(p, r) for p in self.packs.values() for r in p.rules.values()]
        return self.step("rule_names", lambda: self._rule_names(ours))

    @property
    def zone_windows(self) -> ir.Table:
        """For everybody at once: one row a zone and rule in force there."""

        def make() -> ir.Table:
            zones = self.step("zones", lambda: zone_ranges(self.tables, self.as_of))
            rules = self.tables.area_rules
            rules = rules.filter(rules.as_of == self.as_of).join(self.rule_names, ["pack", "rule"])
            rules = rules.select("lo", "hi", "since", "until", "due_on", "rule_no")
            here = zones.join(rules, [zones.zone >= rules.lo, zones.zone <= rules.hi])
            return here.select("zone", "rule_no", "since", "until", "due_on")

        return self.step("zone_windows", make)

    def windows(self, kind: str) -> ir.Table:
        """One row an area and rule in force there: rule_no, since, until, due_on.

        For everybody at once these are all rules for all kinds, very many rows: join ``in_window`` instead.
        """
        if self.everybody:
            return self.area_zones.join(self.zone_windows, "zone").drop("zone")
        shared = self.together if kind in self.together else (kind,)
        ours = [named for each in shared for named in self.rules(each, Rule)]

        def make() -> ir.Table:
            areas, rules = self.areas(kind), self.tables.area_rules
            names = sorted({rule.name for _, rule in ours})
            rules = rules.filter(rules.as_of == self.as_of, rules.rule.isin(names))
            # Pack by pack, so that few names are compared: a person is judged in a few milliseconds.
            by_pack = {
                pack.id: [(r.name, self.number_of(pack, r)) for p, r in ours if p is pack] for pack, _ in ours
            }
            numbered = ibis.cases(
                *(
                    (rules.pack == name, ibis.cases(*((rules.rule == rule, number) for rule, number in mine)))
                    for name, mine in by_pack.items()
                )
            )
            rules = rules.select("lo", "hi", "since", "until", "due_on", rule_no=numbered.cast("int16"))
            rules = rules.filter(rules.rule_no.notnull())
            return areas.join(rules, [areas.area_id >= rules.lo, areas.area_id <= rules.hi]).drop("lo", "hi")

        return self.step("all_windows" if kind in self.together else f"{kind}_windows", make)

    def in_window(self, kind: str, rows: ir.Table) -> ir.Table:
        """Rows (with ``rule_no`` and ``area_id``) beside their windows; only those whose rule is in force."""
        if not self.everybody:
            return rows.join(self.windows(kind), ["rule_no", "area_id"])
        return rows.join(self.area_zones, "area_id").join(self.zone_windows, ["rule_no", "zone"]).drop("zone")

    def areas_above(self) -> ir.Table:
        """Every area (``area_id``) once with itself and once with each area above it (``place``)."""
        a = self.tables.areas
        here = self.step("all_areas", lambda: a.select(place="no", last="last"))
        low = a.select(area_id="no")
        pairs = low.join(here, [low.area_id >= here.place, low.area_id <= here["last"]]).drop("last")
        return self.step("areas_above", lambda: pairs)

    def ready(self, kind: str, pack: Pack) -> ir.Table:
        """Facts with the pack's parameters beside them; only subjects where the pack is adopted.

        Subjects also carry the pack's counts that its rules about them look at.
        """

        def make() -> ir.Table:
            used = self.used(kind, pack) - set(KEYS)
            # Narrow before joining: writing the statement takes time for every column that is in sight.
            facts, parameters = self.facts(kind), self.parameters(kind, pack)
            links = set(LINKS.values()) - set(KEYS)
            facts = facts.select(*KEYS, *sorted((used | links) & set(facts.columns)))
            parameters = parameters.select("area_id", *sorted(used & set(parameters.columns)))
            ready = facts.join(parameters, "area_id")
            ready = with_counts(
                self,
                ready,
                kind,
                pack,
                self.counts_used(kind, pack),
                kind,
                lambda rows: worth_counting(rows, kind, pack),
            )
            return ready.select(*KEYS, *sorted(used))

        return self.step(f"{kind}_ready_{pack.id}", make)

    def beside(self, kind: str, pack: Pack, *, adopted_only: bool = True) -> ir.Table:
        """Facts with every parameter, and the counts in use, of the pack beside them, not yet kept."""
        facts, parameters = self.facts(kind), self.parameters(kind, pack)
        if adopted_only:
            ready = facts.join(parameters, "area_id")
        else:
            ready = facts.left_join(parameters, "area_id").drop("area_id_right")
        return with_counts(self, ready, kind, pack, self.counts_used(kind, pack), kind)

    def meeting(self, kind: str, pack: Pack, rule: Rule) -> ir.Table:
        """The subjects that meet every condition of the rule, ready for its other expressions."""
        ready = self.ready(kind, pack)
        return ready.filter(*(c.test for c in rule.conditions)) if rule.conditions else ready

    def in_force(self, kind: str, table: ir.Table) -> ir.Table:
        """The rows whose rule is in force in their area."""
        if not self.everybody:
            windows = self.windows(kind).select("rule_no", "area_id")
            return table.semi_join(windows, ["rule_no", "area_id"])
        placed = table.join(self.area_zones, "area_id")
        return placed.semi_join(self.zone_windows, ["rule_no", "zone"]).drop("zone")

    def named(self, table: ir.Table, rules: Iterable[Rule]) -> ir.Table:
        """Rule numbers of these rules back to pack and rule names, and the kind of subject."""
        mine = set(map(id, rules))
        ours = [
            (self.number_of(p, r), p, r)
            for p in self.packs.values()
            for r in p.rules.values()
            if id(r) in mine
        ]

        def words(of: Callable[[Pack, Rule], str]) -> ir.Value:
            said = {of(pack, rule) for _, pack, rule in ours}
            if len(said) == 1:
                return ibis.literal(said.pop())
            return ibis.cases(*((table.rule_no == number, of(pack, rule)) for number, pack, rule in ours))

        kinds = words(lambda pack, rule: rule.subject.kind)
        if self.everybody:
            return table.mutate(subject_kind=kinds).join(self.rule_names, "rule_no")
        return table.mutate(
            pack=words(lambda pack, rule: pack.id),
            rule=words(lambda pack, rule: rule.name),
            subject_kind=kinds,
        )

    def number_of(self, pack: Pack, rule: Rule) -> int:
        """The rule's number."""
        return self.numbers[pack.id, rule.name]

    def number(self, pack: Pack, rule: Rule) -> ir.Value:
        """The rule's number as a column."""
        return ibis.literal(self.numbers[pack.id, rule.name], "int16")
