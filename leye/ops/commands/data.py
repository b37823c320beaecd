"""Commands that fill the ledger: the demo world and worlds for benchmarks."""

import datetime as dt
import time
from pathlib import Path
from typing import Annotated

import typer

from leye.ops.boot import boot, migrate
from leye.ops.world.options import WIDE_FROM, WorldError, WorldOptions
from leye.ops.world.report import WorldReport


def world(
    people: Annotated[int, typer.Option(help="人数")] = 9_000,
    seed: Annotated[int, typer.Option(help="随机种子；同一种子、人数和日期得到同样的数据")] = 2022,
    as_of: Annotated[
        dt.datetime | None, typer.Option(formats=["%Y-%m-%d"], help="以哪一天为今天，默认今天")
    ] = None,
    county: Annotated[
        list[str] | None, typer.Option(help="六位县代码，可多次；默认演示三县，6万人以上为三地全部县")
    ] = None,
    services: Annotated[float | None, typer.Option(help="平均每人服务记录数；默认自然数量")] = None,
    arrow: Annotated[Path | None, typer.Option(help="只写 Parquet 到此文件夹，不用数据库")] = None,
    history: Annotated[bool | None, typer.Option(help="是否为每行留历史；默认6万人以下留")] = None,
    if_empty: Annotated[bool, typer.Option("--if-empty", help="台账已有人时不报错，只列出演示账号")] = False,
) -> None:
    """生成演示数据：按2020年人口普查的县级分布虚构人口，写入空台账。"""
    options = WorldOptions(
        people, seed, as_of.date() if as_of else None, services, tuple(county or ()),
        people < WIDE_FROM if history is None else history,
    )  # fmt: skip
    try:
        if arrow is not None:
            _write_files(options, arrow)
        else:
            _fill_database(options, if_empty)
    except WorldError as error:
        typer.echo(f"没有生成：{error}", err=True)
        raise typer.Exit(1) from error


def _said(began: float, text: str) -> None:
    typer.echo(f"[{time.monotonic() - began:6.1f} 秒] {text}")


def _write_files(options: WorldOptions, folder: Path) -> None:
    from leye.ops.world.parquet import write_parquet

    began = time.monotonic()
    report = write_parquet(options, folder, lambda text: _said(began, text))
    _summed_up(report)


def _fill_database(options: WorldOptions, if_empty: bool) -> None:
    boot()
    migrate()
    from leye.ops.world.accounts import accounts_file
    from leye.ops.world.build import build_world, ledger_is_empty

    if if_empty and not ledger_is_empty():
        kept = accounts_file()
        typer.echo("台账里已有数据，保持不变。" if not kept.exists() else kept.read_text(encoding="utf-8"))
        return
    began = time.monotonic()
    report = build_world(options, lambda text: _said(began, text))
    _summed_up(report)
    if options.is_demo:
        typer.echo("\n演示账号（只在本机，口令存放于状态文件夹 demo-accounts.txt）：")
        typer.echo(accounts_file().read_text(encoding="utf-8"))


def _summed_up(report: WorldReport) -> None:
    rows = "，".join(f"{name} {count}" for name, count in report.counts.items() if count)
    typer.echo(f"{rows}。用时 {report.seconds:.1f} 秒，内存峰值 {report.peak_mb} MB。")


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command()(world)
