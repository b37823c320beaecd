"""Looking through the offers for many people at once, on as many threads as there are cores."""

from __future__ import annotations

import os
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from leye.matching.columns import Columns, numbers, seeker_columns, tie_keys
from leye.matching.kernels import scan_of
from leye.matching.packing import packed
from leye.matching.pool import Pool, homes
from leye.matching.source import NONE, Look

#: Candidates kept for each person: deeper lists spread better and cost memory (see the decision on matching).
MOST = 32
CHUNK = 4_096


@dataclass(frozen=True)
class Seekers:
    """People made ready for a pool: integer columns, group of reach, and offers that are not to be made to them."""

    columns: Columns
    home: np.ndarray
    group: np.ndarray
    packed: list[np.ndarray]
    key: np.ndarray
    told_start: np.ndarray
    told: np.ndarray

    @property
    def size(self) -> int:
        """How many people there are."""
        return len(self.key)

    def only(self, rows: np.ndarray, pool: Pool, *, wider: int = 0, any_wage: bool = False) -> Seekers:
        """Some of the people, willing to go further or to earn less than they said, but never beyond their bounds."""
        columns = {name: column[rows] for name, column in self.columns.items()}
        if wider:
            widest = np.minimum(columns["farthest"], pool.reach.widest)
            further = np.minimum(columns["radius"] + wider, widest)
            columns["radius"] = np.maximum(columns["radius"], further).astype(np.int32)
        if any_wage:
            columns["floor"] = np.minimum(columns["floor"], columns["least"]).astype(columns["floor"].dtype)
        lengths = self.told_start[rows + 1] - self.told_start[rows]
        start = np.concatenate([[0], np.cumsum(lengths)])
        told = self.told[np.repeat(self.told_start[rows] - start[:-1], lengths) + np.arange(start[-1])]
        group = pool.reach.group_of(self.home[rows], columns["radius"])
        have = packed(pool.rules, columns, offers=False)
        return Seekers(columns, self.home[rows], group, have, self.key[rows], start, told)


def seekers_of(table: pa.Table, pool: Pool, told: pa.Table | None = None) -> Seekers:
    """People made ready. `told`: pairs seeker_id, offer_id that were refused, offered before or excluded."""
    columns = seeker_columns(table, pool.words)
    home = homes(table)
    start, rows = _told(columns["id"], pool, told)
    group = pool.reach.group_of(home, columns["radius"])
    have = packed(pool.rules, columns, offers=False)
    return Seekers(columns, home, group, have, tie_keys(columns["id"]), start, rows)


def _told(ids: np.ndarray, pool: Pool, told: pa.Table | None) -> tuple[np.ndarray, np.ndarray]:
    if told is None or not told.num_rows:
        return np.zeros(len(ids) + 1, np.int64), np.empty(0, np.int32)
    offers = pool.rows_of(numbers(told, "offer_id", -1, np.int64))
    order = np.argsort(ids, kind="stable")
    whom = numbers(told, "seeker_id", -1, np.int64)
    at = np.minimum(np.searchsorted(ids[order], whom), max(len(ids) - 1, 0))
    counts = (ids[order][at] == whom) & (offers >= 0) if len(ids) else np.zeros(len(whom), bool)
    people, offers = order[at[counts]], offers[counts]
    sorted_ = np.argsort(people, kind="stable")
    start = np.concatenate([[0], np.cumsum(np.bincount(people, minlength=len(ids)))])
    return start.astype(np.int64), offers[sorted_].astype(np.int32)


def best(
    seekers: Seekers, pool: Pool, most: int = MOST, *, prune: bool = True, points_only: bool = False,
    floor: np.ndarray | None = None, room: int = 0, threads: int | None = None, read: np.ndarray | None = None,
) -> tuple[np.ndarray, np.ndarray]:  # fmt: skip
    """The best offers of each person at the pool's prices: rows of the pool (-1: none) and what they are worth.

    `floor`: what an offer must be worth to each person to be kept.
    `room`: so many empty places at the end of each list, for a second list to be put in.
    `prune=False` looks at every reachable offer; `points_only` measures. `read[0]` grows by the pairs looked at.
    """
    look = Look.POINTS if points_only else Look.NEAREST if prune else Look.ALL
    kernel = scan_of(pool.rules, look)
    found = np.empty((seekers.size, most + room), np.int32)
    worths = np.empty((seekers.size, most + room), np.int32)
    order = np.lexsort((seekers.columns["occupation"], seekers.group))
    s_columns = [seekers.columns[name] for name in kernel.seeker]
    v_columns = [pool.columns[name] for name in kernel.offer]
    reach = pool.reach
    floors = np.full(seekers.size, NONE // 2, np.int32) if floor is None else np.maximum(floor, NONE // 2)

    def run(first: int) -> int:
        pairs = np.zeros(1, np.int64)
        end = min(first + CHUNK, seekers.size)
        kernel.run(
            order, first, end, most, *s_columns, *v_columns, *seekers.packed, *pool.packed, seekers.key,
            pool.key, floors, seekers.group, reach.start, reach.place, reach.points, reach.step, pool.stretches,
            pool.codes, seekers.told_start, seekers.told, found, worths, pairs,
        )  # fmt: skip
        return int(pairs[0])

    pairs = sum(over_cores(run, range(0, seekers.size, CHUNK), threads))
    if read is not None:
        read[0] += pairs
    return found, worths


def over_cores(run: object, starts: Iterable[int], threads: int | None = None) -> list[int]:
    """A kernel over chunks; kernels let go of Python's lock, so threads are enough."""
    assert callable(run)
    starts = list(starts)
    workers = min(threads or os.cpu_count() or 1, len(starts) or 1)
    if workers == 1:
        return [run(start) for start in starts]
    with ThreadPoolExecutor(workers) as threads_:
        return list(threads_.map(run, starts))
