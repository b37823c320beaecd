"""Recommendations and near misses in words: the sentences of the rule table, filled from both sides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from leye.matching.columns import EDUCATION_NAMES
from leye.matching.language import Must, Row, Rules
from leye.matching.pairs import REACH, TOLD, reach_between, verdicts
from leye.matching.pool import Pool
from leye.matching.scan import Seekers
from leye.standards.occupations import occupation
from leye.standards.text import say

#: Said of the conditions that stand outside the rule table.
OUTSIDE = {REACH: "超出愿意去的范围", TOLD: "已经推荐过或已谢绝", "seats": "没有名额或已下架"}
#: Said of certificates and limits that have no name here because too few offers ask for them.
UNNAMED = "其他"


@dataclass(frozen=True)
class Part:
    """A part of the points: what it is called, how many of how many, and what is said about it ('' for nothing)."""

    name: str
    label: str
    points: int
    most: int
    sentence: str


def parts_in_words(pool: Pool, seekers: Seekers, i: int, row: int, labels: Mapping[str, str]) -> list[Part]:
    """Every part of the points of one pair; `labels`: the Chinese names of group codes."""
    fields = Fields(pool, seekers, i, row, labels)
    found = []
    for term in pool.rules.parts:
        given = int(term.points(*fields.rows))
        told = term.about is None or bool(term.about(*fields.rows))
        template = term.sentence(given) if told else ""
        found.append(
            Part(
                term.name,
                term.label,
                given,
                term.most,
                say(template, **fields.of(template)) if template else "",
            )
        )
    return found


def seats_in_words(pool: Pool, row: int) -> str:
    """How many places are left."""
    return say(pool.rules.seats, open=int(pool.columns["open"][row]))


def misses(pool: Pool, seekers: Seekers, i: int, row: int, labels: Mapping[str, str]) -> list[str]:
    """What stands against one pair, in words; with one thing only, as "差一项：…"."""
    held = verdicts(pool, seekers, i, np.array([row]))
    fields = Fields(pool, seekers, i, row, labels)
    broken = [name for name, holds in held.items() if not holds[0]]
    said = []
    for name in broken:
        must = must_of(pool.rules, name)
        if len(broken) == 1 and must is not None and must.could_gain:
            return [say("差一项：{what}", what=fields.gain(must))]
        template = OUTSIDE[name] if must is None else must.fails
        said.append(say(template, **fields.of(template)))
    return said


def must_of(rules: Rules, name: str) -> Must | None:
    """A hard condition of the table; None for those outside it."""
    return next((must for must in rules.musts if must.name == name), None)


class Fields:
    """What the {names} in sentences stand for, about one pair."""

    def __init__(self, pool: Pool, seekers: Seekers, i: int, row: int, labels: Mapping[str, str]) -> None:
        self.words, self.labels = pool.words, labels
        self.offer = {name: int(column[row]) for name, column in pool.columns.items()}
        self.seeker = {name: int(column[i]) for name, column in seekers.columns.items()}
        reach = reach_between(pool, seekers, i, row)
        self.rows = tuple(Row(side.__getitem__) for side in (self.seeker, self.offer, reach))
        self.code = str(pool.natural(row).get("occupation") or "")

    def of(self, template: str) -> dict[str, Any]:
        """The fields that a sentence names."""
        every = {
            "occupation": self.occupation,
            "education_wanted": lambda: EDUCATION_NAMES[self.offer["education"]],
            "lacking": self.lacking,
            "unsuited": lambda: self.names("demands", self.offer["demands"] & self.seeker["cannot"]),
            "group": lambda: self.group(self.offer["groups"]),
            "kind_group": lambda: self.group(self.offer["first_for"]),
            "skill": lambda: self.names("skills", self.offer["skills"] & self.seeker["skills"]),
        }
        named = {name: make() for name, make in every.items() if f"{{{name}}}" in template}
        plain = {name: value for name, value in self.offer.items() if f"{{{name}}}" in template}
        return {**plain, **named}

    def occupation(self) -> str:
        """The name of the offer's occupation."""
        entry = occupation(self.code)
        return entry.name if entry else self.code

    def lacking(self) -> str:
        """The certificates that are asked for and not there."""
        return self.names("certificates", self.offer["certificates"] & ~self.seeker["certificates"])

    def gain(self, must: Must) -> str:
        """What a person could acquire to meet a condition."""
        return (
            self.lacking()
            if must.name == "certificates"
            else say("{level}学历", level=self.of("{education_wanted}")["education_wanted"])
        )

    def group(self, bits: int) -> str:
        """Groups that both sides name, by their Chinese names."""
        return "、".join(
            self.labels.get(code, code) for code in self.words.names("groups", bits & self.seeker["groups"])
        )

    def names(self, column: str, bits: int) -> str:
        """A set of names; the bit beyond them is said too."""
        found = self.words.names(column, bits)
        return "、".join(
            found if sum(self.words.bits[column][name] for name in found) == bits else [*found, UNNAMED]
        )
