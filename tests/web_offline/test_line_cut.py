"""The network is cut at every step of a day; nothing is lost and nothing is recorded twice."""

import re
from typing import Any

import pytest

from tests.web_offline.cable import Cable, Cut
from tests.web_offline.conftest import PIN, Device, said

pytestmark = pytest.mark.browser


def times_recorded(device: Device, person: int, words: str) -> int:
    """How many services of a person carry these words."""
    page = device.open(f"/people/{person}/services/")
    page.locator("table, .state").first.wait_for()
    return int(page.locator("tr", has_text=words).count())


def test_cut_while_the_people_are_taken_along_nothing_is_kept(device: Device, cable: Cable) -> None:
    device.sign_in("village")
    page = device.open("/offline/")
    page.fill("#pin", PIN)
    page.fill("#pin-again", PIN)
    cable.only = b"POST /offline/take/"
    cable.pull(Cut.AFTER)
    page.get_by_role("button", name="带走").click()
    page.get_by_text("没有连上服务器，资料没有带走").wait_for()
    assert device.kept() == {"packs": 0, "edits": 0, "drafts": 0}
    cable.plug()
    page.get_by_role("button", name="带走").click()
    page.get_by_role("heading", name="离线走访").wait_for()


@pytest.mark.parametrize("where", [Cut.BEFORE, Cut.DURING, Cut.AFTER], ids=lambda cut: cut.name.lower())
def test_cut_while_records_are_handed_in_and_handed_in_again(
    device: Device, cable: Cable, where: Cut
) -> None:
    words = f"线路断在{where.name}"
    device.sign_in("village")
    device.take()
    device.visit("赵海燕", said("counselling", words))
    cable.pull(where)
    device.sync()
    device.page.get_by_text("没有连上服务器，记录还在这台设备上").wait_for()
    assert device.kept()["edits"] == 1
    assert where is Cut.BEFORE or cable.broken == 1
    cable.plug()
    device.sync()
    device.page.get_by_text("已入账1条").wait_for()
    assert device.kept()["edits"] == 0
    assert times_recorded(device, 3, words) == 1


def test_a_killed_browser_loses_neither_records_nor_what_was_being_typed(
    device: Device, cable: Cable
) -> None:
    device.sign_in("village")
    device.take()
    cable.pull()
    device.visit("张强", said("home_visit", "院里没人"))
    page = device.page
    page.get_by_role("button", name="周婷婷", exact=True).click()
    page.locator("[name=said]").fill("正说到一半")
    device.wait_for_drafts(1)
    device.kill()
    device.start()
    device.open("/offline/")
    device.unlock()
    device.page.locator("li.todo", has_text="张强").get_by_text("已记1条，待同步").wait_for()
    device.page.get_by_role("button", name="周婷婷", exact=True).click()
    device.page.get_by_text("已恢复上次没有保存的内容").wait_for()
    assert device.page.locator("[name=said]").input_value() == "正说到一半"
    device.page.get_by_role("button", name="不记了").click()
    cable.plug()
    device.sign_in("village")
    device.open("/offline/")
    device.unlock()
    device.sync()
    device.page.get_by_text("已入账1条").wait_for()
    assert times_recorded(device, 4, "院里没人") == 1


def test_killed_before_the_answer_was_read_and_handed_in_again(device: Device, cable: Cable) -> None:
    device.sign_in("village")
    device.take()
    device.visit("周婷婷", said("counselling", "答复没看到"))
    cable.pull(Cut.AFTER)
    device.sync()
    device.page.get_by_text("没有连上服务器").wait_for()
    device.kill()
    cable.plug()
    device.start()
    device.sign_in("village")
    device.open("/offline/")
    device.unlock()
    device.sync()
    device.page.get_by_text("已入账1条").wait_for()
    assert times_recorded(device, 5, "答复没看到") == 1


def test_signed_out_meanwhile_the_records_wait_for_the_next_sign_in(device: Device, cable: Cable) -> None:
    device.sign_in("village")
    device.take()
    device.visit("王秀兰", said("counselling", "登录过期"))
    device.page.context.clear_cookies()
    device.sync()
    device.page.wait_for_url(re.compile("/account/login/"))
    device.sign_in("village")
    device.open("/offline/")
    device.unlock()
    device.sync()
    device.page.get_by_text("已入账1条").wait_for()
    assert times_recorded(device, 1, "登录过期") == 1


def test_other_pages_say_that_there_is_no_network_and_lead_to_the_visits(
    device: Device, cable: Cable
) -> None:
    device.sign_in("village")
    device.take()
    cable.pull()
    page: Any = device.open("/people/2/")
    page.get_by_role("heading", name="现在没有网络").wait_for()
    page.get_by_role("link", name="打开离线走访").click()
    device.unlock()
