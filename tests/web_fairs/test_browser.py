"""A fair in a real browser, from plan to results: planned from the board, announced, signed up for, held and summed up."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from leye.standards.calendar import today
from tests.web.conftest import Visitor

pytestmark = pytest.mark.browser


RULES = {"resultTypes": ["violations"]}


def clean(page: Any) -> None:
    """No barrier that axe finds, and nothing wider than the window."""
    found = Axe().run(page, options=RULES).response["violations"]
    assert [(one["id"], [node["html"][:200] for node in one["nodes"]]) for one in found] == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def number_in(page: Any, address: str) -> str:
    """The part of an address that names a fair."""
    return str(page.url.split(address)[1].split("/")[0])


def test_a_fair_from_the_board_to_its_results(visitor: Visitor) -> None:
    page = visitor.page("county")
    page.goto("/fairs/board/")
    page.get_by_text("还差1场").first.wait_for()
    clean(page)
    page.get_by_role("link", name="排一场").first.click()
    page.get_by_label("名称").fill("磴口县金秋招聘会")
    page.get_by_label("举办日期").fill(today().isoformat())
    page.get_by_label("开始时间").fill("09:00")
    page.get_by_label("结束时间").fill("12:00")
    page.get_by_label("地点").fill("文化广场")
    clean(page)
    page.get_by_role("button", name="保存").click()
    page.get_by_role("button", name="公告").click()
    page.get_by_text("已公告。公示页可以打开了").wait_for()
    clean(page)
    pk = number_in(page, "/fairs/")
    public = page.get_by_role("link", name="公示页").get_attribute("href")

    page.get_by_role("link", name="展位").first.click()
    page.get_by_role("link", name="加一家单位").click()
    page.get_by_label("单位名称", exact=True).fill("磴口县番茄制品有限公司")
    page.get_by_label("岗位").fill("分拣工，20，3500-4500元/月，能站立\n焊工，2，7000元/月")
    clean(page)
    page.get_by_role("button", name="排上展位").click()
    page.get_by_text("已排上展位").wait_for()
    clean(page)

    phone = visitor.chrome.new_context(
        base_url=visitor.site, viewport={"width": 390, "height": 844}, locale="zh-CN"
    )
    visitor.contexts.append(phone)
    anyone = phone.new_page()
    anyone.goto(public)
    anyone.get_by_text("分拣工").wait_for()
    clean(anyone)
    anyone.get_by_role("link", name="我要参加").click()
    anyone.get_by_label("姓名").fill("王秀兰")
    anyone.get_by_label("电话").fill("13800000102")
    clean(anyone)
    anyone.get_by_role("button", name="领编号").click()
    anyone.get_by_role("heading", name="您的编号").wait_for()
    slip = anyone.locator(".desk-number").inner_text()
    clean(anyone)

    # The desk: one field, Enter, and the field is ready for the next.
    page.goto(f"/fairs/{pk}/desk/")
    for line, said in (
        (slip, "已签到，记了一次服务"), ("孙尚 13911112222", "已签到，未建档人员"), (slip, "已经签过到"),
    ):  # fmt: skip
        assert page.evaluate("document.activeElement.id") == "desk-line"
        page.keyboard.type(line)
        page.keyboard.press("Enter")
        page.get_by_text(said).wait_for()
    clean(page)
    page.keyboard.type("赵海燕")
    page.keyboard.press("Enter")
    page.get_by_text("是哪一位").wait_for()
    clean(page)
    page.keyboard.press("Enter")
    page.get_by_text("已签到3人").wait_for()

    page.goto(f"/fairs/{pk}/booths/")
    page.get_by_role("link", name="登记洽谈").click()
    page.get_by_label("扫码或输入来访者编号").fill(slip)
    page.get_by_label("约面试").check()
    page.get_by_role("button", name="登记洽谈").click()
    page.get_by_text("已登记1人").wait_for()
    clean(page)
    page.goto(f"/fairs/{pk}/visits/")
    page.get_by_text("未对上台账").wait_for()
    clean(page)

    page.goto(f"/fairs/{pk}/held/")
    assert page.get_by_label("求职人数").input_value() == "3"
    page.get_by_label("求职人数").fill("120")
    page.get_by_role("button", name="保存").click()
    page.get_by_role("link", name="写总结").click()
    page.get_by_label("总结").fill("返乡人员多，焊工没人应。")
    page.get_by_role("button", name="保存总结").click()
    page.get_by_text("计入招聘活动任务").wait_for()
    clean(page)
    page.goto("/fairs/board/")
    page.get_by_text("已办够").first.wait_for()


@pytest.mark.parametrize("width", [390, 1366])
def test_every_page_of_a_fair_fits(visitor: Visitor, width: int) -> None:
    page = visitor.page("county", width=width)
    page.goto("/fairs/new/?kind=mobile")
    page.get_by_label("名称").fill(f"流动招聘会{width}")
    page.get_by_label("举办日期").fill(today().isoformat())
    page.get_by_label("开始时间").fill("09:00")
    page.get_by_label("地点").fill("村委会")
    clean(page)
    page.get_by_role("button", name="保存").click()
    page.get_by_role("button", name="公告").click()
    page.get_by_text("已公告。公示页可以打开了").wait_for()
    pk = number_in(page, "/fairs/")
    public = page.get_by_role("link", name="公示页").get_attribute("href")
    for address in (
        "",
        "booths/",
        "booths/new/",
        "visits/",
        "results/",
        "desk/",
        "edit/",
        "repeat/",
        "cancel/",
    ):
        page.goto(f"/fairs/{pk}/{address}")
        clean(page)
    for address in (
        "/fairs/",
        "/fairs/board/",
        "/fairs/series/",
        "/f/",
        public,
        f"{public}join/",
        f"{public}booth/",
    ):
        page.goto(address)
        clean(page)
