"""What `leye doctor` looks at. Each check answers (well, sentence in Chinese)."""

import os
import stat
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from leye.ops.postgres import PostgresAway, require_version

#: A worker says every ten seconds that it lives.
WORKER_SILENCE = timedelta(minutes=1)


@dataclass(frozen=True)
class Finding:
    """The answer of one check; `needed` says whether the program can run without it."""

    name: str
    well: bool
    says: str
    needed: bool = True


def pending_migrations() -> int:
    """How many migrations the database still lacks."""
    from django.db import connections
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connections["owner"])
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _python() -> Finding:
    version = ".".join(str(part) for part in sys.version_info[:3])
    return Finding("Python", sys.version_info >= (3, 11), f"{version}（需要 3.11 或更高）")


def _keys() -> Finding:
    from leye.vault.keys import KeyFileError, key_file, load_keys

    try:
        ring = load_keys()
    except KeyFileError as error:
        return Finding("密钥", False, str(error))
    if os.environ.get("LEYE_KEYS") is not None:
        return Finding("密钥", True, f"来自环境变量 LEYE_KEYS，第 {ring.current} 代")
    mode = stat.S_IMODE(key_file().stat().st_mode)
    return Finding("密钥", not mode & 0o077, f"{key_file()}，权限 {mode:o}，第 {ring.current} 代；请另行备份")


def _database() -> Finding:
    try:
        return Finding("数据库", True, f"PostgreSQL {require_version()}")
    except PostgresAway as error:
        return Finding("数据库", False, str(error))


def _schema() -> Finding:
    behind = pending_migrations()
    return Finding(
        "数据库结构", not behind, f"还差 {behind} 步；请运行 leye migrate" if behind else "已是最新"
    )


def _role() -> Finding:
    """Pages must work as a role that row-level security binds."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_user, rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user"
        )
        name, free = cursor.fetchone()
    return Finding("页面所用角色", not free, f"{name}，{'不受' if free else '受'}行级权限约束")


def _pages() -> Finding:
    from django.conf import settings

    well = (settings.STATIC_ROOT / "staticfiles.json").exists()
    return Finding("页面文件", well, str(settings.STATIC_ROOT) if well else "还没有生成；请运行 make setup")


def _worker() -> Finding:
    from django.db import connections
    from django.utils import timezone

    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM procrastinate_workers WHERE last_heartbeat > %s",
            [timezone.now() - WORKER_SILENCE],
        )
        alive = cursor.fetchone()[0]
    says = (
        f"{alive} 个在运行" if alive else "没有在运行；导入等任务会等到 leye serve 或 leye worker 启动后再做"
    )
    return Finding("后台任务进程", bool(alive), says, needed=False)


def _night() -> Finding:
    from leye.adoption.models import Run

    last = Run.objects.using("owner").order_by("-started_at").first()
    if last is None:
        return Finding("夜间计算", False, "还没有运行过；请运行 leye night", needed=False)
    return Finding(
        "夜间计算",
        last.finished_at is not None,
        f"最近一次：{last.as_of}，{last.get_state_display()}",
        needed=False,
    )


def examine() -> list[Finding]:
    """Every check in order; those that need the database only when it is there."""
    found = [_python(), _keys(), _pages(), _database()]
    if not found[-1].well:
        return found
    schema = _schema()
    found.append(schema)
    if schema.well:
        deeper: tuple[Callable[[], Finding], ...] = (_role, _worker, _night)
        found += [check() for check in deeper]
    return found
