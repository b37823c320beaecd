"""In a real Chromium: from a vacancy to the hire, each of four people seeing only what is theirs, without a barrier."""

import os
import re
import subprocess
import sys
from typing import Any

import pytest

from tests import conftest as house
from tests.web.conftest import Visitor
from tests.web_vacancies.test_browser import clean

pytestmark = pytest.mark.browser

FAR, NEAR = "巴彦高勒镇", "补隆淖尔镇"
DUTY = "每年推荐至少3个针对性岗位"


def enter(page: Any, title: str, town: str) -> None:
    """A vacancy of the corner's employer, entered and sent for review."""
    page.goto("/vacancies/new/")
    page.get_by_role("listitem").filter(has_text="草原红").get_by_role("link", name="选这家").click()
    page.get_by_label("岗位名称").fill(title)
    page.get_by_label(re.compile("^工作地区")).select_option(label=town)
    page.get_by_label("报酬从（元）").fill("4500")
    page.get_by_label(re.compile("^到（元）")).fill("6000")
    page.get_by_label("招聘人数").fill("9")
    page.get_by_label("工作内容").fill(f"{title}，分割、包装牛羊肉，能适应低温环境。")
    page.get_by_label("工作地点").fill(f"{town}工业园")
    page.get_by_role("button", name="保存并提交审核").click()
    page.get_by_text("等待另一位经办人审核").wait_for()


def publish(page: Any) -> None:
    """Everything that waits for review."""
    page.goto("/vacancies/review/")
    for box in page.get_by_label(re.compile("^选中")).all():
        box.check()
    page.get_by_role("button", name="发布选中的").click()
    page.get_by_text(re.compile("已发布[0-9]+个岗位")).wait_for()


def match(database: str) -> None:
    """The county is matched, as the night does it."""
    done = subprocess.run(
        [sys.executable, "-m", "leye", "match", "--area", "150822"], cwd=house.ROOT, capture_output=True, text=True,
        env={**os.environ, "LEYE_DATABASE_NAME": database},
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


def tell(page: Any, channel: str) -> None:
    """The first job on the card: two clicks."""
    card = page.locator("#jobs")
    first = card.locator("li", has=page.get_by_text("已告诉本人")).first
    first.locator("summary", has_text="已告诉本人").click()
    with page.expect_response(re.compile("/deliver/")):
        first.get_by_role("button", name=channel).click()


def duty(page: Any) -> Any:
    """The duty of three jobs on the file."""
    return page.locator("#owed li", has_text=DUTY)


def test_from_the_vacancy_to_the_hire(visitor: Visitor, site_database: str) -> None:
    county, leader = visitor.page("county"), visitor.page("leader")
    enter(county, "分割工", NEAR)
    enter(county, "包装工", NEAR)
    enter(county, "装卸工", FAR)
    publish(leader)
    match(site_database)

    # The assistant on a telephone: from the day to the card, three jobs told, and the duty is done.
    phone = visitor.page("village", width=390, height=844)
    phone.goto("/")
    line = phone.locator("li.todo", has_text="王秀兰")
    clean(phone)
    line.get_by_role("link", name="看岗位").click()
    phone.wait_for_url(re.compile("/people/[0-9]+/#jobs$"))
    clean(phone)
    for have, channel in enumerate(("电话", "微信", "上门"), 1):
        tell(phone, channel)
        duty(phone).get_by_text(f"{have}/3").wait_for()
    duty(phone).get_by_text("本期已办").wait_for()
    phone.get_by_role("heading", name="已告诉本人，等答复").wait_for()
    clean(phone)
    phone.goto("/")
    assert phone.locator("li.todo", has_text="王秀兰").locator(".what", has_text=DUTY).count() == 0
    assert phone.locator("li.todo", has_text="李建国").locator(".what", has_text=DUTY).count() == 1

    # Somebody else finds one too far: the next matching picks nothing that far, though there is more of it.
    village = visitor.page("village")
    village.goto("/recommendations/")
    clean(village)
    village.get_by_role("row").filter(has_text="李建国").get_by_role("link", name="去推荐").click()
    card = village.locator("#jobs")
    far = card.locator("li", has_text="装卸工")
    far.locator("summary", has_text="本人不去").click()
    far.get_by_role("button", name="太远").click()
    card.get_by_text("以前推荐的（1）").wait_for()
    clean(village)
    enter(county, "清洗工", FAR)
    publish(leader)
    match(site_database)
    village.reload()
    card.get_by_text("包装工").first.wait_for()
    assert card.get_by_text("清洗工").count() == 0
    village.get_by_role("link", name="系统会怎么选").click()
    village.get_by_text("没有选的，为什么").wait_for()
    village.get_by_text(re.compile("不在本乡镇")).first.wait_for()
    clean(village)

    # Apply, and hire.
    village.go_back()
    card.locator("li", has_text="分割工").get_by_role("link", name="应聘").click()
    clean(village)
    village.get_by_label("本人想说的话").fill("在冷库干过两年。")
    village.get_by_role("button", name="替本人应聘").click()
    village.get_by_text("已替李建国应聘").wait_for()
    person = village.url.split("#")[0]
    clean(village)
    county.goto("/hiring/")
    county.get_by_role("link", name="李建国").first.click()
    county.get_by_role("link", name="办理录用").first.click()
    clean(county)
    county.get_by_role("button", name="办理录用").click()
    county.get_by_text("已录用，名额已占").wait_for()
    county.goto("/")
    village.goto("/")
    assert village.locator("li.todo", has_text="李建国").locator(".what", has_text=DUTY).count() == 0
    village.goto(person)
    assert village.locator("#jobs").locator("summary", has_text="已告诉本人").count() == 0


@pytest.mark.parametrize(("width", "height"), [(390, 844), (1366, 768)])
def test_every_page_fits(visitor: Visitor, site_database: str, width: int, height: int) -> None:
    page, leader = visitor.page("county", width=width, height=height), visitor.page("leader")
    enter(page, f"冷库工{width}", NEAR)
    publish(leader)
    match(site_database)
    page.goto("/recommendations/courses/new/")
    clean(page)
    page.get_by_label("课程名称").fill(f"叉车操作工{width}")
    page.get_by_label(re.compile("^开班地区")).select_option(label="磴口县")
    page.get_by_label(re.compile("^结业取得的证书")).fill("叉车证")
    page.get_by_label(re.compile("^开课日期")).fill("2099-03-01")
    page.get_by_role("button", name="保存").click()
    page.get_by_text("已保存课程").wait_for()
    clean(page)
    page.goto("/recommendations/")
    clean(page)
    page.get_by_role("row").filter(has_text="周婷婷").get_by_role("link", name="去推荐").click()
    person = page.url.split("#")[0]
    page.wait_for_load_state("networkidle")
    job = page.locator("#jobs li").first
    for answer in ("已告诉本人", "本人不去", "优先、不推荐"):
        job.locator("summary", has_text=answer).click()
        page.mouse.move(0, 0)  # no button is on its way to another colour
        clean(page)
    pk = person.rstrip("/").rsplit("/", 1)[1]
    for address in ("few/", "declined/", "paper/", "courses/", f"people/{pk}/rule/", f"people/{pk}/find/",
                    f"people/{pk}/courses/", f"people/{pk}/find/?text=没有这个活"):  # fmt: skip
        page.goto(f"/recommendations/{address}")
        clean(page)
    page.goto(f"/recommendations/people/{pk}/courses/")
    course = page.locator("#courses li", has_text=f"叉车操作工{width}")
    course.locator("summary", has_text="已告诉本人").click()
    course.get_by_role("button", name="窗口").click()
    course.wait_for(state="detached")
    page.get_by_text(re.compile("今年已推荐[0-9]+门不同的课")).wait_for()
    clean(page)
