"""The packs' tests share the scratch PostgreSQL of the engine's tests."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "engine"))

import scratch


@pytest.fixture(scope="session")
def case_address() -> Iterator[str]:
    """Address of a PostgreSQL with scratch tables for worked cases."""
    with tempfile.TemporaryDirectory() as folder, scratch.postgres(Path(folder) / "pg") as address:
        with psycopg.connect(address) as connection:
            scratch.create_tables(connection)
        yield address


@pytest.fixture(scope="session")
def case_connection(case_address: str) -> Iterator[psycopg.Connection[Any]]:
    """A connection to those tables."""
    with psycopg.connect(case_address) as connection:
        yield connection
