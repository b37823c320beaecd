"""What the packs say, row by row: duties and findings of limits. Entitlements stand in their own module."""

from __future__ import annotations

from typing import Any

import ibis
import ibis.expr.types as ir

from leye.engine.evidence import counted
from leye.engine.plan import KEYS, Plan
from leye.facts import SUBJECTS
from leye.facts.words import union_all
from leye.policy import Duty, Evidence, Indicator, Limit, Pack, Reached

#: Kinds of subjects that duties, limits and benefits may speak about.
ACTED_ON = tuple(SUBJECTS)

DUTY_COLUMNS = (
    "pack", "rule", "subject_kind", "subject_id", "person_id", "household_id", "area_id",
    "since", "until", "due_on", "need", "have", "met",
)  # fmt: skip

FINDING_COLUMNS = (
    "pack", "rule", "subject_kind", "subject_id", "person_id", "household_id", "area_id", "value", "bound",
)  # fmt: skip


def duties(plan: Plan, kind: str) -> ir.Table | None:
    """Every duty that applies to a subject of this kind now: window, need, have, met. None without rules."""
    rules = [(p, r) for p, r in plan.rules(kind, Duty) if isinstance(r, Duty)]
    if not rules:
        return None
    result = judged(plan, kind, "due", rules)
    result = plan.named(result.mutate(met=result.have >= result.need), [r for _, r in rules])
    return result.select("rule_no", *DUTY_COLUMNS)


def judged(
    plan: Plan, kind: str, step: str, rules: list[tuple[Pack, Duty]] | list[tuple[Pack, Indicator]]
) -> ir.Table:
    """Subjects for which a rule's conditions hold, its window, need, and have."""
    evidence: dict[Evidence, int] = {}
    due = union_all([_applies(plan, kind, pack, rule, evidence) for pack, rule in rules])
    due = plan.in_window(kind, due)
    due = plan.step(f"{kind}_{step}", lambda: _own_clock(due))

    def keep(done: ir.Table) -> ir.Table:
        # PostgreSQL thinks that one subject has one duty, and would count again for each of them.
        return done if plan.everybody else plan.step(f"{kind}_{step}_done", lambda: done)

    return counted(due, evidence, plan.tables, plan.as_of, kind, keep)


def _applies(
    plan: Plan, kind: str, pack: Pack, rule: Duty | Indicator, evidence: dict[Evidence, int]
) -> ir.Table:
    """One rule: the subjects it applies to, with what its evidence needs."""
    ready = plan.meeting(kind, pack, rule)
    proof = rule.done_by
    reached = proof.value.resolve(ready).cast("int32") if isinstance(proof, Reached) else ibis.null("int32")
    key = None if proof is None or isinstance(proof, Reached) else evidence.setdefault(proof, len(evidence))
    switch = None if proof is None else proof.switch

    def column(name: str, dtype: str) -> Any:
        value = getattr(rule, name, None)
        return ibis.null(dtype) if value is None else value.resolve(ready).cast(dtype)

    return ready.select(
        *KEYS,
        rule_no=plan.number(pack, rule),
        need=column("at_least", "int32"),
        counts_from=column("counts_from", "date"),
        clock_from=column("clock_from", "date"),
        due_after=column("due_after", "int32"),
        due_months=column("due_after_months", "int32"),
        reached=reached,
        evidence=ibis.null("int16") if key is None else ibis.literal(key, "int16"),
        switch=ibis.literal(False) if switch is None else (switch.resolve(ready) == 1).fill_null(False),
    )


def _own_clock(due: ir.Table) -> ir.Table:
    """The window of the area, or of the subject's own clock where it has one."""
    start = ibis.coalesce(due.clock_from, due.since)
    later = ibis.greatest(start, due.since)
    # Through a timestamp: PostgreSQL makes one of date plus interval, and Ibis thinks it is a date already.
    in_days, in_months = (
        (later + length.as_interval(unit)).cast("timestamp").cast("date")
        for length, unit in ((due.due_after, "D"), (due.due_months, "M"))
    )
    done = due.mutate(since=start, due_on=ibis.coalesce(in_days, in_months, due.due_on))
    return done.drop("clock_from", "due_after", "due_months")


def findings(plan: Plan, kind: str) -> ir.Table | None:
    """Subjects whose value goes beyond the bound of a limit. None without limits."""
    rules = [(p, r) for p, r in plan.rules(kind, Limit) if isinstance(r, Limit)]
    if not rules:
        return None
    found = []
    for pack, rule in rules:
        ready = plan.meeting(kind, pack, rule)
        row = ready.select(
            *KEYS,
            rule_no=plan.number(pack, rule),
            value=rule.value.resolve(ready).cast("int64"),
            bound=rule.at_most.resolve(ready).cast("int64"),
        )
        found.append(row.filter(row["value"] > row.bound))
    result = plan.in_force(kind, union_all(found))
    return plan.named(result, [r for _, r in rules]).select("rule_no", *FINDING_COLUMNS)
