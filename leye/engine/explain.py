"""Why each rule applies to somebody or does not: asked of PostgreSQL with the rules' own expressions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import ibis
import ibis.expr.types as ir

from leye.engine.explanation import ConditionAnswer, Explanation, FactValue, RuleExplanation
from leye.engine.live import (
    PEOPLE_TABLES,
    Execute,
    LiveEvaluator,
    LiveQuery,
    LiveResult,
    LiveStatement,
    narrowed_tables,
)
from leye.engine.marks import DAY_MARK
from leye.engine.plan import KEYS, Plan, columns_of
from leye.facts import SUBJECTS
from leye.policy import Benefit, Duty, Limit, Pack, Rule
from leye.policy.members import MEMBER_PREFIX
from leye.policy.parameters import COLUMN_PREFIX

KINDS = ("person", "household", "placement")
ADOPTED = "is_adopted"


@dataclass(frozen=True)
class _Asked:
    """A compiled question: for each rule, the columns its conditions look at."""

    query: LiveQuery
    rules: tuple[Rule, ...]
    looks_at: Mapping[tuple[str, str], tuple[str, ...]]


class Explainer:
    """Explains people live. Make one per process and give it the process's LiveEvaluator."""

    def __init__(self, live: LiveEvaluator) -> None:
        self.live = live
        self._asked: dict[tuple[str, str], _Asked | None] = {}

    def person(self, execute: Execute, person_id: int, as_of: date) -> Explanation:
        """Every duty, benefit and limit about the person, the household and the placements.

        A person who is not there (or may not be seen) has an explanation without rules.
        """
        now = self.live.person(execute, person_id, as_of)
        found: list[RuleExplanation] = []
        for pack in self.live.packs.values():
            for kind in KINDS:
                asked = self._ask(pack, kind)
                if asked is None:
                    continue
                rows = asked.query.run(execute, now.covers["person"], as_of)
                for row in rows:
                    if kind == "household" or row["person_id"] == person_id:
                        found += [_explain(pack, r, row, asked, now, as_of) for r in asked.rules]
        return Explanation(person_id, as_of, tuple(found))

    def _ask(self, pack: Pack, kind: str) -> _Asked | None:
        if (pack.id, kind) not in self._asked:
            self._asked[pack.id, kind] = _compile(self.live.packs, pack, kind)
        return self._asked[pack.id, kind]


def _compile(packs: Mapping[str, Pack], pack: Pack, kind: str) -> _Asked | None:
    rules = tuple(
        r for r in pack.rules.values() if r.subject.kind == kind and isinstance(r, Duty | Benefit | Limit)
    )
    if not rules:
        return None
    statement = LiveStatement()
    plan = Plan(packs, narrowed_tables(PEOPLE_TABLES), ibis.literal(DAY_MARK), statement.keep)
    table = plan.beside(kind, pack, adopted_only=False)
    looks_at, answers = {}, {}
    for rule in rules:
        for condition in rule.conditions:
            looks_at[rule.name, condition.number] = tuple(columns_of(condition.test, table))
            answers[_answer(rule, condition.number)] = condition.test.resolve(table)
    facts = sorted({name for names in looks_at.values() for name in names} - set(KEYS))
    any_parameter = COLUMN_PREFIX + next(iter(p.name for p in pack.parameters.values() if p.kind != "target"))
    row = table.select(*KEYS, *facts, **answers, **{ADOPTED: _notnull(table, any_parameter)})
    return _Asked(statement.query(row), rules, looks_at)


def _notnull(table: ir.Table, column: str) -> ir.Value:
    return table[column].notnull()


def _answer(rule: Rule, number: str) -> str:
    return f"c__{rule.name}__{number}"


def _explain(
    pack: Pack, rule: Rule, row: Mapping[str, Any], asked: _Asked, now: LiveResult, as_of: date
) -> RuleExplanation:
    conditions = tuple(
        ConditionAnswer(
            c.number,
            c.label,
            row[_answer(rule, c.number)],
            tuple(_fact(pack, rule, n, row[n]) for n in asked.looks_at[rule.name, c.number]),
        )
        for c in rule.conditions
    )
    subject_id = int(row["subject_id"])
    extra = _outcome(pack, rule, subject_id, now)
    return RuleExplanation(
        pack=pack.id,
        document=pack.info.number,
        rule=rule.name,
        kind=rule.kind,
        title=rule.title,
        clause=str(rule.clause),
        subject_kind=rule.subject.kind,
        subject_id=subject_id,
        status=_status(rule, conditions, bool(row[ADOPTED]), extra),
        conditions=conditions,
        unit=rule.unit if isinstance(rule, Limit) else "",
        note=rule.note,
        as_of=as_of,
        **extra,
    )


def _outcome(pack: Pack, rule: Rule, subject_id: int, now: LiveResult) -> dict[str, Any]:
    """Need, have and window of a duty, or value and bound of an exceeded limit."""
    wanted = (pack.id, rule.name, subject_id)
    for rows, columns in (
        (now.duties, ("need", "have", "since", "until", "due_on")),
        (now.findings, ("value", "bound")),
    ):
        for row in rows:
            if (row["pack"], row["rule"], row["subject_id"]) == wanted:
                return {c: row[c] for c in columns}
    return {}


def _status(
    rule: Rule, conditions: tuple[ConditionAnswer, ...], adopted: bool, outcome: Mapping[str, Any]
) -> str:
    if not adopted:
        return "not_adopted"
    short = [c.answer for c in conditions if c.answer is not True]
    if not short:
        return "no_window" if isinstance(rule, Duty) and not outcome else "yes"
    if False not in short:
        return "missing_fact"
    return "one_short" if len(short) == 1 < len(conditions) else "no"


def _fact(pack: Pack, rule: Rule, column: str, value: Any) -> FactValue:
    """A column's value in words: a fact, a count of members, or a parameter of the pack."""
    plain = value.isoformat() if isinstance(value, date) else value
    if column.startswith(COLUMN_PREFIX):
        parameter = pack.parameters[column.removeprefix(COLUMN_PREFIX)]
        shown = (
            (parameter.choices or {}).get(value, f"{value}{parameter.unit}")
            if value is not None
            else "未采用"
        )
        source = f"参数，依据{parameter.clause}" + ("，本地口径" if parameter.local else "")
        return FactValue(column, parameter.label, plain, shown, source, "旗县就业服务机构")
    if column.startswith(MEMBER_PREFIX):
        member = pack.members[column.removeprefix(MEMBER_PREFIX)]
        shown = "不在任何家庭中" if value is None else f"{value}人"
        return FactValue(column, member.label, plain, shown, "家庭台账·成员", "嘎查村（社区）或乡镇工作人员")
    fact = SUBJECTS[rule.subject.kind].facts[column]
    return FactValue(column, fact.label, plain, fact.show(value), fact.source, fact.supplier)
