"""People come to a fair: found in the ledger or not, counted once, matched later, and nothing leaks."""

import datetime as dt

import pytest

from leye.accounts.actions.base import ActionError, Actor
from leye.accounts.enums import Source
from leye.accounts.scope import acting, as_service
from leye.cases.models import Case
from leye.casework.models import ServiceRecord
from leye.fairs.actions.finish import CallOff, FinishFair, NoteTold
from leye.fairs.actions.talks import RecordTalks
from leye.fairs.actions.visits import CheckIn, MatchVisit, SignUpToCome, TakeBackArrival
from leye.fairs.codes import NotOurCode, read_visits, visit_code, visit_of_code
from leye.fairs.models import BoothTalk, Visit
from leye.fairs.results import counted, hires_after
from leye.ledger.actions.spells import StartSpell
from leye.ledger.errors import Invalid
from leye.market.actions.fairs import CancelFair, ReportFair
from leye.standards.calendar import today
from tests.fairs.conftest import booth_of, fair_of
from tests.ledger.people import WOYANGTAI, actor, number, register, scope


def services(person_id: int) -> list[tuple[str, str]]:
    with as_service():
        return list(
            ServiceRecord.objects.filter(person_id=person_id).order_by("pk").values_list("kind", "item")
        )


def test_a_person_of_the_ledger_is_checked_in_once_with_one_service(county: Actor) -> None:
    person, fair = register(county, 2, "王秀兰", phone="13800000002"), fair_of(county)
    first = CheckIn(county, fair_id=fair.pk, person_id=person.pk).run()
    again = CheckIn(county, fair_id=fair.pk, name="王秀兰", phone="138 0000 0002").run()
    by_number = CheckIn(county, fair_id=fair.pk, name="王秀兰", phone="", id_number=number(2)).run()
    assert first.visit.pk == again.visit.pk == by_number.visit.pk
    assert (first.again, again.again, by_number.again) == (False, True, True)
    assert services(person.pk) == [("other", "")]
    assert first.visit.name == ""
    assert first.visit.shown_name == "王秀兰"


def test_a_walk_in_is_taken_with_name_and_phone_and_matched_later_without_a_double(county: Actor) -> None:
    fair = fair_of(county)
    booth = booth_of(county, fair)
    come = CheckIn(county, fair_id=fair.pk, name="李四", phone="13900000001", id_number=number(4)).run().visit
    twice = CheckIn(county, fair_id=fair.pk, name="李四", phone="13900000001").run()
    assert twice.again
    assert twice.visit.pk == come.pk
    RecordTalks(county, booth_id=booth.pk, visit_ids=[come.pk], result="interview").run()
    assert come.person_id is None
    person = register(county, 4, "李四")
    # Under the own name at another desk, before anybody matched the walk-in.
    other = CheckIn(county, fair_id=fair.pk, person_id=person.pk).run().visit
    kept = MatchVisit(county, visit_id=come.pk, person_id=person.pk).run().visit
    assert kept.pk == other.pk
    assert Visit.objects.filter(fair=fair).count() == 1
    assert services(person.pk) == [("other", ""), ("job_recommendation", "磴口县番茄制品有限公司·分拣工")]
    assert counted(fair).visitors == counted(fair).agreed == 1


def test_a_matched_walk_in_keeps_nothing_twice(county: Actor) -> None:
    fair = fair_of(county)
    come = CheckIn(county, fair_id=fair.pk, name="李四", phone="13900000001", id_number=number(4)).run().visit
    person = register(county, 4, "李四")
    visit = MatchVisit(county, visit_id=come.pk, person_id=person.pk).run().visit
    visit.refresh_from_db()
    assert (visit.name, visit.phone, visit.id_cipher, visit.id_index) == ("", "", None, None)
    with pytest.raises(ActionError, match="已对上台账"):
        MatchVisit(county, visit_id=come.pk, person_id=person.pk).run()


def test_a_number_of_another_area_is_a_walk_in_like_any_other(county: Actor) -> None:
    with acting(scope("banner")):
        elsewhere = register(actor("banner"), 6, "苏和", WOYANGTAI, phone="13700000006")
    with acting(scope("county")):
        fair = fair_of(county)
        stranger = CheckIn(
            county, fair_id=fair.pk, name="苏和", phone="13700000006", id_number=number(6)
        ).run()
        nobody = CheckIn(county, fair_id=fair.pk, name="赵六", phone="13700000007", id_number=number(7)).run()
        for one in (stranger, nobody):
            assert (one.visit.person_id, one.visit.area_id, one.again) == (None, fair.area_id, False)
            assert one.visit.id_tail == number(6 if one is stranger else 7)[-4:]
    assert services(elsewhere.pk) == []


def test_help_is_opened_only_for_who_asks(county: Actor) -> None:
    asks, does_not = register(county, 2, "王秀兰"), register(county, 3, "李建国")
    fair = fair_of(county)
    CheckIn(county, fair_id=fair.pk, person_id=does_not.pk).run()
    CheckIn(county, fair_id=fair.pk, person_id=asks.pk, asked_help=True).run()
    CheckIn(county, fair_id=fair.pk, person_id=asks.pk, asked_help=True).run()
    case = Case.objects.get()
    assert (case.person_id, case.channel) == (asks.pk, Source.COUNTER)
    walk_in = CheckIn(county, fair_id=fair.pk, name="李四", phone="13900000001", asked_help=True).run().visit
    assert Case.objects.count() == 1
    MatchVisit(county, visit_id=walk_in.pk, person_id=does_not.pk).run()
    assert Case.objects.filter(person=does_not).count() == 1


def test_a_slip_from_the_public_page_checks_in_and_forged_codes_do_not(county: Actor) -> None:
    fair, other = fair_of(county), fair_of(county, "另一场")
    person = register(county, 2, "王秀兰", phone="13800000002")
    with as_service():
        system = Actor.system(Source.PORTAL)
        slip = SignUpToCome(system, fair_id=fair.pk, name="王秀兰", phone="13800000002").run()
        again = {"fair_id": fair.pk, "name": "王秀兰", "phone": "13800000002"}
        assert SignUpToCome(system, **again, held=[slip.token]).run().pk == slip.pk
        far = SignUpToCome(system, fair_id=other.pk, name="赵六", phone="13800000009").run()
    assert slip.person_id is None
    assert slip.arrived_at is None
    assert visit_of_code(fair, visit_code(slip)).pk == slip.pk
    for code, why in (
        (visit_code(far), "另一场招聘会"),
        (f"{visit_code(slip)[:-8]}ACDEFGHJ", "不是本系统发出"),
        (visit_code(slip)[:-1], "没有读出完整的码"),
        (visit_code(slip).replace(f"-{slip.shown_number}-", "-999-"), "校验位不对"),
    ):
        with pytest.raises(NotOurCode, match=why):
            visit_of_code(fair, code)
    done = CheckIn(county, fair_id=fair.pk, visit_id=slip.pk).run()
    assert done.visit.person_id == person.pk
    assert services(person.pk) == [("other", "")]
    read = read_visits(fair, f"{slip.shown_number} {visit_code(far)} 77 abc")
    assert [visit.pk for visit in read.visits] == [slip.pk]
    assert len(read.problems) == 3


def test_who_signed_up_twice_is_checked_in_once_at_the_desk(county: Actor) -> None:
    fair = fair_of(county)
    told = {"fair_id": fair.pk, "name": "赵六", "phone": "13800000009"}
    with as_service():
        slips = [SignUpToCome(Actor.system(Source.PORTAL), **told).run() for _twice in range(2)]
    assert slips[0].pk != slips[1].pk
    CheckIn(county, fair_id=fair.pk, visit_id=slips[1].pk).run()
    again = CheckIn(county, **told).run()
    assert (again.again, again.visit.pk) == (True, slips[1].pk)


def test_a_talk_is_kept_once_with_its_newest_result(county: Actor) -> None:
    person, fair = register(county, 2, "王秀兰"), fair_of(county)
    booth = booth_of(county, fair)
    visit = CheckIn(county, fair_id=fair.pk, person_id=person.pk).run().visit
    record = {"booth_id": booth.pk, "visit_ids": [visit.pk]}
    assert len(RecordTalks(county, **record, result="interested").run().new) == 1
    assert len(RecordTalks(county, **record, result="interested").run().same) == 1
    assert len(RecordTalks(county, **record, result="hired").run().changed) == 1
    with pytest.raises(Invalid, match="原因"):
        RecordTalks(county, **record, result="refused").run()
    assert BoothTalk.objects.get().result == "hired"
    assert [kind for kind, _item in services(person.pk)] == ["other", "job_recommendation"]


def test_who_was_not_at_the_desk_is_here_when_a_booth_scans(county: Actor) -> None:
    fair = fair_of(county)
    booth = booth_of(county, fair)
    with as_service():
        slip = SignUpToCome(
            Actor.system(Source.PORTAL), fair_id=fair.pk, name="赵六", phone="13800000009"
        ).run()
    RecordTalks(county, booth_id=booth.pk, visit_ids=[slip.pk], result="refused", reason="pay").run()
    results = counted(fair)
    assert (results.visitors, results.walk_ins, results.agreed) == (1, 1, 0)
    assert results.by_reason == [("pay", "嫌工资低", 1)]


def test_results_are_not_below_what_was_scanned(county: Actor) -> None:
    fair = fair_of(county)
    booth_of(county, fair)
    CheckIn(county, fair_id=fair.pk, name="李四", phone="13900000001").run()
    with pytest.raises(Invalid, match="现场已登记1"):
        FinishFair(county, fair_id=fair.pk, employers=1, vacancies=20, visitors=0, agreed=0).run()
    held = FinishFair(county, fair_id=fair.pk, employers=1, vacancies=20, visitors=30, agreed=0).run()
    assert held.counts
    ReportFair(county, fair_id=fair.pk, summary="来的人多是返乡人员。").run()
    with pytest.raises(ActionError, match="已总结"):
        CheckIn(county, fair_id=fair.pk, name="王五", phone="13900000002").run()


def test_hires_are_counted_from_work_taken_up(county: Actor) -> None:
    person = register(county, 2, "王秀兰", born=dt.date(1990, 5, 17))
    fair = fair_of(county)
    CheckIn(county, fair_id=fair.pk, person_id=person.pk).run()
    assert [one.people for one in hires_after(county.scope, fair)] == [0, 0]
    StartSpell(county, person_id=person.pk, kind="contract", employer_name="别处", started_on=today()).run()
    found = hires_after(county.scope, fair)
    assert [(one.months, one.people, one.met, one.final) for one in found] == [
        (1, 1, 0, False),
        (3, 1, 0, False),
    ]


def test_a_check_in_by_mistake_is_taken_back_with_its_service(county: Actor) -> None:
    person, fair = register(county, 2, "王秀兰"), fair_of(county)
    visit = CheckIn(county, fair_id=fair.pk, person_id=person.pk).run().visit
    TakeBackArrival(county, visit_id=visit.pk).run()
    assert not Visit.objects.filter(fair=fair).exists()
    assert services(person.pk) == []


def test_a_fair_to_which_somebody_came_is_not_called_off(county: Actor) -> None:
    fair = fair_of(county)
    visit = CheckIn(county, fair_id=fair.pk, name="李四", phone="13900000001").run().visit
    with pytest.raises(ActionError, match="已有1人签到"):
        CallOff(county, fair_id=fair.pk, reason="大风").run()
    TakeBackArrival(county, visit_id=visit.pk).run()
    assert CallOff(county, fair_id=fair.pk, reason="大风").run().status == "cancelled"


def test_the_day_must_have_come(county: Actor) -> None:
    fair = fair_of(county, held_on=today() + dt.timedelta(days=1))
    with pytest.raises(ActionError, match="还没有到"):
        CheckIn(county, fair_id=fair.pk, name="李四", phone="13900000001").run()


def test_who_signed_up_for_a_cancelled_fair_is_told_once(county: Actor) -> None:
    fair = fair_of(county)
    booth = booth_of(county, fair)
    with as_service():
        slip = SignUpToCome(
            Actor.system(Source.PORTAL), fair_id=fair.pk, name="赵六", phone="13800000009"
        ).run()
    with pytest.raises(ActionError, match="只有取消的"):
        NoteTold(county, fair_id=fair.pk, booth_ids=[booth.pk]).run()
    CancelFair(county, fair_id=fair.pk, reason="大风").run()
    told = {"booth_ids": [booth.pk], "visit_ids": [slip.pk]}
    assert NoteTold(county, fair_id=fair.pk, **told).run() == 2
    assert NoteTold(county, fair_id=fair.pk, **told).run() == 0


def test_bad_names_and_phones_are_told_by_field(county: Actor) -> None:
    fair = fair_of(county)
    with pytest.raises(Invalid) as caught:
        CheckIn(county, fair_id=fair.pk, name="", phone="123", id_number="1234").run()
    assert set(caught.value.problems) == {"name", "phone", "id_number"}


def test_a_citys_fair_leaves_its_services_too(county: Actor) -> None:
    person = register(county, 2, "王秀兰")
    city = actor("city")
    with acting(city.scope):
        fair = fair_of(city, area_no=150800000000)
        CheckIn(city, fair_id=fair.pk, person_id=person.pk).run()
    assert services(person.pk) == [("other", "")]
