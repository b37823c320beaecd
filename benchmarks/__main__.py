"""`python -m benchmarks [--only PART]`: run the parts one after another, write results.json and RESULTS.md."""

import argparse
import datetime as dt
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.harness.child import owned
from benchmarks.harness.context import IS_TRIAL, RESULTS, TABLE, WORK, Figures, chosen
from benchmarks.harness.machine import describe
from benchmarks.harness.results import merge, read, write


def run_part(part: str) -> Figures | None:
    """The figures of a part from a process of its own, with a state folder kept for benchmarks; None when it failed."""
    state = WORK / "state"
    state.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        answer = Path(folder) / "figures.json"
        ended = subprocess.run(
            [sys.executable, "-m", "benchmarks.harness.child", part, str(answer)],
            cwd=Path(__file__).resolve().parents[1],
            env={**os.environ, "LEYE_STATE": str(state)},
            check=False,
        )
        if ended.returncode or not answer.exists():
            return None
        figures: Figures = json.loads(answer.read_text())
        return figures


def with_ratio(figures: Figures) -> Figures:
    """How many times longer ten million people take than one million, once both are there."""
    one, ten = (figures.get(f"night.{size}.seconds") for size in ("1m", "10m"))
    if isinstance(one, float) and isinstance(ten, float):
        figures["night.10m.times_1m"] = round(ten / one, 2)
    return dict(sorted(figures.items()))


def main() -> None:
    """Run what was asked for; a part that fails leaves its earlier figures and ends the program with 1."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", action="append", default=[], help="a part, by the beginning of its name")
    try:
        wanted = chosen(parser.parse_args().only)
    except ValueError as error:
        parser.error(str(error))
    failed = []
    results, shown = (WORK / "trial.json", WORK / "trial.md") if IS_TRIAL else (RESULTS, TABLE)
    figures = read(results)
    for number, part in enumerate(wanted, 1):
        print(f"{number}/{len(wanted)} {part}", flush=True)
        started = time.monotonic()
        found = run_part(part)
        if found is None:
            failed.append(part)
            print(f"  {part} failed", flush=True)
            continue
        owns = owned(part, found)
        found[f"{owns[0]}measured_on"] = dt.date.today().isoformat()  # noqa: DTZ011  where it ran
        figures = with_ratio(merge(merge(figures, describe()), found, owns))
        write(figures, results, shown)
        print(f"  {part} done in {time.monotonic() - started:.0f} s", flush=True)
    print(f"{results.name} and {shown.name} are in {results.parent.name}/", flush=True)
    if failed or not wanted:
        sys.exit(f"failed: {', '.join(failed) or 'no part was found'}")


if __name__ == "__main__":
    main()
