"""Export: all logical tables in one transaction, as Arrow, to sorted Parquet with a manifest."""

from __future__ import annotations

import hashlib
import json
import shutil
import time
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import adbc_driver_postgresql.dbapi as adbc
import ibis

from leye.engine.memory import in_memory
from leye.engine.progress import Progress, quiet
from leye.facts.tables import LOGICAL_TABLES

MANIFEST = "manifest.json"

#: When the snapshot was taken, and since when the oldest transaction it cannot see has been running: a row
#: written by then or later may be missing from it. A role sees the transactions of its own role, and those of
#: others only with pg_read_all_stats.
MOMENT_SQL = """
SELECT to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
       to_char(least((SELECT min(xact_start) FROM pg_stat_activity WHERE datname = current_database()),
                     now()) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
"""


class SnapshotBroken(Exception):
    """A snapshot folder lacks files or its files are not those of its manifest."""

    def __init__(self, folder: Path, what: str) -> None:
        super().__init__(f"快照 {folder.name} 不完整：{what}。请重新导出快照。")


@dataclass(frozen=True)
class Manifest:
    """What a snapshot holds: rows and SHA-256 by table, and the moment it shows."""

    taken_at: str
    oldest_transaction_at: str
    rows: Mapping[str, int]
    sha256: Mapping[str, str]

    @property
    def digest(self) -> str:
        """One hash of all tables; equal contents give equal digests, whenever they were taken."""
        lines = "\n".join(f"{name} {self.sha256[name]}" for name in sorted(self.sha256))
        return hashlib.sha256(lines.encode()).hexdigest()

    @classmethod
    def read(cls, folder: Path) -> Manifest:
        """The manifest of a finished snapshot. Raises SnapshotBroken."""
        try:
            manifest = cls(**json.loads((folder / MANIFEST).read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError) as error:
            raise SnapshotBroken(folder, "没有清单或清单无法读取") from error
        missing = [name for name in manifest.rows if not (folder / f"{name}.parquet").exists()]
        if missing:
            raise SnapshotBroken(folder, f"缺少 {'、'.join(missing)}")
        return manifest


def export_snapshot(
    address: str, folder: Path, *, setup: Iterable[str] = (), progress: Progress = quiet
) -> Manifest:
    """Export every logical table in one REPEATABLE READ transaction.

    ``setup``: statements run at the start of the transaction (a role, a scope). The folder appears only when
    it is whole; a half-done one from a killed run is replaced. Raises adbc errors when the database is away.
    """
    partial = folder.with_name(folder.name + ".partial")
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir(parents=True)
    with adbc.connect(address) as connection, connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        for statement in setup:
            cursor.execute(statement)
        cursor.execute(MOMENT_SQL)
        taken_at, oldest = cursor.fetchone()
        rows = {name: _export(cursor, name, partial, progress) for name in LOGICAL_TABLES}
        connection.rollback()
    manifest = write_manifest(partial, taken_at, oldest, rows)
    shutil.rmtree(folder, ignore_errors=True)
    partial.rename(folder)
    return manifest


def write_manifest(folder: Path, taken_at: str, oldest: str, rows: Mapping[str, int]) -> Manifest:
    """Hash the Parquet files of a folder and write its manifest."""
    hashes = {name: file_hash(folder / f"{name}.parquet") for name in rows}
    manifest = Manifest(taken_at, oldest, rows, hashes)
    (folder / MANIFEST).write_text(json.dumps(asdict(manifest), indent=1), encoding="utf-8")
    return manifest


def _export(cursor: Any, name: str, folder: Path, progress: Progress) -> int:
    begun = time.perf_counter()
    columns = LOGICAL_TABLES[name]
    names = ", ".join(f'"{c}"' for c in columns)
    cursor.execute(f"SELECT {names} FROM {name}")
    reader = cursor.fetch_record_batch()
    count = write_parquet(reader, name, folder / f"{name}.parquet")
    progress(f"export {name}", time.perf_counter() - begun)
    return count


def write_parquet(rows: Any, name: str, path: Path) -> int:
    """Write rows of a logical table, sorted by its columns from the first, in its types; how many there were.

    The same rows give the same bytes.
    """
    columns = ibis.schema(LOGICAL_TABLES[name]).to_pyarrow()
    cast = ", ".join(f'CAST("{f.name}" AS {_TYPES[str(f.type)]}) AS "{f.name}"' for f in columns)
    target = "'" + path.as_posix().replace("'", "''") + "'"
    with in_memory() as connection:
        connection.register("incoming_rows", rows)
        connection.execute(
            f"COPY (SELECT {cast} FROM incoming_rows ORDER BY 1, 2) TO {target} (FORMAT parquet, COMPRESSION zstd)"
        )
        found = connection.execute(f"SELECT count(*) FROM read_parquet({target})").fetchone()
    return int(found[0]) if found else 0


_TYPES = {
    "int64": "BIGINT",
    "int32": "INTEGER",
    "string": "VARCHAR",
    "bool": "BOOLEAN",
    "date32[day]": "DATE",
}


def file_hash(path: Path) -> str:
    """SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
