"""What officers fixed: offers that a person must be recommended, unless a hard condition forbids it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from leye.matching.columns import MatchingError, numbers
from leye.matching.pairs import parts, verdicts
from leye.matching.pool import Pool
from leye.matching.scan import Seekers

if TYPE_CHECKING:
    from leye.matching.night import Chosen

#: Said of a pin whose offer is not in the pool: closed, filled, or never there.
GONE = "seats"


@dataclass(frozen=True)
class Pins:
    """Pinned offers of each person (rows of the pool, -1: none), with those that could not be kept."""

    rows: np.ndarray
    refused: pa.Table

    @property
    def any(self) -> bool:
        """Whether anything is pinned."""
        return bool((self.rows >= 0).any())

    def barred(self, seekers: Seekers) -> Seekers:
        """The same people, who are not offered again what is pinned for them."""
        if not self.any:
            return seekers
        person, nth = np.nonzero(self.rows >= 0)
        owner = np.concatenate([np.repeat(np.arange(seekers.size), np.diff(seekers.told_start)), person])
        told = np.concatenate([seekers.told, self.rows[person, nth].astype(np.int32)])
        start = np.concatenate([[0], np.cumsum(np.bincount(owner, minlength=seekers.size))])
        return replace(seekers, told_start=start, told=told[np.argsort(owner, kind="stable")])

    def before(self, chosen: Chosen, seekers: Seekers, pool: Pool) -> Chosen:
        """The choices with pins in front of them."""
        for i in np.flatnonzero((self.rows >= 0).any(axis=1)).tolist():
            pinned_ = self.rows[i][self.rows[i] >= 0]
            points = sum(parts(pool, seekers, i, pinned_).values()) * 4
            want = chosen.rows.shape[1]
            chosen.rows[i] = np.concatenate([pinned_, chosen.rows[i]])[:want]
            chosen.points[i] = np.concatenate([points, chosen.points[i]])[:want]
        return chosen


def pinned(seekers: Seekers, pool: Pool, pins: pa.Table | None, want: int) -> Pins:
    """Pins made ready. `pins`: pairs seeker_id, offer_id, in the order they are to be shown.

    Raises MatchingError when somebody has more pins than recommendations.
    """
    rows = np.full((seekers.size, want), -1, np.int64)
    refused: list[dict[str, object]] = []
    if pins is None or not pins.num_rows:
        return Pins(rows, _refused(refused))
    whom, what = numbers(pins, "seeker_id", -1, np.int64), numbers(pins, "offer_id", -1, np.int64)
    position = {person: i for i, person in enumerate(seekers.columns["id"].tolist())}
    for person, offer, row in zip(whom.tolist(), what.tolist(), pool.rows_of(what).tolist(), strict=True):
        i = position.get(person)
        if i is None or (row >= 0 and row in rows[i]):
            continue
        held = verdicts(pool, seekers, i, np.array([row])) if row >= 0 else {GONE: np.array([False])}
        broken = [name for name, holds in held.items() if not holds[0]]
        if broken:
            refused += [{"seeker_id": person, "offer_id": offer, "must": name} for name in broken]
            continue
        free = np.flatnonzero(rows[i] < 0)
        if not len(free):
            raise MatchingError(
                "pins", "编号{id}的人员指定的岗位超过{want}个。请取消一些后重试。", id=person, want=want
            )
        rows[i, free[0]] = row
    return Pins(rows, _refused(refused))


def _refused(rows: list[dict[str, object]]) -> pa.Table:
    shape = pa.schema([("seeker_id", pa.int64()), ("offer_id", pa.int64()), ("must", pa.string())])
    return pa.Table.from_pylist(rows, schema=shape)
