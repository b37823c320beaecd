"""One part in this process: `python -m benchmarks.harness.child PART FILE` writes its figures to FILE."""

import importlib
import inspect
import json
import resource
import sys
import time
from pathlib import Path

from benchmarks.harness.context import Context, Figures


def peak_mb() -> int:
    """The most memory this process, and the largest of its children, ever held (Linux: kilobytes)."""
    return (
        max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
        // 1024
    )


def measure(part: str) -> Figures:
    """The part's figures with the seconds and the peak memory of the whole part.

    Raises ValueError when they do not share one first word, by which `make bench ONLY=` replaces them later.
    """
    module = importlib.import_module(f"benchmarks.parts.{part}")
    takes_context = "context" in inspect.signature(module.run).parameters
    started = time.perf_counter()
    found: Figures = module.run(Context(part)) if takes_context else module.run()
    first = {name.split(".")[0] for name in found}
    if len(first) != 1:
        raise ValueError(f"figures of part {part!r} must share their first word, but have: {sorted(first)}")
    (word,) = first
    return {
        **found,
        f"{word}.part_seconds": round(time.perf_counter() - started, 1),
        f"{word}.part_peak_mb": peak_mb(),
    }


if __name__ == "__main__":
    Path(sys.argv[2]).write_text(json.dumps(measure(sys.argv[1])))
