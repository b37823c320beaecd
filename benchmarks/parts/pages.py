"""The pages that people wait for, over a ledger of a million: my day, a person, a search; a print and a sync.

Each page is asked of the whole program in this process (middleware, row-level security, template, compression), as
browsers of village assistants, township clerks and county officers do, in a database in which tonight has run.
"""

from __future__ import annotations

import datetime as dt
import os
import random
import statistics
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from benchmarks.harness.context import Context, Figures
from benchmarks.parts.first_load import first_load
from benchmarks.parts.live import ms
from benchmarks.parts.night_world import World, exists, program, rename, start_server
from benchmarks.parts.page_visits import Ask, Browsers, make_staff, my_day, people_files, searches

OWNS = ("page.", "print.", "sync.")
LAPS = 300
WARMING = 20
SYNCED = 200
#: Every so many of the records that are synced changes fields of the person; the rest are services.
EVERY_FIELD = 4


def run(context: Context) -> Figures:
    """Milliseconds of pages, with their queries and sizes; seconds of a village's print and of a day's records."""
    start_server()
    os.environ["LEYE_DATABASE_NAME"] = _database(context)
    from leye.ops.boot import boot

    boot()
    from django.conf import settings

    settings.ALLOWED_HOSTS = ["testserver"]
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    draw = random.Random(11)
    staff = make_staff(draw)
    context.say(
        f"{len(staff.villages)} villages, {len(staff.townships)} townships, {len(staff.counties)} counties"
    )
    pages = {
        "my_day": my_day(staff),
        "person": people_files(staff, draw),
        "search": searches(staff, draw),
    }
    figures: Figures = {"page.people": _people_count()}
    for name, asks in pages.items():
        figures |= _measure(name, asks)
        context.say(f"{name}: {figures[f'page.{name}.p95_ms']} ms")
    figures |= _first_load(next(iter(staff.townships.values())))
    figures |= _print(staff.printed)
    context.say(f"printed in {figures['print.village_500.seconds']} s")
    figures |= _sync(staff.townships)
    context.say(f"synced in {figures['sync.200.seconds']} s")
    figures["page.load_average"] = round(os.getloadavg()[0], 1)
    return figures


def _database(context: Context) -> str:
    """A copy of the population in which tonight has run, kept for the day: pages ask for what holds today."""
    from leye.standards.calendar import today

    day = today()
    world = World(context.people, context.say)
    name = f"{world.name}_pages_{day:%Y%m%d}"
    if not exists(name):
        trial = f"{world.name}_pages_trial"
        world.copy_to(trial)
        context.say("running tonight first (once a day)")
        program(["migrate"], trial)
        program(["night", "--as-of", day.isoformat(), "--json"], trial)
        rename(trial, name)
    return name


def _people_count() -> int:
    from leye.accounts.scope import as_service
    from leye.ledger.models import Person

    with as_service():
        return Person.objects.count()


def _measure(name: str, asks: Iterator[Ask]) -> Figures:
    """The median and the 95th of a hundred, the most queries and the largest page."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    browsers = Browsers()
    for _lap in range(WARMING):
        browsers.ask(next(asks))
    wanted = [next(asks) for _lap in range(LAPS)]
    for ask in wanted:
        browsers.get(ask.username)
    laps = [browsers.ask(ask) for ask in wanted]
    queries = []
    for ask in wanted[:WARMING]:
        with CaptureQueriesContext(connection) as caught:
            browsers.ask(ask)
        queries.append(len(caught))
    return {
        **_spread(name, [lap[0] for lap in laps]),
        f"page.{name}.queries": max(queries),
        f"page.{name}.kb_gzip": round(max(lap[1] for lap in laps) / 1000, 1),
        f"page.{name}.laps": len(laps),
    }


def _spread(name: str, seconds: list[float]) -> Figures:
    """The median and the 95th of a hundred."""
    return {
        f"page.{name}.p50_ms": ms(statistics.median(seconds)),
        f"page.{name}.p95_ms": ms(statistics.quantiles(seconds, n=20)[18]),
    }


def _first_load(username: str) -> Figures:
    """What My day brings along into an empty browser."""
    client = Browsers().get(username)
    client.defaults.pop("HTTP_ACCEPT_ENCODING", None)
    sizes = first_load(client.get("/").content, lambda address: b"".join(client.get(address)))
    return {"page.my_day.first_load_kb": round(sum(sizes.values()) / 1000, 1)}


class Undone(Exception):
    """Raised to leave the database as it was."""


def _actor(username: str) -> Any:
    from leye.accounts.actions.base import Actor
    from leye.accounts.models import Post

    return Actor.holding(Post.objects.select_related("area").get(user__username=username))


def _acting(username: str, work: Callable[[Any], Figures]) -> Figures:
    """Do something as a user in a transaction that is undone."""
    from leye.accounts.scope import acting

    actor, found = _actor(username), {}
    try:
        with acting(actor.scope):
            found = work(actor)
            raise Undone
    except Undone:
        return found


def _print(village: int) -> Figures:
    """A village's ledger from the press of the button to the finished PDF."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from leye.sheets.actions.printing import PrintEdition
    from leye.sheets.reprinting import pdf_of

    def work(actor: Any) -> Figures:
        began = time.perf_counter()
        edition = PrintEdition(actor, area_no=village, book="all").run()
        made = pdf_of([edition])
        took = time.perf_counter() - began
        return {
            "print.village_500.seconds": round(took, 3),
            "print.village_500.people": edition.people,
            "print.village_500.kb": round(len(made) / 1000),
        }

    username = f"bench_village_assistant_{village}"
    _acting(username, work)
    figures = _acting(username, work)
    with CaptureQueriesContext(connection) as caught:
        _acting(username, work)
    return figures | {"print.village_500.queries": len(caught)}


def _sync(townships: dict[int, str]) -> Figures:
    """A day's records without a network, handed in by a township clerk: services, and every fourth a changed phone."""
    from leye.offline.actions.packs import TakePack
    from leye.offline.sync import MOST_RECORDS, sync

    def work_in(area_no: int) -> Callable[[Any], Figures]:
        def work(actor: Any) -> Figures:
            now = round(time.time() * 1000)
            taken = TakePack(actor, area_no=area_no, hours=24, device_ms=now).run()
            records = _records(taken.people, now)
            began = time.perf_counter()
            states: list[str] = []
            for start in range(0, len(records), MOST_RECORDS):
                done = sync(actor, taken.pack.pk, now, records[start : start + MOST_RECORDS])
                states += [result.state for result in done.results]
            took = time.perf_counter() - began
            applied = states.count("applied")
            if applied != SYNCED:
                raise RuntimeError(f"only {applied} of {SYNCED} records went in: {sorted(set(states))}")
            people = len({record["person"] for record in records})
            return {
                "sync.200.seconds": round(took, 3),
                "sync.200.applied": applied,
                "sync.200.people": people,
            }

        return work

    fullest = _most_due(townships)
    return _acting(townships[fullest], work_in(fullest))


def _most_due(townships: dict[int, str]) -> int:
    """The township in which most people are due."""
    from leye.accounts.scope import as_service
    from leye.worklist.models import Todo

    with as_service():
        return max(townships, key=lambda no: Todo.objects.open().in_range(no, no + 999).count())


def _records(people: Sequence[dict[str, Any]], now: int) -> list[dict[str, Any]]:
    """Records about the people of a pack in turn; a second one about somebody is of another day, and a service."""
    from leye.standards.calendar import today

    found: list[dict[str, Any]] = []
    for number in range(SYNCED):
        lap, place = divmod(number, len(people))
        day = today() - dt.timedelta(days=lap)
        told: dict[str, Any]
        body: dict[str, Any] = {"on": day.isoformat(), "on_typed": True}
        if lap or number % EVERY_FIELD:
            told = {
                "kinds": ["follow_up"],
                "channel": "visit",
                "outcome": "done",
                "item": "",
                "note": str(number),
            }
            kind = "service"
        else:
            told = {"base": people[place]["base"], "mine": {"phone": f"139{number:08d}"}}
            kind = "fields"
        found.append({
            "uuid": str(uuid.uuid4()), "kind": kind, "person": people[place]["id"], "device_ms": now, "body": body | told,
        })  # fmt: skip
    return found
