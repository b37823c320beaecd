"""In a real Chromium: a plan from template to agreement, a referral, a hand-over list and the caseload, on both screens."""

import io
from pathlib import Path
from typing import Any

import pytest

from leye.workbook.export import write_table
from tests.ledger.people import number
from tests.web.conftest import Visitor
from tests.web_campaigns.test_campaign_browser import _barriers

pytestmark = pytest.mark.browser
NAME = "李建国"


def barriers(page: Any, name: str, width: int) -> list[str]:
    """What stands in anybody's way, once the page has its style and its script: before, nothing is folded yet."""
    page.wait_for_load_state()
    return _barriers(page, name, width)


def file_of(page: Any, name: str) -> str:
    """The address of a person's file, found as a clerk finds it."""
    page.goto(f"/find/?q={name}")
    page.get_by_role("link", name=name, exact=True).first.click()
    page.wait_for_url("**/people/*/")
    return str(page.url)


def test_a_plan_from_its_template_to_agreement_and_a_referral(visitor: Visitor) -> None:
    found: list[str] = []
    page = visitor.page("county")
    page.goto("/plans/templates/")
    page.get_by_role("button", name="加入内置模板").click()
    page.get_by_text("内置模板已加入").wait_for()
    found += barriers(page, "templates", 1366)
    page.get_by_role("link", name="修改 零就业家庭").click()
    page.wait_for_url("**/plans/templates/*/")
    found += barriers(page, "template", 1366)
    file = file_of(page, NAME)
    found += barriers(page, "file", 1366)
    page.locator("#plan").get_by_role("link", name="制定计划").click()
    page.wait_for_url("**/plans/person/*/")
    page.get_by_label("从模板开始").select_option(label="就业困难人员一对一援助计划")
    page.wait_for_url("**template=*")
    assert "稳定就业" in page.get_by_label("工作目标").input_value()
    found += barriers(page, "plan form", 1366)
    page.get_by_label("帮扶单位").fill("补隆淖尔镇便民服务中心")
    page.get_by_label("联系人", exact=False).first.fill("王小梅")
    page.get_by_label("联系人电话").fill("13800138000")
    page.get_by_role("button", name="保存计划").click()
    page.wait_for_url("**/plans/*/")
    found += barriers(page, "plan", 1366)
    assert "计划还缺" in page.content(), "nobody helps this person yet, and the plan says so"
    plan = page.url
    page.goto(f"{plan}?print=1")
    found += barriers(page, "sheet", 1366)
    page.goto(file)
    page.locator("#plan").get_by_role("link", name="转介").click()
    page.wait_for_url("**/referrals/person/*/")
    page.get_by_label("转给哪个辖区").fill("乌拉特前旗")
    page.get_by_label("请对方办理").fill("推荐到当地乳品厂就业")
    found += barriers(page, "referral form", 1366)
    page.get_by_role("button", name="转介", exact=True).click()
    page.wait_for_url("**/referrals/?tab=sent")
    found += barriers(page, "sent", 1366)
    banner = visitor.page("banner", width=390)
    banner.goto("/referrals/")
    found += barriers(banner, "received", 390)
    banner.get_by_role("link", name=f"答复 {NAME}").click()
    banner.wait_for_url("**/referrals/received/*/")
    found += barriers(banner, "answer", 390)
    banner.get_by_role("button", name="接收", exact=True).click()
    banner.get_by_text("已接收，档案在").wait_for()
    banner.get_by_role("link", name=NAME).first.click()
    banner.wait_for_url("**/people/*/")
    phone = visitor.page("village", width=390)
    for path in ("/plans/?tab=draft", "/plans/templates/", plan, file):
        phone.goto(path)
        found += barriers(phone, path, 390)
    phone.goto(plan)
    phone.get_by_role("link", name="修改").click()
    phone.wait_for_url("**/plans/person/*/")
    found += barriers(phone, "plan form on a phone", 390)
    assert found == []


def test_a_list_handed_over_and_the_caseload(visitor: Visitor, tmp_path: Path) -> None:
    found: list[str] = []
    out = io.BytesIO()
    people = [
        ["赵海燕", number(104), "13800000001", "磴口县"],
        ["钱多多", number(401), "", "磴口县"],
        ["孙小军", number(403), "", ""],
    ]
    write_table(out, "外市名单", ["姓名", "身份证号", "电话", "接收地区"], people)
    path = tmp_path / "名单.xlsx"
    path.write_bytes(out.getvalue())
    page = visitor.page("yanchuan")
    page.goto("/handover/new/")
    page.get_by_label("名单名称").fill("外市脱贫劳动力名单")
    page.get_by_label("来源和依据").fill("延人社函〔2025〕3号")
    page.get_by_label("名单文件").set_input_files(str(path))
    found += barriers(page, "issue", 1366)
    page.get_by_role("button", name="交办").click()
    page.wait_for_url("**/handover/lists/*/")
    found += barriers(page, "list", 1366)
    page.get_by_label("孙小军").check()
    page.get_by_label("接收地区").last.fill("乌拉特前旗")
    page.get_by_role("button", name="指派勾选的人").click()
    page.get_by_text("已指派1人").wait_for()
    county = visitor.page("county")
    county.goto("/handover/")
    found += barriers(county, "received", 1366)
    county.get_by_role("link", name="外市脱贫劳动力名单").click()
    county.wait_for_url("**/handover/lots/*/")
    county.get_by_role("button", name="签收").click()
    county.get_by_text("自动标为“已找到”").wait_for()
    found += barriers(county, "lot", 1366)
    county.get_by_role("link", name="建档 钱多多").click()
    county.wait_for_url("**/handover/items/*/file/")
    found += barriers(county, "file of an item", 1366)
    county.get_by_role("link", name="取消").click()
    county.wait_for_url("**/handover/lots/*/")
    county.get_by_role("link", name="登记进展 钱多多").click()
    county.wait_for_url("**/handover/items/*/")
    county.get_by_text("未找到", exact=True).click()
    county.get_by_label("说明").fill("电话空号，地址查无此人")
    county.get_by_role("button", name="保存").click()
    county.wait_for_url("**/handover/lots/*/")
    county.get_by_text("电话空号").wait_for()
    for width in (1366, 390):
        look = visitor.page("town", width=width)
        for address in ("/caseload/", "/caseload/0/", "/handover/", "/referrals/"):
            look.goto(address)
            found += barriers(look, address, width)
    phone = visitor.page("county", width=390)
    phone.goto(county.url)
    found += barriers(phone, "lot on a phone", 390)
    assert found == []
