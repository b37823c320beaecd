"""Ranges of areas: nested ones cut into disjoint ones, the innermost winning."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Protocol, TypeVar


class Dated(Protocol):
    """Something that holds in a range of areas from a day on."""

    @property
    def lo(self) -> int:
        """The first area."""
        ...

    @property
    def hi(self) -> int:
        """The last area."""
        ...

    @property
    def since(self) -> date:
        """The first day."""
        ...


Ranged = TypeVar("Ranged", bound=Dated)
Value = TypeVar("Value")

#: What to raise when two ranges are equal or cross.
Clash = Callable[[Dated, Dated], Exception]


def disjoint(ranged: Iterable[Ranged], clash: Clash) -> list[tuple[int, int, Ranged]]:
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
                raise clash(outer, item)
            if at < item.lo:
                out.append((at, item.lo - 1, outer))
        stack.append(item)
        at = item.lo
    close(max((r.hi for r in order), default=0))
    return out


def cut(
    lo: int,
    hi: int,
    plain: Value,
    ranged: Iterable[Ranged],
    value: Callable[[Ranged], Value],
    clash: Clash,
) -> list[tuple[int, int, Value]]:
    """Pieces that cover lo..hi: ``plain``, and where it lies inside, the value of the most specific range."""
    pieces: list[tuple[int, int, Value]] = []
    at = lo
    for a, b, item in disjoint([r for r in ranged if r.lo <= hi and r.hi >= lo], clash):
        a, b = max(a, lo), min(b, hi)
        if b < a:
            continue
        if at < a:
            pieces.append((at, a - 1, plain))
        pieces.append((a, b, value(item)))
        at = b + 1
    if at <= hi:
        pieces.append((at, hi, plain))
    return _merged(pieces)


def _merged(pieces: list[tuple[int, int, Value]]) -> list[tuple[int, int, Value]]:
    merged: list[tuple[int, int, Value]] = []
    for lo, hi, value in pieces:
        if merged and merged[-1][1] + 1 == lo and merged[-1][2] == value:
            merged[-1] = (merged[-1][0], hi, value)
        else:
            merged.append((lo, hi, value))
    return merged


def at_once(
    lo: int, hi: int, names: Sequence[str], values: dict[str, list[tuple[int, int, Value]]]
) -> list[tuple[int, int, dict[str, Value]]]:
    """lo..hi cut wherever one of the named values changes, with all of them in each piece."""
    starts = sorted({lo} | {a for name in names for a, _, _ in values[name]})
    ends = [s - 1 for s in starts[1:]] + [hi]
    return [
        (a, b, {name: next(v for x, y, v in values[name] if x <= a <= y) for name in names})
        for a, b in zip(starts, ends, strict=True)
    ]
