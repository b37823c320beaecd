"""Which PostgreSQL this program talks to: LEYE_DATABASE_URL, or the embedded server in the state folder."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from leye.vault.state import state_dir

APP_ROLE = "leye_app"
EMBEDDED_NAME = "leye"


class DatabaseUrlError(ValueError):
    """LEYE_DATABASE_URL cannot be read."""


def embedded_dir() -> Path:
    """The embedded server's data folder."""
    return state_dir() / "pg"


def _embedded_socket() -> str:
    """The folder of the embedded server's socket, as its postmaster.pid tells (line 5)."""
    pid_file = embedded_dir() / "postmaster.pid"
    lines = pid_file.read_text().splitlines() if pid_file.exists() else []
    return lines[4] if len(lines) > 4 else str(embedded_dir())


def connection_parts() -> dict[str, str]:
    """HOST, PORT, NAME, USER, PASSWORD as Django names them."""
    url = os.environ.get("LEYE_DATABASE_URL", "")
    if not url:
        name = os.environ.get("LEYE_DATABASE_NAME", EMBEDDED_NAME)
        return {"HOST": _embedded_socket(), "PORT": "", "NAME": name, "USER": "postgres", "PASSWORD": ""}
    parts = urlsplit(url)
    if parts.scheme not in ("postgres", "postgresql") or not parts.path.strip("/"):
        raise DatabaseUrlError(
            "LEYE_DATABASE_URL 应为 postgresql://用户:口令@主机:端口/库名,现在的值无法识别；请改正后重试。"
        )
    query = dict(parse_qsl(parts.query))
    return {
        "HOST": unquote(parts.hostname or query.get("host", "")),
        "PORT": str(parts.port or ""),
        "NAME": parts.path.strip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
    }


def databases() -> dict[str, dict[str, Any]]:
    """`default` acts as the role that owns nothing; `owner` migrates, bootstraps and runs the night."""
    base = {"ENGINE": "django.db.backends.postgresql", **connection_parts()}
    common = {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
    options = {"connect_timeout": 5}
    return {
        "default": {**base, **common, "OPTIONS": {**options, "options": f"-c role={APP_ROLE} -c jit=off"}},
        "owner": {**base, **common, "OPTIONS": {**options, "options": "-c jit=off"}},
    }


def libpq_uri(parts: dict[str, Any] | None = None) -> str:
    """The same database as a libpq URI, for ADBC."""
    p = parts or connection_parts()
    query = {
        key: str(value)
        for key, value in (
            ("host", p["HOST"]),
            ("port", p["PORT"]),
            ("user", p["USER"]),
            ("password", p["PASSWORD"]),
        )
        if value
    }
    return f"postgresql:///{p['NAME']}?{urlencode(query)}"
