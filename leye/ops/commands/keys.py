"""Commands that look after the keys under which identity numbers and files are kept."""

import os
from typing import Annotated

import typer

from leye.ops.boot import boot

keys = typer.Typer(no_args_is_help=True, help="身份证号密钥：查看状态、轮换")


@keys.command()
def status() -> None:
    """显示密钥代数，以及还有多少记录用旧密钥。"""
    boot()
    from leye.evidence.rotation import files_under_old_keys
    from leye.ledger.rotation import rows_under_old_keys
    from leye.vault.crypto import ring

    held = ring()
    waiting = rows_under_old_keys(held) + files_under_old_keys(held)
    typer.echo(f"当前密钥是第{held.current}代，密钥文件里共有{len(held.sm4)}代。")
    if len(held.sm4) > 1 or waiting:
        typer.echo(f"还有{waiting}条记录用旧密钥；上次轮换没有做完，请再执行一次 leye keys rotate。")


@keys.command()
def rotate(batch: Annotated[int, typer.Option(help="每一步改写的行数", min=1)] = 5000) -> None:
    """更换身份证号的密钥，并用新密钥改写全部记录。可以随时中断，再执行一次就接着做完。"""
    if os.environ.get("LEYE_KEYS"):
        typer.echo(
            "密钥由环境变量 LEYE_KEYS 提供，程序不能改写；请改用密钥文件（LEYE_KEY_FILE）后再轮换。", err=True
        )
        raise typer.Exit(1)
    boot()
    from leye.evidence.rotation import files_under_old_keys, reseal_files
    from leye.ledger.rotation import reencrypt_people, rows_under_old_keys, switch_keys
    from leye.vault.crypto import ring
    from leye.vault.keys import save_keys

    if len(ring().sm4) == 1:
        new = ring().rotated()
        switch_keys(lambda: save_keys(new))
        typer.echo(f"已启用第{new.current}代密钥。旧密钥保留到全部改写完成。")
    else:
        typer.echo(f"接着做上次没有做完的轮换（第{ring().current}代密钥）。")
    held = ring()

    def told(name: str, done: int) -> None:
        typer.echo(f"  {name}:已改写{done}条")

    count = reencrypt_people(held, batch, told) + reseal_files(held, batch, told)
    if left := rows_under_old_keys(held) + files_under_old_keys(held):
        typer.echo(f"还有{left}条记录用旧密钥，旧密钥继续保留；请再执行一次 leye keys rotate。", err=True)
        raise typer.Exit(1)
    save_keys(held.only_current())
    typer.echo(f"轮换完成，共改写{count}条，旧密钥已移除。请立即备份新的密钥文件；旧备份中的数据仍需旧密钥。")


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(keys, name="keys")
