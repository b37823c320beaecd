"""One person, now, on PostgreSQL: a database of a million people in which a night has run, under row-level security."""

from __future__ import annotations

import os
import random
import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from benchmarks.harness.context import Context, Figures
from benchmarks.parts.night_world import AS_OF, World, start_server

OWNS = ("live.",)
PEOPLE = 1_000
REFRESHED = 200
WARMING = 20


def run(context: Context) -> Figures:
    """Milliseconds for random people, each in a transaction of its own, as a page asks for them."""
    start_server()
    world = World(context.people, context.say)
    os.environ["LEYE_DATABASE_NAME"] = world.ensure_after()
    from leye.ops.boot import boot

    boot()
    from django.db import connection

    from leye.accounts.scope import as_service
    from leye.adoption.registry import live
    from leye.adoption.resolution import ensure_resolved
    from leye.ledger.models import Person

    began = time.perf_counter()
    live().sql()
    compiled = time.perf_counter() - began
    with as_service():
        ensure_resolved(AS_OF)
        everybody = list(Person.objects.order_by("id").values_list("id", flat=True))
    draw = random.Random(7)
    laps = sql_laps(draw.choices(everybody, k=PEOPLE + WARMING))
    sql, whole = laps[WARMING:], [lap[1] for lap in laps[WARMING:]]
    context.say(f"{PEOPLE} people judged")
    refreshed = [refresh_lap(person) for person in draw.sample(everybody, min(REFRESHED, len(everybody)))]
    connection.close()
    return {
        "live.people": len(everybody),
        **spread("live", [lap[0] for lap in sql]),
        **spread("live.evaluate", whole),
        **spread("live.refresh", refreshed),
        "live.first_ms": ms(laps[0][1]),
        "live.compile_ms": ms(compiled),
        "live.load_average": round(os.getloadavg()[0], 1),
    }


def ms(seconds: float) -> float:
    """Milliseconds, to a hundredth."""
    return round(seconds * 1000, 2)


def spread(name: str, seconds: list[float]) -> Figures:
    """The median and the 95th of a hundred."""
    joint = "." if name == "live" else "_"
    return {
        f"{name}{joint}p50_ms": ms(statistics.median(seconds)),
        f"{name}{joint}p95_ms": ms(statistics.quantiles(seconds, n=20)[18]),
    }


def sql_laps(people: Sequence[int]) -> list[tuple[float, float]]:
    """For each person the seconds of its SQL, and of the whole evaluation with its rows made."""
    from leye.accounts.scope import as_service
    from leye.adoption.registry import live

    found = []
    for person in people:
        with as_service():
            timed = Timed()
            began = time.perf_counter()
            live().person(timed, person, AS_OF)
            found.append((timed.seconds, time.perf_counter() - began))
    return found


class Timed:
    """Runs SQL through Django's connection and keeps the seconds that it took."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self, sql: str, params: Mapping[str, Any] | None) -> Sequence[Sequence[Any]]:
        from django.db import connection

        began = time.perf_counter()
        with connection.cursor() as cursor:
            cursor.execute(sql, params)
            rows = cursor.fetchall() if cursor.description else []
        self.seconds += time.perf_counter() - began
        return rows


class Undone(Exception):
    """Raised to leave the database as it was."""


def refresh_lap(person: int) -> float:
    """Seconds of working a person out again and writing the to-dos, after a service was recorded; then undone."""
    from leye.accounts.scope import as_service
    from leye.casework.models import ServiceRecord
    from leye.ledger.models import Person
    from leye.worklist.refresh import refresh_people

    took = 0.0

    def serve() -> None:
        nonlocal took
        with as_service():
            area = Person.objects.values_list("area_id", flat=True).get(pk=person)
            ServiceRecord.objects.create(
                person_id=person,
                area_id=area,
                kind="policy_briefing",
                served_on=AS_OF,
                channel="phone",
                outcome="done",
            )
            began = time.perf_counter()
            refresh_people([person], AS_OF)
            took = time.perf_counter() - began
            raise Undone

    _undone(serve)
    return took


def _undone(work: Callable[[], None]) -> None:
    try:
        work()
    except Undone:
        return
    raise RuntimeError("the work was meant to be undone, but was kept")
