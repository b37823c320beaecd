"""`leye import FILE`: the same import as on the pages, from the shell."""

from pathlib import Path
from typing import Annotated

import typer

from leye.ops.boot import boot

SHOWN = 20


def bring_in(
    file: Annotated[
        Path, typer.Argument(help="要导入的表格（.xlsx、.xls、.csv）", exists=True, dir_okay=False)
    ],
    kind: Annotated[
        str, typer.Option(help="people 人员、households 家庭、employers 单位、spells 就业、services 服务")
    ] = "people",
    user: Annotated[str, typer.Option("--as", help="以哪个用户的身份导入（用户名）")] = "",
    area: Annotated[str, typer.Option(help="不指定用户时，导入哪个辖区（12位代码）")] = "",
    source: Annotated[str, typer.Option(help="名单来源：import、survey、department 等")] = "import",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只看预览，不写入")] = False,
    marked: Annotated[Path | None, typer.Option(help="把标注好的表格存到这里")] = None,
) -> None:
    """导入名单：先核对，列出问题，再写入没有问题的行。"""
    boot()
    from leye.accounts.actions.base import ActionError
    from leye.ops.importing import import_file
    from leye.workbook.errors import WorkbookError

    try:
        report = import_file(
            file, kind, user=user, area=area, source=source, write=not dry_run, marked=marked, told=typer.echo
        )
    except (ActionError, WorkbookError) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from error
    for line in report.problems[:SHOWN]:
        typer.echo(line)
    if len(report.problems) > SHOWN:
        typer.echo(f"……还有{len(report.problems) - SHOWN}行，加 --marked 文件名 可得到标注好的表格。")
    typer.echo(report.summary)


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("import")(bring_in)
