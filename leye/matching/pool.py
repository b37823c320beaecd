"""Offers made ready for looking through: sorted by place and occupation, with the reach of every home.

Made once a night, and once for each change of the market online; then asked a million times.
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from leye.matching.columns import Columns, Words, learned, numbers, offer_columns, tie_keys
from leye.matching.jobs import JOBS
from leye.matching.language import Rules
from leye.matching.packing import packed

#: Which kinds of work documents put first for which group: graduates technical and managerial work (000 §六(一)), who
#: gave fishing up the rearing and processing of fish (000 §六(四)), not the catching.
FIRST_FOR = {"graduate": "1- 2-", "fishing_ban": "2-03-08-01 5-04-01- 5-04-02- 5-05-06-07 6-01-05-"}


@dataclass(frozen=True)
class Reach:
    """Where people of a home go at a radius: for each of `known` (home * 16 + radius) its places, the most points first."""

    known: np.ndarray
    start: np.ndarray
    place: np.ndarray
    points: np.ndarray
    step: np.ndarray

    def group_of(self, home: np.ndarray, radius: np.ndarray) -> np.ndarray:
        """The number of each person's group; the last one, with no places, for homes that are not known."""
        both = home.astype(np.int64) * 16 + radius
        nobody = len(self.known)
        if not nobody:
            return np.zeros(len(both), np.int32)
        at = np.minimum(np.searchsorted(self.known, both), nobody - 1)
        return np.where(self.known[at] == both, at, nobody).astype(np.int32)

    @property
    def widest(self) -> int:
        """The widest radius that is known."""
        return int((self.known % 16).max(initial=0))

    def of(self, group: int) -> slice:
        """Where the places of a group stand."""
        return slice(int(self.start[group]), int(self.start[group + 1]))


@dataclass(frozen=True)
class Pool:
    """Offers of one rule table. `table` keeps the order it came in; `order[j]` is the row of sorted offer j."""

    rules: Rules
    table: pa.Table
    order: np.ndarray
    by_id: np.ndarray
    columns: Columns
    packed: list[np.ndarray]
    key: np.ndarray
    words: Words
    places: np.ndarray
    place: np.ndarray
    codes: np.ndarray
    stretches: np.ndarray
    reach: Reach
    reach_table: pa.Table

    @property
    def size(self) -> int:
        """How many offers there are."""
        return len(self.key)

    @property
    def longest(self) -> int:
        """The most offers in one place."""
        return int((self.stretches[:, -1] - self.stretches[:, 0]).max(initial=1))

    def priced(self, price: np.ndarray) -> Pool:
        """The same offers at other prices (in the pool's order)."""
        return replace(self, columns={**self.columns, "price": price.astype(np.int32)})

    def rows_of(self, ids: np.ndarray) -> np.ndarray:
        """Where offers stand, by their ids; -1 for those that are not here."""
        if not self.size:
            return np.full(len(ids), -1, np.int64)
        own = self.columns["id"]
        at = self.by_id[np.minimum(np.searchsorted(own, ids, sorter=self.by_id), self.size - 1)]
        return np.where(own[at] == ids, at, -1)

    def natural(self, row: int) -> dict[str, Any]:
        """An offer as it came."""
        found: dict[str, Any] = self.table.slice(int(self.order[row]), 1).to_pylist()[0]
        return found


def prepare(
    offers: pa.Table, reach: pa.Table, rules: Rules = JOBS, first_for: Mapping[str, str] = FIRST_FOR,
    held: Container[str] = (),
) -> Pool:  # fmt: skip
    """Offers and reach made ready. Raises MatchingError.

    `offers`: columns as in `leye.matching.columns.offer_columns`; `reach`: home, radius, place, points, step.
    Offers without an open seat are left out. `held`: certificates that people have. A table knows 61 names; those
    that nobody has may share one, so with `held` no offer is kept from anybody because its certificate had no name.
    """
    words = learned(offers, first_for, held)
    columns = offer_columns(offers, words, first_for)
    places = np.unique(np.concatenate([columns["place"], numbers(reach, "place", 0, np.int64)]))
    place = np.searchsorted(places, columns["place"])
    order = np.lexsort((columns["id"], columns["occupation"], place))
    order = order[columns["open"][order] > 0]
    columns = {name: np.ascontiguousarray(column[order]) for name, column in columns.items()}
    place = place[order]
    codes, code = np.unique(columns["occupation"], return_inverse=True)
    wanted = np.arange(len(places))[:, None] * len(codes) + np.arange(len(codes) + 1)[None, :]
    stretches = np.searchsorted(place * len(codes) + code, wanted).astype(np.int32)
    return Pool(
        rules, offers, order, np.argsort(columns["id"]), columns, packed(rules, columns, offers=True),
        tie_keys(columns["id"]), words, places, place.astype(np.int32), codes.astype(np.int64), stretches,
        _reach(reach, places), reach,
    )  # fmt: skip


def _reach(table: pa.Table, places: np.ndarray) -> Reach:
    table = table.sort_by(
        [("home", "ascending"), ("radius", "ascending"), ("points", "descending"), ("place", "ascending")]
    )
    home, radius = numbers(table, "home", 0, np.int64), numbers(table, "radius", 0, np.int64)
    both = home * 16 + radius
    known, start = np.unique(both, return_index=True)
    ends = np.concatenate([start, [table.num_rows, table.num_rows]]).astype(np.int64)
    place = np.searchsorted(places, numbers(table, "place", 0, np.int64)).astype(np.int32)
    return Reach(known, ends, place, numbers(table, "points", 0), numbers(table, "step", 0))


def reach_within(places: pa.Table, *, widest: int = 4) -> pa.Table:
    """A table of reach from places with their city and province, and x, y in kilometres where they are known.

    Radius 0 and 1: the own county; 2: the city; 3: the province; 4: everywhere. Points: 250 at home, 200 less one
    for every kilometre elsewhere in the city (at least 120), 120 less one for every 4 km further on (at least 20).
    `step` is the narrowest radius that holds the place (0 at home).
    """
    no = places.column("place").to_numpy()
    city, province = (places.column(name).to_numpy() for name in ("city", "province"))
    x, y = (numbers(places, name, 0, np.float64) for name in ("x", "y"))
    far = np.hypot(x[:, None] - x[None, :], y[:, None] - y[None, :]).astype(np.int64)
    same = no[:, None] == no[None, :]
    step = np.where(
        same,
        0,
        np.where(city[:, None] == city[None, :], 2, np.where(province[:, None] == province[None, :], 3, 4)),
    )
    points = np.where(
        same, 250, np.where(step == 2, np.maximum(200 - far, 120), np.maximum(120 - far // 4, 20))
    )
    parts = []
    for radius in range(widest + 1):
        home, place = np.nonzero(step <= radius)
        parts.append(
            pa.table(
                {
                    "home": no[home],
                    "radius": np.full(len(home), radius, np.int8),
                    "place": no[place],
                    "points": points[home, place].astype(np.int32),
                    "step": step[home, place].astype(np.int8),
                    "km": far[home, place].astype(np.int32),
                }
            )
        )
    return pa.concat_tables(parts)


def homes(table: pa.Table) -> np.ndarray:
    """Where people live, as the reach table numbers it."""
    return np.asarray(pc.fill_null(table.column("home").cast(pa.int64()), -1).to_numpy())
