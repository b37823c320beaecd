"""Commands for the authors of packs, and the matrix of what is covered. No database is needed."""

import json
from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from leye.packs.loader import HOME, load_pack, load_packs
from leye.policy import PackBroken

pack_app = typer.Typer(no_args_is_help=True, help="政策包：新建、检查、试算")

Name = Annotated[str | None, typer.Argument(help="政策包的名字或所在文件夹；不填为全部")]
AsJson = Annotated[bool, typer.Option("--json", help="输出 JSON")]


@pack_app.command()
def new(
    name: Annotated[str, typer.Argument(help="名字，例如 yz_2024_15")],
    into: Annotated[Path, typer.Option(help="放在哪个文件夹；默认放进程序自带的政策包里")] = HOME,
) -> None:
    """新建一个政策包：五个文件，含一条可以运行的样例。"""
    from leye.packs.skeleton import NameRefused, new_pack

    try:
        folder = new_pack(name, into)
    except NameRefused as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from error
    typer.echo(f"已建立 {folder}。接下来：改写其中的文件，再运行 leye pack check 和 leye pack test。")


@pack_app.command()
def check(
    name: Name = None,
    text: Annotated[
        Path | None, typer.Option(exists=True, dir_okay=False, help="文件原文（简繁均可），逐条核对引文")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """检查政策包：与事实对上、条款齐全、参数在有效期内、每条规则两面都有算例。"""
    from leye.packs.checking import ERROR, check_folder, check_together

    words = text.read_text(encoding="utf-8") if text is not None else None
    found = {folder.name: check_folder(folder, words) for folder in _folders(name)}
    if name is None and (between := check_together(load_packs())):
        found["各包之间"] = between
    if as_json:
        rows = [{"pack": pack} | vars(p) for pack, problems in found.items() for p in problems]
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=2))
    for pack, problems in found.items() if not as_json else ():
        typer.echo(f"{pack}：{f'{len(problems)} 个问题' if problems else '没有问题'}")
        for problem in problems:
            typer.echo(f"  {problem.sentence()}")
    if any(p.level == ERROR for problems in found.values() for p in problems):
        raise typer.Exit(1)


@pack_app.command("test")
def run_cases(
    name: Name = None,
    rule: Annotated[list[str] | None, typer.Option(help="只试这条规则，可多次")] = None,
    as_json: AsJson = False,
) -> None:
    """试算政策包的全部算例，列出与预期不符的。"""
    from leye.engine.trial import try_cases

    rows, bad = [], 0
    for folder in _folders(name):
        try:
            tried = try_cases(load_pack(folder), rule or ())
        except PackBroken as error:
            typer.echo(str(error), err=True)
            bad += 1
            continue
        wrong = [t for t in tried if not t.holds]
        bad += len(wrong)
        rows += [
            {"pack": folder.name, "rule": t.case.rule, "case": t.case.name, "holds": t.holds} for t in tried
        ]
        if not as_json:
            typer.echo(f"{folder.name}：{len(tried)} 个算例，{len(wrong)} 个不符")
            for t in wrong:
                typer.echo(f"  {t.case.rule}  {t.case.name}")
                for line in t.differences():
                    typer.echo(f"    {line}")
    if as_json:
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=2))
    if bad:
        raise typer.Exit(1)


@pack_app.command()
def facts(
    subject: Annotated[str | None, typer.Argument(help="对象，例如 person、spell、site；不填为全部")] = None,
    as_json: AsJson = False,
) -> None:
    """规则可以问的全部事实：数据字典。"""
    from leye.facts import SUBJECTS, data_dictionary

    if subject is not None and subject not in SUBJECTS:
        typer.echo(f"没有对象“{subject}”。可以问的有：{'、'.join(SUBJECTS)}。", err=True)
        raise typer.Exit(1)
    entries = [e for e in data_dictionary() if subject in (None, e.subject)]
    if as_json:
        typer.echo(json.dumps([vars(e) for e in entries], ensure_ascii=False, indent=2))
        return
    for e in entries:
        unit, note = f"（{e.unit}）" if e.unit else "", f"；{e.note}" if e.note else ""
        typer.echo(f"{e.subject}.{e.name}  {e.label}{unit}：{e.source}{note}")
    for name, kinds in ((s.kind, s.kinds) for s in SUBJECTS.values() if subject in (None, s.kind)):
        if kinds is not None:
            listed = "、".join(f"{code} {label}" for code, label in kinds[1].items())
            typer.echo(f"{name}.of_kind(…)  类别：{listed}")


def _folders(name: str | None) -> list[Path]:
    """The folder of one pack, by its name or path, or all that are shipped."""
    if name is None:
        return sorted(path.parent for path in HOME.glob("*/pack.yaml"))
    for folder in (HOME / name, Path(name)):
        if (folder / "pack.yaml").exists():
            return [folder.resolve()]
    known = "、".join(sorted(path.parent.name for path in HOME.glob("*/pack.yaml")))
    typer.echo(f"没有政策包“{name}”。现有：{known}；也可以写文件夹的路径。", err=True)
    raise typer.Exit(1)


def coverage(
    item: Annotated[list[int] | None, typer.Option(help="只看这一项，可多次")] = None,
    status: Annotated[
        str, typer.Option(help="只看这一种：rule、feature、awaiting、not_built、not_computable")
    ] = "",
    as_json: AsJson = False,
) -> None:
    """需求清单逐项的着落：文件条款，规则和算例，或功能和测试。"""
    from leye.packs.coverage import STATUSES
    from leye.packs.coverage import coverage as matrix

    packs = load_packs()
    for error in packs.broken.values():
        typer.echo(str(error), err=True)
    everything = matrix(packs)
    shown = [c for c in everything if (not item or c.item.number in item) and status in ("", c.status)]
    if as_json:
        typer.echo(json.dumps([c.as_dict() for c in shown], ensure_ascii=False, indent=2))
        return
    for covered in shown:
        partly = "，部分" if covered.status in ("rule", "feature") and covered.open else ""
        typer.echo(f"{covered.item.number:>3} {covered.item.title}（{STATUSES[covered.status]}{partly}）")
        for line in covered.lines:
            where = f"{line.pack} {line.clause}" if line.pack else "产品"
            proof = f"{line.cases} 个算例" if line.cases else f"测试 {line.test}" if line.test else ""
            more = "，".join(w for w in (line.by, proof) if w)
            what = f"{line.title}（{more}）" if line.title else more
            typer.echo(f"      {where}  {STATUSES[line.status]}：{what}")
    counts = Counter(c.status for c in everything)
    typer.echo(
        f"共 {len(everything)} 项：" + "，".join(f"{STATUSES[s]} {counts[s]}" for s in STATUSES if counts[s])
    )


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(pack_app, name="pack")
    app.command()(coverage)
