"""What lies on the device: sealed, for a time, for one user; thrown away in time, and no record with it."""

from typing import Any

import pytest

from tests.web_offline.cable import Cable
from tests.web_offline.conftest import PATIENCE, PIN, Device, said

pytestmark = pytest.mark.browser

#: Everything that the browser keeps for the site, as one text; bytes as their letters.
EVERYTHING = """async () => {
  const found = [JSON.stringify(localStorage), JSON.stringify(sessionStorage)];
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) found.push(request.url, await (await cache.match(request)).text());
  }
  const database = await new Promise((resolve) => {
    const request = indexedDB.open("leye-offline");
    request.onsuccess = () => resolve(request.result);
  });
  const decoder = new TextDecoder();
  const show = (_key, value) =>
    value instanceof ArrayBuffer || ArrayBuffer.isView(value) ? decoder.decode(value) : value;
  for (const store of database.objectStoreNames) {
    const rows = await new Promise((resolve) => {
      const request = database.transaction(store).objectStore(store).getAll();
      request.onsuccess = () => resolve(request.result);
    });
    found.push(JSON.stringify(rows, show));
  }
  database.close();
  return found.join("\\n");
}"""

#: Lets the pack of this device expire.
EXPIRE = """async () => {
  const database = await new Promise((resolve) => {
    const request = indexedDB.open("leye-offline");
    request.onsuccess = () => resolve(request.result);
  });
  const work = database.transaction("packs", "readwrite");
  const packs = work.objectStore("packs");
  packs.getAll().onsuccess = (event) => event.target.result.forEach((pack) => packs.put({ ...pack, expiresMs: 1 }));
  await new Promise((resolve) => { work.oncomplete = resolve; });
  database.close();
}"""


def test_nothing_about_anybody_can_be_read_without_the_pin(device: Device, cable: Cable) -> None:
    device.sign_in("village")
    device.open("/people/2/").get_by_role("heading", name="李建国").first.wait_for()
    device.take()
    device.visit("李建国", said("counselling", "只有我知道"))
    found = device.page.evaluate(EVERYTHING)
    assert "leye-offline" in found or "/offline/" in found
    for secret in ("李建国", "13800000103", "只有我知道", "150822", PIN):
        assert secret not in found, secret


def test_signing_out_wipes_the_people_and_keeps_the_records_sealed(device: Device, cable: Cable) -> None:
    device.sign_in("village")
    device.take()
    device.visit("李建国", said("counselling", "退出之前"))
    page = device.open("/")
    asked: list[str] = []
    page.once("dialog", lambda dialog: (asked.append(dialog.message), dialog.accept()))
    device.sign_out()
    assert "1条离线记录没有同步" in asked[0]
    assert device.kept() == {"packs": 1, "edits": 1, "drafts": 0}
    assert device.openable() == 0
    device.sign_in("town")
    page = device.open("/offline/")
    page.get_by_text("请王小梅登录后同步").wait_for()
    assert page.locator("[data-sync-rest]").is_disabled()
    device.sign_out(from_page="/")
    device.sign_in("village")
    page = device.open("/offline/")
    page.locator("[data-sync-rest]").click()
    page.get_by_text("已入账1条").wait_for()
    assert device.kept() == {"packs": 0, "edits": 0, "drafts": 0}


def test_signing_out_may_be_thought_over(device: Device, cable: Cable) -> None:
    device.sign_in("village")
    device.take()
    device.visit("赵海燕", said("counselling", "再想想"))
    page = device.open("/")
    page.once("dialog", lambda dialog: dialog.dismiss())
    device.press_sign_out()
    page.wait_for_function("() => document.querySelector('form.sending') === null")
    assert device.openable() == 1
    assert "login" not in page.url


def test_ten_wrong_pins_wipe_the_people_but_not_the_records(device: Device, cable: Cable) -> None:
    device.sign_in("village")
    device.take()
    device.visit("张强", said("counselling", "口令忘了"))
    cable.pull()
    page = device.open("/offline/")
    for left in range(9, 0, -1):
        page.fill("#pin", "000111")
        page.get_by_role("button", name="打开").click()
        page.get_by_text(f"还可以再试{left}次").wait_for()
    page.fill("#pin", "000111")
    page.get_by_role("button", name="打开").click()
    page.get_by_text("口令输错10次，人员资料已从这台设备清除").wait_for()
    assert (device.openable(), device.kept()["edits"]) == (0, 1)
    cable.plug()
    page = device.open("/offline/")
    page.locator("[data-sync-rest]").click()
    page.get_by_text("已入账1条").wait_for()


def test_an_expired_pack_goes_by_itself_and_its_records_do_not(device: Device, cable: Cable) -> None:
    device.sign_in("village")
    device.take()
    device.visit("周婷婷", said("counselling", "过期之前"))
    cable.pull()
    device.page.evaluate(EXPIRE)
    page = device.open("/offline/")
    page.get_by_text("离线资料已过期，人员资料已从这台设备清除").wait_for()
    assert (device.openable(), device.kept()["edits"]) == (0, 1)


def test_wrong_pins_in_two_tabs_are_counted_together(device: Device, cable: Cable) -> None:
    device.sign_in("village")
    device.take()
    cable.pull()
    first = device.open("/offline/")
    second = device.browser.contexts[0].new_page()
    second.set_default_timeout(PATIENCE)
    second.goto(cable.address + "/offline/")
    for page in (first, second):
        page.locator("#pin").wait_for()
    for left in range(9, 1, -2):
        for page, rest in ((first, left), (second, left - 1)):
            page.fill("#pin", "000111")
            page.get_by_role("button", name="打开").click()
            page.get_by_text(f"还可以再试{rest}次").wait_for()
    for page in (first, second):
        page.fill("#pin", "000111")
    for page in (first, second):
        page.get_by_role("button", name="打开").click()
    for page in (first, second):
        page.get_by_text("这台设备上没有离线资料").or_(page.get_by_text("还可以再试1次")).wait_for()
    assert device.openable() == 0


def test_people_who_were_thrown_away_do_not_come_back_with_a_visit_of_another_tab(
    device: Device, cable: Cable
) -> None:
    device.sign_in("village")
    device.take()
    page = device.page
    other = device.browser.contexts[0].new_page()
    other.set_default_timeout(PATIENCE)
    page.get_by_role("button", name="周婷婷", exact=True).click()
    page.locator("[data-visit-form]").wait_for()
    other.goto(cable.address + "/offline/")
    other.get_by_text("忘了口令").click()
    other.get_by_role("button", name="清除资料").click()
    other.get_by_text("人员资料已从这台设备清除").wait_for()
    said("counselling", "另一个标签页")(page.locator("[data-visit-form]"))
    page.get_by_role("button", name="保存在这台设备上").click()
    page.get_by_text("保存在这台设备上。").wait_for()
    assert (device.openable(), device.kept()["edits"]) == (0, 1)


def test_a_recalled_pack_goes_from_a_device_on_which_nobody_is_signed_in(
    device: Device, site: str, cable: Cable
) -> None:
    device.sign_in("village")
    device.take()
    device.visit("张强", said("counselling", "作废之前"))
    device.browser.contexts[0].clear_cookies()
    page = device.open("/offline/")
    page.get_by_role("heading", name="打开离线资料").wait_for()
    assert device.openable() == 1
    elsewhere = device.other_context()
    office = elsewhere.new_page()
    device.sign_in("village", page=office)
    office.goto(f"{site}/offline/decisions/")
    office.on("dialog", lambda dialog: dialog.accept())
    # Packs of earlier tests may be out still.
    while office.get_by_role("button", name="作废").count():
        office.get_by_role("button", name="作废").first.click()
        office.get_by_text("已作废").wait_for()
        office.goto(f"{site}/offline/decisions/")
    elsewhere.close()
    page = device.open("/offline/")
    page.get_by_text("这份离线资料已作废，人员资料已从这台设备清除").wait_for()
    assert (device.openable(), device.kept()["edits"]) == (0, 1)


PLAIN = ["123456", "777777", "123123", "112233", "121212", "1231231", "654321", "123321", "112200", "135791", "890123",
         "111222", "456123", "abcabc", "abcdef", "qwerty", "147258"]  # fmt: skip


def test_no_plain_pin_is_taken(device: Device, cable: Cable) -> None:
    device.sign_in("village")
    page = device.open("/offline/")
    for pin in PLAIN:
        page.fill("#pin", pin)
        page.fill("#pin-again", pin + "x")
        page.get_by_role("button", name="带走").click()
        page.locator("[data-slot=error]:visible").wait_for()
        assert "太简单" in page.locator("[data-slot=error]").inner_text(), pin
    page.fill("#pin", PIN)
    page.get_by_role("button", name="带走").click()
    page.get_by_text("不一样").wait_for()


@pytest.mark.parametrize(
    ("pin", "again", "words"),
    [("123456", "123456", "太简单"), ("777777", "777777", "太简单"), ("730264", "730265", "不一样")],
)
def test_a_weak_or_mistyped_pin_is_not_taken(
    device: Device, cable: Cable, pin: str, again: str, words: str
) -> None:
    device.sign_in("village")
    page = device.open("/offline/")
    page.fill("#pin", pin)
    page.fill("#pin-again", again)
    page.get_by_role("button", name="带走").click()
    page.get_by_text(words).wait_for()
    assert device.kept()["packs"] == 0


#: Calls the pack of this device back.
CALL_BACK = """async () => {
  const database = await new Promise((resolve) => {
    const request = indexedDB.open("leye-offline");
    request.onsuccess = () => resolve(request.result);
  });
  const [pack] = await new Promise((resolve) => {
    const request = database.transaction("packs").objectStore("packs").getAllKeys();
    request.onsuccess = () => resolve(request.result);
  });
  database.close();
  const token = /csrftoken=([^;]+)/.exec(document.cookie)[1];
  const answer = await fetch(`/offline/packs/${pack}/close/`, { method: "POST", headers: { "X-CSRFToken": token } });
  return answer.status;
}"""


def test_a_session_that_cannot_be_used_any_more_keeps_no_recalled_pack(device: Device, cable: Cable) -> None:
    device.sign_in("village")
    device.take()
    assert device.page.evaluate(CALL_BACK) == 200
    asked: list[str] = []

    def to_the_sign_in_first(route: Any) -> None:
        asked.append(route.request.url)
        if len(asked) == 1:
            route.fulfill(status=302, headers={"Location": "/account/login/"})
        else:
            route.continue_()

    device.page.route("**/offline/state/*", to_the_sign_in_first)
    page = device.open("/offline/")
    page.get_by_text("这份离线资料已作废，人员资料已从这台设备清除").wait_for()
    assert len(asked) == 2
    assert device.openable() == 0
