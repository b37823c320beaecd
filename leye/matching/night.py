"""All people at once: from tables to three offers each, spread by seats."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from leye.matching.pins import Pins, pinned
from leye.matching.pool import Pool
from leye.matching.prices import Lists, least_taken, merge, points_of, rounds, take
from leye.matching.repair import repair
from leye.matching.scan import Seekers, best, seekers_of
from leye.matching.short import BEHIND, RELAXED, beyond, own_points, widen

#: How many offers everybody is to get.
WANT = 3
#: Behind all points.
NOBODY = 2**31 - 1


@dataclass(frozen=True)
class Settings:
    """How hard to look. `spread`: how far over its fair share (by seats) an offer may be recommended.

    `first`, `second`: candidates of the first look and of the second, priced one, which takes up what is at most
    `slack` points worse than what the person would get. `rounds` of prices after each. `limits`: the most points
    that moving a recommendation off a crowded offer may cost, in turns. `most`: times its fair share that an offer
    may be recommended at all, where there is any other way.
    """

    spread: float = 1.25
    most: float = 1.5
    first: int = 24
    second: int = 16
    rounds: int = 60
    rounds_after: int = 20
    slack: int = 60
    limits: tuple[int, ...] = (50, 150, 400)


@dataclass(frozen=True)
class Matched:
    """What a night found.

    `recommendations`: seeker_id, nth (from 1), offer_id, points, price, pinned, relaxed (`short.RELAXED`).
    `prices`: offer_id, price, to be kept with the offers until the next night. `short`: seeker_id, found, for those
    who got fewer than were wanted. `refused_pins`: seeker_id, offer_id, must of pins that break a hard condition.
    """

    recommendations: pa.Table
    prices: pa.Table
    short: pa.Table
    refused_pins: pa.Table
    seconds: dict[str, float]


def match(
    people: pa.Table, pool: Pool, *, told: pa.Table | None = None, pins: pa.Table | None = None,
    want: int = WANT, settings: Settings = Settings(), say: Callable[[str], None] = lambda step: None,
) -> Matched:  # fmt: skip
    """Recommendations for all people, as `Matched`. Raises MatchingError for tables that cannot be used.

    `people`: columns as in `leye.matching.columns.SEEKER`. `told` and `pins`: pairs seeker_id, offer_id that must
    not, or must, be recommended; a pin never overrules a hard condition. `want` is at most 3. Prices that the pool
    came with are where the rounds start. The same tables give the same result.
    """
    watch = Watch(say)
    seekers = seekers_of(people, pool, told)
    watch("encoded")
    fixed = pinned(seekers, pool, pins, want)
    state = Night(seekers, pool, settings, fixed, want)
    lists = state.first_look()
    watch("first look")
    price = state.priced(lists, pool.columns["price"], settings.rounds)
    watch("first prices")
    state.second_look(lists, price)
    watch("second look")
    price = state.priced(lists, price, settings.rounds_after)
    watch("second prices")
    chosen = state.choose(lists, price)
    watch("chosen")
    result = state.tables(chosen, price)
    watch("written down")
    return Matched(*result, fixed.refused, watch.seconds)


class Watch:
    """Seconds of each step."""

    def __init__(self, say: Callable[[str], None]) -> None:
        self.say = say
        self.seconds: dict[str, float] = {}
        self.last = time.perf_counter()

    def __call__(self, step: str) -> None:
        now = time.perf_counter()
        self.seconds[step] = round(now - self.last, 3)
        self.last = now
        self.say(f"{step}: {self.seconds[step]:.2f} s")


@dataclass
class Chosen:
    """What everybody gets: rows of the pool (-1: none) with four times their points, pins first."""

    rows: np.ndarray
    points: np.ndarray


class Night:
    """The steps of a night over one set of people and offers."""

    def __init__(self, seekers: Seekers, pool: Pool, settings: Settings, pins: Pins, want: int) -> None:
        self.seekers, self.pool, self.settings, self.pins, self.want = seekers, pool, settings, pins, want
        self.pays = seekers.columns["pays"]
        self.taken = np.bincount(pins.rows[pins.rows >= 0], minlength=pool.size)

    def first_look(self) -> Lists:
        """The best candidates by points, with room for those of the second look."""
        start = self.pool.priced(np.zeros(self.pool.size, np.int32))
        seekers = self.pins.barred(self.seekers)
        found, points = best(seekers, start, self.settings.first, room=self.settings.second)
        left = np.maximum(self.want - (self.pins.rows >= 0).sum(axis=1), 0)
        lists = Lists(found, points, self.pays, left)
        widen(seekers, start, lists, left, self.settings.first)
        lists.want = np.minimum(left, lists.lengths())
        slots = int(lists.want.sum() + self.taken.sum())
        self.fair = self.pool.columns["open"] * (slots / max(int(self.pool.columns["open"].sum()), 1))
        return lists

    def priced(self, lists: Lists, price: np.ndarray, count: int) -> np.ndarray:
        """Prices after so many rounds."""
        return rounds(lists, price, self.fair * self.settings.spread, self.taken, count)

    def second_look(self, lists: Lists, price: np.ndarray) -> None:
        """Look again at these prices: offers that nobody saw for all the dear ones before them come into the lists."""
        if not self.settings.second or not price.any():
            return
        floor = least_taken(lists, price) - self.settings.slack * 4
        seekers = self.pins.barred(self.seekers)
        more, worths = best(seekers, self.pool.priced(price), self.settings.second, floor=floor)
        merge(lists.found, lists.points, more, points_of(more, worths, self.pays, price))

    def choose(self, lists: Lists, price: np.ndarray) -> Chosen:
        """The best three at these prices, moved off offers that are over their share; the most points first.

        Pins stand before them.
        """
        chosen = np.empty((lists.size, self.want), np.int8)
        load = take(lists, price, self.taken, chosen)
        repair(lists, chosen, load, self.fair, self.settings.most, self.settings.limits)
        at = np.arange(lists.size)[:, None]
        rows = np.where(chosen >= 0, lists.found[at, chosen], -1)
        points = np.where(chosen >= 0, lists.points[at, chosen], 0)
        shown = np.argsort(np.where(rows >= 0, -points, NOBODY), axis=1, kind="stable")
        return self.pins.before(Chosen(rows[at, shown], points[at, shown]), self.seekers, self.pool)

    def relaxed(self, chosen: Chosen) -> np.ndarray:
        """Which wishes each choice goes beyond (bits); `chosen` gets the points without what stood for it."""
        found = np.zeros(chosen.rows.shape, np.int8)
        for i in np.flatnonzero((chosen.points < -BEHIND // 2).any(axis=1)).tolist():
            there = chosen.rows[i] >= 0
            found[i, there] = beyond(self.pool, self.seekers, i, chosen.rows[i, there])
        chosen.points = own_points(chosen.points)
        return found

    def tables(self, chosen: Chosen, price: np.ndarray) -> tuple[pa.Table, pa.Table, pa.Table]:
        """Recommendations, prices, and who got too few."""
        relaxed = self.relaxed(chosen)
        ids, offers = self.seekers.columns["id"], self.pool.columns["id"]
        seeker, nth = np.nonzero(chosen.rows >= 0)
        row = chosen.rows[seeker, nth]
        pinned_ = (
            (self.pins.rows[seeker][:, :, None] == row[:, None, None]).any(axis=(1, 2))
            if self.pins.any
            else np.zeros(len(row), bool)
        )
        recommendations = pa.table(
            {
                "seeker_id": ids[seeker],
                "nth": (nth + 1).astype(np.int8),
                "offer_id": offers[row],
                "points": (chosen.points[seeker, nth] // 4).astype(np.int16),
                "price": price[row],
                "pinned": pinned_,
                "relaxed": relaxed[seeker, nth],
            }
        )
        counts = (chosen.rows >= 0).sum(axis=1)
        few = np.flatnonzero(counts < self.want)
        short = pa.table({"seeker_id": ids[few], "found": counts[few].astype(np.int8)})
        return recommendations, pa.table({"offer_id": offers, "price": price}), short


__all__ = ["RELAXED", "WANT", "Chosen", "Matched", "Night", "Settings", "match"]
