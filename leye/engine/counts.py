"""Counts over the children of a subject: members, trainees, hires, whatever stands inside an area."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import ibis
import ibis.expr.types as ir

from leye.engine.needed import blank, columns_of, counts_in
from leye.facts.subjects import LINKS, SUBJECTS, needs, subject_facts
from leye.facts.tables import Tables
from leye.facts.words import count_if, total
from leye.policy import MemberCount, Pack
from leye.policy.members import MEMBER_PREFIX
from leye.policy.parameters import COLUMN_PREFIX

if TYPE_CHECKING:
    from leye.engine.plan import Plan

#: The table of each kind of child, as named in Tables.
OWN_TABLE = {
    "person": "people", "household": "households", "trainee": "trainees", "training": "classes",
    "spell": "spells", "placement": "placements", "employer": "employers", "site": "sites",
    "activity": "activities", "reading": "readings", "claim": "claims", "fair": "fairs",
}  # fmt: skip


def all_rows(rows: ir.Table) -> ir.Table:
    """Count for every subject."""
    return rows


def with_counts(
    plan: Plan,
    rows: ir.Table,
    kind: str,
    pack: Pack,
    counts: list[MemberCount],
    scope: str,
    worth: Callable[[ir.Table], ir.Table] = all_rows,
) -> ir.Table:
    """Rows of a kind of subject with a column for each of these counts of the pack.

    A subject whose parent has no such child has 0; one without a parent has null. ``scope`` names the rows,
    for the names of the steps. Only those that ``worth`` leaves need be counted; others may have 0.
    """
    for parent, child in dict.fromkeys((c.parent, c.of) for c in counts):
        link = "subject_id" if kind == parent else LINKS[parent]
        made = _counted(plan, rows, link, parent, child, pack, scope, worth)
        mine = [c for c in counts if (c.parent, c.of) == (parent, child)]
        names = [MEMBER_PREFIX + c.name for c in mine]
        joined = rows.left_join(made.select("counted_for", *names), rows[link] == made.counted_for)
        known = joined[link].notnull()
        rows = joined.drop("counted_for").mutate(
            **{
                name: ibis.ifelse(known, joined[name].fill_null(0), ibis.null(count.dtype))
                for name, count in zip(names, mine, strict=True)
            }
        )
    return rows


def _counted(
    plan: Plan,
    rows: ir.Table,
    link: str,
    parent: str,
    child: str,
    pack: Pack,
    scope: str,
    worth: Callable[[ir.Table], ir.Table],
) -> ir.Table:
    """One row a parent that has such children: ``counted_for`` and every count in use over them."""
    if _complete(plan, parent):
        scope, children = "", plan.facts(child)
    else:
        rows = worth(rows)
        scope, children = f"{scope}_", _among(plan, rows, link, parent, child, f"{scope}_{pack.id}")
    counts = [c for c in plan.counts[pack.id] if (c.parent, c.of) == (parent, child)]

    def make() -> ir.Table:
        table = _looked_at(plan, children, child, pack, counts, f"{scope}{parent}_{child}")
        if parent == "area":
            places = None if _complete(plan, parent) else rows.select(place=rows[link]).distinct()
            return _inside(plan, table, places, counts)
        own = table.filter(table[LINKS[parent]].notnull())
        values = {MEMBER_PREFIX + c.name: _value(c, own) for c in counts}
        return own.group_by(counted_for=own[LINKS[parent]]).agg(**values)

    return plan.step(f"{scope}{parent}_{child}_counts_{pack.id}", make)


def _value(count: MemberCount, table: ir.Table) -> Any:
    """The count as an aggregate over its children; unknown counts as no."""
    test = None if count.where is None else count.where.resolve(table)
    if count.total is None:
        return (table.count() if test is None else count_if(test)).cast("int32")
    values = count.total.resolve(table).fill_null(0)
    return total(values if test is None else ibis.ifelse(test.fill_null(False), values, 0))


def _looked_at(
    plan: Plan, children: ir.Table, child: str, pack: Pack, counts: list[MemberCount], scope: str
) -> ir.Table:
    """The children with the parameters and the further counts that the counts look at.

    Children in areas that have not adopted the pack count too; a test over its parameters is unknown there.
    """
    some = [e for c in counts for e in c.expressions().values()]
    names = {name for e in some for name in columns_of(e, blank(child, pack))}
    if any(name.startswith(COLUMN_PREFIX) for name in names):
        if children is plan.facts(child):
            parameters = plan.parameters(child, pack)
        else:
            parameters = plan.parameters_of(pack, children.select("area_id").distinct(), names, scope)
        children = children.left_join(parameters, "area_id").drop("area_id_right")
    return with_counts(plan, children, child, pack, counts_in(pack, child, names), scope)


def _inside(plan: Plan, table: ir.Table, places: ir.Table | None, counts: list[MemberCount]) -> ir.Table:
    """Counts by area, each child counted in its own area and in every area above."""
    names = [MEMBER_PREFIX + c.name for c in counts]
    here = table.group_by("area_id").agg(**{n: _value(c, table) for n, c in zip(names, counts, strict=True)})
    if places is None:
        above = here.join(plan.areas_above(), "area_id")
    else:
        ends = plan.tables.everybody.areas.select(place="no", last="last")
        ranges = places.join(ends, "place")
        above = here.join(ranges, [here.area_id >= ranges.place, here.area_id <= ranges["last"]])
    sums = {
        n: total(above[n]) if c.total is not None else above[n].sum().cast("int32")
        for n, c in zip(names, counts, strict=True)
    }
    return above.group_by(counted_for=above.place).agg(**sums)


def _complete(plan: Plan, parent: str) -> bool:
    """Whether the facts of children hold every child of the parents that are asked about.

    So it is for everybody at once; and whoever narrows people asks about whole households.
    """
    tables = plan.tables
    return tables.whole is None or (parent == "household" and "ledger_person" in tables.narrowed)


def _among(plan: Plan, rows: ir.Table, link: str, parent: str, child: str, scope: str) -> ir.Table:
    """Facts of all children of the parents of these rows, whoever was asked about."""

    def make() -> ir.Table:
        whole = plan.tables.everybody
        own = getattr(whole, OWN_TABLE[child])
        parents = rows.select(parent=rows[link]).distinct()
        if parent == "area":
            ranges = parents.join(whole.areas.select(parent="no", last="last"), "parent")
            some = own.semi_join(ranges, [own.area_id >= ranges.parent, own.area_id <= ranges["last"]])
        else:
            some = own.semi_join(parents, own[LINKS[parent]] == parents.parent)
        wider = replace(whole, whole=whole, **{OWN_TABLE[child]: some})
        people = replace(wider, people=_people(wider, child)) if child != "person" else wider
        wanted = _counted_facts(plan, parent, child)
        # A person has fewer facts here than anywhere else: those that the counted facts are made of.
        links = {name for name in LINKS.values() if name in SUBJECTS["person"].facts}
        made_of = needs(child, wanted) | links if child != "person" else wanted

        def other(kind: str) -> ir.Table:
            facts = made_of if kind == "person" else plan.wanted[kind]
            return subject_facts(kind, people, plan.as_of, other, facts)

        return subject_facts(child, wider, plan.as_of, other, wanted)

    return plan.step(f"{scope}_{parent}_{child}_facts", make)


def _counted_facts(plan: Plan, parent: str, child: str) -> set[str]:
    """Names of the facts that the counts of this child look at, and of what it belongs to."""
    names = set(LINKS.values())
    for pack in plan.packs.values():
        empty = blank(child, pack)
        for count in plan.counts[pack.id]:
            if (count.parent, count.of) == (parent, child):
                names |= {name for e in count.expressions().values() for name in columns_of(e, empty)}
    return {name for name in names if name in SUBJECTS[child].facts}


def _people(tables: Tables, child: str) -> ir.Table:
    """The people whose own facts the children's facts look at."""
    people = tables.people
    if child == "household":
        return people.semi_join(tables.households, people.household_id == tables.households.id)
    if child == "placement":
        return people.semi_join(tables.placements, people.id == tables.placements.person_id)
    return people
