"""In a real Chromium: from an application to a hire, its contract, and what the ledger tells four months later."""

import datetime as dt
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from docx import Document

from leye.standards.calendar import today
from tests.conftest import ROOT
from tests.web.conftest import Visitor
from tests.web_vacancies.test_browser import enter

pytestmark = pytest.mark.browser

RULES = {"resultTypes": ["violations"]}


def clean(page: Any) -> None:
    """No barrier that axe finds, and nothing wider than the window."""
    found = Axe().run(page, options=RULES).response["violations"]
    assert [(one["id"], [node["html"][:200] for node in one["nodes"]]) for one in found] == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def publish(visitor: Visitor, page: Any, title: str) -> str:
    """A vacancy with three seats, entered and published; its number."""
    enter(page, title)
    page.get_by_role("button", name="保存并提交审核").click()
    page.get_by_text("等待另一位经办人审核").wait_for()
    number = re.search(r"/vacancies/(\d+)/", page.url)
    assert number
    leader = visitor.page("leader")
    leader.goto("/vacancies/review/")
    leader.get_by_label(f"选中{title}").check()
    leader.get_by_role("button", name="发布选中的").click()
    leader.get_by_text("已发布1个岗位").wait_for()
    return number[1]


def apply(page: Any, vacancy: str, name: str) -> str:
    """From a person's file to an application; its address."""
    page.goto("/find/?q=" + name)
    page.get_by_role("link", name=name).first.click()
    person = re.search(r"/people/(\d+)/", page.url)
    assert person
    page.goto(f"/recommendations/people/{person[1]}/jobs/{vacancy}/apply/")
    page.get_by_role("button", name="应聘").click()
    page.get_by_text("等单位答复").first.wait_for()
    page.goto(f"/people/{person[1]}/")
    clean(page)
    page.locator("#applications").get_by_role("link").nth(1).click()
    page.get_by_role("heading", name="给单位看的简历").wait_for()
    return str(page.url)


def months_later(database: str) -> None:
    """Four months pass."""
    subprocess.run(
        [sys.executable, "-m", "tests.web_hiring.months_later"], cwd=ROOT, check=True, timeout=120,
        env={**os.environ, "LEYE_DATABASE_NAME": database},
    )  # fmt: skip


@pytest.mark.parametrize("width", [390, 1366])
def test_from_an_application_to_what_became_of_it(
    visitor: Visitor, site_database: str, width: int, tmp_path: Path
) -> None:
    title, name = f"分割工{width}", {390: "王秀兰", 1366: "赵海燕"}[width]
    vacancy = publish(visitor, visitor.page("county"), title)
    page = visitor.page("county", width=width, height=844 if width == 390 else 768)
    address = apply(page, vacancy, name)
    clean(page)

    page.goto(f"/vacancies/{vacancy}/")
    page.get_by_text(f"{name}").first.wait_for()
    clean(page)
    page.locator("#slots").get_by_role("link", name="安排").click()
    page.get_by_label("面试日期").fill((today() + dt.timedelta(days=1)).isoformat())
    page.get_by_label("从").fill("09:00")
    page.get_by_label("到", exact=True).fill("11:00")
    page.get_by_label("地点").fill("镇政府二楼")
    page.get_by_role("button", name="加上").click()
    page.get_by_text("还可约5人").wait_for()
    clean(page)

    page.goto(address)
    page.get_by_role("link", name="约面试").click()
    clean(page)
    page.get_by_label(re.compile("镇政府二楼")).check()
    page.get_by_role("button", name="约面试").click()
    page.get_by_text("已办理：约面试").wait_for()
    clean(page)
    page.get_by_role("button", name="本人同意公开").click()
    page.get_by_text("本人已同意").wait_for()
    page.get_by_role("button", name="拟录用").click()
    page.get_by_text("已办理：拟录用").wait_for()
    clean(page)

    with page.expect_download() as taken:
        page.get_by_role("link", name="劳动合同", exact=True).click()
    taken.value.save_as(tmp_path / "contract.docx")
    words = "\n".join(paragraph.text for paragraph in Document(str(tmp_path / "contract.docx")).paragraphs)
    assert "劳动合同（样本）" in words
    assert title in words

    page.get_by_role("link", name="办理录用").click()
    clean(page)
    page.get_by_label("月工资（元）").fill("4800")
    page.get_by_label("参保日期").fill(today().isoformat())
    page.get_by_role("button", name="办理录用").click()
    page.get_by_text("已录用，名额已占").wait_for()
    page.get_by_role("heading", name="录用之后").wait_for()
    assert page.get_by_text("登记失业人员每月跟踪调查").count() == 0
    clean(page)
    page.goto("/hiring/follow-ups/?show=coming")
    page.get_by_role("link", name=name).first.wait_for()
    clean(page)

    months_later(site_database)
    page.goto(address)
    page.get_by_text("参保信息").first.wait_for()
    clean(page)
    page.goto("/hiring/stays/?months=3")
    page.get_by_text("100%").first.wait_for()
    clean(page)
    page.locator("table").last.get_by_role("link").first.click()
    page.get_by_role("link", name=name).first.wait_for()
    clean(page)
    page.goto("/hiring/?state=all")
    page.get_by_role("link", name=name).wait_for()
    clean(page)


@pytest.mark.parametrize("width", [390, 1366])
def test_a_hire_by_mistake_and_a_refusal_on_their_pages(visitor: Visitor, width: int) -> None:
    title, name = f"包装工{width}", {390: "李建国", 1366: "周婷婷"}[width]
    vacancy = publish(visitor, visitor.page("county"), title)
    page = visitor.page("county", width=width)
    address = apply(page, vacancy, name)
    page.goto(address + "hire/")
    page.get_by_role("button", name="办理录用").click()
    page.get_by_text("已录用，名额已占").wait_for()
    page.get_by_role("link", name="录错了，撤销录用").click()
    clean(page)
    page.get_by_label("撤销的原因").fill("点错了人")
    page.get_by_role("button", name="撤销录用").click()
    page.get_by_text("已撤销录用").wait_for()

    other = visitor.page("town")
    page.get_by_role("link", name="答复不录用").click()
    clean(page)
    other.goto(address)
    other.get_by_role("link", name="撤回").click()
    other.get_by_label("本人说的原因").fill("不想去了")
    other.get_by_role("button", name="撤回").click()
    other.get_by_text("已办理：撤回").wait_for()
    page.get_by_label("经验不足").check()
    page.get_by_label("给本人的话").fill("差半年经验")
    page.get_by_role("button", name="答复不录用").click()
    page.get_by_role("heading", name="别人刚刚办过").wait_for()
    page.get_by_text("不想去了").wait_for()
    page.get_by_text("差半年经验").wait_for()
    clean(page)


@pytest.mark.parametrize("width", [390, 1366])
def test_who_is_asked_after_and_a_job_just_filled(visitor: Visitor, site_database: str, width: int) -> None:
    title, name = f"腌制工{width}", {390: "张强", 1366: "刘志远"}[width]
    vacancy = publish(visitor, visitor.page("county"), title)
    page = visitor.page("county", width=width, height=844 if width == 390 else 768)
    address = apply(page, vacancy, name)
    page.goto(address + "hire/")
    page.get_by_role("button", name="办理录用").click()
    page.get_by_text("已录用，名额已占").wait_for()
    months_later(site_database)
    page.goto("/hiring/follow-ups/?months=1")
    clean(page)
    page.get_by_role("row").filter(has_text=name).get_by_role("link", name="电话问").click()
    clean(page)
    page.get_by_label("不干了，目前没有工作").check()
    page.get_by_role("button", name="记下").click()
    page.get_by_text("请填写离职日期").first.wait_for()
    clean(page)
    page.get_by_label("离职日期").fill((today() - dt.timedelta(days=100)).isoformat())
    page.get_by_label("离职原因").select_option(label="辞职")
    page.get_by_role("button", name="记下").click()
    page.get_by_text("同时记了一次跟踪调查服务").wait_for()
    clean(page)

    late = apply(page, vacancy, "阿依古丽")
    page.goto("/hiring/")
    page.get_by_role("link", name="阿依古丽").first.wait_for()
    clean(page)
    page.goto(f"/vacancies/{vacancy}/")
    clean(page)
    page.once("dialog", lambda asked: asked.accept())
    page.get_by_role("button", name="已招满").click()
    page.get_by_text("已办理：标为招满").wait_for()
    page.goto(late)
    clean(page)
    page.goto(late + "hire/")
    page.get_by_text("没有名额可录用").wait_for()
    clean(page)
    page.get_by_role("link", name="答复本人：已招满").click()
    page.get_by_role("button", name="答复不录用").click()
    page.get_by_text("已办理：答复不录用").wait_for()
