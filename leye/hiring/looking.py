"""What the rules would choose for a person now, without what officers settled, and why other jobs were not chosen."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from leye.hiring import seekers
from leye.hiring.enums import RecommendationState
from leye.hiring.fitting import labels, pool_for
from leye.hiring.lessons import small_class
from leye.hiring.models import Choice, Recommendation
from leye.hiring.openings import Opening, openings
from leye.hiring.planning import WANT
from leye.matching import Reasons, match_one, words_for
from leye.matching.online import Recommendation as Picked
from leye.standards.calendar import today

#: So many are put in order: the three, and those that come next.
RANKED = 8
#: Open jobs of the wanted kind, or near home, that are looked at for what stands against them; and so many are shown.
LOOKED_AT, SHOWN = 80, 12


@dataclass(frozen=True)
class Ranked:
    """A job that fits, with its place in the order; `chosen`: among the first three. `state`: what officers made of it."""

    nth: int
    picked: Picked
    job: Opening
    chosen: bool
    state: str
    choice: Choice | None


@dataclass(frozen=True)
class NotChosen:
    """A job near at hand that was not chosen: what stands against it."""

    job: Opening
    misses: list[str]


@dataclass(frozen=True)
class Looked:
    """What the rules make of a person."""

    ranked: list[Ranked] = field(default_factory=list)
    not_chosen: list[NotChosen] = field(default_factory=list)
    why_few: Reasons | None = None
    open_jobs: int = 0


def look(person_id: int) -> Looked | None:
    """The jobs of a person in order, and those near at hand that are not among them; None when out of sight."""
    found = seekers.person(person_id, today()).to_pylist()
    if not found:
        return None
    person = found[0]
    pool, offers = pool_for(person["home"])
    recommended = {one.vacancy_id: one for one in Recommendation.objects.filter(person_id=person_id)}
    # What the person was told of is settled; what officers settled is not asked here.
    settled = {pk for pk, one in recommended.items() if one.state != RecommendationState.MADE}
    names = labels()
    answer = match_one(person, pool, told=settled, want=RANKED, labels=names)
    near = _near(person, offers, {one.offer_id for one in answer.recommendations})
    jobs = openings([*(one.offer_id for one in answer.recommendations), *near])
    choices = {one.vacancy_id: one for one in Choice.objects.filter(person_id=person_id)}
    ranked = [
        Ranked(nth, one, job, nth <= WANT, _state(recommended.get(one.offer_id)), choices.get(one.offer_id))
        for nth, one in enumerate(answer.recommendations, 1)
        if (job := jobs.get(one.offer_id))
    ]
    kept = []
    for pk in near:
        job = jobs.get(pk)
        words = words_for(person, pool, pk, names) if job else None
        if job is None:
            continue
        misses = list(words.misses) if words else []
        if pk in settled:
            misses = [_state(recommended[pk]), *misses]
        if misses:
            kept.append(NotChosen(job, misses))
    kept.sort(key=lambda one: (len(one.misses), one.job.vacancy_id))
    few = answer.why_few if len(ranked) < WANT else None
    return Looked(ranked, kept[:SHOWN], few, offers.num_rows)


def _state(one: Recommendation | None) -> str:
    if one is None:
        return ""
    reason = f"：{one.get_decline_reason_display()}" if one.decline_reason else ""
    return f"{one.get_state_display()}{reason}"


def _near(person: dict[str, Any], offers: Any, chosen: set[int]) -> list[int]:
    """Open jobs of the wanted small class, then those of the township and county, that were not chosen."""
    kind, found = small_class(person["occupation"] or ""), list[tuple[int, int]]()
    columns = [offers.column(name).to_pylist() for name in ("id", "occupation", "place", "town")]
    for pk, occupation, place, town in zip(*columns, strict=True):
        if pk in chosen:
            continue
        alike = bool(kind) and small_class(occupation or "") == kind
        rank = 0 if alike else 1 if town and town == person["town"] else 2 if place == person["home"] else 3
        if rank < 3:
            found.append((rank, -pk))
    return [-pk for _rank, pk in sorted(found)[:LOOKED_AT]]
