"""Two clerks record something for one person at the same moment: both count, and neither page breaks."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections, transaction

from leye.accounts.scope import as_service
from leye.adoption.resolution import ensure_resolved
from leye.casework.models import ServiceRecord
from leye.ledger.models import Household, Person
from leye.worklist.models import Todo
from leye.worklist.night import run_night
from leye.worklist.refresh import refresh_people
from tests.worklist.people import DAY, adopt, unemployed

VILLAGE, OTHER_VILLAGE, COUNTY = 150822101201, 150822101202, 150822000000
PATIENCE = 20.0


@pytest.fixture
def person(own_database: str) -> Iterator[Person]:
    """Somebody whom the document applies to, in a county that adopted it."""
    adopt(COUNTY)
    yield unemployed("150822199003040021", VILLAGE)
    for alias in ("default", "owner"):
        connections[alias].close()


def _serve(person: Person, item: str) -> None:
    with as_service():
        ServiceRecord.objects.create(
            person_id=person.pk, area_id=VILLAGE, kind="job_recommendation", served_on=DAY, item=item, item_key=item
        )  # fmt: skip
    refresh_people([person.pk], DAY)


def _waits_for_another() -> bool:
    """Whether some session of this database waits for a lock."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
        )
        return bool(cursor.fetchone()[0])


def _both(person: Person) -> list[BaseException | None]:
    """Save twice so that the second begins before the first commits; what each ended with."""
    saved, may_commit = threading.Event(), threading.Event()

    def first() -> None:
        try:
            with transaction.atomic():
                _serve(person, "甲厂")
                saved.set()
                may_commit.wait(PATIENCE)
        finally:
            saved.set()
            connection.close()

    def second() -> None:
        try:
            saved.wait(PATIENCE)
            with transaction.atomic():
                _serve(person, "乙厂")
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        jobs = [pool.submit(first), pool.submit(second)]
        tick = threading.Event()
        for _again in range(int(PATIENCE / 0.05)):
            if jobs[1].done() or _waits_for_another():
                break
            tick.wait(0.05)
        may_commit.set()
        return [job.exception(PATIENCE) for job in jobs]


def _have(person: Person) -> int:
    return Todo.objects.using("owner").get(rule="recommended_jobs", subject_id=person.pk).have


def test_two_services_recorded_at_once_both_count(person: Person) -> None:
    run_night(DAY)
    assert _both(person) == [None, None]
    assert _have(person) == 2


def test_two_saves_that_both_open_the_todos_do_not_break_each_other(person: Person) -> None:
    ensure_resolved(DAY, using="owner")
    assert _both(person) == [None, None]
    assert _have(person) == 2


def test_a_household_that_moved_takes_its_todo_along_at_once(person: Person) -> None:
    home = Household.objects.using("owner").create(area_id=VILLAGE, head=person)
    Person.objects.using("owner").filter(pk=person.pk).update(household=home)
    refresh_people([person.pk], DAY)
    theirs = Todo.objects.using("owner").filter(subject_kind="household", subject_id=home.pk)
    assert set(theirs.values_list("area_id", flat=True)) == {VILLAGE}
    Household.objects.using("owner").filter(pk=home.pk).update(area_id=OTHER_VILLAGE)
    Person.objects.using("owner").filter(pk=person.pk).update(area_id=OTHER_VILLAGE)
    refresh_people([person.pk], DAY)
    assert set(theirs.values_list("area_id", flat=True)) == {OTHER_VILLAGE}


def test_a_person_who_changes_households_is_judged_under_the_new_one(person: Person) -> None:
    refresh_people([person.pk], DAY)
    home = Household.objects.using("owner").create(area_id=VILLAGE)
    Person.objects.using("owner").filter(pk=person.pk).update(household=home)
    refresh_people([person.pk], DAY)
    theirs = Todo.objects.using("owner").filter(person_id=person.pk)
    assert set(theirs.values_list("household_id", flat=True)) == {home.pk}
    run = run_night(DAY)
    assert not theirs.filter(run=run.key).exists()
