"""Officers' pages of applications: who waits for what, the steps, and what happens when somebody was quicker."""

import datetime as dt
import io
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from leye.accounts.actions.base import Actor
from leye.accounts.enums import Access
from leye.accounts.models import AccessLog
from leye.accounts.scope import as_service
from leye.hiring.actions.apply import ExpireApplications
from leye.hiring.models import Application, InterviewSlot
from leye.ledger.models import Employer, Person
from leye.standards.calendar import today
from tests.hiring.making import deliver, willing
from tests.ledger.people import WOYANGTAI
from tests.vacancies.making import COUNTY, AsUser, employer, publish
from tests.web.test_people import words
from tests.web_hiring.making import applied, hired, offered, slot

ClientOf = Callable[[str], Client]


def state(one: Application) -> str:
    with as_service():
        return Application.objects.values_list("state", flat=True).get(pk=one.pk)


def test_a_vacancy_shows_its_people(client_of: ClientOf, as_user: AsUser, shop: Employer) -> None:
    job = publish(shop)
    one = applied(job)
    told = willing(as_user("village"), 2, "李梅")
    deliver(told, job)
    slot(job, 3)
    page = words(client_of("town").get(f"/vacancies/{job.pk}/"))
    there = [
        "应聘的人 1人", "王小梅", "等单位答复，已等0天", "给单位看的简历", "王某", "还有2个名额", "李梅",
        "被推荐、还没答复的人 1人", "镇政府二楼", "0/3", "约面试",
    ]  # fmt: skip
    assert [said for said in there if said not in page] == []
    assert f'href="/hiring/{one.pk}/"' in page
    assert "13800138000" not in page
    with as_service():
        log = AccessLog.objects.filter(access=Access.SEARCH, detail__list="people of a vacancy")
        assert log.get().detail["rows"] == 2


def test_who_applied_from_elsewhere_is_counted_and_not_named(client_of: ClientOf, as_user: AsUser) -> None:
    job = publish(employer(as_user("county"), area=COUNTY), by="county", reviewer="leader")
    applied(job)
    with as_service():
        Person.objects.update(area_id=WOYANGTAI)
    county = client_of("county")
    page = words(county.get(f"/vacancies/{job.pk}/"))
    assert "另有1人从别的辖区应聘" in page
    assert "王小梅" not in page
    time = slot(job, 2, "county")
    with as_service():
        Application.objects.update(state="interview", slot=time)
    page = words(county.get(f"/hiring/slots/{job.pk}/"))
    assert "还可约1人" in page
    assert "王小梅" not in page


def test_the_list_shows_the_oldest_first_and_marks_what_is_late(client_of: ClientOf, shop: Employer) -> None:
    job = publish(shop, seats=5)
    late, fresh = applied(job), applied(job, 2, "李梅")
    offered(job, 3, "赵强")
    with as_service():
        Application.objects.filter(pk=late.pk).update(
            sent_on=today() - dt.timedelta(days=20), answer_by=today() - dt.timedelta(days=5)
        )
    town = client_of("town")
    page = words(town.get("/hiring/"))
    assert page.index("王小梅") < page.index("李梅") < page.index("赵强")
    assert "超期5天" in page
    assert "已等20天" in page
    assert "等办理录用" in page
    only = words(town.get("/hiring/?state=late"))
    assert "王小梅" in only
    assert "李梅" not in only
    assert "没有符合的应聘" in words(town.get(f"/hiring/?state=hired&vacancy={job.pk}"))
    assert "赵强" not in words(town.get(f"/hiring/?state=answer&vacancy={job.pk}"))
    assert "李梅" in words(town.get(f"/hiring/?person={fresh.person_id}"))
    with as_service():
        assert AccessLog.objects.filter(detail__list="applications").exists()


def test_pages_of_the_list_follow_one_another(
    client_of: ClientOf, shop: Employer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("leye.web.hiring.lists.SIZE", 2)
    job = publish(shop, seats=5)
    names = ["王小梅", "李梅", "赵强", "孙丽", "周军"]
    for number, name in enumerate(names, 1):
        applied(job, number, name)
    town = client_of("town")
    seen: list[str] = []
    address = "/hiring/"
    while address:
        response = town.get(address)
        page = words(response)
        seen += [name for name in names if name in page]
        following = response.context["next_url"]
        address = f"/hiring/{following}" if following else ""
    assert seen == names


def test_addresses_that_mean_nothing_do_no_harm(client_of: ClientOf, shop: Employer) -> None:
    applied(publish(shop))
    town = client_of("town")
    for query in ("after=2026-02-31~5", "after=x", "after=2026-01-01~9999999999999999999999", "state=nonsense", "vacancy=-1",
                  "months=x&month=2026-13&area=1&since=x", "show=nonsense", "full=1"):  # fmt: skip
        for address in ("/hiring/", "/hiring/follow-ups/", "/hiring/stays/", "/hiring/applications.xlsx"):
            assert town.get(f"{address}?{query}").status_code == 200, (address, query)


def test_the_list_is_taken_along_masked_and_logged(client_of: ClientOf, shop: Employer) -> None:
    applied(publish(shop))
    town = client_of("town")
    for query, phone in (("", "138****8000"), ("?full=1", "13800138000")):
        response = town.get(f"/hiring/applications.xlsx{query}")
        cells = [cell for row in load_workbook(io.BytesIO(response.content)).active.values for cell in row]
        assert "电焊工" in cells
        assert phone in cells
    assert client_of("village").get("/hiring/applications.xlsx?full=1").status_code == 403
    with as_service():
        assert AccessLog.objects.filter(access=Access.EXPORT, detail__title="应聘").count() == 1
        assert AccessLog.objects.filter(access=Access.EXPORT_FULL, detail__title="应聘").count() == 1


def test_an_application_shows_what_the_employer_sees_until_both_agree(
    client_of: ClientOf, shop: Employer
) -> None:
    one = applied(publish(shop))
    town = client_of("town")
    page = words(town.get(f"/hiring/{one.pk}/"))
    assert "双方同意后才公开" in page
    assert "138 0013 8000" not in page
    assert "本人没有让单位看：年龄、性别" in page
    assert "138 0013 8000" not in words(
        town.post(f"/hiring/{one.pk}/contact/", {"by": "person"}, follow=True)
    )
    page = words(town.post(f"/hiring/{one.pk}/contact/", {"by": "employer"}, follow=True))
    assert "138 0013 8000" in page
    assert "单位同意公开联系方式" in page
    with as_service():
        assert AccessLog.objects.filter(access=Access.VIEW_PERSON, person_id=one.person_id).exists()


def test_steps_from_the_first_look_to_an_offer(client_of: ClientOf, shop: Employer) -> None:
    job = publish(shop)
    one = applied(job)
    town = client_of("town")
    assert "没有还能约的面试时段" in words(town.get(f"/hiring/{one.pk}/invite/"))
    day = (today() + dt.timedelta(days=1)).isoformat()
    typed = {"day": day, "starts": "09:00", "ends": "08:00", "place": "镇政府二楼", "capacity": "1"}
    assert "结束时间应晚于开始时间" in words(town.post(f"/hiring/slots/{job.pk}/", typed))
    page = words(town.post(f"/hiring/slots/{job.pk}/", {**typed, "ends": "10:30"}, follow=True))
    assert "09:00-10:30" in page
    with as_service():
        time = InterviewSlot.objects.get()
    assert "已办理：标为已看" in words(town.post(f"/hiring/{one.pk}/see/", {"version": "1"}, follow=True))
    page = words(town.post(f"/hiring/{one.pk}/invite/", {"version": "2", "slot": time.pk}, follow=True))
    assert "约定面试" in page
    assert "王小梅" in words(town.get(f"/hiring/slots/{job.pk}/"))
    assert "已约满" in words(town.get(f"/hiring/slots/{job.pk}/"))
    page = words(town.post(f"/hiring/{one.pk}/offer/", {"version": "3"}, follow=True))
    there = ["等办理录用", "镇政府二楼", "单位已看", "非全日制用工合同"]
    assert [said for said in there if said not in page] == []
    assert state(one) == "offered"


def test_the_last_place_is_not_given_to_two(client_of: ClientOf, shop: Employer) -> None:
    job = publish(shop)
    time = slot(job)
    first, second = applied(job), applied(job, 2, "李梅")
    town = client_of("town")
    town.post(f"/hiring/{first.pk}/invite/", {"version": "1", "slot": time.pk})
    page = words(town.post(f"/hiring/{second.pk}/invite/", {"version": "1", "slot": time.pk}))
    assert "已约满1人" in page
    assert (state(first), state(second)) == ("interview", "sent")


def test_a_refusal_wants_a_reason(client_of: ClientOf, shop: Employer) -> None:
    one = applied(publish(shop))
    town = client_of("town")
    page = words(
        town.post(f"/hiring/{one.pk}/refuse/", {"version": "1", "reason": "", "answer": "差半年经验"})
    )
    assert "请选择不录用的原因" in page
    assert "差半年经验" in page
    town.post(f"/hiring/{one.pk}/refuse/", {"version": "1", "reason": "experience", "answer": "差半年经验"})
    page = words(town.get(f"/hiring/{one.pk}/"))
    assert "经验不足" in page
    assert "差半年经验" in page
    assert state(one) == "refused"


def test_who_comes_second_sees_what_the_other_did_and_loses_nothing(
    client_of: ClientOf, shop: Employer
) -> None:
    job = publish(shop)
    one = applied(job)
    time = slot(job)
    client_of("county").post(f"/hiring/{one.pk}/invite/", {"version": "1", "slot": time.pk})
    typed = {"version": "1", "reason": "experience", "answer": "差半年经验"}
    answer = client_of("town").post(f"/hiring/{one.pk}/refuse/", typed)
    assert answer.status_code == 409
    page = words(answer)
    there = ["别人刚刚改过", "张建华", "约定面试", "差半年经验", "仍要答复不录用"]
    assert [said for said in there if said not in page] == []
    assert state(one) == "interview"
    client_of("town").post(f"/hiring/{one.pk}/refuse/", {**typed, "version": "2"})
    assert state(one) == "refused"
    late = client_of("county").post(f"/hiring/{one.pk}/offer/", {"version": "2"})
    assert late.status_code == 409
    assert "不能再拟录用" in words(late)


def test_what_expired_by_itself_says_so_and_offers_no_step(client_of: ClientOf, shop: Employer) -> None:
    one = applied(publish(shop))
    with as_service():
        Application.objects.update(answer_by=today() - dt.timedelta(days=1))
        ExpireApplications(Actor.system()).run()
    town = client_of("town")
    page = words(town.get(f"/hiring/{one.pk}/"))
    assert "逾期未答复" in page
    assert "答复不录用" not in page
    assert "不用再约面试" in words(town.get(f"/hiring/{one.pk}/invite/", follow=True))
    assert "不能" in words(town.post(f"/hiring/{one.pk}/offer/", {"version": "2"}))
    assert state(one) == "expired"


def test_outside_the_scope_nothing_is_there_and_an_auditor_only_looks(
    client_of: ClientOf, shop: Employer
) -> None:
    job = publish(shop)
    one = applied(job)
    for address in (f"/hiring/{one.pk}/", f"/hiring/{one.pk}/refuse/", f"/hiring/{one.pk}/hire/",
                    f"/hiring/slots/{job.pk}/"):  # fmt: skip
        assert client_of("yanchuan").get(address).status_code == 404
    auditor = client_of("auditor")
    page = words(auditor.get(f"/hiring/{one.pk}/"))
    assert "王小梅" in page
    assert "约面试" not in page
    assert auditor.post(f"/hiring/{one.pk}/contact/", {"by": "person"}).status_code == 302
    assert "不能办理" in words(auditor.post(f"/hiring/{one.pk}/offer/", {"version": "1"}))
    assert auditor.get(f"/hiring/{one.pk}/hire/").status_code == 403
    assert auditor.get("/hiring/").status_code == 200
    assert state(one) == "sent"
    with as_service():
        assert not Application.objects.get().contact_by_person


def test_the_file_of_a_person_tells_where_applications_stand(client_of: ClientOf, shop: Employer) -> None:
    one = applied(publish(shop))
    page = words(client_of("village").get(f"/people/{one.person_id}/"))
    assert "应聘和录用" in page
    assert "河套食品有限公司 · 等单位答复" in page
    assert f"/hiring/?person={one.person_id}" in page


def test_a_village_hires_for_a_vacancy_of_the_county(client_of: ClientOf, as_user: AsUser) -> None:
    unit = employer(as_user("county"), area=COUNTY)
    one = applied(publish(unit, by="county", reviewer="leader"))
    village = client_of("village")
    page = words(village.get(f"/hiring/{one.pk}/"))
    assert "河套食品有限公司" in page
    assert "约面试" not in page
    assert village.get(f"/hiring/slots/{one.vacancy_id}/").status_code == 404
    village.post(f"/hiring/{one.pk}/offer/", {"version": "1"})
    typed = {"started_on": today().isoformat(), "kind": "contract", "version": "2"}
    assert "录用之后" in words(village.post(f"/hiring/{one.pk}/hire/", typed, follow=True))
    assert state(one) == "hired"


def test_a_long_list_asks_no_more_than_a_short_one(client_of: ClientOf, shop: Employer) -> None:
    job = publish(shop, seats=9)
    town = client_of("town")

    def asked(address: str) -> int:
        with CaptureQueriesContext(connection) as found:
            assert town.get(address).status_code == 200
        return len(found)

    addresses = [
        "/hiring/",
        f"/vacancies/{job.pk}/",
        "/hiring/follow-ups/?show=coming",
        "/hiring/applications.xlsx",
    ]
    hired(job)
    applied(job, 2, "李梅")
    assert asked(addresses[0])  # names of areas are remembered from then on
    first = [asked(address) for address in addresses]
    for number, name in enumerate("甲乙丙丁戊己", 3):
        hired(job, number, f"王{name}")
        applied(job, number + 10, f"李{name}")
    assert [asked(address) for address in addresses] == first
