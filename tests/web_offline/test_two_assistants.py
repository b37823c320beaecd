"""Two people at work on one file: both values, who and when, and the user decides; every screen is accessible."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.web_offline.cable import Cable
from tests.web_offline.conftest import Device, said

pytestmark = pytest.mark.browser


def violations(page: Any) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in found]


def wide(page: Any) -> int:
    width: int = page.evaluate("document.documentElement.scrollWidth")
    return width


def test_both_changed_the_telephone_and_both_visited(device: Device, site: str, cable: Cable) -> None:
    device.sign_in("village")
    device.take()
    cable.pull()

    def fill(form: Any) -> None:
        said("home_visit", "下午去的", "done")(form)
        form.get_by_label("电话", exact=True).last.fill("13911112222")
        form.get_by_label("住址").fill("三组9号")

    device.visit("阿依古丽·买买提江·阿卜杜热合曼", fill)
    cable.plug()
    other = device.other_context()
    office = other.new_page()
    device.sign_in("town", page=office)
    office.goto(f"{site}/people/6/edit/")
    office.get_by_label("电话").fill("13733334444")
    office.get_by_role("button", name="保存").click()
    office.get_by_text("已保存").wait_for()
    office.goto(f"{site}/services/6/")
    office.get_by_label("上门走访").check()
    office.get_by_label("上门", exact=True).check()
    office.get_by_role("button", name="记上").click()
    office.get_by_text("记一次服务。").wait_for()
    other.close()

    device.sync()
    device.page.get_by_text("2条别人也改过或需要核对，等您决定").wait_for()
    device.page.get_by_role("link", name="去决定").click()
    page = device.page
    page.get_by_role("heading", name="离线记录").wait_for()
    assert violations(page) == []
    assert wide(page) <= 390
    device.shoot("decisions")
    phone = page.locator("section.card", has_text="13911112222")
    assert "李志强" in phone.inner_text()
    assert "13733334444" in phone.inner_text()
    phone.get_by_label("13911112222").check()
    phone.get_by_role("button", name="按所选入账").click()
    page.get_by_text("已按您的决定入账").wait_for()
    visit = page.locator("section.card", has_text="同一天同一项服务")
    visit.get_by_label("就是这一次").check()
    visit.get_by_role("button", name="按所选入账").click()
    page.get_by_text("没有要决定的离线记录").first.wait_for()
    facts = device.open("/people/6/").locator(".facts").first.inner_text()
    assert "三组9号" in facts
    assert "13911112222" in facts.replace(" ", "")


def test_every_screen_is_accessible_on_a_phone_and_on_a_desk(device: Device, cable: Cable) -> None:
    device.sign_in("village")
    page = device.open("/offline/")
    page.get_by_role("button", name="带走").wait_for()
    seen: dict[str, list[str]] = {}

    def look(name: str) -> None:
        for width, height in ((1366, 768), (390, 844)):
            page.set_viewport_size({"width": width, "height": height})
            seen[f"{name} {width}"] = violations(page)
            assert wide(page) <= width, name
            device.shoot(f"{name}-{width}")

    look("take")
    device.take()
    look("list")
    page.get_by_role("button", name="王秀兰", exact=True).click()
    page.locator("[data-visit-form]").wait_for()
    page.get_by_label("新找到了工作").check()
    look("visit")
    page.get_by_role("button", name="不记了").click()
    page.get_by_role("button", name="锁上").click()
    page.get_by_role("button", name="打开").wait_for()
    look("unlock")
    cable.pull()
    device.open("/find/")
    look("away")
    assert {name: found for name, found in seen.items() if found} == {}
