"""A PostgreSQL cluster of Debian's own packages, started for the tests of one session and removed after it."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

OWNER, PASSWORD, DATABASE = "leye", "only-for-tests", "leye"


def newest_binaries() -> Path | None:
    """The folder of initdb and pg_ctl of the newest version that is installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    return found[-1] if found else None


def free_port() -> int:
    """A port of 127.0.0.1 that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _account() -> dict[str, object]:
    """PostgreSQL refuses to run as root: who runs it then."""
    if os.geteuid() != 0:
        return {}
    entry = next(pwd.getpwnam(name) for name in ("postgres", "nobody") if _exists(name))
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def _exists(name: str) -> bool:
    try:
        pwd.getpwnam(name)
    except KeyError:
        return False
    return True


@contextmanager
def cluster(binaries: Path) -> Iterator[int]:
    """A new cluster on 127.0.0.1 whose superuser `postgres` needs no password; its port."""
    account, port = _account(), free_port()
    # Not pytest's folder: every new run of pytest closes that one to the account that runs the server.
    folder = Path(tempfile.mkdtemp(prefix="leye-debian-"))
    if "user" in account:
        os.chown(folder, int(str(account["user"])), int(str(account["group"])))
    data = folder / "data"

    def run(name: str, *arguments: str) -> None:
        # pg_ctl leaves the server behind with our output open; a file does not make us wait for it.
        with open(os.devnull, "w") as nothing:
            subprocess.run([binaries / name, *arguments], check=True, stdout=nothing, cwd="/", **account)  # type: ignore[call-overload]  # account is keyword arguments

    # Trust by password rules only for the superuser: others must give theirs, as on a real server.
    run("initdb", "-D", str(data), "-U", "postgres", "--auth=scram-sha-256", "--encoding=UTF8", "--locale=C.UTF-8",
        "-N", "--auth-local=trust", f"--pwfile={_password_file(folder, account)}")  # fmt: skip
    hosts = (data / "pg_hba.conf").read_text()
    (data / "pg_hba.conf").write_text(f"host all postgres 127.0.0.1/32 trust\n{hosts}")
    run("pg_ctl", "-D", str(data), "-w", "-l", str(folder / "log"), "-o",
        f"-h 127.0.0.1 -p {port} -k {folder} -c fsync=off", "start")  # fmt: skip
    try:
        yield port
    finally:
        run("pg_ctl", "-D", str(data), "-m", "fast", "-w", "stop")
        shutil.rmtree(folder)


def _password_file(folder: Path, account: dict[str, object]) -> Path:
    """initdb asks for a password of the superuser when others sign in by password."""
    path = folder / "password"
    path.write_text(PASSWORD)
    if "user" in account:
        os.chown(path, int(str(account["user"])), int(str(account["group"])))
    return path


@contextmanager
def running(binaries: Path) -> Iterator[str]:
    """The address of an empty database whose owner is no superuser, as the README has it made."""
    with cluster(binaries) as port:
        with psycopg.connect(
            f"postgresql://postgres@127.0.0.1:{port}/postgres", autocommit=True
        ) as connection:
            connection.execute(f"CREATE ROLE {OWNER} LOGIN CREATEROLE PASSWORD '{PASSWORD}'")
            connection.execute(f"CREATE DATABASE {DATABASE} OWNER {OWNER}")
        yield f"postgresql://{OWNER}:{PASSWORD}@127.0.0.1:{port}/{DATABASE}"
