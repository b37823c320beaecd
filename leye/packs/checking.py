"""Everything that can be said about a pack without data: does it bind, is it whole, is it proved.

Each check gives problems; an ``error`` must be mended before the pack may be used, a ``warning`` should be.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from leye.packs.binding import binding_faults, member_faults, parameters_used
from leye.packs.gathering import gathering_faults
from leye.packs.loader import load_pack
from leye.packs.quoting import quote_faults
from leye.packs.worked import missing_sides, read_cases, repeated_names, unturned
from leye.policy import Benefit, Pack, PackBroken
from leye.policy.parameters import Parameter

ERROR, WARNING = "error", "warning"
LEVELS = {ERROR: "错误", WARNING: "提醒"}


@dataclass(frozen=True)
class Problem:
    """One thing to mend: how bad, where in the pack, and what to do."""

    level: str
    where: str
    message: str

    def sentence(self) -> str:
        """As one line."""
        return f"[{LEVELS[self.level]}] {self.where}：{self.message}"


def check_folder(folder: Path, text: str | None = None) -> list[Problem]:
    """All problems of the pack in a folder; ``text`` is the document, to look the quotes up in."""
    try:
        pack = load_pack(folder)
    except PackBroken as error:
        return [Problem(ERROR, folder.name, error.reason)]
    return check_pack(pack, text)


def check_pack(pack: Pack, text: str | None = None) -> list[Problem]:
    """All problems of a pack that loads."""
    checks: list[Callable[[Pack], Iterator[Problem]]] = [
        _dates,
        _clauses,
        _bound,
        _gathered,
        _parameters,
        _cases,
    ]
    problems = [problem for check in checks for problem in check(pack)]
    if text is not None:
        problems += [Problem(ERROR, "clauses.yaml", fault) for fault in quote_faults(pack, text)]
    return problems


def check_together(packs: Mapping[str, Pack]) -> list[Problem]:
    """What is wrong between packs: one document twice, and a benefit that shuts out one that is not there.

    Two packs may use one rule name: a rule is always told by its pack and name.
    """
    problems = []
    seen: dict[str, str] = {}
    for pack in packs.values():
        if (first := seen.setdefault(pack.info.number, pack.id)) != pack.id:
            message = f"{pack.info.number} 已经是政策包 {first}；一份文件只能有一个政策包。"
            problems.append(Problem(ERROR, f"{pack.id}/pack.yaml", message))
        for benefit in pack.benefits:
            for name in benefit.excludes:
                other, _, rule = name.rpartition(".")
                if other and other not in packs:
                    message = f"excludes 写了 {name}，没有政策包 {other}。{_near(other, packs)}"
                    problems.append(Problem(ERROR, f"{pack.id} 规则 {benefit.name}", message))
                elif other and not isinstance(packs[other].rules.get(rule), Benefit):
                    near = _near(rule, [b.name for b in packs[other].benefits])
                    message = f"excludes 写了 {name}，{other} 没有这项待遇。{near}"
                    problems.append(Problem(ERROR, f"{pack.id} 规则 {benefit.name}", message))
    return problems


def _dates(pack: Pack) -> Iterator[Problem]:
    info = pack.info
    if info.valid_until < info.valid_from:
        yield Problem(ERROR, "pack.yaml", f"有效期截止 {info.valid_until} 早于开始 {info.valid_from}。")


def _clauses(pack: Pack) -> Iterator[Problem]:
    where, named = "clauses.yaml", set()
    refs = pack.clauses.refs()
    for ref in {r for r in refs if refs.count(r) > 1}:
        yield Problem(ERROR, where, f"条款 {ref} 登记了不止一次。")
    for entry in pack.clauses.entries:
        if not entry.points:
            yield Problem(ERROR, where, f"条款 {entry.ref} 没有任何要点；请写明它要求什么、怎样落实。")
        for point in entry.points:
            if not point.quote:
                yield Problem(ERROR, where, f"条款 {entry.ref} 的“{point.summary}”没有引文（quote）。")
            for name in point.rules:
                named.add((name, entry.ref))
                if name not in pack.rules:
                    yield Problem(
                        ERROR, where, f"条款 {entry.ref} 指向的规则 {name} 不存在。{_near(name, pack.rules)}"
                    )
    for rule in pack.rules.values():
        own = {ref for name, ref in named if name == rule.name}
        if not own:
            yield Problem(ERROR, where, f"规则 {rule.name}“{rule.title}”没有列在任何条款下。")
        elif str(rule.clause) not in own and getattr(rule.clause, "ref", "") not in own:
            yield Problem(
                ERROR,
                where,
                f"规则 {rule.name} 写的条款是 {rule.clause}，却列在 {'、'.join(sorted(own))} 下。",
            )


def _bound(pack: Pack) -> Iterator[Problem]:
    for rule in pack.rules.values():
        for fault in binding_faults(pack, rule):
            yield Problem(ERROR, f"规则 {rule.name}", fault)
    for name, member in pack.members.items():
        for fault in member_faults(pack, member):
            yield Problem(ERROR, f"计数 {name}", fault)


def _gathered(pack: Pack) -> Iterator[Problem]:
    for fault in gathering_faults(pack.folder, set(pack.rules)):
        yield Problem(ERROR, "rules.py", fault)


def _parameters(pack: Pack) -> Iterator[Problem]:
    where, used = "parameters.yaml", parameters_used(pack)
    for name in sorted(used - set(pack.parameters)):
        yield Problem(ERROR, where, f"规则用到的参数 {name} 没有登记。{_near(name, pack.parameters)}")
    for parameter in pack.parameters.values():
        if parameter.name not in used:
            yield Problem(
                ERROR,
                where,
                f"参数 {parameter.name}“{parameter.label}”没有规则用到；请删去，或在规则里用 param。",
            )
        if (parameter.local or parameter.kind == "switch") and not parameter.reason:
            yield Problem(ERROR, where, f"参数 {parameter.name} 是本地口径或开关，须写明理由（reason）。")
        if parameter.choices and any(v.value not in parameter.choices for v in parameter.values):
            yield Problem(ERROR, where, f"开关 {parameter.name} 的取值不在 choices 里。")
        yield from _outside(pack, parameter)


def _outside(pack: Pack, parameter: Parameter) -> Iterator[Problem]:
    """Days of the document on which the parameter has no value, and values that begin after its end."""
    if parameter.to_fill or parameter.ended:
        return
    day, last = pack.info.valid_from, pack.info.valid_until
    for value in sorted(parameter.values, key=lambda v: v.since):
        if value.since > last:
            message = (
                f"参数 {parameter.name} 的取值 {value.value} 从 {value.since} 起，文件 {last} 就到期了。"
            )
            yield Problem(WARNING, "parameters.yaml", message)
        if value.since > day:
            break
        if value.until is None:
            return
        day = max(day, value.until + timedelta(days=1))
    if day <= last:
        message = f"参数 {parameter.name} 从 {day} 起没有取值，文件到 {last} 才到期；请补上这段时间的取值。"
        yield Problem(ERROR, "parameters.yaml", message)


def _cases(pack: Pack) -> Iterator[Problem]:
    where = "cases.yaml"
    try:
        cases = read_cases(pack.folder)
    except ValueError as error:
        yield Problem(ERROR, where, str(error))
        return
    for name in repeated_names(cases):
        yield Problem(ERROR, where, f"有不止一个算例叫“{name}”。")
    for case in cases:
        if case.rule not in pack.rules:
            yield Problem(
                ERROR, where, f"算例“{case.name}”的规则 {case.rule} 不存在。{_near(case.rule, pack.rules)}"
            )
        for name in set(case.values) - set(pack.parameters):
            yield Problem(
                ERROR, where, f"算例“{case.name}”改的参数 {name} 不存在。{_near(name, pack.parameters)}"
            )
    for rule in pack.rules.values():
        if sides := missing_sides(rule, cases):
            yield Problem(ERROR, where, f"规则 {rule.name} 缺少算例：{'、'.join(sides)}。")
    for name, choice in unturned(pack, cases):
        yield Problem(ERROR, where, f"开关 {name} 没有取 {choice} 的算例。")


def _near(name: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(name, list(known), n=3, cutoff=0.5)
    return f"相近的有：{'、'.join(near)}。" if near else ""
