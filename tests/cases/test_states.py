"""申请–登记–服务: how a case moves, and what keeps it from moving."""

import datetime as dt
from collections.abc import Callable

import pytest

from leye.accounts.actions.base import ActionError, Actor, Conflict, NotAllowed
from leye.accounts.scope import acting, as_service
from leye.cases.actions.apply import Apply
from leye.cases.actions.owners import AssignOwner
from leye.cases.actions.plans import SavePlan
from leye.cases.actions.referrals import SendReferral
from leye.cases.actions.register import ConfirmLabourers, RegisterCase
from leye.cases.errors import CaseIsOpen
from leye.cases.models import Case
from leye.cases.reading import case_log, cases_of, open_case, open_cases
from leye.casework.actions.correct_service import CancelService, CorrectService
from leye.casework.models import ServiceRecord
from leye.ledger.actions.moves import MovePersonArea
from leye.ledger.actions.update_person import UpdatePerson
from leye.ledger.errors import Absent, Invalid
from leye.standards.calendar import today
from tests.cases.making import again, ago, applied, registered, served
from tests.ledger.people import NANLIANGTAI, actor, history, post, register, scope

AsUser = Callable[[str], Actor]


@pytest.mark.parametrize("channel", ["survey", "graduate_system", "portal", "counter", "clerk"])
def test_an_application_comes_through_a_channel_and_says_so_in_history(as_user: AsUser, channel: str) -> None:
    village = as_user("village")
    person = register(village)
    case = Apply(
        village, person_id=person.pk, channel=channel, applied_on=ago(1), asked_for="想在县城上班"
    ).run()
    assert (case.state, case.area_id, case.owner_id) == ("applied", person.area_id, None)
    assert history(case).get().pgh_context.metadata["source"] == channel


def test_a_list_handed_over_names_who_gave_it(as_user: AsUser) -> None:
    village = as_user("village")
    person = register(village)
    for channel in ("department", "dispute"):
        with pytest.raises(Invalid) as caught:
            Apply(village, person_id=person.pk, channel=channel, applied_on=ago(1)).run()
        assert "handed_by" in caught.value.problems
    case = applied(village, person, channel="dispute", handed_by="县仲裁院 磴劳人仲〔2026〕3号")
    assert case.handed_by.endswith("3号")


@pytest.mark.parametrize(
    ("values", "field"),
    [({"applied_on": dt.date(2999, 1, 1)}, "applied_on"), ({"applied_on": dt.date(1989, 1, 1)}, "applied_on"),
     ({"channel": "night"}, "channel"), ({"owner_id": 999_999}, "owner_id")],
)  # fmt: skip
def test_what_cannot_be_is_refused(as_user: AsUser, values: dict[str, object], field: str) -> None:
    village = as_user("village")
    person = register(village)
    with pytest.raises(Invalid) as caught:
        applied(village, person, **values)
    assert field in caught.value.problems


def test_a_second_open_case_is_refused_and_the_first_is_named(as_user: AsUser) -> None:
    village = as_user("village")
    person = register(village)
    first = applied(village, person)
    with pytest.raises(CaseIsOpen, match="已有一个在办的个案") as caught:
        applied(village, person)
    assert caught.value.case_id == first.pk
    assert open_case(person.pk) == first
    assert open_cases([person.pk]) == {person.pk: first}


def test_the_dead_do_not_apply(as_user: AsUser) -> None:
    from leye.casework.actions.deaths import RecordDeath

    village = as_user("village")
    person = register(village)
    RecordDeath(village, person_id=person.pk, deceased_on=ago(2)).run()
    with pytest.raises(Invalid, match="死亡"):
        applied(village, person)


def test_a_village_applies_a_township_registers_a_service_serves(as_user: AsUser) -> None:
    village = as_user("village")
    person = register(village)
    case = applied(village, person)
    with pytest.raises(NotAllowed):
        registered(village, case)
    town = as_user("town")
    case = registered(town, case)
    assert (case.state, case.registered_by_id, case.is_labourer) == ("registered", post("town").user_id, True)
    assert case.confirmed_on is None
    village = as_user("village")
    served(village, person, kind="follow_up")
    assert again(case).state == "registered", "asking how somebody is serves nobody"
    served(village, person, outcome="no_answer")
    assert again(case).state == "registered", "an attempt serves nobody"
    served(village, person, days=2)
    case = again(case)
    assert (case.state, case.first_served_on) == ("served", ago(2))


def test_a_service_before_registration_shows_and_counts_when_registered(as_user: AsUser) -> None:
    town = as_user("town")
    person = register(town)
    served(town, person, days=30)
    case = applied(town, person, days=20)
    assert case.first_served_on is None, "help before the application belongs to no case"
    served(town, person, days=10)
    assert (again(case).state, again(case).first_served_on) == ("applied", ago(10))
    case = registered(town, again(case), days=9)
    assert case.state == "served"


def test_an_application_entered_late_finds_the_services_since(as_user: AsUser) -> None:
    town = as_user("town")
    person = register(town)
    served(town, person, days=3)
    assert applied(town, person, days=6).first_served_on == ago(3)


def test_a_corrected_or_cancelled_service_takes_the_state_back(as_user: AsUser) -> None:
    town = as_user("town")
    person = register(town)
    case = registered(town, applied(town, person))
    served(town, person)
    record = ServiceRecord.objects.get()
    CorrectService(
        town, service_id=record.pk, version=1, reason="没接通", changes={"outcome": "no_answer"}
    ).run()
    assert (again(case).state, again(case).first_served_on) == ("registered", None)
    CorrectService(town, service_id=record.pk, version=2, reason="接通了", changes={"outcome": "done"}).run()
    assert again(case).state == "served"
    CancelService(town, service_id=record.pk, reason="记错了人").run()
    assert again(case).state == "registered"


def test_not_a_labourer_ends_the_case_with_a_reason(as_user: AsUser) -> None:
    town = as_user("town")
    person = register(town)
    case = applied(town, person)
    with pytest.raises(Invalid, match="理由"):
        registered(town, case, is_labourer=False)
    case = registered(town, case, is_labourer=False, reason="在校学生，尚未毕业")
    assert (case.state, case.exit_kind, case.exited_on) == ("exited", "not_eligible", ago(4))
    assert open_case(person.pk) is None


def test_not_a_labourer_ends_plan_and_waiting_referrals_and_waits_for_the_county(as_user: AsUser) -> None:
    town = as_user("town")
    person = register(town)
    case = applied(town, person)
    plan = SavePlan(town, person_id=person.pk, since=ago(20), until=today()).run()
    sent = SendReferral(
        town, person_id=person.pk, what="推荐到前旗的乳品厂", expires_on=today(), to_area_no=150823000000
    ).run()
    case = registered(town, case, is_labourer=False, reason="在校学生，尚未毕业")
    plan.refresh_from_db()
    sent.refresh_from_db()
    assert (plan.state, plan.end_reason, plan.ended_on) == ("ended", "case_exited", ago(4))
    assert sent.state == "revoked"
    assert case.confirmed_on is None
    county = as_user("county")
    ConfirmLabourers(county, case_ids=[case.pk]).run()
    assert again(case).confirmed_by_id == county.user
    left = registered(county, applied(county, register(county, 2)), is_labourer=False, reason="在校")
    assert left.confirmed_on == today(), "the county's own word is confirmed"


def test_who_cannot_work_is_a_labourer_only_with_a_reason(as_user: AsUser) -> None:
    town = as_user("town")
    person = register(town, work_capacity="none")
    case = applied(town, person)
    with pytest.raises(Invalid, match="无劳动能力"):
        registered(town, case)
    assert registered(town, case, reason="经县残联复核有部分劳动能力").state == "registered"


def test_registration_is_once_and_not_before_the_application(as_user: AsUser) -> None:
    town = as_user("town")
    case = applied(town, register(town))
    with pytest.raises(Invalid, match="登记日期"):
        registered(town, case, days=6)
    case = registered(town, case)
    with pytest.raises(Invalid, match="已于"):
        registered(town, case)


def test_the_county_confirms_labourers_many_at_once(as_user: AsUser) -> None:
    town = as_user("town")
    cases = [registered(town, applied(town, register(town, n))) for n in (1, 2)]
    waiting = applied(town, register(town, 3))
    with pytest.raises(NotAllowed):
        ConfirmLabourers(town, case_ids=[cases[0].pk]).run()
    county = as_user("county")
    with pytest.raises(Invalid, match="还没有登记"):
        ConfirmLabourers(county, case_ids=[cases[0].pk, waiting.pk]).run()
    assert again(cases[0]).confirmed_on is None, "all or none"
    ConfirmLabourers(county, case_ids=[case.pk for case in cases]).run()
    assert [again(case).confirmed_by_id for case in cases] == [post("county").user_id] * 2
    assert registered(county, waiting).confirmed_on == today(), "the county's own word is confirmed"


def test_two_who_opened_the_same_version_do_not_overwrite_each_other(as_user: AsUser) -> None:
    town = as_user("town")
    case = applied(town, register(town))
    AssignOwner(town, case_ids=[case.pk], user_id=post("village").user_id).run()
    with pytest.raises(Conflict, match="没有写入"):
        RegisterCase(
            town, case_id=case.pk, version=case.version, registered_on=ago(1), is_labourer=True
        ).run()
    assert again(case).registered_on is None


def test_owners_hold_a_post_over_the_case(as_user: AsUser) -> None:
    town = as_user("town")
    case = applied(town, register(town))
    with pytest.raises(Invalid, match="不覆盖"):
        AssignOwner(town, case_ids=[case.pk], user_id=post("village2").user_id).run()
    with pytest.raises(Invalid, match="现任"):
        AssignOwner(town, case_ids=[case.pk], user_id=post("leader").user_id).run()
    AssignOwner(town, case_ids=[case.pk], user_id=post("county").user_id).run()
    assert again(case).owner_id == post("county").user_id


def test_a_village_assistant_takes_what_nobody_has_and_nothing_else(as_user: AsUser) -> None:
    village = as_user("village")
    case = applied(village, register(village))
    me = post("village").user_id
    AssignOwner(village, case_ids=[case.pk], user_id=me).run()
    assert again(case).owner_id == me
    with pytest.raises(NotAllowed, match="领办"):
        AssignOwner(village, case_ids=[case.pk], user_id=None).run()


def test_cases_out_of_scope_are_absent(as_user: AsUser) -> None:
    with acting(scope("banner")):
        from tests.ledger.people import WOYANGTAI

        away = applied(actor("banner"), register(actor("banner"), 9, "满都拉", WOYANGTAI))
    town = as_user("town")
    assert not Case.objects.exists()
    with pytest.raises(Absent):
        registered(town, away)
    with pytest.raises(Absent):
        AssignOwner(town, case_ids=[away.pk], user_id=None).run()


def test_a_case_moves_with_its_person_and_keeps_its_log(as_user: AsUser) -> None:
    county = as_user("county")
    person = register(county)
    case = applied(county, person, asked_for="转岗")
    MovePersonArea(county, person_id=person.pk, area_no=NANLIANGTAI).run()
    with as_service():
        Case.objects.get(pk=case.pk, area_id=NANLIANGTAI)
    titles = [line.title for line in case_log(again(case))]
    assert titles == ["随人转到别的辖区", "申请"]
    assert cases_of(scope("county"), person.pk) == [case]
    assert cases_of(scope("village"), person.pk) == []


def test_the_log_says_what_who_and_through_which_channel(as_user: AsUser) -> None:
    town = as_user("town")
    person = register(town)
    case = registered(town, applied(town, person, asked_for="找工作"))
    served(town, person)
    lines = case_log(again(case))
    assert [line.title for line in lines] == ["首次服务", "登记", "申请"]
    assert [line.on for line in lines] == [today(), ago(4), ago(5)]
    assert lines[-1].by == "李志强 · 现场求助点"
    assert f"{today()}录入" in lines[-1].text
    assert "认定为劳动力" in lines[1].text


def test_a_new_application_does_not_reach_into_the_last_case(as_user: AsUser) -> None:
    town = as_user("town")
    person = register(town)
    registered(town, applied(town, person), is_labourer=False, reason="已在别处就业")
    with pytest.raises(Invalid, match="才退出"):
        applied(town, person, days=5)
    assert applied(town, person, days=4).state == "applied"


def test_a_merge_of_files_carries_the_case(as_user: AsUser) -> None:
    from leye.ledger.actions.merges import MergePeople

    town = as_user("town")
    keep, go = register(town, 1), register(town, 2)
    case = applied(town, go)
    MergePeople(town, survivor_id=keep.pk, loser_id=go.pk).run()
    assert again(case).person_id == keep.pk
    with pytest.raises(ActionError, match="在办"):
        applied(town, keep)


def test_update_of_the_person_leaves_the_case_alone(as_user: AsUser) -> None:
    town = as_user("town")
    person = register(town)
    case = applied(town, person)
    UpdatePerson(town, person_id=person.pk, version=person.version, changes={"phone": "13800000000"}).run()
    assert again(case).version == case.version
