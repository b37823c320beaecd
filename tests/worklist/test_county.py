"""Where work is stuck: every number against a count by hand."""

import datetime as dt
from collections.abc import Iterator

import pytest

from leye.accounts.scope import acting, as_service
from leye.areas.models import Area
from leye.casework.models import ServiceRecord
from leye.worklist.county import areas_below, due_soon, numbers, progress_below
from leye.worklist.stuck import Reason, stuck_counts, stuck_todos
from tests.ledger.people import BALENG, HEHAO, NANLIANGTAI, actor, register, scope
from tests.worklist.todos import todo

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)
#: A Wednesday.
NOW = dt.date(2026, 6, 17)
COUNTY = 150822000000
TOWN, OTHER_TOWN = 150822101000, 150822102000


@pytest.fixture
def county() -> Iterator[Area]:
    """Four people with eight to-dos; the scope of the county's officer is active."""
    with acting(scope("county")):
        by = actor("county")
        people = [register(by, n, name, area, phone=phone) for n, name, area, phone in (
            (1, "王一", HEHAO, "13800000001"), (2, "王二", HEHAO, ""), (3, "王三", BALENG, "13800000003"),
            (4, "王四", NANLIANGTAI, "13800000004"))]  # fmt: skip
        one, two, three, four = people
        late = NOW - 10 * DAY
        todo(one, late)
        todo(two, late)
        todo(three, late, "done", closed=late)
        todo(four, late, "done", closed=NOW)
        todo(four, NOW + 5 * DAY, rule="monthly_follow_up", until=NOW + 5 * DAY)
        todo(one, NOW + 9 * DAY, "done", rule="monthly_follow_up", closed=NOW, until=NOW + 9 * DAY)
        todo(three, late, "missed", rule="monthly_follow_up", closed=NOW)
        todo(None, late, rule="monthly_fair", area=COUNTY)
        ServiceRecord.objects.create(
            person=two, area_id=two.area_id, kind="follow_up", served_on=late, outcome="no_answer")  # fmt: skip
        yield Area.objects.get(no=COUNTY)


def test_the_share_done_in_time_is_counted_by_township_with_the_worst_first(county: Area) -> None:
    below = progress_below(scope("county"), county, areas_below(county, NOW), NOW)
    lines = [(p.area.no, p.own, p.on_time, p.counted, p.open, p.overdue) for p in below]
    assert lines == [
        (OTHER_TOWN, False, 0, 1, 1, 0),  # done, but after its day
        (TOWN, False, 2, 5, 2, 2),  # two in time of five
        (COUNTY, True, 0, 1, 1, 1),  # its own duty stands last
    ]


def test_a_todo_first_seen_after_its_day_is_not_called_late(county: Area) -> None:
    person = register(actor("county"), 9, "赵五", NANLIANGTAI)
    todo(person, NOW - 9 * DAY, "done", closed=NOW, opened=NOW)
    below = progress_below(scope("county"), county, areas_below(county, NOW), NOW)
    other = next(p for p in below if p.area.no == OTHER_TOWN)
    assert (other.on_time, other.counted) == (1, 2)


def test_the_numbers_of_the_county(county: Area) -> None:
    found = numbers(scope("county"), county, NOW)
    assert found.done.now == 2
    # A week before, the one done today and the one missed today were open and late as well.
    assert (found.overdue.now, found.overdue.before) == (3, 5)
    assert found.missed.now == 1
    assert (found.served, found.to_serve) == (3, 4)


def test_lapsed_todos_count_nowhere(county: Area) -> None:
    person = register(actor("county"), 10, "钱六", HEHAO)
    todo(person, NOW - DAY, "lapsed", closed=NOW)
    found = numbers(scope("county"), county, NOW)
    assert (found.overdue.now, found.to_serve) == (3, 4)


def test_overdue_todos_are_told_apart_by_reason(county: Area) -> None:
    counts = stuck_counts(scope("county"), county.no, county.last, NOW)
    assert {reason: n for reason, n in counts.items() if n} == {
        Reason.UNTOUCHED: 1, Reason.NO_ANSWER: 1, Reason.NO_PHONE: 1, Reason.EVIDENCE: 1}  # fmt: skip


@pytest.mark.parametrize("reason", list(Reason))
def test_each_reason_opens_to_as_many_todos_as_it_counts(county: Area, reason: Reason) -> None:
    counts = stuck_counts(scope("county"), county.no, county.last, NOW)
    assert stuck_todos(scope("county"), county.no, county.last, NOW, reason).count() == counts[reason]


def test_a_village_without_an_assistant_is_a_reason(county: Area) -> None:
    person = register(actor("county"), 11, "孙七", NANLIANGTAI)
    todo(person, NOW - DAY)
    assert stuck_counts(scope("county"), county.no, county.last, NOW)[Reason.NO_ASSISTANT] == 1


def test_what_falls_due_soon_is_grouped_by_rule(county: Area) -> None:
    assert due_soon(scope("county"), county, NOW) == [
        ("nm_2022_28", "monthly_follow_up", NOW + 5 * DAY, 1)]  # fmt: skip


def test_another_countys_todos_are_not_counted(county: Area) -> None:
    with as_service():
        banner = Area.objects.get(no=150823000000)
    assert numbers(scope("county"), banner, NOW).overdue.now == 0
    assert numbers(scope("village"), county, NOW).overdue.now == 2
