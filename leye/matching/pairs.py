"""One person and some offers: which conditions hold, and how many points each part gives. The same rules, on numpy."""

from __future__ import annotations

from typing import Any

import numpy as np

from leye.matching.language import Row
from leye.matching.pool import Pool
from leye.matching.scan import Seekers

#: Conditions that stand outside the rule table: how far people go, and what was answered before.
REACH, TOLD = "reach", "told"
FAR = 9


def rows_of(pool: Pool, seekers: Seekers, i: int, rows: np.ndarray) -> tuple[Row, Row, Row, np.ndarray]:
    """Person, offers and reach as operands of rules, and whether each offer is within reach."""
    stretch = pool.reach.of(int(seekers.group[i]))
    points = np.full(len(pool.places), -1, np.int32)
    step = np.full(len(pool.places), FAR, np.int32)
    points[pool.reach.place[stretch]] = pool.reach.points[stretch]
    step[pool.reach.place[stretch]] = pool.reach.step[stretch]
    at = pool.place[rows]
    reach = {"points": np.maximum(points[at], 0), "step": step[at]}
    return (
        Row(lambda name: seekers.columns[name][i]),
        Row(lambda name: pool.columns[name][rows]),
        Row(reach.__getitem__),
        points[at] >= 0,
    )


def reach_between(pool: Pool, seekers: Seekers, i: int, row: int) -> dict[str, int]:
    """Points and step of the way to one offer; none, and far, where it is out of reach."""
    stretch = pool.reach.of(int(seekers.group[i]))
    at = np.flatnonzero(pool.reach.place[stretch] == pool.place[row])
    if not len(at):
        return {"points": 0, "step": FAR}
    return {name: int(getattr(pool.reach, name)[stretch][at[0]]) for name in ("points", "step")}


def verdicts(pool: Pool, seekers: Seekers, i: int, rows: np.ndarray) -> dict[str, np.ndarray]:
    """For each hard condition, whether it holds for each of the offers."""
    s, v, r, reachable = rows_of(pool, seekers, i, rows)
    told = seekers.told[seekers.told_start[i] : seekers.told_start[i + 1]]
    found: dict[str, Any] = {REACH: reachable, TOLD: ~np.isin(rows, told)}
    for must in pool.rules.musts:
        found[must.name] = np.zeros(len(rows), bool) | must.test(s, v, r)
    return found


def parts(pool: Pool, seekers: Seekers, i: int, rows: np.ndarray) -> dict[str, np.ndarray]:
    """For each term, its points for each of the offers."""
    s, v, r, _ = rows_of(pool, seekers, i, rows)
    return {term.name: np.zeros(len(rows), np.int64) + term.points(s, v, r) for term in pool.rules.parts}


def everything(pool: Pool) -> np.ndarray:
    """The rows of all offers."""
    return np.arange(pool.size)
