"""Three jobs each for 1,000,000 people among 100,000 vacancies; and, on fewer, beside min-cost flow and plain lists."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import numpy as np

from benchmarks.harness.context import Context, Figures
from benchmarks.parts.matching_beside import flow, judged, plain
from benchmarks.parts.matching_world import tables
from benchmarks.parts.night_world import ROOT, size_name
from leye.matching import Pool, Settings, prepare
from leye.matching.jit import folder as kernels
from leye.matching.night import Night
from leye.matching.pins import pinned
from leye.matching.scan import Seekers, best, seekers_of
from leye.matching.short import own_points
from leye.matching.tables import checksum, encoded, from_lists, statement

OWNS = ("match.",)
#: People whose candidates are worked out by DuckDB too.
ORACLE = 2_000


def run(context: Context) -> Figures:
    """Figures by name."""
    people = context.people
    offers, fewer, fewer_offers = max(people // 10, 200), max(people // 10, 500), max(people // 50, 200)
    compiled = compile_seconds(context)
    found: Figures = {"compile_seconds": compiled, **beside(context, fewer, fewer_offers)}
    with context.step(f"night of {people:,} × {offers:,}"):
        night = measured(people, offers, context.folder)
    shared = ("online", "kernel_share", "read_share", "reachable_pairs", "pairs_per", "points_pairs")
    own = {name: value for name, value in night.items() if not name.startswith(shared)}
    found |= {name: value for name, value in night.items() if name.startswith(shared)}
    found |= {f"{size_name(people)}.{name}": value for name, value in own.items()}
    context.say(f"{night['seconds']} s, {night['peak_mb']} MB, online p99 {night['online_p99_ms']} ms")
    return {f"match.{name}": value for name, value in found.items()}


def measured(people: int, offers: int, folder: Path) -> Figures:
    """`matching_night` in a process of its own."""
    ended = subprocess.run(
        [sys.executable, "-m", "benchmarks.parts.matching_night", str(people), str(offers), str(folder)],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if ended.returncode:
        raise RuntimeError(f"the night of matching failed:\n{ended.stderr[-3000:]}")
    figures: Figures = json.loads(ended.stdout.splitlines()[-1])
    return figures


def compile_seconds(context: Context) -> float:
    """Seconds of the first night on a machine beyond those of the second, over few people."""
    tables(500, 200, context.folder)
    shutil.rmtree(kernels())
    laps = []
    for _ in range(2):
        began = time.perf_counter()
        measured(500, 200, context.folder)
        laps.append(time.perf_counter() - began)
    context.say(f"compiled in {laps[0] - laps[1]:.1f} s")
    return round(laps[0] - laps[1], 1)


def beside(context: Context, people: int, offers: int) -> Figures:
    """Ours, plain lists and min-cost flow over the same candidates; and DuckDB over some of the people."""
    table, vacancies, reach, told = tables(people, offers, context.folder)
    pool = prepare(vacancies, reach)
    seekers = seekers_of(table, pool, told)
    compared = oracle(context, seekers, pool)
    seats = pool.columns["open"].astype(np.int64)
    settings = Settings()
    warm(seekers, pool)
    with context.step(f"candidates of {people:,} × {offers:,}"):
        night = Night(seekers, pool, settings, pinned(seekers, pool, None, 3), 3)
        lists = night.first_look()
    first = judged(*plain(lists.found, own_points(lists.points)), seats)
    with context.step("spread by prices, with the second look"):
        price = night.priced(lists, pool.columns["price"], settings.rounds)
        night.second_look(lists, price)
        chosen = night.choose(lists, night.priced(lists, price, settings.rounds_after))
    ours = judged(chosen.rows, own_points(chosen.points), seats)
    with context.step("min-cost flow"):
        rows, points, took = flow(lists.found, lists.points, seats)
    other = judged(rows, own_points(points), seats)
    spread = context.seconds["spread by prices, with the second look"]
    for name, each in (("plain", first), ("flow", other), ("ours", ours)):
        context.say(f"{name}: {each}")
    return {
        **compared,
        "beside.people": people,
        "beside.offers": offers,
        **{
            name: ours[name]
            for name in ("hires", "over_capacity", "coverage", "gini", "gini_by_seat", "congestion")
        },
        **{f"plain.{name}": value for name, value in first.items()},
        **{f"flow.{name}": value for name, value in other.items()},
        "hires_ratio": ratio(ours["hires"], first["hires"]),
        "hires_flow_ratio": ratio(ours["hires"], other["hires"]),
        "points_kept": ratio(ours["points"], first["points"]),
        "points_flow_ratio": ratio(ours["points"], other["points"]),
        "over_capacity_less": less(ours, other, "over_capacity"),
        "coverage_more": less(other, ours, "coverage"),
        "gini_less": less(ours, other, "gini"),
        "three": ours["three"],
        "spread_seconds": round(spread, 2),
        "flow_seconds": round(took, 2),
        "flow_times_slower": ratio(took, spread),
    }


def warm(seekers: Seekers, pool: Pool) -> None:
    """Load kernels and solver before either is timed."""
    few = seekers.only(np.arange(min(500, seekers.size)), pool)
    night = Night(few, pool, Settings(rounds=2, rounds_after=2), pinned(few, pool, None, 3), 3)
    lists = night.first_look()
    price = night.priced(lists, pool.columns["price"], 2)
    night.second_look(lists, price)
    night.choose(lists, price)
    flow(lists.found, lists.points, pool.columns["open"].astype(np.int64))


def ratio(one: float | int | str, other: float | int | str) -> float:
    """A quotient of two figures."""
    assert not isinstance(one, str)
    assert not isinstance(other, str)
    return round(one / other, 4)


def less(one: Figures, other: Figures, name: str) -> float:
    """By how much a figure of one is under that of the other."""
    small, large = one[name], other[name]
    assert not isinstance(small, str)
    assert not isinstance(large, str)
    return round(large - small, 4)


def oracle(context: Context, seekers: Seekers, pool: Pool) -> Figures:
    """The same rules as SQL over every pair; one difference ends the part with an error."""
    some = seekers.only(np.random.default_rng(4).permutation(seekers.size)[:ORACLE], pool)
    found = from_lists(*best(some, pool, Settings().first))
    tables_ = encoded(some, pool)
    with context.step("DuckDB over every pair"), duckdb.connect() as connection:
        for name, table in tables_.items():
            connection.register(name, table)
        expected = connection.sql(statement(tables_, pool.rules, Settings().first, "duckdb")).to_arrow_table()
    if checksum(found) != checksum(expected):
        raise AssertionError(f"kernel and DuckDB differ: {found.num_rows} and {expected.num_rows} candidates")
    return {"candidates_compared": found.num_rows}
