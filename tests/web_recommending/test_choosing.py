"""What the system would choose and why not the others, a job found by hand, and courses for what is missing."""

import datetime as dt
import re
from collections.abc import Callable

from django.test import Client

from leye.accounts.scope import acting, as_service
from leye.casework.models import ServiceRecord
from leye.hiring.actions.recommend import Choose, Decline
from leye.hiring.models import Recommendation
from leye.ledger.actions.wishes import StateNeed
from leye.ledger.models import Employer
from leye.standards.calendar import today
from leye.training.actions.courses import SaveCourse
from leye.training.models import Course
from leye.vacancies.models import Vacancy
from leye.worklist.refresh import refresh_people
from tests.ledger.people import actor, scope
from tests.vacancies.making import publish
from tests.web.seed import Seeded
from tests.web.test_people import HTMX, words
from tests.web_recommending.test_card import jobs, match, picked

ClientOf = Callable[[str], Client]
__all__ = ["jobs"]
WHO = "王秀兰"
COUNTY = 150822000000


def text(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def courses_told(person: int) -> list[str]:
    with as_service():
        records = ServiceRecord.objects.filter(person_id=person, kind="course_recommendation")
        return list(records.order_by("pk").values_list("item", flat=True))


def course(title: str, **more: object) -> Course:
    with acting(scope("county")):
        values = {
            "area_no": COUNTY, "starts_on": today() + dt.timedelta(days=20), "seats": 30, "institution": "磴口县职教中心",
            **more,
        }  # fmt: skip
        return SaveCourse(actor("county"), title=title, **values).run()  # type: ignore[arg-type]  # a test's shorthand


def test_the_rule_is_shown_without_what_officers_settled(
    corner: Seeded, jobs: list[Vacancy], client_of: ClientOf
) -> None:
    pk = corner.people[WHO]
    with acting(scope("county")):
        unit = Employer.objects.get(pk=corner.employer)
    asks = publish(unit, "county", "leader", title="冷库工", certificates=["冷库作业证"], seats=5)
    first, second = picked(pk)[:2]
    with acting(scope("village")):
        by = actor("village")
        Choose(by, person_id=pk, vacancy_id=first.vacancy_id, kind="exclude", reason="和班组长有矛盾").run()
        Decline(by, recommendation_id=second.pk, reason="family").run()
    page = words(client_of("village").get(f"/recommendations/people/{pk}/rule/"))
    said = text(page)
    assert f"1. {first.title}" in said
    assert "和班组长有矛盾" in said
    assert "排在三个之后" not in said
    assert "分数的组成" in said
    assert "得分" in said
    refused = said[said.index("没有选的，为什么") :]
    assert asks.title in refused
    assert "差一项：冷库作业证" in refused
    assert f"{second.title}" in refused
    assert "本人不去：家里离不开" in refused


def test_nothing_is_open(corner: Seeded, client_of: ClientOf) -> None:
    page = text(words(client_of("village").get(f"/recommendations/people/{corner.people[WHO]}/rule/")))
    assert "现在没有在招的岗位" in page
    answer = client_of("village").post(f"/recommendations/people/{corner.people[WHO]}/pick/", **HTMX)
    assert "请联系用人单位，登记新的岗位" in text(words(answer))


def test_a_job_is_found_by_hand(corner: Seeded, client_of: ClientOf) -> None:
    client, pk = client_of("village"), corner.people[WHO]
    with acting(scope("county")):
        unit = Employer.objects.get(pk=corner.employer)
    fits = publish(unit, "county", "leader", title="包装工", seats=5)
    asks = publish(unit, "county", "leader", title="冷库工", certificates=["冷库作业证"], seats=5)
    page = words(client.get(f"/recommendations/people/{pk}/find/?text=包装"))
    assert "推荐给此人" in page
    assert "冷库工" not in page
    answer = client.post(f"/recommendations/people/{pk}/jobs/{fits.pk}/recommend/", {"asked": "text=包装"})
    assert answer.url == f"/people/{pk}/#jobs"
    card = words(client.get(f"/people/{pk}/"))
    assert "包装工" in card
    assert "在本县" in card
    again = client.post(
        f"/recommendations/people/{pk}/jobs/{fits.pk}/recommend/", {"asked": "text=包装"}, follow=True
    )
    assert "已经选给此人，还没有告诉本人" in words(again)
    assert "待推荐" in words(again)
    refused = client.post(
        f"/recommendations/people/{pk}/jobs/{asks.pk}/recommend/", {"asked": "text=冷库"}, follow=True
    )
    assert "/find/?text=" in refused.redirect_chain[0][0]
    assert "差一项：冷库作业证" in words(refused)
    with as_service():
        assert Recommendation.objects.filter(person_id=pk).count() == 1
    # What an officer picked stays when the county is matched.
    match()
    assert fits.pk in {one.vacancy_id for one in picked(pk)}
    assert "推荐给此人<span" not in words(client_of("auditor").get(f"/recommendations/people/{pk}/find/"))


def test_three_different_courses_for_what_is_missing(corner: Seeded, client_of: ClientOf) -> None:
    client, pk = client_of("village"), corner.people[WHO]
    with acting(scope("county")):
        unit = Employer.objects.get(pk=corner.employer)
        StateNeed(actor("county"), person_id=pk, subject="养老护理", stated_on=today()).run()
    publish(
        unit, "county", "leader", title="叉车司机", certificates=["叉车证"], occupation="6-30-05-03", seats=9
    )
    match()
    refresh_people([pk])
    card = words(client.get(f"/recommendations/people/{pk}/courses/", **HTMX))
    assert "目前没有还能报名的新课程" in card
    fork = course("叉车操作工", certificate="叉车证")
    others = [course("养老护理员"), course("家政服务"), course("电商直播")]
    assert "叉车证</p>" not in card
    page = words(client.get(f"/people/{pk}/"))
    assert "1门课" in page
    assert f'hx-get="/recommendations/people/{pk}/courses/"' in page
    card = words(client.get(f"/recommendations/people/{pk}/courses/", **HTMX))
    assert card.index("叉车操作工") < card.index("家政服务") if "家政服务" in card else True
    assert "学完可以得到所缺的：叉车证" in card
    assert "养老护理员" in card
    address = f"/recommendations/people/{pk}/courses/{fork.pk}/"
    on_file = {"headers": {"HX-Request": "true", "HX-Current-URL": f"http://testserver/people/{pk}/#courses"}}
    answer = client.post(address, {"channel": "wechat"}, **on_file)
    assert answer.status_code == 200
    assert "每年推荐至少3个培训课程或项目" in words(answer)
    assert 'hx-swap-oob="true"' in words(answer)
    again = client.post(address, {"channel": "wechat"}, **HTMX)
    assert again.status_code == 422
    assert "请换一门课" in words(again)
    for one in others[:2]:
        client.post(f"/recommendations/people/{pk}/courses/{one.pk}/", {"channel": "phone"}, **HTMX)
    assert courses_told(pk) == [
        "磴口县职教中心 叉车操作工",
        "磴口县职教中心 养老护理员",
        "磴口县职教中心 家政服务",
    ]
    todo = re.search(r"每年推荐至少3个培训课程或项目.*?(\d) */ *3", text(words(client.get(f"/people/{pk}/"))))
    assert todo
    assert todo[1] == "3"
    assert client_of("auditor").post(address, {"channel": "phone"}).status_code == 403
    assert client_of("banner").post(address, {"channel": "phone"}).status_code == 404
    assert client_of("banner").get(f"/recommendations/people/{pk}/courses/").status_code == 404


def test_the_county_keeps_its_courses(corner: Seeded, client_of: ClientOf) -> None:
    county, town = client_of("county"), client_of("town")
    typed = {
        "title": "叉车操作工", "area_no": COUNTY, "institution": "职教中心", "occupation": "叉车司机", "certificate": "叉车证",
        "starts_on": (today() + dt.timedelta(days=9)).isoformat(), "seats": "20", "place": "职教中心3号楼",
    }  # fmt: skip
    assert county.post("/recommendations/courses/new/", typed).status_code == 302
    assert "同一天开课的同名课程已经登记" in words(county.post("/recommendations/courses/new/", typed))
    late = typed | {"title": "电焊", "starts_on": (today() - dt.timedelta(days=1)).isoformat()}
    assert "开课日期已经过了" in words(county.post("/recommendations/courses/new/", late))
    assert "职业分类大典里没有" in words(
        county.post("/recommendations/courses/new/", typed | {"title": "焊", "occupation": "没有这个"})
    )
    with as_service():
        made = Course.objects.get()
    assert "叉车操作工" in words(client_of("village").get("/recommendations/courses/"))
    assert town.get(f"/recommendations/courses/{made.pk}/").status_code == 403
    assert client_of("village").get("/recommendations/courses/new/").status_code == 403
    assert client_of("banner").get(f"/recommendations/courses/{made.pk}/").status_code == 404
    county.post(f"/recommendations/courses/{made.pk}/", typed | {"seats": "25"})
    with as_service():
        assert Course.objects.get().seats == 25
    assert town.post(f"/recommendations/courses/{made.pk}/close/").status_code == 404
    assert "已停止推荐这门课" in words(county.post(f"/recommendations/courses/{made.pk}/close/", follow=True))
    assert "没有还能报名的课程" in words(county.get("/recommendations/courses/"))
