"""Import of a roster of 100,000 rows into a ledger of 1,000,000, with django-import-export beside it.

Both do the same: read the .xlsx, find each person by identity number, update who changed, add who is new with
cipher, index and pinyin, and write the history (the same triggers). Leye also checks every cell, resolves
villages by name, makes the preview with old and new values, and keeps what undoing needs.

Simplification, said once: the 930,000 people nobody looks for have made-up identity indexes and ciphers.
"""

from __future__ import annotations

import datetime as dt
import os
import threading
import time
from pathlib import Path
from typing import Any

LEDGER = 1_000_000
ROWS = 100_000
KNOWN = 70_000
SLICE = 10_000
DATABASE = "leye_bench_import"


def run(rows: int = ROWS, ledger: int = LEDGER, beside: bool = True) -> dict[str, float]:
    """Figures by name. Makes a database of its own and drops it."""
    os.environ["LEYE_DATABASE_NAME"] = DATABASE
    from leye.ops.boot import boot, migrate
    from leye.ops.postgres import create_database, is_embedded

    boot()
    if not is_embedded():
        raise RuntimeError(
            "the import benchmark makes a database of its own: run it without LEYE_DATABASE_URL"
        )
    # One that a killed run left behind is not whole.
    _drop()
    create_database()
    migrate()
    from django.db import connections

    from benchmarks.parts.importing_world import fill, write_roster
    from leye.vault.state import state_dir

    path = state_dir() / "bench-roster.xlsx"
    known = rows * KNOWN // ROWS
    owner = connections["owner"]
    owner.ensure_connection()
    try:
        fill(owner.connection, ledger, known)
        write_roster(path, rows)
        with owner.cursor() as cursor:
            cursor.execute("CHECKPOINT")
        figures = _ours(path, rows)
        if beside:
            figures |= _theirs(path, rows, figures["import.100k.seconds"])
        return figures
    finally:
        path.unlink(missing_ok=True)
        _drop()


def _drop() -> None:
    import psycopg
    from django.db import connections

    from leye.config.database import connection_parts, libpq_uri

    for alias in ("default", "owner"):
        connections[alias].close()
    with psycopg.connect(
        libpq_uri({**connection_parts(), "NAME": "postgres"}), autocommit=True
    ) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)".encode())


def _batch(path: Path) -> Any:
    """A batch as an upload by the first county's officer makes it."""
    from django.utils import timezone

    from benchmarks.parts.importing_world import COUNTY
    from leye.accounts.enums import Role
    from leye.accounts.models import Post, User
    from leye.accounts.scope import as_service
    from leye.intake.models import ImportBatch
    from leye.intake.uploads import keep

    kept = keep(path.name, [path.read_bytes()])
    with as_service():
        user, _made = User.objects.get_or_create(username="bench", defaults={"name": "bench"})
        post, _made = Post.objects.get_or_create(
            user=user, area_id=COUNTY * 10**6, role=Role.COUNTY_OFFICER, valid_from=dt.date(2020, 1, 1)
        )
        return ImportBatch.objects.create(
            area_id=post.area_id, post=post, user=user, kind="people", file_name=path.name,
            file_path=kept.name, created_at=timezone.now(),
        )  # fmt: skip


def _ours(path: Path, rows: int) -> dict[str, float]:
    from leye.accounts.scope import as_service
    from leye.intake.enums import ImportState
    from leye.intake.models import ImportBatch
    from leye.intake.running import run_check, run_read, run_write
    from leye.intake.undoing import undo

    batch = _batch(path)
    laps: dict[str, float] = {}
    with Peak() as peak:
        for name, step, state in (
            ("read", run_read, None),
            ("preview", run_check, ImportState.CHECKING),
            ("write", run_write, ImportState.WRITING),
        ):
            if state:
                with as_service():
                    ImportBatch.objects.filter(pk=batch.pk).update(state=state)
            began = time.perf_counter()
            step(batch.pk)
            laps[name] = time.perf_counter() - began
    with as_service():
        batch = ImportBatch.objects.select_related("area").get(pk=batch.pk)
    if batch.state != ImportState.DONE:
        raise RuntimeError(f"{batch.state}: {batch.problem}")
    wanted = {"new": rows * 3 // 10, "total": rows}
    if any(batch.counts[name] != count for name, count in wanted.items()):
        raise RuntimeError(f"unexpected counts {batch.counts}")
    # Taken back, so that the other side finds the same ledger.
    began = time.perf_counter()
    kept = undo(batch)
    undone = time.perf_counter() - began
    if kept:
        raise RuntimeError(f"{kept} rows were not taken back")
    return {
        "import.100k.undo_seconds": undone,
        "import.100k.seconds": sum(laps.values()),
        **{f"import.100k.{name}_seconds": lap for name, lap in laps.items()},
        "import.100k.rows": rows,
        "import.100k.changed": batch.counts["changed"],
        "import.100k.new": batch.counts["new"],
        "import.100k.peak_mb": peak.megabytes,
    }


def _theirs(path: Path, rows: int, ours: float) -> dict[str, float]:
    """django-import-export with its bulk options, over as many rows as keep the time bearable."""
    from benchmarks.parts.importing_beside import time_import

    count = min(SLICE, rows)
    seconds = time_import(path, count)
    whole = seconds * rows / count
    return {
        "import.import_export.rows": count,
        "import.import_export.seconds": seconds,
        "import.import_export.seconds_for_all": whole,
        "import.import_export_ratio": whole / ours,
    }


class Peak:
    """The most memory this process held at once beyond what it held before, in MB, sampled each 20 ms."""

    megabytes = 0.0

    def __enter__(self) -> Peak:
        import psutil

        self._process = psutil.Process()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch)
        self._thread.start()
        return self

    def _watch(self) -> None:
        while not self._stop.wait(0.02):
            self.megabytes = max(self.megabytes, self._process.memory_info().rss / 2**20)

    def __exit__(self, *error: object) -> None:
        self._stop.set()
        self._thread.join()


if __name__ == "__main__":
    import json

    print(json.dumps(run(), indent=2))
