"""Commands of the rules: the night, and why a rule applies to a person."""

import json
from datetime import datetime
from typing import Annotated

import typer

from leye.ops.boot import boot

Day = Annotated[datetime | None, typer.Option("--as-of", formats=["%Y-%m-%d"], help="计算日期，默认今天")]
AsJson = Annotated[bool, typer.Option("--json", help="输出 JSON")]


def night(as_of: Day = None, as_json: AsJson = False) -> None:
    """夜间计算：快照、事实、规则、比较、写回。"""
    boot()
    from leye.policy.errors import PolicyError
    from leye.worklist.night import NightBusy, run_night

    def show(step: str, seconds: float) -> None:
        if not as_json:
            typer.echo(f"  {step:<28}{seconds:8.2f} 秒")

    try:
        run = run_night(as_of.date() if as_of else None, progress=show)
    except (NightBusy, PolicyError) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from error
    if as_json:
        shown = {"run": run.key, "as_of": run.as_of.isoformat(), "state": run.state, **run.counts}
        typer.echo(json.dumps(shown, ensure_ascii=False, indent=2))
        return
    counts = run.counts
    typer.echo(
        f"{run.as_of} 的夜间计算完成：{counts['people']} 人，{counts['duties']} 条任务，"
        + (
            "待办已经算到更晚的一天，这次只计算，没有改动待办。"
            if counts["only_read"]
            else f"写回待办 {counts['todos_written']} 条、发现 {counts['findings_written']} 条。"
        )
    )


def explain(
    person: Annotated[str, typer.Argument(help="身份证号，或台账编号")],
    user: Annotated[
        str, typer.Option("--as", help="以哪个用户的身份查看（用户名），并记入查看记录；不填为本机管理员")
    ] = "",
    as_of: Day = None,
    as_json: AsJson = False,
) -> None:
    """逐条说明：每项任务、待遇、红线为什么适用或不适用于这个人。"""
    boot()
    from leye.accounts.actions.base import ActionError
    from leye.ops.explaining import explain_person

    try:
        explanation = explain_person(person, user, as_of.date() if as_of else None)
    except ActionError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from error
    if as_json:
        typer.echo(json.dumps(explanation.as_dict(), ensure_ascii=False, indent=2))
    else:
        for sentence in explanation.sentences():
            typer.echo(sentence)


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command()(night)
    app.command()(explain)
