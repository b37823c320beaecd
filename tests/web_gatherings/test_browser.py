"""In a real Chromium: a briefing from the empty list to the records, with a scanner's text, on two widths."""

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


def test_a_briefing_from_sheet_to_records(visitor: Visitor) -> None:
    page = visitor.page("village")
    page.goto("/")
    page.get_by_role("link", name="集中服务").click()
    clean(page)
    page.get_by_role("link", name="新建一场").click()
    clean(page)
    page.get_by_label("主题").fill("返乡人员稳岗政策宣讲")
    page.get_by_label("列入一类人").select_option(label="返乡回流人员")
    page.get_by_role("button", name="建立签到表").click()
    page.get_by_text("已建立，签到表上有6人").wait_for()
    clean(page)
    sheet = page.url
    page.get_by_role("link", name="签到表", exact=True).click()
    assert page.locator(".qr-row svg").count() == 6
    clean(page)
    codes = page.get_by_role("button", name="打印")
    codes.wait_for()
    page.goto(sheet)
    # A scanner types like a keyboard; a wrong number stops the sheet and nothing is lost.
    page.get_by_label("扫码或输入行号").fill("1-2 9")
    page.get_by_role("button", name="登记到场人员").click()
    page.get_by_text("这张签到表只有6行").wait_for()
    assert page.locator("input[name=row]:checked").count() == 2
    assert page.get_by_label("扫码或输入行号").input_value() == "9"
    page.get_by_label("扫码或输入行号").fill("")
    page.get_by_label("全部到场").check()
    page.get_by_role("button", name="登记到场人员").click()
    page.get_by_text("已为6人记上这次服务").wait_for()
    assert page.locator("input[name=row]").count() == 0
    clean(page)


@pytest.mark.parametrize("width", [390, 1366])
def test_every_page_fits(visitor: Visitor, width: int) -> None:
    page = visitor.page("town", width=width)
    page.goto("/gatherings/new/")
    page.get_by_label("主题").fill(f"职业指导课{width}")
    page.get_by_label("举办地").select_option(label="河壕村")
    page.get_by_label("列入名单上的人").fill("王秀兰\n李建国")
    clean(page)
    page.get_by_role("button", name="建立签到表").click()
    page.get_by_text("签到表上有2人").wait_for()
    for address in (page.url, f"{page.url}sheet/", "/gatherings/"):
        page.goto(address)
        clean(page)


@pytest.mark.parametrize("way", ["merge", "move", "split"])
@pytest.mark.parametrize("width", [390, 1366])
def test_changing_a_unit_fits(visitor: Visitor, width: int, way: str) -> None:
    page = visitor.page("county", width=width)
    page.goto(f"/areas/150822101201/change/?way={way}")
    page.get_by_role("heading", name="调整“河壕村”").wait_for()
    clean(page)
