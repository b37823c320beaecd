"""In a real Chromium: a household cleared by a job and found again; a month of posts filled in, on screen and phone."""

import re
from typing import Any

import pytest

from tests.web.conftest import Visitor
from tests.web_campaigns.test_campaign_browser import _barriers

pytestmark = pytest.mark.browser

PAGES = (
    "/households/zero/",
    "/households/zero/?show=cleared",
    "/posts/",
    "/posts/months/",
    "/posts/pay/",
    "/posts/pay/new/",
    "/posts/extensions/",
    "/posts/priority/",
    "/posts/assistants/?all=1",
    "/posts/1/edit/",
)


def test_a_household_is_cleared_by_a_job_and_found_again(visitor: Visitor) -> None:
    found: list[str] = []
    page = visitor.page("village")
    page.goto("/people/")
    page.get_by_role("link", name="零就业家庭").click()
    found += _barriers(page, "list", 1366)
    page.get_by_role("link", name="王秀兰家").click()
    found += _barriers(page, "file", 1366)
    page.get_by_text("这是第一次").wait_for()
    page.get_by_role("link", name="登记就业 王秀兰").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("用人单位").fill("红牛肉厂")
    dialog.get_by_role("button", name="登记").click()
    page.wait_for_url(re.compile(r"/people/\d+/"))

    page.goto("/households/zero/")
    assert page.get_by_role("link", name="王秀兰家").count() == 0
    page.get_by_role("link", name="已消除").click()
    page.get_by_role("row", name="王秀兰家").get_by_text("红牛肉厂").wait_for()
    page.get_by_role("link", name="王秀兰家").click()
    page.get_by_role("heading", name="消除凭据").wait_for()
    found += _barriers(page, "cleared", 1366)

    page.get_by_role("link", name="王秀兰", exact=True).first.click()
    page.locator("a[href*='/do/spell-end/']").first.click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("单位关停").check()
    dialog.locator("button[type=submit]").click()
    page.get_by_text("已保存。").first.wait_for()
    page.goto("/households/zero/")
    line = page.get_by_role("row", name="王秀兰家")
    line.get_by_text("再次出现").wait_for()
    line.get_by_role("link", name="王秀兰家").click()
    page.get_by_text("红牛肉厂").wait_for()
    found += _barriers(page, "again", 1366)
    address = page.url
    phone = visitor.page("village", width=390)
    phone.goto(address)
    found += _barriers(phone, "file on a phone", 390)
    assert found == []


def _place(page: Any) -> None:
    page.goto("/posts/1/place/?person=2")
    page.get_by_label("上岗日期").fill("2026-01-05")
    page.get_by_label("安置期限（月）").fill("12")
    page.get_by_label("与用人单位或村组负责人的亲属关系").fill("村主任的侄女")
    page.get_by_label("上岗日期").focus()
    # What is declared shows before anything is saved.
    page.get_by_text("优亲厚友").wait_for()
    page.get_by_role("button", name="安置").click()
    page.wait_for_url("**/posts/1/")


def test_a_month_of_a_post_from_attendance_to_approved_pay(visitor: Visitor) -> None:
    found: list[str] = []
    page = visitor.page("town")
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto("/posts/1/edit/")
    page.get_by_label("月岗位补贴（元）").fill("1000")
    page.get_by_role("button", name="保存").click()
    page.wait_for_url("**/posts/1/")
    _place(page)
    page.get_by_role("link", name="考勤", exact=True).click()
    page.get_by_label("应出勤 李建国").fill("20")
    page.get_by_label("实际出勤 李建国").fill("21")
    page.get_by_role("button", name="保存本页").click()
    page.get_by_text("实际出勤应在0至20天之间").wait_for()
    page.get_by_label("实际出勤 李建国").fill("15")
    page.get_by_label("考核 李建国").select_option("good")
    page.get_by_role("button", name="保存本页").click()
    page.get_by_text("考勤1人，考核1人有变动").first.wait_for()
    found += _barriers(page, "month", 1366)
    page.get_by_role("link", name="补贴发放").click()
    page.get_by_role("link", name="造发放表").click()
    page.get_by_label("辖区").select_option(label="补隆淖尔镇")
    page.get_by_label("其中：村级光伏电站收益（元）").fill("600")
    page.get_by_role("button", name="造表").click()
    page.get_by_text("1人，共750元").wait_for()
    found += _barriers(page, "pay list", 1366)
    address = page.url
    county = visitor.page("county")
    county.on("dialog", lambda dialog: dialog.accept())
    county.goto(address)
    county.get_by_role("button", name="审批通过").click()
    county.get_by_text("已审批，可以下载发放").first.wait_for()
    found += _barriers(county, "approved", 1366)
    page.goto("/posts/1/")
    page.get_by_role("link", name="申请延期").click()
    page.get_by_label("申请延至").fill("2027-06-30")
    page.get_by_label("延期理由").focus()
    page.get_by_text("不超过采用文件的期限").wait_for()
    page.get_by_label("延期理由").fill("岗位仍需要")
    page.get_by_role("button", name="提交审批").click()
    page.wait_for_url("**/posts/extensions/")
    county.goto("/posts/extensions/")
    county.get_by_role("link", name="审批 李建国").click()
    found += _barriers(county, "decide", 1366)
    county.get_by_label("同意延期").check()
    county.get_by_role("button", name="审批").click()
    county.get_by_text("已同意").first.wait_for()
    assert found == []


@pytest.mark.parametrize("width", [390, 1366])
def test_every_page_can_be_used_by_anybody_on_any_width(visitor: Visitor, width: int) -> None:
    page = visitor.page("county", width=width)
    found: list[str] = []
    for path in PAGES:
        page.goto(path)
        found += _barriers(page, path, width)
    assert found == []
