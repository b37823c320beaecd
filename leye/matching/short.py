"""Too few offers: what a person only wishes is widened step by step, and said. Law and requirements never are."""

from __future__ import annotations

import numpy as np

from leye.matching.pairs import REACH, verdicts
from leye.matching.pool import Pool
from leye.matching.prices import Lists
from leye.matching.scan import Seekers, best

#: Which wishes a recommendation goes beyond, as bits, with what is said about it.
RELAXED = {1: "放宽了距离", 2: "放宽了工资要求"}
#: Conditions that are wishes of the person, with their bit.
WISHES = {REACH: 1, "town": 1, "floor": 2}
#: How many steps of radius wider, and whether any wage: in this order, until there are enough.
STEPS = ((1, False), (2, False), (2, True))
#: Taken off the points (times four) of a candidate beyond wishes for each step, so that any other comes first.
BEHIND = 2**24


def widen(seekers: Seekers, pool: Pool, lists: Lists, want: np.ndarray, most: int) -> None:
    """Put candidates beyond their wishes behind those of people who have fewer than they want."""
    for nth, (wider, any_wage) in enumerate(STEPS, 1):
        few = np.flatnonzero(lists.lengths() < want)
        bound = np.minimum(seekers.columns["farthest"][few], pool.reach.widest)
        wishes = (seekers.columns["radius"][few] < bound) | (
            any_wage & (seekers.columns["floor"][few] > seekers.columns["least"][few])
        )
        few = few[wishes]
        if not len(few):
            continue
        found, worths = best(seekers.only(few, pool, wider=wider, any_wage=any_wage), pool, most)
        lists.add(few, found, np.where(found >= 0, worths - nth * BEHIND, worths))


def own_points(points: np.ndarray) -> np.ndarray:
    """Points without what stands for a step beyond wishes."""
    return np.where(points < -BEHIND // 2, (points + BEHIND // 2) % BEHIND - BEHIND // 2, points)


def beyond(pool: Pool, seekers: Seekers, i: int, rows: np.ndarray) -> np.ndarray:
    """Which wishes of a person each offer goes beyond, as bits."""
    held = verdicts(pool, seekers, i, rows)
    bits = np.zeros(len(rows), np.int8)
    for name, bit in WISHES.items():
        if name in held:
            bits |= np.where(held[name], 0, bit).astype(np.int8)
    return bits


def sentences(relaxed: int) -> list[str]:
    """What is said of a recommendation that goes beyond wishes."""
    return [text for bit, text in RELAXED.items() if relaxed & bit]
