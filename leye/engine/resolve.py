"""From adoptions and overrides to two tables of disjoint ranges: windows by rule, values by parameter.

Pure Python: the caller reads adoptions from wherever it keeps them and stores the rows that come back.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from leye.policy import Pack, PolicyError, Rule, Span, Window
from leye.policy.periods import DayTest


@dataclass(frozen=True)
class Adoption:
    """An area range (a subtree) that adopted a pack for a period, both ends included.

    ``standing``: it goes on as a local rule after the document's own end.
    """

    pack: str
    lo: int
    hi: int
    since: date
    until: date | None = None
    standing: bool = False


@dataclass(frozen=True)
class Override:
    """A value that an area range set for a parameter of a pack, for a period, both ends included."""

    pack: str
    name: str
    lo: int
    hi: int
    value: int
    since: date
    until: date | None = None


@dataclass(frozen=True)
class AreaRule:
    """A row of adoption_arearule: the window of a rule in a range of areas on a day."""

    pack: str
    rule: str
    lo: int
    hi: int
    since: date
    until: date
    due_on: date
    as_of: date


@dataclass(frozen=True)
class AreaValue:
    """A row of adoption_areavalue: the value of a parameter in a range of areas on a day."""

    pack: str
    name: str
    lo: int
    hi: int
    value: int
    as_of: date


@dataclass(frozen=True)
class Notice:
    """Something an official should know about an adoption that does not act, or acts past its dates."""

    pack: str
    lo: int
    hi: int
    message: str


@dataclass
class Resolved:
    """All rows for one day. Ranges of one rule, or of one parameter, never overlap."""

    as_of: date
    rules: list[AreaRule] = field(default_factory=list)
    values: list[AreaValue] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)


class AdoptionsOverlap(PolicyError):
    """Two adoptions (or overrides) of the same thing hold in the same range on the same day."""

    def __init__(self, what: str, first: Adoption | Override, second: Adoption | Override) -> None:
        self.first, self.second = first, second
        super().__init__(
            f"{what}在同一地区同一时间有两条：{first.lo}–{first.hi}（{first.since} 起）与 "
            f"{second.lo}–{second.hi}（{second.since} 起）。请先终止其中一条，或改为不重叠的期间。"
        )


Ranged = TypeVar("Ranged", Adoption, Override)


def resolve(
    packs: Mapping[str, Pack],
    adoptions: Iterable[Adoption],
    overrides: Iterable[Override],
    as_of: date,
    is_working_day: DayTest,
) -> Resolved:
    """What is in force where on ``as_of``: the most specific area wins.

    Raises AdoptionsOverlap for two adoptions of one pack that overlap without one lying inside the other,
    and ParameterOutsideDates for a parameter without a value on the day.
    """
    result = Resolved(as_of)
    overrides = [o for o in overrides if _holds(o, as_of)]
    by_pack: dict[str, list[Adoption]] = {}
    for adoption in adoptions:
        if adoption.pack in packs and _holds(adoption, as_of):
            by_pack.setdefault(adoption.pack, []).append(adoption)
    for pack_id in sorted(by_pack):
        pack = packs[pack_id]
        for lo, hi, adoption in _disjoint(by_pack[pack_id], f"政策包 {pack_id} 的采用"):
            if _acts(pack, adoption, as_of, result):
                _resolve_range(pack, adoption, lo, hi, overrides, is_working_day, result)
    return result


def _holds(dated: Adoption | Override, day: date) -> bool:
    return dated.since <= day and (dated.until is None or day <= dated.until)


def _acts(pack: Pack, adoption: Adoption, as_of: date, result: Resolved) -> bool:
    """Whether the adoption acts on the day; past the document's dates only a standing one does."""
    info = pack.info
    if info.valid_from <= as_of <= info.valid_until:
        return True
    if as_of < info.valid_from:
        message = f"文件 {info.number} 自 {info.valid_from} 起施行，此前不产生任务。"
    elif adoption.standing:
        message = f"文件 {info.number} 已于 {info.valid_until} 到期，本地区延续执行，参数沿用最后一次取值。"
    else:
        message = (
            f"文件 {info.number} 已于 {info.valid_until} 到期，采用未勾选“延续执行”，不再产生任务。"
            "如需继续，请以“延续执行的本地规则”重新采用。"
        )
    result.notices.append(Notice(pack.id, adoption.lo, adoption.hi, message))
    return as_of > info.valid_until and adoption.standing


def _resolve_range(
    pack: Pack,
    adoption: Adoption,
    lo: int,
    hi: int,
    overrides: Sequence[Override],
    is_working_day: DayTest,
    result: Resolved,
) -> None:
    """Add the rows of one range under one adoption.

    A target has a row only for the very area it was set for: the document's own, or an override's.
    """
    as_of = result.as_of
    values: dict[str, list[tuple[int, int, int]]] = {}
    for name, parameter in pack.parameters.items():
        own = parameter.value_on(as_of, standing=adoption.standing)
        ours = [o for o in overrides if (o.pack, o.name) == (pack.id, name)]
        if parameter.kind == "target":
            at = {o.lo: o.value for o in sorted(ours, key=lambda o: -o.hi) if lo <= o.lo <= hi}
            home = int(pack.info.area.ljust(12, "0"))
            at = ({home: own} if lo <= home <= hi else {}) | at
            result.values += [AreaValue(pack.id, name, no, no, value, as_of) for no, value in at.items()]
            continue
        values[name] = _cut(lo, hi, own, ours, f"参数“{parameter.label}”的本地取值")
        result.values += [AreaValue(pack.id, name, a, b, value, as_of) for a, b, value in values[name]]
    whole = _whole(pack, adoption)
    for rule in pack.rules.values():
        for a, b, chosen in _pieces(lo, hi, rule, values):
            window = rule.period.window(as_of, whole, chosen.__getitem__, is_working_day)
            if window is not None:
                result.rules.append(_row(pack, rule, a, b, window, as_of))


def _row(pack: Pack, rule: Rule, lo: int, hi: int, window: Window, as_of: date) -> AreaRule:
    return AreaRule(pack.id, rule.name, lo, hi, window.since, window.until, window.due_on, as_of)


def _whole(pack: Pack, adoption: Adoption) -> Span:
    """The days a document acts under an adoption. A standing one has no end of its own."""
    far = date(9999, 12, 31)
    end = far if adoption.standing else pack.info.valid_until
    return Span(max(pack.info.valid_from, adoption.since), min(end, adoption.until or far))


def _pieces(
    lo: int, hi: int, rule: Rule, values: Mapping[str, list[tuple[int, int, int]]]
) -> list[tuple[int, int, dict[str, int]]]:
    """The range cut where a parameter of the rule's period changes, with the values in each piece."""
    names = rule.period.parameters()
    starts = sorted({lo} | {a for name in names for a, _, _ in values[name]})
    ends = [s - 1 for s in starts[1:]] + [hi]
    return [
        (a, b, {name: next(v for x, y, v in values[name] if x <= a <= y) for name in names})
        for a, b in zip(starts, ends, strict=True)
    ]


def _cut(lo: int, hi: int, own: int, overrides: Sequence[Override], what: str) -> list[tuple[int, int, int]]:
    """Disjoint ranges over lo..hi: the pack's own value, and each override where it is most specific."""
    inside = [
        Override(o.pack, o.name, max(o.lo, lo), min(o.hi, hi), o.value, o.since, o.until)
        for o in overrides
        if o.lo <= hi and o.hi >= lo
    ]
    base = Override("", "", lo, hi, own, date.min)
    cut: list[tuple[int, int, int]] = []
    covered = _disjoint(inside, what)
    at = lo
    for a, b, override in covered:
        if at < a:
            cut.append((at, a - 1, base.value))
        cut.append((a, b, override.value))
        at = b + 1
    if at <= hi:
        cut.append((at, hi, base.value))
    return _merged(cut)


def _merged(ranges: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    merged: list[tuple[int, int, int]] = []
    for lo, hi, value in ranges:
        if merged and merged[-1][1] + 1 == lo and merged[-1][2] == value:
            merged[-1] = (merged[-1][0], hi, value)
        else:
            merged.append((lo, hi, value))
    return merged


def _disjoint(ranged: Sequence[Ranged], what: str) -> list[tuple[int, int, Ranged]]:
    """Nested ranges cut into disjoint ones, the innermost winning; crossing or equal ranges raise."""
    order = sorted(ranged, key=lambda r: (r.lo, -r.hi))
    out: list[tuple[int, int, Ranged]] = []
    stack: list[Ranged] = []
    at = 0

    def close(until: int) -> None:
        nonlocal at
        while stack and stack[-1].hi <= until:
            top = stack.pop()
            if at <= top.hi:
                out.append((at, top.hi, top))
            at = top.hi + 1

    for item in order:
        close(item.lo - 1)
        if stack:
            outer = stack[-1]
            if item.hi > outer.hi or (item.lo, item.hi) == (outer.lo, outer.hi):
                raise AdoptionsOverlap(what, outer, item)
            if at < item.lo:
                out.append((at, item.lo - 1, outer))
        stack.append(item)
        at = item.lo
    close(max((r.hi for r in ranged), default=0))
    return out
