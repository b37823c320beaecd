"""A briefing for sixty: one sheet, one press, one record each, however often it is sent."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from leye.accounts.actions.base import ActionError, Actor, NotAllowed
from leye.areas.models import Area
from leye.casework.actions.correct_service import CancelService
from leye.casework.models import ServiceRecord
from leye.gatherings.actions.gather import AskPeople, PlanGathering, RecordAttendance
from leye.gatherings.codes import read_rows, row_code
from leye.gatherings.models import Attendance, Gathering
from leye.gatherings.reading import gatherings_of, match_lines, sheet_of
from leye.ledger.actions.moves import MovePersonArea
from leye.ledger.errors import Absent, Invalid
from leye.ledger.models import Person
from leye.standards.calendar import today
from tests.ledger.people import BALENG, HEHAO, NANLIANGTAI, history, number, register, scope

pytestmark = pytest.mark.django_db

AsUser = Callable[[str], Actor]


def plan(by: Actor, people: list[Person], **more: object) -> Gathering:
    values = {
        "area_no": HEHAO, "title": "稳岗政策宣讲", "kind": "policy_briefing", "held_on": today(), "place": "村委会",
        "person_ids": [person.pk for person in people], **more,
    }  # fmt: skip
    return PlanGathering(by, **values).run()  # type: ignore[arg-type]  # values are told by name


def crowd(by: Actor, count: int, first: int = 1) -> list[Person]:
    return [register(by, sequence, f"王{chr(0x4E00 + sequence)}") for sequence in range(first, first + count)]


def test_sixty_people_are_recorded_with_as_many_queries_as_six(as_user: AsUser) -> None:
    by = as_user("village")
    laps = {}
    people = crowd(by, 66)
    for count, there in ((6, people[:6]), (60, people[6:])):
        gathering = plan(by, there, title=f"宣讲{count}")
        with CaptureQueriesContext(
            connection,
        ) as asked:
            came = RecordAttendance(by, gathering_id=gathering.pk, rows=list(range(1, count + 1))).run()
        assert len(came.touched) == count
        laps[count] = len(asked)
    assert laps[60] == laps[6] < 25
    records = ServiceRecord.objects.filter(person__in=people)
    assert records.count() == 66
    one = records.first()
    assert one is not None
    assert (one.kind, one.channel, one.outcome, one.served_on) == (
        "policy_briefing",
        "group",
        "done",
        today(),
    )
    assert history(one)[0].pgh_context.metadata["action"] == "RecordServices"


def test_the_same_sheet_sent_again_records_nobody_twice(as_user: AsUser) -> None:
    by = as_user("village")
    people = crowd(by, 3)
    gathering = plan(by, people)
    assert len(RecordAttendance(by, gathering_id=gathering.pk, rows=[1, 2]).run().touched) == 2
    again = RecordAttendance(by, gathering_id=gathering.pk, rows=[1, 2, 2, 3]).run()
    assert (len(again.touched), again.before) == (1, 2)
    assert ServiceRecord.objects.filter(person__in=people).count() == 3
    counted = gatherings_of(scope("village")).get()
    assert (counted.asked, counted.came) == (3, 3)


def test_a_record_that_was_cancelled_may_be_made_again(as_user: AsUser) -> None:
    by = as_user("village")
    people = crowd(by, 1)
    gathering = plan(by, people)
    RecordAttendance(by, gathering_id=gathering.pk, rows=[1]).run()
    record = ServiceRecord.objects.get()
    CancelService(by, service_id=record.pk, reason="没有到场").run()
    assert Attendance.objects.get().record_id is None
    assert len(RecordAttendance(by, gathering_id=gathering.pk, rows=[1]).run().touched) == 1


def test_rows_keep_their_numbers_whoever_joins_or_leaves(as_user: AsUser) -> None:
    by = as_user("town")
    people = crowd(by, 3)
    gathering = plan(by, people)
    MovePersonArea(by, person_id=people[2].pk, area_no=BALENG).run()
    assert (
        AskPeople(by, gathering_id=gathering.pk, person_ids=[p.pk for p in crowd(by, 2, 10) + people]).run()
        == 2
    )
    assert [row.row for row in sheet_of(scope("town"), gathering)] == [1, 2, 3, 4, 5]
    moved = Attendance.objects.get(person=people[2])
    assert moved.area_id == BALENG
    # The village sees its own people only; the sheet's numbers do not change.
    village = [row.row for row in sheet_of(scope("village"), gathering)]
    assert moved.row not in village
    assert len(village) == 4


def test_what_cannot_be(as_user: AsUser) -> None:
    by = as_user("county")
    other = register(by, 50, "李桂英", area=NANLIANGTAI)
    here = crowd(by, 1)
    as_user("village")
    village = as_user("village")
    with pytest.raises(Absent):
        plan(village, [other])
    with pytest.raises(Invalid, match="辖区"):
        plan(village, here, area_no=NANLIANGTAI)
    with pytest.raises(Invalid, match="岗位或课程"):
        plan(village, here, kind="job_recommendation")
    with pytest.raises(NotAllowed):
        plan(as_user("auditor"), here)
    as_user("village")
    later = plan(village, here, held_on=today() + dt.timedelta(days=2))
    with pytest.raises(ActionError, match="还没有到"):
        RecordAttendance(village, gathering_id=later.pk, rows=[1]).run()
    now = plan(village, here)
    with pytest.raises(ActionError, match="至少"):
        RecordAttendance(village, gathering_id=now.pk, rows=[7]).run()
    with pytest.raises(ActionError, match="同一主题"):
        plan(village, here)
    assert ServiceRecord.objects.count() == 0


def test_scanned_and_typed_rows_are_read() -> None:
    mine, other = row_code(37, 5), row_code(38, 5)
    read = read_rows(f"{mine}\n{mine} 1-3，7、99 {other} 5－6 LEYE-J-0000375-50 abc 9-8", 37, 10)
    assert read.rows == {1, 2, 3, 5, 6, 7}
    assert read.repeated == {5}
    said = "\n".join(read.problems)
    for words in ("只有10行", "另一张签到表", "校验位不对", "不是这张签到表", "小的行号"):
        assert words in said
    assert len(read.problems) == 5


def test_a_pasted_list_finds_people_by_number_and_by_name(as_user: AsUser) -> None:
    by = as_user("county")
    one = register(by, 1, "王小梅")
    twins = [register(by, 3, "李强"), register(by, 5, "李强")]
    register(by, 7, "赵外村", area=NANLIANGTAI)
    found = match_lines(
        scope("county"), Area.objects.get(pk=HEHAO), f"{number(1)}\n王小梅\n李强\n赵外村\n\n查无此人"
    )
    assert found.people == [one]
    assert found.several == {"李强": twins}
    assert found.nobody == ["赵外村", "查无此人"]
