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

    Raises ValueError when a figure has another name than `make bench ONLY=` replaces later (see `owned`).
    """
    module = importlib.import_module(f"benchmarks.parts.{part}")
    takes_context = "context" in inspect.signature(module.run).parameters
    started = time.perf_counter()
    found: Figures = module.run(Context(part)) if takes_context else module.run()
    owns = owned(part, found)
    return {
        **found,
        f"{owns[0]}part_seconds": round(time.perf_counter() - started, 1),
        f"{owns[0]}part_peak_mb": peak_mb(),
    }


def owned(part: str, found: Figures) -> tuple[str, ...]:
    """How the names of a part's figures begin: what its module says in OWNS, else the one first word they share.

    A trial on fewer people has its size in its names, so it owns whatever it found. Raises ValueError when the
    figures of a module without OWNS begin with several words.
    """
    module = importlib.import_module(f"benchmarks.parts.{part}")
    says: tuple[str, ...] = getattr(module, "OWNS", ())
    if says and all(name.startswith(says) for name in found):
        return says
    words = {".".join(name.split(".")[: 2 if says else 1]) for name in found}
    if not says and len(words) != 1:
        raise ValueError(f"figures of part {part!r} must share their first word, but have: {sorted(words)}")
    return tuple(f"{word}." for word in sorted(words))


if __name__ == "__main__":
    Path(sys.argv[2]).write_text(json.dumps(measure(sys.argv[1])))
