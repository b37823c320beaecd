"""Answers that could not go in by themselves: both sides on the page, and questions asked again."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from leye.accounts.scope import acting
from leye.ledger.models import Person
from leye.offline.models import OfflineEdit
from leye.outreach.actions.responses import RecordResponse
from leye.outreach.actions.rounds import CloseRound
from leye.outreach.models import Response, SurveyRound
from leye.standards.calendar import today
from tests.ledger.people import actor, scope
from tests.offline.conftest import now_ms, survey
from tests.offline.test_answers import GIVEN
from tests.web.seed import Seeded
from tests.web_offline.test_pages import take

__all__ = ["survey"]
pytestmark = pytest.mark.django_db
Clients = Callable[[str], Client]
NUMBER = "7d5f6f3e-0000-4000-8000-000000000001"
PAGE = f"/offline/decisions/{NUMBER}/"


@pytest.fixture
def client(client_of: Clients) -> Client:
    return client_of("village")


@pytest.fixture
def pk(corner: Seeded) -> int:
    return corner.people["李建国"]


def hand_in(client: Client, taken: dict[str, Any], pk: int, **answers: Any) -> str:
    """What became of answers that a device hands in."""
    (card,) = [card for card in taken["people"] if card["id"] == pk]
    (asked,) = taken["surveys"]["rounds"]
    body = {
        "on": today().isoformat(), "on_typed": False, "round": asked["id"], "questionnaire": asked["questionnaire"],
        "base": {"answers": card["surveys"][0]["answers"], "known": card["known"]}, "answers": {**GIVEN, **answers},
        "channel": "visit", "answered_by": "妻子",
    }  # fmt: skip
    record = {"uuid": NUMBER, "kind": "answers", "person": pk, "device_ms": now_ms(), "body": body}
    sent = json.dumps({"pack": taken["pack"], "device_ms": now_ms(), "edits": [record]})
    answer = client.post("/offline/sync/", sent, content_type="application/json").json()
    state: str = answer["results"][0]["state"]
    return state


def shown(client: Client) -> str:
    return client.get("/offline/decisions/").content.decode()


def test_a_pack_holds_the_questionnaire(survey: SurveyRound, client: Client, pk: int) -> None:
    taken = take(client)
    assert [one["title"] for one in taken["surveys"]["rounds"]] == ["冬季摸底"]
    assert len(taken["surveys"]["questionnaires"]) == 1


def test_two_answers_are_shown_where_they_differ_and_one_is_chosen(
    survey: SurveyRound, client: Client, pk: int
) -> None:
    taken = take(client)
    with acting(scope("town")):
        RecordResponse(
            actor("town"), round_id=survey.pk, person_id=pk, answers=GIVEN, answered_on=today(), channel="phone", version=0,
            person_version=Person.objects.get(pk=pk).version,
        ).run()  # fmt: skip
    assert hand_in(client, taken, pk, go_out="yes") == "waiting"
    page = shown(client)
    for words in (
        "别人已录入此人的回答",
        "外出务工意愿：想外出",
        "外出务工意愿：不想外出",
        "李志强",
        "冬季摸底",
        "妻子",
    ):
        assert words in page
    assert "目前状况：" not in page
    after = client.post(PAGE, {"verb": "apply", "choice_response": "mine"}, follow=True).content.decode()
    assert "已按您的决定入账" in after
    with acting(scope("village")):
        assert Response.objects.get().answers["go_out"] == "yes"


@pytest.mark.parametrize(("side", "words"), [("mine", "已按您的决定入账"), ("theirs", "已放弃这条离线记录")])
def test_a_closed_round_is_told_with_two_ways_on(
    survey: SurveyRound, client: Client, pk: int, side: str, words: str
) -> None:
    taken = take(client)
    with acting(scope("county")):
        CloseRound(actor("county"), round_id=survey.pk).run()
    assert hand_in(client, taken, pk) == "waiting"
    page = shown(client)
    assert "张建华在" in page
    assert "结束了这次摸底" in page
    assert words in client.post(PAGE, {"verb": "apply", "choice_round": side}, follow=True).content.decode()


def test_a_refused_answer_is_asked_again_and_only_that_one(
    survey: SurveyRound, client: Client, pk: int
) -> None:
    assert hand_in(client, take(client), pk, phone="12", wage=-1) == "waiting"
    page = shown(client)
    assert f'name="{NUMBER}-q_wage"' in page
    assert f'name="{NUMBER}-q_status"' not in page
    wrong = client.post(PAGE, {"verb": "apply", f"{NUMBER}-q_wage": "多"}, follow=True).content.decode()
    assert "请填整数" in wrong
    client.post(PAGE, {"verb": "apply", f"{NUMBER}-q_wage": "3500"})
    assert f'name="{NUMBER}-q_phone"' in shown(client), "the ledger had not looked at the telephone yet"
    client.post(PAGE, {"verb": "apply", f"{NUMBER}-q_phone": "13955556666"})
    with acting(scope("village")):
        assert OfflineEdit.objects.get().state == "applied"
        assert Response.objects.get().answers == {**GIVEN, "wage": 3500, "phone": "13955556666"}
