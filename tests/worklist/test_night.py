"""The night: finds, repeats itself without writing, survives being killed, overwrites nobody's later work."""

import datetime as dt
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator

import pytest
from django.db import connections

from leye.accounts.scope import as_service
from leye.adoption.nights import nights_home
from leye.adoption.resolution import forget_from
from leye.casework.models import ServiceRecord
from leye.worklist.models import Todo
from leye.worklist.night import NightBusy, run_night
from leye.worklist.night.running import Address, only_one
from leye.worklist.refresh import refresh_people
from tests.worklist.people import DAY, adopt, unemployed

VILLAGE = 150822101201
COUNTY = 150822000000
STEPS = ["standing", "export", "evaluate", "stage", "write", "figures"]


def _rows() -> list[tuple[object, ...]]:
    return list(
        Todo.objects.using("owner").order_by("rule", "subject_id", "since")
        .values_list("rule", "subject_id", "since", "need", "have", "state")
    )  # fmt: skip


@pytest.fixture
def county(own_database: str) -> Iterator[int]:
    """A county that adopted the document, with one person; the person's key."""
    adopt(COUNTY)
    shutil.rmtree(nights_home(), ignore_errors=True)
    yield unemployed("150822199003040021", VILLAGE).pk
    shutil.rmtree(nights_home(), ignore_errors=True)


def test_a_roster_becomes_todos_and_a_second_night_writes_nothing(county: int) -> None:
    first = run_night(DAY)
    rows = _rows()
    states = {rule: state for rule, subject, _since, _need, _have, state in rows if subject == county}
    assert states["recommended_jobs"] == "open"
    assert states["monthly_follow_up"] == "open"
    assert first.counts["todos_written"] == len(rows) > 4
    assert run_night(DAY).counts["todos_written"] == 0
    assert _rows() == rows


def test_a_service_closes_the_todo_at_once_and_the_night_agrees(county: int) -> None:
    run_night(DAY)
    with as_service():
        ServiceRecord.objects.create(person_id=county, area_id=VILLAGE, kind="follow_up", served_on=DAY)
    refresh_people([county], DAY)
    follow_up = Todo.objects.using("owner").get(rule="monthly_follow_up", subject_id=county)
    assert (follow_up.state, follow_up.have, follow_up.need) == ("done", 1, 1)
    before = _rows()
    assert run_night(DAY).counts["todos_written"] == 0
    assert _rows() == before


def test_live_and_night_find_the_same(county: int) -> None:
    refresh_people([county], DAY)
    live = [row for row in _rows() if row[1] == county]
    Todo.objects.using("owner").all().delete()
    run_night(DAY)
    assert [row for row in _rows() if row[1] == county] == live


def test_an_ended_month_is_missed_and_a_new_one_opens(county: int) -> None:
    run_night(DAY)
    run_night(DAY.replace(month=7))
    months = dict(
        Todo.objects.using("owner").filter(rule="monthly_follow_up").values_list("since__month", "state")
    )
    assert months == {6: "missed", 7: "open"}


def test_the_night_after_the_last_adoption_ended_closes_what_it_asked(county: int) -> None:
    run_night(DAY)
    with connections["owner"].cursor() as cursor:
        cursor.execute("UPDATE adoption_adoption SET valid_to = %s", [DAY])
    forget_from(DAY + dt.timedelta(1), using="owner")
    run_night(DAY + dt.timedelta(1))
    assert {state for _rule, _subject, _since, _need, _have, state in _rows()} <= {"done", "missed", "lapsed"}
    run_night(DAY + dt.timedelta(2))


def test_a_night_of_a_past_day_counts_and_changes_no_todo(county: int) -> None:
    run_night(DAY)
    run_night(DAY.replace(month=7))
    rows = _rows()
    past = run_night(DAY)
    assert past.counts["only_read"]
    assert past.counts["duties"] > 0
    assert _rows() == rows


def test_two_nights_at_once_are_refused(county: int) -> None:
    with only_one(Address.of_owner().uri), pytest.raises(NightBusy):
        run_night(DAY)


@pytest.mark.slow
@pytest.mark.parametrize("step", STEPS)
def test_a_night_killed_at_any_step_is_finished_by_the_next(county: int, step: str) -> None:
    connections["owner"].close()
    connections["default"].close()
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-m", "leye", "night", "--as-of", DAY.isoformat()]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if line.split()[:1] == [step]:
                process.kill()
                break
    assert process.returncode == -signal.SIGKILL
    run_night(DAY)
    rows = _rows()
    assert len({row[:3] for row in rows}) == len(rows) > 4
    assert run_night(DAY).counts["todos_written"] == 0
