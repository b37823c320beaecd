"""我的: recommended jobs with reasons, applying, states, interviews, searches, the own file."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from leye.accounts.scope import acting, as_service
from leye.hiring.actions.apply import Invite, Offer, OpenSlot, Refuse
from leye.hiring.models import Application, Recommendation
from leye.ledger.models import Employer, Person
from leye.selfservice.models import HelpRequest
from leye.vacancies.models import SavedSearch, Vacancy
from tests.hiring.making import deliver, willing
from tests.ledger.people import actor, scope
from tests.security.helpers import signed_in
from tests.vacancies.making import AsUser, publish
from tests.web.test_people import words
from tests.web_selfservice.entering import signed_in_as

APPLY = {"shown": ["education", "skills"], "words": "会电焊，能吃苦。"}


@pytest.fixture
def person(as_user: AsUser) -> Person:
    """A welder who looks for work."""
    return willing(as_user("village"), 21, "陈大勇", phone="13800000021")


@pytest.fixture
def job(shop: Employer) -> Vacancy:
    return publish(shop)


def applied(client: Client, vacancy: Vacancy) -> Application:
    answer = client.post(f"/my/apply/{vacancy.pk}/", APPLY, follow=True)
    assert "应聘已送出" in words(answer)
    with as_service():
        return Application.objects.get()


def now(one: Application) -> Application:
    with as_service():
        return Application.objects.get(pk=one.pk)


def test_a_recommended_job_shows_its_reasons_and_is_read_by_being_seen(person: Person, job: Vacancy) -> None:
    made = deliver(person, job)
    with as_service():
        Recommendation.objects.update(reasons=["同镇", "会电焊", "还有2个名额"])
    page = words(signed_in_as(person).get("/my/"))
    for word in ("电焊工", "同镇", "会电焊", "工作人员"):
        assert word in page
    with as_service():
        one = Recommendation.objects.get(pk=made.pk)
    assert (one.state, one.read_on) == ("read", timezone.localdate())


def test_declined_with_a_reason_it_is_gone(person: Person, job: Vacancy) -> None:
    made = deliver(person, job)
    client = signed_in_as(person)
    assert "为什么不去" in words(client.post(f"/my/decline/{made.pk}/", {"reason": ""}))
    answer = client.post(f"/my/decline/{made.pk}/", {"reason": "too_far", "note": "没有车"}, follow=True)
    assert "不再向您推荐这个岗位" in words(answer)
    assert "电焊工" not in words(client.get("/my/"))
    with as_service():
        one = Recommendation.objects.get(pk=made.pk)
    assert (one.state, one.decline_reason, one.decline_note) == ("declined", "too_far", "没有车")
    assert "已经答复过" in words(client.get(f"/my/decline/{made.pk}/", follow=True))


def test_applied_seen_withdrawn(person: Person, job: Vacancy) -> None:
    made = deliver(person, job)
    assert "/my/apply/" in words(Client().get(f"/jobs/{job.pk}/"))
    assert "登录" in words(Client().get(f"/my/apply/{job.pk}/", follow=True))
    client = signed_in_as(person)
    one = applied(client, job)
    assert (one.shown, one.contact_by_person) == (["education", "skills"], False)
    assert "正在等答复" in words(client.get(f"/my/apply/{job.pk}/", follow=True))
    assert "单位还没有看" in words(client.get("/my/applications/"))
    with as_service():
        assert Recommendation.objects.get(pk=made.pk).state == "applied"
    assert "单位现在看不到您的电话" in words(client.post(f"/my/applications/{one.pk}/agree/", follow=True))
    assert (now(one).contact_by_person, now(one).contact_by_employer) == (True, False)
    assert "已撤回" in words(client.post(f"/my/applications/{one.pk}/withdraw/", follow=True))
    assert now(one).state == "withdrawn"
    assert "不能撤回" in words(client.post(f"/my/applications/{one.pk}/withdraw/", follow=True))


def test_an_interview_is_moved_to_another_time_that_is_free(person: Person, job: Vacancy) -> None:
    client = signed_in_as(person)
    one = applied(client, job)
    starts = timezone.now() + dt.timedelta(days=2)
    with acting(scope("town")):
        slots = [
            OpenSlot(
                actor("town"), vacancy_id=job.pk, starts_at=starts + dt.timedelta(hours=n),
                ends_at=starts + dt.timedelta(hours=n + 1), place=f"办公楼{n}室",
            ).run()
            for n in range(2)
        ]  # fmt: skip
    chosen = {"slot": slots[1].pk}
    assert "不能选面试时间" in words(client.post(f"/my/applications/{one.pk}/slot/", chosen, follow=True))
    with acting(scope("county")):
        Invite(actor("county"), application_id=one.pk, slot_id=slots[0].pk).run()
    page = words(client.get(f"/my/applications/{one.pk}/"))
    assert "办公楼0室" in page
    assert "换个面试时间" in page
    assert "面试时间已定下" in words(client.post(f"/my/applications/{one.pk}/slot/", chosen, follow=True))
    assert now(one).slot_id == slots[1].pk
    assert client.post(f"/my/applications/{one.pk}/slot/", {"slot": 999}).status_code == 404
    with acting(scope("county")):
        Offer(actor("county"), application_id=one.pk).run()
    assert "单位想录用您" in words(client.get("/my/"))


def test_a_refusal_is_told_with_its_reason(person: Person, job: Vacancy) -> None:
    client = signed_in_as(person)
    one = applied(client, job)
    with acting(scope("county")):
        Refuse(actor("county"), application_id=one.pk, reason="experience", answer="要三年以上").run()
    assert "经验不足，要三年以上" in words(client.get(f"/my/applications/{one.pk}/"))


def test_a_job_that_was_filled_meanwhile(person: Person, job: Vacancy) -> None:
    client = signed_in_as(person)
    with as_service():
        Vacancy.objects.filter(pk=job.pk).update(filled=2)
    assert "刚刚招满" in words(client.get(f"/my/apply/{job.pk}/"))
    assert "刚刚招满" in words(client.post(f"/my/apply/{job.pk}/", APPLY))
    with as_service():
        Vacancy.objects.filter(pk=job.pk).update(status="closed")
        assert not Application.objects.exists()
    assert "已经不在招聘" in words(client.get(f"/my/apply/{job.pk}/", follow=True))


def test_what_is_lacking_is_said_before_anything_is_filled_in(person: Person, shop: Employer) -> None:
    hard = publish(shop, title="叉车工", occupation="6-30-05-01", certificates=["叉车证"])
    client = signed_in_as(person)
    page = words(client.get(f"/my/apply/{hard.pk}/"))
    assert "还差这些" in page
    assert "叉车证" in page
    client.post(f"/my/apply/{hard.pk}/", APPLY)
    with as_service():
        assert not Application.objects.exists()


def test_what_is_somebody_elses_is_absent(person: Person, job: Vacancy, as_user: AsUser) -> None:
    other = willing(as_user("village"), 23, "刘芳", phone="13800000023")
    told = deliver(person, job)
    one = applied(signed_in_as(person), job)
    client = signed_in_as(other)
    assert client.get(f"/my/applications/{one.pk}/").status_code == 404
    for step in ("withdraw", "agree", "slot"):
        assert client.post(f"/my/applications/{one.pk}/{step}/", {"slot": 1}).status_code == 404
    assert client.get(f"/my/decline/{told.pk}/").status_code == 404
    assert "陈大勇" not in words(client.get("/my/data/"))
    assert now(one).state == "sent"


def test_a_search_is_kept_and_tells_what_is_new(person: Person, shop: Employer, job: Vacancy) -> None:
    client = signed_in_as(person)
    assert "登录后可以存下这个查找" in words(Client().get("/jobs/?text=电焊工"))
    assert "存下这个查找" in words(client.get("/jobs/?text=电焊工"))
    kept = client.post("/my/searches/keep/", {"asked": "text=电焊工", "name": "电焊"}, follow=True)
    assert "已存下" in words(kept)
    assert "个新岗位" not in words(client.get("/my/"))
    with as_service():
        one = SavedSearch.objects.get()
        SavedSearch.objects.update(seen_on=timezone.localdate() - dt.timedelta(days=1))
    assert "1个新岗位" in words(client.get("/my/"))
    assert "电焊工" in words(client.get(f"/my/searches/{one.pk}/", follow=True))
    assert "个新岗位" not in words(client.get("/my/"))
    client.post(f"/my/searches/{one.pk}/forget/")
    with as_service():
        assert not SavedSearch.objects.exists()


def test_the_own_file_masked_with_who_looked_at_it(person: Person) -> None:
    signed_in("town").get(f"/people/{person.pk}/")
    client = signed_in_as(person)
    page = words(client.get("/my/data/"))
    for word in ("陈大勇", "138****0021", "电焊", "补隆淖尔镇", "乡镇经办员", "查看个人档案"):
        assert word in page
    for word in ("13800000021", "李志强"):
        assert word not in page
    asked = client.post("/my/help/", {"kind": "correct", "words": "我的文化程度是高中。"}, follow=True)
    assert "我的文化程度是高中。" in words(asked)
    client.post("/my/help/", {"kind": "correct", "words": "我的文化程度是高中。"})
    with as_service():
        one = HelpRequest.objects.get()
    assert (one.person_id, one.area_id) == (person.pk, person.area_id)
    assert "更正我的资料" in words(signed_in("village").get("/requests/"))


def test_a_person_signs_out_everywhere(person: Person) -> None:
    here, elsewhere = signed_in_as(person), signed_in_as(person)
    assert "在所有地方退出" in words(here.get("/my/data/"))
    assert here.post(reverse("sign_out_everywhere"))["Location"] == "/my/sign-in/"
    assert elsewhere.get("/my/").status_code == 302


def test_the_number_of_questions_does_not_grow_with_the_jobs(
    person: Person, shop: Employer, django_assert_max_num_queries: Any
) -> None:
    for n in range(4):
        deliver(person, publish(shop, title=f"电焊工{n}班"))
    client = signed_in_as(person)
    client.get("/my/")
    with django_assert_max_num_queries(40):
        client.get("/my/")
