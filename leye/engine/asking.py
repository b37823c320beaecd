"""What is asked to explain rules: for each pack and kind of subject one row a subject, with facts and answers.

The question is an expression like the rules themselves; PostgreSQL answers it live, DuckDB over a kept snapshot.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import ibis.expr.types as ir

from leye.engine.explanation import ConditionAnswer, Earlier, FactValue, RuleExplanation
from leye.engine.plan import KEYS, Plan, columns_of
from leye.engine.remedy import remedy
from leye.facts import SUBJECTS
from leye.facts.catalogue import Fact
from leye.policy import Benefit, Duty, Limit, Pack, Rule
from leye.policy.members import MEMBER_PREFIX
from leye.policy.parameters import COLUMN_PREFIX

ADOPTED = "is_adopted"
EMPLOYER = "employer_id"
COUNTY_OFFICE = "县级就业服务机构"
GRASSROOTS = "村（社区）或乡镇工作人员"

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Question:
    """``table`` has a row a subject: its keys, the facts looked at, a Boolean a condition, and whether adopted."""

    pack: Pack
    kind: str
    table: ir.Table
    rules: tuple[Rule, ...]
    looks_at: Mapping[tuple[str, str], tuple[str, ...]]
    tests: Mapping[tuple[str, str], ir.Value] = field(repr=False)


def explainable(pack: Pack, kind: str) -> tuple[Rule, ...]:
    """The pack's duties, benefits and limits on this kind of subject."""
    return tuple(
        r for r in pack.rules.values() if r.subject.kind == kind and isinstance(r, Duty | Benefit | Limit)
    )


def question(plan: Plan, pack: Pack, kind: str) -> Question | None:
    """What to ask about the pack's rules on this kind of subject; None when it has none to explain."""
    if not explainable(pack, kind):
        return None
    return question_over(pack, kind, plan.beside(kind, pack, adopted_only=False))


def question_over(pack: Pack, kind: str, table: ir.Table) -> Question:
    """The question over a table that has the facts, the pack's parameters and its counts beside each other."""
    rules = explainable(pack, kind)
    looks_at: dict[tuple[str, str], tuple[str, ...]] = {}
    tests: dict[tuple[str, str], ir.Value] = {}
    for rule in rules:
        for condition in rule.conditions:
            key = (rule.name, condition.number)
            looks_at[key] = tuple(columns_of(condition.test, table))
            tests[key] = condition.test.resolve(table)
    more = {EMPLOYER} & set(table.columns)
    facts = sorted(({name for names in looks_at.values() for name in names} | more) - set(KEYS))
    answers = {answer_name(*key): test for key, test in tests.items()}
    asked = table.select(*KEYS, *facts, **answers, **{ADOPTED: table[COLUMN_PREFIX].notnull()})
    return Question(pack, kind, asked, rules, looks_at, tests)


def answer_name(rule: str, number: str) -> str:
    """The column that holds whether a condition of a rule is met."""
    return f"c__{rule}__{number}"


@dataclass(frozen=True)
class Found:
    """What holds for the subjects asked about, and the standing claims of their people."""

    duties: Sequence[Row] = ()
    findings: Sequence[Row] = ()
    entitlements: Sequence[Row] = ()
    claims: Sequence[Row] = ()


def explained(asked: Question, row: Row, found: Found, as_of: date) -> list[RuleExplanation]:
    """Every rule of the question about one subject."""
    return [explain_rule(asked, rule, row, found, as_of) for rule in asked.rules]


def explain_rule(asked: Question, rule: Rule, row: Row, found: Found, as_of: date) -> RuleExplanation:
    """One rule of the question about one subject."""
    pack, subject_id = asked.pack, int(row["subject_id"])
    adopted = bool(row[ADOPTED])
    conditions = tuple(_condition(asked, rule, c.number, c.label, row, adopted) for c in rule.conditions)
    outcome = _outcome(pack, rule, subject_id, found)
    earlier = earlier_claims(pack, rule, row, found) if isinstance(rule, Benefit) else ()
    given = "amount_fen" in outcome
    instead = _instead(pack, rule, row, found) if isinstance(rule, Benefit) and not given else ""
    return RuleExplanation(
        pack=pack.id,
        document=pack.info.number,
        rule=rule.name,
        kind=rule.kind,
        title=rule.title,
        clause=str(rule.clause),
        subject_kind=rule.subject.kind,
        subject_id=subject_id,
        status=_status(rule, conditions, adopted, outcome, bool(earlier), bool(instead)),
        person_id=row["person_id"],
        conditions=conditions,
        unit=rule.unit if isinstance(rule, Limit) else "",
        note=rule.note,
        as_of=as_of,
        earlier=() if given else earlier,
        instead=instead,
        gives=rule.gives if isinstance(rule, Benefit) else "",
        **outcome,
    )


def _condition(
    asked: Question, rule: Rule, number: str, label: str, row: Row, adopted: bool
) -> ConditionAnswer:
    key = (rule.name, number)
    answer = row[answer_name(*key)]
    facts = tuple(_fact(asked.pack, rule, name, row[name]) for name in asked.looks_at[key])
    help_words = ""
    if adopted and answer is False:
        help_words = remedy(asked.tests[key], row, lambda name: _Word(asked.pack, rule, name))
    return ConditionAnswer(number, label, answer, facts, help_words)


def _outcome(pack: Pack, rule: Rule, subject_id: int, found: Found) -> dict[str, Any]:
    """Need, have and window of a duty, value and bound of an exceeded limit, or the amount of a benefit."""
    for rows, columns in (
        (found.duties, ("need", "have", "since", "until", "due_on")),
        (found.findings, ("value", "bound")),
        (found.entitlements, ("amount_fen",)),
    ):
        for row in _about(pack, rule, subject_id, rows):
            return {c: row[c] for c in columns}
    return {}


def _about(pack: Pack, rule: Rule, subject_id: int, rows: Iterable[Row]) -> Iterable[Row]:
    wanted = (pack.id, rule.name, rule.subject.kind, subject_id)
    return (r for r in rows if (r["pack"], r["rule"], r["subject_kind"], r["subject_id"]) == wanted)


def _beside(pack: Pack, rule: Benefit) -> set[tuple[str, str]]:
    """Benefits that the rule cannot be had beside, as (pack, rule)."""
    named = [name.rpartition(".") for name in rule.excludes]
    both = {(pack.id, b.name) for b in pack.benefits if rule.name in b.excludes}
    return {(of or pack.id, name) for of, _, name in named} | both


def _instead(pack: Pack, rule: Benefit, row: Row, found: Found) -> str:
    """The title of a benefit that the same person has instead; empty when there is none."""
    beside = _beside(pack, rule)
    for other in found.entitlements:
        if (other["pack"], other["rule"]) in beside and other["person_id"] == row["person_id"]:
            known = pack.rules.get(other["rule"]) if other["pack"] == pack.id else None
            return known.title if known else str(other["rule"])
    return ""


def earlier_claims(pack: Pack, rule: Benefit, row: Row, found: Found) -> tuple[Earlier, ...]:
    """Standing claims that shut this benefit out: for the same thing, or for one it cannot be had beside."""
    same = {(pack.id, rule.name)} if rule.once else set()
    beside = _beside(pack, rule)
    claims = []
    for claim in found.claims:
        key = (claim["pack"], claim["rule"])
        mine = claim["person_id"] is not None and claim["person_id"] == row["person_id"]
        subject = (claim["subject_kind"], claim["subject_id"]) == (rule.subject.kind, row["subject_id"])
        had = subject or (mine and rule.once_per == "person")
        if (key in same and had) or (key in beside and mine):
            known = pack.rules.get(claim["rule"]) if claim["pack"] == pack.id else None
            title = known.title if known else f"{claim['pack']}.{claim['rule']}"
            claims.append(Earlier.of(claim, same=key in same, title=title))
    return tuple(claims)


def _status(
    rule: Rule,
    conditions: tuple[ConditionAnswer, ...],
    adopted: bool,
    outcome: Mapping[str, Any],
    claimed: bool,
    has_other: bool,
) -> str:
    if not adopted:
        return "not_adopted"
    short = [c.answer for c in conditions if c.answer is not True]
    if not short:
        if outcome or isinstance(rule, Limit):
            return "yes"
        return "already" if claimed else "instead" if has_other else "no_window"
    if False not in short:
        return "missing_fact"
    return "one_short" if len(short) == 1 < len(conditions) else "no"


@dataclass(frozen=True)
class _Word:
    """A column in words: a fact, a count of members, or a parameter of the pack."""

    pack: Pack
    rule: Rule
    column: str

    @property
    def is_fact(self) -> bool:
        return not self.column.startswith(COLUMN_PREFIX)

    @property
    def fact(self) -> Fact:
        return SUBJECTS[self.rule.subject.kind].facts[self.column]

    @property
    def label(self) -> str:
        if not self.is_fact:
            return self.pack.parameters[self.column.removeprefix(COLUMN_PREFIX)].label
        if self.column.startswith(MEMBER_PREFIX):
            return self.pack.members[self.column.removeprefix(MEMBER_PREFIX)].label
        return self.fact.label

    def show(self, value: Any) -> str:
        if not self.is_fact:
            parameter = self.pack.parameters[self.column.removeprefix(COLUMN_PREFIX)]
            return "未采用" if value is None else parameter.show(value)
        if self.column.startswith(MEMBER_PREFIX):
            return "没有可以计数的记录" if value is None else str(value)
        return self.fact.show(value)


def _fact(pack: Pack, rule: Rule, column: str, value: Any) -> FactValue:
    word = _Word(pack, rule, column)
    plain = value.isoformat() if isinstance(value, date) else value
    if not word.is_fact:
        parameter = pack.parameters[column.removeprefix(COLUMN_PREFIX)]
        source = f"参数，依据{parameter.clause}" + ("，本地口径" if parameter.local else "")
        return FactValue(column, word.label, plain, word.show(value), source, COUNTY_OFFICE)
    if column.startswith(MEMBER_PREFIX):
        return FactValue(column, word.label, plain, word.show(value), "台账计数", GRASSROOTS)
    return FactValue(
        column, word.label, plain, word.show(value), word.fact.source, word.fact.supplier
    )  # fmt: skip
