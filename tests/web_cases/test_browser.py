"""In a real Chromium: a case from the application to the exit, and every page of cases on two widths."""

import re
from typing import Any

import pytest

from tests.ledger.people import number
from tests.web.conftest import Visitor

pytestmark = pytest.mark.browser


def test_a_case_goes_from_application_to_exit(visitor: Visitor) -> None:
    town = visitor.page("town")
    town.goto("/cases/")
    town.get_by_role("link", name="受理申请").click()
    town.get_by_label("身份证号").fill(number(103))
    town.get_by_label("身份证号").press("Enter")
    town.get_by_text("已在台账里，只填申请").wait_for()
    assert number(103) not in town.url
    town.get_by_label("现场求助点").check()
    town.get_by_label("求助事项").fill("想在县城找包装的活")
    town.get_by_role("button", name="受理").click()
    town.get_by_text("已受理李建国的申请").wait_for()
    address = town.url
    no_serious_barrier(town, "applied")

    town.get_by_role("link", name="办理登记").click()
    town.get_by_label("是劳动力，纳入援助").check()
    no_serious_barrier(town, "registration")
    town.get_by_role("button", name="登记", exact=True).click()
    town.get_by_text("已登记").first.wait_for()
    assert town.get_by_text("等县级确认").count() == 1

    county = visitor.page("county")
    county.goto("/cases/?list=unconfirmed")
    county.get_by_label("选中李建国").check()
    county.get_by_role("button", name="确认登记结果").click()
    county.get_by_text("已确认1人的登记结果").wait_for()

    village = visitor.page("village", width=390, height=844)
    village.goto(address)
    village.get_by_role("link", name="记一次服务").click()
    village.get_by_label("岗位推荐").check()
    village.get_by_label(re.compile("推荐了哪个岗位")).fill("磴口乳业 包装工")
    village.get_by_role("button", name="记上").click()
    village.goto(address)
    village.get_by_text("服务中").first.wait_for()

    town.goto(address)
    town.get_by_role("link", name="办理退出").click()
    town.get_by_label("已就业").check()
    town.get_by_text("没有正在进行的就业记录").first.wait_for()
    town.get_by_role("button", name="退出", exact=True).click()
    town.get_by_text("请先登记就业").first.wait_for()
    no_serious_barrier(town, "exit refused")

    town.goto(address)
    town.get_by_role("link", name="看档案").click()
    town.get_by_role("link", name="就业 登记", exact=True).click()
    dialog = town.get_by_role("dialog")
    dialog.get_by_label("就业形式").select_option(label="合同就业")
    dialog.get_by_label("用人单位").fill("磴口乳业")
    dialog.get_by_role("button", name="登记").click()
    town.get_by_text("已保存").first.wait_for()

    town.goto("/cases/?list=ending")
    town.get_by_role("link", name="李建国").click()
    town.get_by_text("申请之后已开始就业").wait_for()
    town.get_by_role("link", name="办理退出").click()
    assert town.get_by_label("已就业").is_checked()
    town.get_by_role("button", name="退出", exact=True).click()
    town.get_by_text("李建国的个案已退出：已就业").wait_for()
    log = town.locator(".timeline").inner_text()
    for word in ("退出", "首次服务", "县级确认", "登记", "申请"):
        assert word in log
    assert town.get_by_text("磴口乳业就业").count() == 1
    no_serious_barrier(town, "exited")


def test_evidence_follows_the_day_in_the_form(visitor: Visitor) -> None:
    page = visitor.page("town")
    open_case(page, 104)
    page.get_by_role("link", name="办理登记").click()
    page.get_by_role("button", name="登记", exact=True).click()
    page.get_by_role("link", name="办理退出").click()
    page.get_by_label("退出日期").fill("2026-01-02")
    page.get_by_label("退出说明").focus()
    page.get_by_text("按退出日期1月2日核对台账").wait_for()


def test_an_unknown_person_is_entered_at_the_counter_without_script(visitor: Visitor) -> None:
    page = visitor.page("town", script=False)
    page.goto("/cases/new/")
    page.get_by_label("身份证号").fill(number(320))
    page.get_by_role("button", name="下一步").click()
    page.get_by_label("姓名").fill("孙巧云")
    page.get_by_label("责任村").select_option(label="河壕村")
    page.get_by_label("部门移交").check()
    page.get_by_role("button", name="建档并受理").click()
    page.get_by_text("请写明是哪个单位移交的").first.wait_for()
    page.get_by_label("移交单位和文号").fill("县退役军人事务局")
    page.get_by_role("button", name="建档并受理").click()
    page.get_by_role("heading", name=re.compile("孙巧云的个案")).wait_for()


@pytest.mark.parametrize("width", [390, 1366], ids=["phone", "screen"])
def test_no_page_scrolls_sideways_or_has_a_serious_barrier(visitor: Visitor, width: int) -> None:
    page = visitor.page("town", width=width, height=844 if width < 500 else 768)
    case = open_case(page, 105 if width < 500 else 106)
    for path in ("/cases/", "/cases/?list=overdue", "/cases/new/", case, f"{case}register/", f"{case}exit/"):
        assert page.goto(path).status == 200
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        no_serious_barrier(page, path)


def open_case(page: Any, sequence: int) -> str:
    """The address of a new case of somebody of the corner."""
    page.goto("/cases/new/")
    page.get_by_label("身份证号").fill(number(sequence))
    page.get_by_label("身份证号").press("Enter")
    page.get_by_role("button", name="受理").click()
    page.wait_for_url(re.compile(r"/cases/\d+/$"))
    return re.sub(r"^https?://[^/]+", "", str(page.url))


def no_serious_barrier(page: Any, name: str) -> None:
    """Axe finds nothing serious."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    wrong = [
        f"{name}: {one['id']} {one['nodes'][0]['html'][:200]}"
        for one in found
        if one["impact"] in ("serious", "critical")
    ]
    assert wrong == []
