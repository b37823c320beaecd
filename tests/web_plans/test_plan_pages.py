"""Plans and templates through their pages: made from a template, agreed, met by evidence, printed, out of scope."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from leye.accounts.models import AccessLog
from leye.accounts.scope import acting, as_service
from leye.cases.actions.templates import AddStarters
from leye.cases.models import Case, Plan, PlanTemplate
from leye.casework.actions.record_service import RecordService
from leye.ledger.actions.helpers import SetHelper
from leye.standards.calendar import today
from tests.ledger.people import actor, post, scope
from tests.web.seed import Seeded

ClientOf = Callable[[str], Client]
NAME = "李建国"


@pytest.fixture
def corner_with_helper(corner: Seeded) -> Seeded:
    with acting(scope("county")):
        AddStarters(actor("county"), area_no=150822000000).run()
        SetHelper(actor("county"), person_ids=[corner.people[NAME]], user_id=post("village").user_id).run()
    return corner


def fields(response: Any) -> dict[str, str]:
    """What a browser would post back: the values of the form and of its lines."""
    form, goals = response.context["form"], response.context["goals"]
    values = {box.html_name: box.value() for box in form} | {
        box.html_name: box.value() for box in goals.management_form
    }
    for line in goals:
        values |= {box.html_name: box.value() for box in line}
    return {name: "" if value is None else str(value) for name, value in values.items()}


def make(client: Client, pk: int, **more: str) -> Any:
    with as_service():
        template = PlanTemplate.objects.get(title__startswith="就业困难")
    opened = client.get(f"/plans/person/{pk}/?template={template.pk}")
    values = fields(opened) | {
        "helping_unit": "补隆淖尔镇便民服务中心",
        "contact_phone": "13800138000",
        **more,
    }
    return client.post(f"/plans/person/{pk}/", values, follow=True)


def test_a_plan_begins_with_its_template_and_what_the_ledger_knows(
    corner_with_helper: Seeded, client_of: ClientOf
) -> None:
    pk = corner_with_helper.people[NAME]
    page = make(client_of("village"), pk)
    assert page.redirect_chain, page.context["form"].errors
    with as_service():
        plan = Plan.objects.get()
        assert (plan.contact_name, plan.goal, len(plan.goals)) == ("王小梅", "援助期内实现稳定就业", 4)
        assert plan.goals[0]["due_on"] == (today() + dt.timedelta(days=15)).isoformat()
    text = page.content.decode()
    assert "已与本人商定" in text
    assert "上门走访" in text
    assert (
        client_of("village").post(f"/plans/{plan.pk}/agree/", {"agreed_on": today().isoformat()}).status_code
        == 302
    )
    with acting(scope("village")):
        RecordService(actor("village"), person_id=pk, kind="home_visit", served_on=today()).run()
    text = client_of("village").get(f"/plans/{plan.pk}/").content.decode()
    assert "4项目标，已达成1项" in text
    assert "执行中" in text
    person = client_of("village").get(f"/people/{pk}/").content.decode()
    assert "援助期内实现稳定就业" in person
    refused = client_of("village").post(
        f"/plans/{plan.pk}/end/", {"reason": "met", "ended_on": today().isoformat(), "note": ""}
    )
    assert "这些目标还没有佐证" in refused.content.decode()
    sheet = client_of("village").get(f"/plans/{plan.pk}/?print=1").content.decode()
    assert "本人签字" in sheet


def test_a_goal_beyond_its_dates_is_told_at_the_form_and_nothing_is_lost(
    corner_with_helper: Seeded, client_of: ClientOf
) -> None:
    far = (today() + dt.timedelta(days=900)).isoformat()
    page = make(client_of("village"), corner_with_helper.people[NAME], **{"goal-0-due_on": far})
    text = page.content.decode()
    assert "期限应在计划开始和到期之间" in text
    assert "补隆淖尔镇便民服务中心" in text
    with as_service():
        assert Plan.objects.count() == 0


def test_lists_count_what_they_show_and_name_who_has_no_plan(
    corner_with_helper: Seeded, client_of: ClientOf
) -> None:
    pk = corner_with_helper.people["赵海燕"]
    with as_service():
        Case.objects.create(person_id=pk, area_id=150822101201, channel="clerk", applied_on=today(), registered_on=today(),
             state="registered", is_labourer=True)  # fmt: skip
    page = client_of("town").get("/plans/?tab=none")
    assert [case.person_id for case in page.context["page"].rows] == [pk]
    assert page.context["tabs"][3]["count"] == 1
    make(client_of("town"), corner_with_helper.people[NAME])
    page = client_of("town").get("/plans/?tab=draft")
    assert [row["plan"].person.name for row in page.context["page"].rows] == [NAME]
    assert client_of("banner").get("/plans/?tab=draft").context["tabs"][1]["count"] == 0


def test_out_of_scope_is_404_and_a_look_is_logged(corner_with_helper: Seeded, client_of: ClientOf) -> None:
    pk = corner_with_helper.people[NAME]
    make(client_of("town"), pk)
    with as_service():
        plan = Plan.objects.get()
    for path in (
        f"/plans/{plan.pk}/",
        f"/plans/{plan.pk}/agree/",
        f"/plans/{plan.pk}/end/",
        f"/plans/person/{pk}/",
    ):
        assert client_of("banner").get(path).status_code == 404
        assert client_of("village2").get(path).status_code == 404
    assert client_of("auditor").get(f"/plans/person/{pk}/").status_code == 403
    client_of("auditor").get(f"/plans/{plan.pk}/")
    with as_service():
        assert AccessLog.objects.filter(person_id=pk, user__username="auditor").count() == 1


def test_templates_are_added_changed_and_closed(corner: Seeded, client_of: ClientOf) -> None:
    county = client_of("county")
    assert "加入内置模板" in county.get("/plans/templates/").content.decode()
    county.post("/plans/templates/starters/")
    with as_service():
        one = PlanTemplate.objects.get(title__startswith="零就业")
    opened = county.get(f"/plans/templates/{one.pk}/")
    values = fields(opened) | {"months": "2", "goal-2-days": "25"}
    assert county.post(f"/plans/templates/{one.pk}/", values).status_code == 302
    with as_service():
        one.refresh_from_db()
        assert (one.months, one.goals[2]["days"]) == (2, 25)
    stale = county.post(f"/plans/templates/{one.pk}/", values)
    assert "没有写入" in stale.content.decode()
    assert county.post(f"/plans/templates/{one.pk}/close/").status_code == 302
    assert county.get(f"/plans/templates/{one.pk}/").status_code == 404
    assert client_of("village").get("/plans/templates/").status_code == 200
    assert client_of("village").get("/plans/templates/new/").status_code == 403
