"""Indicators: the people and events behind each figure, and the figure of every area above them."""

from __future__ import annotations

from functools import reduce
from typing import Any

import ibis
import ibis.expr.types as ir

from leye.engine.plan import KEYS, Plan
from leye.engine.results import judged
from leye.facts import SUBJECTS
from leye.facts.words import count_if, share, union_all
from leye.policy import Indicator, Pack

MEMBER_COLUMNS = ("pack", "rule", "subject_kind", "subject_id", "person_id", "area_id", "counted")
FIGURE_COLUMNS = ("pack", "rule", "area_id", "since", "until", "value", "whole", "target")

#: Kinds of subjects that indicators count.
COUNTED = tuple(SUBJECTS)

#: Kinds of which a person may have several.
SEVERAL = ("placement", "spell", "trainee", "claim")

#: Kinds whose rows about one person all stand in one area, so that people counted by village add up.
IN_ONE_PLACE = ("person", "household", "placement", "spell", "trainee")

Named = tuple[Pack, Indicator]


def indicators(plan: Plan, kind: str) -> list[Named]:
    """The indicators about one kind of subject."""
    return [(p, r) for p, r in plan.rules(kind, Indicator) if isinstance(r, Indicator)]


def members(plan: Plan, kind: str) -> ir.Table | None:
    """The subjects behind the indicators of this kind, with whether each counts. None without indicators."""
    rules = indicators(plan, kind)
    proved = [(p, r) for p, r in rules if r.done_by is not None]
    plain = [(p, r) for p, r in rules if r.done_by is None]
    parts = [_inside(plan, kind, plain)] if plain else []
    if proved:
        rows = judged(plan, kind, "measured", proved)
        none = ibis.null("int64")
        counted = (rows.have >= rows.need).fill_null(False)
        parts.append(rows.select(*KEYS, "rule_no", counted=counted, amount=none, out_of=none))
    return union_all(parts) if parts else None


def _plain(plan: Plan, kind: str, pack: Pack, rule: Indicator) -> ir.Table:
    """The subjects of one indicator, and when they were what it counts."""
    ready = plan.meeting(kind, pack, rule)

    def column(value: Any, dtype: str) -> Any:
        return ibis.null(dtype) if value is None else value.resolve(ready).cast(dtype)

    rows = ready.select(
        *KEYS,
        rule_no=plan.number(pack, rule),
        counted=ibis.literal(True) if rule.counts is None else rule.counts.resolve(ready).fill_null(False),
        amount=column(rule.amount, "int64"),
        out_of=column(rule.out_of, "int64"),
        at=plan.as_of if rule.at is None else column(rule.at, "date"),
        lasts=ibis.literal(rule.ends is not None),
        ends=column(rule.ends, "date"),
    )
    return rows.filter(rows.counted) if rule.measure in ("count", "sum") else rows


def _inside(plan: Plan, kind: str, rules: list[Named], *, last_year: bool = False) -> ir.Table:
    """The subjects of indicators inside their windows, or inside the same stretch of the year before."""
    rows = plan.in_window(kind, union_all([_plain(plan, kind, pack, rule) for pack, rule in rules]))
    first, last, today = rows.since, rows.until, plan.as_of
    if last_year:
        first, last, today = (_year_before(day) for day in (first, last, today))
    lies = ibis.ifelse(rows.lasts, rows.ends.isnull() | (rows.ends > first), rows["at"] >= first)
    rows = rows.filter(rows["at"] <= last, rows["at"] <= today, lies)
    return rows.select(*KEYS, "rule_no", "counted", "amount", "out_of")


def _year_before(day: Any) -> Any:
    # Through a timestamp: see the clock of duties.
    return (day - ibis.interval(years=1)).cast("timestamp").cast("date")


def member_rows(plan: Plan) -> ir.Table | None:
    """All members of all indicators, by name: the frozen lists that figures open to."""
    named = []
    for kind in COUNTED:
        table = _kept_members(plan, kind)
        if table is not None:
            rules = [r for _, r in indicators(plan, kind)]
            named.append(plan.named(table, rules).select("rule_no", *MEMBER_COLUMNS))
    return union_all(named) if named else None


def _kept_members(plan: Plan, kind: str) -> ir.Table | None:
    table = members(plan, kind)
    return None if table is None else plan.step(f"{kind}_members", lambda: table)


def figures(plan: Plan) -> ir.Table | None:
    """Every indicator in every area where it is in force: value, whole and target.

    ``whole`` is what a share or ratio is of. An area without anybody has a 0 (a share of nobody is null, and so
    is a figure that does not roll up in an area without a row of its own). For an indicator compared with last
    year the target is its value up to the same day of the year before, over the people who are there now.
    """
    parts = [part for kind in COUNTED if (part := _figures(plan, kind)) is not None]
    return union_all(parts) if parts else None


def _figures(plan: Plan, kind: str) -> ir.Table | None:
    rows = _kept_members(plan, kind)
    if rows is None:
        return None
    rules = indicators(plan, kind)
    framed = _valued(plan, kind, rules, _frame(plan, kind, rules), rows)
    compared = [(p, r) for p, r in rules if r.versus]
    if compared:
        past = plan.step(f"{kind}_last_year", lambda: _inside(plan, kind, compared, last_year=True))
        mine = framed.rule_no.isin([plan.number_of(p, r) for p, r in compared])
        keys = ["rule_no", "area_id"]
        before = _valued(plan, kind, compared, framed.filter(mine).select(*keys), past)
        before = before.select(*keys, before="value")
        framed = framed.left_join(before, keys).drop("rule_no_right", "area_id_right")
        framed = framed.mutate(target=ibis.coalesce(framed.target, framed.before)).drop("before")
    return plan.named(framed, [r for _, r in rules]).select("rule_no", *FIGURE_COLUMNS)


def _valued(plan: Plan, kind: str, rules: list[Named], frame: ir.Table, rows: ir.Table) -> ir.Table:
    """The frame with value and whole of each indicator in each area."""
    sums = _sums(plan, kind, rules, rows)
    joined = frame.left_join(sums, [frame.rule_no == sums.rule_no, frame.area_id == sums.place])
    joined = joined.drop("rule_no_right")

    def which(*measures: str) -> Any:
        return joined.rule_no.isin([plan.number_of(p, r) for p, r in rules if r.measure in measures])

    amounts = which("sum", "ratio")
    got = ibis.ifelse(amounts, joined.amount, joined.got).fill_null(0).cast("int64")
    whole = ibis.ifelse(amounts, joined.out_of, joined.whole).fill_null(0).cast("int64")
    alone = joined.rule_no.isin([plan.number_of(p, r) for p, r in rules if not r.rolls_up])
    value = ibis.ifelse(which("share", "ratio"), share(got, whole), got)
    value = ibis.ifelse(alone & joined.place.isnull(), ibis.null("int64"), value)
    return joined.mutate(value=value, whole=whole).drop("got", "amount", "out_of", "place")


def _sums(plan: Plan, kind: str, rules: list[Named], rows: ir.Table) -> ir.Table:
    """For each indicator and each area with somebody: how many count, of how many, and the sums."""
    # A person may stand behind several events; where that may be, each person is first made one row.
    once = [plan.number_of(p, r) for p, r in rules if r.distinct and r.amount is None]
    parts = [rows]
    if once and kind in SEVERAL:
        events, people = rows.filter(~rows.rule_no.isin(once)), rows.filter(rows.rule_no.isin(once))
        people = people.mutate(subject_id=ibis.coalesce(people.person_id, people.subject_id))
        parts = [events, people] if len(once) < len(rules) else [people]
    alone = [plan.number_of(p, r) for p, r in rules if not r.rolls_up]
    sums = []
    for part in parts:
        several = part is not rows and part is parts[-1]
        if alone:
            sums.append(_counted(part.filter(part.rule_no.isin(alone)), "area_id", several))
            part = part.filter(~part.rule_no.isin(alone))
        if len(alone) == len(rules):
            continue
        if kind in IN_ONE_PLACE or not several:
            high = (
                _counted(part, "area_id", several).rename(area_id="place").join(plan.areas_above(), "area_id")
            )
            names = ("got", "whole", "amount", "out_of")
            totals = {name: high[name].sum().cast("int64") for name in names}
            sums.append(high.group_by(["rule_no", "place"]).agg(**totals))
        else:
            sums.append(_counted(part.join(plan.areas_above(), "area_id"), "place", several))
    return union_all(sums)


def _counted(rows: ir.Table, place: str, several: bool) -> ir.Table:
    """Rows added up by indicator and place; where a subject may have ``several`` rows, it counts once."""
    keys = ["rule_no", rows[place].name("place")]
    if several:
        one = rows.group_by([*keys, "subject_id"]).agg(counted=rows.counted.any())
        none = ibis.null("int64")
        rows, keys = one.mutate(amount=none, out_of=none), ["rule_no", "place"]
    return rows.group_by(keys).agg(
        got=count_if(rows.counted),
        whole=rows.count().cast("int64"),
        amount=rows.amount.sum(where=rows.counted).cast("int64"),
        out_of=rows.out_of.sum().cast("int64"),
    )


def _frame(plan: Plan, kind: str, rules: list[Named]) -> ir.Table:
    """Every area and indicator in force there, with its window and target."""
    windows = plan.windows("area").drop("due_on")
    plain = [plan.number_of(p, r) for p, r in rules if r.target is None]
    frames = []
    if plain:
        frames.append(windows.filter(windows.rule_no.isin(plain)).mutate(target=ibis.null("int64")))
    for pack in plan.packs.values():
        aimed = [(plan.number_of(p, r), r.target) for p, r in rules if p is pack and r.target is not None]
        if aimed:
            values = plan.parameters("area", pack)
            targets = {f"target_{n}": target.resolve(values).cast("int64") for n, target in aimed}
            mine = windows.filter(windows.rule_no.isin([n for n, _ in aimed]))
            mine = mine.left_join(values.select("area_id", **targets), "area_id")
            target = ibis.cases(*((mine.rule_no == n, mine[f"target_{n}"]) for n, _ in aimed))
            frames.append(mine.select("rule_no", "area_id", "since", "until", target=target))
    frame = union_all([f.select("rule_no", "area_id", "since", "until", "target") for f in frames])
    return _at_levels(plan, rules, frame)


def _at_levels(plan: Plan, rules: list[Named], frame: ir.Table) -> ir.Table:
    """Without the areas of other levels than those an indicator is one of."""
    bound = [(plan.number_of(p, r), [o.level for o in r.levels]) for p, r in rules if r.levels]
    if not bound:
        return frame
    levels = plan.tables.areas.select(area_id="no", level="level")
    placed = frame.join(levels, "area_id")
    there = [(placed.rule_no == n) & placed.level.isin(some) for n, some in bound]
    free = ~placed.rule_no.isin([n for n, _ in bound])
    return placed.filter(reduce(lambda a, b: a | b, there, free)).drop("level")
