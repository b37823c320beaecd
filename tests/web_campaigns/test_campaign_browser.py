"""In a real Chromium: a campaign from the calendar to its printed report, on a screen and on a phone."""

from typing import Any

import pytest

from tests.web.conftest import Visitor

pytestmark = pytest.mark.browser


def _barriers(page: Any, name: str, width: int) -> list[str]:
    from axe_playwright_python.sync_playwright import Axe

    found = []
    if page.evaluate("document.documentElement.scrollWidth") > width:
        found.append(f"{name} scrolls sideways at {width}")
    violations = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return found + [
        f"{name}: {one['id']} {one['nodes'][0]['html'][:200]}"
        for one in violations
        if one["impact"] in ("serious", "critical")
    ]


def test_from_the_calendar_to_the_report(visitor: Visitor) -> None:
    found: list[str] = []
    page = visitor.page("county")
    for path in ("/campaigns/", "/campaigns/calendar/"):
        page.goto(path)
        found += _barriers(page, path, 1366)
    page.get_by_role("row", name="就业援助月").get_by_role("link", name="登记").click()
    page.get_by_label("开始日期").fill("2026-01-01")
    page.get_by_label("结束日期").fill("2026-01-31")
    found += _barriers(page, "plan", 1366)
    page.get_by_role("button", name="登记", exact=True).click()
    page.wait_for_url("**/campaigns/*/")
    page.get_by_label("主要做法和成效").fill("全县组织走访，逐人落实服务任务，群众满意，办成了一批实事。")
    found += _barriers(page, "campaign", 1366)
    address = page.url
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="总结并固定数据").click()
    page.wait_for_url("**/report/")
    found += _barriers(page, "report", 1366)
    phone = visitor.page("village", width=390)
    for path in ("/campaigns/", "/campaigns/calendar/", address):
        phone.goto(path)
        found += _barriers(phone, path, 390)
    phone = visitor.page("city", width=390)
    phone.goto(f"{address}report/")
    found += _barriers(phone, "report on a phone", 390)
    assert found == []
