"""In a real Chromium: a village's ledger is printed, comes back changed, and nobody's newer writing is lost."""

import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.web.conftest import Visitor

pytestmark = pytest.mark.browser


def barriers(page: Any, name: str, width: int = 1366) -> list[str]:
    """Serious barriers that axe finds, and pages wider than the window."""
    found = []
    if page.evaluate("document.documentElement.scrollWidth") > width:
        found.append(f"{name} scrolls sideways at {width}")
    violations = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return found + [
        f"{name}: {one['id']} {one['nodes'][0]['html'][:200]}"
        for one in violations
        if one["impact"] in ("serious", "critical")
    ]


def paper(page: Any, folder: Path) -> str:
    """The text of the PDF that the page offers."""
    href = page.get_by_role("link", name="打开打印文件").get_attribute("href")
    answer = page.request.get(href)
    assert answer.headers["content-type"] == "application/pdf"
    (folder / "sheet.pdf").write_bytes(answer.body())
    done = subprocess.run(
        ["pdftotext", "-layout", str(folder / "sheet.pdf"), "-"], capture_output=True, check=True
    )
    return done.stdout.decode()


def row_of(text: str, name: str) -> str:
    """The row number printed before a name."""
    found = re.search(rf"(\d\d-\d)\s+{name}", text)
    assert found, text
    return found[1]


def test_a_printed_sheet_goes_out_and_comes_back(visitor: Visitor, tmp_path: Path) -> None:
    wrong: list[str] = []
    page = visitor.page("town")
    page.goto("/sheets/")
    wrong += barriers(page, "sheets")
    page.get_by_label("台账", exact=True).select_option(label="返乡回流人员台账")
    page.get_by_label("河壕村").check()
    page.get_by_role("button", name="打印", exact=True).click()
    page.wait_for_url("**/sheets/editions/*/")
    wrong += barriers(page, "edition")
    text = paper(page, tmp_path)
    number = re.search(r"\b(\d{4}) (\d{4})\b", text)
    assert number, text
    assert "王秀兰" in text
    assert "刘志远" not in text

    # Another village types the number: it learns nothing.
    elsewhere = visitor.page("village2")
    elsewhere.goto("/sheets/")
    elsewhere.get_by_label("表册编号").fill(number[0])
    elsewhere.get_by_role("button", name="打开表册").click()
    elsewhere.get_by_text("在您的辖区内没有这张表册").wait_for()
    assert elsewhere.goto(f"/sheets/{number[1]}{number[2]}/").status == 404

    # Meanwhile somebody writes a newer telephone.
    officer = visitor.page("county")
    officer.goto("/people/2/edit/")
    officer.get_by_label("电话").fill("13977778888")
    officer.get_by_role("button", name="保存").click()
    officer.wait_for_url("**/people/2/")

    village = visitor.page("village")
    village.goto("/sheets/")
    village.get_by_label("表册编号").fill(number[0])
    village.keyboard.press("Enter")
    village.wait_for_url(f"**/sheets/{number[1]}{number[2]}/")
    wrong += barriers(village, "sheet")
    village.get_by_label("行号").fill("990")
    village.keyboard.press("Enter")
    village.get_by_text("这一页没有行号").wait_for()
    for name in ("王秀兰", "李建国"):
        village.get_by_label("行号").fill(row_of(text, name))
        village.keyboard.press("Enter")
        village.locator("fieldset.keyed-row", has_text=name).wait_for()
    first = village.locator("fieldset.keyed-row", has_text="王秀兰")
    first.get_by_label("电话").fill("13911112222")
    village.locator("fieldset.keyed-row", has_text="李建国").get_by_label("电话").fill("13633334444")
    village.get_by_label("行号").fill(row_of(text, "王秀兰"))
    village.get_by_label("行号").press("Enter")
    village.get_by_text("已经在下面").wait_for()
    assert first.get_by_label("电话").input_value() == "13911112222"
    wrong += barriers(village, "keying")
    village.get_by_role("button", name="看差异").click()
    village.get_by_role("heading", name="核对差异").wait_for()
    wrong += barriers(village, "comparison")
    contested = village.get_by_role("row", name=re.compile("13633334444"))
    assert "13977778888" in contested.inner_text()
    assert "张建华" in contested.inner_text()
    contested.get_by_label("留现在的").check()
    village.get_by_label("本页其余各行已核对，无变化").check()
    village.get_by_role("button", name="确认写入").click()
    village.wait_for_url("**/sheets/editions/*/")
    village.get_by_text("1行已写入台账").wait_for()
    village.get_by_text("录完", exact=True).first.wait_for()
    village.goto("/people/1/")
    assert "139 1111 2222" in village.inner_text("main")
    village.goto("/people/2/")
    assert "139 7777 8888" in village.inner_text("main")
    assert wrong == []


PAGES = (
    "/ledger/", "/ledger/returned/", "/ledger/all/?wants=yes", "/ledger/veterans/", "/ledger/new/", "/ledger/checks/",
    "/ledger/checks/no-household/", "/ledger/five/?area=150822101201", "/sheets/",
)  # fmt: skip


@pytest.mark.parametrize("width", [390, 1366])
def test_ledgers_are_for_everybody_on_a_phone_too(visitor: Visitor, width: int) -> None:
    page = visitor.page("county", width=width, height=844)
    wrong: list[str] = []
    for address in PAGES:
        assert page.goto(address).status == 200
        wrong += barriers(page, address, width)
    assert wrong == []


def test_a_page_is_confirmed_with_one_press(visitor: Visitor) -> None:
    page = visitor.page("village2")
    page.goto("/ledger/all/?checked=no")
    page.get_by_role("link", name="刘志远").wait_for()
    page.get_by_role("button", name="本页核对无变化").click()
    page.get_by_text("本周已核对，无变化").wait_for()
    page.goto("/ledger/all/?checked=no")
    page.get_by_text("这里没有人").wait_for()
    page.goto("/ledger/")
    page.get_by_role("row", name=re.compile("坝楞村")).get_by_text("已更新").wait_for()
