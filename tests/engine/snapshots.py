"""Rows as a snapshot's folder, which every engine reads, and what the engines make of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from leye.engine import engines
from leye.engine.batch import Batch, Engine
from leye.engine.duck import arrow_rows
from leye.facts import LOGICAL_TABLES

Results = dict[str, pa.Table]


def write_rows(rows: Mapping[str, list[dict[str, Any]]], folder: Path) -> Path:
    """Every logical table as Parquet, empty where ``rows`` names none; the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in LOGICAL_TABLES:
        pq.write_table(arrow_rows(name, rows.get(name, [])), folder / f"{name}.parquet")
    return folder


def results_on(engine: Engine, batch: Batch, folder: Path, as_of: date) -> Results:
    """Every result of one engine over a folder."""
    with engine.over(folder) as runner:
        return batch.run(runner, as_of)


def differences(one: Results, other: Results, engine: str = "") -> list[str]:
    """What tells two results apart, row by row, in a line each; empty when they are the same.

    Rules that ``engine``, which gave the other, is marked to be unable to work out must differ; the rest may not.
    """
    found = []
    marked = [rule for name, rule in engines.CANNOT if name == engine]
    for rule in marked:
        if all(_of(table, [rule]).equals(_of(other[name], [rule])) for name, table in one.items()):
            found.append(f"{engine} has begun to work out {rule}: take the mark away")
    for name, table in one.items():
        mine, theirs = _of(table, marked, other_rules=True), _of(other[name], marked, other_rules=True)
        if mine.schema != theirs.schema:
            found.append(f"{name}: {mine.schema} / {theirs.schema}")
        elif not mine.equals(theirs):
            left, right = list(map(str, mine.to_pylist())), list(map(str, theirs.to_pylist()))
            only, missing = sorted(set(left) - set(right)), sorted(set(right) - set(left))
            found += [f"{name}: {len(left)} / {len(right)} rows", *only[:3], "/", *missing[:3]]
    return found


def _of(table: pa.Table, rules: list[str], *, other_rules: bool = False) -> pa.Table:
    """The rows of some rules, or of all others."""
    if not rules:
        return table if other_rules else table.slice(0, 0)
    named = pc.binary_join_element_wise(table["pack"], table["rule"], ".")
    some = pc.is_in(named, pa.array(rules, pa.string()))
    return table.filter(pc.invert(some) if other_rules else some)


def agreed(some: Iterable[Engine], batch: Batch, folder: Path, as_of: date) -> Results:
    """The results, which every engine must give row by row, in one order and in the same types."""
    first, *others = some
    found = results_on(first, batch, folder, as_of)
    for engine in others:
        told = differences(found, results_on(engine, batch, folder, as_of), engine.name)
        assert not told, "\n".join([f"{first.name} / {engine.name} {as_of}", *told])
    return found
