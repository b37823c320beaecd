"""推荐岗位 on a person's file: told in two clicks, the duty follows in the answer, nothing counts twice."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from leye.accounts.actions.base import Actor
from leye.accounts.scope import acting, as_service
from leye.casework.models import ServiceRecord
from leye.hiring.actions.match import MatchArea
from leye.hiring.models import Application, Choice, Recommendation
from leye.ledger.actions.employers import SaveEmployer
from leye.ledger.actions.wishes import StateIntention
from leye.ledger.models import Employer
from leye.standards.calendar import today
from leye.vacancies.actions.lifecycle import CloseVacancy
from leye.vacancies.actions.seats import TakeSeat
from leye.vacancies.models import Vacancy
from tests.ledger.people import actor, scope
from tests.vacancies.making import publish
from tests.web.seed import Seeded
from tests.web.test_people import HTMX, words

ClientOf = Callable[[str], Client]
LO, HI = 150822000000, 150822999999
WHO = "王秀兰"


@pytest.fixture
def jobs(corner: Seeded) -> list[Vacancy]:
    """Four jobs of a county's employer, and three of them picked for everybody."""
    with acting(scope("county")):
        unit = Employer.objects.get(pk=corner.employer)
    made = [publish(unit, "county", "leader", title=f"分割工{n}组", seats=5) for n in "一二三四"]
    match()
    return made


def match() -> None:
    MatchArea(Actor.system(), lo=LO, hi=HI).run()


def picked(person: int) -> list[Recommendation]:
    with as_service():
        return list(Recommendation.objects.filter(person_id=person, state="made").order_by("-points", "pk"))


def told(person: int) -> int:
    with as_service():
        return ServiceRecord.objects.filter(person_id=person, kind="job_recommendation").count()


def state(pk: int) -> str:
    with as_service():
        return Recommendation.objects.get(pk=pk).state


def have(page: str) -> str:
    """How many of three jobs the duty on the page has; "" when it is not there."""
    found = re.search(r"每年推荐至少3个针对性岗位.*?(\d) */ *3", re.sub(r"<[^>]+>", "", page), re.S)
    return found[1] if found else ""


def line_of(day: str, person: int) -> str:
    """A person's line of my day; "" when there is none."""
    return next((part for part in day.split('<li class="todo')[1:] if f'id="todo-{person}"' in part), "")


def test_the_card_tells_three_jobs_and_why(corner: Seeded, jobs: list[Vacancy], client_of: ClientOf) -> None:
    page = words(client_of("village").get(f"/people/{corner.people[WHO]}/"))
    assert page.count("已告诉本人<span") == 3
    assert "磴口县草原红牛肉制品有限公司" in page
    assert "还有5个名额" in page
    assert "4,500-6,000元/月" in page
    assert "磴口县 · 补隆淖尔镇" in page


def test_delivering_three_closes_the_duty_in_the_answers(
    corner: Seeded, jobs: list[Vacancy], client_of: ClientOf
) -> None:
    client, pk = client_of("village"), corner.people[WHO]
    assert have(words(client.get(f"/people/{pk}/"))) == "0"
    for nth, one in enumerate(picked(pk), 1):
        answer = client.post(f"/recommendations/{one.pk}/deliver/", {"channel": "phone"}, **HTMX)
        assert answer.status_code == 200
        page = words(answer)
        assert 'id="owed" hx-swap-oob="true"' in page
        assert have(page) == str(nth)
    assert told(pk) == 3
    assert "已告诉本人，等答复" in page
    day = words(client.get("/"))
    assert "每年推荐至少3个针对性岗位" not in line_of(day, pk)
    other = corner.people["李建国"]
    assert "每年推荐至少3个针对性岗位" in line_of(day, other)
    assert f'href="/people/{other}/#jobs"' in line_of(day, other)


def test_a_second_press_counts_nothing(corner: Seeded, jobs: list[Vacancy], client_of: ClientOf) -> None:
    client, pk = client_of("village"), corner.people[WHO]
    one = picked(pk)[0]
    for _press in range(2):
        answer = client.post(f"/recommendations/{one.pk}/deliver/", {"channel": "sms"}, **HTMX)
    assert answer.status_code == 422
    assert "不用再推荐一次" in words(answer)
    assert told(pk) == 1


def test_without_script_the_file_opens_at_the_card(
    corner: Seeded, jobs: list[Vacancy], client_of: ClientOf
) -> None:
    client, pk = client_of("village"), corner.people[WHO]
    one = picked(pk)[0]
    answer = client.post(f"/recommendations/{one.pk}/deliver/", {"channel": "visit"})
    assert answer.url == f"/people/{pk}/#jobs"
    assert "已记：向王秀兰推荐了" in words(client.get(f"/people/{pk}/"))
    answer = client.post(f"/recommendations/{picked(pk)[0].pk}/deliver/", {})
    assert "请选择用什么方式告诉了本人" in words(client.get(answer.url))


def test_seats_gone_between_picking_and_telling(
    corner: Seeded, jobs: list[Vacancy], client_of: ClientOf
) -> None:
    client, pk = client_of("village"), corner.people[WHO]
    one = picked(pk)[0]
    with acting(scope("county")):
        for n in range(5):
            TakeSeat(actor("county"), one.vacancy_id, f"hire:{n}").run()
    answer = client.post(f"/recommendations/{one.pk}/deliver/", {"channel": "phone"}, **HTMX)
    page = words(answer)
    assert answer.status_code == 422
    assert "请换一个岗位" in page
    assert "只记一笔，不计数" in page
    assert told(pk) == 0
    assert state(one.pk) == "made"
    noted = client.post(f"/recommendations/{one.pk}/note/", {"channel": "phone"}, **HTMX)
    assert have(words(noted)) == "0"
    assert told(pk) == 0
    with as_service():
        record = ServiceRecord.objects.get(person_id=pk, kind="other")
    assert "不计入岗位推荐" in record.note
    assert state(one.pk) == "closed"


def test_a_vacancy_withdrawn_is_said_on_the_card(
    corner: Seeded, jobs: list[Vacancy], client_of: ClientOf
) -> None:
    client, pk = client_of("village"), corner.people[WHO]
    one = picked(pk)[0]
    with acting(scope("county")):
        CloseVacancy(actor("county"), vacancy_id=one.vacancy_id, reason="单位停产").run()
    page = words(client.get(f"/people/{pk}/"))
    assert "已不在招聘" in page
    assert page.count("已告诉本人<span") == 2
    answer = client.post(f"/recommendations/{one.pk}/deliver/", {"channel": "phone"}, **HTMX)
    assert "已经不在招聘" in words(answer)
    assert told(pk) == 0


def test_a_job_that_does_not_fit_any_more_is_noted_and_not_counted(
    corner: Seeded, jobs: list[Vacancy], client_of: ClientOf
) -> None:
    client, pk = client_of("village"), corner.people[WHO]
    one = picked(pk)[0]
    with as_service():
        Vacancy.objects.filter(pk=one.vacancy_id).update(certificates=["冷库作业证"])
    answer = client.post(f"/recommendations/{one.pk}/deliver/", {"channel": "phone"}, **HTMX)
    assert answer.status_code == 422
    assert "冷库作业证" in words(answer)
    assert "不能算作岗位推荐" in words(answer)
    fits = picked(pk)[1]
    refused = client.post(f"/recommendations/{fits.pk}/note/", {"channel": "phone"}, **HTMX)
    assert "请按“已告诉本人”办理" in words(refused)
    client.post(f"/recommendations/{one.pk}/note/", {"channel": "phone"}, **HTMX)
    assert told(pk) == 0


def test_the_same_job_under_another_number_is_no_second_one(corner: Seeded, client_of: ClientOf) -> None:
    client, pk = client_of("village"), corner.people[WHO]
    with acting(scope("county")):
        unit = Employer.objects.get(pk=corner.employer)
    for nth, place in enumerate(("东厂", "西厂", "北厂")):
        pay = {"pay_low_fen": 450_000 + nth * 20_000, "pay_high_fen": 600_000 + nth * 30_000}
        publish(unit, "county", "leader", title="分割工", place=place, seats=5, **pay)
    match()
    answers = [
        client.post(f"/recommendations/{one.pk}/deliver/", {"channel": "phone"}, **HTMX) for one in picked(pk)
    ]
    assert [answer.status_code for answer in answers] == [200, 422, 422]
    assert "同一单位的同一个岗位只算一次" in words(answers[1])
    assert told(pk) == 1
    assert have(words(client.get(f"/people/{pk}/"))) == "1"


def test_declining_with_a_reason_and_picking_anew(
    corner: Seeded, jobs: list[Vacancy], client_of: ClientOf
) -> None:
    client, pk = client_of("village"), corner.people[WHO]
    one = picked(pk)[0]
    page = words(client.post(f"/recommendations/{one.pk}/decline/", {"reason": "family"}, **HTMX))
    assert "以前推荐的（1）" in page
    assert "家里离不开" in page
    assert len(picked(pk)) == 2
    again = client.post(f"/recommendations/people/{pk}/pick/", **HTMX)
    assert again.status_code == 200
    assert len(picked(pk)) == 3
    assert one.vacancy_id not in {two.vacancy_id for two in picked(pk)}
    assert client.post(f"/recommendations/{one.pk}/decline/", {"reason": "no"}, **HTMX).status_code == 422


def test_kept_away_pinned_and_taken_back(corner: Seeded, jobs: list[Vacancy], client_of: ClientOf) -> None:
    client, pk = client_of("village"), corner.people[WHO]
    first, second = picked(pk)[:2]
    address = f"/recommendations/people/{pk}/jobs/{first.vacancy_id}/choose/"
    assert "请填写理由" in words(client.post(address, {"kind": "exclude", "reason": ""}, **HTMX))
    page = words(client.post(address, {"kind": "exclude", "reason": "和班组长有矛盾"}, **HTMX))
    assert "不推荐的（1）" in page
    assert "和班组长有矛盾" in page
    assert first.vacancy_id not in {one.vacancy_id for one in picked(pk)}
    client.post(
        f"/recommendations/people/{pk}/jobs/{second.vacancy_id}/choose/",
        {"kind": "pin", "reason": "师傅愿意带"},
        **HTMX,
    )
    match()
    assert first.vacancy_id not in {one.vacancy_id for one in picked(pk)}
    page = words(client.get(f"/people/{pk}/"))
    assert "优先的理由：师傅愿意带" in page
    with as_service():
        kept = Choice.objects.get(kind="exclude")
    assert "不推荐的" not in words(client.post(f"/recommendations/choices/{kept.pk}/undo/", **HTMX))
    assert client.post(f"/recommendations/choices/{kept.pk}/undo/", **HTMX).status_code == 404


def test_applying_chooses_what_is_shown(corner: Seeded, jobs: list[Vacancy], client_of: ClientOf) -> None:
    client, pk = client_of("village"), corner.people[WHO]
    one = picked(pk)[0]
    address = f"/recommendations/people/{pk}/jobs/{one.vacancy_id}/apply/"
    assert "身份证号不给单位看" in words(client.get(address))
    answer = client.post(address, {"shown": ["education", "home"], "words": "能吃苦", "contact": "on"})
    assert answer.url == f"/people/{pk}/#jobs"
    with as_service():
        made = Application.objects.get(person_id=pk)
    assert (made.shown, made.words, made.contact_by_person) == (["education", "home"], "能吃苦", True)
    assert state(one.pk) == "applied"
    assert "已应聘这个岗位" in words(client.post(address, {"words": "再来一次"}))


def test_what_is_too_far_is_not_picked_again_even_when_there_is_nothing_else(
    corner: Seeded, client_of: ClientOf
) -> None:
    client, pk = client_of("county"), corner.people[WHO]
    with acting(scope("county")):
        by = actor("county")
        StateIntention(by, person_id=pk, wants_work="yes", place="县内", stated_on=today()).run()
        far = SaveEmployer(by, area_no=150822102000, name="巴彦高勒纺织厂").run()
    for n in "一二三四":
        publish(far, "county", "leader", title=f"挡车工{n}", area_no=150822102000, seats=5)
    match()
    assert len(picked(pk)) == 3
    client.post(f"/recommendations/{picked(pk)[0].pk}/decline/", {"reason": "too_far"}, **HTMX)
    match()
    assert picked(pk) == []
    page = words(client.get(f"/people/{pk}/"))
    assert "不足三个" in page
    assert "更新就业意愿" in page
    client.post(f"/recommendations/people/{pk}/pick/", **HTMX)
    assert picked(pk) == []
