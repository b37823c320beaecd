"""The night on 1,000,000 people with 5,000,000 service records: the engine alone, then the whole night on PostgreSQL."""

from __future__ import annotations

import os
import resource
import statistics
import time
from pathlib import Path

from benchmarks.harness.context import Context, Figures
from benchmarks.parts.night_world import AS_OF, World, drop, exists, rename, size_name, start_server

REPEATS = 3


def run(context: Context) -> Figures:
    """Figures by name. The population is made once and kept; the database in which the nights ran is kept for `live`."""
    start_server()
    world = World(context.people, context.say)
    found = {**_evaluation(world.snapshot(), context), **_nights(world, context)}
    return {f"night.{size_name(context.people)}.{name}": value for name, value in found.items()}


def _evaluation(snapshot: Path, context: Context) -> Figures:
    """From a snapshot's files to every result: compiling the rules, facts, evaluation."""
    from leye.engine import Manifest, evaluate
    from leye.packs import load_packs

    packs = load_packs()
    wholes: list[float] = []
    steps: dict[str, list[float]] = {}
    for turn in range(REPEATS):
        laps: dict[str, float] = {}
        began = time.perf_counter()
        results = evaluate(packs, snapshot, AS_OF, progress=laps.__setitem__)
        wholes.append(time.perf_counter() - began)
        for name, lap in {"compile": wholes[-1] - sum(laps.values()), **laps}.items():
            steps.setdefault(name, []).append(lap)
        context.say(f"facts and evaluation, {turn + 1} of {REPEATS}: {wholes[-1]:.2f} s")
    whole = round(statistics.median(wholes), 3)
    rows = Manifest.read(snapshot).rows
    return {
        "facts_evaluate_seconds": whole,
        "seconds": whole,
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "people": rows["ledger_person"],
        "services": rows["casework_servicerecord"],
        "duties": results.duties.num_rows,
        "figures": results.figures.num_rows,
        "entitlements": results.entitlements.num_rows,
        "findings": results.findings.num_rows,
        "load_average": round(os.getloadavg()[0], 1),
        **{f"step.{name}_seconds": round(statistics.median(laps), 3) for name, laps in steps.items()},
    }


def _nights(world: World, context: Context) -> Figures:
    """Export, evaluation, difference and writing back; then the same night again with nothing new."""
    trial = f"{world.name}_night"
    world.copy_to(trial)
    os.environ["LEYE_DATABASE_NAME"] = trial
    from leye.ops.boot import boot

    boot()
    from django.db import connections

    try:
        first, rows = _one_night(context)
        second, rows_again = _one_night(context)
        finished = True
    finally:
        connections.close_all()
        if "finished" not in locals():
            drop(trial)
    if exists(trial):
        rename(trial, world.after)
    return {
        "whole_seconds": first["whole"],
        "export_seconds": first["export"],
        "difference_seconds": first["difference"],
        "write_seconds": round(sum(first[name] for name in ("stage", "write", "store")), 3),
        "rows": rows,
        "second_night_seconds": second["whole"],
        "second_night_rows": rows_again,
    }


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
