"""The same on 10,000,000 people with 50,000,000 service records, from a snapshot written straight to Parquet.

Nobody's ledger holds so many people in one PostgreSQL of this machine: the snapshot is ten slices of the million, each
with ids of its own, in the same villages.
"""

from __future__ import annotations

from benchmarks.harness.context import Context, Figures
from benchmarks.parts.night_1m import evaluated
from benchmarks.parts.night_world import size_name
from benchmarks.parts.population import rows_of, snapshot

OWNS = ("night.10m.",)
TIMES = 10
#: DuckDB writes to disk beyond this, so that a machine of 16 GB can do it.
MEMORY_MB = 9_000


def run(context: Context) -> Figures:
    """Figures by name, of one run with statements written anew."""
    people = context.people * TIMES
    folder = snapshot(people, context.say, slices=TIMES)
    found = evaluated(context, folder, 1, MEMORY_MB, again=False)
    rows = rows_of(folder)
    found |= {
        "people": rows["ledger_person"], "services": rows["casework_servicerecord"], "slices": TIMES,
        "memory_limit_mb": MEMORY_MB,
    }  # fmt: skip
    return {f"night.{size_name(people)}.{name}": value for name, value in found.items()}
