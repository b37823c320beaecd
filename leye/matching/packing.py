"""Hard conditions packed into words of 64 bits, so that a kernel checks several of them with one operation.

Numbers that must not be under others lie in fields with a guard bit above each: subtracting word from word leaves
every guard standing exactly when no field went under. Sets that must be covered lie side by side.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from leye.matching.columns import Columns
from leye.matching.language import NAMES, AtLeast, AtMost, Has, HasNone, Must, Rules

WORD = 63


@dataclass(frozen=True)
class Word:
    """Conditions that share a word, each with its lowest bit."""

    is_order: bool
    fields: tuple[tuple[Must, int], ...]

    @property
    def guards(self) -> int:
        """The guard bits of an order word."""
        return sum(1 << (at + _bits(must)) for must, at in self.fields)


def _bits(must: Must) -> int:
    if isinstance(must.test, (AtLeast, AtMost)):
        return must.test.bits
    assert isinstance(must.test, (Has, HasNone))
    return NAMES[must.test.offer] + 1


def words_of(rules: Rules) -> list[Word]:
    """The words of a rule table, each as full as its conditions allow."""
    words = []
    for shapes, guard in (((AtLeast, AtMost), 1), ((Has, HasNone), 0)):
        fields: list[tuple[Must, int]] = []
        at = 0
        for must in rules.musts:
            if not isinstance(must.test, shapes):
                continue
            width = _bits(must) + guard
            if at + width > WORD:
                words.append(Word(bool(guard), tuple(fields)))
                fields, at = [], 0
            fields.append((must, at))
            at += width
        if fields:
            words.append(Word(bool(guard), tuple(fields)))
    return words


def loose(rules: Rules) -> list[Must]:
    """Conditions of another shape, which are asked one by one of what is left."""
    return [must for must in rules.musts if not isinstance(must.test, (AtLeast, AtMost, Has, HasNone))]


def packed(rules: Rules, columns: Columns, *, offers: bool) -> list[np.ndarray]:
    """One column for each word: what offers ask for, or what seekers have."""
    size = len(columns["id"])
    found = []
    for word in words_of(rules):
        column = np.full(size, word.guards if word.is_order and not offers else 0, np.int64)
        for must, at in word.fields:
            test = must.test
            assert isinstance(test, (AtLeast, AtMost, Has, HasNone))
            value = columns[test.offer if offers else test.seeker].astype(np.int64)
            top = (1 << _bits(must)) - 1
            if isinstance(test, (AtLeast, AtMost)):
                value = np.clip(value + 1, 0, top)  # -1, the unknown, is the lowest
                column += (top - value if isinstance(test, AtMost) else value) << at
            elif offers:
                column |= (value & top) << at
            else:
                column |= ((value if isinstance(test, Has) else ~value) & top) << at
        found.append(column)
    return found
