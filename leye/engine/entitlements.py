"""Who is entitled to what: conditions, who is paid, and what shuts out what."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial, reduce
from typing import Any

import ibis
import ibis.expr.types as ir

from leye.engine.plan import KEYS, Plan
from leye.facts.claims import STANDING
from leye.facts.words import union_all
from leye.policy import Benefit, Pack
from leye.policy.rules import OF_PERSON, comparable

ENTITLEMENT_COLUMNS = (
    "pack", "rule", "subject_kind", "subject_id", "person_id", "household_id", "area_id", "amount_fen",
    "payee_kind", "payee_id", "fund_place", "rank",
)  # fmt: skip

Named = tuple[Pack, Benefit]


def entitlements(plan: Plan, kinds: Iterable[str]) -> ir.Table | None:
    """Subjects who meet every condition of a benefit, less those shut out. None without benefits.

    A standing claim shuts out a benefit that is given once, and the benefits it excludes; of two that exclude
    each other and both hold, the one that stands first wins. All kinds of subjects are looked at together,
    because one person may be entitled as a person, through a job, or through a training.
    """
    kinds = tuple(kinds)
    rules = [(p, r) for kind in kinds for p, r in plan.rules(kind, Benefit) if isinstance(r, Benefit)]
    if not rules:
        return None
    order = [(pack.id, name) for pack in plan.packs.values() for name in pack.rules]
    rules.sort(key=lambda named: order.index((named[0].id, named[1].name)))
    spoken_of = [kind for kind in kinds if any(r.subject.kind == kind for _, r in rules)]
    met = plan.step("entitled", lambda: union_all([_of_kind(plan, kind, rules) for kind in spoken_of]))
    if any(rule.once for _, rule in rules):
        everybody = met
        met = plan.step("entitled_once", lambda: _not_had(plan, everybody, rules))
    found = _not_excluded(plan, met, rules)
    return plan.named(found, [r for _, r in rules]).select("rule_no", *ENTITLEMENT_COLUMNS)


def _of_kind(plan: Plan, kind: str, rules: list[Named]) -> ir.Table:
    """All benefits about one kind of subject that are in force and whose conditions hold."""
    rows = [_applies(plan, kind, pack, rule) for pack, rule in rules if rule.subject.kind == kind]
    return plan.in_force(kind, union_all(rows))


def _applies(plan: Plan, kind: str, pack: Pack, rule: Benefit) -> ir.Table:
    ready = plan.meeting(kind, pack, rule)

    def column(value: Any, dtype: str) -> Any:
        return ibis.null(dtype) if value is None else value.resolve(ready).cast(dtype)

    rank: Any = ibis.null("int32")
    if rule.ranks:
        tests = [(r.test.resolve(ready), place) for place, r in enumerate(rule.ranks, start=1)]
        rank = ibis.cases(*tests).cast("int32")
    payee = column(rule.payee_id, "int64")
    if rule.payee_id is None:
        payee = ready.person_id if rule.payee == "person" else ready.subject_id
    return ready.select(
        *KEYS,
        rule_no=plan.number(pack, rule),
        subject_kind=ibis.literal(kind),
        amount_fen=column(rule.amount, "int64"),
        payee_kind=ibis.literal(rule.payee),
        payee_id=payee.cast("int64"),
        fund_place=column(rule.fund_place, "string"),
        rank=rank,
    )


def _standing(plan: Plan, rules: list[Named]) -> ir.Table:
    """Standing claims for these benefits: rule_no, whom they are about and who was paid."""

    def make() -> ir.Table:
        c = plan.tables.claims
        c = c.filter(c.state.isin(STANDING), c.decided_on <= plan.as_of)
        number = ibis.cases(
            *(
                ((c.pack == pack.id) & (c.rule == rule.name), plan.numbers[pack.id, rule.name])
                for pack, rule in rules
            )
        )
        c = c.select("person_id", "subject_kind", "subject_id", "payee_id", rule_no=number.cast("int16"))
        return c.filter(c.rule_no.notnull())

    return plan.step("standing_claims", make)


def _not_had(plan: Plan, met: ir.Table, rules: list[Named]) -> ir.Table:
    """Without the benefits that are given once and were given: to the same person (or subject) and payee."""
    once = [plan.numbers[p.id, r.name] for p, r in rules if r.once]
    by_person = [plan.numbers[p.id, r.name] for p, r in rules if r.once and r.once_per == "person"]
    is_once = met.rule_no.isin(once)
    mine = met.filter(is_once)
    for same, numbers in ((_same_person, by_person), (_same_subject, once)):
        if not numbers:
            continue
        claims = _standing(plan, rules).view()  # a view of its own: the table is joined twice
        claims = claims.filter(claims.rule_no.isin(numbers))
        payee = (mine.payee_kind == "person") | claims.payee_id.isnull() | (mine.payee_id == claims.payee_id)
        mine = mine.anti_join(claims, [mine.rule_no == claims.rule_no, *same(mine, claims), payee])
    return union_all([met.filter(~is_once), mine])


def _same_person(row: ir.Table, other: ir.Table) -> list[Any]:
    return [row.person_id == other.person_id]


def _same_subject(row: ir.Table, other: ir.Table) -> list[Any]:
    return [row.subject_id == other.subject_id, row.subject_kind == other.subject_kind]


def excludes(one: Named, other: Named) -> bool:
    """Whether the first benefit says that it cannot be had beside the second."""
    (pack, rule), (other_pack, other_rule) = one, other
    own = pack.id == other_pack.id and other_rule.name in rule.excludes
    return own or f"{other_pack.id}.{other_rule.name}" in rule.excludes


def _not_excluded(plan: Plan, met: ir.Table, rules: list[Named]) -> ir.Table:
    """Rule after rule, without those whose holder has, or is given first, a benefit that it excludes."""
    partners = {n: _partners(rules, n) for n in range(len(rules))}
    free = [plan.number_of(*rules[n]) for n, others in partners.items() if not others]
    parts = [met.filter(met.rule_no.isin(free))] if free else []
    won: dict[int, ir.Table] = {}
    for n, others in partners.items():
        if not others:
            continue
        number = plan.number_of(*rules[n])
        row = met.filter(met.rule_no == number)
        for other in others:
            row = _without(plan, row, rules, n, other, won.get(other))
        won[n] = plan.step(f"entitled_{number}", partial(row.select, met.columns))
        parts.append(won[n])
    return union_all(parts)


def _partners(rules: list[Named], n: int) -> list[int]:
    """The places of the benefits that cannot be had beside the nth, whichever of the two says so."""
    return [
        place
        for place, other in enumerate(rules)
        if place != n
        and comparable(rules[n][1].subject.kind, other[1].subject.kind)
        and (excludes(rules[n], other) or excludes(other, rules[n]))
    ]


def _without(
    plan: Plan, row: ir.Table, rules: list[Named], n: int, other: int, won: ir.Table | None
) -> ir.Table:
    """The rows of the nth benefit whose holder neither has claimed the other one nor is given it first."""
    says = [rules[a] for a, b in ((n, other), (other, n)) if excludes(rules[a], rules[b])]
    row, barred = _barred(plan, row, rules[n][1].subject.kind, says)
    kinds = {rules[n][1].subject.kind, rules[other][1].subject.kind}
    sames = [_same_person] if kinds <= set(OF_PERSON) else []
    if len(kinds) == 1:
        sames.append(_same_subject)
    claims = _standing(plan, rules)
    given = [claims.filter(claims.rule_no == plan.number_of(*rules[other]))]
    for earlier in given if won is None else [*given, won]:
        for same in sames:
            seen = earlier.view()
            row = row.anti_join(seen, [*same(row, seen), *([row[barred]] if barred else [])])
    return row


def _barred(plan: Plan, row: ir.Table, kind: str, says: list[Named]) -> tuple[ir.Table, str]:
    """The rows with a column that tells where the exclusion applies; '' when it does everywhere.

    A benefit that says it excludes may be allowed to stack in some areas by its switch.
    """
    if any(rule.stacks is None for _, rule in says):
        return row, ""
    flags = []
    for pack, rule in says:
        values = plan.parameters(kind, pack)
        name = f"stacks_{plan.number_of(pack, rule)}"
        assert rule.stacks is not None
        switch = values.select("area_id", **{name: rule.stacks.resolve(values) == 1})
        row = row.drop(*({name} & set(row.columns))).left_join(switch, "area_id").drop("area_id_right")
        flags.append(~row[name].fill_null(False))
    name = f"barred_{len(row.columns)}"
    return row.mutate(**{name: reduce(lambda a, b: a | b, flags)}), name
