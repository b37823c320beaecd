"""Why a person has few offers or none: which condition excludes how many, and what missing thing would open most."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from leye.matching.columns import EDUCATION_NAMES
from leye.matching.pairs import everything, verdicts
from leye.matching.pool import Pool
from leye.matching.scan import Seekers
from leye.matching.words import OUTSIDE, UNNAMED, must_of
from leye.standards.text import say

#: What each condition is about, for counts ("学历要求：120个").
ABOUT = {
    "reach": "距离", "told": "已推荐过或已谢绝", "grown": "未满16周岁", "town": "不在本乡镇", "education": "学历要求",
    "experience": "工作经验", "certificates": "证书", "age_low": "年龄要求", "age_high": "年龄要求", "hours": "工作时间",
    "contract": "用工形式", "body": "身体条件", "floor": "月薪要求",
}  # fmt: skip


@dataclass(frozen=True)
class Excluded:
    """A condition that fails for `offers` offers, and is the only one that fails for `alone` of them."""

    must: str
    offers: int
    alone: int


@dataclass(frozen=True)
class Gain:
    """Something a person could acquire (a certificate, a level of education), and the offers it alone would open."""

    must: str
    name: str
    offers: int


@dataclass(frozen=True)
class Reasons:
    """Of `offers` offers so many fit (before any wish is widened); what excludes the others; what would open some."""

    offers: int
    fit: int
    excluded: tuple[Excluded, ...]
    gains: tuple[Gain, ...]

    def sentence(self) -> str:
        """All of it in words."""
        if not self.offers:
            return say("现在没有在招的岗位。")
        said = [say("共{offers}个岗位，符合条件的{fit}个。", offers=self.offers, fit=self.fit)]
        if self.excluded:
            most = "、".join(
                say("{about}（{offers}个）", about=say(ABOUT.get(e.must, e.must)), offers=e.offers)
                for e in self.excluded[:4]
            )
            said.append(say("不符合的原因：{most}。", most=most))
        if self.gains:
            gain = self.gains[0]
            said.append(say("如果有{name}，可以多{offers}个岗位。", name=gain.name, offers=gain.offers))
        return "".join(said)


def reasons(pool: Pool, seekers: Seekers, i: int) -> Reasons:
    """Why this person has so few offers."""
    rows = everything(pool)
    held = verdicts(pool, seekers, i, rows)
    failed = np.stack([~holds for holds in held.values()]) if pool.size else np.zeros((len(held), 0), bool)
    count = failed.sum(axis=0)
    excluded = [
        Excluded(name, int(failed[n].sum()), int((failed[n] & (count == 1)).sum()))
        for n, name in enumerate(held)
    ]
    gains: list[Gain] = []
    for n, name in enumerate(held):
        must = must_of(pool.rules, name)
        if must is not None and must.could_gain:
            gains += _gains(pool, seekers, i, name, np.flatnonzero(failed[n] & (count == 1)))
    return Reasons(
        pool.size,
        int((count == 0).sum()),
        tuple(sorted((e for e in excluded if e.offers), key=lambda e: (-e.offers, e.must))),
        tuple(sorted(gains, key=lambda gain: (-gain.offers, gain.name))),
    )


def _gains(pool: Pool, seekers: Seekers, i: int, name: str, rows: np.ndarray) -> list[Gain]:
    """What offers that fail in one condition alone ask for, each thing with how many it would open by itself."""
    column = pool.columns[name][rows]
    if name == "education":
        ranks, counts = np.unique(column, return_counts=True)
        opened = np.cumsum(counts)  # a higher level opens what a lower one does
        return [
            Gain(name, say("{level}学历", level=EDUCATION_NAMES[rank]), int(offers))
            for rank, offers in zip(ranks.tolist(), opened.tolist(), strict=True)
        ]
    lacking, counts = np.unique(column & ~seekers.columns[name][i], return_counts=True)
    known = {bit: word for word, bit in pool.words.bits[name].items()}
    return [
        Gain(name, known[bits], int(offers))
        for bits, offers in zip(lacking.tolist(), counts.tolist(), strict=True)
        if bits in known
    ]


__all__ = ["ABOUT", "OUTSIDE", "UNNAMED", "Excluded", "Gain", "Reasons", "reasons"]
