"""Who helps how many, and giving many people another helper at once."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from leye.accounts.actions.base import ActionError, NotAllowed
from leye.accounts.scope import acting
from leye.areas.models import Area
from leye.cases.actions.plans import SavePlan
from leye.cases.actions.reassign import ReassignHelpers
from leye.cases.caseload import Load, helped_by, loads, quiet_ones, worked_on_by
from leye.cases.models import Case
from leye.casework.actions.record_service import RecordService
from leye.ledger.actions.helpers import SetHelper
from leye.ledger.errors import Invalid
from leye.ledger.models import Person
from leye.standards.calendar import today
from tests.ledger.people import BALENG, HEHAO, NANLIANGTAI, actor, post, register, scope

TOWN = 150822101000
DAY = dt.timedelta(days=1)


def user(username: str) -> int:
    return post(username).user_id


@pytest.fixture
def people(db: None) -> list[Person]:
    """Three of one helper, two with an open case; one of nobody, with an open case."""
    with acting(scope("town")):
        made = [register(actor("town"), n, "王秀兰", HEHAO) for n in (1, 3, 5)]
        alone = register(actor("town"), 7, "李建国", BALENG)
        SetHelper(actor("town"), person_ids=[one.pk for one in made], user_id=user("village")).run()
        for one in (made[0], made[1], alone):
            Case.objects.create(
                person=one, area_id=one.area_id, channel="clerk", applied_on=today() - 40 * DAY,
                owner_id=user("village") if one is made[0] else None,
            )  # fmt: skip
        RecordService(
            actor("town"), person_id=made[0].pk, kind="home_visit", served_on=today() - 3 * DAY
        ).run()
        RecordService(
            actor("town"), person_id=made[1].pk, kind="follow_up", served_on=today(), outcome="no_answer"
        ).run()
        return [*made, alone]


def by_key() -> dict[int, Load]:
    with acting(scope("town")):
        return {load.key: load for load in loads(scope("town"), Area.objects.get(no=TOWN), today())}


def test_each_helper_with_people_cases_silence_and_last_contact(people: list[Person]) -> None:
    found = by_key()
    mine = found[user("village")]
    assert (mine.people, mine.cases, mine.quiet, mine.last_contact) == (3, 1, 1, today() - 3 * DAY)
    assert (found[0].people, found[0].cases) == (1, 1)
    assert found[user("village2")].people == 0, "who helps nobody yet can be given people"
    assert user("county") not in found
    with acting(scope("town")):
        area = Area.objects.get(no=TOWN)
        rows = list(helped_by(scope("town"), area, user("village"), today()))
        assert [getattr(row, "last_contact", 0) for row in rows] == [None, None, today() - 3 * DAY]
        theirs = helped_by(scope("town"), area, user("village"), today())
        assert [row.pk for row in quiet_ones(theirs, today())] == [people[1].pk], "as many as the number says"
        assert [row.pk for row in helped_by(scope("town"), area, 0, today())] == [people[3].pk]


@pytest.fixture
def others_case(people: list[Person]) -> Case:
    """A case that the helper of the three works on, of somebody whom another helps."""
    with acting(scope("town")):
        SetHelper(actor("town"), person_ids=[people[3].pk], user_id=user("village2")).run()
        case = Case.objects.get(person=people[3])
        Case.objects.filter(pk=case.pk).update(owner_id=user("village"))
        return case


def test_cases_are_counted_by_who_works_on_them(people: list[Person], others_case: Case) -> None:
    found = by_key()
    assert (found[user("village")].people, found[user("village")].cases) == (3, 2)
    assert (found[user("village2")].people, found[user("village2")].cases) == (1, 0)
    with acting(scope("town")):
        area = Area.objects.get(no=TOWN)
        rows = worked_on_by(scope("town"), area, user("village"), today())
        assert {row.pk for row in rows} == {people[0].pk, people[3].pk}, "as many as the number says"
        assert not worked_on_by(scope("town"), area, user("village2"), today()).exists()


def test_who_leaves_leaves_no_case_behind(people: list[Person], others_case: Case) -> None:
    with acting(scope("town")):
        moved = ReassignHelpers(
            actor("town"), from_user_id=user("village"), area_no=TOWN, user_id=user("town")
        ).run()
        assert (len(moved.people), moved.cases) == (3, 2)
        assert Case.objects.get(pk=others_case.pk).owner_id == user("town")
        assert Person.objects.get(pk=people[3].pk).helper_id == user("village2"), "his helper stays"
        assert not Case.objects.open().filter(owner_id=user("village")).exists()


def test_a_ticked_case_is_given_on_without_its_persons_helper(
    people: list[Person], others_case: Case
) -> None:
    with acting(scope("town")):
        ids = [people[0].pk, people[3].pk]
        moved = ReassignHelpers(
            actor("town"), person_ids=ids, from_user_id=user("village"), user_id=user("town")
        ).run()
        assert (moved.people, moved.cases) == ([people[0].pk], 2)
        assert Person.objects.get(pk=people[3].pk).helper_id == user("village2")


def test_the_number_of_questions_does_not_grow_with_the_township(people: list[Person]) -> None:
    with acting(scope("town")):
        area = Area.objects.get(no=TOWN)
        with CaptureQueriesContext(connection) as few:
            loads(scope("town"), area, today())
        more = [register(actor("town"), n, "赵海燕", BALENG) for n in range(20, 30)]
        SetHelper(actor("town"), person_ids=[one.pk for one in more], user_id=user("village2")).run()
        with CaptureQueriesContext(connection) as many:
            loads(scope("town"), area, today())
    assert len(few) == len(many) <= 10


def test_all_of_one_helper_go_to_another_with_the_cases_he_worked_on(people: list[Person]) -> None:
    with acting(scope("town")):
        before = Person.objects.get(pk=people[0].pk).version
        moved = ReassignHelpers(
            actor("town"), from_user_id=user("village"), area_no=TOWN, user_id=user("town")
        ).run()
        assert (len(moved.people), moved.cases) == (3, 1)
        first = Person.objects.get(pk=people[0].pk)
        assert (first.helper_id, first.version) == (user("town"), before + 1)
        assert Case.objects.get(person=people[0]).owner_id == user("town")
        assert Case.objects.get(person=people[1]).owner_id is None, "nobody's case stays nobody's"
        event = first.events.select_related("pgh_context").order_by("pgh_id").last()  # type: ignore[attr-defined]  # made by @tracked
        assert event.pgh_context.metadata["action"] == "ReassignHelpers"


def test_all_or_nobody_when_one_lies_outside_the_new_helpers_area(people: list[Person]) -> None:
    with acting(scope("town")):
        ids = [one.pk for one in people]
        with pytest.raises(ActionError, match="李建国（共1人），没有改派任何人"):
            ReassignHelpers(actor("town"), person_ids=ids, user_id=user("village")).run()
        assert Person.objects.get(pk=people[3].pk).helper_id is None
        with pytest.raises(Invalid, match="新的帮扶联系人"):
            ReassignHelpers(actor("town"), person_ids=ids, user_id=None).run()
        with pytest.raises(ActionError, match="没有选中"):
            ReassignHelpers(actor("town"), person_ids=[], user_id=user("town")).run()
    with acting(scope("village")), pytest.raises(NotAllowed):
        ReassignHelpers(actor("village"), person_ids=ids, user_id=user("town")).run()


def test_people_of_other_areas_are_never_touched(people: list[Person]) -> None:
    with acting(scope("county")):
        far = register(actor("county"), 9, "周婷婷", NANLIANGTAI)
    with acting(scope("town")):
        moved = ReassignHelpers(actor("town"), person_ids=[people[0].pk, far.pk], user_id=user("town")).run()
        assert moved.people == [people[0].pk]
    with acting(scope("county")):
        assert Person.objects.get(pk=far.pk).helper_id is None


def test_each_to_the_back_up_of_his_plan(people: list[Person]) -> None:
    with acting(scope("town")):
        with pytest.raises(ActionError, match="后备"):
            ReassignHelpers(actor("town"), person_ids=[people[0].pk], to_backup=True).run()
        SavePlan(
            actor("town"),
            person_id=people[0].pk,
            since=today(),
            until=today() + 90 * DAY,
            backup_id=user("town"),
        ).run()
        moved = ReassignHelpers(
            actor("town"), from_user_id=user("village"), area_no=TOWN, to_backup=True
        ).run()
        assert (moved.people, moved.without) == ([people[0].pk], 2)
        assert Person.objects.get(pk=people[0].pk).helper_id == user("town")
        assert Person.objects.get(pk=people[1].pk).helper_id == user("village")
    assert by_key()[user("town")].backup_for == 1
