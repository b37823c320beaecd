"""What the rules of packs look at: which facts have to be built, and which counts are in use."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

import ibis
import ibis.expr.types as ir
from ibis.expr.operations import Field, Value

from leye.facts.subjects import LINKS, SUBJECTS, needs
from leye.policy import MemberCount, Pack
from leye.policy.errors import CountsInCircle
from leye.policy.members import MEMBER_PREFIX
from leye.policy.parameters import COLUMN_PREFIX

#: Columns that say whom a row is about.
KEYS = ("subject_id", "person_id", "household_id", "area_id")


def columns_of(expression: Any, table: ir.Table) -> list[str]:
    """Names of the columns an expression looks at, each once, in the order they are met."""
    # Only through values: the relations below would name every column there is.
    found = expression.resolve(table).op().find(Field, filter=Value)
    return list(dict.fromkeys(field.name for field in found))


def blank(kind: str, pack: Pack) -> ir.Table:
    """A table with every column that an expression about this kind of subject may name; it holds nothing."""
    columns = dict.fromkeys(KEYS, "int64")
    columns |= {name: fact.dtype for name, fact in SUBJECTS[kind].facts.items()}
    columns |= {COLUMN_PREFIX + name: "int64" for name in ("", *pack.parameters)}
    columns |= {MEMBER_PREFIX + m.name: m.dtype for m in pack.members.values()}
    return ibis.table(columns, name="subject")


def expressions(pack: Pack, kind: str) -> list[Any]:
    """All expressions of the pack's rules about one kind of subject."""
    return [
        expression
        for rule in pack.rules.values()
        if rule.subject.kind == kind
        for expression in rule.expressions().values()
    ]


def _names(pack: Pack, kind: str, some: Iterable[Any]) -> set[str]:
    table = blank(kind, pack)
    return {name for expression in some for name in columns_of(expression, table)}


def counts_in(pack: Pack, kind: str, names: Iterable[str]) -> list[MemberCount]:
    """The pack's counts among the names of columns."""
    found = {name.removeprefix(MEMBER_PREFIX) for name in names if name.startswith(MEMBER_PREFIX)}
    return [count for count in pack.members.values() if count.name in found]


def counts_used(pack: Pack, kind: str) -> list[MemberCount]:
    """The counts that rules about this kind of subject look at."""
    return counts_in(pack, kind, _names(pack, kind, expressions(pack, kind)))


def worth_counting(rows: ir.Table, kind: str, pack: Pack) -> ir.Table:
    """The rows that meet what some rule asks before it comes to counts: for others no count can matter."""
    empty = blank(kind, pack)

    def counts(expression: Any) -> bool:
        return any(name.startswith(MEMBER_PREFIX) for name in columns_of(expression, empty))

    tests = []
    for rule in pack.rules.values():
        if rule.subject.kind == kind and any(map(counts, rule.expressions().values())):
            plain = [c.test.resolve(rows) for c in rule.conditions if not counts(c.test)]
            tests.append(ibis.and_(*plain))
    return rows.filter(ibis.or_(*tests)) if tests else rows


def all_counts_used(pack: Pack) -> list[MemberCount]:
    """Every count that a rule looks at, directly or through another count. Raises CountsInCircle."""
    found: dict[str, MemberCount] = {}

    def follow(count: MemberCount, path: tuple[str, ...]) -> None:
        if count.name in path:
            raise CountsInCircle(pack.id, count.name)
        found[count.name] = count
        for inner in counts_in(pack, count.of, _names(pack, count.of, count.expressions().values())):
            follow(inner, (*path, count.name))

    for kind in {rule.subject.kind for rule in pack.rules.values()}:
        for count in counts_used(pack, kind):
            follow(count, ())
    return [count for count in pack.members.values() if count.name in found]


def wanted_facts(packs: Mapping[str, Pack]) -> dict[str, set[str]]:
    """Names of the facts of each kind of subject that a rule, a count or another fact looks at."""
    wanted: dict[str, set[str]] = defaultdict(set)
    for pack in packs.values():
        for kind in {rule.subject.kind for rule in pack.rules.values()}:
            wanted[kind] |= _names(pack, kind, expressions(pack, kind))
        for count in all_counts_used(pack):
            wanted[count.of] |= _names(pack, count.of, count.expressions().values())
    for kind in list(wanted):
        facts = SUBJECTS[kind].facts
        # What a row belongs to is always told: counts and explanations go by it.
        wanted[kind] = {name for name in (*wanted[kind], *LINKS.values()) if name in facts}
        wanted["person"] |= needs(kind, wanted[kind])
    return dict(wanted)
