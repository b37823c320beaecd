"""Fixtures of the engine's tests: an embedded PostgreSQL with the logical tables."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
import scratch
from language import Judge


@pytest.fixture(scope="session")
def scratch_postgres() -> Iterator[str]:
    """Address of a PostgreSQL of this test session.

    Not in pytest's own folder: that one is closed to the user the server runs as.
    """
    with tempfile.TemporaryDirectory() as folder, scratch.postgres(Path(folder) / "pg") as address:
        yield address


@pytest.fixture(scope="session")
def scratch_connection(scratch_postgres: str) -> Iterator[psycopg.Connection[Any]]:
    """A connection to the scratch tables."""
    with psycopg.connect(scratch_postgres) as connection:
        scratch.create_tables(connection)
        yield connection


@pytest.fixture(scope="session")
def judge(scratch_postgres: str, scratch_connection: psycopg.Connection[Any]) -> Judge:
    """Judges small documents over small worlds on both engines."""
    return Judge(scratch_postgres, scratch_connection)
