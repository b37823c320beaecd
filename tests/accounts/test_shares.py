"""One person shown to a post outside the area: who may, for how long, and what ends it."""

import datetime as dt
from typing import Any

import pytest

from leye.accounts.actions.base import ActionError, Actor, NotAllowed
from leye.accounts.actions.shares import EndShare, GrantShare
from leye.accounts.enums import Access, Role
from leye.accounts.models import AccessLog, Post, Share, User
from leye.accounts.scope import acting, as_service, scope_of
from leye.accounts.sharing import find_posts, open_shares
from leye.casework.actions.correct_service import CancelService
from leye.casework.actions.record_service import RecordService
from leye.casework.actions.transfers import AskTransfer, DecideTransfer
from leye.casework.models import TransferCase
from leye.ledger.actions.helpers import SetHelper
from leye.ledger.actions.households import MoveMember, SetHousehold
from leye.ledger.actions.moves import MovePersonArea
from leye.ledger.actions.reveal import Reveal
from leye.ledger.errors import Absent
from leye.ledger.models import Person
from leye.standards.calendar import today
from tests.ledger.people import BALENG, HEHAO, WOYANGTAI, actor, number, post, register, scope

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def person() -> Person:
    """Somebody of a village of the town."""
    with acting(scope("town")):
        return register(actor("town"), 1, "王秀兰", HEHAO)


def share(person: Person, to: str = "banner", by: str = "town", **more: Any) -> Share:
    """A share for a month."""
    values = {
        "right": "view", "purpose": "跨县联合帮扶", "valid_from": today(), "valid_to": today() + 30 * DAY, **more,
    }  # fmt: skip
    with acting(scope(by)):
        return GrantShare(actor(by), person_id=person.pk, post=post(to), **values).run()


def sees(username: str, person: Person, on: dt.date | None = None) -> bool:
    """Whether a user's post finds the person on a day."""
    with acting(scope_of(post(username), on)):
        return Person.objects.filter(pk=person.pk).exists()


def test_a_share_shows_one_person_from_day_to_day(person: Person) -> None:
    with acting(scope("town")):
        register(actor("town"), 2, "李建国", HEHAO)
    made = share(person, valid_from=today() + DAY)
    assert not sees("banner", person)
    assert sees("banner", person, today() + DAY)
    assert sees("banner", person, made.valid_to)
    assert not sees("banner", person, made.valid_to + DAY)
    with acting(scope_of(post("banner"), today() + DAY)):
        assert [p.pk for p in Person.objects.all()] == [person.pk]
    with as_service():
        assert made.events.get().pgh_context.metadata["action"] == "GrantShare"
        assert AccessLog.objects.get(access=Access.ACCOUNT, person_id=person.pk).detail["share"] == made.pk


def test_ended_at_once_by_the_area_and_only_once(person: Person) -> None:
    made = share(person)
    assert sees("banner", person)
    with acting(scope("banner")), pytest.raises(NotAllowed):
        EndShare(actor("banner"), share_id=made.pk).run()
    with acting(scope("county")):
        EndShare(actor("county"), share_id=made.pk).run()
        assert not open_shares(person).exists()
        with pytest.raises(ActionError, match="已于"):
            EndShare(actor("county"), share_id=made.pk).run()
    assert not sees("banner", person)
    assert share(person).pk != made.pk


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"valid_to": dt.date(2099, 1, 1)}, "一年"),
        ({"valid_from": today() - DAY}, "早于今天"),
        ({"valid_to": today() - DAY}, "早于开始"),
        ({"purpose": "  "}, "用途"),
        ({"purpose": "长" * 201}, "200"),
        ({"right": "all"}, "权限"),
        ({"to": "county"}, "已包括"),
        ({"to": "yanchuan", "by": "village"}, "岗位不能"),
        ({"to": "city"}, "已包括"),
        ({"to": "auditor", "by": "banner", "right": "edit"}, "只有责任辖区"),
    ],
)
def test_what_is_refused(person: Person, change: dict[str, Any], words: str) -> None:
    with pytest.raises(ActionError, match=words):
        share(person, **change)
    with as_service():
        assert not Share.objects.exists()


def test_never_with_oneself_nor_twice_nor_to_work_for_who_only_looks(person: Person) -> None:
    with as_service():
        mine = Post.objects.create(
            user=User.objects.get(username="town"), area_id=WOYANGTAI, role=Role.VILLAGE_ASSISTANT,
            valid_from=today(),
        )  # fmt: skip
        elsewhere = Post.objects.create(
            user=User.objects.get(username="leader"), area_id=150823000000, role=Role.COUNTY_LEADER,
            valid_from=today(),
        )  # fmt: skip
    values = {"purpose": "x", "valid_from": today(), "valid_to": today()}
    by = Actor.holding(Post.objects.get(user__username="town", role=Role.TOWNSHIP_CLERK))
    with acting(by.scope):
        with pytest.raises(NotAllowed, match="自己"):
            GrantShare(by, person_id=person.pk, post=mine, right="view", **values).run()
        with pytest.raises(ActionError, match="只能选"):
            GrantShare(by, person_id=person.pk, post=elsewhere, right="edit", **values).run()
        GrantShare(by, person_id=person.pk, post=elsewhere, right="view", **values).run()
        with pytest.raises(ActionError, match="请先结束"):
            GrantShare(by, person_id=person.pk, post=elsewhere, right="view", **values).run()


def test_a_move_ends_what_the_old_area_shared(person: Person) -> None:
    made = share(person)
    with acting(scope("town")):
        MovePersonArea(actor("town"), person_id=person.pk, area_no=BALENG).run()
    assert not sees("banner", person)
    with as_service():
        made.refresh_from_db()
        assert made.valid_to < today()


def test_a_transfer_ends_it_too(person: Person) -> None:
    share(person, to="yanchuan")
    with acting(scope("banner")):
        AskTransfer(
            actor("banner"), id_number=number(1), name="王秀兰", reason="搬迁", area_no=WOYANGTAI
        ).run()
    with acting(scope("town")):
        DecideTransfer(actor("town"), case_id=TransferCase.objects.get().pk, accept=True).run()
    assert not sees("yanchuan", person)
    assert sees("banner", person)


def test_however_a_person_moved_the_share_does_not_follow(person: Person) -> None:
    made = share(person)
    with as_service():
        Person.objects.filter(pk=person.pk).update(area_id=BALENG)
    assert not sees("banner", person)
    with acting(scope("town")):
        EndShare(actor("town"), share_id=made.pk).run()


def test_to_look_is_not_to_work_and_to_work_is_not_to_hold(person: Person) -> None:
    made = share(person)
    served: dict[str, Any] = {"person_id": person.pk, "kind": "follow_up", "served_on": today()}
    with acting(scope("banner")):
        for refused in (
            RecordService(actor("banner"), **served),
            Reveal(actor("banner"), person_id=person.pk),
        ):
            with pytest.raises(NotAllowed):
                refused.run()
    with acting(scope("town")):
        EndShare(actor("town"), share_id=made.pk).run()
    share(person, right="edit")
    with acting(scope("town")):
        home = SetHousehold(actor("town"), area_no=HEHAO, number="1").run()
        MoveMember(actor("town"), person_id=person.pk, household_id=home.pk, relation="head").run()
    with acting(scope("yanchuan")):
        AskTransfer(
            actor("yanchuan"), id_number=number(1), name="王秀兰", reason="x", area_no=610622101201
        ).run()
    with acting(scope("banner")):
        by = actor("banner")
        record = RecordService(by, **served).run().records[0]
        assert record.area_id == HEHAO
        assert Reveal(by, person_id=person.pk).run() == number(1)
        case = TransferCase.objects.get()
        for refused in (
            MovePersonArea(by, person_id=person.pk, area_no=WOYANGTAI),
            MoveMember(by, person_id=person.pk, household_id=None),
            SetHelper(by, person_ids=[person.pk], user_id=None),
            CancelService(by, service_id=record.pk, reason="x"),
            DecideTransfer(by, case_id=case.pk, accept=True),
        ):
            with pytest.raises(NotAllowed):
                refused.run()
    with acting(scope("yanchuan")), pytest.raises(Absent):
        RecordService(actor("yanchuan"), **served).run()


def test_posts_are_found_by_who_or_where_and_never_listed() -> None:
    assert [p.user.username for p in find_posts("banner", "", "", today())] == ["banner"]
    assert [p.user.username for p in find_posts("苏日娜·其其格", "", "", today())] == ["banner"]
    assert [p.user.username for p in find_posts("", "乌拉特前旗", Role.COUNTY_OFFICER, today())] == ["banner"]
    assert find_posts("ban", "", "", today()) == []
    assert find_posts(" ", " ", Role.COUNTY_OFFICER, today()) == []
