"""Clause references such as 三(七), and the index of all clauses of a document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

_WIDE = str.maketrans({"\uff08": "(", "\uff09": ")", " ": "", "\u3000": ""})


@dataclass(frozen=True, order=True)
class Clause:
    """A place in a document, written as the document numbers it: ``Clause("三(七)")``."""

    ref: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "ref", self.ref.translate(_WIDE))

    def __str__(self) -> str:
        return f"第{self.ref}条" if self.ref.isdigit() else self.ref


@dataclass(frozen=True)
class ClausePoint:
    """One order inside a clause, with the way it is held.

    ``held`` is one of ``rules``, ``feature``, ``not_computable``, ``awaiting``, ``not_built``;
    ``by`` holds the rule names (for ``rules``), else the feature name, the reason, what evidence is missing,
    or the feature that is still to come.
    """

    summary: str
    quote: str
    held: str
    by: tuple[str, ...]
    items: tuple[int, ...] = ()

    @property
    def rules(self) -> tuple[str, ...]:
        """Names of the rules that hold it; none when it is held in another way."""
        return self.by if self.held == "rules" else ()


@dataclass(frozen=True)
class ClauseEntry:
    """One clause of the document: its heading and the orders it gives."""

    ref: str
    title: str
    points: tuple[ClausePoint, ...] = ()


HELD = ("rules", "feature", "not_computable", "awaiting", "not_built")
HELD_LABELS = {
    "rules": "由规则执行",
    "feature": "由系统功能支持",
    "not_computable": "不能由数据判断",
    "awaiting": "等待佐证数据",
    "not_built": "功能尚未建成",
}


@dataclass(frozen=True)
class ClauseIndex:
    """All clauses of one document, in the document's order."""

    entries: tuple[ClauseEntry, ...]
    _by_ref: Mapping[str, ClauseEntry] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_ref", {e.ref: e for e in self.entries})

    @classmethod
    def from_rows(cls, rows: Iterable[Mapping[str, object]]) -> ClauseIndex:
        """Read the list in clauses.yaml. Raises ValueError when a point does not say how it is held."""
        return cls(tuple(_entry(row) for row in rows))

    def __contains__(self, clause: object) -> bool:
        ref = clause.ref if isinstance(clause, Clause) else Clause(str(clause)).ref
        return ref in self._by_ref

    def __getitem__(self, clause: Clause | str) -> ClauseEntry:
        return self._by_ref[clause.ref if isinstance(clause, Clause) else Clause(clause).ref]

    def refs(self) -> list[str]:
        """The references of all clauses, in the document's order."""
        return [e.ref for e in self.entries]


def _entry(row: Mapping[str, object]) -> ClauseEntry:
    ref = Clause(str(row["ref"])).ref
    points = row.get("points") or []
    if not isinstance(points, list):
        raise ValueError(f"条款 {ref} 的 points 应为列表。")
    return ClauseEntry(ref, str(row["title"]), tuple(_point(ref, p) for p in points))


def _point(ref: str, row: Mapping[str, object]) -> ClausePoint:
    held = [key for key in HELD if row.get(key)]
    if len(held) != 1:
        raise ValueError(
            f"条款 {ref} 的要点“{row.get('summary')}”须恰好写明一种落实方式：{'、'.join(HELD)}。"
        )
    by = row[held[0]]
    names = tuple(str(x) for x in by) if isinstance(by, list) else (str(by),)
    items = row.get("items") or []
    numbers = tuple(int(str(i)) for i in items) if isinstance(items, list) else ()
    return ClausePoint(str(row["summary"]), str(row.get("quote", "")), held[0], names, numbers)
