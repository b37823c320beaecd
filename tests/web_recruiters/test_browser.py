"""In a real Chromium: a unit signs up, posts, sees who applied, invites and offers; on a phone and on a desk."""

import datetime as dt
import re
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from leye.standards.calendar import today
from tests.recruiters.making import uscc
from tests.web.conftest import Visitor

pytestmark = pytest.mark.browser

RULES = {"resultTypes": ["violations"]}
CHOSEN = "he-tao-mian-fen-7"
#: Whoever applies at each width.
PEOPLE = {390: "王秀兰", 1366: "赵海燕"}


def clean(page: Any) -> None:
    """No barrier that axe finds, and nothing wider than the window."""
    found = Axe().run(page, options=RULES).response["violations"]
    assert [(one["id"], [node["html"][:200] for node in one["nodes"]]) for one in found] == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def outside(visitor: Visitor, width: int) -> Any:
    """A page of somebody whom nobody knows yet."""
    context = visitor.chrome.new_context(
        base_url=visitor.site,
        viewport={"width": width, "height": 844 if width == 390 else 768},
        locale="zh-CN",
    )
    visitor.contexts.append(context)
    page = context.new_page()
    page.set_default_timeout(15_000)
    return page


def asked(page: Any, number: int) -> None:
    """From the page for everybody to the page that tells how far it is."""
    page.goto("/jobs/")
    page.get_by_role("link", name="单位申请账号").click()
    clean(page)
    page.get_by_label("单位名称").fill(f"磴口县第{number}食品厂")
    page.get_by_label("统一社会信用代码").fill(uscc(number)[:-1] + ("A" if uscc(number)[-1] != "A" else "B"))
    page.get_by_label("单位在哪个县").fill("磴口县")
    page.get_by_label("您的姓名").fill("赵厂长")
    page.get_by_label("您的电话").fill("13900139000")
    page.get_by_role("button", name="提交申请").click()
    page.get_by_text("校验不符").first.wait_for()
    clean(page)
    page.get_by_label("统一社会信用代码").fill(uscc(number))
    page.get_by_role("button", name="提交申请").click()
    page.get_by_text("待核实").wait_for()
    clean(page)


def verified(officer: Any, number: int) -> tuple[str, str]:
    """An officer compares and opens it; the user name and the first password."""
    officer.goto("/employers/")
    officer.get_by_role("link", name=re.compile("^单位账号")).click()
    clean(officer)
    officer.get_by_role("link", name=f"磴口县第{number}食品厂").click()
    officer.get_by_label("怎样核实的").fill("核对营业执照原件")
    clean(officer)
    officer.get_by_role("button", name="核实无误，开通").click()
    officer.get_by_text("密码只显示这一次").wait_for()
    clean(officer)
    name = officer.get_by_text(re.compile(rf"^{uscc(number).lower()}-\d{{6}}$")).inner_text()
    return str(name), str(officer.locator("#first-password").inner_text())


def signed_in(page: Any, name: str, password: str) -> None:
    """The first sign-in, with a password of one's own at its end."""
    page.goto("/unit/")
    page.get_by_label("用户名").fill(name)
    page.get_by_label("密码").fill(password)
    page.get_by_role("button", name="登录").click()
    page.locator("input[name=oldpassword]").fill(password)
    page.locator("input[name=password1]").fill(CHOSEN)
    page.locator("input[name=password2]").fill(CHOSEN)
    page.get_by_role("button", name="改密码").click()
    page.get_by_role("heading", name="我的岗位").wait_for()
    clean(page)


def post(page: Any, title: str) -> None:
    """A vacancy with the pay as the advertisement says it."""
    page.get_by_role("link", name="发布岗位").first.click()
    page.get_by_label("岗位名称").fill(title)
    page.get_by_label(re.compile("^工作地区")).select_option(label="补隆淖尔镇")
    page.get_by_label("粘贴报酬").fill("4-8千/月·13薪")
    page.get_by_label("粘贴报酬").press("Tab")
    page.get_by_text("已按粘贴的文字填好").wait_for()
    assert page.get_by_label("报酬从（元）").input_value() == "4000"
    assert page.get_by_label("一年发几个月").input_value() == "13"
    page.get_by_label("招聘人数").fill("2")
    page.get_by_label("工作内容").fill("装箱打包，押金200元。")
    page.get_by_label("工作地点").fill("工业园1号")
    page.locator("#checks").get_by_text("劳动合同法第九条").first.wait_for()
    clean(page)
    page.get_by_label("工作内容").fill("装箱打包，两班倒。")
    page.get_by_label("工作地点").fill("工业园2号")
    page.locator("#checks").get_by_text("不能发布").first.wait_for(state="detached")
    page.get_by_role("button", name="提交审核").click()
    page.get_by_text("已提交，等经办机构审核").wait_for()
    clean(page)


def applied(officer: Any, title: str, name: str) -> None:
    """An officer publishes what was posted and applies for somebody."""
    officer.goto("/vacancies/review/")
    officer.get_by_label(f"选中{title}").check()
    officer.get_by_role("button", name="发布选中的").click()
    officer.get_by_text("已发布1个岗位").wait_for()
    officer.goto("/vacancies/?q=" + title)
    officer.get_by_role("link", name=title).first.click()
    vacancy = re.search(r"/vacancies/(\d+)/", officer.url)
    officer.goto("/find/?q=" + name)
    officer.get_by_role("link", name=name).first.click()
    person = re.search(r"/people/(\d+)/", officer.url)
    assert vacancy
    assert person
    officer.goto(f"/recommendations/people/{person[1]}/jobs/{vacancy[1]}/apply/")
    officer.get_by_role("button", name="应聘").click()
    officer.get_by_text("等单位答复").first.wait_for()


@pytest.mark.parametrize("width", [390, 1366])
def test_from_signing_up_to_an_offer(visitor: Visitor, width: int) -> None:
    number, title, name = width, f"包装工{width}", PEOPLE[width]
    page, officer = outside(visitor, width), visitor.page("county")
    asked(page, number)
    signed_in(page, *verified(officer, number))
    post(page, title)
    applied(officer, title, name)

    menu = page.get_by_role("navigation", name="单位服务")
    assert menu.get_by_role("link").all_inner_texts() == ["我的岗位", "应聘", "面试", "单位"]
    menu.get_by_role("link", name="我的岗位").click()
    page.get_by_text("1人应聘在等答复").wait_for()
    clean(page)
    menu.get_by_role("link", name="面试").click()
    clean(page)
    page.get_by_role("link", name=f"给{title}加时段").click()
    page.get_by_label("面试日期").fill((today() + dt.timedelta(days=2)).isoformat())
    page.get_by_label("从").fill("09:00")
    page.get_by_label("到", exact=True).fill("11:00")
    page.get_by_label("地点").fill("厂办二楼")
    clean(page)
    page.get_by_role("button", name="加上").click()
    page.get_by_text("已加上这个面试时段").wait_for()

    menu.get_by_role("link", name="应聘").click()
    clean(page)
    page.get_by_role("link", name=f"{name[0]}某").click()
    page.get_by_text("双方同意后才公开").wait_for()
    assert name not in page.content()
    clean(page)
    page.get_by_role("link", name="约面试").click()
    page.get_by_role("radio").first.check()
    clean(page)
    page.get_by_role("button", name="约面试").click()
    page.get_by_text("已办理：约面试").wait_for()
    page.get_by_role("link", name="拟录用").click()
    page.get_by_label("上岗日期").fill((today() + dt.timedelta(days=7)).isoformat())
    clean(page)
    page.get_by_role("button", name="拟录用").click()
    page.get_by_text("您报的上岗日期是").wait_for()
    clean(page)
    menu.get_by_role("link", name="面试").click()
    clean(page)
    menu.get_by_role("link", name="单位", exact=True).click()
    clean(page)
    page.get_by_role("link", name="加一份委托").click()
    clean(page)
    page.get_by_role("link", name="取消").click()
    page.get_by_role("button", name="退出", exact=True).click()
