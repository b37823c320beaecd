"""In a real Chromium: simulate, approve, compute now; every page of policy, county and runs on every width."""

from typing import Any

import pytest

from tests.web.conftest import Visitor

pytestmark = pytest.mark.browser

PACK = "/policy/nm_2022_28"
PAGES = {
    "library": ("county", "/policy/"),
    "document": ("county", f"{PACK}/"),
    "clause": ("village", f"{PACK}/?clause=三(七)"),
    "rule": ("village", f"{PACK}/monthly_follow_up/"),
    "indicator": ("leader", f"{PACK}/served_share/"),
    "list of a rule": ("town", f"{PACK}/monthly_follow_up/todos/?state=open"),
    "alerts": ("county", f"{PACK}/welfare_post_term/todos/?state=alerts"),
    "members": ("county", f"{PACK}/served_share/members/"),
    "parameters": ("county", f"{PACK}/parameters/"),
    "parameter": ("leader", f"{PACK}/parameters/job_recommendations/"),
    "switch": ("leader", f"{PACK}/parameters/distinct_items/"),
    "day of a parameter": ("village", f"{PACK}/parameters/?on=2024-05-01"),
    "money and targets": ("county", "/policy/city_2020/parameters/"),
    "open numbers": ("county", "/policy/city_2020/fill/"),
    "template": ("county", "/policy/city_2020/adopt/"),
    "benefits": ("county", "/policy/yz_2024_15/"),
    "people of a clause": ("town", f"{PACK}/lists/?clause=三(七)&state=people"),
    "todos of a clause": ("county", f"{PACK}/lists/?clause=三(七)&state=open"),
    "simulation": ("leader", f"{PACK}/simulate/"),
    "propose": ("county", f"{PACK}/adopt/"),
    "adoption": ("leader", "/policy/adoptions/1/"),
    "county": ("leader", "/county/"),
    "county of a town": ("town", "/county/"),
    "list of the county": ("leader", "/county/list/?what=overdue"),
    "placements": ("leader", "/county/placements/"),
    "looks": ("auditor", "/county/looks/"),
    "runs": ("leader", "/runs/"),
}


def test_every_page_opens_without_barriers_on_a_screen_and_a_phone(visitor: Visitor) -> None:
    from axe_playwright_python.sync_playwright import Axe

    axe, found = Axe(), []
    users = sorted({user for user, _path in PAGES.values()})
    for width, large in ((1366, False), (390, False), (1366, True)):
        for user in users:
            page = visitor.page(user, width=width, large=large)
            for name, (who, path) in PAGES.items():
                if who != user:
                    continue
                answer = page.goto(path)
                page.wait_for_load_state("networkidle")
                assert answer.status == 200, (name, answer.status)
                if page.evaluate("document.documentElement.scrollWidth") > width:
                    found.append(f"{name} scrolls sideways at {width}")
                if width == 1366 and not large:
                    found += barriers(axe, page, name)
    assert found == []


def barriers(axe: Any, page: Any, name: str) -> list[str]:
    """What a screen reader or a keyboard would stumble over."""
    violations = axe.run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [
        f"{name}: {one['id']} {one['nodes'][0]['html'][:200]}"
        for one in violations
        if one["impact"] in ("serious", "critical")
    ]


def test_a_proposal_is_simulated_and_approved(visitor: Visitor) -> None:
    page = visitor.page("banner")
    page.goto(f"{PACK}/adopt/")
    page.get_by_label("作为本地常设规则").check()
    page.get_by_label("采用依据").fill("乌前旗人社发1号")
    page.get_by_role("button", name="提出").click()
    page.wait_for_url("**/policy/adoptions/*/")
    page.get_by_text("只出数字").wait_for(timeout=60_000)
    address = page.url
    supervisor = visitor.page("city")
    supervisor.goto(address)
    supervisor.get_by_text("只出数字").wait_for(timeout=60_000)
    supervisor.get_by_role("button", name="批准", exact=True).click()
    supervisor.get_by_text("已批准").first.wait_for()
    supervisor.get_by_role("button", name="现在计算").click()
    supervisor.get_by_text("排队等待").wait_for()


def test_a_changed_number_is_simulated_before_it_is_proposed(visitor: Visitor) -> None:
    page = visitor.page("county")
    page.goto(f"{PACK}/parameters/job_recommendations/")
    page.get_by_label("本地取值").fill("1")
    page.get_by_label("依据").fill("磴人社发2号")
    page.get_by_role("button", name="先测算").click()
    page.locator("#simulation").get_by_text("每年推荐至少3个针对性岗位").wait_for(timeout=60_000)
    assert "没有地方另定这个数" in page.content()


def test_the_clause_opens_in_the_panel_beside_my_day(visitor: Visitor) -> None:
    page = visitor.page("village")
    page.goto("/")
    page.locator("li.todo").first.locator(".clause-link").first.click()
    page.locator("#side .quote").first.wait_for()
    page.locator("#side").get_by_text("用到的参数").wait_for()


def test_a_number_is_proposed_by_one_and_approved_by_another(visitor: Visitor) -> None:
    path = f"{PACK}/parameters/course_recommendations/"
    page = visitor.page("county")
    page.goto(path)
    page.get_by_label("本地取值").fill("4")
    page.get_by_label("依据").fill("磴人社发3号")
    page.get_by_role("button", name="提出", exact=True).click()
    page.get_by_text("待批准").first.wait_for()
    leader = visitor.page("leader")
    leader.goto(path)
    leader.get_by_role("button", name="批准", exact=True).click()
    leader.get_by_text("执行中").first.wait_for()
    assert "4个" in leader.locator("header.page-head").inner_text()


def test_what_if_is_asked_on_the_screen_of_the_simulation(visitor: Visitor) -> None:
    page = visitor.page("leader")
    page.goto(f"{PACK}/simulate/")
    page.get_by_text("只出数字").wait_for(timeout=60_000)
    page.locator("summary").filter(has_text="参数：只填要改的").click()
    page.get_by_label("每年推荐针对性岗位数改为").fill("1")
    page.get_by_role("button", name="测算").click()
    page.get_by_text("3个 → 1个").first.wait_for()
    page.get_by_text("只出数字").wait_for(timeout=60_000)
