"""What a part is given, and what it gives back."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

Figure = float | int | str
Figures = dict[str, Figure]

FOLDER = Path(__file__).resolve().parents[1]
PARTS = FOLDER / "parts"
#: Populations and scratch files; LEYE_BENCH_WORK puts them elsewhere.
WORK = Path(os.environ.get("LEYE_BENCH_WORK") or FOLDER / "work")
#: LEYE_BENCH_PEOPLE makes a trial on fewer people, whose figures are written beside its files and not published.
IS_TRIAL = "LEYE_BENCH_PEOPLE" in os.environ
RESULTS = FOLDER / "results.json"
TABLE = FOLDER / "RESULTS.md"


def part_names() -> list[str]:
    """Every part: the modules of the parts' folder that have a `run`."""
    return sorted(
        path.stem for path in PARTS.glob("*.py") if "\ndef run(" in path.read_text(encoding="utf-8")
    )


def chosen(words: list[str]) -> list[str]:
    """The parts whose names begin with one of the words; all without a word. Raises ValueError for an unknown one."""
    names = part_names()
    unknown = [word for word in words if not any(name.startswith(word) for name in names)]
    if unknown:
        raise ValueError(f"no part is called {', '.join(unknown)}; there are: {', '.join(names)}")
    return [name for name in names if not words or name.startswith(tuple(words))]


@dataclass
class Context:
    """A folder for the part's own files, the size of the population, and a watch for steps."""

    part: str
    people: int = field(default_factory=lambda: int(os.environ.get("LEYE_BENCH_PEOPLE", "1000000")))
    seconds: dict[str, float] = field(default_factory=dict)

    @property
    def folder(self) -> Path:
        """Scratch files of this part; kept between runs, so that a population need not be made twice."""
        path = WORK / self.part
        path.mkdir(parents=True, exist_ok=True)
        return path

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Time a step, say so, and keep its seconds in `seconds`."""
        started = time.perf_counter()
        yield
        self.seconds[name] = round(time.perf_counter() - started, 3)
        self.say(f"{name} {self.seconds[name]:.2f} s")

    def say(self, text: str) -> None:
        """A line of progress."""
        print(f"  {self.part}: {text}", flush=True)
