"""Binds the rules of a pack to the facts, without any data: names, types, numbers, and the SQL of each engine."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import ibis
import ibis.expr.types as ir
from ibis.common.annotations import ValidationError
from ibis.common.exceptions import IbisError
from ibis.common.typing import CoercionError
from ibis.expr import operations as ops
from sqlglot.errors import SqlglotError

from leye.facts import SUBJECTS
from leye.policy import Benefit, Pack, Rule
from leye.policy.members import MEMBER_PREFIX, MemberCount
from leye.policy.parameters import COLUMN_PREFIX

#: Engines whose SQL every expression must have, by Ibis's names for them.
DIALECTS = {"duckdb": "DuckDB", "postgres": "PostgreSQL", "pyspark": "Spark"}

#: What Ibis, its compilers and the words of a rule raise when an expression does not fit.
UNBINDABLE = (
    IbisError,
    ValidationError,
    CoercionError,
    SqlglotError,
    AttributeError,
    LookupError,
    TypeError,
    ValueError,
)

KEYS = ("subject_id", "person_id", "household_id", "area_id")

#: Numbers that are no order of a document: no and yes, and what a share is counted in.
PLAIN_NUMBERS = {0, 1, 100, 10000}

_PARAMETER = re.compile(rf"\b{COLUMN_PREFIX}(\w+)")


def subject_table(pack: Pack, kind: str) -> ir.Table:
    """An empty table with every column that a rule about this kind of subject may ask for."""
    columns: dict[str, Any] = dict.fromkeys(KEYS, "int64")
    columns |= {name: fact.dtype for name, fact in SUBJECTS[kind].facts.items()}
    columns |= {COLUMN_PREFIX + name: "int64" for name in pack.parameters}
    columns |= {MEMBER_PREFIX + member.name: member.dtype for member in pack.members.values()}
    return ibis.table(columns, name=kind)


def binding_faults(pack: Pack, rule: Rule) -> Iterator[str]:
    """What is wrong with the expressions of one rule, in sentences."""
    yield from _faults(subject_table(pack, rule.subject.kind), rule.expressions(), _conditions(rule))


def member_faults(pack: Pack, member: MemberCount) -> Iterator[str]:
    """What is wrong with the expressions of a count."""
    yield from _faults(subject_table(pack, member.of), member.expressions(), {"条件"})


def _conditions(rule: Rule) -> set[str]:
    """Names of the expressions that must be true or false."""
    named = {f"条件{c.number}" for c in rule.conditions}
    if isinstance(rule, Benefit):
        named |= {f"次序{c.number}" for c in rule.ranks}
    return named | {"计数"}


def _faults(table: ir.Table, expressions: dict[str, Any], tests: set[str]) -> Iterator[str]:
    for name, expression in expressions.items():
        try:
            value = expression.resolve(table)
        except UNBINDABLE as error:
            yield f"{name}不能与事实对上：{type(error).__name__}：{error}"
            continue
        if name in tests and not value.type().is_boolean():
            yield f"{name}的结果是 {value.type()}，应为是或否；多半是漏写了比较，例如 >= param(…)。"
        yield from (f"{name}直接写了数字 {n}；数字一律放在 parameters.yaml。" for n in _numbers(value))
        yield from _untold(table, name, value)


def _numbers(value: ir.Value) -> list[int | float]:
    found = (node.value for node in value.op().find(ops.Literal, filter=ops.Value))
    return [n for n in found if isinstance(n, int | float) and n not in PLAIN_NUMBERS]


def _untold(table: ir.Table, name: str, value: ir.Value) -> Iterator[str]:
    for dialect, engine in DIALECTS.items():
        try:
            ibis.to_sql(table.select(answer=value), dialect=dialect)
        except UNBINDABLE as error:
            yield f"{name}在 {engine} 上写不出来：{type(error).__name__}：{error}"


def parameters_used(pack: Pack) -> set[str]:
    """Names of all parameters that rules, periods and counts ask for."""
    expressions = [e for rule in pack.rules.values() for e in rule.expressions().values()]
    expressions += [e for member in pack.members.values() for e in member.expressions().values()]
    used = set(_PARAMETER.findall(" ".join(map(repr, expressions))))
    return used | {name for rule in pack.rules.values() for name in rule.period.parameters()}
