"""Whether a person meets what a vacancy and the law require, in words, and three jobs for one person at once."""

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
from django.db import connection
from django.utils.translation import gettext as _

from leye.accounts.scope import as_service
from leye.hiring import market, seekers
from leye.hiring.enums import ChoiceKind, RecommendationState
from leye.hiring.models import Choice, Recommendation
from leye.hiring.planning import picked_by_matching
from leye.hiring.told import learnt_offers
from leye.ledger.models import GroupCode
from leye.matching import Answer, Explained, Pool, match_one, prepare, words_for
from leye.standards.calendar import today

#: A person for whom distance and wages do not matter: what remains against a job is what it requires.
WITHOUT_WISHES: Mapping[str, Any] = {"radius": 4, "floor_fen": None}


def why_not(person_id: int, vacancy_id: int) -> list[str]:
    """What stands between a person and an open vacancy; [] when the person meets all of it.

    How far somebody would go and for how much are wishes, which the person may set aside; they do not count here.
    """
    told = _explained(person_id, vacancy_id, WITHOUT_WISHES)
    if told is None:
        return [_("岗位已不在招聘，或者您看不到此人的档案")]
    return list(told.misses)


def why(person_id: int, vacancy_id: int) -> tuple[int, list[str]]:
    """Points of an open vacancy for a person, and what speaks for it; (0, []) when it is gone."""
    told = _explained(person_id, vacancy_id, {})
    return (sum(part.points for part in told.parts), list(told.sentences)) if told else (0, [])


def _explained(person_id: int, vacancy_id: int, set_aside: Mapping[str, Any]) -> Explained | None:
    people = seekers.person(person_id, today()).to_pylist()
    offers = market.open_vacancies(vacancy_id)
    if not people or not offers.num_rows:
        return None
    pool = prepare(offers, market.reach(pa.Table.from_pylist(people, schema=seekers.SEEKER), offers))
    return words_for({**people[0], **set_aside}, pool, vacancy_id, labels())


def labels() -> dict[str, str]:
    """Names of groups by code."""
    return dict(GroupCode.objects.values_list("code", "name"))


@dataclass(frozen=True)
class _Kept:
    """A pool with the stamp of the market it was made from, and the counties it knows the reach of."""

    stamp: tuple[int, int]
    homes: frozenset[int]
    pool: Pool
    offers: pa.Table


_lock = threading.Lock()
_kept: _Kept | None = None


def _stamp() -> tuple[int, int]:
    """Changes with every write to a vacancy and every night's prices."""
    with as_service(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT (SELECT coalesce(max(pgh_id), 0) FROM vacancies_vacancyevent),"
            " (SELECT coalesce(sum(price), 0) FROM hiring_price)"
        )
        found = cursor.fetchone()
    return int(found[0]), int(found[1])


def pool_for(home: int) -> tuple[Pool, pa.Table]:
    """The open market as seen from a county, kept in this process until a vacancy changes."""
    global _kept
    stamp = _stamp()
    with _lock:
        kept = _kept
    if kept is None or kept.stamp != stamp or home not in kept.homes:
        homes = (kept.homes if kept and kept.stamp == stamp else frozenset()) | {home}
        offers = market.open_vacancies()
        people = pa.table({"home": pa.array(sorted(homes), pa.int64())})
        kept = _Kept(stamp, homes, _prepared(people, offers), offers)
        with _lock:
            _kept = kept
    return kept.pool, kept.offers


def _prepared(people: pa.Table, offers: pa.Table) -> Pool:
    return prepare(offers, market.reach(people, offers), held=market.held_certificates())


def three_for(person_id: int, *, by_hand: bool = True) -> Answer | None:
    """The best three jobs for a person now; None when the scope does not show the person.

    `by_hand=False`: what the rules would have done without the officers' pins and exclusions.
    """
    found = seekers.person(person_id, today()).to_pylist()
    if not found:
        return None
    person = found[0]
    pool, offers = pool_for(person["home"])
    # What was only picked and not delivered may be picked again.
    again: Mapping[str, Any] = picked_by_matching() if by_hand else {"state": RecommendationState.MADE}
    had = Recommendation.objects.filter(person_id=person_id).exclude(**again)
    told = set(had.values_list("vacancy_id", flat=True))
    told |= learnt_offers({person_id: seekers.lessons_of([person_id]).get(person_id)}, offers).get(
        person_id, set()
    )
    pins: list[int] = []
    if by_hand:
        settled = list(Choice.objects.filter(person_id=person_id).values_list("vacancy_id", "kind"))
        told |= {vacancy for vacancy, kind in settled if kind == ChoiceKind.EXCLUDE}
        pins = [vacancy for vacancy, kind in settled if kind == ChoiceKind.PIN][:3]
    return match_one(person, pool, told=told, pins=pins, labels=labels())
