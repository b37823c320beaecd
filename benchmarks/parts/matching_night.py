"""A night of matching in a process of its own, so that its memory is its own: `python -m … people offers folder`.

Prints one line of JSON. Tables are read from Parquet before the clock starts; kernels come from the state folder.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from pathlib import Path

import numpy as np
import pyarrow as pa

from benchmarks.harness.context import Figures
from benchmarks.parts.matching_beside import judged
from benchmarks.parts.matching_world import course_tables, tables
from leye.matching import COURSES, Pool, match, match_one, prepare
from leye.matching.scan import Seekers, best, seekers_of

#: People asked for online, and people over whom passes are compared.
ONLINE, SAMPLE = 2_000, 4_000
WARMING = 50


def main(people: int, offers: int, folder: Path) -> Figures:
    """Seconds and memory of the night, then one person at a time, then the kernel beside its own points."""
    table, vacancies, reach, told = tables(people, offers, folder)
    began, own = time.perf_counter(), time.process_time()
    pool = prepare(vacancies, reach)
    prepared = time.perf_counter() - began
    found = match(table, pool, told=told)
    seconds, own = time.perf_counter() - began, time.process_time() - own
    figures: Figures = {
        "seconds": round(seconds, 2),
        "own_seconds": round(own, 2),
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "load_average": round(os.getloadavg()[0], 1),
        "people": people,
        "offers": pool.size,
        "seats": int(pool.columns["open"].sum()),
        "recommendations": found.recommendations.num_rows,
        "beyond_wishes": int((found.recommendations["relaxed"].to_numpy() > 0).sum()),
        "short": found.short.num_rows,
        **{
            f"step.{name.replace(' ', '_')}_seconds": took
            for name, took in {"prepared": round(prepared, 3), **found.seconds}.items()
        },
    }
    seekers = seekers_of(table, pool, told)
    chosen, points = as_lists(found.recommendations, seekers, pool)
    whole = judged(chosen, points, pool.columns["open"].astype(np.int64))
    figures |= {f"night_{name}": value for name, value in whole.items()}
    priced = pool.priced(found.prices["price"].to_numpy())
    figures |= online(table, priced) | passes(seekers, pool)
    return figures | courses(table, reach)


def courses(people: pa.Table, reach: pa.Table) -> Figures:
    """Three courses each for those who want to learn something, by the rules of courses, places as seats."""
    wanting, offered = course_tables(people, max(people.num_rows // 200, 50))
    pool = prepare(offered, reach, COURSES)
    match(wanting.slice(0, 200), pool)  # its kernel is loaded before the clock starts
    began, own = time.perf_counter(), time.process_time()
    found = match(wanting, pool)
    seconds, own = time.perf_counter() - began, time.process_time() - own
    seekers = seekers_of(wanting, pool)
    chosen, points = as_lists(found.recommendations, seekers, pool)
    whole = judged(chosen, points, pool.columns["open"].astype(np.int64))
    return {
        "courses.seconds": round(seconds, 2),
        "courses.own_seconds": round(own, 2),
        "courses.people": wanting.num_rows,
        "courses.offers": pool.size,
        **{f"courses.{name}": whole[name] for name in ("three", "over_capacity", "coverage", "gini_by_seat")},
    }


def as_lists(recommendations: pa.Table, seekers: Seekers, pool: Pool) -> tuple[np.ndarray, np.ndarray]:
    """Recommendations as rows of the pool (seekers × 3, -1: none), and their points."""
    chosen, points = np.full((seekers.size, 3), -1, np.int64), np.zeros((seekers.size, 3), np.int64)
    whom = np.searchsorted(seekers.columns["id"], recommendations["seeker_id"].to_numpy())
    nth = recommendations["nth"].to_numpy() - 1
    chosen[whom, nth] = pool.rows_of(recommendations["offer_id"].to_numpy())
    points[whom, nth] = recommendations["points"].to_numpy()
    return chosen, points


def online(table: pa.Table, pool: Pool) -> Figures:
    """Milliseconds of one person at a time: from a row to sentences, at the night's prices."""
    count = min(ONLINE + WARMING, table.num_rows)
    rows = np.random.default_rng(5).choice(table.num_rows, count, replace=False)
    laps = []
    for person in table.take(rows).to_pylist():
        began, own = time.perf_counter(), time.thread_time()
        match_one(person, pool)
        laps.append(((time.perf_counter() - began) * 1000, (time.thread_time() - own) * 1000))
    counted, own_time = np.array(laps[min(WARMING, count // 2) :]).T
    return {
        "online_p50_ms": round(float(np.median(counted)), 2),
        "online_p99_ms": round(float(np.quantile(counted, 0.99)), 2),
        "online_p99_own_ms": round(float(np.quantile(own_time, 0.99)), 2),
        "online_max_ms": round(float(counted.max()), 2),
    }


def passes(seekers: Seekers, pool: Pool) -> Figures:
    """One thread over every reachable pair: the whole kernel, and only the points; medians of five, by turns."""
    sample = seekers.only(np.random.default_rng(6).permutation(seekers.size)[:SAMPLE], pool)
    best(sample.only(np.arange(min(9, sample.size)), pool), pool, prune=False, points_only=True)
    laps: dict[bool, list[float]] = {False: [], True: []}
    read = np.zeros(1, np.int64)
    for _ in range(5):
        for points_only, taken in laps.items():
            read[0] = 0
            began = time.thread_time()
            best(sample, pool, prune=False, points_only=points_only, threads=1, read=read)
            taken.append(time.thread_time() - began)
    every = int(read[0])
    read[0] = 0
    best(sample, pool, read=read)
    whole, points = (float(np.median(laps[points_only])) for points_only in (False, True))
    return {
        "reachable_pairs": every * seekers.size // sample.size,
        "read_share": round(int(read[0]) / max(every, 1), 4),
        "pairs_per_second": round(every / whole),
        "points_pairs_per_second": round(every / points),
        "kernel_share": round(points / whole, 3),
    }


if __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]))))
