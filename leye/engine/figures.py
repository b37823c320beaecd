"""Indicators: the people and events behind each figure, and the figure of every area above them."""

from __future__ import annotations

from typing import Any

import ibis
import ibis.expr.types as ir

from leye.engine.plan import KEYS, Plan
from leye.engine.results import judged
from leye.facts.words import share, union_all
from leye.policy import Indicator, Pack

MEMBER_COLUMNS = ("pack", "rule", "subject_kind", "subject_id", "person_id", "area_id", "counted")
FIGURE_COLUMNS = ("pack", "rule", "area_id", "since", "until", "value", "whole", "target")

#: Kinds of subjects that indicators count.
COUNTED = ("person", "household", "spell", "placement", "fair")


def members(plan: Plan, kind: str) -> ir.Table | None:
    """The subjects behind the indicators of this kind, with whether each counts. None without indicators."""
    rules = [(p, r) for p, r in plan.rules(kind, Indicator) if isinstance(r, Indicator)]
    plain = [(p, r) for p, r in rules if r.done_by is None]
    proved = [(p, r) for p, r in rules if r.done_by is not None]
    parts = [_plain(plan, kind, pack, rule) for pack, rule in plain]
    if proved:
        rows = judged(plan, kind, "measured", proved)
        parts.append(rows.select(*KEYS, "rule_no", counted=(rows.have >= rows.need).fill_null(False)))
    return union_all(parts) if parts else None


def _plain(plan: Plan, kind: str, pack: Pack, rule: Indicator) -> ir.Table:
    ready = plan.meeting(kind, pack, rule)
    counted = ibis.literal(True) if rule.counts is None else rule.counts.resolve(ready).fill_null(False)
    at = plan.as_of if rule.at is None else rule.at.resolve(ready)
    rows = ready.select(*KEYS, rule_no=plan.number(pack, rule), counted=counted, at=at)
    if rule.measure == "count":
        rows = rows.filter(rows.counted)
    rows = rows.join(plan.windows(kind), ["rule_no", "area_id"])
    inside = (rows["at"] >= rows.since) & (rows["at"] <= rows.until) & (rows["at"] <= plan.as_of)
    return rows.filter(inside).select(*KEYS, "rule_no", "counted")


def member_rows(plan: Plan) -> ir.Table | None:
    """All members of all indicators, by name: the frozen lists that figures open to."""
    named = []
    for kind in COUNTED:
        table = _kept_members(plan, kind)
        if table is not None:
            named.append(plan.named(kind, table).select("rule_no", *MEMBER_COLUMNS))
    return union_all(named) if named else None


def _kept_members(plan: Plan, kind: str) -> ir.Table | None:
    table = members(plan, kind)
    return None if table is None else plan.step(f"{kind}_members", lambda: table)


def figures(plan: Plan) -> ir.Table | None:
    """Every indicator in every area where it is in force: value, whole (for shares) and target.

    An area without anybody has a 0 (a share of nobody is null).
    """
    parts = [part for kind in COUNTED if (part := _figures(plan, kind)) is not None]
    return union_all(parts) if parts else None


def _figures(plan: Plan, kind: str) -> ir.Table | None:
    rows = _kept_members(plan, kind)
    if rows is None:
        return None
    rules = [(p, r) for p, r in plan.rules(kind, Indicator) if isinstance(r, Indicator)]
    # Each person once, or each event: what is told apart differs from rule to rule.
    once = rows.rule_no.isin([plan.numbers[p.id, r.name] for p, r in rules if r.distinct])
    rows = rows.mutate(
        unit=ibis.ifelse(once, ibis.coalesce(rows.person_id, rows.subject_id), rows.subject_id)
    )
    above = _above(plan, rows)
    sums = above.group_by(["rule_no", "place"]).agg(
        got=above.unit.nunique(where=above.counted), whole=above.unit.nunique()
    )
    framed = _frame(plan, kind, rules)
    joined = framed.left_join(sums, [framed.rule_no == sums.rule_no, framed.area_id == sums.place])
    joined = joined.drop("rule_no_right")
    got, whole = joined.got.fill_null(0).cast("int64"), joined.whole.fill_null(0).cast("int64")
    shared = joined.rule_no.isin([plan.numbers[p.id, r.name] for p, r in rules if r.measure == "share"])
    result = joined.mutate(value=ibis.ifelse(shared, share(got, whole), got), whole=whole)
    return plan.named(kind, result).select("rule_no", *FIGURE_COLUMNS)


def _above(plan: Plan, rows: ir.Table) -> ir.Table:
    """Each row once for its own area and once for every area above it."""
    a = plan.tables.areas
    here = plan.step("all_areas", lambda: a.select(place="no", last="last"))
    low = a.select(area_id="no")
    pairs = low.join(here, [low.area_id >= here.place, low.area_id <= here["last"]]).drop("last")
    pairs = plan.step("areas_above", lambda: pairs)
    return rows.join(pairs, "area_id")


def _frame(plan: Plan, kind: str, rules: list[tuple[Pack, Indicator]]) -> ir.Table:
    """Every area and indicator in force there, with its window and target."""
    frames = []
    windows = plan.windows("area")
    for pack, rule in rules:
        number = plan.numbers[pack.id, rule.name]
        mine = windows.filter(windows.rule_no == number)
        values = mine.left_join(plan.parameters("area", pack), "area_id").drop("area_id_right")
        target: Any = ibis.null("int64") if rule.target is None else rule.target.resolve(values).cast("int64")
        frames.append(values.select("rule_no", "area_id", "since", "until", target=target))
    return union_all(frames)
