"""Vacancies on their pages: entered with the checks beside, reviewed by another, found by anybody."""

import io
from collections.abc import Callable
from typing import Any

from django.test import Client
from openpyxl import load_workbook

from leye.accounts.scope import acting, as_service
from leye.ledger.models import Employer
from leye.standards.calendar import today
from leye.vacancies.actions.standing import SaveStanding
from leye.vacancies.indexing import count_words
from leye.vacancies.models import EmployerStanding, SavedSearch, Vacancy, VacancyRules
from tests.ledger.people import actor, scope
from tests.vacancies.making import AsUser, publish, save
from tests.web.test_people import words

ClientOf = Callable[[str], Client]


def typed(**more: Any) -> dict[str, Any]:
    return {
        "title": "电焊工", "area_no": "150822101000", "seats": "2", "pay_low_fen": "4500", "pay_high_fen": "6000",
        "pay_period": "month", "pay_months": "12", "duties": "焊接护栏", "hours": "full", "contract": "labour",
        "insurance": ["pension"], "experience_years": "0", "contact_phone": "13800000000", **more,
    }  # fmt: skip


def only() -> Vacancy:
    with as_service():
        return Vacancy.objects.get()


def test_entered_submitted_reviewed_and_found(client_of: ClientOf, shop: Employer) -> None:
    town, county = client_of("town"), client_of("county")
    assert "河套食品有限公司" in words(town.get("/vacancies/new/?q=河套"))
    page = town.post(f"/vacancies/new/{shop.pk}/", typed(then="submit"), follow=True)
    assert "等待另一位经办人审核" in words(page)
    made = only()
    assert (made.status, made.pay_low_fen) == ("submitted", 450_000)
    assert "另一位经办人审核" in words(town.get(f"/vacancies/{made.pk}/"))
    assert client_of("city").get(f"/vacancies/{made.pk}/").status_code == 200
    assert client_of("banner").get(f"/vacancies/{made.pk}/").status_code == 404
    queue = words(county.get("/vacancies/review/"))
    assert f'value="{made.pk}.{made.version}"' in queue
    assert "还没有核实过" in queue
    assert client_of("village").get("/vacancies/review/").status_code == 403
    answer = county.post(
        "/vacancies/review/publish/", {"vacancy": [f"{made.pk}.{made.version}"]}, follow=True
    )
    assert "已发布1个岗位" in words(answer)
    for someone in (Client(), client_of("yanchuan")):
        found = words(someone.get("/jobs/?text=焊工"))
        assert "4,500-6,000元/月" in found
        page = words(someone.get(f"/jobs/{made.pk}/"))
        assert "焊接护栏" in page
        assert "13800000000" not in page
    assert "求职人看到的样子" in words(town.get(f"/vacancies/{made.pk}/"))
    assert "张建华" in words(town.get(f"/vacancies/{made.pk}/"))


def test_the_checks_show_while_the_form_is_filled_in(client_of: ClientOf, shop: Employer) -> None:
    town = client_of("town")
    address = f"/vacancies/new/{shop.pk}/checks/"
    page = words(town.post(address, typed(duties="限男性，押金200元", pay_low_fen="1", pay_high_fen="1")))
    assert page.count("不能发布") == 3
    assert "就业促进法第二十七条" in page
    assert "劳动合同法第九条" in page
    assert "职业建议" in page
    assert 'name="occupation_pick"' in page
    with as_service():
        assert not Vacancy.objects.exists()
    odd = typed(pay_low_fen="9999999", pay_high_fen="9999999", then="submit")
    page = town.post(f"/vacancies/new/{shop.pk}/", odd, follow=True)
    assert "已存为草稿，还不能提交" in words(page)
    assert only().status == "draft"
    page = words(town.post(f"/vacancies/new/{shop.pk}/", typed(occupation="9-9")))
    assert "职业分类大典里没有“9-9”" in page
    assert only().pk


def test_two_officers_choose_between_their_versions(
    client_of: ClientOf, as_user: AsUser, shop: Employer
) -> None:
    made = save(actor("town"), shop)
    town, county = client_of("town"), client_of("county")
    assert town.post(f"/vacancies/{made.pk}/edit/", typed(version=made.version, seats="7")).status_code == 302
    answer = county.post(f"/vacancies/{made.pk}/edit/", typed(version=made.version, pay_high_fen="7000"))
    assert answer.status_code == 409
    page = words(answer)
    assert "7,000元" in page
    assert "6,000元" in page
    again = typed(
        version=made.version + 1, pay_high_fen="7000", choice_seats="theirs", choice_pay_high_fen="mine"
    )
    assert county.post(f"/vacancies/{made.pk}/edit/", again).status_code == 302
    now = only()
    assert (now.seats, now.pay_high_fen) == (7, 700_000)


def test_steps_need_their_reasons(client_of: ClientOf, shop: Employer) -> None:
    found = publish(shop)
    town = client_of("town")
    assert "请" in words(town.post(f"/vacancies/{found.pk}/close/", {"reason": ""}))
    assert "已办理：确认在招" in words(town.post(f"/vacancies/{found.pk}/confirm/", follow=True))
    page = words(town.post(f"/vacancies/{found.pk}/unpublish/", {"reason": "停工检修"}, follow=True))
    assert "停工检修" in page
    assert Client().get(f"/jobs/{found.pk}/").status_code == 404
    assert "已办理" not in words(town.post(f"/vacancies/{found.pk}/confirm/", follow=True))
    assert town.get(f"/vacancies/{found.pk}/nothing/").status_code == 404
    assert client_of("auditor").post(f"/vacancies/{found.pk}/close/", {"reason": "x"}).status_code == 403


def test_who_needs_more_people_opens_a_full_one_again(client_of: ClientOf, shop: Employer) -> None:
    found = publish(shop)
    town = client_of("town")
    town.post(f"/vacancies/{found.pk}/fill/")
    assert "再招人" in words(town.get(f"/vacancies/{found.pk}/"))
    assert "再招几人" in words(town.get(f"/vacancies/{found.pk}/reopen/"))
    assert "已办理：再招人" in words(town.post(f"/vacancies/{found.pk}/reopen/", {"more": "4"}, follow=True))
    assert Client().get(f"/jobs/{found.pk}/").status_code == 200


def test_a_refused_one_says_why(client_of: ClientOf, as_user: AsUser, shop: Employer) -> None:
    town, county = client_of("town"), client_of("county")
    town.post(f"/vacancies/new/{shop.pk}/", typed(then="submit"))
    pk = only().pk
    county.post(f"/vacancies/{pk}/refuse/", {"reason": "报酬没有写清"})
    assert "报酬没有写清" in words(town.get(f"/vacancies/{pk}/"))


def test_the_list_is_filtered_and_downloaded(client_of: ClientOf, shop: Employer) -> None:
    publish(shop, title="电焊工")
    with acting(scope("town")):
        save(actor("town"), shop, title="包装工")
    town = client_of("town")
    assert "包装工" not in words(town.get("/vacancies/?state=open"))
    assert "电焊工" not in words(town.get("/vacancies/?q=包装"))
    rows = load_workbook(io.BytesIO(town.get("/vacancies/vacancies.xlsx").content)).active.iter_rows(
        values_only=True
    )
    assert {"电焊工", "包装工"} <= {str(row[1]) for row in rows}
    assert "还没有登记岗位" in words(client_of("banner").get("/vacancies/"))


def test_nothing_found_says_why_and_what_to_drop(client_of: ClientOf, shop: Employer) -> None:
    publish(shop, title="电焊工")
    count_words()
    page = words(Client().get("/jobs/?text=电焊工&pay_yuan=10000"))
    assert "去掉一个条件可以找到" in page
    assert "有1个" in page
    assert "您是不是要找" in words(Client().get("/jobs/?text=电悍工"))
    assert "没有叫“不存在的地方”的地方" in words(Client().get("/jobs/?place=不存在的地方"))
    assert "职业分类大典里没有“9-99”" in words(Client().get("/jobs/?occupation=9-99"))
    assert "没有群体代码" in words(Client().get("/jobs/?group=nobody"))
    assert "不是数字" in words(Client().get("/jobs/?area=abc"))
    assert "电焊工" in words(Client().get("/jobs/?place=磴口"))
    assert Client().get("/jobs/?after=nonsense").status_code == 200


def test_a_search_is_kept_for_its_owner(client_of: ClientOf, shop: Employer) -> None:
    publish(shop)
    town = client_of("town")
    town.post("/vacancies/find/save/", {"name": "焊工", "asked": "text=焊工&nonsense=1"})
    with as_service():
        kept = SavedSearch.objects.get()
    assert kept.asked == "text=%E7%84%8A%E5%B7%A5"
    assert "河套食品" in words(town.get(f"/vacancies/find/{kept.pk}/", follow=True))
    assert client_of("county").get(f"/vacancies/find/{kept.pk}/").status_code == 404
    assert client_of("county").post(f"/vacancies/find/{kept.pk}/forget/").status_code == 404
    town.post(f"/vacancies/find/{kept.pk}/forget/")
    assert not SavedSearch.objects.exists()


def test_units_are_verified_and_rules_set(client_of: ClientOf, shop: Employer) -> None:
    town, county = client_of("town"), client_of("county")
    page = words(town.post(f"/vacancies/units/{shop.pk}/", {"verified": "on", "verified_how": "看过执照"}))
    assert "还没有统一社会信用代码" in page
    town.post(f"/vacancies/units/{shop.pk}/", {"agency_kind": "broker", "closed_reason": ""})
    with as_service():
        assert EmployerStanding.objects.get().agency_kind == "broker"
    found = publish(shop)
    with acting(scope("town")):
        SaveStanding(actor("town"), employer_id=shop.pk, closed_on=today(), closed_reason="注销").run()
    assert "停业或注销" in words(town.get(f"/vacancies/{found.pk}/"))
    assert "已于" in words(town.get(f"/vacancies/units/{shop.pk}/"))
    assert "系统默认" in words(town.get("/vacancies/rules/"))
    form = {
        "warn_days": "20",
        "unpublish_days": "10",
        "minimum_month_fen": "1980",
        "reason": "内政发〔2024〕1号",
    }
    assert "已保存" in words(county.post("/vacancies/rules/", form, follow=True))
    with as_service():
        assert VacancyRules.objects.get().minimum_month_fen == 198_000
    assert "1号" in words(town.get("/vacancies/rules/"))
