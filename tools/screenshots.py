"""Take the README's screenshots from a running demo: `.venv/bin/python tools/screenshots.py [http://127.0.0.1:8000]`."""

import datetime as dt
import os
import re
import sys
import tempfile
from pathlib import Path

from openpyxl import Workbook
from playwright.sync_api import Browser, Page, sync_playwright

from leye.standards.identity import make_identity

ROOT = Path(__file__).resolve().parents[1]
IMAGES = ROOT / "docs" / "images"
DESK = {"width": 1366, "height": 768}
PHONE = {"width": 390, "height": 844}
COUNTY = "wuqianqi"


def roster() -> list[list[object]]:
    """A roster as a county sends it: a title above the header, words of its own, numbers spoiled by Excel."""
    numbers = [
        make_identity("150823", dt.date(*born), sequence)
        for born, sequence in (((1990, 3, 7), 911), ((1975, 6, 15), 922), ((1988, 1, 1), 913))
    ]
    wide = numbers[1].translate({ord("0") + digit: ord("０") + digit for digit in range(10)})
    return [
        ["乌拉特前旗失业人员花名册"],
        ["序号", "姓 名", "公民身份号码(AAC002)", "联系电话", "所在村", "人员类别", "失业登记时间"],
        [1, "其木格·巴特尔", numbers[0].lower(), "154 0000 1101", "乃玛岱村", "退役军人", "2026.9.1"],
        [2, "王秀兰", wide, "15400001102", "乃玛岱村", "就业困难人员", "2026年9月3日"],
        [3, "李建国", numbers[2], "15400001102", "西局子村", "脱贫人口", "20260905"],
        [4, "李建国", numbers[2], "15400001102", "西局子村", "脱贫人口", "20260905"],
        [5, "张三", "152823198813019911", "15400001104", "不存在的村", "", "2026/9/6"],
        [6, "赵六", 1.50823198801019e17, "15400001105", "西局子村", "", "2026-13-01"],
    ]


def password() -> str:
    """The demo's shared password, from the file that the demo made."""
    state = Path(os.environ.get("LEYE_STATE") or ROOT / ".leye")
    found = re.search(r"口令\s+(\S+)", (state / "demo-accounts.txt").read_text())
    if found is None:
        sys.exit("没有找到演示口令；请先运行 make demo。")
    return found.group(1)


def signed_in(browser: Browser, base: str, user: str, size: dict[str, int]) -> Page:
    """A page on which the user is signed in."""
    page = browser.new_context(viewport=size, locale="zh-CN").new_page()
    page.goto(f"{base}/account/login/")
    page.fill("input[name=login]", user)
    page.fill("input[name=password]", password())
    page.click("main button[type=submit]")
    page.wait_for_load_state("networkidle")
    return page


def shoot(page: Page, name: str) -> None:
    """One picture, when nothing moves any more."""
    page.wait_for_load_state("networkidle")
    page.screenshot(path=IMAGES / f"{name}.png")
    print(name)


def preview_of_a_roster(page: Page, base: str) -> None:
    """Upload the roster and stop at the preview."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in roster():
        sheet.append(row)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "失业人员花名册.xlsx"
        book.save(path)
        page.goto(f"{base}/import/")
        page.set_input_files("input[type=file]", path)
        page.click("main form button[type=submit]")
        page.wait_for_load_state("networkidle")
    page.get_by_role("button", name=re.compile("核对")).last.click()
    page.wait_for_selector("text=/有问题|新增/", timeout=60_000)


def main() -> None:
    """All pictures."""
    base = sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000"
    IMAGES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"]
        )
        town = signed_in(browser, base, f"{COUNTY}_town", DESK)
        town.goto(base)
        town.locator(".todo-act a").first.click()
        town.locator("a.clause-link").first.click()
        town.wait_for_selector("form.quick")
        shoot(town, "my-day")
        town.goto(base + str(town.locator(".todo-who a.name").first.get_attribute("href")))
        shoot(town, "person")
        officer = signed_in(browser, base, f"{COUNTY}_county", DESK)
        for name, path in (("county", "/county/"), ("policy", "/policy/nm_2022_28/")):
            officer.goto(base + path)
            shoot(officer, name)
        preview_of_a_roster(officer, base)
        shoot(officer, "import")
        phone = signed_in(browser, base, f"{COUNTY}_village1", PHONE)
        phone.goto(base)
        shoot(phone, "phone")
        browser.close()


if __name__ == "__main__":
    main()
