"""The pages of shortage occupations: today, a month's list, and what anybody sees."""

import io
import re
from collections.abc import Callable

from django.test import Client
from openpyxl import load_workbook

from leye.accounts.models import AccessLog
from leye.accounts.scope import as_service
from leye.demand.models import ShortageList
from leye.ledger.models import Employer
from tests.demand.making import stale
from tests.hiring.making import willing
from tests.vacancies.making import AsUser
from tests.web.test_people import words

ClientOf = Callable[[str], Client]


def drafted(client: Client) -> int:
    answer = client.post("/demand/shortage/draft/")
    return int(re.findall(r"/shortage/(\d+)/", answer.url)[0])


def test_a_month_s_list_goes_from_the_vacancies_to_the_public(
    as_user: AsUser, client_of: ClientOf, shop: Employer
) -> None:
    county, leader, anyone = client_of("county"), client_of("leader"), Client()
    assert "没有长期招不满的职业" in words(county.get("/demand/shortage/"))
    assert "还没有公布的清单" in words(anyone.get("/jobs/shortage/"))
    stale(shop, 60, seats=4)
    willing(as_user("town"), 1, occupation="电焊工")
    page = words(county.get("/demand/shortage/"))
    assert "1个职业招不满，还缺4人；缺得最多的是焊工，缺4人，本地有1人愿意做" in page
    assert "人不够" in page
    assert "30天的理由" in page
    assert "没有班" in page
    assert "只列焊工" in words(county.get("/vacancies/?state=open&occupation=6-18-02-04"))
    assert "没有选职业的" in words(county.get("/vacancies/?state=open&occupation=none"))
    assert "/jobs/shortage/" in words(anyone.get("/jobs/"))
    pk = drafted(county)
    assert "编制人不能自己发布" in words(county.get(f"/demand/shortage/{pk}/"))
    assert county.post(f"/demand/shortage/{pk}/publish/").status_code == 403
    assert anyone.get(f"/jobs/shortage/{pk}/").status_code == 404
    assert "等您核对、发布" in words(leader.get("/demand/"))
    assert "已发布" in words(leader.post(f"/demand/shortage/{pk}/publish/", follow=True))
    listed = words(anyone.get("/jobs/shortage/"))
    assert f"/jobs/shortage/{pk}/" in listed
    public = words(anyone.get(f"/jobs/shortage/{pk}/"))
    assert "焊工" in public
    assert "少于10人" in public
    assert "1人" not in public.replace("少于10人", "")
    assert "每个空位" not in public
    book = load_workbook(io.BytesIO(anyone.get(f"/jobs/shortage/{pk}/list.xlsx").content))
    cells = [cell.value for row in book.active.iter_rows() for cell in row]
    assert "少于10人" in cells
    assert 1 in cells  # one vacancy, and no number of people
    assert cells.count(1) == 1
    withdrawn = leader.post(f"/demand/shortage/{pk}/withdraw/", {"reason": "重复"}, follow=True)
    assert "已撤回" in words(withdrawn)
    for address in (f"/jobs/shortage/{pk}/", f"/jobs/shortage/{pk}/list.xlsx"):
        assert anyone.get(address).status_code == 404


def test_the_workbook_of_today_is_logged(as_user: AsUser, client_of: ClientOf, shop: Employer) -> None:
    stale(shop, 60, seats=4)
    answer = client_of("county").get("/demand/shortage/shortage.xlsx")
    book = load_workbook(io.BytesIO(answer.content))
    assert "焊工" in [row[1].value for row in book.active.iter_rows()]
    with as_service():
        assert AccessLog.objects.filter(access="export").count() == 1


def test_rules_are_set_with_a_reason_and_say_whose_they_are(client_of: ClientOf) -> None:
    county = client_of("county")
    assert "现按系统默认：发布满30天" in words(county.get("/demand/rules/"))
    told = {"shortage_days": "20", "visit_days": "60", "reason": "县人社局工作安排"}
    page = words(county.post("/demand/rules/", told, follow=True))
    assert "现按磴口县的规则：发布满20天" in page
    assert "现按磴口县的规则：发布满20天" in words(client_of("town").get("/demand/rules/"))
    assert "现按系统默认" in words(client_of("banner").get("/demand/rules/"))


def test_a_list_of_another_county_is_as_absent(as_user: AsUser, client_of: ClientOf, shop: Employer) -> None:
    stale(shop, 60)
    pk = drafted(client_of("county"))
    banner = client_of("banner")
    for address in (f"/demand/shortage/{pk}/", f"/demand/shortage/{pk}/list.xlsx"):
        assert banner.get(address).status_code == 404
    assert client_of("banner").get("/demand/shortage/?area=150822000000").status_code == 404
    with as_service():
        assert ShortageList.objects.get().state == "draft"
    assert client_of("village").get("/demand/").status_code == 403
    assert "用工需求" not in words(client_of("village").get("/vacancies/")).split("</h1>")[-1]
    assert "用工需求" in words(client_of("county").get("/vacancies/"))
