"""On a phone, in a real browser: a job found, signed in by code, applied for, withdrawn; help asked for and given."""

import json
import re
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from leye.vault.state import state_dir
from tests.ledger.people import number
from tests.web.conftest import Visitor

pytestmark = pytest.mark.browser

RULES = {"resultTypes": ["violations"]}
PHONE = "13800000102"


def clean(page: Any) -> None:
    """No barrier that axe finds, and nothing wider than the window."""
    found = Axe().run(page, options=RULES).response["violations"]
    assert [(one["id"], [node["html"][:200] for node in one["nodes"]]) for one in found] == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def anybody(visitor: Visitor, width: int = 390, height: int = 844) -> Any:
    """A browser in which nobody is signed in."""
    context = visitor.chrome.new_context(
        base_url=visitor.site, viewport={"width": width, "height": height}, locale="zh-CN"
    )
    visitor.contexts.append(context)
    page = context.new_page()
    page.set_default_timeout(15_000)
    return page


def published(visitor: Visitor, title: str) -> None:
    """A vacancy that one officer enters and another publishes."""
    page = visitor.page("county")
    page.goto("/vacancies/")
    page.get_by_role("link", name="登记岗位").click()
    page.get_by_role("listitem").filter(has_text="草原红").get_by_role("link", name="选这家").click()
    page.get_by_label("岗位名称").fill(title)
    page.get_by_label(re.compile("^工作地区")).select_option(label="补隆淖尔镇")
    page.get_by_label("报酬从（元）").fill("4500")
    page.get_by_label(re.compile("^到（元）")).fill("6000")
    page.get_by_label("招聘人数").fill("3")
    page.get_by_label("工作内容").fill("分割牛羊肉，两班倒。")
    page.get_by_role("button", name="保存并提交审核").click()
    page.get_by_text("等待另一位经办人审核").wait_for()
    leader = visitor.page("leader")
    leader.goto("/vacancies/review/")
    leader.get_by_label(f"选中{title}").check()
    leader.get_by_role("button", name="发布选中的").click()
    leader.get_by_text("已发布1个岗位").wait_for()


def codes(phone: str) -> list[str]:
    """The codes in the outbox that went to a telephone, the last at the end."""
    box = state_dir() / "outbox" / "messages.jsonl"
    lines = box.read_text(encoding="utf-8").splitlines() if box.exists() else []
    texts = [one["text"] for one in map(json.loads, lines) if one["phone"] == phone]
    return [found for text in texts for found in re.findall(r"验证码(\d{6})，用于登录", text)]


def next_code(page: Any, phone: str, before: int) -> str:
    """The code that leaves beside the answer, as soon as it is there; `before`: how many there were."""
    for _look in range(200):
        if len(found := codes(phone)) > before:
            return found[-1]
        page.wait_for_timeout(50)
    raise AssertionError("no code left")


def test_a_job_found_on_a_phone_is_applied_for_and_withdrawn(visitor: Visitor) -> None:
    published(visitor, "分割工")
    page = anybody(visitor)
    page.goto("/jobs/")
    clean(page)
    page.get_by_placeholder("岗位、单位、技能").fill("分割工")
    page.get_by_role("button", name="查找").click()
    page.get_by_role("link", name="分割工").click()
    clean(page)
    page.get_by_role("link", name="应聘").click()
    page.get_by_role("heading", name="登录").wait_for()
    clean(page)
    page.get_by_label("身份证号").fill(number(102))
    page.get_by_label("手机号").fill(PHONE)
    before = len(codes(PHONE))
    page.get_by_role("button", name="获取验证码").click()
    page.get_by_role("heading", name="填写验证码").wait_for()
    clean(page)
    page.get_by_label("验证码").fill("000000")
    page.get_by_role("button", name="登录").click()
    page.get_by_text("验证码不对").first.wait_for()
    clean(page)
    page.get_by_label("验证码").fill(next_code(page, PHONE, before))
    page.get_by_role("button", name="登录").click()
    page.get_by_role("heading", name="应聘分割工").wait_for()
    clean(page)
    page.get_by_label("年龄").check()
    page.get_by_label("想对单位说的话").fill("干过三年。")
    page.get_by_role("button", name="送出应聘").click()
    page.get_by_text("应聘已送出").wait_for()
    page.get_by_text("单位还没有看").wait_for()
    clean(page)
    page.get_by_role("link", name="我的应聘").click()
    page.get_by_role("link", name="分割工").wait_for()
    clean(page)
    page.get_by_role("link", name="分割工").click()
    page.once("dialog", lambda asked: asked.accept())
    page.get_by_role("button", name="撤回应聘").click()
    page.get_by_text("已撤回，单位会看到").wait_for()
    clean(page)
    for address in ("/my/", "/my/data/", "/my/help/", "/f/"):
        page.goto(address)
        clean(page)
    page.goto("/jobs/?text=分割工")
    page.get_by_role("button", name="存下这个查找").click()
    page.get_by_text("已存下").wait_for()
    clean(page)
    page.get_by_role("button", name="退出").click()
    page.get_by_text("已退出").wait_for()


@pytest.mark.parametrize("width", [390, 1366])
def test_help_asked_for_becomes_an_application_and_the_receipt_tells(visitor: Visitor, width: int) -> None:
    page = anybody(visitor, width, 844 if width < 700 else 768)
    page.goto("/jobs/")
    page.get_by_role("link", name="求助", exact=True).click()
    clean(page)
    page.get_by_role("link", name="磴口县").click()
    page.get_by_role("link", name="补隆淖尔镇").click()
    page.get_by_label("找工作").check()
    page.get_by_label("具体情况").fill(f"想在县城找活，{width}。")
    page.get_by_label("姓名").fill("李建国" if width < 700 else "张强")
    page.get_by_label("电话").fill("13800000103" if width < 700 else "13800000105")
    page.get_by_label("身份证号").fill(number(103 if width < 700 else 105))
    clean(page)
    page.get_by_role("button", name="提交").click()
    page.get_by_text("同意以后我们才能保存").first.wait_for()
    clean(page)
    page.get_by_label("同意保存以上资料").check()
    page.get_by_role("button", name="提交").click()
    page.get_by_role("heading", name="已收到您的求助").wait_for()
    clean(page)
    receipt = page.locator(".desk-number").inner_text()

    officer = visitor.page("town", width=width)
    officer.goto("/")
    officer.get_by_role("link", name=re.compile("条网上求助等您受理")).click()
    clean(officer)
    officer.get_by_role("link", name="李建国" if width < 700 else "张强").click()
    officer.get_by_text("留的身份证号在台账里").wait_for()
    clean(officer)
    officer.get_by_role("button", name="就是此人，受理申请").click()
    officer.get_by_text(re.compile("已受理.*的申请")).first.wait_for()

    page.goto("/help/receipt/")
    clean(page)
    page.get_by_label("回执号").fill(receipt)
    page.get_by_label("电话后四位").fill("0103" if width < 700 else "0105")
    page.get_by_role("button", name="查询").click()
    page.get_by_text("已申请").wait_for()
    clean(page)
