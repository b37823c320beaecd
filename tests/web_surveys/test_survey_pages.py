"""摸底: a round begun, asked, counted and closed; every number leads to its list; nobody sees beyond his scope."""

import io
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook

from leye.accounts.models import AccessLog
from leye.accounts.scope import acting, as_service
from leye.adoption.models import Campaign
from leye.casework.models import ServiceRecord
from leye.ledger.models import Intention, Person
from leye.outreach.enums import Measure
from leye.outreach.models import Questionnaire, ReminderPause, Response, SurveyRound
from leye.standards.calendar import today
from tests.ledger.people import actor, register, scope
from tests.outreach.conftest import COUNTY, Survey, questionnaire

pytestmark = pytest.mark.django_db
Clients = Callable[[str], Client]
HTMX = {"HTTP_HX_REQUEST": "true"}


def answers(person: Person, **changes: object) -> dict[str, object]:
    return {
        "q_status": "unemployed", "q_work_capacity": "able", "q_wants_work": "yes", "q_go_out": "yes", "channel": "visit",
        "answered_on": today().isoformat(), "version": "0", "person_version": str(person.version), **changes,
    }  # fmt: skip


def ask_url(survey: Survey, at: int = 0) -> str:
    return f"/surveys/{survey.round.pk}/ask/{survey.people[at].pk}/"


def saved(survey: Survey) -> Response | None:
    with as_service():
        return Response.objects.filter(round=survey.round).first()


def test_a_round_is_begun_as_part_of_an_action(survey: Survey, client_of: Clients) -> None:
    action = Campaign.objects.create(
        title="攻坚季", basis="一号文", area_id=COUNTY, since=today(), until=today()
    )
    client = client_of("county")
    form = client.get(f"/surveys/new/?campaign={action.pk}").context["form"]
    assert form.initial["campaign"] == action.pk
    sent = {
        "title": "攻坚季摸底调查", "area": COUNTY, "groups": ["returned_worker"], "only_unemployed": "on",
        "questionnaire": questionnaire().pk, "since": today().isoformat(), "until": today().isoformat(), "campaign": action.pk,
    }  # fmt: skip
    refused = client.post("/surveys/new/", {**sent, "groups": ["veteran"]})
    assert "没有要调查的人" in refused.text
    answer = client.post("/surveys/new/", sent, follow=True)
    assert "列入3人" in answer.text
    made = SurveyRound.objects.get(campaign=action)
    assert answer.redirect_chain[-1][0] == f"/surveys/{made.pk}/"
    assert "攻坚季摸底调查" in client.get(f"/campaigns/{action.pk}/").text
    assert client_of("village").get("/surveys/new/").status_code == 403


def test_who_sees_a_round_and_what_of_it(survey: Survey, client_of: Clients) -> None:
    url = f"/surveys/{survey.round.pk}/"
    for user, asked in (
        ("county", 3),
        ("town", 3),
        ("village", 2),
        ("village2", 1),
        ("leader", 3),
        ("city", 3),
        ("auditor", 3),
    ):
        page = client_of(user).get(url)
        assert page.status_code == 200, user
        listed = client_of(user).get(f"{url}people/?measure=asked")
        assert len(listed.context["rows"]) == asked, user
    assert client_of("banner").get(url).status_code == 404
    assert client_of("banner").get(f"{url}people/").status_code == 404
    assert client_of("village").get(f"{url}?area={COUNTY}").status_code == 404
    assert client_of("county").get(f"{url}people/?measure=everything").status_code == 404
    assert "攻坚季摸底" in client_of("village").get("/surveys/").text
    assert "攻坚季摸底" not in client_of("banner").get("/surveys/").text


def test_every_number_on_the_page_leads_to_a_list_of_that_length(survey: Survey, client_of: Clients) -> None:
    client = client_of("county")
    assert client.post(ask_url(survey), answers(survey.people[0])).status_code == 302
    page = client.get(f"/surveys/{survey.round.pk}/")
    tiles = [*page.context["tiles"], *page.context["clears"], page.context["answered"]]
    assert [tile["have"] for tile in tiles] == [1, 1, 0, 1, 1, 1, 1, 1]
    for tile in tiles:
        assert len(client.get(tile["url"]).context["rows"]) == tile["have"], tile["label"]
        lacking = client.get(f"{tile['url']}&lacking=1")
        assert len(lacking.context["rows"]) == 3 - tile["have"]
    (row,) = page.context["rows"]
    assert row["asked"] == 3
    town = client.get(f"/surveys/{survey.round.pk}/{row['url']}")
    assert [one["asked"] for one in town.context["rows"]] == [2, 1]


@pytest.mark.parametrize("measure", list(Measure))
def test_lists_ask_the_database_as_often_for_many_people(
    survey: Survey, client_of: Clients, django_assert_max_num_queries: Any, measure: Measure
) -> None:
    client = client_of("county")
    with django_assert_max_num_queries(30):
        assert client.get(f"/surveys/{survey.round.pk}/people/?measure={measure}").status_code == 200


def test_a_look_at_a_list_of_names_leaves_a_line(survey: Survey, client_of: Clients) -> None:
    client = client_of("village")
    for channel in ("phone", "wechat", "visit"):
        client.post(f"{ask_url(survey)}not/", {"channel": channel, "outcome": "no_answer"})
    assert len(client.get(f"/surveys/{survey.round.pk}/people/?measure=asked").context["rows"]) == 2
    assert len(client.get("/surveys/unreachable/").context["rows"]) == 1
    assert client_of("village2").get("/surveys/unreachable/").context["rows"] == []
    with as_service():
        lines = [one.detail for one in AccessLog.objects.filter(access="search").order_by("pk")]
    assert [(line["list"], line["rows"]) for line in lines] == [
        ("攻坚季摸底：应调查", 2),
        ("联系不上的人", 1),
    ]
    assert lines[0]["round"] == survey.round.pk


def test_a_person_is_asked_and_the_ledger_knows_it(survey: Survey, client_of: Clients) -> None:
    client, person = client_of("village"), survey.people[0]
    page = client.get(ask_url(survey))
    assert "现在在做什么" in page.text
    assert "近期想不想就业" not in page.text
    answer = client.post(ask_url(survey), answers(person, q_occupation="缝纫工", q_wage="3000"), follow=True)
    assert "已记下甲一的回答" in answer.text
    assert [row["hit"].name for row in answer.context["rows"]] == ["乙二"]
    with as_service():
        said = Intention.objects.get(person=person)
        assert (said.wants_work, said.wage_min_fen) == ("yes", 300_000)
        assert ServiceRecord.objects.get(person=person).kind == "survey"
        looks = AccessLog.objects.filter(person_id=person.pk, access="view_person")
        assert looks.exists()
    again = client.get(ask_url(survey))
    assert "已记下的回答" in again.text
    assert again.context["form"].initial["version"] == 1
    assert "已调查" in client.get(f"/people/{person.pk}/").text


def test_questions_open_while_the_form_is_filled(survey: Survey, client_of: Clients) -> None:
    client, url = client_of("village"), f"{ask_url(survey)}questions/"
    part = client.post(url, {"q_status": "unemployed"}, **HTMX)
    assert "近期想不想就业" in part.text
    assert "在哪里做什么" not in part.text
    part = client.post(url, {"q_status": "employed", "q_wants_work": "yes", "q_where": "苏州某厂"}, **HTMX)
    assert "苏州某厂" in part.text
    assert "想做什么工作" not in part.text
    assert "错误" not in part.text


def test_what_is_missing_is_told_at_its_question_and_nothing_is_lost(
    survey: Survey, client_of: Clients
) -> None:
    client = client_of("village")
    page = client.post(
        ask_url(survey), answers(survey.people[0], q_wants_work="", q_skills="电焊", q_phone="1390")
    )
    assert "请回答“近期想不想就业”" in page.text
    assert "电焊" in page.text
    page = client.post(ask_url(survey), answers(survey.people[0], q_phone="1390"))
    assert page.context["form"].errors.get("q_phone")
    assert saved(survey) is None


def test_the_second_at_the_door_sees_what_the_first_wrote_and_decides(
    survey: Survey, client_of: Clients
) -> None:
    person = survey.people[0]
    client_of("town").post(ask_url(survey), answers(person))
    mine = {"q_status": "farming", "q_wants_work": "", "q_go_out": "no"}
    with as_service():
        person.refresh_from_db()
    page = client_of("village").post(ask_url(survey), answers(person, **mine))
    assert page.status_code == 409
    assert "李志强" in page.text
    assert "没有工作" in page.text
    assert saved(survey).status == "unemployed"  # type: ignore[union-attr]  # it is there
    version = page.context["form"]["version"].value()
    again = client_of("village").post(ask_url(survey), answers(person, version=version, **mine))
    assert again.status_code == 302
    assert saved(survey).status == "farming"  # type: ignore[union-attr]  # it is there


def test_a_file_changed_meanwhile_is_told_with_what_changed(survey: Survey, client_of: Clients) -> None:
    from leye.ledger.actions.update_person import UpdatePerson

    person = survey.people[0]
    with acting(scope("town")):
        UpdatePerson(
            actor("town"), person_id=person.pk, version=person.version, changes={"phone": "13700000000"}
        ).run()
    page = client_of("village").post(ask_url(survey), answers(person, q_phone="13600000000"))
    assert page.status_code == 409
    assert "13700000000" in page.text
    assert saved(survey) is None
    version = page.context["form"]["person_version"].value()
    again = client_of("village").post(
        ask_url(survey), answers(person, q_phone="13600000000", person_version=version)
    )
    assert again.status_code == 302


def test_nobody_could_be_asked(survey: Survey, client_of: Clients) -> None:
    client, url = client_of("village"), f"{ask_url(survey)}not/"
    for channel in ("phone", "wechat", "visit"):
        answer = client.post(url, {"channel": channel, "outcome": "bad_number"}, follow=True)
        assert "这次没问到" in answer.text
    page = client.get("/surveys/unreachable/")
    assert [row["hit"].name for row in page.context["rows"]] == ["甲一"]
    assert "号码不对" in page.text
    refused = client.post(url, {"channel": "phone", "outcome": "done"}, follow=True)
    assert "没问到请选择原因" in refused.text
    assert client_of("village2").post(url, {"channel": "phone", "outcome": "away"}).status_code == 404


def test_who_is_not_on_the_list_is_not_there(survey: Survey, client_of: Clients) -> None:
    with acting(scope("county")):
        other = register(actor("county"), 70, "别人")
    client = client_of("village")
    assert client.get(f"/surveys/{survey.round.pk}/ask/{other.pk}/").status_code == 404
    assert client.get(f"/surveys/{survey.round.pk}/ask/{survey.people[2].pk}/").status_code == 404
    assert client_of("auditor").get(ask_url(survey)).status_code == 403


def test_a_closed_round_is_only_looked_at(survey: Survey, client_of: Clients) -> None:
    client = client_of("village")
    client.post(ask_url(survey), answers(survey.people[0]))
    assert client_of("town").post(f"/surveys/{survey.round.pk}/close/").status_code == 302
    survey.round.refresh_from_db()
    assert survey.round.closed_at is None, "a township does not close the county's round"
    assert "已结束" in client_of("county").post(f"/surveys/{survey.round.pk}/close/", follow=True).text
    page = client.get(ask_url(survey))
    assert "只能查看" in page.text
    assert "没有工作" in page.text
    client.post(ask_url(survey), answers(survey.people[0], version=1, q_status="farming"))
    assert saved(survey).status == "unemployed"  # type: ignore[union-attr]  # it is there


def test_the_list_leaves_as_a_masked_workbook_and_is_logged(survey: Survey, client_of: Clients) -> None:
    answer = client_of("town").get(f"/surveys/{survey.round.pk}/people/?measure=asked&format=xlsx")
    sheet = load_workbook(io.BytesIO(answer.content)).active
    assert sheet is not None
    text = "\n".join(str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value)
    assert "甲一" in text
    assert "13800000011" not in text
    with as_service():
        assert AccessLog.objects.filter(access="export").count() == 1


def test_a_pause_is_made_and_ended(survey: Survey, client_of: Clients) -> None:
    client, person = client_of("village"), survey.people[0]
    wrong = client.post(f"/surveys/pause/{person.pk}/", {"until": "2020-01-01", "reason": "住院"})
    assert "不能早于" in wrong.text
    client.post(f"/surveys/pause/{person.pk}/", {"until": today().isoformat(), "reason": "住院"})
    assert "暂停提醒" in client.get(f"/people/{person.pk}/").text
    assert "住院" in client.get(ask_url(survey)).text
    assert client_of("village2").post(f"/surveys/resume/{person.pk}/").status_code == 404
    client.post(f"/surveys/resume/{person.pk}/")
    with as_service():
        assert not ReminderPause.objects.exists()


def test_an_area_makes_its_own_questionnaire(survey: Survey, client_of: Clients) -> None:
    client = client_of("county")
    schema = {
        "type": "object",
        "title": "本县问卷",
        "properties": {"a": {"type": "string", "title": "养了几头牛"}},
    }
    for sent, why in (
        ({"text": "{"}, "不是有效的 JSON"), ({"text": ""}, "请选择文件或填写题目"),
        ({"text": json.dumps({**schema, "properties": {"a": {"type": "object", "title": "牛"}}})}, "type 应为"),
        ({"file": SimpleUploadedFile("q.json", "问".encode("gbk"))}, "UTF-8"),
    ):  # fmt: skip
        assert why in client.post("/surveys/questionnaires/new/", {"area": COUNTY, **sent}).text
    file = SimpleUploadedFile("q.json", json.dumps(schema).encode())
    answer = client.post("/surveys/questionnaires/new/", {"area": COUNTY, "file": file}, follow=True)
    assert "养了几头牛" in answer.text
    made = Questionnaire.objects.get(name="本县问卷")
    assert client.get(f"/surveys/questionnaires/{made.pk}/?format=json").json() == schema
    assert client_of("banner").get(f"/surveys/questionnaires/{made.pk}/").status_code == 404
    assert "本县问卷" in client_of("village").get("/surveys/questionnaires/").text
    assert "已停用" in client.post(f"/surveys/questionnaires/{made.pk}/end/", follow=True).text
