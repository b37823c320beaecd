"""The matrix: checklist item → clause of a pack → rule or feature → worked case. Nothing is claimed without proof."""

from __future__ import annotations

import pkgutil
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from leye.packs.checklist import Feature, Features, Item, load_checklist, load_features
from leye.packs.worked import read_cases
from leye.policy import Pack

#: What an item can be, the strongest first, and the word for it.
STATUSES = {
    "rule": "规则（有算例）",
    "feature": "功能",
    "awaiting": "等待佐证数据",
    "not_built": "功能尚未建成",
    "not_computable": "不能由数据判断",
    "rule_without_case": "规则没有算例",
    "none": "没有着落",
}


@dataclass(frozen=True)
class Line:
    """One way in which an item is answered: by a rule with so many worked cases, or by a feature with its test."""

    item: int
    status: str
    pack: str = ""
    clause: str = ""
    by: str = ""
    title: str = ""
    cases: int = 0
    test: str = ""


@dataclass(frozen=True)
class Covered:
    """An item with all its lines; its status is that of the strongest, ``open`` what is still missing."""

    item: Item
    lines: tuple[Line, ...]

    @property
    def status(self) -> str:
        """The strongest status among the lines."""
        found = {line.status for line in self.lines}
        return next((status for status in STATUSES if status in found), "none")

    @property
    def open(self) -> tuple[Line, ...]:
        """Parts that are not held: the weaker lines of an item that is held in part."""
        return tuple(line for line in self.lines if line.status not in ("rule", "feature"))

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        return asdict(self.item) | {
            "status": self.status,
            "status_label": STATUSES[self.status],
            "partly": self.status in ("rule", "feature") and bool(self.open),
            "lines": [asdict(line) for line in self.lines],
        }


def coverage(
    packs: Mapping[str, Pack],
    checklist: Mapping[int, Item] | None = None,
    features: Features | None = None,
) -> list[Covered]:
    """Every item of the checklist, in order, with whatever answers it."""
    checklist = load_checklist() if checklist is None else checklist
    features = load_features() if features is None else features
    lines: dict[int, dict[Line, None]] = defaultdict(dict)
    for line in (*_of_packs(packs), *_of_features(features)):
        lines[line.item][line] = None
    return [Covered(item, tuple(lines.get(number, ()))) for number, item in checklist.items()]


def _of_packs(packs: Mapping[str, Pack]) -> Iterator[Line]:
    for pack in packs.values():
        cases = Counter(case.rule for case in read_cases(pack.folder))
        for entry in pack.clauses.entries:
            for point in entry.points:
                if point.held == "rules":
                    continue
                for item in point.items:
                    yield Line(item, point.held, pack.id, entry.ref, point.by[0], point.summary)
        for item, name in _claims(pack):
            rule = pack.rules[name]
            count = cases[name]
            status = "rule" if count else "rule_without_case"
            yield Line(item, status, pack.id, str(rule.clause), name, rule.title, count)


def _claims(pack: Pack) -> dict[tuple[int, str], None]:
    """Items and the rules that hold them, said by the clause index or by the rule itself."""
    points = [point for entry in pack.clauses.entries for point in entry.points]
    said = [(item, name) for p in points for item in p.items for name in p.rules if name in pack.rules]
    own = [(item, rule.name) for rule in pack.rules.values() for item in rule.items]
    return dict.fromkeys(said + own)


def _of_features(features: Features) -> Iterator[Line]:
    for feature in features.features:
        for item in feature.items:
            yield Line(item, "feature", by=feature.at or feature.page, title=feature.name, test=feature.test)
    for missing in features.missing:
        for item in missing.items:
            yield Line(item, missing.held, by=missing.reason)


def problems(
    packs: Mapping[str, Pack],
    exists: Callable[[Feature], bool],
    checklist: Mapping[int, Item] | None = None,
    features: Features | None = None,
) -> list[str]:
    """Everything claimed that is not so, in sentences. ``exists`` tells whether a feature is really there."""
    checklist = load_checklist() if checklist is None else checklist
    features = load_features() if features is None else features
    found = [f"功能“{f.name}”指向的 {f.at or f.page} 不存在。" for f in features.features if not exists(f)]
    named = {item for f in features.features for item in f.items}
    for covered in coverage(packs, checklist, features):
        number = covered.item.number
        for line in covered.lines:
            if line.status == "rule_without_case":
                found.append(f"第{number}项：规则 {line.pack}.{line.by} 没有算例，不能算作已落实。")
            if line.status == "feature" and line.pack and number not in named:
                found.append(
                    f"第{number}项：{line.pack} {line.clause} 写作功能，features.yaml 没有它在哪里。"
                )
        if not covered.lines:
            found.append(f"第{number}项“{covered.item.title}”没有任何着落。")
        elif covered.item.asks_for_a_rule and not _answered_by_its_pack(covered, packs):
            found.append(f"第{number}项有标签 {'、'.join(covered.item.tags)}，所属文件的政策包没有交代它。")
    return found + _unknown_items(packs, checklist, features)


def _answered_by_its_pack(covered: Covered, packs: Mapping[str, Pack]) -> bool:
    loaded = [d for d in covered.item.documents if d in packs]
    return not loaded or any(line.pack in loaded for line in covered.lines)


def _unknown_items(packs: Mapping[str, Pack], checklist: Mapping[int, Item], features: Features) -> list[str]:
    lines = (*_of_packs(packs), *_of_features(features))
    unknown = {(line.item, line.pack or "features.yaml") for line in lines if line.item not in checklist}
    return [f"{where} 提到了清单里没有的第{number}项。" for number, where in sorted(unknown)]


def is_there(path: str) -> bool:
    """Whether a dotted path names a module, or something inside one."""
    try:
        pkgutil.resolve_name(path)
    except (ImportError, AttributeError, ValueError):
        return False
    return True
