"""A roster through a real browser with a real worker: upload, columns, preview, import, undo."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import conftest as house
from tests.intake.helpers import number, workbook
from tests.web.conftest import Visitor, chrome, site, site_database, visitor

pytestmark = [pytest.mark.browser, pytest.mark.slow]
__all__ = ["chrome", "site", "site_database", "visitor"]


@pytest.fixture
def worker(site: str, site_database: str) -> Iterator[None]:
    """A worker over the site's database."""
    process = subprocess.Popen(
        [sys.executable, "-c", "from leye.ops.cli import main; main()", "worker"], cwd=house.ROOT,
        env={**os.environ, "LEYE_DATABASE_NAME": site_database},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    yield
    process.terminate()
    process.wait(30)


def test_a_roster_from_file_to_ledger_and_back(worker: None, visitor: Visitor, tmp_path: Path) -> None:
    born = number(2).replace("19800506", "19790101")
    path = workbook(tmp_path / "脱贫劳动力.xlsx", [
        ("赵新来", number(902), "13800000001", "河壕村", "脱贫人口、残疾人", "有"),
        ("钱新来", number(904), "13800000001", "坝楞村", "", "无"),
        ("孙写错", born, "", "河壕村", "", ""),
        ("李没村", number(906), "1380000", "没有这个村", "", ""),
    ])  # fmt: skip
    page = visitor.page("county")
    page.goto("/import/")
    page.screenshot(path=tmp_path / "1.png", full_page=True)
    page.set_input_files("input[name=file]", path)
    page.click("text=上传并读取")
    page.wait_for_selector("text=核对数据，看预览")
    page.screenshot(path=tmp_path / "2.png", full_page=True)
    page.click("text=核对数据，看预览")
    page.screenshot(path=tmp_path / "2b.png", full_page=True)
    page.wait_for_selector("text=确认导入", timeout=60_000)
    assert page.inner_text("h1") == "脱贫劳动力.xlsx"
    assert page.locator("tr.bad").count() == 2
    page.screenshot(path=tmp_path / "3.png", full_page=True)
    page.click("text=确认导入")
    page.wait_for_selector("text=撤销这次导入", timeout=60_000)
    page.click(".tabs >> text=新增")
    page.wait_for_selector("text=赵新来")
    page.screenshot(path=tmp_path / "4.png", full_page=True)
    page.on("dialog", lambda dialog: dialog.accept())
    page.click("text=撤销这次导入")
    page.wait_for_selector("text=已撤销，台账回到导入前的样子。")
    page.screenshot(path=tmp_path / "5.png", full_page=True)
    small = visitor.page("county", width=390, height=844)
    small.goto(page.url)
    assert small.evaluate("document.documentElement.scrollWidth") <= 390
    small.screenshot(path=tmp_path / "6.png", full_page=True)
