"""The command of matching: three jobs for everybody of one county, or of all, who wants work."""

import json
from typing import TYPE_CHECKING, Annotated

import typer

from leye.ops.boot import boot

if TYPE_CHECKING:
    from leye.areas.models import Area

CODE = 12
#: So many certificates are named.
NAMED = 20


def match(
    area: Annotated[str, typer.Option("--area", help="哪个县（区划代码或名称）；市、省代码为其下各县")] = "",
    everywhere: Annotated[bool, typer.Option("--all", help="有人员的所有县")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON")] = False,
) -> None:
    """岗位匹配：为有就业意愿而没有工作的人各选三个岗位，按名额分散；不足三个的写明原因。可重复运行，中断不留半截。"""
    if bool(area) == everywhere:
        typer.echo("请用 --area 给出一个县，或用 --all 匹配所有县（二者选一）。", err=True)
        raise typer.Exit(2)
    boot()
    from leye.accounts.actions.base import Actor
    from leye.hiring.counties import counties_within, match_counties

    here = _area(area) if area else None
    counties = counties_within(here.no, here.last) if here else counties_within()
    if not counties:
        typer.echo(f"{here.name if here else '台账'}里还没有人员，没有可匹配的。", err=True)
        # A timer that runs before the first roster is loaded has nothing to do; who names a county meant another.
        raise typer.Exit(1 if here else 0)
    result = match_counties(
        counties, Actor.system(), lambda text: None if as_json else typer.echo(f"  {text}")
    )
    count = result.count
    if as_json:
        shown = {**vars(count), "counties": result.done, "failed": result.failed, "unheld": result.unheld}
        typer.echo(json.dumps(shown, ensure_ascii=False, indent=2))
    else:
        typer.echo(
            f"匹配完成：{len(result.done)} 个县，{count.people} 人，其中有三个岗位的 {count.three} 人、不足三个的"
            f" {count.fewer} 人、没有的 {count.none} 人；共选出 {count.recommended} 条推荐。"
        )
        if result.unheld:
            named = "、".join(
                f"{name}（{offers}个岗位）" for name, offers in list(result.unheld.items())[:NAMED]
            )
            typer.echo(
                f"有 {len(result.unheld)} 种证书台账里没有人持有，要求这些证书的岗位没有推荐给任何人：{named}。"
                "确有人持有的，请在其档案的技能里登记证书。"
            )
        for name, why in result.failed.items():
            typer.echo(f"没有匹配：{name}，{why}。改正后请对这个县重新运行 leye match --area。", err=True)
    if result.failed:
        raise typer.Exit(1)


def _area(words: str) -> "Area":
    """A county or what is above it, by code or name. Leaves with a sentence when there is none, or several."""
    from leye.areas.enums import Level
    from leye.areas.models import Area
    from leye.standards.calendar import today

    held = Area.objects.filter(level__lte=Level.COUNTY).valid_on(today())
    found = list(held.filter(code=words.ljust(CODE, "0")) if words.isdigit() else held.filter(name=words))
    if len(found) == 1:
        return found[0]
    if found:
        codes = "、".join(one.code[:6] for one in found)
        typer.echo(f"叫“{words}”的不止一个，请用代码：{codes}。", err=True)
    else:
        typer.echo(
            f"没有找到“{words}”。请给出县级区划代码，例如 150823；乡镇、村请随所在的县一起匹配。", err=True
        )
    raise typer.Exit(1)


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(match)
