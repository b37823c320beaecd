"""What an adoption would change, on 1,000,000 people: today beside a world in which one more document is in force."""

from __future__ import annotations

import os
import resource
import shutil
import statistics
import time

from benchmarks.harness.context import Context, Figures
from benchmarks.parts.night_world import AS_OF, size_name
from benchmarks.parts.population import County, adoptions, campaigns, counties, overrides, rows_of, snapshot
from leye.engine import Resolved, resolve
from leye.engine import simulation as simulating
from leye.packs import load_packs
from leye.policy import Pack
from leye.standards.calendar import is_working_day
from leye.vault.state import state_dir

OWNS = ("simulate.",)
REPEATS = 3
#: The document that is proposed; the other four are in force.
PROPOSED = "nm_2022_28"
EVERYWHERE = 999_999_999_999


def run(context: Context) -> Figures:
    """Figures by name: people, to-dos and yuan of both worlds, by county and group; statements written anew each time."""
    folder = snapshot(context.people, context.say)
    packs = load_packs()
    some = counties(folder)
    began = time.perf_counter()
    now, then = (_in_force(packs, some, without) for without in ((PROPOSED,), ()))
    resolved = time.perf_counter() - began
    parts = [(str(county.lo), county.lo, county.hi) for county in some]
    laps, again, steps = [], [], {}
    for turn in range(2 * REPEATS):
        if turn < REPEATS:
            shutil.rmtree(state_dir() / "compiled", ignore_errors=True)
            simulating._compiled.clear()
        began = time.perf_counter()
        found = simulating.compare(
            packs, folder, AS_OF, now, then, lo=0, hi=EVERYWHERE, parts=parts, chosen=[PROPOSED],
            memory_mb=3_000, scratch=context.folder / "scratch",
        )  # fmt: skip
        (laps if turn < REPEATS else again).append(time.perf_counter() - began)
        steps = found.seconds
        context.say(f"simulation: {time.perf_counter() - began:.2f} s")
    figures: Figures = {
        "seconds": round(statistics.median(laps), 3),
        "again_seconds": round(statistics.median(again), 3),
        "resolve_seconds": round(resolved, 3),
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "people": rows_of(folder)["ledger_person"],
        "judged_documents": len(found.judged),
        "todos_more": found.then.whole["open"] - found.now.whole["open"],
        "people_more": found.then.whole["people"] - found.now.whole["people"],
        "load_average": round(os.getloadavg()[0], 1),
        **{f"step.{name}_seconds": seconds for name, seconds in steps.items()},
    }
    return {f"simulate.{size_name(context.people)}.{name}": value for name, value in figures.items()}


def _in_force(packs: dict[str, Pack], some: list[County], without: tuple[str, ...]) -> Resolved:
    adopted = [a for a in adoptions(packs, some) if a.pack not in without]
    return resolve(packs, adopted, overrides(packs, some), AS_OF, is_working_day, campaigns(some))
