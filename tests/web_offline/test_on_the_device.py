"""What lies on the device: sealed, for a time, for one user; thrown away in time, and no record with it."""

import pytest

from tests.web_offline.cable import Cable
from tests.web_offline.conftest import PIN, Device, said

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
