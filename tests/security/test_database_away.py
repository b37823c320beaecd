"""With the database really stopped, every page says so; when it is back, the same browser goes on."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import DataError, InterfaceError, OperationalError

from leye.web.away import is_away

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def seen() -> Iterator[dict[str, Any]]:
    """What a browser saw, told by a process with a server of its own.

    Not under pytest's own temporary folder: another pytest closes that to the user the server runs as.
    """
    with tempfile.TemporaryDirectory(prefix="leye-away-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        (folder / "static").mkdir()
        environment = {key: value for key, value in os.environ.items() if not key.startswith("LEYE_")}
        environment.pop("XDG_RUNTIME_DIR", None)
        environment |= {
            "LEYE_STATE": str(folder),
            "PYTHONPATH": str(ROOT),
            "LEYE_HOSTS": "127.0.0.1",
            "PYTHONWARNINGS": "ignore",
        }
        run = subprocess.run(
            [sys.executable, "-m", "tests.security.away_server"],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )
        answers = [line for line in run.stdout.splitlines() if line.startswith("RESULT ")]
        assert answers, run.stdout + run.stderr
        yield dict(json.loads(answers[0].removeprefix("RESULT ")))


@pytest.mark.slow
def test_pages_open_before(seen: dict[str, Any]) -> None:
    assert {name: told["status"] for name, told in seen["before"].items()} == {
        "sign-in page": 200,
        "own page": 200,
        "work page": 200,
        "nowhere": 404,
        "write": 302,
        "sign in": 302,
    }


@pytest.mark.slow
@pytest.mark.parametrize("when", ["away", "still away"])
def test_every_page_says_that_the_database_is_away(seen: dict[str, Any], when: str) -> None:
    for name, told in seen[when].items():
        assert told == {"status": 503, "says away": True, "retry": "10", "trace": False, "policy": True}, name


@pytest.mark.slow
def test_the_same_browser_goes_on_when_it_is_back(seen: dict[str, Any]) -> None:
    assert seen["back"] == seen["before"]


@pytest.mark.slow
def test_nothing_was_lost_and_nothing_half_done(seen: dict[str, Any]) -> None:
    assert seen["sign-ins kept"] == ["county", "town", "town"]


def _caused(error: Exception, cause: Exception) -> Exception:
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "away"),
    [
        (_caused(OperationalError("gone"), psycopg.OperationalError("gone")), True),
        (_caused(OperationalError("stop"), psycopg.errors.AdminShutdown("stop")), True),
        (_caused(OperationalError("full"), psycopg.errors.TooManyConnections("full")), True),
        (InterfaceError("the connection is closed"), True),
        (_caused(OperationalError("deadlock"), psycopg.errors.DeadlockDetected("deadlock")), False),
        (_caused(OperationalError("slow"), psycopg.errors.QueryCanceled("slow")), False),
        (DataError("bad"), False),
        (ValueError("bad"), False),
    ],
)
def test_only_a_lost_connection_is_the_database_away(error: Exception, away: bool) -> None:
    assert is_away(error) is away
