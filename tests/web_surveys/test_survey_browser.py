"""In a real Chromium: a survey from its beginning to its end, on a screen and on a phone, without a barrier."""

from typing import Any

import pytest

from tests.web.conftest import Visitor

pytestmark = pytest.mark.browser


def _barriers(page: Any, name: str, width: int) -> list[str]:
    from axe_playwright_python.sync_playwright import Axe

    # Before its style and its script are there, a page is not what anybody sees.
    page.wait_for_load_state()
    found = []
    if page.evaluate("document.documentElement.scrollWidth") > width:
        found.append(f"{name} scrolls sideways at {width}")
    violations = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return found + [
        f"{name}: {one['id']} {one['nodes'][0]['html'][:200]}"
        for one in violations
        if one["impact"] in ("serious", "critical")
    ]


def test_a_survey_campaign_from_beginning_to_end(visitor: Visitor) -> None:
    found: list[str] = []
    # The county begins a survey and has a text approved.
    county = visitor.page("county")
    county.goto("/surveys/")
    found += _barriers(county, "no rounds", 1366)
    county.get_by_role("link", name="开展摸底").click()
    county.get_by_label("名称").fill("返乡人员摸底")
    county.get_by_label("返乡").first.check()
    found += _barriers(county, "start", 1366)
    county.get_by_role("button", name="开始").click()
    county.get_by_text("列入7人").wait_for()
    found += _barriers(county, "round", 1366)
    address = county.url
    county.goto("/messages/templates/new/")
    county.get_by_label("名称").fill("摸底提醒")
    county.get_by_label("内容").fill("{name}您好，我是{unit}{me}，请在{until}前回电。")
    found += _barriers(county, "template", 1366)
    county.get_by_role("button", name="保存").click()
    county.get_by_text("请另一位同事审核").first.wait_for()
    leader = visitor.page("leader")
    leader.goto("/messages/templates/")
    leader.get_by_role("button", name="审核通过").click()
    leader.get_by_text("可以使用").first.wait_for()
    found += _barriers(leader, "templates", 1366)

    # The village asks at the door, on a phone: a question opens after its answer.
    phone = visitor.page("village", width=390, height=844)
    phone.goto(address)
    found += _barriers(phone, "round on a phone", 390)
    phone.get_by_role("link", name="去调查").click()
    phone.wait_for_url("**/people/?*")
    found += _barriers(phone, "people on a phone", 390)
    phone.get_by_role("link", name="去问 王秀兰").click()
    phone.wait_for_url("**/ask/*/")
    assert phone.get_by_text("近期想不想就业").count() == 0
    phone.get_by_label("没有工作").check()
    phone.get_by_text("近期想不想就业").wait_for()
    phone.get_by_label("想就业", exact=True).check()
    phone.get_by_label("想做什么工作").fill("缝纫工")
    phone.get_by_label("有劳动能力", exact=True).check()
    phone.get_by_label("不想外出").check()
    assert phone.get_by_label("想做什么工作").input_value() == "缝纫工"
    found += _barriers(phone, "questions on a phone", 390)
    phone.get_by_role("button", name="记下回答").click()
    phone.get_by_text("已记下王秀兰的回答").wait_for()
    # Somebody is not there; somebody is written to.
    phone.get_by_role("link", name="去问 李建国").click()
    phone.get_by_role("button", name="没联系上").click()
    phone.get_by_text("这次没问到").wait_for()

    desk = visitor.page("village")
    desk.goto(f"{address}people/?measure=waiting")
    found += _barriers(desk, "people", 1366)
    desk.get_by_label("选中李建国").check()
    desk.get_by_role("button", name="发短信提醒").click()
    desk.wait_for_url("**/messages/**")
    found += _barriers(desk, "send", 1366)
    desk.get_by_role("button", name="发给1人").click()
    desk.get_by_text("1条短信已提交").wait_for()
    desk.goto("/messages/")
    desk.get_by_text("李建国您好").wait_for()
    found += _barriers(desk, "messages", 1366)
    desk.goto("/messages/opt-outs/")
    found += _barriers(desk, "opt-outs", 1366)
    desk.goto("/surveys/unreachable/")
    found += _barriers(desk, "unreachable", 1366)
    desk.goto("/surveys/questionnaires/")
    desk.get_by_role("link", name="重点群体就业状况摸底").click()
    desk.wait_for_url("**/surveys/questionnaires/*/")
    found += _barriers(desk, "questionnaire", 1366)

    # The county sees how far it has come, and ends it.
    county.goto(address)
    county.get_by_role("row", name="补隆淖尔镇").get_by_role("link", name="6", exact=True).wait_for()
    county.get_by_role("link", name="已调查").click()
    county.get_by_role("link", name="王秀兰", exact=True).wait_for()
    county.goto(address)
    county.on("dialog", lambda dialog: dialog.accept())
    county.get_by_role("button", name="结束摸底").click()
    county.get_by_text("这次摸底已结束").wait_for()
    phone.goto(f"{address}people/?measure=answered")
    assert phone.get_by_role("link", name="看回答").count() == 0
    assert found == []
