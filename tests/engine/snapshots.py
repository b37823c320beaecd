"""Rows as a snapshot's folder, which every engine reads, and what the engines make of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

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


def differences(one: Results, other: Results) -> list[str]:
    """What tells two results apart, row by row, in a line each; empty when they are the same."""
    found = []
    for name, table in one.items():
        if table.equals(other[name]):
            continue
        if table.schema != other[name].schema:
            found.append(f"{name}: {table.schema} / {other[name].schema}")
        mine, theirs = map(str, table.to_pylist()), map(str, other[name].to_pylist())
        left, right = list(mine), list(theirs)
        only, missing = sorted(set(left) - set(right)), sorted(set(right) - set(left))
        found += [f"{name}: {len(left)} / {len(right)} rows", *only[:3], "/", *missing[:3]]
    return found


def agreed(engines: Iterable[Engine], batch: Batch, folder: Path, as_of: date) -> Results:
    """The results, which every engine must give row by row, in one order and in the same types."""
    first, *others = engines
    found = results_on(first, batch, folder, as_of)
    for engine in others:
        told = differences(found, results_on(engine, batch, folder, as_of))
        assert not told, "\n".join([f"{first.name} / {engine.name} {as_of}", *told])
    return found
