"""Two worlds over one population: what holds today, and what would hold. Facts are built once, judged twice."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import ibis.expr.operations as ops

from leye.engine.batch import Batch, Step
from leye.engine.dialects import DUCKDB, on_day, to_sql
from leye.engine.duck import connect, load_rows, resolved_rows
from leye.engine.progress import Progress, quiet
from leye.engine.resolve import Resolved
from leye.policy import Benefit, Pack

#: What is counted in each world: people with anything due, alerted or granted; duties to be done, duties met, limits
#: broken; entitlements, the yuan (in fen) they come to, and how many of them are in kind.
COUNTS = ("people", "open", "met", "alerts", "entitled", "fen", "in_kind")
Counts = dict[str, int]
NOTHING: Counts = dict.fromkeys(COUNTS, 0)

#: The group of people who belong to none.
NO_GROUP = ""

_ADOPTED = {"adoption_arearule", "adoption_areavalue"}
_RESULTS = ("duties", "findings", "entitlements")

_COUNT = (
    "count(DISTINCT person_id), count(*) FILTER (what = 'open'), count(*) FILTER (what = 'met'),"
    " count(*) FILTER (what = 'alert'), count(*) FILTER (what = 'benefit'),"
    " coalesce(sum(fen) FILTER (what = 'benefit'), 0)::BIGINT,"
    " count(*) FILTER (what = 'benefit' AND fen IS NULL)"
)


@dataclass(frozen=True)
class World:
    """Counts of one world: of everything, by (pack, rule), by part of the area, and by group of people.

    Within a group each person is counted once; a person in two groups counts in both, so groups are not summed.
    """

    whole: Counts
    rules: Mapping[tuple[str, str], Counts]
    parts: Mapping[str, Counts]
    groups: Mapping[str, Counts]


@dataclass(frozen=True)
class Comparison:
    """Both worlds; `judged` are the packs looked at, `seconds` by step."""

    now: World
    then: World
    judged: tuple[str, ...]
    seconds: Mapping[str, float] = field(default_factory=dict)


def differing(now: Resolved, then: Resolved) -> set[str]:
    """The packs that are not in force alike in two worlds."""

    def rows(resolved: Resolved) -> set[Any]:
        return {*resolved.rules, *resolved.values}

    return {row.pack for row in rows(now) ^ rows(then)}


def with_excluded(packs: Mapping[str, Pack], chosen: Iterable[str]) -> dict[str, Pack]:
    """The packs chosen, and those that their benefits shut out or are shut out by."""
    wanted = {name for name in chosen if name in packs}
    for pack in packs.values():
        others = {
            name.split(".")[0] for rule in pack.of_kind(Benefit) for name in rule.excludes if "." in name
        } & packs.keys()
        if pack.id in wanted:
            wanted |= others
        elif others & wanted:
            wanted.add(pack.id)
    return {name: packs[name] for name in sorted(wanted)}


def compare(
    packs: Mapping[str, Pack],
    folder: Path,
    as_of: date,
    now: Resolved,
    then: Resolved,
    *,
    lo: int,
    hi: int,
    parts: Sequence[tuple[str, int, int]] = (),
    chosen: Iterable[str] = (),
    memory_mb: int | None = None,
    scratch: Path | None = None,
    progress: Progress = quiet,
) -> Comparison:
    """Count what both worlds ask of the people of the areas lo to hi in a snapshot folder.

    Judged are the packs `chosen` and those that differ between the worlds; the others are the same in both.
    `parts`: (key, first, last) ranges of areas to count apart. `memory_mb` bounds DuckDB's memory; beyond it, it
    writes to `scratch`.
    """
    judged = with_excluded(packs, {*chosen, *differing(now, then)})
    seconds: dict[str, float] = {}

    def note(step: str, began: float) -> None:
        seconds[step] = round(time.perf_counter() - began, 3)
        progress(step, seconds[step])

    began = time.perf_counter()
    steps = _steps(judged)
    note("compile", began)
    with connect(folder, memory_mb=memory_mb, scratch=scratch) as connection:
        began = time.perf_counter()
        for step in steps.fixed:
            connection.execute(f"CREATE TABLE step_{step.name} AS {on_day(step.sql, as_of)}")
        _places(connection, as_of, parts)
        note("facts", began)
        worlds = []
        for name, resolved in (("now", now), ("then", then)):
            began = time.perf_counter()
            _put(connection, resolved)
            for step in steps.moving:
                connection.execute(f"CREATE OR REPLACE TABLE step_{step.name} AS {on_day(step.sql, as_of)}")
            worlds.append(_counted(connection, steps, as_of, lo, hi))
            note(name, began)
    return Comparison(worlds[0], worlds[1], tuple(judged), seconds)


@dataclass(frozen=True)
class _Text:
    """A step as DuckDB reads it."""

    name: str
    sql: str


@dataclass(frozen=True)
class _Steps:
    """Steps that the adoptions do not touch, those that they do, and the three results."""

    fixed: tuple[_Text, ...]
    moving: tuple[_Text, ...]
    results: Mapping[str, str]


#: Steps compiled in this process, by the names and digests of their packs; the oldest goes first.
_compiled: dict[tuple[tuple[str, str], ...], _Steps] = {}
_MOST_COMPILED = 8


def _steps(packs: Mapping[str, Pack]) -> _Steps:
    """The steps of duties, limits and benefits, compiled once for each set of packs."""
    key = tuple((name, pack.digest) for name, pack in packs.items())
    if key not in _compiled:
        while len(_compiled) >= _MOST_COMPILED:
            _compiled.pop(next(iter(_compiled)))
        _compiled[key] = _compile(packs)
    return _compiled[key]


def _compile(packs: Mapping[str, Pack]) -> _Steps:
    batch = Batch(packs)
    reads = {step.name: _reads(step) for step in batch.steps}
    needed: set[str] = set()
    found: list[str] = [*_RESULTS]
    while found:
        name = found.pop()
        if name not in needed:
            needed.add(name)
            found += [table.removeprefix("step_") for table in reads[name] if table.startswith("step_")]
    moving: set[str] = set()
    for step in batch.steps:
        if reads[step.name] & (_ADOPTED | {f"step_{name}" for name in moving}):
            moving.add(step.name)
    kept = [step for step in batch.steps if step.name in needed and step.name not in _RESULTS]
    return _Steps(
        tuple(_text(step) for step in kept if step.name not in moving),
        tuple(_text(step) for step in kept if step.name in moving),
        {s.name: to_sql(s.table, DUCKDB) for s in batch.steps if s.name in _RESULTS and s.table is not None},
    )


def _text(step: Step) -> _Text:
    return _Text(step.name, step.sql(DUCKDB))


def _reads(step: Step) -> set[str]:
    if step.table is None:
        return set()
    return {str(node.name) for node in step.table.op().find(ops.PhysicalTable)}


def _put(connection: duckdb.DuckDBPyConnection, resolved: Resolved) -> None:
    """Put what is in force in one world in the place of the snapshot's tables, or of the other world's."""
    views = connection.execute("SELECT view_name FROM duckdb_views() WHERE NOT internal").fetchall()
    rows = resolved_rows(resolved)
    for name in {name for (name,) in views} & rows.keys():
        connection.execute(f"DROP VIEW {name}")
    load_rows(connection, rows)


def _places(
    connection: duckdb.DuckDBPyConnection, as_of: date, parts: Sequence[tuple[str, int, int]]
) -> None:
    """The parts of the area, and who belongs to which group on the day."""
    connection.execute("CREATE TABLE part (key VARCHAR, lo BIGINT, hi BIGINT)")
    for part in parts:
        connection.execute("INSERT INTO part VALUES (?, ?, ?)", list(part))
    connection.execute(
        "CREATE TABLE belongs AS SELECT DISTINCT person_id, group_id FROM ledger_groupmembership"
        " WHERE (valid_from IS NULL OR valid_from <= $day) AND (valid_to IS NULL OR valid_to >= $day)",
        {"day": as_of},
    )


#: What each result says of a row: done or to do, beyond a limit, or granted.
_SAYS = {
    "duties": "CASE WHEN met THEN 'met' ELSE 'open' END, NULL::BIGINT",
    "findings": "'alert', NULL::BIGINT",
    "entitlements": "'benefit', amount_fen",
}


def _counted(connection: duckdb.DuckDBPyConnection, steps: _Steps, as_of: date, lo: int, hi: int) -> World:
    selected = [
        f"SELECT pack, rule, person_id, area_id, {_SAYS[name]} FROM ({on_day(sql, as_of)})"
        f" WHERE area_id BETWEEN {int(lo)} AND {int(hi)}"
        for name, sql in steps.results.items()
    ]
    connection.execute(
        "CREATE OR REPLACE TABLE found (pack VARCHAR, rule VARCHAR, person_id BIGINT, area_id BIGINT,"
        " what VARCHAR, fen BIGINT)"
    )
    for sql in selected:
        connection.execute(f"INSERT INTO found {sql}")
    (whole,) = _tallies(connection, f"SELECT '', {_COUNT} FROM found", 1).values()
    rules = _tallies(connection, f"SELECT pack, rule, {_COUNT} FROM found GROUP BY ALL", 2)
    parts = _tallies(
        connection, f"SELECT key, {_COUNT} FROM found JOIN part ON area_id BETWEEN lo AND hi GROUP BY ALL", 1
    )
    groups = _tallies(
        connection,
        f"SELECT coalesce(group_id, '{NO_GROUP}') AS code, {_COUNT} FROM found LEFT JOIN belongs USING (person_id)"
        " WHERE person_id IS NOT NULL GROUP BY ALL",
        1,
    )
    return World(whole, rules, parts, groups)


def _tallies(connection: duckdb.DuckDBPyConnection, sql: str, keys: int) -> dict[Any, Counts]:
    """Counts by the first `keys` columns of a query: a text, or a pair of them."""
    found = {}
    for row in connection.execute(sql).fetchall():
        key = row[0] if keys == 1 else tuple(row[:keys])
        found[key] = dict(zip(COUNTS, map(int, row[keys:]), strict=True))
    return found
