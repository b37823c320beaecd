"""What a pack's cases.yaml holds, read without the engine: which rules have worked cases, and on which sides."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from leye.policy import Benefit, Duty, Indicator, Limit, Pack, Rule


@dataclass(frozen=True)
class WorkedCase:
    """As much of a worked case as can be known without running it."""

    name: str
    rule: str
    expect: Mapping[str, Any]
    values: Mapping[str, int] = field(default_factory=dict)


def read_cases(folder: Path) -> list[WorkedCase]:
    """The cases of a pack's folder, in order; none when there is no file. Raises ValueError when unreadable."""
    path = folder / "cases.yaml"
    if not path.exists():
        return []
    try:
        rows = yaml.load(
            path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        )
        return [
            WorkedCase(r["name"], r["rule"], r.get("expect") or {}, r.get("values") or {}) for r in rows or ()
        ]
    except (yaml.YAMLError, KeyError, TypeError) as error:
        raise ValueError(f"cases.yaml 读不出来：{type(error).__name__}：{error}") from error


def repeated_names(cases: Iterable[WorkedCase]) -> list[str]:
    """Sentences that stand over more than one case."""
    return [name for name, times in Counter(c.name for c in cases).items() if times > 1]


def missing_sides(rule: Rule, cases: Iterable[WorkedCase]) -> list[str]:
    """Which kinds of case a rule still lacks, in words; nothing when it has a case on each side."""
    seen = [c.expect for c in cases if c.rule == rule.name]
    if not seen:
        return ["没有任何算例"]
    sides: dict[str, bool] = {}
    if isinstance(rule, Duty):
        sides = {
            "不适用（applies: false）": any(e.get("applies") is False for e in seen),
            "已完成（met: true）": any(e.get("met") is True for e in seen),
            "未完成（met: false）": any(e.get("met") is False for e in seen),
        }
    elif isinstance(rule, Limit):
        sides = {
            "超出（found: true）": any(e.get("found") is True for e in seen),
            "没有超出（found: false）": any(e.get("found") is False for e in seen),
        }
    elif isinstance(rule, Benefit):
        sides = {
            "符合（entitled: true）": any(e.get("entitled") is True for e in seen),
            "不符合（entitled: false）": any(e.get("entitled") is False for e in seen),
        }
    elif isinstance(rule, Indicator):
        sides = {"另一个数值（value）": len({str(e.get("value")) for e in seen if "value" in e}) > 1}
    return [side for side, there in sides.items() if not there]


def unturned(pack: Pack, cases: Iterable[WorkedCase]) -> list[tuple[str, int]]:
    """Switches and the choices that no case turns them to."""
    turned = {(name, value) for case in cases for name, value in case.values.items()}
    return [
        (parameter.name, choice)
        for parameter in pack.parameters.values()
        if parameter.kind == "switch" and parameter.values
        for choice in parameter.choices or {}
        if choice != parameter.values[0].value and (parameter.name, choice) not in turned
    ]
