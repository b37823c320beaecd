"""行动: planned, shown in scope, moved, closed with a report that can be printed."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client

from leye.adoption.models import Campaign
from leye.standards.calendar import today

pytestmark = pytest.mark.django_db

COUNTY, BANNER = 150822000000, 150823000000
DAY = dt.timedelta(days=1)
Clients = Callable[[str], Client]
SUMMARY = "全县组织走访，逐人落实服务任务，群众满意，办成了一批实事。"


def planned(client: Client, **changes: object) -> Campaign | None:
    sent = {
        "area": COUNTY, "title": "春风行动", "theme": "暖人心", "basis": "磴人社发1号", "since": (today() - DAY).isoformat(),
        "until": (today() + DAY).isoformat(), "report_form": "书面总结", "report_due_on": (today() + 5 * DAY).isoformat(),
    }  # fmt: skip
    client.post("/campaigns/plan/", {**sent, **changes})
    return Campaign.objects.order_by("-pk").first()


def test_a_campaign_is_planned_and_seen_by_everybody_below(client_of: Clients) -> None:
    made = planned(client_of("county"))
    assert made is not None
    for user in ("village", "town", "leader", "city", "auditor"):
        page = client_of(user).get("/campaigns/")
        assert "春风行动" in page.text, user
        assert client_of(user).get(f"/campaigns/{made.pk}/").status_code == 200
    assert client_of("banner").get(f"/campaigns/{made.pk}/").status_code == 404
    assert "春风行动" not in client_of("banner").get("/campaigns/").text


@pytest.mark.parametrize("user", ["village", "town", "auditor"])
def test_who_may_not_run_campaigns(client_of: Clients, user: str) -> None:
    assert client_of(user).get("/campaigns/plan/").status_code == 403
    assert planned(client_of(user)) is None


def test_another_countys_campaign_is_out_of_reach(client_of: Clients) -> None:
    assert planned(client_of("county"), area=BANNER) is None
    made = planned(client_of("banner"), area=BANNER)
    assert made is not None
    days = {"since": today().isoformat(), "until": today().isoformat()}
    assert client_of("county").post(f"/campaigns/{made.pk}/days/", days).status_code == 404
    assert client_of("county").post(f"/campaigns/{made.pk}/close/", {"summary": SUMMARY}).status_code == 404


def test_wrong_days_are_told_in_the_form(client_of: Clients) -> None:
    client = client_of("county")
    assert planned(client, until="2020-01-01") is None
    made = planned(client)
    assert made is not None
    page = client.post(f"/campaigns/{made.pk}/days/", {"since": "2026-02-01", "until": "2026-01-01"})
    assert "结束日期早于开始日期" in page.text


def test_days_are_moved(client_of: Clients) -> None:
    made = planned(client_of("county"))
    assert made is not None
    until = today() + 30 * DAY
    client_of("leader").post(
        f"/campaigns/{made.pk}/days/", {"since": made.since.isoformat(), "until": until.isoformat()}
    )
    made.refresh_from_db()
    assert made.until == until


def test_a_campaign_is_closed_and_its_report_printed(client_of: Clients) -> None:
    made = planned(client_of("county"))
    assert made is not None
    client = client_of("county")
    assert client.get(f"/campaigns/{made.pk}/report/").status_code == 404
    refused = client.post(f"/campaigns/{made.pk}/close/", {"summary": "好"})
    assert "不少于20个字" in refused.text
    answer = client.post(
        f"/campaigns/{made.pk}/close/", {"summary": SUMMARY, "cases": "王师傅上岗", "suggestions": ""}
    )
    assert answer["Location"] == f"/campaigns/{made.pk}/report/"
    page = client_of("city").get(answer["Location"])
    for words in (SUMMARY, "王师傅上岗", "典型案例", "意见建议", "张建华"):
        assert words in page.text
    again = client.post(f"/campaigns/{made.pk}/close/", {"summary": SUMMARY})
    assert "已经总结" in again.text
    shown = client.get(f"/campaigns/{made.pk}/")
    assert "总结并固定数据" not in shown.text


def test_the_calendar_fills_the_form_in(client_of: Clients) -> None:
    client = client_of("county")
    assert "百日千万网络招聘" in client.get("/campaigns/calendar/").text
    form = client.get("/campaigns/plan/?recurring=spring_breeze").context["form"]
    assert form.initial["title"] == "春风行动"
    assert form.initial["since"].month == 1
    assert client.get("/campaigns/plan/?recurring=nothing").status_code == 200
    named = client.get("/campaigns/plan/?pack=sn_2020_q4&name=season").context["form"]
    assert named.initial["title"] == "就业创业服务攻坚季行动"


def test_the_calendar_shows_what_was_planned(client_of: Clients) -> None:
    made = planned(client_of("county"))
    assert made is not None
    assert f"/campaigns/{made.pk}/" in client_of("leader").get("/campaigns/calendar/").text
