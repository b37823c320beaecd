"""A whole night on PostgreSQL, all five documents: export, evaluate, compare, write back; then the same night again."""

from __future__ import annotations

import os
import time

from benchmarks.harness.context import Context, Figures
from benchmarks.parts.night_world import AS_OF, World, drop, exists, rename, start_server

OWNS = ("night.postgres.",)


def run(context: Context) -> Figures:
    """Figures by name. The database in which the nights ran is kept for `live`. Raises AssertionError when the second
    night writes a row."""
    start_server()
    world = World(context.people, context.say)
    trial = f"{world.name}_night"
    world.copy_to(trial)
    os.environ["LEYE_DATABASE_NAME"] = trial
    from leye.ops.boot import boot

    boot()
    from django.db import connections

    from leye.ledger.models import Person

    try:
        people = Person.objects.using("owner").count()
        first, rows = _one_night(context)
        second, rows_again = _one_night(context)
        finished = True
    finally:
        connections.close_all()
        if "finished" not in locals():
            drop(trial)
    if exists(trial):
        rename(trial, world.after)
    if rows_again:
        raise AssertionError(f"the second night wrote {rows_again} rows, with nothing new in the ledger")
    found: Figures = {
        "people": people,
        "seconds": first["whole"],
        "export_seconds": first["export"],
        "evaluate_seconds": first["evaluate"],
        "difference_seconds": first["difference"],
        "write_seconds": round(sum(first.get(name, 0.0) for name in ("stage", "write", "store")), 3),
        "rows": rows,
        "second_night_seconds": second["whole"],
        "second_night_rows": rows_again,
        "load_average": round(os.getloadavg()[0], 1),
    }
    return {f"night.postgres.{name}": value for name, value in found.items()}


def _one_night(context: Context) -> tuple[dict[str, float], int]:
    """Seconds by step, and the to-dos and findings written."""
    from leye.worklist.night import run_night

    laps: dict[str, float] = {}

    def note(step: str, seconds: float) -> None:
        # The engine and the writing both have a step called figures; the engine's comes before `evaluate` ends.
        laps["store" if step == "figures" and "difference" in laps else step] = round(seconds, 3)

    began = time.perf_counter()
    done = run_night(AS_OF, progress=note)
    laps["whole"] = round(time.perf_counter() - began, 3)
    written = int(done.counts["todos_written"]) + int(done.counts["findings_written"])
    context.say(f"a whole night on PostgreSQL: {laps['whole']:.2f} s, {written:,} rows written")
    return laps, written
