"""Referrals: the receiver learns only what he needs, accepts or refuses in time, and his look ends with the work."""

import datetime as dt
from typing import Any

import pytest

from leye.accounts.actions.base import ActionError, NotAllowed
from leye.accounts.models import AccessLog, Share
from leye.accounts.scope import acting, as_service
from leye.areas.enums import Kind
from leye.cases.actions.referrals import (
    AnswerReferral,
    FinishReferral,
    RecordAnswer,
    RevokeReferral,
    SendReferral,
)
from leye.cases.models import Referral, ReferralNotice
from leye.cases.tasks import expire_referrals
from leye.casework.actions.record_service import RecordService
from leye.casework.models import ServiceRecord
from leye.ledger.actions.moves import MovePersonArea
from leye.ledger.actions.units import MergeUnits, SplitUnit
from leye.ledger.errors import Absent, Invalid
from leye.ledger.models import Person
from leye.standards.calendar import today
from tests.ledger.people import BALENG, HEHAO, actor, register, scope

BANNER = 150823000000
COUNTY = 150822000000
SOON = dt.timedelta(days=10)


@pytest.fixture
def person(db: None) -> Person:
    with acting(scope("town")):
        return register(actor("town"), 1, "王秀兰", HEHAO)


def send(person: Person, **more: Any) -> Referral:
    values = {"what": "推荐到前旗的乳品厂", "expires_on": today() + SOON, "to_area_no": BANNER, **more}
    with acting(scope("town")):
        return SendReferral(actor("town"), person_id=person.pk, **values).run()


def answer(username: str, accept: bool, words: str = "") -> ReferralNotice:
    with acting(scope(username)):
        notice = ReferralNotice.objects.get()
        return AnswerReferral(actor(username), notice_id=notice.pk, accept=accept, answer=words).run()


def test_before_the_answer_the_receiver_sees_a_name_and_a_wish_and_no_file(person: Person) -> None:
    send(person)
    with acting(scope("banner")):
        notice = ReferralNotice.objects.get()
        assert (notice.name, notice.what, notice.sent_name) == ("王秀兰", "推荐到前旗的乳品厂", "李志强")
        assert (Referral.objects.count(), Person.objects.count()) == (0, 0)
    for stranger in ("yanchuan", "village2"):
        with acting(scope(stranger)):
            assert ReferralNotice.objects.count() == 0


def test_who_accepts_may_work_on_the_file_until_it_is_finished(person: Person) -> None:
    sent = send(person)
    answered = answer("banner", True, "可以")
    with acting(scope("banner")):
        assert [one.pk for one in Person.objects.all()] == [person.pk]
        RecordService(
            actor("banner"), person_id=person.pk, kind="job_recommendation", served_on=today(), item="挤奶工"
        ).run()
        logged = AccessLog.objects.get(person_id=person.pk)
        assert logged.detail["share"] == answered.share_id
        FinishReferral(actor("banner"), notice_id=answered.pk, result="已介绍面试").run()
    with acting(scope("banner")):
        assert Person.objects.count() == 0
    with acting(scope("town")):
        sent.refresh_from_db()
        assert (sent.state, sent.answer, sent.answered_name, sent.result) == (
            "done",
            "可以",
            "苏日娜·其其格",
            "已介绍面试",
        )
        assert ServiceRecord.objects.get().item == "挤奶工"
        assert Share.objects.get().valid_to < today()


def test_who_moved_on_is_not_opened_by_what_his_old_area_agreed_to(person: Person) -> None:
    sent = send(person)
    with acting(scope("town")):
        MovePersonArea(actor("town"), person_id=person.pk, area_no=BALENG).run()
    with pytest.raises(ActionError, match="已转到别的辖区"):
        answer("banner", True)
    with as_service():
        assert not Share.objects.exists()
    with acting(scope("banner")):
        assert (Person.objects.count(), ReferralNotice.objects.get().state) == (0, "sent")
    answer("banner", False, "人已转走")
    with acting(scope("town")):
        sent.refresh_from_db()
        assert sent.state == "rejected"
    send(person)  # the area where he is now may ask
    with acting(scope("banner")):
        notice = ReferralNotice.objects.get(state="sent")
        AnswerReferral(actor("banner"), notice_id=notice.pk, accept=True).run()
    with acting(scope("banner")):
        assert Person.objects.count() == 1


def test_a_referral_of_a_merged_village_is_still_accepted(person: Person) -> None:
    send(person)
    with acting(scope("county")):
        MergeUnits(actor("county"), source_no=HEHAO, into_no=BALENG, first_day=today()).run()
    assert answer("banner", True).share_id is not None
    with acting(scope("banner")):
        assert Person.objects.get().area_id == BALENG


def split(*people: Person) -> int:
    """These people's part of their village becomes a village of its own; its number."""
    with acting(scope("county")):
        done = SplitUnit(
            actor("county"), area_no=HEHAO, name="东河壕村", kind=Kind.VILLAGE, first_day=today(), household_ids=[],
            person_ids=[one.pk for one in people],
        ).run()  # fmt: skip
        return done.area.no


def test_a_referral_of_somebody_whose_part_of_the_village_was_split_off_is_still_accepted(
    person: Person,
) -> None:
    sent = send(person)
    new = split(person)
    with acting(scope("banner")):
        assert ReferralNotice.objects.get().from_path == "磴口县 · 补隆淖尔镇 · 东河壕村"
    answered = answer("banner", True)
    assert answered.share is not None
    assert answered.share.area_id == new
    with acting(scope("banner")):
        assert Person.objects.get().area_id == new
        FinishReferral(actor("banner"), notice_id=answered.pk, result="已介绍面试").run()
    with acting(scope("town")):
        sent.refresh_from_db()
        assert (sent.state, sent.area_id) == ("done", new)


def test_a_split_lets_no_referral_of_those_who_stay_or_left_before_follow(person: Person) -> None:
    with acting(scope("town")):
        stays, left = register(actor("town"), 3, "赵海燕", HEHAO), register(actor("town"), 5, "周婷婷", HEHAO)
    send(stays)
    send(left)
    with acting(scope("town")):
        MovePersonArea(actor("town"), person_id=left.pk, area_no=BALENG).run()
    split(person)
    with as_service():
        assert set(ReferralNotice.objects.values_list("from_area", flat=True)) == {HEHAO}


def test_a_referral_to_a_village_that_was_split_still_waits_there(person: Person) -> None:
    with acting(scope("town")):
        other = register(actor("town"), 7, "钱多多", BALENG)
    send(other, to_area_no=HEHAO)
    split(person)
    assert answer("village", True).state == "accepted"


def test_a_refusal_says_why_and_opens_nothing(person: Person) -> None:
    sent = send(person)
    with pytest.raises(Invalid, match="原因"):
        answer("banner", False)
    answer("banner", False, "厂里已招满")
    with acting(scope("banner")):
        assert Person.objects.count() == 0
    with acting(scope("town")):
        sent.refresh_from_db()
        assert (sent.state, sent.answer) == ("rejected", "厂里已招满")
    with pytest.raises(ActionError, match="已处理过"):
        answer("banner", True)


def test_above_nothing_is_shared_because_the_file_is_seen_anyway(person: Person) -> None:
    send(person, to_area_no=COUNTY)
    assert answer("county", True).share_id is None
    with as_service():
        assert Share.objects.count() == 0


def test_what_nobody_answers_expires_on_both_sides_and_is_answered_no_more(person: Person) -> None:
    sent = send(person, expires_on=today())
    expire_referrals(0)
    with acting(scope("town")):
        sent.refresh_from_db()
        assert sent.state == "sent", "the last day counts whole"
    yesterday = today() - dt.timedelta(days=1)
    with as_service():
        Referral.objects.update(sent_on=yesterday, expires_on=yesterday)
        ReferralNotice.objects.update(sent_on=yesterday, expires_on=yesterday)
    with pytest.raises(ActionError, match="答复期限"):
        answer("banner", True)
    expire_referrals(0)
    with acting(scope("town")):
        sent.refresh_from_db()
        assert sent.state == "expired"
    with acting(scope("banner")):
        assert ReferralNotice.objects.get().state == "expired"
        assert Person.objects.count() == 0
    send(person)  # and may be sent anew


def test_taken_back_before_an_answer_only(person: Person) -> None:
    sent = send(person)
    with acting(scope("town")):
        RevokeReferral(actor("town"), referral_id=sent.pk).run()
    with pytest.raises(ActionError, match="已处理过"):
        answer("banner", True)
    with acting(scope("town")), pytest.raises(ActionError, match="已处理过"):
        RevokeReferral(actor("town"), referral_id=sent.pk).run()


def test_a_unit_outside_answers_through_the_clerk(person: Person) -> None:
    sent = send(person, to_area_no=None, to_unit="磴口县残疾人联合会")
    with acting(scope("town")):
        values: dict[str, Any] = {
            "referral_id": sent.pk,
            "answer": "",
            "answered_name": "陈主任",
            "answered_on": today(),
        }
        with pytest.raises(Invalid, match="答复"):
            RecordAnswer(actor("town"), accept=False, **values).run()
        with pytest.raises(Invalid, match="已接收"):
            FinishReferral(actor("town"), referral_id=sent.pk, result="好").run()
        RecordAnswer(actor("town"), accept=True, **values).run()
        assert FinishReferral(actor("town"), referral_id=sent.pk, result="安排到手工坊").run().state == "done"
    other = send(person)
    with acting(scope("town")), pytest.raises(NotAllowed, match="自己答复"):
        RecordAnswer(actor("town"), **{**values, "referral_id": other.pk, "accept": True}).run()


def test_bad_input_is_refused_in_words(person: Person) -> None:
    for more, words in (
        ({"to_unit": "县残联"}, "只填一项"),
        ({"to_area_no": None}, "只填一项"),
        ({"to_area_no": HEHAO}, "不必转介"),
        ({"to_area_no": 999999999999}, "没有找到"),
        ({"what": " "}, "请对方办理"),
        ({"expires_on": today() + dt.timedelta(days=61)}, "60天"),
    ):
        with pytest.raises(Invalid, match=words):
            send(person, **more)
    send(person)
    with pytest.raises(ActionError, match="等待答复"):
        send(person)
    with acting(scope("banner")), pytest.raises(Absent):
        SendReferral(
            actor("banner"), person_id=person.pk, what="一", expires_on=today(), to_area_no=COUNTY
        ).run()
    with acting(scope("village")), pytest.raises(NotAllowed):
        SendReferral(
            actor("village"), person_id=person.pk, what="一", expires_on=today(), to_area_no=COUNTY
        ).run()
