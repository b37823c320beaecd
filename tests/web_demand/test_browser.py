"""The demand side in a real browser, from an employer's need to a public list; every page at two widths."""

import datetime as dt
import os
import re
import subprocess
import sys
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from leye.standards.calendar import today
from tests.conftest import ROOT
from tests.web.conftest import Visitor

pytestmark = pytest.mark.browser

RULES = {"resultTypes": ["violations"]}
EMPLOYER = "磴口县草原红牛肉制品有限公司"


def clean(page: Any) -> None:
    """No barrier that axe finds, and nothing wider than the window."""
    found = Axe().run(page, options=RULES).response["violations"]
    assert [(one["id"], [node["html"][:200] for node in one["nodes"]]) for one in found] == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def anybody(visitor: Visitor, width: int = 390) -> Any:
    """A page without sign-in."""
    context = visitor.chrome.new_context(
        base_url=visitor.site, viewport={"width": width, "height": 844}, locale="zh-CN"
    )
    visitor.contexts.append(context)
    return context.new_page()


def age(database: str, days: int) -> None:
    """What stands open was published so many days ago."""
    subprocess.run(
        [sys.executable, "-m", "tests.web_demand.ageing", str(days)], cwd=ROOT, check=True,
        env={**os.environ, "LEYE_DATABASE_NAME": database},
    )  # fmt: skip


def key_employer(page: Any) -> None:
    """The corner's employer gets an officer and a visit with a need."""
    page.goto("/demand/employers/add/?q=草原红")
    page.get_by_role("link", name=re.compile("选这家")).click()
    page.get_by_label("服务专员").select_option(label="张建华（磴口县 县级经办员）")
    page.get_by_label("列为重点的理由").fill("用工200人以上")
    clean(page)
    page.get_by_role("button", name="保存").click()
    page.get_by_text("服务专员张建华").wait_for()
    page.get_by_role("link", name="记一次走访").click()
    page.get_by_label(re.compile("^用工需求")).fill("分割工，6人")
    page.get_by_label(re.compile("^其他需求(?!的|希望)")).select_option(label="社保")
    page.get_by_label("其他需求的内容").fill("想问社保缓缴")
    clean(page)
    page.get_by_role("button", name="保存").click()
    page.get_by_text("走访已记下").wait_for()
    clean(page)


def test_from_an_employer_s_need_to_the_public_list(visitor: Visitor, site_database: str) -> None:
    page = visitor.page("county")
    page.goto("/vacancies/")
    page.get_by_role("link", name="用工需求").click()
    page.get_by_text("本月的紧缺职业清单还没有编").wait_for()
    clean(page)
    key_employer(page)
    page.get_by_role("button", name="生成岗位").click()
    page.get_by_text("已生成岗位草稿").wait_for()
    page.get_by_label("报酬从（元）").fill("4500")
    page.get_by_label(re.compile("^到（元）")).fill("6000")
    page.locator("[name=occupation]").fill("畜禽屠宰加工工")
    page.get_by_label("工作内容").fill("分割牛羊肉，三班倒，能适应低温环境。")
    page.get_by_role("button", name="保存并提交审核").click()
    page.get_by_text("等待另一位经办人审核").wait_for()
    leader = visitor.page("leader")
    leader.goto("/vacancies/review/")
    leader.get_by_label("选中分割工").check()
    leader.get_by_role("button", name="发布选中的").click()
    leader.get_by_text("已发布1个岗位").wait_for()
    age(site_database, 45)

    page.goto("/demand/shortage/")
    page.get_by_text("1个职业招不满，还缺6人").wait_for()
    clean(page)
    page.get_by_role("button", name=re.compile("编制.*清单")).click()
    page.get_by_text("编制人不能自己发布").wait_for()
    clean(page)
    leader.goto("/demand/")
    leader.get_by_role("link", name="去发布").click()
    clean(leader)
    leader.get_by_role("button", name="发布").click()
    leader.get_by_text("已发布。不登录的人").wait_for()
    phone = anybody(visitor)
    phone.goto("/jobs/shortage/")
    clean(phone)
    phone.get_by_role("link", name=re.compile("磴口县.*紧缺职业")).click()
    phone.get_by_text("少于10人").first.wait_for()
    clean(phone)


def test_jobs_are_collected_brands_kept_and_a_list_goes_out(visitor: Visitor) -> None:
    page = visitor.page("county")
    page.goto("/demand/job-bank/")
    page.get_by_role("link", name="加一个来源").first.click()
    page.get_by_label("名称").fill("江苏省丹阳市")
    page.get_by_label("对口协作地区").check()
    clean(page)
    page.get_by_role("button", name="保存").click()
    page.get_by_role("link", name="记一次收集").click()
    page.get_by_label("岗位（个）").fill("12")
    page.get_by_label("招聘人数").fill("60")
    clean(page)
    page.get_by_role("button", name="保存").click()
    page.get_by_text("已记下，计入本月收集").wait_for()
    clean(page)
    page.goto("/demand/job-bank/")
    page.get_by_text("60人").wait_for()

    page.goto("/demand/brands/")
    page.get_by_role("link", name="登记品牌").click()
    page.get_by_label("品牌名称").fill("磴口瓜农")
    page.get_by_label("行业、工种").fill("瓜果种植")
    page.get_by_label("载体单位").fill(EMPLOYER)
    page.get_by_label("认定日期").fill("2024-01-01")
    page.get_by_label("所在地区").select_option(label="磴口县")
    clean(page)
    page.get_by_role("button", name="保存").click()
    page.get_by_role("link", name="加成员").click()
    page.get_by_label(re.compile("^姓名、拼音")).fill("王秀兰")
    page.get_by_role("button", name="查找").click()
    clean(page)
    page.get_by_role("button", name=re.compile("加进来")).first.click()
    page.get_by_text("已加进品牌").wait_for()
    clean(page)

    page.goto("/demand/exchange/add/")
    page.get_by_label("接收部门").fill("县国资局")
    page.get_by_label("接收人").fill("陈科长")
    page.get_by_label("用途").fill("国有企业项目优先安置")
    page.get_by_label("依据").fill("陕人社发〔2020〕26号附件三")
    page.get_by_label("请对方何时回复岗位").fill((today() + dt.timedelta(days=20)).isoformat())
    clean(page)
    page.get_by_role("button", name="编制").click()
    page.get_by_text("编制人不能自己同意").wait_for()
    clean(page)
    address = page.url
    leader = visitor.page("leader")
    leader.goto(address)
    leader.once("dialog", lambda dialog: dialog.accept())
    leader.get_by_role("button", name="同意送出").click()
    leader.get_by_text("现在可以下载名单").wait_for()
    clean(leader)
    page.goto(address)
    with page.expect_download() as taken:
        page.get_by_role("link", name="下载名单").click()
    assert taken.value.suggested_filename.startswith("提供县国资局名单")


@pytest.mark.parametrize("width", [390, 1366])
def test_every_page_fits(visitor: Visitor, width: int) -> None:
    page = visitor.page("county", width=width)
    for address in (
        "", "rules/", "shortage/", "employers/", "employers/?show=late", "employers/add/?q=草", "job-bank/",
        "job-bank/sources/add/", "brands/", "brands/add/", "exchange/", "exchange/add/",
    ):  # fmt: skip
        page.goto(f"/demand/{address}")
        clean(page)
    for link in ("/demand/employers/", "/demand/job-bank/", "/demand/brands/", "/demand/exchange/"):
        page.goto(link)
        first = page.locator("main table th[scope=row] a").first
        if first.count():
            page.goto(first.get_attribute("href"))
            clean(page)
    page.goto("/vacancies/?state=open&elastic=1")
    clean(page)
    public = anybody(visitor, width)
    public.goto("/jobs/shortage/")
    clean(public)
