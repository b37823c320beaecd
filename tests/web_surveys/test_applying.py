"""An answer that wants help becomes an application in one press, with what was told at the door."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client

from leye.accounts.scope import acting, as_service
from leye.cases.actions.apply import Apply
from leye.cases.actions.exit import ExitCase
from leye.cases.models import Case
from leye.casework.models import ServiceRecord
from leye.outreach.models import Response
from leye.outreach.wanting import asked_words, wants_help
from leye.standards.calendar import today
from tests.ledger.people import actor, scope
from tests.outreach.conftest import Survey
from tests.web_surveys.test_survey_pages import answers, ask_url

pytestmark = pytest.mark.django_db
Clients = Callable[[str], Client]
TOLD = {"q_occupation": "缝纫工", "q_place": "县城", "q_wage": "3000", "q_needs": "电焊"}


def only_case() -> Case:
    with as_service():
        return Case.objects.select_related("owner").get()


def test_an_answer_and_the_application_in_one_press(survey: Survey, client_of: Clients) -> None:
    client, person = client_of("village"), survey.people[0]
    assert "记下并受理申请" in client.get(ask_url(survey)).text
    page = client.post(ask_url(survey), answers(person, apply="1", **TOLD), follow=True)
    case = only_case()
    assert page.redirect_chain[-1][0] == f"/cases/{case.pk}/"
    assert "已记下甲一的回答" in page.text
    assert "已按“攻坚季摸底”的回答受理甲一的申请" in page.text
    assert "经摸底排查申请" in page.text
    assert (case.channel, case.applied_on, case.asked_for, case.owner.username) == (  # type: ignore[union-attr]  # named below
        "survey", today(), "想找工作，做缝纫工，在县城，月薪3000元以上；想学电焊", "village",
    )  # fmt: skip
    with as_service():
        assert Response.objects.get().answers["occupation"] == "缝纫工"
        assert ServiceRecord.objects.get().kind == "survey", "asking is written once"


def test_an_answer_on_file_is_applied_for_with_one_press(survey: Survey, client_of: Clients) -> None:
    village, town = client_of("village"), client_of("town")
    village.post(ask_url(survey), answers(survey.people[0], **TOLD))
    page = town.get(ask_url(survey)).text
    address = f"{ask_url(survey)}apply/"
    assert "此人想要帮助" in page
    assert address in page
    done = town.post(address, follow=True)
    case = only_case()
    assert done.redirect_chain[-1][0] == f"/cases/{case.pk}/"
    assert "缝纫工" in done.text
    again = town.post(address, follow=True)
    assert "已有一个在办的个案" in again.text
    assert only_case().pk == case.pk
    page = town.get(ask_url(survey)).text
    assert f"/cases/{case.pk}/" in page
    assert "受理申请" not in page


def test_who_wants_no_help_is_not_offered_it(survey: Survey, client_of: Clients) -> None:
    client = client_of("village")
    client.post(ask_url(survey), answers(survey.people[0], q_status="retired", q_wants_work=""))
    page = client.get(ask_url(survey)).text
    assert "已记下的回答" in page
    assert f"{ask_url(survey)}apply/" not in page


def test_a_refused_application_loses_no_answer(survey: Survey, client_of: Clients) -> None:
    person = survey.people[0]
    with acting(scope("town")):
        town = actor("town")
        last = Apply(
            town, person_id=person.pk, channel="counter", applied_on=today() - dt.timedelta(days=9)
        ).run()
        ExitCase(
            town, case_id=last.pk, version=last.version, kind="left_area", exited_on=today(), note="去了苏州"
        ).run()
    with as_service():
        survey.round.since = today() - dt.timedelta(days=5)
        survey.round.save(update_fields=["since"])
    client = client_of("village")
    early = (today() - dt.timedelta(days=2)).isoformat()
    page = client.post(ask_url(survey), answers(person, apply="1", answered_on=early), follow=True)
    assert "已记下甲一的回答" in page.text
    assert "没有受理申请：" in page.text
    assert "上一个个案到" in page.text
    with as_service():
        assert Response.objects.count() == 1
        assert Case.objects.count() == 1


def test_only_who_may_work_on_the_person_may_apply(survey: Survey, client_of: Clients) -> None:
    address = f"{ask_url(survey)}apply/"
    assert client_of("village").post(address).status_code == 404, "nothing was answered yet"
    client_of("village").post(ask_url(survey), answers(survey.people[0]))
    assert client_of("banner").post(address).status_code == 404
    assert client_of("village2").post(address).status_code == 404
    assert client_of("auditor").post(address).status_code == 403
    assert client_of("village").get(address).status_code == 405
    with as_service():
        assert Case.objects.count() == 0


def test_what_was_asked_for_fits_its_column() -> None:
    assert not wants_help({"intention.wants_work": "no", "intention.wants_startup": False, "need": ""})
    assert wants_help({"intention.wants_startup": True})
    assert (
        asked_words({"intention.wants_startup": True, "need": ["电焊", "叉车"]}, 200)
        == "想自己创业；想学电焊、叉车"
    )
    long = asked_words({"intention.wants_work": "yes", "need": "学" * 300}, 200)
    assert (len(long), long[-1]) == (200, "…")
