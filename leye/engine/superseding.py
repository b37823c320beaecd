"""Where and until when a document is in force: repealed, or superseded by another that is adopted there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from leye.engine.adoptions import Adoption
from leye.policy import Pack


def supersedes(later: Pack, earlier: Pack) -> bool:
    """Whether one document says that it takes the place of the other, or the other says so."""
    return earlier.info.number in later.info.supersedes or (
        bool(earlier.info.superseded_by) and earlier.info.superseded_by == later.info.number
    )


def pieces_in_force(
    packs: Mapping[str, Pack], pack: Pack, lo: int, hi: int, adoptions: Iterable[Adoption], as_of: date
) -> list[tuple[int, int, date, str]]:
    """lo..hi in pieces, each with the last day on which the document is in force there, and why it ends.

    A superseding document counts where its adoption has not been ended, from the day on which both the document
    and its adoption begin; it need not act any more (a document that expired does not bring the old one back).
    """
    ends = [(date.max, lo, hi, "")]
    if (repealed := pack.info.repealed_on) is not None:
        why = f"文件 {pack.info.number} 自 {repealed} 起废止，不再产生任务，延续执行的也到此为止。"
        ends.append((repealed - timedelta(days=1), lo, hi, why))
    for adoption in adoptions:
        other = packs.get(adoption.pack)
        if other is None or other.id == pack.id or not supersedes(other, pack):
            continue
        begins = max(adoption.since, other.info.valid_from)
        if adoption.until is not None and (adoption.until < as_of or adoption.until < begins):
            continue
        why = f"文件 {pack.info.number} 自 {begins} 起由 {other.info.number} 替代，不再产生任务。"
        ends.append((begins - timedelta(days=1), adoption.lo, adoption.hi, why))
    starts = sorted({lo} | {x for _, a, b, _ in ends for x in (a, b + 1) if lo < x <= hi})
    stops = [start - 1 for start in starts[1:]] + [hi]
    pieces = []
    for a, b in zip(starts, stops, strict=True):
        end, _, _, why = min((e for e in ends if e[1] <= a and e[2] >= b), key=lambda e: e[0])
        pieces.append((a, b, end, why))
    return pieces
