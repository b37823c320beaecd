"""Fixtures of the engine's tests: an embedded PostgreSQL with the logical tables."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
import scratch


@pytest.fixture(scope="session")
def scratch_postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of a PostgreSQL of this test session."""
    with scratch.postgres(tmp_path_factory.mktemp("pg")) as address:
        yield address


@pytest.fixture(scope="session")
def scratch_connection(scratch_postgres: str) -> Iterator[psycopg.Connection[Any]]:
    """A connection to the scratch tables."""
    with psycopg.connect(scratch_postgres) as connection:
        scratch.create_tables(connection)
        yield connection
