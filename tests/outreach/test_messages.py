"""Messages: approved texts only, not at night, not too often, not against anybody's word; receipts are attempts."""

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from leye.accounts.actions.base import ActionError, Actor, Conflict, NotAllowed
from leye.accounts.models import User
from leye.accounts.scope import acting, as_service
from leye.casework.models import ServiceRecord
from leye.casework.reading import last_contacts
from leye.ledger.actions.update_person import UpdatePerson
from leye.ledger.errors import Absent, Invalid
from leye.ledger.models import Person
from leye.outreach import reminders
from leye.outreach.actions import sending
from leye.outreach.actions.codes import MOST_A_DAY, CodeOnItsWay, PrepareCode, send_code
from leye.outreach.actions.messages import QueueMessages
from leye.outreach.actions.optouts import AddOptOut, RemoveOptOut
from leye.outreach.actions.receipts import NoteReceipts, NoteReplies
from leye.outreach.actions.reminders import PauseReminders
from leye.outreach.actions.sending import send_due
from leye.outreach.actions.templates import ApproveTemplate, EndTemplate, SaveTemplate, digest_of
from leye.outreach.enums import CodePurpose
from leye.outreach.models import Message, MessageTemplate, OptOut
from leye.outreach.sms import settings
from leye.outreach.sms.hours import is_quiet, next_moment
from leye.outreach.sms.port import Outgoing, Receipt, Refused, Reply, Unsure
from leye.standards.calendar import SHANGHAI, today
from tests.ledger.people import HEHAO, WOYANGTAI, actor, register, scope
from tests.outreach.conftest import COUNTY, AsUser, Survey

NOON = dt.datetime.combine(today(), dt.time(12), SHANGHAI)


class Fake:
    """A provider that remembers, and answers with errors when told to."""

    name = "aliyun"

    def __init__(self, *errors: Exception) -> None:
        self.errors = list(errors)
        self.sent: list[Outgoing] = []

    def send(self, message: Outgoing) -> str:
        if self.errors:
            raise self.errors.pop(0)
        self.sent.append(message)
        return f"biz-{message.number}"


@pytest.fixture(autouse=True)
def noon(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """It is noon."""
    monkeypatch.setattr(timezone, "now", lambda: NOON)
    return monkeypatch


def template(text: str = "{name}您好，我是{unit}{me}，请在{until}前回电。", **more: Any) -> MessageTemplate:
    """A text that the leader of the county approved."""
    with acting(scope("county")):
        made = SaveTemplate(
            actor("county"), area_no=COUNTY, title="摸底提醒", text=text, **{"aliyun_code": "SMS_1", **more}
        ).run()
    with acting(scope("leader")):
        return ApproveTemplate(actor("leader"), template_id=made.pk, seen=digest_of(made)).run()


def queue(by: Actor, survey: Survey, made: MessageTemplate, *people: Person) -> list[Message]:
    ids = [person.pk for person in people]
    return QueueMessages(by, person_ids=ids, template_id=made.pk, round_id=survey.round.pk).run().messages


def sent(message: Message) -> Message:
    message.refresh_from_db()
    return message


@pytest.mark.parametrize(("text", "why"), [
    ("{name}您好，您的{money}", "不能填入“money”"), ("{name您好", "没有成对"), ("脱贫人口{name}您好", "家人、邻居"),
    (" ", "请填写短信内容"), ("字" * 301, "最多300个字"),
])  # fmt: skip
def test_a_text_that_must_not_be_sent_is_refused(as_user: AsUser, text: str, why: str) -> None:
    with pytest.raises(Invalid, match=why):
        SaveTemplate(as_user("county"), area_no=COUNTY, title="一", text=text).run()


def test_a_text_is_used_once_another_person_approved_it(survey: Survey, as_user: AsUser) -> None:
    by = as_user("county")
    made = SaveTemplate(by, area_no=COUNTY, title="一", text="{name}您好").run()
    with pytest.raises(Invalid, match="审核通过"):
        queue(by, survey, made, survey.people[0])
    with pytest.raises(NotAllowed, match="起草人"):
        ApproveTemplate(by, template_id=made.pk, seen=digest_of(made)).run()
    ApproveTemplate(as_user("leader"), template_id=made.pk, seen=digest_of(made)).run()
    with pytest.raises(ActionError, match="不能再改"):
        SaveTemplate(by, area_no=COUNTY, title="一", text="别的", template_id=made.pk).run()
    assert queue(by, survey, made, survey.people[0])[0].text == "甲一您好"
    EndTemplate(by, template_id=made.pk).run()
    with pytest.raises(Invalid, match="没有停用"):
        queue(by, survey, made, survey.people[1])
    with acting(scope("banner")), pytest.raises(Absent):
        EndTemplate(actor("banner"), template_id=made.pk).run()


@pytest.mark.parametrize(
    "change", [{"title": "二"}, {"text": "{name}，请转账"}, {"aliyun_code": "SMS_9"}, {"tencent_id": "9"}]
)
def test_what_was_changed_after_the_approver_read_it_is_not_approved(
    db: None, change: dict[str, str]
) -> None:
    with acting(scope("county")):
        by, first = actor("county"), {"title": "一", "text": "{name}您好"}
        read = digest_of(SaveTemplate(by, area_no=COUNTY, **first).run())
        made = MessageTemplate.objects.get()
        SaveTemplate(by, area_no=COUNTY, template_id=made.pk, **{**first, **change}).run()
    with acting(scope("leader")):
        by = actor("leader")
        with pytest.raises(Conflict, match="打开页面以后改过"):
            ApproveTemplate(by, template_id=made.pk, seen=read).run()
        made.refresh_from_db()
        assert (made.state, made.approved_by_id) == ("draft", None)
        assert ApproveTemplate(by, template_id=made.pk, seen=digest_of(made)).run().state == "approved"


def test_messages_leave_and_their_receipts_are_attempts_not_contact(survey: Survey) -> None:
    made, fake = template(), Fake()
    with acting(scope("village")):
        messages = queue(actor("village"), survey, made, *survey.people[:2])
        assert messages[0].text.startswith("甲一您好，我是河壕村王小梅，请在")
    assert send_due(fake) == 2
    out = fake.sent[0]
    assert (out.template, out.phone, list(out.fields)) == (
        "SMS_1",
        "13800000011",
        ["name", "unit", "me", "until"],
    )
    assert send_due(fake) == 0
    with as_service():
        system = Actor.system()
        told = [
            Receipt(f"biz-{messages[0].pk}", True),
            Receipt(f"biz-{messages[1].pk}", False, "关机"),
            Receipt("x", True),
        ]
        assert NoteReceipts(system, "aliyun", told).run() == 2
        assert NoteReceipts(system, "aliyun", told).run() == 0
        first, second = map(sent, messages)
        assert (first.state, second.state, second.problem) == ("delivered", "failed", "关机")
        service = ServiceRecord.objects.get()
        assert (service.outcome, service.channel, service.kind) == ("sent", "sms", "survey")
        assert (service.provider_name, service.person_id) == ("王小梅", survey.people[0].pk)
        assert first.service_id == service.pk
    assert last_contacts(scope("county"), [survey.people[0].pk]) == {}


def test_nobody_is_written_to_too_often_and_families_may_share_a_telephone(survey: Survey) -> None:
    made = template()
    with acting(scope("county")):
        by = actor("county")
        family = [register(by, n, "家人", HEHAO, phone="13800000011") for n in range(50, 56)]
        held = {m.person_id: m.held for m in queue(by, survey, made, survey.people[0], *family)}
        assert list(held.values()).count("") == settings.PER_NUMBER_A_DAY
        assert [m.held for m in queue(by, survey, made, survey.people[0], survey.people[1])] == ["limit", ""]
        went = NOON - dt.timedelta(days=2)
        Message.objects.exclude(state="held").update(state="sent", sent_at=went, queued_at=went)
        for _again in range(2):
            (message,) = queue(by, survey, made, survey.people[1])
            assert message.held == ""
            went = NOON - dt.timedelta(days=3)
            Message.objects.filter(pk=message.pk).update(state="sent", sent_at=went, queued_at=went)
        assert [m.held for m in queue(by, survey, made, survey.people[1])] == ["limit"]


def test_who_may_not_be_written_to_is_kept_with_the_reason(survey: Survey, noon: pytest.MonkeyPatch) -> None:
    made = template()
    first, second, third = survey.people
    with acting(scope("county")):
        by = actor("county")
        UpdatePerson(by, person_id=first.pk, version=first.version, changes={"phone": "0478-4212345"}).run()
        AddOptOut(by, area_no=COUNTY, phone="138-0000-0012", reason="来电说明").run()
        PauseReminders(by, person_id=third.pk, until=today(), reason="住院").run()
        ended = register(by, 60, "已退出", HEHAO, phone="13800000060")
        noon.setattr(reminders, "_ended", [lambda ids: {ended.pk: today()}])
        held = [m.held for m in queue(by, survey, made, first, second, third, ended)]
        assert held == ["no_phone", "opted_out", "paused", "case_ended"]
        assert send_due(Fake()) == 0
    with acting(scope("banner")), pytest.raises(Absent):
        RemoveOptOut(
            actor("banner"), optout_id=OptOut.objects.values_list("pk", flat=True).first() or 0
        ).run()


def test_out_of_scope_nobody_is_written_to(survey: Survey) -> None:
    made = template()
    with acting(scope("village")), pytest.raises(Absent):
        queue(actor("village"), survey, made, survey.people[2])


def test_people_sleep_from_nine_to_eight(survey: Survey, noon: pytest.MonkeyPatch) -> None:
    def at(hour: int, minute: int = 0, days: int = 0) -> dt.datetime:
        return dt.datetime.combine(today() + dt.timedelta(days=days), dt.time(hour, minute), SHANGHAI)

    assert [is_quiet(at(*clock)) for clock in ((20, 59), (21, 0), (0, 0), (7, 59), (8, 0))] == [
        False, True, True, True, False]  # fmt: skip
    assert next_moment(at(22)) == at(8, days=1)
    assert next_moment(at(3)) == at(8)
    made, fake = template(), Fake()
    noon.setattr(timezone, "now", lambda: at(22))
    with acting(scope("village")):
        (message,) = queue(actor("village"), survey, made, survey.people[0])
    assert message.not_before == at(8, days=1)
    assert send_due(fake) == 0
    # A queue that stood still over the evening does not ring at night either.
    with as_service():
        Message.objects.update(not_before=at(20))
    assert send_due(fake) == 0
    noon.setattr(timezone, "now", lambda: at(8, 1, days=1))
    assert send_due(fake) == 1


def test_an_overloaded_provider_is_asked_again_later_and_then_given_up(
    survey: Survey, noon: pytest.MonkeyPatch
) -> None:
    made = template()
    with acting(scope("village")):
        (message,) = queue(actor("village"), survey, made, survey.people[0])
    moment = NOON
    for _turn in range(len(sending.WAITS)):
        assert send_due(Fake(Refused("太快", again=True))) == 0
        with as_service():
            assert sent(message).state == "queued"
            moment = max(message.not_before, moment)
        noon.setattr(timezone, "now", lambda at=moment: at)
    send_due(Fake(Refused("太快", again=True)))
    with as_service():
        assert (sent(message).state, message.attempts, message.problem) == ("failed", 5, "太快")


@pytest.mark.parametrize(("error", "words"), [
    (Refused("号码不存在", again=False), "号码不存在"), (Unsure("reset"), "不知道是否已经发出")])  # fmt: skip
def test_what_cannot_be_repaired_is_not_tried_again(survey: Survey, error: Exception, words: str) -> None:
    made = template()
    with acting(scope("village")):
        (message,) = queue(actor("village"), survey, made, survey.people[0])
    fake = Fake(error)
    send_due(fake)
    send_due(fake)
    with as_service():
        assert sent(message).state == "failed"
    assert words in message.problem
    assert fake.sent == []


def test_a_text_without_the_providers_code_is_not_sent(survey: Survey) -> None:
    made = template(aliyun_code="")
    with acting(scope("village")):
        (message,) = queue(actor("village"), survey, made, survey.people[0])
    send_due(Fake())
    with as_service():
        assert "模板代码" in sent(message).problem


def test_a_worker_that_dies_at_sending_sends_nothing_twice(survey: Survey, noon: pytest.MonkeyPatch) -> None:
    made = template()
    with acting(scope("village")):
        (message,) = queue(actor("village"), survey, made, survey.people[0])
    with as_service():
        assert len(sending.ClaimDue(Actor.system()).run()) == 1
    fake = Fake()
    assert send_due(fake) == 0
    noon.setattr(timezone, "now", lambda: NOON + dt.timedelta(minutes=11))
    assert send_due(fake) == 0
    with as_service():
        assert sent(message).state == "failed"
    assert "程序中断" in message.problem


def test_a_reply_takes_the_number_off_for_everybody(survey: Survey) -> None:
    made, fake = template(), Fake()
    with acting(scope("village")):
        queue(actor("village"), survey, made, survey.people[0])
    with as_service():
        system = Actor.system()
        said = [
            Reply("+8613800000011", "td 谢谢"),
            Reply("13800000012", "好的"),
            Reply("13899999999", "TD"),
            Reply("x", "TD"),
        ]
        assert NoteReplies(system, said).run() == 1
        assert NoteReplies(system, said).run() == 0
    assert send_due(fake) == 0
    with as_service():
        assert Message.objects.get().held == "opted_out"


def test_a_code_goes_at_once_and_its_digits_are_kept_nowhere(
    survey: Survey, noon: pytest.MonkeyPatch, as_user: AsUser
) -> None:
    fake = Fake()
    noon.setattr(settings, "sender", lambda: fake)
    noon.setattr(timezone, "now", lambda: NOON + dt.timedelta(hours=11))
    by = as_user("village")
    text = "验证码{code}，十分钟内有效。"
    message = send_code(prepared(by, survey.people[0], "824613", text))
    assert fake.sent[0].text == "验证码824613，十分钟内有效。"
    assert fake.sent[0].fields == {"code": "824613"}
    message.refresh_from_db()
    assert "824613" not in f"{message.text}{message.values}{message.receipt}"
    assert message.state == "sent"
    AddOptOut(by, area_no=HEHAO, phone="13800000011", reason="本人说").run()
    with pytest.raises(ActionError, match="已退订"):
        prepared(by, survey.people[0])


def prepared(
    by: Actor, person: Person, code: str = "824613", text: str = "验证码{code}，十分钟内有效。", **more: Any
) -> CodeOnItsWay:
    return PrepareCode(by, person_id=person.pk, code=code, text=text, **more).run()


@pytest.mark.parametrize(("error", "counts"), [
    (Unsure("reset"), True), (Refused("没钱了", again=False), False), (Refused("太快", again=True), False)])  # fmt: skip
def test_a_code_that_may_have_left_counts_and_one_that_was_refused_does_not(
    survey: Survey, noon: pytest.MonkeyPatch, as_user: AsUser, error: Exception, counts: bool
) -> None:
    noon.setattr(settings, "sender", lambda: Fake(error))
    by = as_user("village")
    code = prepared(by, survey.people[0])
    assert Message.objects.get().state == "sending"
    assert "824613" not in repr(code)
    with pytest.raises(type(error)):
        send_code(code)
    message = Message.objects.get()
    assert (message.state, message.sent_at is not None) == ("failed", counts)
    with as_service():
        assert send_due(Fake()) == 0
    if counts:
        with pytest.raises(ActionError, match="这个号码刚发过验证码"):
            prepared(by, survey.people[0])
    else:
        prepared(by, survey.people[0])


def test_codes_are_counted_by_number_whoever_they_are_for_and_wherever(
    survey: Survey, noon: pytest.MonkeyPatch
) -> None:
    noon.setattr(settings, "sender", lambda: Fake())
    with acting(scope("banner")):
        elsewhere = [register(actor("banner"), n, "乌兰", WOYANGTAI, phone="13800000011") for n in (71, 73)]
        for turn in range(MOST_A_DAY):
            noon.setattr(timezone, "now", lambda at=NOON + dt.timedelta(minutes=2 * turn): at)
            send_code(prepared(actor("banner"), elsewhere[turn % 2]))
    with acting(scope("village")):
        with pytest.raises(ActionError, match="这个号码刚发过"):
            prepared(actor("village"), survey.people[0])
        noon.setattr(timezone, "now", lambda: NOON + dt.timedelta(hours=5))
        with pytest.raises(ActionError, match="一天内已给这个号码发过5次"):
            prepared(actor("village"), survey.people[0])
        prepared(actor("village"), survey.people[1])
        noon.setattr(timezone, "now", lambda: NOON + dt.timedelta(days=2))
        prepared(actor("village"), survey.people[0])


def test_codes_to_sign_in_use_up_none_of_those_for_signatures(
    survey: Survey, noon: pytest.MonkeyPatch, as_user: AsUser
) -> None:
    noon.setattr(settings, "sender", lambda: Fake())
    by, person = as_user("village"), survey.people[0]
    for turn in range(MOST_A_DAY):
        noon.setattr(timezone, "now", lambda at=NOON + dt.timedelta(minutes=2 * turn): at)
        send_code(prepared(by, person, purpose=CodePurpose.SIGN_IN))
    send_code(prepared(by, person))
    noon.setattr(timezone, "now", lambda: NOON + dt.timedelta(hours=5))
    with pytest.raises(ActionError, match="一天内已给这个号码发过5次"):
        prepared(by, person, purpose=CodePurpose.SIGN_IN)
    prepared(by, person)


def test_a_text_with_the_senders_telephone_needs_one(survey: Survey, as_user: AsUser) -> None:
    made = template("{name}您好，请回电{phone}")
    by = as_user("village")
    with pytest.raises(Invalid, match="您的电话"):
        queue(by, survey, made, survey.people[0])
    User.objects.filter(username="village").update(phone="0478-4212345")
    assert queue(by, survey, made, survey.people[0])[0].text == "甲一您好，请回电0478-4212345"
