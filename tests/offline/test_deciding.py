"""The user decides: both values stand until then, and a decision is carried out once."""

import datetime as dt
from collections.abc import Callable

import pytest

from leye.accounts.actions.base import ActionError, Actor, NotAllowed
from leye.casework.actions.record_service import RecordService
from leye.casework.models import ServiceRecord
from leye.ledger.actions.moves import MovePersonArea
from leye.ledger.errors import Absent, Invalid
from leye.offline.actions.decide import DecideEdit, DropEdit
from leye.offline.enums import EditState, Why
from leye.offline.models import OfflineConflict, OfflineEdit
from leye.standards.calendar import today
from tests.ledger.people import BALENG, HEHAO
from tests.offline.conftest import Device, person
from tests.offline.test_sync import change, one
from tests.web.seed import Seeded

pytestmark = pytest.mark.django_db
Become = Callable[[str], Actor]


@pytest.fixture
def conflict(device: Device, corner: Seeded, as_user: Become) -> OfflineConflict:
    """The telephone, changed by both."""
    record = device.fields(one(corner), phone="13911112222")
    change(as_user("town"), one(corner), phone="13733334444")
    device.by = as_user("village")
    device.sync(record)
    return OfflineConflict.objects.get()


@pytest.mark.parametrize(("side", "phone"), [("mine", "13911112222"), ("theirs", "13733334444")])
def test_the_chosen_side_stands(
    device: Device, corner: Seeded, conflict: OfflineConflict, side: str, phone: str
) -> None:
    edit = DecideEdit(device.by, edit_id=conflict.edit_id, choices={"phone": side}).run()
    assert edit.state == EditState.APPLIED
    assert edit.decided_by_id == device.by.user_id
    assert person(one(corner)).phone == phone
    with pytest.raises(ActionError, match="已经决定"):
        DecideEdit(device.by, edit_id=conflict.edit_id, choices={"phone": "mine"}).run()


def test_no_choice_decides_nothing(device: Device, conflict: OfflineConflict) -> None:
    edit = DecideEdit(device.by, edit_id=conflict.edit_id, choices={"phone": "", "name": "mine"}).run()
    assert edit.state == EditState.WAITING
    assert OfflineConflict.objects.undecided().count() == 1


def test_what_changed_again_before_the_decision_is_asked_about_again(
    device: Device, corner: Seeded, conflict: OfflineConflict, as_user: Become
) -> None:
    change(as_user("county"), one(corner), phone="13500001111")
    edit = DecideEdit(as_user("village"), edit_id=conflict.edit_id, choices={"phone": "mine"}).run()
    assert edit.state == EditState.WAITING
    assert "又有人改过" in edit.sentence
    conflict.refresh_from_db()
    assert (conflict.theirs, conflict.theirs_by) == ("13500001111", "张建华")
    assert person(one(corner)).phone == "13500001111"


def test_given_up_stays_on_record(device: Device, corner: Seeded, conflict: OfflineConflict) -> None:
    DropEdit(device.by, edit_id=conflict.edit_id).run()
    edit = OfflineEdit.objects.get()
    assert (edit.state, edit.body["mine"]) == (EditState.DROPPED, {"phone": "13911112222"})
    assert person(one(corner)).phone == "13733334444"


def test_the_same_visit_is_kept_once_and_another_one_twice(
    device: Device, corner: Seeded, as_user: Become
) -> None:
    records = [device.service(one(corner, name), ["home_visit"]) for name in ("李建国", "赵海燕")]
    for name in ("李建国", "赵海燕"):
        RecordService(
            as_user("town"), person_id=one(corner, name), kind="home_visit", served_on=today()
        ).run()
    device.by = as_user("village")
    device.sync(*records)
    for record, side in zip(records, ("theirs", "mine"), strict=True):
        DecideEdit(device.by, edit_id=record["uuid"], choices={"service:home_visit": side}).run()
    assert ServiceRecord.objects.filter(person=one(corner)).count() == 1
    assert ServiceRecord.objects.filter(person=one(corner, "赵海燕")).count() == 2
    assert not OfflineEdit.objects.waiting().exists()


def test_an_expired_record_is_merged_when_its_maker_says_so(device: Device, corner: Seeded) -> None:
    device.expire()
    record = device.service(one(corner), ["follow_up"])
    device.sync(record)
    yesterday = today() - dt.timedelta(days=1)
    with pytest.raises(Invalid, match="今天"):
        DecideEdit(device.by, edit_id=record["uuid"], on=today() + dt.timedelta(days=1)).run()
    edit = DecideEdit(device.by, edit_id=record["uuid"], on=yesterday).run()
    assert edit.state == EditState.APPLIED
    assert ServiceRecord.objects.get().served_on == yesterday


def test_an_expired_record_may_still_meet_a_conflict(device: Device, corner: Seeded, as_user: Become) -> None:
    record = device.fields(one(corner), phone="13911112222")
    change(as_user("town"), one(corner), phone="13733334444")
    device.by = as_user("village")
    device.expire()
    device.sync(record)
    edit = DecideEdit(device.by, edit_id=record["uuid"], on=today()).run()
    assert (edit.state, edit.why) == (EditState.WAITING, Why.CONFLICT)
    assert person(one(corner)).phone == "13733334444"


def test_a_refused_value_is_corrected_and_goes_in(device: Device, corner: Seeded) -> None:
    record = device.fields(one(corner), phone="12")
    device.sync(record)
    again = DecideEdit(device.by, edit_id=record["uuid"], values={"phone": "123"}).run()
    assert (again.state, again.why) == (EditState.WAITING, Why.INVALID)
    edit = DecideEdit(device.by, edit_id=record["uuid"], values={"phone": "13911112222"}).run()
    assert edit.state == EditState.APPLIED
    assert person(one(corner)).phone == "13911112222"


@pytest.mark.parametrize("value", ["长" * 501, "13911\x0012222"])
@pytest.mark.parametrize("name", ["phone", "note", "item"])
def test_a_corrected_value_is_read_with_the_same_care_as_a_record(
    device: Device, corner: Seeded, name: str, value: str
) -> None:
    service = device.service(one(corner), ["job_recommendation"])
    record = service if name == "item" else device.fields(one(corner), phone="12", note="有驾照")
    device.sync(record)
    before = OfflineEdit.objects.get().body
    with pytest.raises(Invalid, match="500"):
        DecideEdit(device.by, edit_id=record["uuid"], values={name: value}).run()
    edit = OfflineEdit.objects.get()
    assert (edit.state, edit.body) == (EditState.WAITING, before)


def test_a_recommendation_without_its_job_is_completed(device: Device, corner: Seeded) -> None:
    record = device.service(one(corner), ["job_recommendation"])
    device.sync(record)
    assert DecideEdit(device.by, edit_id=record["uuid"]).run().state == EditState.WAITING
    edit = DecideEdit(device.by, edit_id=record["uuid"], values={"item": "永坪炼油厂保洁员"}).run()
    assert edit.state == EditState.APPLIED
    assert ServiceRecord.objects.get().item == "永坪炼油厂保洁员"


def test_who_came_back_is_recorded_then(device: Device, corner: Seeded, as_user: Become) -> None:
    pk = one(corner)
    MovePersonArea(as_user("town"), person_id=pk, area_no=BALENG).run()
    record = device.service(pk, ["follow_up"])
    device.by = as_user("village")
    device.sync(record)
    with pytest.raises(ActionError, match="不在您的辖区"):
        DecideEdit(device.by, edit_id=record["uuid"]).run()
    MovePersonArea(as_user("town"), person_id=pk, area_no=HEHAO).run()
    edit = DecideEdit(as_user("village"), edit_id=record["uuid"]).run()
    assert (edit.state, edit.person_id) == (EditState.APPLIED, pk)


def test_who_only_looks_or_is_elsewhere_decides_nothing(
    device: Device, conflict: OfflineConflict, as_user: Become
) -> None:
    with pytest.raises(NotAllowed):
        DropEdit(as_user("leader"), edit_id=conflict.edit_id).run()
    with pytest.raises(Absent):
        DropEdit(as_user("banner"), edit_id=conflict.edit_id).run()
