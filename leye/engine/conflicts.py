"""Where documents adopted at one place say different things: plain findings for officials, changing nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Any

from leye.engine.adoptions import Adoption, Override
from leye.engine.superseding import supersedes
from leye.policy import Benefit, Duty, Limit, Pack, Rule
from leye.policy.parameters import COLUMN_PREFIX

_ONE_PARAMETER = re.compile(rf"^_\['{COLUMN_PREFIX}(\w+)'\]$")


@dataclass(frozen=True)
class Conflict:
    """Two documents in force in one range of areas that do not go together.

    ``kind``: ``numbers`` (the same order with different numbers), ``title`` (two rules with one title),
    ``superseded`` (one takes the place of the other, and both are adopted). ``first`` and ``second`` are
    (pack, rule), the rule '' when it is about the whole document. ``prevails`` is the pack that goes first where
    the other says that it gives way, else ''.
    """

    kind: str
    lo: int
    hi: int
    first: tuple[str, str]
    second: tuple[str, str]
    message: str
    prevails: str = ""


def conflicts(
    packs: Mapping[str, Pack],
    adoptions: Iterable[Adoption],
    as_of: date,
    overrides: Iterable[Override] = (),
) -> list[Conflict]:
    """Every conflict between two documents adopted on the day in areas that one of the two ranges holds."""
    held = [a for a in adoptions if a.pack in packs and _holds(a.since, a.until, as_of)]
    local = [o for o in overrides if _holds(o.since, o.until, as_of)]
    found: list[Conflict] = []
    for one, other in combinations(sorted(held, key=lambda a: (a.pack, a.lo, a.hi)), 2):
        lo, hi = max(one.lo, other.lo), min(one.hi, other.hi)
        if one.pack != other.pack and lo <= hi:
            pair = packs[one.pack], packs[other.pack]
            found += _superseding(*pair, lo, hi) or _between(*pair, lo, hi, as_of, local)
    return found


def _holds(since: date, until: date | None, day: date) -> bool:
    return since <= day and (until is None or day <= until)


def _superseding(one: Pack, other: Pack, lo: int, hi: int) -> list[Conflict]:
    for later, earlier in ((one, other), (other, one)):
        if supersedes(later, earlier):
            message = (
                f"文件 {later.info.number} 替代 {earlier.info.number}，而两份文件在同一地区都已采用："
                f"自前者生效起后者不再产生任务。请终止采用 {earlier.info.number}。"
            )
            return [Conflict("superseded", lo, hi, (later.id, ""), (earlier.id, ""), message, later.id)]
    return []


def _between(
    one: Pack, other: Pack, lo: int, hi: int, as_of: date, overrides: list[Override]
) -> list[Conflict]:
    prevails = _prevails(one, other)
    found = []
    for mine in one.rules.values():
        for theirs in other.rules.values():
            kind, words = "", ""
            numbers = (
                _number(one, mine, lo, hi, as_of, overrides),
                _number(other, theirs, lo, hi, as_of, overrides),
            )
            if _same_order(mine, theirs) and numbers[0] != numbers[1] and None not in numbers:
                kind = "numbers"
                words = (
                    f"“{mine.title}”（{one.info.number} {mine.clause}，{_shown(one, mine, numbers[0])}）与"
                    f"“{theirs.title}”（{other.info.number} {theirs.clause}，{_shown(other, theirs, numbers[1])}）"
                    "要求的是同一件事，数字不同（适用的人可能不同）"
                )
            elif mine.title == theirs.title and mine.subject.kind == theirs.subject.kind:
                kind = "title"
                words = f"{one.info.number} {mine.clause} 与 {other.info.number} {theirs.clause} 都有“{mine.title}”"
            if kind:
                message = f"{words}。{_remedy(prevails, one, other)}"
                found.append(
                    Conflict(kind, lo, hi, (one.id, mine.name), (other.id, theirs.name), message, prevails)
                )
    return found


def _prevails(one: Pack, other: Pack) -> str:
    """The pack that goes first: the other one names its document among those it gives way to."""
    if other.info.number in one.info.gives_way_to:
        return other.id
    if one.info.number in other.info.gives_way_to:
        return one.id
    return _higher(one, other) or _higher(other, one)


def _higher(one: Pack, other: Pack) -> str:
    """The other pack, when the first gives way to documents of higher places and the other is of one."""
    if not one.info.gives_way_to or not (one.info.area and other.info.area):
        return ""
    own, above = one.info.area.rstrip("0"), other.info.area.rstrip("0")
    return other.id if len(above) < len(own) and own.startswith(above) else ""


def _remedy(prevails: str, one: Pack, other: Pack) -> str:
    if prevails:
        first, second = (one, other) if prevails == one.id else (other, one)
        return (
            f"{second.info.number} 写明从其规定，以 {first.info.number} 为准；"
            "请在“参数”页把前者的本地取值改成一致，或终止采用前者。"
        )
    return (
        "两项都会执行，按要求高的一项办理即可同时完成；如只需一项，请在“参数”页改成一致，或终止采用其中一份。"
    )


def _same_order(mine: Rule, theirs: Rule) -> bool:
    """Whether two rules order the same: the same records in the same period, or the same benefit, or limit."""
    if mine.subject.kind != theirs.subject.kind or mine.kind != theirs.kind:
        return False
    if isinstance(mine, Duty) and isinstance(theirs, Duty):
        return (
            mine.done_by == theirs.done_by
            and mine.per.name == theirs.per.name
            and repr(mine.expressions().get("已达到")) == repr(theirs.expressions().get("已达到"))
        )
    if isinstance(mine, Benefit) and isinstance(theirs, Benefit):
        return (mine.gives, mine.payee) == (theirs.gives, theirs.payee)
    if isinstance(mine, Limit) and isinstance(theirs, Limit):
        return repr(mine.expressions() | {"上限": 0}) == repr(theirs.expressions() | {"上限": 0})
    return False


def _ordered(rule: Rule) -> Any:
    """The expression with the number that the rule orders."""
    for name in ("at_least", "amount", "at_most"):
        if (value := getattr(rule, name, None)) is not None:
            return value
    return None


def _parameter(rule: Rule) -> str:
    found = _ONE_PARAMETER.match(repr(_ordered(rule)))
    return found[1] if found else ""


def _number(pack: Pack, rule: Rule, lo: int, hi: int, as_of: date, overrides: list[Override]) -> int | None:
    """The number a rule orders in a range, where it is a parameter with one value there; else None."""
    name = _parameter(rule)
    if not name or name not in pack.parameters:
        return None
    around = [o for o in overrides if (o.pack, o.name) == (pack.id, name) and o.lo <= lo and hi <= o.hi]
    if around:
        return min(around, key=lambda o: o.hi - o.lo).value
    parameter = pack.parameters[name]
    return parameter.value_on(as_of, standing=True) if parameter.has_value(as_of) else None


def _shown(pack: Pack, rule: Rule, number: int | None) -> str:
    return pack.parameters[_parameter(rule)].show(number)
