"""In a real Chromium: a vacancy from the form to a phone without sign-in, no page with a barrier, none too wide."""

import re
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.web.conftest import Visitor

pytestmark = pytest.mark.browser

RULES = {"resultTypes": ["violations"]}


def clean(page: Any) -> None:
    """No barrier that axe finds, and nothing wider than the window."""
    found = Axe().run(page, options=RULES).response["violations"]
    assert [(one["id"], [node["html"][:200] for node in one["nodes"]]) for one in found] == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def enter(page: Any, title: str, pay: tuple[str, str] = ("4500", "6000")) -> None:
    """Fill the form in for the corner's employer."""
    page.goto("/vacancies/")
    page.get_by_role("link", name="登记岗位").click()
    page.get_by_role("listitem").filter(has_text="草原红").get_by_role("link", name="选这家").click()
    page.get_by_label("岗位名称").fill(title)
    page.get_by_label(re.compile("^工作地区")).select_option(label="补隆淖尔镇")
    page.get_by_label("报酬从（元）").fill(pay[0])
    page.get_by_label(re.compile("^到（元）")).fill(pay[1])
    page.get_by_label("招聘人数").fill("3")
    page.get_by_label("工作内容").fill("分割牛羊肉，三班倒，能适应低温环境。")


def test_from_the_form_to_a_phone(visitor: Visitor) -> None:
    page = visitor.page("county")
    enter(page, "分割工")
    page.get_by_label("工作内容").fill("分割牛羊肉，只招男性，押金200元。")
    page.get_by_label("工作地点").fill("工业园3号")
    page.get_by_text("就业促进法第二十七条").first.wait_for()
    page.get_by_text("劳动合同法第九条").first.wait_for()
    clean(page)
    page.get_by_label("工作内容").fill("分割牛羊肉，三班倒，能适应低温环境。")
    page.get_by_label("工作地点").fill("工业园5号")
    page.locator("#checks").get_by_text("不能发布").first.wait_for(state="detached")
    page.get_by_role("button", name="保存并提交审核").click()
    page.get_by_text("等待另一位经办人审核").wait_for()
    clean(page)
    address = page.url

    leader = visitor.page("leader")
    leader.goto("/vacancies/review/")
    clean(leader)
    leader.get_by_label("选中分割工").check()
    leader.get_by_role("button", name="发布选中的").click()
    leader.get_by_text("已发布1个岗位").wait_for()

    phone = visitor.chrome.new_context(
        base_url=visitor.site, viewport={"width": 390, "height": 844}
    ).new_page()
    phone.goto("/jobs/")
    clean(phone)
    phone.get_by_placeholder("岗位、单位、技能").fill("分割工")
    phone.get_by_label("在哪里").fill("磴口")
    phone.get_by_role("button", name="查找").click()
    phone.get_by_role("link", name="分割工").click()
    phone.get_by_text("4,500-6,000元/月").wait_for()
    clean(phone)
    phone.goto("/jobs/?text=分割工&pay_yuan=10000")
    phone.get_by_text("去掉一个条件可以找到").wait_for()
    clean(phone)
    phone.get_by_role("link", name="有1个").first.click()
    phone.get_by_role("link", name="分割工").wait_for()
    phone.context.close()

    page.goto(address)
    page.get_by_role("button", name="确认还在招").click()
    page.get_by_text("已办理：确认在招").wait_for()
    clean(page)
    page.get_by_role("link", name="关闭").click()
    clean(page)
    page.get_by_label("原因").fill("招满了")
    page.get_by_role("button", name="关闭").click()
    page.get_by_text("已办理：关闭").wait_for()


@pytest.mark.parametrize("width", [390, 1366])
def test_every_page_fits(visitor: Visitor, width: int) -> None:
    page = visitor.page("county", width=width)
    enter(page, f"包装工{width}", ("3000", "9000"))
    clean(page)
    page.get_by_role("button", name="只保存").click()
    page.get_by_text("已保存").wait_for()
    clean(page)
    page.get_by_role("link", name="草原红").first.click()
    clean(page)
    for address in ("/vacancies/", "/vacancies/new/", "/vacancies/review/", "/vacancies/find/", "/vacancies/rules/",
                    "/vacancies/find/?text=不存在的活"):  # fmt: skip
        page.goto(address)
        clean(page)
