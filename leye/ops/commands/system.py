"""Commands that look after the installation: migrate, doctor, db, backup, restore, django."""

import json
from pathlib import Path
from typing import Annotated

import typer

from leye.ops.boot import boot
from leye.ops.postgres import require_version

db = typer.Typer(no_args_is_help=True, help="内置数据库：启动、停止、状态。")


def django(ctx: typer.Context) -> None:
    """运行 Django 管理命令，例如 leye django check。"""
    boot()
    from django.core.management import execute_from_command_line

    execute_from_command_line(["leye", *ctx.args])


def migrate() -> None:
    """建立或升级数据库结构。"""
    boot()
    require_version()
    from leye.ops.boot import migrate as bring_up_to_date

    bring_up_to_date()
    typer.echo("数据库结构已是最新。")


def doctor(as_json: Annotated[bool, typer.Option("--json", help="以 JSON 输出")] = False) -> None:
    """检查安装是否正常：Python、密钥、数据库、页面文件、后台任务。有必须修复的问题时退出码为 1。"""
    from leye.ops.postgres import PostgresAway

    try:
        boot()
    except PostgresAway as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from error
    from leye.ops.health import examine

    found = examine()
    if as_json:
        typer.echo(json.dumps([vars(finding) for finding in found], ensure_ascii=False, indent=2))
    for finding in found if not as_json else []:
        mark = "✓" if finding.well else ("✗" if finding.needed else "!")
        typer.echo(f"{mark} {finding.name}:{finding.says}")
    if any(finding.needed and not finding.well for finding in found):
        raise typer.Exit(1)


@db.command()
def start() -> None:
    """启动内置数据库，命令结束后继续运行。"""
    from leye.ops.embedded import start_and_leave

    typer.echo(start_and_leave())


@db.command()
def stop(
    force: Annotated[bool, typer.Option("--force", help="有程序正在使用时也停止")] = False,
) -> None:
    """停止内置数据库；有程序正在使用时拒绝。"""
    from leye.ops.embedded import InUse
    from leye.ops.embedded import stop as stop_server

    try:
        typer.echo(stop_server(force=force))
    except InUse as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from error


@db.command()
def status() -> None:
    """内置数据库是否在运行、在哪里。"""
    from leye.ops.embedded import describe

    typer.echo(describe())


def backup(folder: Annotated[Path, typer.Argument(help="存放备份的文件夹")]) -> None:
    """把整个数据库备份成一个文件。密钥不在其中，须另行保管。"""
    boot()
    require_version()
    from leye.ops.backups import backup as write_backup

    path = write_backup(folder)
    typer.echo(f"已备份到 {path}({path.stat().st_size / 1024**2:.1f} MB)。")
    typer.echo("密钥文件不在备份中：没有密钥，身份证号无法读取，请把它另存到安全的地方。")


def restore(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="leye backup 写出的文件")],
) -> None:
    """把备份恢复到一个空的数据库；库里已有人员时拒绝。"""
    boot()
    require_version()
    from leye.ops.backups import BackupRefused
    from leye.ops.backups import restore as read_backup

    try:
        read_backup(file)
    except BackupRefused as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from error
    typer.echo("已恢复，数据库结构已是最新。")


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})(django)
    for command in (migrate, doctor, backup, restore):
        app.command()(command)
    app.add_typer(db, name="db")
