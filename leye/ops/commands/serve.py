"""Commands that run the program: demo, serve, worker."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Annotated

import typer

from leye.config.database import embedded_dir
from leye.ops.boot import boot
from leye.ops.boot import migrate as bring_up_to_date
from leye.ops.postgres import forget_dead_users, is_embedded, require_version
from leye.ops.serving import HOST, PortTaken, ServerEnded, require_free_port
from leye.ops.serving import serve as serve_pages

Port = Annotated[int, typer.Option(min=1, max=65535, help="在 127.0.0.1 上使用的端口")]
#: `make demo` has counted three steps before this program starts.
ALL_STEPS = 9


@contextmanager
def _step(number: int, title: str) -> Iterator[None]:
    """One line of progress, closed with its seconds."""
    started = time.monotonic()
    typer.echo(f"{number}/{ALL_STEPS} {title} … ", nl=False)
    yield
    typer.echo(f"{time.monotonic() - started:.1f} s")


def _has_people() -> bool:
    from leye.ledger.models import Person

    return Person.objects.using("owner").exists()


def _ran_tonight() -> bool:
    from leye.adoption.enums import RunState
    from leye.adoption.models import Run
    from leye.standards.calendar import today

    return Run.objects.using("owner").filter(as_of=today(), state=RunState.FINISHED).exists()


def _make_world() -> str:
    from leye.ops.world.build import build_world
    from leye.ops.world.options import WorldOptions

    report = build_world(WorldOptions(), lambda text: typer.echo(f"    {text}"))
    return "，".join(f"{name} {count}" for name, count in report.counts.items() if count)


def _run_night() -> str:
    from leye.adoption.models import Run
    from leye.standards.calendar import today
    from leye.worklist.night import run_night

    if not Run.objects.using("owner").exists():
        # So that a month of work lies behind the demo's first morning, with what it missed.
        run_night(today().replace(day=1) - timedelta(days=1))
    counts = run_night().counts
    return f"{counts['people']} 人，{counts['duties']} 条任务"


def _has_month() -> bool:
    from leye.ops.month.story import is_told

    return is_told()


def _tell_month() -> str:
    from leye.ops.month.story import tell_month

    return tell_month(lambda text: typer.echo(f"    {text}"))


def _has_jobs() -> bool:
    from leye.ops.jobs.story import has_jobs

    return has_jobs()


def _fill_and_match() -> str:
    from leye.ops.jobs.story import fill_and_match

    return fill_and_match()


@contextmanager
def _beside(*arguments: str) -> Iterator[None]:
    """Let `python ARGUMENTS` work beside the block, and wait for it at the end; how it ended does not matter."""
    child = subprocess.Popen(
        [sys.executable, *arguments], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL
    )
    try:
        yield
    finally:
        if sys.exc_info()[0] is not None:
            child.terminate()
        child.wait()


def _accounts() -> str:
    """The demo's accounts as the world wrote them down."""
    from leye.vault.state import state_dir

    path = state_dir() / "demo-accounts.txt"
    return (
        path.read_text(encoding="utf-8").rstrip()
        if path.exists()
        else "（没有演示账号：数据库中已有人员，未生成演示数据。）"
    )


def _serve(port: int, workers: int, threads: int, ready: str) -> None:
    try:
        serve_pages(port, workers, threads, typer.echo, ready)
    except (PortTaken, ServerEnded) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from error
    finally:
        if is_embedded():
            # A child that was stopped while it still started could not take leave of the database itself.
            forget_dead_users(embedded_dir())


def _do(number: int, title: str, is_done: Callable[[], bool], make: Callable[[], str]) -> None:
    """One of the steps that may be done already."""
    if is_done():
        typer.echo(f"{number}/{ALL_STEPS} {title} … 已有，保持不变 / kept")
        return
    typer.echo(f"{number}/{ALL_STEPS} {title} … ")
    started = time.monotonic()
    made = make()
    typer.echo(f"    {made}  {time.monotonic() - started:.1f} s")


def demo(
    port: Port = 8000,
    serve: Annotated[bool, typer.Option("--serve/--no-serve", help="最后是否启动服务")] = True,
) -> None:
    """准备并启动演示：建库、生成演示数据、夜间计算、启动服务。已有的数据不会改动。"""
    if serve:
        try:
            require_free_port(port)
        except PortTaken as error:
            typer.echo(str(error), err=True)
            raise typer.Exit(1) from error
    with _step(4, "启动数据库 / database"):
        boot()
        require_version()
    require_sound_settings()
    with _step(5, "升级数据库结构 / schema"):
        bring_up_to_date()
    steps: list[tuple[int, str, Callable[[], bool], Callable[[], str]]] = [
        (6, "生成演示数据 / demo world", _has_people, _make_world),
        (7, "夜间计算 / night run", _ran_tonight, _run_night),
        (8, "一个月的工作 / a month of work", _has_month, _tell_month),
        (9, "岗位和匹配 / jobs and matching", _has_jobs, _fill_and_match),
    ]
    # What matching needs is compiled meanwhile.
    with _beside("-m", "leye.matching.ready"):
        for step in steps[:-1]:
            _do(*step)
    _do(*steps[-1])
    typer.echo(f"\n演示账号 / demo accounts:\n{_accounts()}\n")
    if serve:
        _serve(port, 2, 4, f"乐业已启动：http://{HOST}:{port}/ （按 Ctrl-C 停止）")
    else:
        typer.echo("准备完成。启动服务：make demo，或 leye serve。")


def serve(
    port: Port = 8000,
    workers: Annotated[int, typer.Option(min=1, help="页面进程数")] = 2,
    threads: Annotated[int, typer.Option(min=1, help="每个页面进程的线程数")] = 4,
) -> None:
    """启动页面服务和后台任务；数据库结构须已是最新（leye migrate）。只在 127.0.0.1 上监听，对外请用反向代理。"""
    boot()
    require_version()
    _require_migrated()
    require_sound_settings()
    _serve(port, workers, threads, f"乐业已启动：http://{HOST}:{port}/")


def _require_migrated() -> None:
    """Leave with a sentence when the schema is behind the program."""
    from leye.ops.health import pending_migrations

    behind = pending_migrations()
    if behind:
        typer.echo(f"数据库结构还差 {behind} 步升级；请先运行 leye migrate。", err=True)
        raise typer.Exit(1)


def require_sound_settings() -> None:
    """Leave with what, where and what to do for every setting with which the program could not do its work."""
    from django.core.checks import run_checks

    from leye.outreach.checks import AT_START

    faults = [found for found in run_checks(tags=[AT_START]) if found.is_serious()]
    for fault in faults:
        typer.echo(f"{fault.msg}{fault.hint or ''}（{fault.id}）", err=True)
    if faults:
        raise typer.Exit(1)


def worker(concurrency: Annotated[int, typer.Option(min=1, help="同时处理的任务数")] = 2) -> None:
    """处理后台任务（导入、定时计算）；leye serve 会自动启动一个。"""
    from leye.ops.children import end_with_parent

    end_with_parent()
    if not is_embedded():
        require_version()
    boot()
    require_sound_settings()
    from django.core.management import call_command

    call_command("procrastinate", "worker", f"--concurrency={concurrency}")


def register(app: typer.Typer) -> None:
    """Add the commands."""
    for command in (demo, serve, worker):
        app.command()(command)
