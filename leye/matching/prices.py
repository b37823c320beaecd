"""Prices of offers: what makes recommendations follow the number of seats.

Every seeker takes the best of (points - price). An offer that more people take than its share rises, one that fewer
take falls: the dual of optimal transport, solved by rounds that each cost one pass over the candidates. Nobody is
left out by a price; a dear offer is merely taken by those to whom it is worth most.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from leye.matching.jit import kernel
from leye.matching.scan import over_cores

#: People a thread takes at a time: small enough that threads end together.
CHUNK = 25_000
#: Rises and falls of the first round and of the last, in points.
FIRST_STEP, LAST_STEP = 48.0, 2.0


@dataclass
class Lists:
    """The candidates of each seeker: rows of the pool (-1: none), with four times their points, the most first.

    `pays`: what share of a price counts, in quarters; `want`: how many offers are still to be chosen.
    """

    found: np.ndarray
    points: np.ndarray
    pays: np.ndarray
    want: np.ndarray

    @property
    def size(self) -> int:
        """How many seekers there are."""
        return len(self.found)

    def lengths(self) -> np.ndarray:
        """How many candidates each seeker has."""
        return np.asarray((self.found >= 0).sum(axis=1))

    def add(self, rows: np.ndarray, found: np.ndarray, points: np.ndarray) -> None:
        """Put more candidates into the lists of some seekers, as far as there is room."""
        own, points_ = self.found[rows], self.points[rows]
        merge(own, points_, found, points)
        self.found[rows], self.points[rows] = own, points_


@kernel
def _take(first, last, found, points, pays, want, price, load, chosen, most):  # type: ignore[no-untyped-def]  # numba
    """Count what seekers take at these prices; with `most` > 0 write down which candidates.

    The three best are kept in plain numbers: this is asked eighty times of everybody.
    """
    depth = found.shape[1]
    for i in range(first, last):
        need, pays_i = want[i], pays[i]
        depth_i = depth if need > 0 else 0
        best_0 = best_1 = best_2 = least = -(2**62)
        kept_0 = kept_1 = kept_2 = -1
        for c in range(depth_i):
            j = found[i, c]
            most_worth = np.int64(points[i, c])
            if j < 0 or most_worth <= least:
                break
            worth = most_worth - price[j] * pays_i
            if worth <= least:
                continue
            if worth > best_0:
                best_2, kept_2 = best_1, kept_1
                best_1, kept_1 = best_0, kept_0
                best_0, kept_0 = worth, c
            elif worth > best_1:
                best_2, kept_2 = best_1, kept_1
                best_1, kept_1 = worth, c
            else:
                best_2, kept_2 = worth, c
            least = best_2 if need == 3 else (best_1 if need == 2 else best_0)
        if need < 3:
            kept_2 = -1
        if need < 2:
            kept_1 = -1
        if kept_0 >= 0:
            load[found[i, kept_0]] += 1
        if kept_1 >= 0:
            load[found[i, kept_1]] += 1
        if kept_2 >= 0:
            load[found[i, kept_2]] += 1
        for n in range(most):
            chosen[i, n] = kept_0 if n == 0 else (kept_1 if n == 1 else kept_2)


def take(lists: Lists, price: np.ndarray, taken: np.ndarray, chosen: np.ndarray | None = None) -> np.ndarray:
    """How many take each offer (`taken` by pins already); `chosen` is filled with positions in the lists."""
    most = 0 if chosen is None else chosen.shape[1]
    into = np.empty((0, 0), np.int8) if chosen is None else chosen
    loads: list[np.ndarray] = []

    def run(first: int) -> int:
        load = np.zeros(len(price), np.int64)
        end = min(first + CHUNK, lists.size)
        _take(first, end, lists.found, lists.points, lists.pays, lists.want, price, load, into, most)
        loads.append(load)
        return 0

    over_cores(run, range(0, lists.size, CHUNK))
    return np.asarray(sum(loads, taken.astype(np.int64)))


def rounds(
    lists: Lists,
    price: np.ndarray,
    share: np.ndarray,
    taken: np.ndarray,
    count: int,
    first_step: float = FIRST_STEP,
) -> np.ndarray:
    """Prices after so many rounds. `share`: how many recommendations an offer's seats are good for."""
    exact = price.astype(np.float64)
    fall = (LAST_STEP / first_step) ** (1 / max(count - 1, 1))
    for n in range(count):
        load = take(lists, exact.astype(np.int32), taken)
        exact += first_step * fall**n * np.clip((load - share) / np.maximum(share, 1.0), -1.0, 1.0)
        np.maximum(exact, 0.0, out=exact)
    return exact.astype(np.int32)


def least_taken(lists: Lists, price: np.ndarray) -> np.ndarray:
    """What the last of the offers that each seeker takes at these prices is worth; very little where some lack."""
    chosen = np.empty((lists.size, 3), np.int8)
    take(lists, price, np.zeros(len(price), np.int64), chosen)
    at = np.arange(lists.size)
    last = chosen[at, np.maximum(lists.want - 1, 0)]
    rows = lists.found[at, last]
    worth = lists.points[at, last].astype(np.int64) - price[rows] * lists.pays
    return np.where((last >= 0) & (lists.want > 0), worth, -(2**30)).astype(np.int32)


@kernel
def _merge(first, last, found, points, found_2, points_2):  # type: ignore[no-untyped-def]  # numba
    """Put a second list into the tail of the first, without repeats, the most points first."""
    depth, more = found.shape[1], found_2.shape[1]
    for i in range(first, last):
        size = 0
        while size < depth and found[i, size] >= 0:
            size += 1
        for c in range(more):
            j = found_2[i, c]
            if j < 0 or size == depth:
                break
            known = False
            for n in range(size):
                known |= found[i, n] == j
            if known:
                continue
            at = size
            size += 1
            while at > 0 and points[i, at - 1] < points_2[i, c]:
                found[i, at], points[i, at] = found[i, at - 1], points[i, at - 1]
                at -= 1
            found[i, at], points[i, at] = j, points_2[i, c]


def merge(found: np.ndarray, points: np.ndarray, found_2: np.ndarray, points_2: np.ndarray) -> None:
    """Put second lists into the first, which have room at their ends (-1)."""

    def run(first: int) -> int:
        _merge(first, min(first + CHUNK, len(found)), found, points, found_2, points_2)
        return 0

    over_cores(run, range(0, len(found), CHUNK))


def points_of(found: np.ndarray, worths: np.ndarray, pays: np.ndarray, price: np.ndarray) -> np.ndarray:
    """Four times the points of candidates that were found at these prices. Changes `worths`."""
    if price.any():
        for first in range(0, len(found), CHUNK):
            rows = slice(first, first + CHUNK)
            worths[rows] += np.where(found[rows] >= 0, price[found[rows]], 0) * pays[rows, None]
    return worths
