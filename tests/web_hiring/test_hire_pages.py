"""A hire on its pages: the form, what came of it, taken back, asked after; the contract that is taken along."""

import datetime as dt
import io
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from docx import Document
from openpyxl import load_workbook

from leye.accounts.actions.base import Actor
from leye.accounts.enums import Access
from leye.accounts.models import AccessLog
from leye.accounts.scope import acting, as_service
from leye.casework.models import ServiceRecord
from leye.hiring.actions.apply import Apply
from leye.hiring.actions.follow import DeriveOutcomes
from leye.hiring.contract import BLANK
from leye.hiring.models import Application, FollowUp, Hire
from leye.ledger.models import Employer, EmploymentSpell, Person
from leye.standards.calendar import add_months, today
from tests.ledger.people import actor, number, scope
from tests.vacancies.making import AsUser, publish
from tests.web.test_people import words
from tests.web_hiring.making import applied, hired, offered

ClientOf = Callable[[str], Client]
GUARD = {"title": "保安", "occupation": "4-07-05-01", "duties": "看大门"}


def form(**more: Any) -> dict[str, Any]:
    return {
        "started_on": today().isoformat(), "kind": "contract", "contract_months": "24", "wage_fen": "4800",
        "channel": "employer", "work_place": "工业园3号", "reach": "county", "insured_on": "", **more,
    }  # fmt: skip


def test_a_hire_says_what_it_closed_and_when_it_is_asked_after(client_of: ClientOf, shop: Employer) -> None:
    job, guard = publish(shop), publish(shop, **GUARD)
    one = offered(job)
    with acting(scope("town")):
        other = Apply(actor("town"), person_id=one.person_id, vacancy_id=guard.pk).run()
    town = client_of("town")
    assert "岗位写的报酬：4,500-6,000元/月" in words(town.get(f"/hiring/{one.pk}/hire/"))
    page = words(town.post(f"/hiring/{one.pk}/hire/", form(version=one.version), follow=True))
    there = [
        "已录用，名额已占", "录用之后", "合同24个月", "4,800元", "保安（河套食品有限公司）：应聘（已应聘）已撤回", "3个月",
        "还没有参保信息", f"{add_months(today(), 6)}",
    ]  # fmt: skip
    assert [said for said in there if said not in page] == []
    assert "本人撤回" in words(town.get(f"/hiring/{other.pk}/"))
    with as_service():
        spell = EmploymentSpell.objects.get()
    assert (spell.wage_fen, spell.contract_months, spell.reach) == (480_000, 24, "county")
    file = words(client_of("village").get(f"/people/{one.person_id}/"))
    assert f"{add_months(today(), 1)}回访（1个月）" in file


def test_the_day_that_the_unit_reported_stands_in_the_form(client_of: ClientOf, shop: Employer) -> None:
    one = offered(publish(shop))
    with as_service():
        Application.objects.update(starts_on=today())
    town = client_of("town")
    assert f"单位报的上岗日期</dt><dd>{today()}" in words(town.get(f"/hiring/{one.pk}/"))
    assert f"单位报的上岗日期：{today()}" in words(town.get(f"/hiring/{one.pk}/hire/"))


def test_a_job_filled_meanwhile_says_what_else_can_be_done(client_of: ClientOf, shop: Employer) -> None:
    job = publish(shop, seats=1)
    one, other = offered(job), offered(job, 2, "李梅")
    town = client_of("town")
    opened = words(town.get(f"/hiring/{other.pk}/hire/"))
    assert 'name="started_on"' in opened
    town.post(f"/hiring/{one.pk}/hire/", form(version=one.version))
    page = words(town.post(f"/hiring/{other.pk}/hire/", form(version=other.version)))
    there = ["刚刚招满，没有录用", "答复本人：已招满", "给本人另选岗位", "打开岗位"]
    assert [said for said in there if said not in page] == []
    assert 'name="started_on"' not in words(town.get(f"/hiring/{other.pk}/hire/"))
    refusal = town.get(f"/hiring/{other.pk}/refuse/?reason=full")
    assert refusal.context["form"]["reason"].value() == "full"
    with as_service():
        assert Hire.objects.count() == 1
        assert Application.objects.get(pk=other.pk).state == "offered"


def test_what_cannot_be_is_said_at_its_field(client_of: ClientOf, shop: Employer) -> None:
    one = offered(publish(shop))
    town = client_of("town")
    late = (today() + dt.timedelta(days=2)).isoformat()
    page = words(town.post(f"/hiring/{one.pk}/hire/", form(version=one.version, started_on=late)))
    assert "上岗日期不能晚于今天" in page
    assert 'value="4800"' in page
    with as_service():
        Person.objects.update(deceased_on=today())
    assert "已登记死亡，不能录用" in words(town.post(f"/hiring/{one.pk}/hire/", form(version=one.version)))
    with as_service():
        assert not Hire.objects.exists()


def test_the_other_hire_of_the_same_person_is_told(client_of: ClientOf, shop: Employer) -> None:
    one = offered(publish(shop))
    guard = publish(shop, **GUARD)
    with acting(scope("town")):
        other = Apply(actor("town"), person_id=one.person_id, vacancy_id=guard.pk).run()
    town = client_of("town")
    town.post(f"/hiring/{one.pk}/hire/", form(version=one.version))
    answer = client_of("county").post(f"/hiring/{other.pk}/hire/", form(version=other.version))
    assert answer.status_code == 409
    page = words(answer)
    assert "本人已在别处录用" in page
    assert "不能再办理录用" in page


def test_a_hire_by_mistake_is_taken_back(client_of: ClientOf, shop: Employer) -> None:
    one = hired(publish(shop, seats=1))
    town = client_of("town")
    page = words(town.post(f"/hiring/{one.pk}/undo/", {"reason": "", "version": one.version}))
    assert "必填" in page or "请填写" in page
    page = words(
        town.post(f"/hiring/{one.pk}/undo/", {"reason": "点错了人", "version": one.version}, follow=True)
    )
    assert "已撤销录用" in page
    assert "撤销录用：点错了人" in page
    with as_service():
        assert not EmploymentSpell.objects.exists()
        assert not FollowUp.objects.exists()
    assert client_of("auditor").get(f"/hiring/{one.pk}/undo/").status_code == 403


@pytest.fixture
def due(shop: Employer) -> FollowUp:
    """Somebody hired two months ago, of whom the ledger tells nothing more: the first follow-up is due."""
    one = hired(publish(shop))
    began = add_months(today(), -2)
    with as_service():
        EmploymentSpell.objects.update(started_on=began)
        Hire.objects.update(started_on=began)
        for months in (1, 3, 6):
            FollowUp.objects.filter(months=months).update(due_on=add_months(began, months))
        DeriveOutcomes(Actor.system()).run()
        return FollowUp.objects.get(hire__application=one, months=1)


def test_who_the_ledger_does_not_tell_of_is_asked(client_of: ClientOf, due: FollowUp) -> None:
    village = client_of("village")
    assert "有1次录用回访要打电话问" in words(village.get("/"))
    page = words(village.get("/hiring/follow-ups/"))
    assert "王小梅" in page
    assert f'href="/hiring/follow-ups/{due.pk}/"' in page
    assert "13800138000" in words(village.get(f"/hiring/follow-ups/{due.pk}/"))
    typed = {"answer": "left", "on": today().isoformat(), "channel": "phone"}
    page = words(village.post(f"/hiring/follow-ups/{due.pk}/", typed))
    assert "请填写离职日期" in page
    assert "请选择离职原因" in page
    page = words(village.post(f"/hiring/follow-ups/{due.pk}/", {**typed, "answer": "no_answer"}, follow=True))
    assert "还留在要问的里面" in page
    page = words(village.post(f"/hiring/follow-ups/{due.pk}/", {**typed, "answer": "stayed"}, follow=True))
    assert "同时记了一次跟踪调查服务" in page
    assert "仍在岗" in page
    assert "没有要打电话问的" in words(village.get("/hiring/follow-ups/"))
    with as_service():
        assert ServiceRecord.objects.filter(kind="follow_up").count() == 2
    cells = load_workbook(io.BytesIO(village.get("/hiring/follow-ups/follow-ups.xlsx?show=known").content))
    assert "仍在岗" in [cell for row in cells.active.values for cell in row]


def test_rates_lead_to_the_lists_behind_them(client_of: ClientOf, due: FollowUp, as_user: AsUser) -> None:
    town = client_of("town")
    response = town.get("/hiring/stays/")
    assert "到期1人，1人还没查明" in words(response)
    for row in (*response.context["areas"], *response.context["by_month"]):
        assert [cell["n"] for cell in row["cells"]] == [1, 0, 0, 0, 1]
        for cell in row["cells"]:
            assert ("王小梅" in words(town.get(cell["url"]))) == bool(cell["n"])
    assert "还没有到日子的回访" in words(town.get("/hiring/stays/?months=6"))
    assert client_of("auditor").get("/hiring/stays/").status_code == 200
    assert "王小梅" not in words(client_of("yanchuan").get("/hiring/follow-ups/?show=due"))
    assert client_of("auditor").get(f"/hiring/follow-ups/{due.pk}/").status_code == 403


def paper(client: Client, one: Application, kind: str, query: str = "") -> str:
    """The words of a downloaded contract, its tables and its head too."""
    response = client.get(f"/hiring/{one.pk}/contract/{kind}.docx{query}")
    assert response.status_code == 200
    document = Document(io.BytesIO(response.content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    head = [paragraph.text for section in document.sections for paragraph in section.header.paragraphs]
    return "\n".join([*head, *(paragraph.text for paragraph in document.paragraphs), *cells])


def test_the_contract_says_what_article_17_wants(client_of: ClientOf, shop: Employer) -> None:
    job = publish(shop, place="工业园3号", housing=True, demands=["heat"])
    one = offered(job)
    town = client_of("town")
    town.post(f"/hiring/{one.pk}/hire/", form(version=one.version, insured_on=today().isoformat()))
    text = paper(town, one, "labour")
    end = add_months(today(), 24) - dt.timedelta(days=1)
    day, until = (f"{one.year}年{one.month}月{one.day}日" for one in (today(), end))
    there = [
        "样本  双方读过、改好再签", "劳动合同（样本）", "河套食品有限公司", "王小梅", "13800138000", f"自{day}起至{until}止",
        "岗位：电焊工。工作内容：焊接护栏", "工作地点：工业园3号", "工时（岗位所写）：全日", "每月4,800元",
        "岗位写的报酬：4,500-6,000元/月", "养老保险、工伤保险", f"参保日期：{day}", "高温环境", "提供住宿", "第十七条",
        "劳动保护、劳动条件和职业危害防护", "乙方（签字）：", f"试用期：{BLANK}",
    ]  # fmt: skip
    assert [said for said in there if said not in text] == []
    assert number(1) not in text
    assert number(1) in paper(town, one, "labour", "?full=1")
    assert client_of("village").get(f"/hiring/{one.pk}/contract/labour.docx?full=1").status_code == 403
    with as_service():
        log = AccessLog.objects.filter(detail__title="contract labour", person_id=one.person_id)
        assert sorted(log.values_list("access", flat=True)) == [Access.EXPORT, Access.EXPORT_FULL]


def test_the_contract_by_the_hour_is_a_form_of_its_own(client_of: ClientOf, shop: Employer) -> None:
    one = offered(publish(shop, hours="part", insurance=[]))
    text = paper(client_of("town"), one, "part-time")
    there = [
        "非全日制用工合同（样本）", "第六十八条至第七十二条", "平均每天不超过4小时", "不约定试用期", "最长不超过十五日",
        f"每小时{BLANK}元", f"岗位写明的保险：{BLANK}", f"自{BLANK}起",
    ]  # fmt: skip
    assert [said for said in there if said not in text] == []


def test_no_contract_before_an_offer_or_out_of_scope(client_of: ClientOf, shop: Employer) -> None:
    job = publish(shop)
    early, wanted = applied(job), offered(job, 2, "李梅")
    town = client_of("town")
    assert town.get(f"/hiring/{early.pk}/contract/labour.docx").status_code == 404
    assert town.get(f"/hiring/{wanted.pk}/contract/other.docx").status_code == 404
    assert client_of("yanchuan").get(f"/hiring/{wanted.pk}/contract/labour.docx").status_code == 404
    assert client_of("auditor").get(f"/hiring/{wanted.pk}/contract/labour.docx").status_code == 403
