"""How rules of matching are written: once, and read by four readers.

A rule is a function of two rows (a seeker `s` and a place on offer `v`) and of the reach `r` between them, made of
integers, comparisons, `&`, `|` and the helpers here. It is called with Ibis columns (for DuckDB and Spark), with
names (which become the source of a kernel), with numpy columns (to say why nothing was found) and with plain numbers
(to explain one pair). What an operand cannot do the same everywhere, such as division, is not offered.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from leye.matching.names import Name, Narrow, narrow_text, text_of

#: A rule over a seeker, an offer and the reach between them; any of the four kinds of operands.
Test = Callable[[Any, Any, Any], Any]
#: Sets of names travel as bits: so many names of a column, and one bit more for "a name beyond them".
NAMES = {"certificates": 61, "skills": 62, "demands": 29, "groups": 30, "hours": 5, "contract": 5}
#: The prime that ties are broken by; products of two smaller numbers fit in 64 bits.
TIE = 2**31 - 1


class Row:
    """A row whose columns are looked up by attribute: `Row(lambda name: t["s_" + name]).education`."""

    def __init__(self, look_up: Callable[[str], Any]) -> None:
        self._look_up = look_up

    def __getattr__(self, name: str) -> Any:
        return self._look_up(name)


def where(test: Any, yes: Any, no: Any) -> Any:
    """`yes` where the test holds, else `no`."""
    if isinstance(test, Narrow):
        return Narrow(f"({narrow_text(yes)} if {test.text} else {narrow_text(no)})")
    if isinstance(test, Name):
        return Name(f"({text_of(yes)} if {test.text} else {text_of(no)})")
    if isinstance(test, (bool, np.bool_)):
        return yes if test else no
    if isinstance(test, np.ndarray):
        return np.where(test, yes, no)
    return test.ifelse(yes, no)


def least(one: Any, other: Any) -> Any:
    """The smaller of two."""
    return where(one <= other, one, other)


def between(low: int, value: Any, high: int) -> Any:
    """A value, or the bound that it crosses."""
    return where(value <= low, low, where(value >= high, high, value))


def covers(have: Any, need: Any) -> Any:
    """Whether all names of the set `need` are in `have`."""
    return (need & ~have) == 0


def meets(one: Any, other: Any) -> Any:
    """Whether two sets have a name in common."""
    return (one & other) != 0


def apart(one: Any, other: Any) -> Any:
    """How far two occupations are apart: 0 the same, under 2**8 the same small class, 2**16 middle, 2**24 major."""
    return one ^ other


@dataclass(frozen=True, eq=False)
class AtLeast:
    """The seeker's number is not under the offer's. `bits`: how many the numbers take in a packed word."""

    seeker: str
    offer: str
    bits: int

    def __call__(self, s: Any, v: Any, r: Any) -> Any:
        """As a test."""
        return getattr(s, self.seeker) >= getattr(v, self.offer)


@dataclass(frozen=True, eq=False)
class AtMost:
    """The seeker's number is not over the offer's."""

    seeker: str
    offer: str
    bits: int

    def __call__(self, s: Any, v: Any, r: Any) -> Any:
        """As a test."""
        return getattr(s, self.seeker) <= getattr(v, self.offer)


@dataclass(frozen=True, eq=False)
class Has:
    """The seeker has every name that the offer asks for."""

    seeker: str
    offer: str

    def __call__(self, s: Any, v: Any, r: Any) -> Any:
        """As a test."""
        return covers(getattr(s, self.seeker), getattr(v, self.offer))


@dataclass(frozen=True, eq=False)
class HasNone:
    """The seeker has no name that the offer names."""

    seeker: str
    offer: str

    def __call__(self, s: Any, v: Any, r: Any) -> Any:
        """As a test."""
        return (getattr(s, self.seeker) & getattr(v, self.offer)) == 0


@dataclass(frozen=True, eq=False)
class Must:
    """A hard condition. `fails`: what is said when it does not hold, its {names} filled from both rows.

    `test`: one of the four shapes above, which a kernel packs into words, or any other `Test`.
    `could_gain`: the seeker could acquire what is missing (a certificate), so that a miss is a near miss.
    """

    name: str
    test: Test
    fails: str
    could_gain: bool = False


@dataclass(frozen=True, eq=False)
class Term:
    """A part of the points: 0 to `most`. `says`: from how many points on which sentence is said, where `about` holds.

    `bound`: the most that a seeker can get over a reach, where it is less than `most` for some.
    """

    name: str
    label: str
    most: int
    points: Test
    says: Mapping[int, str] = field(default_factory=dict)
    bound: Callable[[Any, Any], Any] | None = None
    about: Test | None = None

    def sentence(self, points: int) -> str:
        """What is said about so many points; empty for nothing worth saying."""
        reached = [least for least in self.says if points >= least]
        return self.says[max(reached)] if reached else ""


#: Points for the same occupation, small class, middle class, major class, and for none of them.
Steps = tuple[int, int, int, int, int]
NEAR = (1, 1 << 8, 1 << 16, 1 << 24)


def nearness(steps: Steps) -> Test:
    """Points by the nearer of the seeker's two occupations."""

    def points(s: Any, v: Any, r: Any) -> Any:
        found: Any = steps[4]
        distance = least(apart(s.occupation, v.occupation), apart(s.occupation_2, v.occupation))
        for edge, step in reversed(tuple(zip(NEAR, steps[:4], strict=True))):
            found = where(distance < edge, step, found)
        return found

    return points


@dataclass(frozen=True, eq=False)
class Rules:
    """One table of matching: what must hold, and what is worth how many points.

    `occupation`: the term of occupations, by whose `steps` offers are looked through from the nearest outwards.
    """

    name: str
    occupation: Term
    steps: Steps
    musts: tuple[Must, ...]
    terms: tuple[Term, ...]
    #: What is said of open places, about the offer.
    seats: str

    def __post_init__(self) -> None:
        """An offer is looked at on one step only, so steps must differ."""
        if any(upper <= lower for upper, lower in zip(self.steps, self.steps[1:], strict=False)):
            raise ValueError(f"steps of {self.name} must fall: {self.steps}")

    @property
    def parts(self) -> tuple[Term, ...]:
        """All terms, that of occupations first."""
        return (self.occupation, *self.terms)

    def holds(self, s: Any, v: Any, r: Any) -> Any:
        """Whether every hard condition but reach and earlier answers holds."""
        found: Any = self.musts[0].test(s, v, r)
        for must in self.musts[1:]:
            found = found & must.test(s, v, r)
        return found

    def points(self, s: Any, v: Any, r: Any) -> Any:
        """All points of a pair."""
        found: Any = 0
        for term in self.parts:
            found = term.points(s, v, r) + found
        return found

    def worth(self, s: Any, v: Any, r: Any) -> Any:
        """What offers are ordered by: points less the price of the offer, in quarters.

        `s.pays` is 4; people with priority pay a half (2) or a quarter (1) of a price.
        """
        return self.points(s, v, r) * 4 - v.price * s.pays
