"""Pages of units and of the officers who verify them, as a browser asks for them."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from leye.accounts.models import AccessLog, User
from leye.accounts.scope import acting, as_service
from leye.hiring.actions.apply import Apply
from leye.hiring.models import Application, Hire
from leye.recruiters.actions.accounts import EndAccount
from leye.recruiters.models import RecruiterMember
from leye.selfservice.own import looks_at
from leye.standards.calendar import today
from leye.vacancies.actions.standing import SaveStanding
from leye.vacancies.models import Vacancy
from tests.hiring.making import willing
from tests.ledger.people import actor, scope
from tests.recruiters.making import ask, opened, posted, uscc, verify
from tests.security.helpers import is_signed_in, sign_in
from tests.vacancies.making import TOWN

pytestmark = pytest.mark.django_db

ClientOf = Callable[[str], Client]
JOB = {
    "title": "包装工", "area_no": TOWN, "seats": "3", "pay_period": "month", "pay_months": "12", "hours": "full",
    "contract": "labour", "experience_years": "0", "duties": "装箱打包",
}  # fmt: skip


@pytest.fixture(autouse=True)
def no_limits() -> None:
    cache.clear()


def text_of(response: Any) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def member_client(member: RecruiterMember) -> Client:
    """A browser in which the user of a unit is signed in, the first password changed."""
    User.objects.filter(pk=member.user_id).update(must_change_password=False)
    client = Client()
    client.force_login(User.objects.get(pk=member.user_id))
    return client


def applied(job: Vacancy, sequence: int = 1) -> Application:
    with acting(scope("village")):
        person = willing(actor("village"), sequence, "王小梅", phone="13800138000")
        return Apply(actor("village"), person_id=person.pk, vacancy_id=job.pk).run()


def test_from_asking_to_the_first_sign_in(client: Client, client_of: ClientOf) -> None:
    typed = {
        "name": "磴口县第1食品厂",
        "uscc": uscc(1),
        "place": "磴口县",
        "contact": "赵厂长",
        "phone": "13900139000",
    }
    wrong = client.post("/unit/join/", {**typed, "uscc": uscc(1)[:-1] + "0", "place": "哪里也不是"})
    assert "没有找到“哪里也不是”" in text_of(wrong)
    answer = client.post("/unit/join/", {**typed, "uscc": uscc(1)[:-1] + "0"})
    assert "校验不符" in text_of(answer)
    assert "没有提交成功" in text_of(client.post("/unit/join/", {**typed, "homepage": "http://x"}))
    answer = client.post("/unit/join/", typed)
    assert answer.status_code == 302
    waiting = answer["Location"]
    assert "待核实" in text_of(client.get(waiting))
    assert client.get("/unit/join/nobodys/").status_code == 404

    officer = client_of("county")
    assert "（1个待核实）" in text_of(officer.get("/employers/"))
    assert "磴口县第1食品厂" in text_of(officer.get("/employers/accounts/"))
    with as_service():
        pk = RecruiterMember.objects.get().pk
    assert client_of("yanchuan").get(f"/employers/accounts/{pk}/").status_code == 404
    assert (
        client_of("village").post(f"/employers/accounts/{pk}/verify/", {"evidence": "x"}).status_code == 403
    )
    page = text_of(officer.get(f"/employers/accounts/{pk}/"))
    assert "台账里没有这个代码的单位" in page
    made = text_of(
        officer.post(f"/employers/accounts/{pk}/verify/", {"evidence": "核对营业执照原件", "version": "1"})
    )
    password = re.search(r'id="first-password">([^<]+)<', made)
    assert password
    twice = {"evidence": "再核一次", "version": "1"}
    again = text_of(officer.post(f"/employers/accounts/{pk}/verify/", twice, follow=True))
    assert "办过" in again
    assert "first-password" not in again
    assert password[1] not in text_of(officer.get(f"/employers/accounts/{pk}/"))
    assert "已开通" in text_of(client.get(waiting))

    assert client.get("/unit/")["Location"] == "/account/login/?next=/unit/"
    with as_service():
        username = User.objects.get(recruits_for=pk).username
    first = sign_in(username, password[1], client)
    assert first.status_code == 302
    assert client.get("/unit/")["Location"] == "/account/password/change/"
    client.post(
        "/account/password/change/",
        {"oldpassword": password[1], "password1": "he-tao-mian-fen-7", "password2": "he-tao-mian-fen-7"},
    )
    assert client.get("/")["Location"] == "/unit/", "members of units come to their vacancies"
    assert "我的岗位" in text_of(client.get("/unit/"))
    (entrance,) = client_of("auditor").get("/county/looks/?access=sign_in&user=赵厂长").context["lines"]
    assert entrance["role"] == "用人单位"
    for closed in ("/find/", "/vacancies/", "/people/1/", "/employers/", "/hiring/"):
        assert client.get(closed).status_code in (403, 404), closed


def test_a_vacancy_is_posted_with_pasted_pay_reviewed_and_taken_down(client_of: ClientOf) -> None:
    member = opened()
    client = member_client(member)
    filled = text_of(client.post("/unit/jobs/pay/", {"pay_text": "4-8千/月·13薪", "seats": "3"}))
    assert re.search(r'name="pay_low_fen"[^>]*value="4000"|value="4000"[^>]*name="pay_low_fen"', filled)
    assert 'value="8000"' in filled
    assert 'value="13"' in filled
    sent = client.post("/unit/jobs/new/", {**JOB, "pay_text": "4-8千/月", "then": "submit"})
    assert sent.status_code == 302, text_of(sent)
    with as_service():
        job = Vacancy.objects.get()
    assert (job.pay_low_fen, job.pay_high_fen, job.status, job.source) == (
        400_000,
        800_000,
        "submitted",
        "employer",
    )
    page = text_of(client.get(f"/unit/jobs/{job.pk}/"))
    assert "等经办机构审核" in page
    client_of("county").post(f"/vacancies/{job.pk}/publish/", {"version": job.version})
    assert "包装工" in text_of(Client().get(f"/jobs/{job.pk}/"))
    assert client.post(f"/unit/jobs/{job.pk}/confirm/").status_code == 302
    edited = client.post(f"/unit/jobs/{job.pk}/edit/", {**JOB, "title": "打包工", "version": "3"})
    assert edited.status_code == 409, "a version that is old by now"
    assert "同事或经办机构" in text_of(edited)
    assert User.objects.get(username="county").name not in text_of(edited)
    assert 'aria-label="单位服务"' in text_of(edited), "the unit's own menu, not the office's"
    with as_service():
        version = Vacancy.objects.get(pk=job.pk).version
    client.post(f"/unit/jobs/{job.pk}/edit/", {**JOB, "title": "打包工", "version": str(version)})
    assert Client().get(f"/jobs/{job.pk}/").status_code == 404, "changed by the unit it goes back to review"
    assert client.post(f"/unit/jobs/{job.pk}/close/", {"reason": " "}).status_code == 200
    client.post(f"/unit/jobs/{job.pk}/close/", {"reason": "不招了"})
    with as_service():
        assert Vacancy.objects.get(pk=job.pk).status == "closed"


def test_an_application_from_the_masked_resume_to_the_offer(client_of: ClientOf) -> None:
    member = opened()
    client = member_client(member)
    job = posted(member)
    sent = applied(job)
    assert "有新应聘" in text_of(client.get("/unit/"))
    listed = text_of(client.get("/unit/applications/"))
    assert "王某" in listed
    assert "王小梅" not in listed
    page = text_of(client.get(f"/unit/applications/{sent.pk}/"))
    assert "单位已看" in page
    assert "双方同意后才公开" in page
    for hidden in ("王小梅", "13800138000", "138 0013 8000", "1990"):
        assert hidden not in page
    with as_service():
        assert AccessLog.objects.filter(person_id=sent.person_id, user_id=member.user_id).count() == 1
    day = (today() + dt.timedelta(days=2)).isoformat()
    client.post(
        f"/unit/jobs/{job.pk}/slot/",
        {"day": day, "starts": "09:00", "ends": "10:00", "place": "厂办", "capacity": "2"},
    )
    slots = text_of(client.get(f"/unit/applications/{sent.pk}/invite/"))
    slot = re.search(r'name="slot" value="(\d+)"', slots)
    assert slot
    client.post(f"/unit/applications/{sent.pk}/invite/", {"slot": slot[1], "version": "2"})
    assert "王某" in text_of(client.get("/unit/interviews/"))
    old = text_of(client.post(f"/unit/applications/{sent.pk}/offer/", {"version": "2"}))
    assert "刚刚有变化" in old
    client.post(f"/unit/applications/{sent.pk}/offer/", {"starts_on": day, "version": "3"})
    page = text_of(client.get(f"/unit/applications/{sent.pk}/"))
    assert "您报的上岗日期" in page
    client.post(f"/unit/applications/{sent.pk}/contact/")
    assert "等本人同意公开电话" in text_of(client.get(f"/unit/applications/{sent.pk}/"))
    with as_service():
        assert not Hire.objects.exists()
        looks = looks_at(sent.person_id)
    assert ("磴口县第1食品厂", "用人单位", "查看应聘简历") in {
        (one.office, one.role, one.what) for one in looks
    }
    auditor = client_of("auditor")
    assert "用人单位" in text_of(auditor.get(f"/people/{sent.person_id}/"))
    line, *_older = auditor.get("/county/looks/?access=view_person&user=赵厂长").context["lines"]
    assert (line["area"], line["role"], line["detail"]) == ("磴口县第1食品厂", "用人单位", "应聘资料")
    with acting(scope("village")):
        assert Application.objects.get(pk=sent.pk).state == "offered"


def test_what_is_another_units_is_not_there() -> None:
    job = posted(opened())
    sent = applied(job)
    other = member_client(opened(2))
    for address in (
        f"/unit/jobs/{job.pk}/", f"/unit/jobs/{job.pk}/edit/", f"/unit/jobs/{job.pk}/close/", f"/unit/jobs/{job.pk}/slot/",
        f"/unit/applications/{sent.pk}/", f"/unit/applications/{sent.pk}/offer/", f"/unit/jobs/new/?for={job.employer_id}",
        "/unit/us/members/1/end/",
    ):  # fmt: skip
        assert other.get(address).status_code == 404, address
    assert other.post(f"/unit/applications/{sent.pk}/contact/").status_code == 404
    assert other.post(f"/unit/jobs/checks/{job.employer_id}/", JOB).status_code == 404
    assert "王某" not in text_of(other.get("/unit/applications/?job=" + str(job.pk)))
    with as_service():
        assert not AccessLog.objects.filter(
            person_id=sent.person_id, access="view_person", post=None
        ).exists()


def test_an_ended_account_and_a_closed_unit_are_shut_out() -> None:
    member = opened()
    client = member_client(member)
    assert client.get("/unit/").status_code == 200
    with acting(scope("town")):
        EndAccount(actor("town"), member_id=member.pk, reason="已离职").run()
    assert not is_signed_in(client)
    again = member_client(member)
    refused = again.get("/unit/")
    assert refused.status_code == 403
    assert "没有可用的单位账号" in text_of(refused)
    other = opened(2)
    client = member_client(other)
    with acting(scope("town")):
        SaveStanding(actor("town"), employer_id=other.employer_id or 0, closed_on=today()).run()
    assert client.get("/unit/").status_code == 403


def test_a_member_signs_out_everywhere_and_comes_back_to_the_units_door() -> None:
    member = opened()
    here, elsewhere = member_client(member), member_client(member)
    assert "在所有地方退出" in text_of(here.get("/unit/us/"))
    assert here.post(reverse("sign_out_everywhere"))["Location"] == "/unit/"
    assert not is_signed_in(elsewhere)


def test_one_user_changes_between_two_units() -> None:
    member = opened()
    client = member_client(member)
    typed = {
        "name": "磴口县第2食品厂",
        "uscc": uscc(2),
        "place": "补隆淖尔镇",
        "contact": "赵厂长",
        "phone": "13900139000",
    }
    assert "您已登录" in text_of(client.get("/unit/join/"))
    client.post("/unit/join/", typed)
    with as_service():
        second = RecruiterMember.objects.get(uscc=uscc(2))
    verify(second)
    assert "磴口县第1食品厂" in text_of(client.get("/unit/us/"))
    with as_service():
        second = RecruiterMember.objects.get(uscc=uscc(2))
    assert client.post("/unit/us/switch/", {"unit": second.employer_id}).status_code == 302
    assert "磴口县第2食品厂" in text_of(client.get("/unit/"))
    assert client.post("/unit/us/switch/", {"unit": 999}).status_code == 404


def test_an_agency_posts_for_its_client_until_the_client_ends_it() -> None:
    client_unit = opened()
    agency = opened(8, name="磴口县人力资源公司", agency_kind="agency", licence="蒙人服证字0001")
    ours, theirs = member_client(agency), member_client(client_unit)
    mandate = {
        "as_client": "0",
        "other_uscc": uscc(1),
        "valid_from": today().isoformat(),
        "evidence": "协议3号",
    }
    assert ours.post("/unit/us/mandates/new/", mandate).status_code == 302
    assert "代它发布" not in text_of(ours.get("/unit/"))
    page = text_of(theirs.get("/unit/us/"))
    assert "磴口县人力资源公司代我们招" in page
    confirm = re.search(r"/unit/us/mandates/\d+/confirm/", page)
    assert confirm
    theirs.post(confirm[0])
    page = text_of(ours.get("/unit/"))
    door = re.search(r"\?for=(\d+)", page)
    assert door
    ours.post(f"/unit/jobs/new/?for={door[1]}", {**JOB, "pay_text": "4-8千/月", "then": "submit"})
    with as_service():
        job = Vacancy.objects.get()
    assert (job.agency_id, job.employer_id, job.source) == (
        agency.employer_id,
        client_unit.employer_id,
        "agency",
    )
    assert "包装工" in text_of(theirs.get("/unit/"))
    theirs.post(confirm[0].replace("confirm", "end"))
    assert ours.get(f"/unit/jobs/{job.pk}/").status_code == 404


def test_an_officer_refuses_resets_and_ends(client_of: ClientOf) -> None:
    officer = client_of("town")
    refused = ask()
    officer.post(
        f"/employers/accounts/{refused.pk}/refuse/",
        {"refuse-reason": "代码与执照不符", "refuse-version": "1"},
    )
    assert "代码与执照不符" in text_of(Client().get(f"/unit/join/{refused.token}/"))
    member = opened(2)
    reset = text_of(officer.post(f"/employers/accounts/{member.pk}/password/"))
    password = re.search(r'id="first-password">([^<]+)<', reset)
    assert password
    assert sign_in(User.objects.get(pk=member.user_id).username, password[1]).status_code == 302
    officer.post(f"/employers/accounts/{member.pk}/end/", {"refuse-reason": "已离职"})
    assert "未通过和停用" in text_of(officer.get("/employers/accounts/?list=over"))
    assert "已停用" in text_of(officer.get(f"/employers/accounts/{member.pk}/"))


def test_an_officer_pastes_pay_too(client_of: ClientOf) -> None:
    filled = text_of(client_of("county").post("/vacancies/new/pay/", {"pay_text": "1-2万/月", "seats": "1"}))
    assert 'value="10000"' in filled
    assert "已按粘贴的文字填好" in filled
    unread = text_of(
        client_of("county").post("/vacancies/new/pay/", {"pay_text": "给很多", "pay_low_fen": "3000"})
    )
    assert 'role="alert"' in unread
    assert 'value="3000"' in unread, "what was typed stays"


def test_the_lists_cost_the_same_however_many(django_assert_max_num_queries: Any) -> None:
    member = opened()
    client = member_client(member)
    job = posted(member)
    for sequence in range(1, 6):
        applied(job, sequence)
    client.get("/unit/applications/")
    with django_assert_max_num_queries(26):
        client.get("/unit/applications/")
    with django_assert_max_num_queries(26):
        client.get("/unit/")
