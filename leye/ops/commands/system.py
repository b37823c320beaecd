"""Commands that look after the installation: setup, migrate, keys, django."""


import typer

from leye.ops.boot import boot


def django(ctx: typer.Context) -> None:
    """运行 Django 管理命令,例如 leye django check。"""
    boot()
    from django.core.management import execute_from_command_line

    execute_from_command_line(["leye", *ctx.args])


def migrate() -> None:
    """建立或升级数据库结构。"""
    boot()
    from leye.ops.boot import migrate as bring_up_to_date

    bring_up_to_date()
    typer.echo("数据库结构已是最新。")


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})(django)
    app.command()(migrate)


