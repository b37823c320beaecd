"""In a real Chromium: a visit with its photo, a set signed on the screen and closed, a sample worked off; axe on all."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from leye.standards.calendar import today
from tests.evidence.samples import jpeg, png
from tests.web.conftest import Visitor
from tests.web_campaigns.test_campaign_browser import _barriers

pytestmark = pytest.mark.browser


def record(page: Any, person: int, kind: str, item: str = "", day: dt.date | None = None) -> None:
    """A service of the person, as the assistant records it."""
    page.goto(f"/services/{person}/")
    for box in page.locator("input[name=kinds]").all():
        box.set_checked(False)
    page.get_by_label(kind, exact=True).check()
    if item:
        page.get_by_label("推荐了哪个岗位或课程").fill(item)
    page.get_by_label("地点").fill("村委会")
    page.get_by_label("日期").fill((day or today()).isoformat())
    page.get_by_role("button", name="记上").click()
    page.wait_for_url(f"**/people/{person}/")


def draw_name(page: Any) -> None:
    """A stroke or two in the field for the signature."""
    canvas = page.locator("[data-signature] canvas")
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    for start, end in (((0.2, 0.3), (0.8, 0.35)), ((0.5, 0.15), (0.45, 0.85))):
        page.mouse.move(box["x"] + box["width"] * start[0], box["y"] + box["height"] * start[1])
        page.mouse.down()
        page.mouse.move(box["x"] + box["width"] * end[0], box["y"] + box["height"] * end[1], steps=12)
        page.mouse.up()


def test_a_visit_is_recorded_with_a_photo_and_a_signature(visitor: Visitor, tmp_path: Path) -> None:
    found: list[str] = []
    page = visitor.page("village", width=390, height=844)
    record(page, 3, "上门走访")
    page.goto("/people/3/services/")
    found += _barriers(page, "services", 390)
    page.get_by_role("link", name="佐证").first.click()
    lying, true = tmp_path / "假.jpg", tmp_path / "走访.jpg"
    lying.write_bytes(png())
    true.write_bytes(jpeg())
    files = page.locator("#files")
    files.get_by_label("文件").set_input_files(lying)
    files.get_by_role("button", name="上传材料").click()
    page.get_by_text("与文件名不符").first.wait_for()
    found += _barriers(page, "a refused file", 390)
    files.get_by_label("文件").set_input_files(true)
    files.get_by_role("button", name="上传材料").click()
    page.get_by_text("材料已收下").wait_for()
    signatures = page.locator("#signatures")
    signatures.get_by_text("在屏幕上签名").click()
    signatures.get_by_role("button", name="确认签名").click()
    page.get_by_text("请在框内签名").first.wait_for()
    draw_name(page)
    signatures.get_by_role("button", name="清除重签").click()
    signatures.get_by_role("button", name="确认签名").click()
    page.get_by_text("请在框内签名").first.wait_for()
    draw_name(page)
    found += _barriers(page, "signing", 390)
    signatures.get_by_role("button", name="确认签名").click()
    page.get_by_text("赵海燕已签字").wait_for()
    drawn = page.locator("img.drawn-name")
    drawn.scroll_into_view_if_needed()
    page.wait_for_function("document.querySelector('img.drawn-name').naturalWidth === 1200")
    found += _barriers(page, "service", 390)
    with page.expect_download() as kept:
        page.get_by_role("link", name="走访.jpg").first.click()
    assert Path(kept.value.path()).read_bytes() == jpeg()
    page.goto("/evidence/people/3/")
    page.get_by_role("link", name="走访.jpg").first.wait_for()
    found += _barriers(page, "files of a person", 390)
    assert found == []


def test_a_household_without_intention_is_closed_when_nothing_is_missing(visitor: Visitor) -> None:
    found: list[str] = []
    page = visitor.page("village")
    page.goto("/households/1/declare/")
    page.get_by_label("声明人").select_option(label="王秀兰")
    page.get_by_label("主要原因").fill("照料两位卧床老人")
    page.get_by_role("button", name="登记", exact=True).click()
    page.get_by_text("材料不全").wait_for()
    address = page.url
    found += _barriers(page, "an open set", 1366)
    assert page.get_by_role("button", name="办结归档").count() == 0
    for item in ("草原红牛 包装工", "永坪炼油厂 保洁员", "县医院 护工"):
        record(page, 1, "岗位推荐", item)
    page.goto(address)
    page.locator("#signatures").get_by_text("在屏幕上签名").click()
    draw_name(page)
    page.get_by_role("button", name="确认签名").click()
    page.get_by_text("可以办结").wait_for()
    found += _barriers(page, "a set to be closed", 1366)
    page.get_by_role("button", name="办结归档").click()
    page.get_by_text("材料齐全，已办结归档").wait_for()
    found += _barriers(page, "a closed set", 1366)
    assert page.get_by_role("button", name="上传材料").count() == 0
    phone = visitor.page("village", width=390)
    phone.goto(address)
    found += _barriers(phone, "a closed set", 390)
    assert found == []


def test_a_sample_is_drawn_worked_off_and_settled(visitor: Visitor) -> None:
    found: list[str] = []
    village = visitor.page("village")
    record(village, 2, "上门走访")
    record(village, 4, "上门走访", day=today() - dt.timedelta(days=10))
    county = visitor.page("county")
    county.goto("/checks/")
    found += _barriers(county, "no checks", 1366)
    county.get_by_role("link", name="抽取一批").click()
    county.get_by_label("抽查地区").select_option(label="磴口县")
    county.get_by_label("服务日期自").fill((today() - dt.timedelta(days=30)).isoformat())
    county.get_by_label("服务日期至").fill(today().isoformat())
    found += _barriers(county, "draw", 1366)
    county.get_by_role("button", name="抽取", exact=True).click()
    county.get_by_text("随机抽到").wait_for()
    found += _barriers(county, "round", 1366)
    address = county.url
    town = visitor.page("town", width=390, height=844)
    town.goto(f"{address}?outcome=pending")
    found += _barriers(town, "round", 390)
    town.get_by_role("link", name="李建国").click()
    town.get_by_label("不属实", exact=True).check()
    town.get_by_label("核查情况").fill("本人说没人来过")
    found += _barriers(town, "item", 390)
    town.get_by_role("button", name="记下结果").click()
    town.get_by_text("已记下李建国的核查结果").wait_for()
    for path in ("/checks/", "/checks/late/", "/checks/unsettled/"):
        town.goto(path)
        found += _barriers(town, path, 390)
    county.goto("/checks/unsettled/")
    county.get_by_role("link", name="李建国").click()
    county.get_by_label("已补做服务").check()
    county.get_by_label("处理情况").fill("次日补走访")
    found += _barriers(county, "settling", 1366)
    county.get_by_role("button", name="记下处理").click()
    county.get_by_text("没有待处理的").wait_for()
    assert found == []
