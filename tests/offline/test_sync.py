"""Records come in once, by the ledger's own actions, and never over somebody else's word."""

import datetime as dt
import functools
import math
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from leye.accounts.actions.base import ActionError, Actor
from leye.accounts.enums import Access
from leye.accounts.models import AccessLog
from leye.accounts.scope import as_service
from leye.casework.actions.record_service import RecordService
from leye.casework.models import ServiceRecord
from leye.ledger.actions.merges import MergePeople
from leye.ledger.actions.moves import MovePersonArea
from leye.ledger.actions.update_person import UpdatePerson
from leye.ledger.actions.wishes import StateIntention
from leye.ledger.models import EmploymentSpell, Intention
from leye.offline.enums import EditState, Why
from leye.offline.errors import PackAbsent
from leye.offline.models import OfflineConflict, OfflineEdit
from leye.standards.calendar import today
from leye.worklist.models import Todo
from tests.ledger.people import BALENG
from tests.offline.conftest import Device, kept, now_ms, person, take
from tests.web.seed import Seeded

pytestmark = pytest.mark.django_db
Become = Callable[[str], Actor]
HOUR = 3_600_000
#: Brackets so deep that even putting them into words fails.
DEEP: Any = functools.reduce(lambda inner, _level: [inner], range(5_000), [])


def one(corner: Seeded, name: str = "李建国") -> int:
    return corner.people[name]


def change(by: Actor, pk: int, **changes: Any) -> None:
    """Somebody saves a change at the office."""
    UpdatePerson(by, person_id=pk, version=person(pk).version, changes=changes).run()


def states(synced: Any) -> list[str]:
    return [result.state for result in synced.results]


def test_a_service_is_recorded_and_closes_its_to_do(device: Device, corner: Seeded) -> None:
    pk = one(corner)
    todo = Todo.objects.get(person=pk, rule="monthly_follow_up", state="open")
    synced = device.sync(device.service(pk, ["follow_up"], note="在家"))
    assert states(synced) == [EditState.APPLIED]
    record = ServiceRecord.objects.get(person=pk)
    assert (record.kind, record.served_on, record.channel, record.note) == (
        "follow_up",
        today(),
        "visit",
        "在家",
    )
    assert record.provider_id == device.by.user_id
    todo.refresh_from_db()
    assert todo.state == "done"


def test_the_history_names_the_record(device: Device, corner: Seeded) -> None:
    record = device.fields(one(corner), address="二组5号")
    device.sync(record)
    event = person(one(corner)).events.order_by("-pgh_id").select_related("pgh_context").first()
    assert event.pgh_context.metadata["offline"] == record["uuid"]
    assert event.pgh_context.metadata["user"] == device.by.user_id


def test_the_same_records_again_change_nothing_and_get_the_same_answer(
    device: Device, corner: Seeded
) -> None:
    records = [device.service(one(corner), ["follow_up"]), device.fields(one(corner), phone="13911112222")]
    first = device.sync(*records)
    version = person(one(corner)).version
    second = device.sync(*records)
    assert first.results == second.results
    assert ServiceRecord.objects.count() == 1
    assert person(one(corner)).version == version
    assert OfflineEdit.objects.count() == 2


def test_fields_that_nobody_touched_go_in(device: Device, corner: Seeded, as_user: Become) -> None:
    pk = one(corner)
    change(as_user("town"), pk, note="有驾照")
    synced = device.sync(device.fields(pk, phone="139 1111 2222", address="二组5号", wants_work="no"))
    assert states(synced) == [EditState.APPLIED]
    now = person(pk)
    assert (now.phone, now.address, now.note) == ("13911112222", "二组5号", "有驾照")
    assert Intention.objects.filter(person=pk).last().wants_work == "no"  # type: ignore[union-attr]  # it is there


def test_a_field_that_somebody_else_changed_is_put_before_the_user(
    device: Device, corner: Seeded, as_user: Become
) -> None:
    pk = one(corner)
    with_both = device.fields(pk, phone="13911112222", address="二组5号")
    change(as_user("town"), pk, phone="13733334444")
    synced = device.sync(with_both)
    assert states(synced) == [EditState.WAITING]
    now = person(pk)
    assert (now.phone, now.address) == ("13733334444", "二组5号"), "the untouched field goes in all the same"
    conflict = OfflineConflict.objects.get()
    assert (conflict.field, conflict.base, conflict.mine, conflict.theirs) == (
        "phone", "13800000103", "13911112222", "13733334444",
    )  # fmt: skip
    assert conflict.theirs_by == "李志强"
    assert conflict.theirs_at is not None
    assert timezone.now() - conflict.theirs_at < dt.timedelta(minutes=1)


def test_both_wrote_the_same_is_no_conflict(device: Device, corner: Seeded, as_user: Become) -> None:
    record = device.fields(one(corner), phone="13911112222")
    change(as_user("town"), one(corner), phone="13911112222")
    version = person(one(corner)).version
    assert states(device.sync(record)) == [EditState.APPLIED]
    assert person(one(corner)).version == version


def test_a_word_about_work_that_was_said_to_another_is_a_conflict(
    device: Device, corner: Seeded, as_user: Become
) -> None:
    record = device.fields(one(corner), wants_work="unknown")
    StateIntention(as_user("town"), person_id=one(corner), stated_on=today(), wants_work="no").run()
    assert states(device.sync(record)) == [EditState.WAITING]
    conflict = OfflineConflict.objects.get()
    assert (conflict.mine_text, conflict.theirs_text, conflict.theirs_by) == ("未了解", "暂无意愿", "李志强")


def test_a_new_job_is_registered_and_a_job_registered_meanwhile_is_a_conflict(
    device: Device, corner: Seeded, as_user: Become
) -> None:
    job = {"started_on": today().isoformat(), "kind": "flexible", "employer_name": "镇上饭店"}
    first, second = device.fields(one(corner), work=job), device.fields(one(corner, "赵海燕"), work=job)
    assert states(device.sync(first)) == [EditState.APPLIED]
    assert EmploymentSpell.objects.get(person=one(corner)).employer_name == "镇上饭店"
    other = take(as_user("town"))
    other.sync(other.fields(one(corner, "赵海燕"), work={**job, "employer_name": "县城超市"}))
    assert states(device.sync(second)) == [EditState.WAITING]
    assert OfflineConflict.objects.get(field="work").theirs_text.startswith("灵活就业，县城超市")


def test_two_assistants_at_one_house_on_one_day(device: Device, corner: Seeded, as_user: Become) -> None:
    pk = one(corner)
    record = device.service(pk, ["home_visit", "policy_briefing"])
    RecordService(as_user("town"), person_id=pk, kind="home_visit", served_on=today(), channel="visit").run()
    assert states(device.sync(record)) == [EditState.WAITING]
    kinds = sorted(ServiceRecord.objects.filter(person=pk).values_list("kind", flat=True))
    assert kinds == ["home_visit", "policy_briefing"], "what only I did is recorded, the visit is not doubled"
    conflict = OfflineConflict.objects.get()
    assert (conflict.field, conflict.theirs_by) == ("service:home_visit", "李志强")


def test_calls_that_reached_nobody_may_be_many_on_one_day(device: Device, corner: Seeded) -> None:
    records = [device.service(one(corner), ["follow_up"], outcome="no_answer") for _try in range(3)]
    assert states(device.sync(*records)) == [EditState.APPLIED] * 3
    assert ServiceRecord.objects.count() == 3


def test_what_is_wrong_waits_with_its_reason_and_the_rest_goes_in(device: Device, corner: Seeded) -> None:
    pk = one(corner)
    synced = device.sync(
        device.fields(pk, phone="12", address="二组5号"),
        device.service(pk, ["job_recommendation"]),
        device.service(pk, ["follow_up"], on=(today() + dt.timedelta(days=3)).isoformat(), on_typed=True),
    )
    assert states(synced) == [EditState.WAITING] * 3
    assert all(result.sentence for result in synced.results)
    assert (person(pk).phone, person(pk).address) == ("13800000103", "二组5号")
    assert not ServiceRecord.objects.exists()
    assert set(OfflineEdit.objects.values_list("why", flat=True)) == {Why.INVALID}


def test_an_expired_or_recalled_pack_loses_nothing(device: Device, corner: Seeded) -> None:
    device.expire()
    synced = device.sync(device.service(one(corner), ["follow_up"]))
    assert states(synced) == [EditState.WAITING]
    assert "过期" in synced.results[0].sentence
    assert OfflineEdit.objects.get().why == Why.EXPIRED
    assert not ServiceRecord.objects.exists()


def test_a_clock_of_another_year_dates_records_rightly(corner: Seeded, as_user: Become) -> None:
    device = take(as_user("village"), wrong_ms=-3 * 365 * 24 * HOUR)
    record = device.service(one(corner), ["follow_up"], on="2023-11-22")
    assert states(device.sync(record)) == [EditState.APPLIED]
    assert ServiceRecord.objects.get().served_on == today()


def test_a_clock_set_meanwhile_is_asked_about_unless_the_day_was_typed(
    device: Device, corner: Seeded
) -> None:
    early = now_ms() - 80 * HOUR
    unsure = device.service(one(corner), ["follow_up"], device_ms=early)
    sure = device.service(one(corner), ["policy_briefing"], device_ms=early, on_typed=True)
    assert states(device.sync(unsure, sure)) == [EditState.WAITING, EditState.APPLIED]
    assert kept(unsure).why == Why.CLOCK
    assert ServiceRecord.objects.get().kind == "policy_briefing"


def test_somebody_who_moved_away_meanwhile_waits_and_tells_nothing(
    device: Device, corner: Seeded, as_user: Become
) -> None:
    pk = one(corner)
    MovePersonArea(as_user("town"), person_id=pk, area_no=BALENG).run()
    device.by = as_user("village")
    synced = device.sync(device.fields(pk, phone="13911112222"))
    assert states(synced) == [EditState.WAITING]
    assert synced.people == []
    edit = OfflineEdit.objects.get()
    assert (edit.why, edit.person_id, edit.body["person"]) == (Why.ABSENT, None, pk)


def test_a_file_that_was_merged_meanwhile_is_followed(
    device: Device, corner: Seeded, as_user: Become
) -> None:
    keep, gone = one(corner), one(corner, "张强")
    record = device.service(gone, ["follow_up"])
    MergePeople(as_user("town"), survivor_id=keep, loser_id=gone).run()
    assert states(device.sync(record)) == [EditState.APPLIED]
    assert ServiceRecord.objects.get().person_id == keep


def test_a_person_of_another_county_is_as_absent(device: Device, corner: Seeded) -> None:
    record = device.service(corner.people["苏和"], ["follow_up"])
    assert states(device.sync(record)) == [EditState.WAITING]
    assert OfflineEdit.objects.get().person_id is None
    with as_service():
        assert not ServiceRecord.objects.exists()


def test_a_pack_is_handed_in_by_its_owner_only(device: Device, corner: Seeded, as_user: Become) -> None:
    record = device.service(one(corner), ["follow_up"])
    device.by = as_user("town")
    with pytest.raises(PackAbsent):
        device.sync(record)
    assert not OfflineEdit.objects.exists()


def test_a_number_taken_by_another_device_is_refused_and_stays_there(
    device: Device, corner: Seeded, as_user: Become
) -> None:
    record = device.service(one(corner), ["follow_up"])
    device.sync(record)
    other = take(as_user("town"))
    assert states(other.sync(record)) == ["refused"]
    assert ServiceRecord.objects.count() == 1


@pytest.mark.parametrize(
    "spoil",
    [
        {"uuid": "7"}, {"kind": "person"}, {"person": "x"}, {"person": -1}, {"person": 2**70}, {"device_ms": None},
        {"device_ms": 10**17}, {"device_ms": math.inf}, {"person": math.inf}, {"person": True}, {"person": 1.5},
        {"uuid": DEEP}, {"kind": DEEP}, {"body": {"on": DEEP, "kinds": ["follow_up"]}},
        {"body": None}, {"body": {}}, {"body": {"on": "2026-13-01", "kinds": ["follow_up"]}},
        {"body": {"on": "2026-11-01", "kinds": []}}, {"body": {"on": "2026-11-01", "kinds": "follow_up"}},
        {"body": {"on": "2026-11-01", "kinds": ["follow_up"], "note": "长" * 501}},
        {"kind": "fields", "body": {"on": "2026-11-01", "base": {}, "mine": {"id_number": "x"}}},
        {"kind": "fields", "body": {"on": "2026-11-01", "base": {}, "mine": {}}},
        {"kind": "fields", "body": {"on": "2026-11-01", "base": {}, "mine": {"phone": {"a": 1}}}},
        {"kind": "fields", "body": {"on": "2026-11-01", "base": {}, "mine": {"work": {"kind": "flexible"}}}},
        {"kind": "fields", "body": {"on": "2026-11-01", "base": {}, "mine": {"note": "a\x00b"}}},
        {"kind": "fields", "body": {"on": "2026-11-01", "base": {}, "mine": {"note": "a\ud800b"}}},
        {"kind": "fields", "body": {"on": "2026-11-01", "base": {"work": math.inf}, "mine": {"note": "a"}}},
    ],
)  # fmt: skip
def test_what_is_no_record_is_refused_and_the_others_go_in(
    device: Device, corner: Seeded, spoil: dict[str, Any]
) -> None:
    good = device.service(one(corner), ["policy_briefing"])
    bad = {**device.service(one(corner), ["follow_up"]), **spoil}
    assert states(device.sync(bad, good)) == ["refused", EditState.APPLIED]
    assert ServiceRecord.objects.count() == 1


def test_too_many_at_once_and_no_record_at_all(device: Device, corner: Seeded) -> None:
    with pytest.raises(ActionError, match="100"):
        device.sync(*[device.service(one(corner), ["follow_up"])] * 101)
    assert states(device.sync("x")) == ["refused"]  # type: ignore[arg-type]  # that is the point
    assert device.sync().results == []


def test_the_people_come_back_as_they_stand_now(device: Device, corner: Seeded) -> None:
    synced = device.sync(device.fields(one(corner), phone="13911112222"))
    assert [card["base"]["phone"] for card in synced.people] == ["13911112222"]


def test_each_card_that_comes_back_is_a_look_at_the_file(device: Device, corner: Seeded) -> None:
    record = device.service(one(corner), ["follow_up"])
    synced = device.sync(record, device.fields(one(corner, "赵海燕"), address="二组5号"))
    looks = AccessLog.objects.filter(access=Access.VIEW_PERSON)
    assert sorted(looks.values_list("person_id", flat=True)) == sorted(card["id"] for card in synced.people)
    assert looks.count() == 2
    assert {look.detail["pack"] for look in looks} == {str(device.pack.pk)}
    device.sync(record)
    assert looks.count() == 2, "the same record again shows nobody"


def test_the_second_record_about_a_person_builds_on_the_first(device: Device, corner: Seeded) -> None:
    pk = one(corner)
    first = device.fields(pk, phone="13911112222")
    device.people[pk]["base"]["phone"] = "13911112222"
    second = device.fields(pk, phone="13955556666")
    assert states(device.sync(first, second)) == [EditState.APPLIED] * 2
    assert person(pk).phone == "13955556666"
