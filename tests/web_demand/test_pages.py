"""Key employers, the job bank, brands and exchanged lists on their pages; each begins with saying how to begin."""

import datetime as dt
import io
from collections.abc import Callable

from django.test import Client
from openpyxl import load_workbook

from leye.accounts.models import AccessLog, User
from leye.accounts.scope import acting, as_service
from leye.adoption.enums import RunState
from leye.adoption.models import Figure, Run
from leye.demand.models import EmployerNeed, Exchange, JobCollection, JobSource, LabourBrand
from leye.intake.enums import ImportState
from leye.intake.models import ImportBatch, ImportRow
from leye.ledger.models import Employer
from leye.standards.calendar import today
from leye.vacancies.models import Vacancy
from tests.hiring.making import willing
from tests.ledger.people import scope
from tests.vacancies.making import COUNTY, AsUser, publish
from tests.web.seed import Seeded
from tests.web.test_people import words

ClientOf = Callable[[str], Client]
DAY = today().isoformat()


def imported(vacancies: list[Vacancy], name: str = "丹阳岗位.xlsx") -> int:
    """An import that made these vacancies."""
    with as_service():
        batch = ImportBatch.objects.create(
            area_id=COUNTY, kind="vacancies", file_name=name, file_path="x", state=ImportState.DONE
        )
        ImportRow.objects.bulk_create(
            ImportRow(batch=batch, area_id=COUNTY, sheet_row=number, state="new", target_id=one.pk)
            for number, one in enumerate(vacancies, start=2)
        )
        return batch.pk


def test_every_page_says_how_to_begin(client_of: ClientOf) -> None:
    county = client_of("county")
    for address, beginning in (
        ("", "本月的紧缺职业清单还没有编"), ("employers/", "还没有重点企业"), ("job-bank/", "还没有岗位来源"),
        ("brands/", "还没有劳务品牌"), ("exchange/", "还没有交换过名单"), ("shortage/", "没有长期招不满的职业"),
    ):  # fmt: skip
        assert beginning in words(county.get(f"/demand/{address}"))
    assert "名单交换" not in words(client_of("town").get("/demand/brands/"))
    assert client_of("town").get("/demand/exchange/").status_code == 403


def test_a_key_employer_from_the_officer_to_a_vacancy(client_of: ClientOf, shop: Employer) -> None:
    county, town = client_of("county"), client_of("town")
    assert "河套食品有限公司" in words(county.get("/demand/employers/add/?q=河套"))
    with as_service():
        officer = User.objects.get(username="town").pk
    address = f"/demand/employers/{shop.pk}/"
    assert "请写明为什么" in words(county.post(f"{address}officer/", {"officer_id": officer}))
    told = {"officer_id": officer, "reason": "用工200人以上"}
    assert "服务专员李志强" in words(county.post(f"{address}officer/", told, follow=True))
    assert "您负责的重点企业有1家该走访了" in words(town.get("/demand/"))
    mine = words(town.get("/demand/employers/"))
    assert "我负责的企业" in mine
    assert "还没去过" in mine
    visit = {"visited_on": DAY, "way": "visit", "labour": "电焊工，5人\n分拣工", "note": "订单多"}
    assert "第2行没有写人数" in words(town.post(f"{address}visit/", visit))
    visit |= {"labour": "电焊工，5人\n\n分拣工 12", "other_kind": "insurance"}
    assert "请填写需求的内容" in words(town.post(f"{address}visit/", visit))
    visit |= {"labour": "电焊工，5人\n\n分拣工、12", "other": "社保缓缴", "other_by": "2020-01-01"}
    page = words(town.post(f"{address}visit/", visit, follow=True))
    for word in ("电焊工", "分拣工", "12人", "社保缓缴", "已超期", "按时"):
        assert word in page
    assert "企业提出的需求有1项过了期限" in words(town.get("/demand/"))
    assert '<td class="r num">3</td>' in words(town.get("/demand/employers/"))
    with as_service():
        labour = EmployerNeed.objects.get(what="电焊工").pk
        other = EmployerNeed.objects.get(kind="insurance").pk
    draft = words(town.post(f"/demand/needs/{labour}/vacancy/", follow=True))
    assert "已生成岗位草稿" in draft
    assert 'value="电焊工"' in draft
    with as_service():
        assert Vacancy.objects.get().seats == 5
    town.post(f"/demand/needs/{other}/settle/", {"state": "done", "result": "已转医保局"})
    assert "已转医保局" in words(town.get(address))
    book = load_workbook(io.BytesIO(county.get("/demand/employers/key-employers.xlsx").content))
    assert "李志强" in [cell.value for row in book.active.iter_rows() for cell in row]
    assert client_of("banner").get(address).status_code == 404
    assert client_of("banner").post(f"/demand/needs/{labour}/vacancy/").status_code == 404
    assert client_of("leader").post(f"/demand/needs/{labour}/vacancy/").status_code == 403


def test_a_month_s_collection_of_an_import_counts_for_the_duty(
    client_of: ClientOf, as_user: AsUser, shop: Employer
) -> None:
    county = client_of("county")
    told = {"area_no": str(COUNTY), "name": "江苏省丹阳市", "kind": "paired", "phone": "0511-8652"}
    assert "电话" in words(county.post("/demand/job-bank/sources/add/", told))
    county.post("/demand/job-bank/sources/add/", told | {"phone": ""})
    with as_service():
        source = JobSource.objects.get()
        JobSource.objects.update(since=dt.date(today().year - 1, 1, 1))
    assert "本月还有1个来源没有收集" in words(county.get("/demand/job-bank/"))
    assert "本月还有1个来源没有收集岗位" in words(county.get("/demand/"))
    address = f"/demand/job-bank/sources/{source.pk}/"
    vain = words(
        county.post(f"{address}collect/", {"collected_on": DAY, "way": "phone", "note": "没有"}, follow=True)
    )
    assert "不计入每月至少收集一次" in vain
    batch = imported([publish(shop, seats=3), publish(shop, seats=4, title="分拣工")])
    assert "丹阳岗位.xlsx" in words(county.get(f"{address}collect/"))
    page = words(
        county.post(f"{address}collect/", {"collected_on": DAY, "way": "letter", "batch": batch}, follow=True)
    )
    assert "2个还在招，已招0人" in page
    board = words(county.get("/demand/job-bank/"))
    assert "本月的来源都收集过了" in board
    assert "7人" in board
    assert "岗位信息收集" in words(county.get("/registers/"))
    with as_service():
        noted = JobCollection.objects.get(batch=batch).pk
    county.post(f"/demand/job-bank/collections/{noted}/remove/", {"reason": ""})
    with as_service():
        assert JobCollection.objects.filter(pk=noted).exists()
    county.post(f"/demand/job-bank/collections/{noted}/remove/", {"reason": "登错了"})
    assert "本月还有1个来源没有收集" in words(county.get("/demand/job-bank/"))
    banner = client_of("banner")
    assert "还没有岗位来源" in words(banner.get("/demand/job-bank/"))
    for path in (address, f"{address}collect/"):
        assert banner.get(path).status_code == 404


def test_a_brand_with_its_people(client_of: ClientOf, corner: Seeded) -> None:
    county = client_of("county")
    told = {
        "name": "磴口瓜农",
        "trade": "瓜果种植",
        "level": "3",
        "area_no": str(COUNTY),
        "recognised_on": "2024-01-01",
    }
    assert "台账里没有叫“无此公司”的单位" in words(
        county.post("/demand/brands/add/", told | {"holder": "无此公司"})
    )
    page = words(
        county.post("/demand/brands/add/", told | {"holder": "磴口县草原红牛肉制品有限公司"}, follow=True)
    )
    assert "还没有成员" in page
    with as_service():
        site = LabourBrand.objects.get().site_id
    address = f"/demand/brands/{site}/"
    found = words(county.post(f"{address}members/add/", {"q": "王秀兰"}))
    assert "加进来" in found
    assert "在您的辖区内未找到" in words(county.post(f"{address}members/add/", {"q": "苏和"}))
    person = corner.people["王秀兰"]
    added = county.post(f"{address}members/add/", {"person_id": person, "joined_on": DAY}, follow=True)
    assert "王秀兰" in words(added)
    assert "成员1人" in words(county.get("/demand/brands/"))
    assert "已是这个品牌的成员" in words(
        county.post(f"{address}members/add/", {"person_id": person, "joined_on": DAY})
    )
    with as_service():
        assert AccessLog.objects.filter(detail__list="brand_members").exists()
    with as_service():
        run = Run.objects.create(as_of=today(), state=RunState.FINISHED)
        Figure.objects.create(
            run=run, pack="nm_2022_28", rule="labour_brands", area_id=COUNTY, since=today(), until=today(), value=1,
            target=30,
        )  # fmt: skip
    targets = words(county.get("/demand/brands/"))
    assert "1个，目标30个" in targets
    assert "未达到" in targets
    assert "/policy/nm_2022_28/" in targets
    assert client_of("banner").get(address).status_code == 404
    assert "磴口瓜农" in words(county.get("/registers/sites/"))


def test_a_list_goes_to_another_department_and_jobs_come_back(
    client_of: ClientOf, as_user: AsUser, shop: Employer
) -> None:
    willing(as_user("town"), 1, "王五", phone="13800000001")
    county, leader = client_of("county"), client_of("leader")
    told = {
        "area_no": str(COUNTY), "department": "县国资局", "receiver": "陈科长", "purpose": "国企优先安置",
        "basis": "陕人社发〔2020〕26号附件三", "return_by": DAY, "fields_told": ["name", "wish"],
    }  # fmt: skip
    assert "请选择提供的内容" in words(county.post("/demand/exchange/add/", told | {"fields_told": ["wish"]}))
    page = words(county.post("/demand/exchange/add/", told, follow=True))
    assert "编制人不能自己同意" in page
    with as_service():
        pk = Exchange.objects.get().pk
    address = f"/demand/exchange/{pk}/"
    assert county.get(f"{address}list.xlsx").status_code == 403
    assert "1份给其他部门的名单等您同意送出" in words(leader.get("/demand/"))
    assert "现在可以下载名单" in words(leader.post(f"{address}send/", follow=True))
    book = load_workbook(io.BytesIO(county.get(f"{address}list.xlsx").content))
    cells = [cell.value for row in book.active.iter_rows() for cell in row]
    assert "王五" in cells
    assert "电焊工" in cells
    assert "13800000001" not in cells
    with as_service():
        assert AccessLog.objects.get(access="export_full").detail["rows"] == 1
    batch = imported([publish(shop, seats=6)], "国资岗位.xlsx")
    page = words(county.post(f"{address}answer/", {"batch": batch}, follow=True))
    assert "已记下1个岗位" in page
    assert "1个，招6人，已招0人" in page
    county.post(f"{address}close/", {"result": "安置1人"})
    assert county.get(f"{address}list.xlsx").status_code == 403
    assert "安置1人" in words(county.get(address))
    for path in ("", "list.xlsx", "answer/", "close/"):
        assert client_of("banner").get(f"{address}{path}").status_code == 404
    assert client_of("auditor").get(address).status_code == 200
    assert client_of("auditor").get(f"{address}list.xlsx").status_code == 403
    with acting(scope("county")):
        assert Exchange.objects.get().state == "closed"
