"""Commands of the rules: the night, and why a rule applies to a person."""

import json
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from leye.ops.boot import boot

if TYPE_CHECKING:
    from leye.engine.replay import Replayed

Day = Annotated[datetime | None, typer.Option("--as-of", formats=["%Y-%m-%d"], help="计算日期，默认今天")]
AsJson = Annotated[bool, typer.Option("--json", help="输出 JSON")]


EngineName = Annotated[
    str, typer.Option("--engine", help="计算引擎：duckdb（本机）或 spark（集群）；默认按 LEYE_NIGHT_ENGINE")
]


def night(
    as_of: Day = None,
    engine: EngineName = "",
    check_engines: Annotated[
        bool, typer.Option("--check-engines", help="算完后用另一个引擎重算一次，逐行核对结果是否相同")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """夜间计算：快照、事实、规则、比较、写回。"""
    boot()
    from leye.adoption.nights import night_engine, nights_home
    from leye.engine.java import EngineAway
    from leye.engine.replay import find_run
    from leye.engine.replay import replay as run_again
    from leye.policy.errors import PolicyError
    from leye.worklist.night import NightBusy, run_night

    def show(step: str, seconds: float) -> None:
        if not as_json:
            typer.echo(f"  {step:<28}{seconds:8.2f} 秒")

    again: Replayed | None = None
    try:
        chosen = night_engine(engine)
        run = run_night(as_of.date() if as_of else None, engine=chosen, progress=show)
        if check_engines:
            other = night_engine("duckdb" if chosen.name == "spark" else "spark")
            again = run_again(find_run(nights_home(), run.key), engine=other, progress=show)
    except (NightBusy, PolicyError, EngineAway) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from error
    if as_json:
        shown = {"run": run.key, "as_of": run.as_of.isoformat(), "state": run.state, **run.counts}
        if again is not None:
            shown["engines_agree"] = again.same
        typer.echo(json.dumps(shown, ensure_ascii=False, indent=2))
        _end_unless_same(again)
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
    if again is not None:
        _show_tables(again)
        typer.echo(
            "两个引擎的结果逐行相同。"
            if again.same
            else "两个引擎的结果不同：请以 DuckDB 的结果为准（leye night --engine duckdb），保留现场并报告。"
        )
    _end_unless_same(again)


def _show_tables(again: "Replayed") -> None:
    for table in again.tables:
        same = "相同" if table.same else "不同"
        typer.echo(f"  {table.name:<16}{table.rows:>12} 行  {same}  {table.now[:16]}")


def _end_unless_same(again: "Replayed | None") -> None:
    if again is not None and not again.same:
        raise typer.Exit(1)


def replay(
    run: Annotated[
        str, typer.Argument(help="夜间计算的编号（或开头几位），last 为最近一次；不填则列出保留着的")
    ] = "",
    engine: EngineName = "",
    as_json: AsJson = False,
) -> None:
    """用当时的快照和政策包重算一次，核对结果是否逐行相同。不改动数据库。"""
    boot()
    from leye.adoption.nights import night_engine, nights_home
    from leye.engine.archive import Kept, RecordBroken
    from leye.engine.java import EngineAway
    from leye.engine.replay import RunUnknown, find_run
    from leye.engine.replay import replay as run_again
    from leye.engine.snapshot import SnapshotBroken
    from leye.policy.errors import PolicyError

    if not run:
        for kept in Kept.all_in(nights_home()):
            typer.echo(f"{kept.folder.name.removeprefix('run-')}  {kept.taken_on} 的快照，计算 {kept.as_of}")
        return
    try:
        again = run_again(find_run(nights_home(), run), engine=night_engine(engine))
    except (RunUnknown, RecordBroken, SnapshotBroken, PolicyError, EngineAway) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from error
    if as_json:
        tables = [{**vars(t), "same": t.same} for t in again.tables]
        shown = {
            "run": again.record.run_id,
            "same": again.same,
            "engine_changed": again.engine_changed,
            "tables": tables,
        }
        typer.echo(json.dumps(shown, ensure_ascii=False, indent=2))
    else:
        _show_tables(again)
        typer.echo(_said(again.same, again.engine_changed))
    if not again.same:
        raise typer.Exit(1)


def _said(same: bool, engine_changed: bool) -> str:
    if same:
        return "重算结果与当时逐行相同。"
    if engine_changed:
        return "重算结果与当时不同：计算程序在那之后更新过。要核对当时的结果，请用当时的程序版本重算。"
    return "重算结果与当时不同，而快照、政策包和程序都没有变。请保留现场并报告。"


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
    app.command()(replay)
    app.command()(explain)
