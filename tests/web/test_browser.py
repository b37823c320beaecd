"""In a real Chromium: the thin line, the batch, two versions, every page on every width, and without script."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from tests.web.conftest import Visitor

pytestmark = pytest.mark.browser

#: name of a page -> (who opens it, its address)
PAGES = {
    "my day": ("village", "/"),
    "find": ("village", "/find/?q=王秀兰"),
    "a miss": ("village", "/find/?q=没有这个人"),
    "ledger": ("town", "/people/"),
    "register": ("village", "/people/new/"),
    "ask for a transfer": ("village", "/people/transfers/ask/"),
    "transfers": ("town", "/people/transfers/"),
    "duplicates": ("town", "/people/duplicates/"),
    "person": ("county", "/people/1/"),
    "edit": ("village", "/people/1/edit/"),
    "explanation": ("village", "/people/1/explain/"),
    "services": ("village", "/people/1/services/"),
    "record": ("village", "/services/1/"),
    "record many": ("village", "/services/many/?person=2&person=3"),
    "household": ("village", "/households/1/"),
    "employers": ("county", "/employers/"),
    "employer": ("county", "/employers/1/"),
    "new employer": ("county", "/employers/new/"),
    "posts": ("county", "/posts/"),
    "post": ("town", "/posts/1/"),
    "place": ("town", "/posts/1/place/?person=2"),
    "fairs": ("county", "/fairs/"),
    "plan a fair": ("county", "/fairs/new/"),
    "reports": ("city", "/reports/"),
    "registers": ("county", "/registers/"),
    "note an activity": ("village", "/registers/activities/new/"),
    "sites": ("town", "/registers/sites/"),
    "new site": ("county", "/registers/sites/new/"),
    "figures": ("county", "/registers/readings/"),
    "new figure": ("county", "/registers/readings/new/"),
    "declaration": ("village", "/households/1/declare/"),
    "groups": ("county", "/groups/"),
    "new group": ("county", "/groups/new/"),
}


#: How wide the page is with large print.
LARGE_WIDTH = "document.documentElement.classList.add('large-print'), document.documentElement.scrollWidth"


def test_a_to_do_is_recorded_in_two_clicks_and_closed_in_the_answer(visitor: Visitor) -> None:
    page = visitor.page("village")
    page.goto("/")
    line = page.locator("li.todo", has_text="王秀兰")
    follow_up = line.get_by_text("登记失业人员每月跟踪调查")
    follow_up.wait_for()
    assert line.get_by_role("link", name="三(七)").count() >= 1
    line.get_by_role("link", name="记一次").click()
    line.get_by_role("button", name="已办到").click()
    page.get_by_text("已为王秀兰记一次服务").first.wait_for()
    follow_up.wait_for(state="detached")
    page.reload()
    assert page.locator("li.todo", has_text="王秀兰").get_by_text("每月跟踪调查").count() == 0


def test_the_clause_opens_beside_the_line(visitor: Visitor) -> None:
    page = visitor.page("village")
    page.goto("/")
    page.locator("li.todo").first.locator(".clause-link").first.click()
    page.locator("#side .panel-body blockquote, #side .quote").first.wait_for()
    assert page.url.endswith("/")


def test_several_people_are_recorded_at_once(visitor: Visitor) -> None:
    page = visitor.page("village")
    page.goto("/")
    for name in ("李建国", "赵海燕"):
        page.get_by_label(f"选中{name}").check()
    page.get_by_role("button", name="为选中的人记一次服务").click()
    page.get_by_label("跟踪调查").check()
    page.get_by_role("button", name="记上").click()
    page.get_by_text("已为2人记一次服务").wait_for()
    for name in ("李建国", "赵海燕"):
        assert page.locator("li.todo", has_text=name).get_by_text("每月跟踪调查").count() == 0


def test_the_second_of_two_clerks_sees_both_versions_and_chooses(visitor: Visitor) -> None:
    mine, theirs = visitor.page("village"), visitor.page("town")
    for page in (mine, theirs):
        page.goto("/people/5/edit/")
    theirs.get_by_label("住址").fill("二组5号")
    theirs.get_by_role("button", name="保存").click()
    theirs.get_by_text("已保存").wait_for()
    mine.get_by_label("住址").fill("三组8号")
    mine.get_by_label("备注").fill("想在县城上班")
    mine.get_by_role("button", name="保存").click()
    mine.get_by_text("李志强已经保存了同一份资料").wait_for()
    row = mine.get_by_role("row", name=re.compile("住址"))
    row.get_by_label("三组8号").check()
    mine.get_by_role("button", name="按所选保存").click()
    mine.get_by_text("已保存").wait_for()
    facts = mine.locator(".facts").first.inner_text()
    assert "三组8号" in facts
    assert "想在县城上班" in facts


def test_a_change_is_made_in_a_dialog_and_mistakes_stay_in_it(visitor: Visitor) -> None:
    page = visitor.page("town")
    page.goto("/people/4/")
    page.get_by_role("link", name="培训需求 添加").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("了解日期").fill("1980-01-01")
    dialog.get_by_label("想学什么").fill("叉车")
    dialog.get_by_role("button", name="保存").click()
    dialog.get_by_text("早于出生日期").first.wait_for()
    dialog.get_by_label("了解日期").fill("2026-01-05")
    dialog.get_by_role("button", name="保存").click()
    page.get_by_text("已保存").wait_for()
    assert page.locator(".lines", has_text="叉车").count() == 1


def test_why_a_rule_applies_opens_on_the_file(visitor: Visitor) -> None:
    page = visitor.page("village")
    page.goto("/people/4/")
    page.get_by_role("link", name="每年1次就业创业政策宣介 为什么").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_text("有就业意愿").first.wait_for()
    assert dialog.locator(".conditions > li").count() >= 4
    page.keyboard.press("Escape")
    assert dialog.count() == 0


def test_warnings_of_a_placement_show_while_the_form_is_filled(visitor: Visitor) -> None:
    page = visitor.page("town")
    page.goto("/posts/1/place/?person=4")
    page.get_by_text("符合安置条件").wait_for()
    page.get_by_label("上岗日期").fill("2000-01-01")
    page.get_by_label("安置期限").focus()
    page.get_by_text("不在设立期内").wait_for()


def test_an_activity_is_noted_and_stands_in_the_register(visitor: Visitor) -> None:
    page = visitor.page("town")
    page.goto("/")
    page.get_by_role("link", name="登记簿").click()
    page.get_by_role("link", name="记一项活动").click()
    page.get_by_label("类型").select_option(label="岗位信息收集")
    page.get_by_label("开展地区").select_option(label="补隆淖尔镇")
    page.get_by_label("数量").fill("35")
    page.get_by_role("button", name="记上").click()
    page.get_by_text("已记：岗位信息收集").wait_for()
    page.get_by_role("row", name=re.compile("岗位信息收集")).first.wait_for()


def test_a_person_is_found_by_number_without_the_number_in_the_address(visitor: Visitor) -> None:
    from tests.ledger.people import number

    page = visitor.page("village")
    page.goto("/")
    page.get_by_role("searchbox", name="找人").fill(number(102))
    page.keyboard.press("Enter")
    page.get_by_role("link", name="王秀兰").wait_for()
    assert page.url.endswith("/find/")


def test_main_forms_work_without_script(visitor: Visitor) -> None:
    page = visitor.page("village", script=False)
    page.goto("/")
    page.locator("li.todo", has_text="张强").get_by_role("link", name="记一次").click()
    page.get_by_label("跟踪调查").check()
    page.get_by_role("button", name="记上").click()
    page.get_by_text("已为张强记一次服务").wait_for()
    page.get_by_role("link", name="群体 加入").click()
    page.get_by_label("群体").select_option("veteran")
    page.get_by_role("button", name="保存").click()
    page.get_by_text("退役军人").first.wait_for()
    page.get_by_role("button", name="看完整证号").click()
    page.get_by_text("这次查看已记录").wait_for()
    page.get_by_role("searchbox", name="找人").fill("阿依古丽")
    page.get_by_role("searchbox", name="找人").press("Enter")
    page.get_by_role("link", name="阿依古丽·买买提江·阿卜杜热合曼").wait_for()


def look_at_all(visitor: Visitor, check: Callable[[Any, str], list[str]], **options: Any) -> list[str]:
    """What is wrong with any page, each opened once by its user."""
    wrong: list[str] = []
    pages: dict[str, Any] = {}
    for name, (username, address) in PAGES.items():
        page = pages.setdefault(username, None) or visitor.page(username, **options)
        pages[username] = page
        answer = page.goto(address)
        wrong += [f"{name}: {answer.status}"] if answer.status != 200 else check(page, name)
    return wrong


def test_no_page_has_a_serious_barrier(visitor: Visitor) -> None:
    from axe_playwright_python.sync_playwright import Axe

    axe = Axe()

    def check(page: Any, name: str) -> list[str]:
        found = axe.run(page, options={"resultTypes": ["violations"]}).response["violations"]
        return [
            f"{name}: {one['id']} {one['nodes'][0]['html'][:200]}"
            for one in found if one["impact"] in ("serious", "critical")
        ]  # fmt: skip

    assert look_at_all(visitor, check) == []


@pytest.mark.parametrize("width", [390, 1366], ids=["phone", "screen"])
def test_no_page_scrolls_sideways(visitor: Visitor, width: int) -> None:
    def check(page: Any, name: str) -> list[str]:
        plain = page.evaluate("document.documentElement.scrollWidth")
        large = page.evaluate(LARGE_WIDTH)
        return [f"{name}: {size}" for size in (plain, large) if size > width]

    assert look_at_all(visitor, check, width=width, height=844 if width < 500 else 768) == []


def test_a_phone_reads_long_names_whole(visitor: Visitor) -> None:
    page = visitor.page("village", width=390, height=844)
    page.goto("/people/6/")
    box = page.get_by_role("heading", level=1).bounding_box()
    assert box is not None
    assert box["x"] + box["width"] <= 390
