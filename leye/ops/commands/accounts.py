"""Commands that make the first accounts of an installation; afterwards officers make them on the page."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from leye.ops.boot import boot

if TYPE_CHECKING:
    # Needs Django, which boots only when a command needs the database.
    from leye.accounts.roster import AccountRow


def open_county(
    county: Annotated[str, typer.Argument(help="六位县代码，例如 150823")],
    officer: Annotated[str, typer.Argument(help="县级经办员姓名")],
    username: Annotated[str, typer.Option(help="用户名；默认用姓名全拼")] = "",
) -> None:
    """开通一个县：载入区划，建第一个县级经办员账号并显示初始口令。重复运行不会改动已有的区划和账号。"""
    boot()
    from leye.accounts.enums import Role
    from leye.accounts.models import User
    from leye.accounts.roster import AccountRow
    from leye.areas.loading import UnknownArea, load_areas
    from leye.areas.reporting_order import number_of
    from leye.standards.calendar import today
    from leye.standards.divisions import COUNTY, find
    from leye.standards.names import pinyin

    unit = find(county)
    try:
        if unit is None:
            raise UnknownArea(county)
        if unit.level != COUNTY:
            typer.echo(f"“{unit.name}”不是县级区划；请给出六位县代码，例如 150823。", err=True)
            raise typer.Exit(1)
        written = load_areas([county])
    except UnknownArea as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from error
    typer.echo(f"区划已载入：{unit.name}，共 {written} 个单位（含上级和下辖）。")
    login = username or pinyin(officer).replace(" ", "")
    if User.objects.using("owner").filter(username=login).exists():
        typer.echo(f"账号 {login} 已经存在，没有改动。忘记口令时请由另一位经办员在“账号管理”中重置。")
        return
    row = AccountRow(1, officer, login, Role.COUNTY_OFFICER, number_of(unit.code), unit.name,
                     valid_from=today().isoformat())  # fmt: skip
    _create([row])


def accounts(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="名单：姓名、岗位、辖区三列")],
) -> None:
    """按名单（Excel 或 CSV）批量开通账号，显示初始口令；有一行不对就一个也不开通。"""
    boot()
    from leye.accounts.actions.base import ActionError, Actor
    from leye.accounts.roster import read_accounts
    from leye.accounts.scope import as_service
    from leye.workbook.errors import WorkbookError

    try:
        with as_service():
            rows = read_accounts(file, file.name, Actor.system())
    except (ActionError, WorkbookError) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from error
    wrong = [row for row in rows if row.problems]
    for row in wrong:
        typer.echo(f"第 {row.number} 行 {row.name}：{'；'.join(row.problems)}", err=True)
    if wrong:
        typer.echo("没有开通任何账号；请改好后再运行。", err=True)
        raise typer.Exit(1)
    _create(rows)


def _create(rows: "list[AccountRow]") -> None:
    """Make the accounts and show each first password once: it is stored nowhere in clear."""
    from leye.accounts.actions.base import ActionError, Actor
    from leye.accounts.actions.create import CreateAccounts
    from leye.accounts.scope import as_service

    try:
        with as_service():
            made = CreateAccounts(Actor.system(), rows).run()
    except ActionError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from error
    for account in made:
        typer.echo(f"{account.username}\t{account.password}\t{account.name}\t{account.area_name}")
    typer.echo("初始口令只显示这一次；首次登录时须更改。")


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("open-county")(open_county)
    app.command()(accounts)
