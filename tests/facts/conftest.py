"""The tests of facts share the scratch tables of the engine's tests."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "engine"))

import scratch
from both import Both
from language import Judge


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    """Address of a PostgreSQL of this test session."""
    with tempfile.TemporaryDirectory() as folder, scratch.postgres(Path(folder) / "pg") as found:
        yield found


@pytest.fixture(scope="session")
def both(address: str) -> Iterator[Both]:
    """Facts from DuckDB and PostgreSQL, which must agree."""
    with psycopg.connect(address) as connection:
        scratch.create_tables(connection)
        yield Both(connection)


@pytest.fixture(scope="session")
def judge(address: str, both: Both) -> Judge:
    """Judges documents on both engines."""
    return Judge(address, both.connection)
