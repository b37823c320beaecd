"""A number or an adoption changes in another transaction while somebody's to-dos are worked out."""

import datetime as dt
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection, connections, transaction

from leye.accounts.scope import as_service
from leye.adoption.models import AreaRule, Resolution
from leye.adoption.registry import live
from leye.adoption.resolution import ensure_resolved, forget_from
from leye.engine import LiveEvaluator
from leye.ledger.models import Person
from leye.worklist.models import Todo
from leye.worklist.refresh import refresh_people
from tests.worklist.people import DAY, adopt, unemployed

PATIENCE = 20.0


@pytest.fixture
def person(own_database: str) -> Iterator[Person]:
    """Somebody whom the document applies to, in a county that adopted it."""
    adopt(150822000000)
    yield unemployed("150822199003040021", 150822101201)
    for alias in ("default", "owner"):
        connections[alias].close()


def _forget_elsewhere() -> None:
    try:
        with as_service():
            forget_from(DAY)
    finally:
        connection.close()


def test_todos_stay_when_the_resolution_goes_before_the_evaluation(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    refresh_people([person.pk], DAY)
    standing = list(Todo.objects.using("owner").filter(state="open").values_list("pk", flat=True))
    assert standing
    judge, forgotten = LiveEvaluator.person, []

    def interrupted(self: LiveEvaluator, execute: Any, person_id: int, as_of: dt.date) -> Any:
        if not forgotten:
            with ThreadPoolExecutor(1) as pool:
                pool.submit(_forget_elsewhere).result(PATIENCE)
            forgotten.append(as_of)
        return judge(self, execute, person_id, as_of)

    monkeypatch.setattr(LiveEvaluator, "person", interrupted)
    assert live().packs
    refresh_people([person.pk], DAY)
    assert forgotten == [DAY]
    assert list(Todo.objects.using("owner").filter(state="open").values_list("pk", flat=True)) == standing


def test_a_resolution_just_being_written_is_dropped_too(person: Person) -> None:
    written, may_commit = threading.Event(), threading.Event()

    def resolve() -> None:
        try:
            with transaction.atomic(), as_service():
                ensure_resolved(DAY)
                written.set()
                may_commit.wait(PATIENCE)
        finally:
            written.set()
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        writing = pool.submit(resolve)
        assert written.wait(PATIENCE)
        dropping = pool.submit(_forget_elsewhere)
        tick = threading.Event()
        for _again in range(int(PATIENCE / 0.05)):
            if dropping.done() or _waits_for_another():
                break
            tick.wait(0.05)
        may_commit.set()
        writing.result(PATIENCE)
        dropping.result(PATIENCE)
    assert not Resolution.objects.using("owner").filter(as_of=DAY).exists()
    assert not AreaRule.objects.using("owner").filter(as_of=DAY).exists()


def _waits_for_another() -> bool:
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
        )
        return bool(cursor.fetchone()[0])
