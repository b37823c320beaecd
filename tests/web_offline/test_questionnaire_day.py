"""A questionnaire answered in a village without a network, in a real Chromium: one response, seen by everybody."""

from typing import Any

import pytest

from tests.web_offline.cable import Cable, Cut
from tests.web_offline.conftest import Device
from tests.web_offline.test_two_assistants import violations, wide

pytestmark = pytest.mark.browser
TITLE = "冬季重点群体摸底"
#: The address of the round, once somebody began it.
BEGUN: dict[str, str] = {}

#: Resolves when the draft holds the last thing typed; it is sealed, but its length tells.
UNTIL_LONG = """async () => {
  const database = await new Promise((resolve) => {
    const request = indexedDB.open("leye-offline");
    request.onsuccess = () => resolve(request.result);
  });
  for (let tries = 0; tries < 400; tries += 1) {
    const drafts = await new Promise((resolve) => {
      const request = database.transaction("drafts").objectStore("drafts").getAll();
      request.onsuccess = () => resolve(request.result);
    });
    if (drafts.some((draft) => draft.data.byteLength > 1200)) return database.close();
    await new Promise((go) => setTimeout(go, 50));
  }
  throw new Error("the draft never grew");
}"""


@pytest.fixture
def survey(device: Device, site: str) -> str:
    """The address of a round over the county; the county's officer begins it at her desk."""
    if site not in BEGUN:
        office = device.other_context()
        page = office.new_page()
        device.sign_in("county", page=page)
        page.goto(f"{site}/surveys/")
        page.get_by_role("link", name="开展摸底").click()
        page.get_by_label("名称").fill(TITLE)
        page.get_by_role("button", name="开始").click()
        page.get_by_text("列入").first.wait_for()
        BEGUN[site] = page.url.removeprefix(site)
        office.close()
    return BEGUN[site]


def open_visit(device: Device, name: str) -> Any:
    """The questionnaire's card in the form of a visit."""
    device.page.get_by_role("button", name=name, exact=True).click()
    device.page.locator("[data-visit-form]").wait_for()
    for box in device.page.locator("[name=kinds]").all():
        box.uncheck()
    card = device.page.locator("[data-survey]", has_text=TITLE)
    card.get_by_label("这次问了这份问卷").check()
    return card


def answer(card: Any, work: str) -> None:
    """Fill in what must be answered, and one question that opens behind another."""
    card.get_by_label("没有工作", exact=True).check()
    card.get_by_label("想就业", exact=True).check()
    card.get_by_label("想做什么工作").fill(work)
    card.get_by_label("有劳动能力", exact=True).check()
    card.get_by_label("不想外出").check()


def keep(device: Device) -> None:
    device.page.get_by_role("button", name="保存在这台设备上").click()
    device.page.get_by_text("保存在这台设备上。").wait_for()


def answered(device: Device, survey: str, name: str) -> int:
    """How often a person stands among those who answered in the round."""
    page = device.open(f"{survey}people/?measure=answered")
    page.locator("table, .state").first.wait_for()
    return int(page.get_by_role("link", name=name, exact=True).count())


def times_noted(device: Device, person: int) -> int:
    """How many surveys of this round stand among a person's services."""
    page = device.open(f"/people/{person}/services/")
    page.locator("table, .state").first.wait_for()
    return int(page.locator("tr", has_text=TITLE).count())


def test_answered_offline_synced_and_seen(device: Device, cable: Cable, survey: str) -> None:
    device.sign_in("village")
    device.take()
    page = device.page
    page.locator("li.todo", has_text="李建国").get_by_text(f"问卷：{TITLE}").wait_for()
    cable.pull()
    page.reload()
    device.unlock()
    card = open_visit(device, "李建国")
    assert card.get_by_label("劳动能力").count(), "what is known already stands there"
    page.get_by_role("button", name="保存在这台设备上").click()
    page.get_by_text("题要回答或改正").wait_for()
    card.get_by_text("请回答“现在在做什么”。").wait_for()
    assert card.get_by_label("想做什么工作").is_hidden()
    answer(card, "缝纫工")
    assert card.get_by_text("请回答“现在在做什么”。").is_hidden()
    assert card.get_by_label("想做什么工作").is_visible()
    card.get_by_label("联系电话").fill("13911112222")
    assert page.locator("[name=phone]").input_value() == "13911112222", "the same fact is typed once"
    card.get_by_label("由谁代答").fill("妻子")
    for width, height in ((1366, 768), (390, 844)):
        page.set_viewport_size({"width": width, "height": height})
        assert violations(page) == []
        assert wide(page) <= width
        device.shoot(f"questionnaire-{width}")
    keep(device)
    device.shoot("questionnaire-kept")
    cable.plug()
    device.sync()
    page.get_by_text("已入账1条").wait_for()
    assert page.locator("li.todo", has_text="李建国").get_by_text(f"问卷：{TITLE}").count() == 0
    file = device.open("/people/2/")
    line = file.locator("li", has_text="已调查").filter(has_text=TITLE)
    line.wait_for()
    assert "王小梅" in line.inner_text()
    assert "13911112222" in file.locator(".facts").first.inner_text().replace(" ", "")
    assert answered(device, survey, "李建国") == 1
    assert times_noted(device, 2) == 1
    progress = device.open(survey)
    progress.get_by_role("heading", name=TITLE).wait_for()
    device.shoot("round")


@pytest.mark.parametrize(
    ("where", "name", "person"),
    [(Cut.BEFORE, "赵海燕", 3), (Cut.DURING, "张强", 4), (Cut.AFTER, "周婷婷", 5)],
    ids=lambda one: one.name.lower() if isinstance(one, Cut) else "",
)
def test_cut_while_answers_are_handed_in_and_handed_in_again(
    device: Device, cable: Cable, survey: str, where: Cut, name: str, person: int
) -> None:
    device.sign_in("village")
    device.take()
    answer(open_visit(device, name), "电工")
    keep(device)
    cable.pull(where)
    device.sync()
    device.page.get_by_text("没有连上服务器，记录还在这台设备上").wait_for()
    assert device.kept()["edits"] == 1
    cable.plug()
    device.sync()
    device.page.get_by_text("已入账1条").wait_for()
    assert device.kept()["edits"] == 0
    assert answered(device, survey, name) == 1
    assert times_noted(device, person) == 1


def test_two_answers_of_one_person_are_put_before_the_user(
    device: Device, site: str, cable: Cable, survey: str
) -> None:
    device.sign_in("village")
    device.take()
    cable.pull()
    card = open_visit(device, "王秀兰")
    answer(card, "做饭")
    keep(device)
    cable.plug()
    elsewhere = device.other_context()
    office = elsewhere.new_page()
    device.sign_in("town", page=office)
    office.goto(f"{site}{survey}people/?measure=waiting")
    office.get_by_role("link", name="去问 王秀兰").click()
    office.get_by_label("在单位上班").check()
    office.get_by_label("想外出", exact=True).check()
    office.get_by_role("button", name="记下回答").click()
    office.get_by_text("已记下王秀兰的回答").wait_for()
    elsewhere.close()
    device.sync()
    device.page.get_by_text("1条别人也改过或需要核对，等您决定").wait_for()
    device.page.get_by_role("link", name="去决定").click()
    page = device.page
    waiting = page.locator("section.card", has_text="别人已录入此人的回答")
    waiting.wait_for()
    for words in ("李志强", "现在在做什么：在单位上班", "现在在做什么：没有工作", "外出务工意愿：想外出"):
        assert words in waiting.inner_text()
    for width, height in ((1366, 768), (390, 844)):
        page.set_viewport_size({"width": width, "height": height})
        assert violations(page) == []
        assert wide(page) <= width
        device.shoot(f"two-answers-{width}")
    waiting.get_by_label("现在在做什么：没有工作").check()
    waiting.get_by_role("button", name="按所选入账").click()
    page.get_by_text("已按您的决定入账").wait_for()
    assert answered(device, survey, "王秀兰") == 1
    device.open(f"{survey}people/?measure=answered").get_by_role("link", name="王秀兰", exact=True).wait_for()


def test_a_killed_browser_keeps_what_was_answered_so_far(device: Device, cable: Cable, survey: str) -> None:
    device.sign_in("village")
    device.take()
    cable.pull()
    card = open_visit(device, "王秀兰")
    answer(card, "做饭")
    device.page.locator("[name=said]").fill("长" * 400)
    device.page.evaluate(UNTIL_LONG)
    device.kill()
    device.start()
    device.open("/offline/")
    device.unlock()
    device.page.get_by_role("button", name="王秀兰", exact=True).click()
    device.page.get_by_text("已恢复上次没有保存的内容").wait_for()
    card = device.page.locator("[data-survey]", has_text=TITLE)
    assert card.get_by_label("想做什么工作").input_value() == "做饭"
    assert card.get_by_label("不想外出").is_checked()


def test_signing_out_tells_of_what_was_typed_and_not_saved(device: Device, cable: Cable, survey: str) -> None:
    device.sign_in("village")
    device.take()
    answer(open_visit(device, "王秀兰"), "没存")
    device.wait_for_drafts(1)
    page = device.open("/")
    asked: list[str] = []
    page.once("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
    device.press_sign_out()
    page.wait_for_function("() => document.querySelector('form.sending') === null")
    assert "1个人的走访内容填了还没有保存" in asked[0]
    assert "没有同步" not in asked[0]
    assert device.kept()["drafts"] == 1


def test_a_recalled_pack_goes_when_the_line_comes_back_although_nobody_is_signed_in(
    device: Device, cable: Cable
) -> None:
    device.sign_in("village")
    device.take()
    cable.pull()
    page = device.page
    page.evaluate("window.dispatchEvent(new Event('offline'))")
    page.get_by_text("没有网络").wait_for()
    cable.plug()
    elsewhere = device.other_context()
    office = elsewhere.new_page()
    device.sign_in("town", page=office)
    office.goto(f"{cable.address}/offline/packs/")
    device_shot(device, office)
    office.get_by_role("row", name="王小梅").first.get_by_role("link", name="作废").click()
    office.get_by_label("原因").fill("手机丢了")
    device.shoot("close-390", office)
    assert violations(office) == []
    office.get_by_role("button", name="作废这份资料").click()
    office.get_by_text("已作废。那台设备").wait_for()
    elsewhere.close()
    device.browser.contexts[0].clear_cookies()
    page.evaluate("window.dispatchEvent(new Event('online'))")
    page.get_by_text("这份离线资料已作废，人员资料已从这台设备清除").wait_for()
    assert device.openable() == 0


def device_shot(device: Device, office: Any) -> None:
    """The page of what is out, on a phone and on a desk."""
    for width, height in ((1366, 768), (390, 844)):
        office.set_viewport_size({"width": width, "height": height})
        assert violations(office) == []
        assert wide(office) <= width
        device.shoot(f"packs-{width}", office)
