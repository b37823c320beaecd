"""Fixtures: a real PostgreSQL, a small committed world, and databases of one's own.

* `db` (pytest-django): the test runs in a transaction on the shared small world and is rolled back.
* `own_database`: a fresh clone of the small world, for tests that commit, use several connections or
  run the night; dropped afterwards.
"""

import fcntl
import hashlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psycopg
import pytest
from django.conf import settings
from django.db import connections
from psycopg import sql

from leye.config.database import connection_parts, libpq_uri
from leye.ops.postgres import is_embedded, point_django_at_server, start_server
from leye.vault.state import state_dir
from tests import shares

if TYPE_CHECKING:
    from leye.engine.spark import SparkEngine

ROOT = Path(__file__).resolve().parents[1]
#: What the tests write is gone after them: their server need not outlive a power cut.
HASTE = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"}


def pytest_configure() -> None:
    """No manifest of built files is asked for: pages link files by their plain names."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Whole files to one worker, and Spark to one worker only."""
    return shares.scheduler(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A file that uses Spark and is not listed would start a second session in the other worker."""
    using = {item.nodeid.split("::", 1)[0] for item in items if "spark" in getattr(item, "fixturenames", [])}
    if unlisted := using - shares.SPARK:
        raise pytest.UsageError(f"list in tests/shares.py, for they use Spark: {sorted(unlisted)}")


def _maintenance() -> psycopg.Connection[tuple[object, ...]]:
    """A connection from which databases can be made."""
    return psycopg.connect(libpq_uri({**connection_parts(), "NAME": "postgres"}), autocommit=True)


def _template_name() -> str:
    """A name that changes with the schema, the codes and the small world."""
    digest = hashlib.sha256()
    sources = [
        *sorted(ROOT.glob("leye/*/migrations/*.py")),
        ROOT / "leye/ops/codes.py",
        ROOT / "leye/accounts/guard.py",
        ROOT / "leye/accounts/history.py",
        ROOT / "tests/small_world.py",
    ]
    for path in sources:
        digest.update(path.read_bytes())
    return f"leye_template_{digest.hexdigest()[:16]}"


def _use(name: str) -> None:
    """Point Django's connections at a database."""
    os.environ["LEYE_DATABASE_NAME"] = name
    for alias in ("default", "owner"):
        connections[alias].close()
    point_django_at_server()
    for alias in ("default", "owner"):
        connections[alias].settings_dict["NAME"] = name
        connections.settings[alias]["NAME"] = name


def _exists(connection: psycopg.Connection[tuple[object, ...]], name: str) -> bool:
    return connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is not None


def _build_template(template: str) -> None:
    """Migrate an empty database, fill in the small world, and rename it to the template's name when whole."""
    from leye.ops.boot import migrate
    from tests.small_world import build_small_world

    partial = f"{template}_{os.getpid()}"
    with _maintenance() as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(partial)))
    _use(partial)
    migrate()
    build_small_world()
    for alias in ("default", "owner"):
        connections[alias].close()
    with _maintenance() as connection:
        if _exists(connection, template):
            connection.execute(sql.SQL("DROP DATABASE {}").format(sql.Identifier(partial)))
        else:
            connection.execute(
                sql.SQL("ALTER DATABASE {} RENAME TO {}").format(
                    sql.Identifier(partial), sql.Identifier(template)
                )
            )


def _make_haste(connection: psycopg.Connection[tuple[object, ...]]) -> None:
    """Let the server not wait for the disk."""
    for name, value in HASTE.items():
        connection.execute(sql.SQL("ALTER SYSTEM SET {} = {}").format(sql.Identifier(name), value))
    connection.execute("SELECT pg_reload_conf()")


def _clone(template: str, name: str) -> None:
    with _maintenance() as connection:
        connection.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY").format(
                sql.Identifier(name), sql.Identifier(template)
            )
        )


def _drop(name: str) -> None:
    for alias in ("default", "owner"):
        connections[alias].close()
    with _maintenance() as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


@pytest.fixture(autouse=True)
def steady_names(monkeypatch: pytest.MonkeyPatch) -> None:
    """Names of areas are read anew for each test and then remembered to its end.

    A process remembers them for a minute; on a slow machine the minute would end in the middle of a test that counts
    how often the database is asked.
    """
    from leye.areas import paths

    monkeypatch.setattr(paths, "REMEMBER_SECONDS", float("inf"))
    paths.forget_paths()


@pytest.fixture(scope="session")
def template_database(django_db_blocker: pytest.FixtureRequest) -> str:
    """The name of a migrated database with the small world, made once for each state of the schema."""
    template = _template_name()
    with (state_dir() / "template.lock").open("w") as lock, django_db_blocker.unblock():
        fcntl.flock(lock, fcntl.LOCK_EX)
        start_server()
        with _maintenance() as connection:
            if is_embedded():
                _make_haste(connection)
            there = _exists(connection, template)
        if not there:
            _build_template(template)
    return template


@pytest.fixture(scope="session")
def django_db_setup(template_database: str, django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    """pytest-django's database: a clone of the template for this process."""
    name = f"test_{os.getpid()}"
    _clone(template_database, name)
    with django_db_blocker.unblock():
        _use(name)
    yield
    with django_db_blocker.unblock():
        _drop(name)


@pytest.fixture
def own_database(
    request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: pytest.FixtureRequest
) -> Iterator[str]:
    """A clone of the small world that the test may commit to; its name."""
    template = request.getfixturevalue("template_database")
    shared = os.environ["LEYE_DATABASE_NAME"]
    name = f"own_{os.getpid()}_{abs(hash(request.node.nodeid)) % 10**8}"
    _drop(name)
    _clone(template, name)
    with django_db_blocker.unblock():
        _use(name)
        try:
            yield name
        finally:
            _drop(name)
            _use(shared)


@pytest.fixture(scope="session")
def spark() -> Iterator["SparkEngine"]:
    """Spark on two cores of this machine: one session for all tests, and quick with few rows.

    Where it cannot start, tests fail; they are never left out.
    """
    from leye.engine.spark import SparkEngine, SparkSettings, spark_session

    options = {
        "spark.sql.shuffle.partitions": "2",
        "spark.default.parallelism": "2",
        # A short life with few rows: compiling what runs over them takes longer than running it. A cluster of
        # two workers and the page on moving the night are tried with the settings of real use.
        "spark.sql.adaptive.enabled": "false",
        "spark.sql.codegen.wholeStage": "false",
        "spark.sql.codegen.factoryMode": "NO_CODEGEN",
        "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
    }
    settings = SparkSettings("local[2]", memory_mb=1500, options=options)
    with spark_session(settings) as session:
        yield SparkEngine(settings, session)
