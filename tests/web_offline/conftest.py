"""A site behind a cable that can be pulled, and a device whose browser can be killed and started again."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.small_world import PASSWORD
from tests.web.conftest import chromium, client_of, corner, plain_static, site, site_database
from tests.web_offline.cable import Cable

__all__ = ["client_of", "corner", "plain_static", "site", "site_database"]

PIN = "730264"
#: Deriving a key from a PIN takes a second or two on a slow machine; patience in milliseconds.
PATIENCE = 20_000


@pytest.fixture
def cable(site: str) -> Iterator[Cable]:
    """The line between device and server."""
    with Cable(urlsplit(site).port or 0) as line:
        yield line


@pytest.fixture(scope="module")
def playwright() -> Iterator[Any]:
    """Playwright, without a browser yet."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        yield play


#: Counts what lies in the device's database.
COUNTS = """async () => {
  const database = await new Promise((resolve) => {
    const request = indexedDB.open("leye-offline", 1);
    request.onupgradeneeded = () => {
      for (const [store, keyPath] of [["packs", "id"], ["edits", "uuid"], ["drafts", "person"]])
        request.result.createObjectStore(store, { keyPath });
    };
    request.onsuccess = () => resolve(request.result);
  });
  const counts = {};
  for (const store of database.objectStoreNames) {
    counts[store] = await new Promise((resolve) => {
      const request = database.transaction(store).objectStore(store).count();
      request.onsuccess = () => resolve(request.result);
    });
  }
  database.close();
  return counts;
}"""
#: Resolves when so many drafts lie there; Playwright's own waiting takes a promise for a yes.
UNTIL_DRAFTS = f"""async (count) => {{
  for (let tries = 0; (await ({COUNTS})()).drafts !== count; tries += 1) {{
    if (tries > 400) throw new Error("no such number of drafts");
    await new Promise((go) => setTimeout(go, 50));
  }}
}}"""
#: Counts packs with people and a key under a PIN.
OPENABLE = """async () => {
  const database = await new Promise((resolve) => {
    const request = indexedDB.open("leye-offline");
    request.onsuccess = () => resolve(request.result);
  });
  const packs = await new Promise((resolve) => {
    const request = database.transaction("packs").objectStore("packs").getAll();
    request.onsuccess = () => resolve(request.result);
  });
  database.close();
  return packs.filter((pack) => pack.wrapped || pack.people).length;
}"""


class Device:
    """A phone: a browser with a disk of its own, which can be killed."""

    def __init__(self, play: Any, folder: Path, cable: Cable) -> None:
        self.play, self.folder, self.cable = play, folder, cable
        self.complaints: list[str] = []
        self.start()

    def start(self) -> None:
        """Start the browser; the disk is as the last one left it."""
        note = self.folder / "DevToolsActivePort"
        note.unlink(missing_ok=True)
        self.process = subprocess.Popen(
            [chromium(), "--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--lang=zh-CN",
             "--no-first-run", "--remote-debugging-port=0", f"--user-data-dir={self.folder}", "about:blank"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
        self.browser = self.play.chromium.connect_over_cdp(f"http://127.0.0.1:{self._debugging_port(note)}")
        self.page = self.browser.contexts[0].new_page()
        self.page.set_viewport_size({"width": 390, "height": 844})
        self.page.set_default_timeout(PATIENCE)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _debugging_port(self, note: Path) -> int:
        """The port that the browser chose; it writes it down once it listens."""
        until = time.monotonic() + 60
        while time.monotonic() < until:
            assert self.process.poll() is None, "the browser ended by itself"
            if note.exists() and (lines := note.read_text().splitlines()):
                return int(lines[0])
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(0.1)
        raise AssertionError("the browser never listened")

    def kill(self) -> None:
        """Kill the browser with all its processes, without a word."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(20)

    def open(self, path: str) -> Any:
        """Open a page of the site."""
        self.page.goto(self.cable.address + path)
        return self.page

    def sign_in(self, username: str, page: Any = None) -> None:
        """Sign in by the form."""
        page = page or self.page
        page.goto(self.cable.address + "/account/login/")
        page.fill("input[name=login]", username)
        page.fill("input[name=password]", PASSWORD)
        page.press("input[name=password]", "Enter")
        page.wait_for_url(lambda url: "login" not in url)

    def take(self, village: str = "河壕村", pin: str = PIN) -> None:
        """Take a village's people along, and wait until the pages are kept too."""
        page = self.open("/offline/")
        page.locator("#village").select_option(
            label=page.locator("#village option", has_text=village).inner_text()
        )
        page.fill("#pin", pin)
        page.fill("#pin-again", pin)
        page.get_by_role("button", name="带走").click()
        page.get_by_role("heading", name="离线走访").wait_for()
        page.locator("body[data-ready]").wait_for(state="attached")

    def unlock(self, pin: str = PIN) -> None:
        """Open the pack."""
        self.page.fill("#pin", pin)
        self.page.get_by_role("button", name="打开").click()
        self.page.get_by_role("heading", name="离线走访").wait_for()

    def visit(self, name: str, fill: Callable[[Any], None]) -> None:
        """Record a visit; `fill` fills in the form."""
        page = self.page
        page.get_by_role("button", name=name, exact=True).click()
        form = page.locator("[data-visit-form]")
        form.wait_for()
        fill(form)
        page.get_by_role("button", name="保存在这台设备上").click()
        page.get_by_text("保存在这台设备上。").wait_for()

    def sync(self) -> None:
        """Press the button."""
        self.page.locator("[data-sync]").click()

    def press_sign_out(self) -> None:
        """Sign out in the menu of a page."""
        self.page.locator(".topbar details.menu summary").last.click()
        self.page.get_by_role("button", name="退出").click()

    def sign_out(self, from_page: str = "") -> None:
        """Sign out, and wait until that is so."""
        if from_page:
            self.open(from_page)
        self.press_sign_out()
        self.page.wait_for_url(lambda url: "login" in url)

    def kept(self) -> dict[str, int]:
        """How many packs, records and drafts lie on the device."""
        found: dict[str, int] = self.page.evaluate(COUNTS)
        return found

    def openable(self) -> int:
        """How many packs a PIN can open."""
        found: int = self.page.evaluate(OPENABLE)
        return found

    def wait_for_drafts(self, count: int) -> None:
        """Until what was typed lies on the disk."""
        self.page.evaluate(UNTIL_DRAFTS, count)

    def other_context(self) -> Any:
        """Somebody else's browser."""
        return self.browser.new_context(locale="zh-CN")

    def shoot(self, name: str, page: Any = None) -> None:
        """A picture for the eye, where LEYE_SHOTS names a folder."""
        if folder := os.environ.get("LEYE_SHOTS"):
            (page or self.page).screenshot(path=Path(folder) / f"offline-{name}.png", full_page=True)


def said(kind: str, words: str, outcome: str = "no_answer") -> Callable[[Any], None]:
    """Fill in a visit: one service and a word about it.

    Nobody reached by default: the same service done twice on a day would be asked about, and the tests share people.
    """

    def fill(form: Any) -> None:
        for box in form.locator("[name=kinds]").all():
            box.uncheck()
        form.locator(f"[name=kinds][value={kind}]").check()
        form.locator(f"[name=outcome][value={outcome}]").check()
        form.locator("[name=said]").fill(words)

    return fill


@pytest.fixture
def device(playwright: Any, tmp_path: Path, cable: Cable) -> Iterator[Device]:
    """A device of one's own."""
    made = Device(playwright, tmp_path / "disk", cable)
    yield made
    made.kill()
    assert made.complaints == []
