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
def running(binaries: Path) -> Iterator[str]:
    """The address of an empty database whose owner is no superuser, as the README has it made."""
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

    run(
        "initdb",
        "-D",
        str(data),
        "-U",
        "postgres",
        "--auth=trust",
        "--encoding=UTF8",
        "--locale=C.UTF-8",
        "-N",
    )
    run("pg_ctl", "-D", str(data), "-w", "-l", str(folder / "log"), "-o",
        f"-h 127.0.0.1 -p {port} -k {folder} -c fsync=off", "start")  # fmt: skip
    try:
        psql = ("-h", "127.0.0.1", "-p", str(port), "-U", "postgres", "-v", "ON_ERROR_STOP=1", "-q", "-c")
        run("psql", *psql, f"CREATE ROLE {OWNER} LOGIN CREATEROLE PASSWORD '{PASSWORD}'")
        run("psql", *psql, f"CREATE DATABASE {DATABASE} OWNER {OWNER}")
        yield f"postgresql://{OWNER}:{PASSWORD}@127.0.0.1:{port}/{DATABASE}"
    finally:
        run("pg_ctl", "-D", str(data), "-m", "fast", "-w", "stop")
        shutil.rmtree(folder)
