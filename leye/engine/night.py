"""The night: export, facts, evaluate, difference. Every step can be run alone and looked at."""

from __future__ import annotations

import hashlib
import shutil
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from leye.engine.archive import RECORD, Record, engine_digest, keep_sources, table_hash
from leye.engine.batch import Batch, Engine
from leye.engine.difference import difference
from leye.engine.duck import DuckDBEngine, check_resolved, connect, load_resolved, packs_in_force
from leye.engine.progress import Progress, quiet
from leye.engine.resolve import Resolved
from leye.engine.snapshot import Manifest, export_snapshot
from leye.policy import Pack

RESULTS = ("duties", "findings", "entitlements", "figures", "figure_members")


@dataclass(frozen=True)
class Results:
    """What one evaluation found, each as an Arrow table in a fixed order."""

    duties: pa.Table
    findings: pa.Table
    entitlements: pa.Table
    figures: pa.Table
    figure_members: pa.Table

    @classmethod
    def read(cls, folder: Path) -> Results:
        """Results written earlier by ``write``."""
        return cls(**{name: pq.read_table(folder / f"{name}.parquet") for name in RESULTS})

    def write(self, folder: Path) -> None:
        """Write every table as Parquet; the same results give the same bytes."""
        folder.mkdir(parents=True, exist_ok=True)
        for name in RESULTS:
            pq.write_table(getattr(self, name), folder / f"{name}.parquet", compression="zstd")


@dataclass(frozen=True)
class Night:
    """One finished night. ``seconds`` by step; ``reused`` when an earlier run with the same id stood ready."""

    run_id: str
    manifest: Manifest
    results: Results
    changes: pa.Table
    folder: Path
    reused: bool = False
    seconds: dict[str, float] = field(default_factory=dict)


def run_id_of(manifest: Manifest, packs: Mapping[str, Pack], as_of: date, *, in_force: bool = True) -> str:
    """The name of a run: hashes of its snapshot, its packs, the engine, and its day."""
    parts = [manifest.digest, as_of.isoformat(), *(f"{k} {packs[k].digest}" for k in sorted(packs))]
    parts += [engine_digest(), f"in force: {in_force}"]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:20]


def evaluate(
    packs: Mapping[str, Pack],
    snapshot: Path,
    as_of: date,
    *,
    resolved: Resolved | None = None,
    engine: Engine | None = None,
    memory_mb: int | None = None,
    scratch: Path | None = None,
    progress: Progress = quiet,
) -> Results:
    """Facts and all results over a snapshot folder.

    ``resolved`` replaces the adoption tables of the snapshot (that is how an adoption is simulated).
    ``engine``: where it runs, else on DuckDB; ``memory_mb`` bounds DuckDB's memory, beyond which it writes to
    ``scratch``. Raises ResolvedStale when what is in force was worked out for other days or for an older version
    of a pack, and EngineAway when the engine cannot be used.
    """
    with connect(snapshot) as connection:
        if resolved is not None:
            load_resolved(connection, resolved)
        check_resolved(connection, packs, as_of)
        acting = packs_in_force(connection, packs, as_of)
    chosen = DuckDBEngine(memory_mb) if engine is None else engine
    with chosen.over(snapshot, resolved=resolved, scratch=scratch) as runner:
        return Results(**Batch.remembered(acting, runner.dialect).run(runner, as_of, progress))


def night(
    address: str,
    home: Path,
    packs: Mapping[str, Pack],
    as_of: date,
    *,
    in_force: bool = True,
    previous: pa.Table | None = None,
    setup: Iterable[str] = (),
    engine: Engine | None = None,
    memory_mb: int | None = None,
    progress: Progress = quiet,
) -> Night:
    """Export the database, evaluate, and say what changed since ``previous`` (duty columns).

    Everything lands under ``home``: ``snapshot-…`` and ``run-<id>``. A killed night leaves only ``.partial``
    folders, which the next one clears; results of an equal run are read again and not computed twice.
    ``in_force`` False: no adoption holds on the day, though the tables may keep those of other days. The
    ``engine`` is no part of a run's name: every engine gives the same rows.
    """
    seconds: dict[str, float] = {}

    def note(step: str, took: float) -> None:
        seconds[step] = took
        progress(step, took)

    home.mkdir(parents=True, exist_ok=True)
    for left in home.glob("*.partial"):
        shutil.rmtree(left)
    begun = time.perf_counter()
    incoming = home / "snapshot-new"
    manifest = export_snapshot(address, incoming, setup=setup, progress=note)
    note("export", time.perf_counter() - begun)
    run_id = run_id_of(manifest, packs, as_of, in_force=in_force)
    folder = home / f"run-{run_id}"
    reused = (folder / RECORD).exists()
    if reused:
        shutil.rmtree(incoming)
        results = Results.read(folder)
    else:
        chosen = DuckDBEngine(memory_mb) if engine is None else engine
        results = _run(packs, incoming, folder, as_of, in_force, chosen, note, manifest)
    begun = time.perf_counter()
    changes = difference(previous, results.duties, as_of)
    note("difference", time.perf_counter() - begun)
    return Night(run_id, manifest, results, changes, folder, reused, seconds)


def _run(
    packs: Mapping[str, Pack],
    incoming: Path,
    folder: Path,
    as_of: date,
    in_force: bool,
    engine: Engine,
    note: Progress,
    manifest: Manifest,
) -> Results:
    partial = folder.with_name(folder.name + ".partial")
    partial.mkdir()
    incoming.rename(partial / "snapshot")
    begun = time.perf_counter()
    results = evaluate(
        packs, partial / "snapshot", as_of, resolved=None if in_force else Resolved(as_of),
        engine=engine, scratch=partial / "scratch", progress=note,
    )  # fmt: skip
    note("evaluate", time.perf_counter() - begun)
    results.write(partial)
    shutil.rmtree(partial / "scratch", ignore_errors=True)
    keep_sources(packs, partial)
    Record(
        folder.name.removeprefix("run-"), as_of.isoformat(), manifest.taken_at, manifest.digest, engine_digest(),
        {name: packs[name].digest for name in sorted(packs)},
        {name: table_hash(getattr(results, name)) for name in RESULTS}, in_force,
    ).write(partial)  # fmt: skip
    shutil.rmtree(folder, ignore_errors=True)
    partial.rename(folder)
    return results
