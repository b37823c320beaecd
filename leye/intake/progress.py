"""Progress of a running import, told over a connection of its own, which also holds the import's lock.

The lock is PostgreSQL's session lock: it goes when the process goes, however it dies, so a page can tell a
running import from a dead one.
"""

from __future__ import annotations

from contextlib import suppress
from types import TracebackType

import psycopg
from django.db import connection, connections
from django.utils import timezone

_LOCKS = 7301


class AlreadyRunning(RuntimeError):
    """Another process works on this import."""


class Progress:
    """Tells where an import stands, step by step; to be used as a context."""

    def __init__(self, batch_id: int) -> None:
        self.batch_id = batch_id

    def __enter__(self) -> Progress:
        self._db = psycopg.connect(**connections["owner"].get_connection_params(), autocommit=True)
        # Waiting here could only be for a transaction that waits for us.
        self._db.execute("SET lock_timeout = '2s'")
        held = self._db.execute("SELECT pg_try_advisory_lock(%s, %s)", [_LOCKS, self.batch_id]).fetchone()
        if held != (True,):
            self._db.close()
            raise AlreadyRunning(self.batch_id)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        # Given back by hand: a closed session keeps its locks until the server has noticed, and the next step of this
        # import would take it for another process at work.
        # Without a server there is no lock either, and what failed before is what is to be told.
        with suppress(psycopg.OperationalError):
            self._db.execute("SELECT pg_advisory_unlock(%s, %s)", [_LOCKS, self.batch_id])
        self._db.close()

    def start(self) -> None:
        """A job has taken the import up."""
        self._write("started_at = %s, finished_at = NULL, problem = ''", [timezone.now()])

    def step(self, words: str, done: int | None, total: int) -> None:
        """A new step in words, and how many rows' worth of work is behind it (None: as before)."""
        if done is None:
            self._write("step = %s", [words])
        else:
            self._write("step = %s, done_rows = %s, total_rows = %s", [words, done, total])

    def _write(self, assignments: str, values: list[object]) -> None:
        try:
            self._db.execute(
                f"UPDATE intake_importbatch SET {assignments} WHERE id = %s".encode(),
                [*values, self.batch_id],
            )
        except psycopg.errors.LockNotAvailable:
            # The page is changing the row at this moment; the next word will get through.
            return


def is_running(batch_id: int) -> bool:
    """Whether a live process holds the import's lock."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND classid = %s AND objid = %s"
            " AND objsubid = 2 AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))",
            [_LOCKS, batch_id],
        )
        (running,) = cursor.fetchone()
    return bool(running)
