"""The same rules on Spark on this machine: 100,000 people, since Spark is made for many machines and this is one."""

from __future__ import annotations

import os
import time

from benchmarks.harness.context import Context, Figures
from benchmarks.parts.night_world import AS_OF
from benchmarks.parts.population import rows_of, snapshot
from leye.engine import evaluate
from leye.engine.archive import table_hash
from leye.engine.engines import engine_named
from leye.engine.spark import SparkSettings
from leye.packs import load_packs

OWNS = ("night.spark.",)
SHARE = 10


class EnginesDiffer(AssertionError):
    """Spark found other rows than DuckDB."""


def run(context: Context) -> Figures:
    """Figures by name. Raises EnginesDiffer when a result is not the same, row by row, as DuckDB's."""
    folder = snapshot(context.people // SHARE, context.say)
    packs = load_packs()
    began = time.perf_counter()
    ours = evaluate(packs, folder, AS_OF)
    duckdb_took = time.perf_counter() - began
    settings = SparkSettings(master=f"local[{os.cpu_count() or 1}]", memory_mb=6_000)
    began = time.perf_counter()
    theirs = evaluate(packs, folder, AS_OF, engine=engine_named("spark", spark=settings))
    took = time.perf_counter() - began
    for name, table in vars(ours).items():
        if table_hash(table) != table_hash(getattr(theirs, name)):
            raise EnginesDiffer(
                f"{name}: {table.num_rows} rows on DuckDB, {getattr(theirs, name).num_rows} on Spark"
            )
    context.say(f"Spark {took:.1f} s, DuckDB {duckdb_took:.1f} s")
    return {
        "night.spark.people": rows_of(folder)["ledger_person"],
        "night.spark.seconds": round(took, 2),
        "night.spark.duckdb_seconds": round(duckdb_took, 2),
        "night.spark.load_average": round(os.getloadavg()[0], 1),
    }
