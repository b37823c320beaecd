"""Indicators: the people and events behind each figure, and the figure of every area above them."""

from __future__ import annotations

from typing import Any

import ibis
import ibis.expr.types as ir

from leye.engine.plan import KEYS, Plan
from leye.engine.results import judged
from leye.facts import SUBJECTS
from leye.facts.words import share, union_all
from leye.policy import Indicator, Pack

MEMBER_COLUMNS = ("pack", "rule", "subject_kind", "subject_id", "person_id", "area_id", "counted")
FIGURE_COLUMNS = ("pack", "rule", "area_id", "since", "until", "value", "whole", "target")

#: Kinds of subjects that indicators count.
COUNTED = tuple(SUBJECTS)

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
    parts = [_plain(plan, kind, pack, rule) for pack, rule in rules if rule.done_by is None]
    if proved:
        rows = judged(plan, kind, "measured", proved)
        none = ibis.null("int64")
        counted = (rows.have >= rows.need).fill_null(False)
        parts.append(rows.select(*KEYS, "rule_no", counted=counted, amount=none, out_of=none))
    return union_all(parts) if parts else None


def _plain(plan: Plan, kind: str, pack: Pack, rule: Indicator, *, last_year: bool = False) -> ir.Table:
    """The subjects of one indicator inside its window, or inside the same stretch of the year before."""
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
        ends=column(rule.ends, "date"),
    )
    if rule.measure in ("count", "sum"):
        rows = rows.filter(rows.counted)
    rows = rows.join(plan.windows(kind), ["rule_no", "area_id"])
    first, last, today = rows.since, rows.until, plan.as_of
    if last_year:
        first, last, today = (_year_before(day) for day in (first, last, today))
    inside = (rows["at"] <= last) & (rows["at"] <= today)
    if rule.ends is None:
        inside &= rows["at"] >= first
    else:
        inside &= rows.ends.isnull() | (rows.ends > first)
    return rows.filter(inside).select(*KEYS, "rule_no", "counted", "amount", "out_of")


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
        past = union_all([_plain(plan, kind, p, r, last_year=True) for p, r in compared])
        past = plan.step(f"{kind}_last_year", lambda: past)
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
    # Each person once, or each event: what is told apart differs from rule to rule.
    once = rows.rule_no.isin([plan.number_of(p, r) for p, r in rules if r.distinct])
    unit = ibis.ifelse(once, ibis.coalesce(rows.person_id, rows.subject_id), rows.subject_id)
    rows = rows.mutate(unit=unit)
    alone = [plan.number_of(p, r) for p, r in rules if not r.rolls_up]
    parts = []
    if alone:
        mine = rows.filter(rows.rule_no.isin(alone))
        parts.append(_counted(mine, "area_id"))
        rows = rows.filter(~rows.rule_no.isin(alone))
    if len(alone) < len(rules):
        if kind in IN_ONE_PLACE:
            low = _counted(rows, "area_id").rename(area_id="place")
            high = _above(plan, low)
            parts.append(
                high.group_by(["rule_no", "place"]).agg(
                    **{name: high[name].sum().cast("int64") for name in ("got", "whole", "amount", "out_of")}
                )
            )
        else:
            parts.append(_counted(_above(plan, rows), "place"))
    return union_all(parts)


def _counted(rows: ir.Table, place: str) -> ir.Table:
    return rows.group_by(["rule_no", rows[place].name("place")]).agg(
        got=rows.unit.nunique(where=rows.counted).cast("int64"),
        whole=rows.unit.nunique().cast("int64"),
        amount=rows.amount.sum(where=rows.counted).cast("int64"),
        out_of=rows.out_of.sum().cast("int64"),
    )


def _above(plan: Plan, rows: ir.Table) -> ir.Table:
    """Each row once for its own area and once for every area above it."""
    a = plan.tables.areas
    here = plan.step("all_areas", lambda: a.select(place="no", last="last"))
    low = a.select(area_id="no")
    pairs = low.join(here, [low.area_id >= here.place, low.area_id <= here["last"]]).drop("last")
    pairs = plan.step("areas_above", lambda: pairs)
    return rows.join(pairs, "area_id")


def _frame(plan: Plan, kind: str, rules: list[Named]) -> ir.Table:
    """Every area and indicator in force there, with its window and target."""
    frames = []
    windows = plan.windows("area")
    for pack, rule in rules:
        mine = windows.filter(windows.rule_no == plan.number_of(pack, rule))
        if rule.levels:
            levels = plan.tables.areas.select(area_id="no", level="level")
            levels = levels.filter(levels.level.isin([owner.level for owner in rule.levels]))
            mine = mine.semi_join(levels, "area_id")
        values = mine.left_join(plan.parameters("area", pack), "area_id").drop("area_id_right")
        target: Any = ibis.null("int64") if rule.target is None else rule.target.resolve(values).cast("int64")
        frames.append(values.select("rule_no", "area_id", "since", "until", target=target))
    return union_all(frames)
