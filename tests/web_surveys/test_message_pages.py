"""短信: a text drafted and approved, sent from a list, its receipt pushed, a number taken off."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob

from leye.accounts.models import AccessLog
from leye.accounts.scope import as_service
from leye.outreach.actions.sending import send_due
from leye.outreach.actions.templates import digest_of
from leye.outreach.models import Message, MessageTemplate, OptOut
from leye.outreach.sms import hours, settings
from leye.outreach.sms.outbox import Outbox
from tests.outreach.conftest import COUNTY, Survey

pytestmark = pytest.mark.django_db
Clients = Callable[[str], Client]
LONG = "k7Q2" * 8


@pytest.fixture
def approved(survey: Survey, client_of: Clients) -> MessageTemplate:
    """A text of the county that may be sent."""
    draft = {"title": "摸底提醒", "area": COUNTY, "text": "{name}您好，请在{until}前回电。"}
    assert "请另一位同事审核" in client_of("county").post("/messages/templates/new/", draft, follow=True).text
    made = MessageTemplate.objects.get()
    approve = f"/messages/templates/{made.pk}/approve/"
    seen = {"seen": digest_of(made)}
    assert "起草人不能审核" in client_of("county").post(approve, seen, follow=True).text
    assert client_of("banner").post(approve, seen).status_code == 404
    assert "可以使用" in client_of("leader").post(approve, seen, follow=True).text
    return made


def chosen(survey: Survey, *places: int) -> dict[str, Any]:
    return {"person": [survey.people[at].pk for at in places], "round": survey.round.pk}


def test_a_text_that_tells_too_much_is_refused_at_its_field(client_of: Clients) -> None:
    sent = {"title": "一", "area": COUNTY, "text": "{name}您好，低保户请回电"}
    page = client_of("county").post("/messages/templates/new/", sent)
    assert page.context["form"].errors["text"]
    assert client_of("village").get("/messages/templates/new/").status_code == 403


def test_a_draft_changed_after_the_approver_opened_the_page_is_shown_again(client_of: Clients) -> None:
    draft = {"title": "提醒", "area": COUNTY, "text": "{name}您好，请来镇里。"}
    county, leader = client_of("county"), client_of("leader")
    county.post("/messages/templates/new/", draft)
    made = MessageTemplate.objects.get()

    def shown(page: str) -> str:
        return page.partition('name="seen" value="')[2].partition('"')[0]

    opened = shown(leader.get("/messages/templates/").text)
    changed = {**draft, "text": "{name}您好，请来县里。", "aliyun_code": "SMS_77"}
    county.post(f"/messages/templates/{made.pk}/", changed)
    approve = f"/messages/templates/{made.pk}/approve/"
    for seen in ({"seen": opened}, {}):
        answer = leader.post(approve, seen)
        assert answer.status_code == 409
        assert "打开页面以后改过" in answer.text
        assert "请来县里" in answer.text
        assert "SMS_77" in answer.text
    made.refresh_from_db()
    assert made.state == "draft"
    assert "可以使用" in leader.post(approve, {"seen": shown(answer.text)}, follow=True).text


def test_people_of_a_list_are_written_to(
    survey: Survey, approved: MessageTemplate, client_of: Clients
) -> None:
    client = client_of("village")
    page = client.get("/messages/send/", chosen(survey, 0, 1))
    assert "可以发给2人" in page.text
    answer = client.post("/messages/send/", {**chosen(survey, 0, 1), "template": approved.pk}, follow=True)
    assert "2条短信已提交" in answer.text
    assert ProcrastinateJob.objects.filter(task_name="outreach.send", status="todo").count() == 1
    again = client.get("/messages/send/", chosen(survey, 0, 1))
    assert "近期发过" in again.text
    assert "可以发给0人" in again.text
    assert client.get("/messages/send/", chosen(survey, 2)).status_code == 404
    shown = client.get("/messages/")
    assert "138****0011" in shown.text
    assert "13800000011" not in shown.text
    with as_service():
        (line,) = AccessLog.objects.filter(access="search", detail__list="短信")
    assert (line.user.username, line.detail["rows"]) == ("village", 2)
    assert "甲一" not in client_of("village2").get("/messages/").text
    assert client.get("/messages/?state=strange").status_code == 404
    assert client_of("auditor").get("/messages/send/").status_code == 403


def test_without_people_or_texts_the_page_says_what_to_do(survey: Survey, client_of: Clients) -> None:
    assert "还没有选人" in client_of("village").get("/messages/send/").text
    assert "没有可用的模板" in client_of("village").get("/messages/send/", chosen(survey, 0)).text


def test_receipts_are_taken_from_who_knows_the_address(
    survey: Survey, approved: MessageTemplate, client_of: Clients, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hours, "is_quiet", lambda moment: False)
    monkeypatch.setattr("leye.outreach.actions.sending.is_quiet", lambda moment: False)
    client_of("village").post("/messages/send/", {**chosen(survey, 0), "template": approved.pk})
    assert send_due(Outbox()) == 1
    with as_service():
        message = Message.objects.get()
    pushed = json.dumps(
        [{"receipt": message.receipt, "delivered": True}, {"phone": message.phone, "text": "退订"}]
    )
    nobody = Client(enforce_csrf_checks=True)

    def push(token: str, body: str = pushed, provider: str = "outbox") -> int:
        return nobody.post(
            f"/messages/receipts/{provider}/{token}/", body, content_type="application/json"
        ).status_code

    assert push("x") == 404, "no token is set: nobody may push"
    monkeypatch.setenv("LEYE_SMS_PUSH_TOKEN", LONG[1:])
    with pytest.raises(ImproperlyConfigured, match=r"LEYE_SMS_PUSH_TOKEN has 31 characters"):
        push(LONG[1:])
    monkeypatch.setenv("LEYE_SMS_PUSH_TOKEN", LONG)
    assert push("wrong") == 404
    assert push(LONG, provider="tencent") == 404
    assert push(LONG, body="[1]") == push(LONG, body="not json") == 400
    assert push(LONG) == push(LONG) == 200
    with as_service():
        message.refresh_from_db()
        assert (message.state, message.service_id is not None) == ("delivered", True)
        assert OptOut.objects.get().phone == message.phone
    assert settings.push_token() == LONG
    page = client_of("village").get(f"/people/{message.person_id}/")
    assert "信息已送达，未回复" in page.text


def test_a_number_is_taken_off_and_put_back(
    survey: Survey, approved: MessageTemplate, client_of: Clients
) -> None:
    client = client_of("village")
    assert (
        client.post("/messages/opt-outs/", {"phone": "123", "reason": "来电"}).context["form"].errors["phone"]
    )
    client.post("/messages/opt-outs/", {"phone": "13800000011", "reason": "来电"})
    assert "对方已退订" in client.get("/messages/send/", chosen(survey, 0)).text
    row = OptOut.objects.values_list("pk", flat=True)
    with as_service():
        pk = row.get()
    assert client_of("village2").post(f"/messages/opt-outs/{pk}/remove/").status_code == 404
    assert "已取消退订" in client.post(f"/messages/opt-outs/{pk}/remove/", follow=True).text
    assert (
        client_of("auditor")
        .post("/messages/opt-outs/", {"phone": "13800000011", "reason": "来电"})
        .status_code
        == 200
    )
    with as_service():
        assert not OptOut.objects.exists()
