"""The checklist: every capability, number, deadline and rule that the five documents ask for.

``checklist.csv`` holds the facts (number, tags, documents, place) with a short title of our own;
``features.yaml`` says what of it the product itself does, and what it does not do yet.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

import yaml

from leye.policy.clauses import HELD

HOME = Path(__file__).parent

#: Tags of items that a rule, or a plain word why not, must answer in the pack of their document.
RULE_TAGS = frozenset({"SLA", "DDL", "ELIG", "AMT", "NUM"})

#: The words of features.yaml for what is not there.
MISSING = tuple(word for word in HELD if word not in ("rules", "feature"))


@dataclass(frozen=True)
class Item:
    """One line of the checklist. ``documents`` are identifiers of packs, ``place`` the clause."""

    number: int
    tags: tuple[str, ...]
    documents: tuple[str, ...]
    place: str
    title: str

    @property
    def asks_for_a_rule(self) -> bool:
        """Whether it is a number, a clock, a deadline, a condition or an amount."""
        return bool(RULE_TAGS & set(self.tags))


@dataclass(frozen=True)
class Feature:
    """Something the product does: ``at`` is a dotted path, ``page`` the name of a URL; one of the two.

    ``test`` shows it to who uses it: ``tests/folder/file.py::function``.
    """

    name: str
    at: str
    page: str
    items: tuple[int, ...]
    test: str


@dataclass(frozen=True)
class Missing:
    """What the product does not do for these items, and in which sense: ``held`` is one of MISSING."""

    held: str
    reason: str
    items: tuple[int, ...]


@dataclass(frozen=True)
class Features:
    """The two lists of features.yaml."""

    features: tuple[Feature, ...]
    missing: tuple[Missing, ...]


def load_checklist(path: Path = HOME / "checklist.csv") -> dict[int, Item]:
    """Every item by its number, in order."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {
        int(row["number"]): Item(
            int(row["number"]),
            tuple(row["tags"].split()),
            tuple(row["documents"].split()),
            row["place"],
            row["title"],
        )
        for row in rows
    }


def load_features(path: Path = HOME / "features.yaml") -> Features:
    """What the product does and does not. Raises ValueError for a line that says neither or both."""
    rows = yaml.safe_load(path.read_text(encoding="utf-8"))
    return Features(
        tuple(_feature(row) for row in rows["features"]), tuple(_missing(row) for row in rows["missing"])
    )


def _feature(row: dict[str, object]) -> Feature:
    at, page = str(row.get("at") or ""), str(row.get("page") or "")
    if bool(at) == bool(page):
        raise ValueError(f"功能“{row.get('name')}”须恰好写明 at（模块路径）或 page（页面名称）之一。")
    test = str(row.get("test") or "")
    if "::" not in test:
        raise ValueError(f"功能“{row.get('name')}”须写明 test：哪个测试把它做给使用的人看（文件::函数）。")
    return Feature(str(row["name"]), at, page, _numbers(row), test)


def _missing(row: dict[str, object]) -> Missing:
    held = [word for word in MISSING if row.get(word)]
    if len(held) != 1:
        raise ValueError(f"features.yaml 中第 {row.get('items')} 项须恰好写明一种：{'、'.join(MISSING)}。")
    return Missing(held[0], str(row[held[0]]), _numbers(row))


def _numbers(row: dict[str, object]) -> tuple[int, ...]:
    items = row.get("items")
    if not isinstance(items, list) or not items:
        raise ValueError(f"features.yaml 的这一行没有写 items：{row}")
    return tuple(int(str(i)) for i in items)
