"""A run again: the snapshot and the packs it kept must give the same rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from leye.engine.archive import SOURCES, Kept, Record, check_sources, engine_digest, table_hash
from leye.engine.batch import Engine
from leye.engine.night import RESULTS, evaluate
from leye.engine.progress import Progress, quiet
from leye.engine.resolve import Resolved
from leye.engine.snapshot import Manifest, SnapshotBroken, file_hash
from leye.packs.loader import load_kept_packs


class RunUnknown(Exception):
    """No kept run has this name, or several begin with it."""

    def __init__(self, name: str, near: list[str]) -> None:
        known = f"保留着的有：{'、'.join(near)}。" if near else "没有保留任何一次夜间计算。"
        super().__init__(f"没有找到夜间计算“{name}”（或开头相同的不止一次）。{known}")


@dataclass(frozen=True)
class TableAgain:
    """One result table: its rows now, and the hashes then and now."""

    name: str
    rows: int
    then: str
    now: str

    @property
    def same(self) -> bool:
        """Whether the rows are the same, one for one."""
        return self.then == self.now


@dataclass(frozen=True)
class Replayed:
    """A run that was run again. ``engine_changed``: the program was changed since, which may explain a difference."""

    record: Record
    tables: tuple[TableAgain, ...]
    engine_changed: bool

    @property
    def same(self) -> bool:
        """Whether every table is the same."""
        return all(table.same for table in self.tables)


def find_run(home: Path, name: str) -> Path:
    """The folder of a kept run by its name or the beginning of it; ``last`` is the newest. Raises RunUnknown."""
    if name == "last" and (kept := Kept.all_in(home)):
        return kept[-1].folder
    names = sorted(p.name.removeprefix("run-") for p in home.glob("run-*") if p.suffix != ".partial")
    wanted = name.removeprefix("run-")
    found = [n for n in names if wanted and n.startswith(wanted)]
    if len(found) != 1:
        raise RunUnknown(name, found or names)
    return home / f"run-{found[0]}"


def replay(
    folder: Path,
    *,
    engine: Engine | None = None,
    memory_mb: int | None = None,
    scratch: Path | None = None,
    progress: Progress = quiet,
) -> Replayed:
    """Evaluate a kept run again, from its own snapshot and its own packs.

    ``engine``: where, else on DuckDB; whichever it was then, the rows must be the same. Raises RecordBroken, or
    SnapshotBroken when the snapshot is not the one that the run read.
    """
    record = Record.read(folder)
    check_snapshot(folder / "snapshot", record.snapshot)
    check_sources(folder, record)
    packs = load_kept_packs(folder / SOURCES)
    day = date.fromisoformat(record.as_of)
    resolved = None if record.in_force else Resolved(day)
    results = evaluate(
        packs, folder / "snapshot", day, resolved=resolved, engine=engine, memory_mb=memory_mb, scratch=scratch,
        progress=progress,
    )  # fmt: skip
    tables = tuple(
        TableAgain(name, table.num_rows, record.results.get(name, ""), table_hash(table))
        for name in RESULTS
        for table in (getattr(results, name),)
    )
    return Replayed(record, tables, record.engine != engine_digest())


def check_snapshot(folder: Path, digest: str) -> None:
    """Raise SnapshotBroken unless every file is the one of the manifest, and the manifest that of the run."""
    manifest = Manifest.read(folder)
    if manifest.digest != digest:
        raise SnapshotBroken(folder, "清单不是这次计算所用的")
    changed = [name for name, was in manifest.sha256.items() if file_hash(folder / f"{name}.parquet") != was]
    if changed:
        raise SnapshotBroken(folder, f"{'、'.join(changed)} 在计算之后被改动")
