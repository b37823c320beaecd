"""All five documents over 1,000,000 people with 5,000,000 service records: from a snapshot's files to every result."""

from __future__ import annotations

import os
import resource
import shutil
import statistics
import time
from pathlib import Path

from benchmarks.harness.context import Context, Figures
from benchmarks.parts.night_world import AS_OF, size_name
from benchmarks.parts.population import rows_of, snapshot
from leye.engine import evaluate
from leye.packs import load_packs
from leye.vault.state import state_dir

OWNS = ("night.1m.",)
REPEATS = 3


def run(context: Context) -> Figures:
    """Figures by name: statements written anew each time, then read from disk as in every night but the first."""
    folder = snapshot(context.people, context.say)
    found = evaluated(context, folder, REPEATS)
    rows = rows_of(folder)
    found |= {"people": rows["ledger_person"], "services": rows["casework_servicerecord"]}
    return {f"night.{size_name(context.people)}.{name}": value for name, value in found.items()}


def evaluated(
    context: Context, folder: Path, repeats: int, memory_mb: int | None = None, *, again: bool = True
) -> Figures:
    """The medians of `evaluate`, of its steps, and how much it found; ``again``: with statements from disk too."""
    packs = load_packs()
    found: Figures = {}

    def once() -> tuple[float, dict[str, float]]:
        steps: dict[str, float] = {}
        began = time.perf_counter()
        results = evaluate(
            packs, folder, AS_OF, memory_mb=memory_mb, scratch=context.folder / "scratch",
            progress=steps.__setitem__,
        )  # fmt: skip
        took = time.perf_counter() - began
        found.update({name: table.num_rows for name, table in vars(results).items()})
        context.say(f"facts and evaluation: {took:.2f} s")
        return took, {"compile": took - sum(steps.values()), **steps}

    def anew() -> tuple[float, dict[str, float]]:
        shutil.rmtree(state_dir() / "compiled", ignore_errors=True)
        return once()

    first = [anew() for _ in range(repeats)]
    later = [once() for _ in range(repeats if again else 0)]
    steps = {name: statistics.median(lap[name] for _, lap in first) for name in first[0][1]}
    return {
        "seconds": round(statistics.median(took for took, _ in first), 3),
        **({"again_seconds": round(statistics.median(took for took, _ in later), 3)} if later else {}),
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "load_average": round(os.getloadavg()[0], 1),
        **found,
        **{f"step.{name}_seconds": round(seconds, 3) for name, seconds in steps.items() if seconds >= 0.01},
    }
