"""What a declined recommendation teaches the next: one table from reasons to what is asked for less.

The job itself is never recommended again, whatever the reason. Requirements of vacancies are not touched: only the
person's side of the matching changes.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from leye.hiring.enums import DeclineReason
from leye.matching.columns import STEP_FEN

#: The small class of an occupation: three of its four levels, as in 4-02-01.
SMALL_CLASS_LEVELS = 3


@dataclass(frozen=True)
class Declined:
    """A declined job as it was: its small class of occupation, pay of a month (fen), hours, bodily demands, how far."""

    reason: str
    occupation: str = ""
    pay_fen: int | None = None
    hours: str = ""
    demands: tuple[str, ...] = ()
    employer_id: int | None = None
    radius: int = 0


@dataclass(frozen=True)
class Lessons:
    """What later matching takes into account for one person. Empty and None change nothing."""

    nearer_than: int | None = None
    above_fen: int | None = None
    not_kinds: frozenset[str] = field(default_factory=frozenset)
    not_hours: frozenset[str] = field(default_factory=frozenset)
    not_demands: frozenset[str] = field(default_factory=frozenset)
    not_employers: frozenset[int] = field(default_factory=frozenset)


def small_class(code: str) -> str:
    """'4-02-01-03' → '4-02-01'; '' for a code that is shorter."""
    parts = code.split("-")
    return "-".join(parts[:SMALL_CLASS_LEVELS]) if len(parts) >= SMALL_CLASS_LEVELS else ""


def _nearer(known: Lessons, one: Declined) -> Lessons:
    if one.radius == 0:  # already at home: nothing nearer can be asked for
        return known
    return replace(known, nearer_than=min(one.radius, known.nearer_than or one.radius))


def _better_paid(known: Lessons, one: Declined) -> Lessons:
    # Matching compares pay in whole steps: what pays the same is below the next one.
    if one.pay_fen is None:
        return known
    return replace(known, above_fen=max(one.pay_fen + STEP_FEN, known.above_fen or 0))


def _other_kind(known: Lessons, one: Declined) -> Lessons:
    kind = small_class(one.occupation)
    return replace(known, not_kinds=known.not_kinds | {kind}) if kind else known


def _other_hours(known: Lessons, one: Declined) -> Lessons:
    return replace(known, not_hours=known.not_hours | {one.hours}) if one.hours else known


def _lighter(known: Lessons, one: Declined) -> Lessons:
    return replace(known, not_demands=known.not_demands | set(one.demands))


def _other_employer(known: Lessons, one: Declined) -> Lessons:
    return replace(known, not_employers=known.not_employers | {one.employer_id}) if one.employer_id else known


#: Reasons that are not here teach nothing beyond the job itself.
EFFECTS: dict[DeclineReason, Callable[[Lessons, Declined], Lessons]] = {
    DeclineReason.TOO_FAR: _nearer,
    DeclineReason.PAY_TOO_LOW: _better_paid,
    DeclineReason.KIND_OF_WORK: _other_kind,
    DeclineReason.HOURS: _other_hours,
    DeclineReason.HEALTH: _lighter,
    DeclineReason.DISTRUST: _other_employer,
}


def learnt(declined: Iterable[Declined]) -> Lessons:
    """What a person's declined recommendations teach together; the order does not matter."""
    lessons = Lessons()
    for one in declined:
        effect = EFFECTS.get(DeclineReason(one.reason))
        lessons = effect(lessons, one) if effect else lessons
    return lessons
