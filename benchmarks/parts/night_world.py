"""The population of the benchmarks on PostgreSQL: a database of it, kept between runs.

Everything lies in the state folder that the harness gives the parts (`state` in `benchmarks/work`), and is named by a
hash of the sources that make it, so a change of the generator or of the schema makes it anew. Take the folder away
to be rid of it.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import psycopg

#: A working day in the middle of a year inside the dates of the document.
AS_OF = dt.date(2025, 6, 18)
#: Service records a person, on the mean: 5,000,000 of 1,000,000 people.
SERVICES = 5
ROOT = Path(__file__).resolve().parents[2]
SOURCES = (
    "leye/ops/world/*.py", "leye/*/migrations/*.py", "leye/ops/codes.py", "leye/areas/*.py", "leye/standards/*.py",
    "leye/facts/tables.py", "benchmarks/parts/population.py", "benchmarks/parts/adopting.py",
)  # fmt: skip

Say = Callable[[str], None]


def size_name(people: int) -> str:
    """A number of people as figures name it: 1m, 100k, 2k."""
    for unit, letter in ((1_000_000, "m"), (1_000, "k")):
        if people >= unit and people % unit == 0:
            return f"{people // unit}{letter}"
    return str(people)


def source_hash() -> str:
    """Changes when what makes the population or its tables changes."""
    digest = hashlib.sha256(f"{AS_OF} {SERVICES}".encode())
    for pattern in SOURCES:
        for path in sorted(ROOT.glob(pattern)):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:10]


@dataclass(frozen=True)
class World:
    """Databases of one population. `after` is one in which a night has run."""

    people: int
    say: Say

    @cached_property
    def name(self) -> str:
        """The database with the population as loaded."""
        return f"bench_{size_name(self.people)}_{source_hash()}"

    @property
    def after(self) -> str:
        """The database in which a night has written its to-dos."""
        return f"{self.name}_after"

    def load(self) -> None:
        """Fill the database by `leye world` unless it is there; those of older sources go."""
        if exists(self.name):
            return
        for old in databases(f"bench_{size_name(self.people)}_%"):
            drop(old)
        loading = f"{self.name}_loading"
        self.say(f"loading {self.people:,} people into PostgreSQL (once)")
        program(["world", "--people", str(self.people), "--services", str(SERVICES), "--as-of", AS_OF.isoformat(),
                 "--no-history"], loading)  # fmt: skip
        called([sys.executable, "-m", "benchmarks.parts.adopting"], loading)
        rename(loading, self.name)

    def copy_to(self, name: str) -> None:
        """A fresh copy of the loaded database."""
        self.load()
        drop(name)
        run_sql(f'CREATE DATABASE "{name}" TEMPLATE "{self.name}"')

    def night(self, database: str) -> None:
        """A night in a database, by the command that people use, untimed."""
        program(["night", "--as-of", AS_OF.isoformat(), "--json"], database)

    def ensure_after(self) -> str:
        """The name of the database with a finished night; made when it is missing."""
        if not exists(self.after):
            trial = f"{self.name}_trial"
            self.copy_to(trial)
            self.say("running a night first (once)")
            self.night(trial)
            rename(trial, self.after)
        return self.after


def snapshots() -> Path:
    """Where snapshots are kept."""
    from leye.vault.state import state_dir

    path = state_dir() / "snapshots"
    path.mkdir(exist_ok=True)
    return path


def packs_hash() -> str:
    """Changes when any pack's rules or numbers change."""
    from leye.packs import load_packs

    return hashlib.sha256("".join(p.digest for p in load_packs().values()).encode()).hexdigest()[:8]


def start_server() -> None:
    """Start the embedded server of the state folder, or join it."""
    from leye.ops.postgres import start_server as start

    start()


def program(words: list[str], database: str) -> None:
    """Run `leye …` against a database of the embedded server, in a process of its own."""
    called([sys.executable, "-m", "leye", *words], database)


def called(command: list[str], database: str) -> None:
    """Run a command against a database. Raises RuntimeError with what it said when it fails."""
    environment = {**os.environ, "LEYE_DATABASE_NAME": database}
    ended = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if ended.returncode:
        raise RuntimeError(f"{' '.join(command)}: {ended.stderr[-2000:] or ended.stdout[-2000:]}")


def address(database: str) -> str:
    """A database of the embedded server as a libpq URI."""
    from leye.config.database import connection_parts, libpq_uri

    return libpq_uri({**connection_parts(), "NAME": database})


def run_sql(statement: str) -> list[tuple[object, ...]]:
    """One statement as the owner, outside a transaction."""
    with psycopg.connect(address("postgres"), autocommit=True) as connection:
        cursor = connection.execute(statement.encode())
        return cursor.fetchall() if cursor.description else []


def databases(like: str) -> list[str]:
    """Names of databases."""
    return [str(row[0]) for row in run_sql(f"SELECT datname FROM pg_database WHERE datname LIKE '{like}'")]


def exists(name: str) -> bool:
    """Whether a database is there."""
    return name in databases(name.replace("_", "\\_"))


def drop(name: str) -> None:
    """Drop a database if it is there."""
    run_sql(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def rename(old: str, new: str) -> None:
    """Give a finished database its name; one that had it goes."""
    drop(new)
    run_sql(f'ALTER DATABASE "{old}" RENAME TO "{new}"')
