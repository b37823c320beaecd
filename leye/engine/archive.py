"""What a finished run leaves beside its results, so that it can be run again years later, and how long it is kept."""

from __future__ import annotations

import hashlib
import io
import json
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Self
from zoneinfo import ZoneInfo

import pyarrow as pa
from pyarrow import csv

from leye.policy import Pack
from leye.policy.packs import digest_of

RECORD = "finished.json"
SOURCES = "packs"
SHANGHAI = ZoneInfo("Asia/Shanghai")
#: Packages whose code decides what a run finds.
DECIDING = ("policy", "facts", "engine")


class RecordBroken(Exception):
    """A run's record is missing or unreadable, or was written before runs could be run again."""

    def __init__(self, folder: Path, what: str) -> None:
        super().__init__(f"{folder.name} 不能重算：{what}。请改选另一次夜间计算，或重新运行夜间计算。")


@dataclass(frozen=True)
class Record:
    """A finished run: its day, and hashes of what went in (snapshot, packs, engine) and of what came out."""

    run_id: str
    as_of: str
    taken_at: str
    snapshot: str
    engine: str
    packs: Mapping[str, str]
    results: Mapping[str, str]
    in_force: bool = True

    @classmethod
    def read(cls, folder: Path) -> Self:
        """The record of a run's folder. Raises RecordBroken."""
        try:
            return cls(**json.loads((folder / RECORD).read_text(encoding="utf-8")))
        except (OSError, ValueError) as error:
            raise RecordBroken(folder, "没有记录，或记录无法读取") from error
        except TypeError as error:
            raise RecordBroken(folder, "记录是旧版程序写的，没有保存当时的政策包") from error

    def write(self, folder: Path) -> None:
        """Write it last: a folder with a record is a finished run."""
        (folder / RECORD).write_text(json.dumps(asdict(self), indent=1), encoding="utf-8")

    @property
    def digest(self) -> str:
        """One hash over all results."""
        return digest_of_results(self.results)


def digest_of_results(hashes: Mapping[str, str]) -> str:
    """One hash over the hashes of all result tables."""
    return hashlib.sha256("\n".join(f"{k} {hashes[k]}" for k in sorted(hashes)).encode()).hexdigest()


class _Sink(io.RawIOBase):
    """Takes what is written into a hash."""

    def __init__(self) -> None:
        self.total = hashlib.sha256()

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        self.total.update(memoryview(data))  # type: ignore[arg-type]  # bytes, or an Arrow buffer
        return len(data)  # type: ignore[arg-type]  # the same


def table_hash(table: pa.Table) -> str:
    """SHA-256 of a table's rows as text, in their order: it does not change with the library that stores them."""
    sink = _Sink()
    with pa.PythonFile(sink, mode="w") as file:
        csv.write_csv(table, file)
    return sink.total.hexdigest()


@cache
def engine_digest() -> str:
    """SHA-256 over the code that decides what a run finds, in the order of its names."""
    home = Path(__file__).parent.parent
    total = hashlib.sha256()
    for package in DECIDING:
        for path in sorted((home / package).rglob("*.py")):
            total.update(path.relative_to(home).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return total.hexdigest()


def keep_sources(packs: Mapping[str, Pack], folder: Path) -> None:
    """Copy the packs as they are now into a run's folder."""
    for name, pack in packs.items():
        target = folder / SOURCES / name
        for path in sorted(pack.folder.rglob("*")):
            if path.suffix in {".py", ".yaml"}:
                copy = target / path.relative_to(pack.folder)
                copy.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, copy)


def check_sources(folder: Path, record: Record) -> None:
    """Raise RecordBroken unless the packs kept in a run's folder are those it read. Their code has not run yet."""
    kept = {path.parent.name: digest_of(path.parent) for path in (folder / SOURCES).glob("*/pack.yaml")}
    if kept != dict(record.packs):
        raise RecordBroken(folder, "保存的政策包与当时的不一致")


@dataclass(frozen=True)
class Kept:
    """A run's folder, the local day its snapshot was taken, and the day it was worked out for."""

    folder: Path
    taken_at: datetime
    as_of: date

    @property
    def taken_on(self) -> date:
        """The local day of the snapshot."""
        return self.taken_at.astimezone(SHANGHAI).date()

    @classmethod
    def all_in(cls, home: Path) -> list[Self]:
        """Finished runs under ``home``, oldest first; a folder whose record cannot be read is left out."""
        found = []
        for folder in home.glob("run-*"):
            try:
                row = json.loads((folder / RECORD).read_text(encoding="utf-8"))
                found.append(
                    cls(folder, datetime.fromisoformat(row["taken_at"]), date.fromisoformat(row["as_of"]))
                )
            except (OSError, ValueError, KeyError, TypeError):
                continue
        return sorted(found, key=lambda k: (k.taken_at, k.folder.name))


def superfluous(runs: Iterable[Kept], day: date, *, days: int, years: int) -> list[Kept]:
    """Runs that the policy no longer keeps on ``day``.

    Kept are: of each of the last ``days`` days the newest run for each day it was worked out for; of each month
    in the last ``years`` years the last run that was worked out for the day it was taken on; and the newest of all.
    """
    ordered = sorted(runs, key=lambda k: (k.taken_at, k.folder.name))
    daily = {(k.taken_on, k.as_of): k for k in ordered if k.taken_on > day - timedelta(days=days)}
    first_year = day.year - years
    monthly = {
        (k.taken_on.year, k.taken_on.month): k
        for k in ordered
        if k.as_of == k.taken_on and (k.taken_on.year, k.taken_on.month) >= (first_year, day.month)
    }
    spared = {k.folder for k in (*daily.values(), *monthly.values(), *ordered[-1:])}
    return [k for k in ordered if k.folder not in spared]


def remove(folder: Path) -> None:
    """Remove a run's folder; killed in between, only a ``.partial`` folder is left, which the next night clears."""
    leaving = folder.with_name(folder.name + ".partial")
    shutil.rmtree(leaving, ignore_errors=True)
    folder.rename(leaving)
    shutil.rmtree(leaving)
