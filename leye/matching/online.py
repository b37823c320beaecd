"""One person, now: an exact look at the prices of the last night, explained in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from leye.matching import short
from leye.matching.columns import SEEKER
from leye.matching.pins import pinned
from leye.matching.pool import Pool
from leye.matching.prices import Lists, points_of
from leye.matching.reasons import Reasons, reasons
from leye.matching.scan import best, seekers_of
from leye.matching.words import OUTSIDE, Part, misses, must_of, parts_in_words, seats_in_words
from leye.standards.text import say


@dataclass(frozen=True)
class Recommendation:
    """One offer for one person. `sentences`: why, the strongest part first, then seats and what was widened."""

    offer_id: int
    points: int
    price: int
    pinned: bool
    relaxed: int
    parts: tuple[Part, ...]
    sentences: tuple[str, ...]


@dataclass(frozen=True)
class Answer:
    """What one person is recommended; `why_few` when it is less than was wanted.

    `refused_pins`: (offer, what stands against it) of pins that were not kept.
    """

    recommendations: tuple[Recommendation, ...]
    why_few: Reasons | None
    refused_pins: tuple[tuple[int, str], ...] = ()


def match_one(
    person: Mapping[str, Any], pool: Pool, *, told: Iterable[int] = (), pins: Iterable[int] = (), want: int = 3,
    labels: Mapping[str, str] | None = None,
) -> Answer:  # fmt: skip
    """The best offers of one person at the pool's prices, the most points first. Raises MatchingError.

    `person`: as a row of `leye.matching.columns.SEEKER`, what is left out is unknown. `told`, `pins`: offers that
    must not, or must, be among them. `labels`: the Chinese names of group codes.
    """
    table = pa.Table.from_pylist([dict(person)], schema=SEEKER)
    seekers = seekers_of(table, pool, _pairs(person, told))
    fixed = pinned(seekers, pool, _pairs(person, pins), want)
    kept = fixed.rows[0][fixed.rows[0] >= 0]
    left = want - len(kept)
    open_ = fixed.barred(seekers)
    found, worths = best(open_, pool, max(left, 1), room=want, threads=1)
    points_of(found, worths, seekers.columns["pays"], pool.columns["price"])
    wanted = np.array([left])
    lists = Lists(found, worths, seekers.columns["pays"], wanted)
    short.widen(open_, pool, lists, wanted, want)
    taken = int(min((found[0] >= 0).sum(), left))
    shown = np.argsort(-worths[0][:taken], kind="stable")
    chosen = np.concatenate([kept, found[0][shown]]).astype(np.int64)
    relaxed = short.beyond(pool, seekers, 0, chosen)
    labels = labels or {}
    recommendations = tuple(
        _recommendation(pool, seekers, int(row), n < len(kept), int(relaxed[n]), labels)
        for n, row in enumerate(chosen)
    )
    few = len(chosen) < want or bool(relaxed.any())
    refused = tuple(
        (pin["offer_id"], _against(pool, seekers, pin, labels)) for pin in fixed.refused.to_pylist()
    )
    return Answer(recommendations, reasons(pool, seekers, 0) if few else None, refused)


@dataclass(frozen=True)
class Explained:
    """One pair in words. `misses`: what stands against it; "差一项：…" when it is one thing that can be acquired."""

    parts: tuple[Part, ...]
    sentences: tuple[str, ...]
    misses: tuple[str, ...]


def words_for(
    person: Mapping[str, Any], pool: Pool, offer_id: int, labels: Mapping[str, str] | None = None
) -> Explained | None:
    """Why an offer was, or was not, for a person; None when it has no open seat or is gone."""
    row = int(pool.rows_of(np.array([offer_id]))[0])
    if row < 0:
        return None
    seekers = seekers_of(pa.Table.from_pylist([dict(person)], schema=SEEKER), pool)
    relaxed = int(short.beyond(pool, seekers, 0, np.array([row]))[0])
    told = _recommendation(pool, seekers, row, False, relaxed, labels or {})
    return Explained(told.parts, told.sentences, tuple(misses(pool, seekers, 0, row, labels or {})))


def sentences_of(
    people: pa.Table, pool: Pool, recommendations: pa.Table, labels: Mapping[str, str] | None = None
) -> list[tuple[str, ...]]:
    """Why each of many recommendations was made, in their order: as `words_for`, with people made ready once.

    `recommendations`: seeker_id, offer_id, pinned, relaxed, as a night finds them among these people.
    """
    seekers = seekers_of(people, pool)
    at = {person: i for i, person in enumerate(seekers.columns["id"].tolist())}
    rows = pool.rows_of(recommendations["offer_id"].to_numpy()).tolist()
    names = ("seeker_id", "pinned", "relaxed")
    lines = zip(*(recommendations[name].to_pylist() for name in names), rows, strict=True)
    return [
        _recommendation(pool, seekers, row, is_pinned, relaxed, labels or {}, at[person]).sentences
        for person, is_pinned, relaxed, row in lines
    ]


def _recommendation(
    pool: Pool, seekers: Any, row: int, is_pinned: bool, relaxed: int, labels: Mapping[str, str], i: int = 0
) -> Recommendation:
    told = parts_in_words(pool, seekers, i, row, labels)
    strongest = sorted((part for part in told if part.sentence), key=lambda part: -part.points)
    sentences = [say("工作人员指定")] if is_pinned else []
    sentences += [part.sentence for part in strongest]
    sentences += [seats_in_words(pool, row), *map(say, short.sentences(relaxed))]
    price = int(pool.columns["price"][row])
    points = sum(part.points for part in told)
    return Recommendation(
        int(pool.columns["id"][row]), points, price, is_pinned, relaxed, tuple(told), tuple(sentences)
    )


def _against(pool: Pool, seekers: Any, pin: Mapping[str, Any], labels: Mapping[str, str]) -> str:
    row = int(pool.rows_of(np.array([pin["offer_id"]]))[0])
    if row < 0 or must_of(pool.rules, pin["must"]) is None:
        return say(OUTSIDE[pin["must"]])
    return "；".join(misses(pool, seekers, 0, row, labels))


def _pairs(person: Mapping[str, Any], offers: Iterable[int]) -> pa.Table | None:
    chosen = list(offers)
    if not chosen:
        return None
    return pa.table({"seeker_id": [person["id"]] * len(chosen), "offer_id": chosen})
