"""The rule table as the source of kernels: the same functions, called with names instead of columns.

Offers lie sorted by place and occupation. For one seeker a kernel looks through stretches of them: the same
occupation in every place of the reach, then the same small class, middle class, major class, then the rest; places
that are worth more come first. A stretch that cannot hold anything better than the worst of the best found is left
out. What is found is exact.
"""

from __future__ import annotations

from enum import Enum
from typing import Any

from leye.matching.language import NEAR, TIE, Row, Rules, apart, least
from leye.matching.names import Name, Narrow, text_of
from leye.matching.packing import Word, loose, words_of

#: A worth below all others: not to be offered.
NONE = -(2**30)
#: Added to a worth so that no key is negative.
LIFT = 2**30

_SCAN = '''"""Made from the rules "{rules}"."""

import numpy as np


def scan(order, first, last, most,
         {arguments},
         s_key, v_key, s_floor_worth, s_group, group_start, reach_place, r_points_, r_step_,
         stretches, codes, told_start, told, found, worths, read):
    """The best `most` offers of the seekers order[first:last], best first; -1 where there are no more."""
    worth_of = np.empty({block}, np.int32)
    picked = np.empty({block} + 1, np.int32)
    keys = np.empty(most, np.int64)
    rows = np.empty(most, np.int32)
    steps = np.array({steps}, np.int32)
    nearer = np.array({nearer}, np.int32)
    edges = np.empty((2, 5, 2), np.int64)
    pairs = 0
    for position in range(first, last):
        i = order[position]
        {values}
        key_i = np.int64(s_key[i])
        group = s_group[i]
        begin, end = group_start[group], group_start[group + 1]
        for which in range(2):
            code = s_occupation if which == 0 else s_occupation_2
            for level in range(4):
                low = code & ~((1 << (8 * level)) - 1)
                edges[which, level, 0] = np.searchsorted(codes, low)
                edges[which, level, 1] = np.searchsorted(codes, low + (1 << (8 * level)))
            edges[which, 4, 0] = 0
            edges[which, 4, 1] = len(codes)
        size = 0
        least_key = np.int64(-1)
        least_worth = np.int64(s_floor_worth[i])
        for level in range({first_level}, 5):
            step, edge = steps[level], nearer[level]
            for at in range(begin, end):
                r_points, r_step = r_points_[at], r_step_[at]
                if {skip}:
                    continue
                place = reach_place[at]
                for which in range(2):
                    if which == 1 and edges[1, level, 0] == edges[0, level, 0] and \\
                            edges[1, level, 1] == edges[0, level, 1]:
                        continue
                    low = np.uint64(stretches[place, edges[which, level, 0]])
                    high = np.uint64(stretches[place, edges[which, level, 1]])
                    if low == high:
                        continue
                    pairs += high - low
                    least_now = np.int32(least_worth)
                    for start in range(low, high, np.uint64({block})):
                        size_now = min(np.uint64({block}), high - start)
                        {work_out}
                        {keep}
        for n in range(size):  # a heap sorts itself from the end
            rest = size - n - 1
            found[i, rest] = rows[0]
            worths[i, rest] = (keys[0] >> 31) - {lift}
            key, row = keys[rest], rows[rest]
            at = 0
            while True:
                child = 2 * at + 1
                if child >= rest:
                    break
                if child + 1 < rest and keys[child + 1] < keys[child]:
                    child += 1
                if keys[child] >= key:
                    break
                keys[at], rows[at] = keys[child], rows[child]
                at = child
            keys[at], rows[at] = key, row
        for n in range(size, found.shape[1]):
            found[i, n] = -1
            worths[i, n] = {none}
    read[0] += pairs
'''

#: So many offers at a time: their worths stay in the nearest cache, and what holds nothing good enough is left at once.
BLOCK = 256
#: Loops of few columns of one width: the compiler turns them into vector instructions.
_WORTH = """for n in range(size_now):
    j = start + np.uint64(n)
    worth_of[n] = {worth} if {nearest} >= edge else np.int32({none})
"""

_WORTH_OF_ALL = """for n in range(size_now):
    j = start + np.uint64(n)
    step = {occupation}
    worth_of[n] = {worth}
"""

_WIDE = """for n in range(size_now):
    j = start + np.uint64(n)
    worth_of[n] += {wide} * 4
"""

_WHILE = """good = np.int32(0)
for n in range(size_now):
    good |= np.int32(worth_of[n] >= np.int32(least_now - {more}))
if good == 0:
    continue
"""

_PICK = """kept = 0
for n in range(size_now):
    j = start + np.uint64(n)
    picked[kept] = n
    kept += {holds} & (worth_of[n] >= least_now)
for q in range(kept):
    n = picked[q]
    j = start + np.uint64(n)
    if worth_of[n] < least_now:
        continue
    if not {loose}:
        continue
"""

_KEEP = """    refused = False
    for t in range(told_start[i], told_start[i + 1]):
        refused |= told[t] == j
    if refused:
        continue
    key = ((np.int64(worth_of[n]) + {lift}) << 31) + ({tie} - (key_i * v_key[j]) % {tie})
    if size == most:
        if key <= least_key:
            continue
        at = 0
        while True:
            child = 2 * at + 1
            if child >= most:
                break
            if child + 1 < most and keys[child + 1] < keys[child]:
                child += 1
            if keys[child] >= key:
                break
            keys[at], rows[at] = keys[child], rows[child]
            at = child
        keys[at], rows[at] = key, np.int32(j)
    else:
        at = size
        size += 1
        while at > 0 and keys[(at - 1) // 2] > key:
            keys[at], rows[at] = keys[(at - 1) // 2], rows[(at - 1) // 2]
            at = (at - 1) // 2
        keys[at], rows[at] = key, np.int32(j)
    if size == most:
        least_key = keys[0]
        least_worth = (least_key >> 31) - {lift}
        least_now = np.int32(least_worth)
"""

_LARGEST = """for n in range(size_now):
    least_worth = max(least_worth, worth_of[n])
"""


#: Columns of 64 bits, which are kept out of the loops of the others.
WIDE = {"skills", "certificates"}


class _Used:
    """Rows of names that remember which columns were asked for."""

    def __init__(self) -> None:
        self.seeker: dict[str, None] = dict.fromkeys(["occupation", "occupation_2", "pays"])
        self.offer: dict[str, None] = dict.fromkeys(["price"])
        self.is_wide = False

    def rows(self) -> tuple[Row, Row, Row]:
        """Seeker, offer, reach."""

        def seeker(name: str) -> Name:
            self.seeker[name] = None
            return self.kind(name)(f"s_{name}")

        def offer(name: str) -> Name:
            self.offer[name] = None
            self.is_wide |= name in WIDE
            return self.kind(name)(f"v_{name}[j]")

        return Row(seeker), Row(offer), Row(lambda name: Narrow(f"r_{name}"))

    def kind(self, name: str) -> type[Name]:
        """Columns of 64 bits are worked on in 64, all others in 32."""
        return Name if name in WIDE else Narrow


def _indented(text: str, by: int) -> str:
    return ("\n" + " " * by).join(text.strip("\n").splitlines())


def _points(rules: Rules, used: _Used) -> tuple[str, str, str, str]:
    """Points of columns of 32 bits, those of 64 bits, the most of these, and the most that a stretch can be worth."""
    s, v, r = used.rows()
    narrow: Any = Narrow("np.int32(0)")
    wide, more, bound = (Name("0") for _ in range(3))
    for term in rules.terms:
        used.is_wide = False
        points = term.points(s, v, r)
        most = term.bound(s, r) if term.bound else term.most
        if used.is_wide:
            wide, more = points + wide, most + more
        else:
            narrow = points + narrow
        bound = most + bound
    return narrow.text, wide.text, more.text, bound.text


def _holds(words: list[Word]) -> str:
    """Packed conditions of an offer j."""
    return " & ".join(
        f"(((h_{n} - w_{n}[j]) & {word.guards}) == {word.guards})"
        if word.is_order
        else f"((w_{n}[j] & ~h_{n}) == 0)"
        for n, word in enumerate(words)
    )


class Look(Enum):
    """What a kernel looks at: what may be among the best, every reachable offer, or every one's points and no more."""

    NEAREST = "scan"
    ALL = "all"
    POINTS = "points"


def scan_source(rules: Rules, look: Look = Look.NEAREST) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """Source of the scan, and the names of the seekers' and the offers' columns it is given."""
    used = _Used()
    s, v, r = used.rows()
    words = words_of(rules)
    narrow, wide, more, bound = _points(rules, used)
    parts = {
        "occupation": text_of(rules.occupation.points(s, v, r)),
        "nearest": text_of(least(apart(s.occupation, v.occupation), apart(s.occupation_2, v.occupation))),
        "worth": text_of((Narrow("step") + Narrow(narrow)) * 4 - v.price * s.pays),
        "wide": wide,
        "more": f"({more}) * 4",
        "holds": _holds(words),
        "loose": " & ".join(text_of(must.test(s, v, r)) for must in loose(rules)) or "True",
        "none": NONE,
        "lift": LIFT,
        "tie": TIE,
    }
    work_out = {
        Look.NEAREST: _WORTH + _WHILE + _WIDE, Look.ALL: _WORTH_OF_ALL + _WHILE + _WIDE, Look.POINTS: _WORTH_OF_ALL + _WIDE,
    }[look]  # fmt: skip
    keep = _LARGEST if look is Look.POINTS else _PICK + _KEEP
    given = [f"s_{name}_" for name in used.seeker] + [f"v_{name}" for name in used.offer]
    given += [f"h_{n}_" for n in range(len(words))] + [f"w_{n}" for n in range(len(words))]
    values = [f"s_{name} = s_{name}_[i]" for name in used.seeker]
    values += [f"h_{n} = h_{n}_[i]" for n in range(len(words))]
    source = _SCAN.format(
        rules=rules.name,
        arguments=", ".join(given),
        values=_indented("\n".join(values), 8),
        steps=list(rules.steps),
        nearer=[0, *NEAR],
        first_level=0 if look is Look.NEAREST else 4,
        skip=f"(step + {bound}) * 4 < least_worth" if look is Look.NEAREST else "False",
        work_out=_indented(work_out.format(**parts), 24),
        keep=_indented(keep.format(**parts), 24),
        block=BLOCK,
        none=NONE,
        lift=LIFT,
    )
    return source, tuple(used.seeker), tuple(used.offer)
