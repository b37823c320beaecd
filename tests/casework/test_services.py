"""Recording what was done, putting it right, taking it back."""

import datetime as dt
from collections.abc import Callable

import pytest

from leye.accounts.actions.base import ActionError, Actor, NotAllowed
from leye.accounts.scope import acting
from leye.casework.actions.correct_service import CancelService, CorrectService
from leye.casework.actions.deaths import RecordDeath
from leye.casework.actions.record_service import RecordService, RecordServices, is_late
from leye.casework.items import item_key
from leye.casework.models import ServiceRecord
from leye.casework.reading import last_contacts, recent_services, timeline
from leye.ledger.actions.moves import MovePersonArea
from leye.ledger.actions.update_person import UpdatePerson
from leye.ledger.errors import Absent, ChangedMeanwhile, Invalid
from leye.standards.calendar import today
from tests.ledger.people import BALENG, WOYANGTAI, actor, history, post, register, scope

AsUser = Callable[[str], Actor]
DAY = dt.date(2025, 3, 1)


def test_several_services_for_several_people_at_once(as_user: AsUser) -> None:
    village = as_user("village")
    people = [register(village, sequence) for sequence in (1, 2, 3)]
    recorded = RecordServices(
        village,
        person_ids=[p.pk for p in people],
        kinds=["policy_briefing", "job_recommendation"],
        served_on=today(),
        channel="visit",
        item="磴口乳业 包装工",
    ).run()
    assert recorded.touched == [p.pk for p in people]
    assert len(recorded.records) == ServiceRecord.objects.count() == 6
    record = ServiceRecord.objects.first()
    assert record is not None
    assert (record.provider_id, record.provider_name, record.item_key) == (
        post("village").user_id,
        "王小梅",
        "磴口乳业包装工",
    )
    assert not recorded.late
    assert history(record).get().pgh_context.metadata["source"] == "clerk"


def test_all_are_recorded_or_nobody(as_user: AsUser) -> None:
    with acting(scope("banner")):
        abroad = register(actor("banner"), 9, "满都拉", WOYANGTAI)
    village = as_user("village")
    here = register(village, 1)
    with pytest.raises(Absent):
        RecordServices(village, person_ids=[here.pk, abroad.pk], kinds=["follow_up"], served_on=DAY).run()
    assert ServiceRecord.objects.count() == 0
    with pytest.raises(Invalid, match="至少选择一个人"):
        RecordServices(village, person_ids=[], kinds=["follow_up"], served_on=DAY).run()
    with pytest.raises(ActionError, match="表格导入"):
        RecordServices(village, person_ids=list(range(600)), kinds=["follow_up"], served_on=DAY).run()


@pytest.mark.parametrize("day", [dt.date(2999, 1, 1), dt.date(1989, 1, 1)])
def test_no_service_in_the_future_or_before_birth(as_user: AsUser, day: dt.date) -> None:
    village = as_user("village")
    person = register(village, 1)
    with pytest.raises(Invalid, match="服务日期"):
        RecordService(village, person_id=person.pk, kind="follow_up", served_on=day).run()


def test_no_service_after_death_and_unknown_codes_are_refused(as_user: AsUser) -> None:
    village = as_user("village")
    person = register(village, 1)
    RecordDeath(village, person_id=person.pk, deceased_on=DAY).run()
    RecordService(village, person_id=person.pk, kind="follow_up", served_on=DAY).run()
    with pytest.raises(Invalid, match="死亡"):
        RecordService(village, person_id=person.pk, kind="follow_up", served_on=DAY + dt.timedelta(1)).run()
    with pytest.raises(Invalid) as caught:
        RecordService(village, person_id=person.pk, kind="x", served_on=DAY, channel="y", outcome="z").run()
    assert set(caught.value.problems) == {"kind", "channel", "outcome"}


def test_late_entries_are_known_by_their_day_of_recording(as_user: AsUser) -> None:
    village = as_user("village")
    person = register(village, 1)
    assert (
        RecordService(village, person_id=person.pk, kind="follow_up", served_on=today() - dt.timedelta(30))
        .run()
        .late
    )
    assert not is_late(DAY, DAY + dt.timedelta(7))
    assert is_late(DAY, DAY + dt.timedelta(8))
    assert any("补录" in moment.text for moment in timeline(scope("village"), person.pk))


@pytest.mark.parametrize(("one", "other", "same"), [
    ("磴口乳业 包装工", "磴口乳业·包装工", True), ("ＣＮＣ操作工", "cnc 操作工", True), ("保洁(上午)", "保洁（上午）", True),
    ("保洁", "保安", False), ("", "", True), ("电工1班", "电工2班", False),
])  # fmt: skip
def test_distinct_jobs_are_told_apart_and_spellings_are_not(one: str, other: str, same: bool) -> None:
    assert (item_key(one) == item_key(other)) == same


def test_a_correction_needs_a_reason_and_keeps_the_old_record_in_history(as_user: AsUser) -> None:
    village = as_user("village")
    person = register(village, 1)
    record = (
        RecordService(village, person_id=person.pk, kind="follow_up", served_on=DAY, item="甲")
        .run()
        .records[0]
    )
    with pytest.raises(Invalid, match="原因"):
        CorrectService(village, service_id=record.pk, version=1, reason=" ", changes={"item": "乙"}).run()
    fixed = CorrectService(
        village, service_id=record.pk, version=1, reason="填错了", changes={"item": "乙"}
    ).run()
    assert (fixed.records[0].item_key, fixed.records[0].version, fixed.touched) == ("乙", 2, [person.pk])
    with pytest.raises(ChangedMeanwhile) as caught:
        CorrectService(village, service_id=record.pk, version=1, reason="再改", changes={"item": "丙"}).run()
    assert [(row.base, row.mine, row.theirs) for row in caught.value.rows] == [("甲", "丙", "乙")]
    with pytest.raises(ActionError, match="没有改动"):
        CorrectService(village, service_id=record.pk, version=2, reason="再改", changes={"item": "乙"}).run()
    with pytest.raises(Invalid, match="服务日期"):
        CorrectService(
            village, service_id=record.pk, version=2, reason="改", changes={"served_on": dt.date(2999, 1, 1)}
        ).run()


def test_a_cancelled_record_goes_and_history_keeps_it_with_the_reason(as_user: AsUser) -> None:
    village = as_user("village")
    person = register(village, 1)
    record = RecordService(village, person_id=person.pk, kind="follow_up", served_on=DAY).run().records[0]
    events = type(record).events.rel.related_model.objects.filter(pgh_obj_id=record.pk)  # type: ignore[attr-defined]
    assert CancelService(village, service_id=record.pk, reason="记重了").run().touched == [person.pk]
    assert ServiceRecord.objects.count() == 0
    assert [(e.pgh_label, e.correction) for e in events.order_by("pgh_id")] == [
        ("insert", ""),
        ("update", "记重了"),
        ("delete", "记重了"),
    ]


def test_an_assistant_corrects_only_his_own_records(as_user: AsUser) -> None:
    town = as_user("town")
    person = register(town, 1)
    record = RecordService(town, person_id=person.pk, kind="follow_up", served_on=DAY).run().records[0]
    with pytest.raises(NotAllowed, match="李志强"):
        CancelService(actor("village"), service_id=record.pk, reason="不对").run()
    with pytest.raises(NotAllowed):
        RecordService(actor("auditor"), person_id=person.pk, kind="follow_up", served_on=DAY).run()


def test_a_timeline_has_everything_newest_first(as_user: AsUser) -> None:
    town = as_user("town")
    person = register(town, 1, phone="13911112222")
    UpdatePerson(town, person_id=person.pk, version=1, changes={"phone": "13911113333"}).run()
    MovePersonArea(town, person_id=person.pk, area_no=BALENG).run()
    for month in (1, 2, 3):
        RecordService(
            town,
            person_id=person.pk,
            kind="follow_up",
            served_on=dt.date(2025, month, 5),
            outcome="no_answer",
        ).run()
    moments = timeline(scope("town"), person.pk)
    assert [m.on for m in moments] == sorted((m.on for m in moments), reverse=True)
    titles = [m.title for m in moments]
    assert titles == ["责任辖区变更", "修改资料", "建立档案", *["跟踪调查（没联系上）"] * 3]
    assert moments[0].text == "河壕村 → 坝楞村"
    assert moments[1].text == "电话：13911112222 → 13911113333"
    assert [m.on for m in timeline(scope("town"), person.pk, before=dt.date(2025, 3, 1))] == [
        dt.date(2025, 2, 5),
        dt.date(2025, 1, 5),
    ]
    assert len(timeline(scope("town"), person.pk, limit=2)) == 2
    assert last_contacts(scope("town"), [person.pk]) == {person.pk: dt.date(2025, 3, 5)}
    assert len(recent_services(scope("town"), person.pk, limit=2)) == 2
    with pytest.raises(Absent):
        timeline(scope("village"), person.pk)
