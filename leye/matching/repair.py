"""What prices leave over: recommendations moved off offers that are over their share.

First the cheap way, one person at a time to a free candidate that loses few points; then along chains, where one
person makes room for the next, as augmenting paths do in a flow. Last, whoever would gain by a less crowded offer
is given it: where many people are alike, a price takes or leaves all of them. Nobody is ever left with fewer.
"""

from __future__ import annotations

import numpy as np

from leye.matching.jit import kernel
from leye.matching.prices import Lists

#: So many points (times four) less stand for a step beyond somebody's wishes: nobody is moved down one.
STEP = 2**23
#: Offers that one search for a chain looks at.
LOOKS = 20_000
#: How often everybody is asked whether something better is free.
PASSES = 2


@kernel
def _repair(order, found, points, chosen, load, share, limit):  # type: ignore[no-untyped-def]  # numba
    """Move choices from offers over their share to candidates under theirs that lose at most `limit`."""
    moved = 0
    most, depth = chosen.shape[1], found.shape[1]
    for i in order:
        for n in range(most):
            c = chosen[i, n]
            if c < 0 or load[found[i, c]] <= share[found[i, c]]:
                continue
            best = -1
            for other in range(depth):
                j = found[i, other]
                if j < 0 or points[i, other] < points[i, c] - limit:
                    break
                if load[j] + 1 > share[j] or (chosen[i] == other).any():
                    continue
                best = other
                break
            if best >= 0:
                load[found[i, c]] -= 1
                load[found[i, best]] += 1
                chosen[i, n] = best
                moved += 1
    return moved


@kernel
def _improve(order, found, points, chosen, load, share, fair):  # type: ignore[no-untyped-def]  # numba
    """Move choices to candidates worth more to the seeker that are not yet at their fair share, or less crowded."""
    moved = 0
    most, depth = chosen.shape[1], found.shape[1]
    for i in order:
        for n in range(most):
            c = chosen[i, n]
            if c < 0:
                continue
            before = found[i, c]
            for other in range(depth):
                j = found[i, other]
                if j < 0 or points[i, other] <= points[i, c]:
                    break
                if load[j] + 1 > share[j] or (chosen[i] == other).any():
                    continue
                if load[j] + 1 > fair[j] and (load[j] + 1) * share[before] > load[before] * share[j]:
                    continue
                load[before] -= 1
                load[j] += 1
                chosen[i, n] = other
                moved += 1
                break
    return moved


@kernel
def _chains(found, points, chosen, load, share, looks):  # type: ignore[no-untyped-def]  # numba
    """Free offers over their share along the shortest chains; choices are slots, seeker * most + n."""
    people, most = chosen.shape
    offers = len(load)
    head = np.full(offers, -1, np.int64)
    after = np.full(people * most, -1, np.int64)
    for slot in range(people * most):
        c = chosen[slot // most, slot % most]
        if c >= 0:
            j = found[slot // most, c]
            after[slot], head[j] = head[j], slot
    seen = np.full(offers, -1, np.int64)
    via, via_c = np.empty(offers, np.int64), np.empty(offers, np.int64)
    queue = np.empty(offers, np.int64)
    moved = 0
    search = 0
    for start in range(offers):
        while load[start] > share[start]:
            search += 1
            queue[0], begin, end, free = start, 0, 1, -1
            seen[start] = search
            while begin < end and free < 0 and end < looks:
                slot = head[queue[begin]]
                begin += 1
                while slot >= 0 and free < 0:
                    i = slot // most
                    lowest = points[i, chosen[i, slot % most]] - STEP
                    for other in range(found.shape[1]):
                        j = found[i, other]
                        if j < 0 or points[i, other] < lowest:
                            break
                        if seen[j] == search or (chosen[i] == other).any():
                            continue
                        seen[j], via[j], via_c[j] = search, slot, other
                        queue[end] = j
                        end += 1
                        if load[j] + 1 <= share[j]:
                            free = j
                            break
                    slot = after[slot]
            if free < 0:
                break
            load[free] += 1
            load[start] -= 1
            while free != start:
                slot = via[free]
                i, n = slot // most, slot % most
                before = found[i, chosen[i, n]]
                if head[before] == slot:
                    head[before] = after[slot]
                else:
                    at = head[before]
                    while after[at] != slot:
                        at = after[at]
                    after[at] = after[slot]
                chosen[i, n] = via_c[free]
                after[slot], head[free] = head[free], slot
                free = before
                moved += 1
    return moved


def repair(
    lists: Lists, chosen: np.ndarray, load: np.ndarray, fair: np.ndarray, most: float, limits: tuple[int, ...]
) -> int:
    """How many choices were moved so that no offer is taken more than `most` times its fair share, where that can be.

    `limits`: what a move may cost in points, in turns. People with priority move last. Changes `chosen` and `load`.
    """
    share, fair = (np.maximum(np.floor(fair * times), 1).astype(np.int64) for times in (most, 1.0))
    order = np.lexsort((np.arange(lists.size) * 48_271 % 65_537, -lists.pays))
    moved = 0
    for limit in limits:
        while more := int(_repair(order, lists.found, lists.points, chosen, load, share, limit * 4)):
            moved += more
    moved += int(_chains(lists.found, lists.points, chosen, load, share, LOOKS))
    for _ in range(PASSES):
        moved += int(_improve(order, lists.found, lists.points, chosen, load, share, fair))
    return moved
