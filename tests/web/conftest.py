"""The seeded corner for client tests; a real server once a session and a real Chromium for browser tests."""

import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests import conftest as house
from tests.security.helpers import signed_in
from tests.small_world import PASSWORD
from tests.web.seed import Seeded, build

BUILT = house.ROOT / "leye/web/static/dist/app.js"
#: Seconds for a server to answer on a busy machine.
PATIENCE = 180.0


@pytest.fixture(autouse=True)
def plain_static(settings: Any, tmp_path: Path) -> None:
    """No manifest of built files is asked for."""
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture
def corner(db: None) -> Seeded:
    """The seeded corner, gone after the test."""
    return build()


@pytest.fixture
def client_of(db: None) -> Callable[[str], Client]:
    """A browser in which a user of the small world is signed in."""
    return signed_in


def free_port() -> int:
    """A port of 127.0.0.1 that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def chromium() -> str:
    """The browser's program. Fails, and does not skip, where there is none."""
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    assert found, "no Chromium: `make test` installs it, or install Debian's package chromium"
    return found


@pytest.fixture(scope="session")
def site_database() -> str:
    """The name of the site's database; a suite that borrows these fixtures has a site of its own."""
    return f"web_{os.getpid()}_{secrets.token_hex(3)}"


@pytest.fixture(scope="session")
def site(template_database: str, site_database: str) -> Iterator[str]:
    """The address of a server over a seeded database of its own."""
    assert BUILT.exists(), "the pages' script is not built: run make setup"
    name = site_database
    house._clone(template_database, name)
    port = free_port()
    log = Path(os.environ["LEYE_STATE"]) / f"{name}.log"
    with log.open("w") as output:
        server = subprocess.Popen(
            [sys.executable, "-m", "tests.web.server", str(port)], cwd=house.ROOT,
            env={**os.environ, "LEYE_DATABASE_NAME": name}, stdout=output, stderr=subprocess.STDOUT,
        )  # fmt: skip
    try:
        _wait(server, port, log)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(20)
        log.unlink(missing_ok=True)
        house._drop(name)


def _wait(server: "subprocess.Popen[bytes]", port: int, log: Path) -> None:
    """Until the sign-in page answers."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        assert server.poll() is None, log.read_text()
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/account/login/", timeout=10):
                return
        except urllib.error.HTTPError as error:
            raise AssertionError(f"{error.code}\n{log.read_text()}") from error
        except OSError:
            server_wait(server)
    raise AssertionError(f"no answer\n{log.read_text()}")


def server_wait(server: "subprocess.Popen[bytes]") -> None:
    """A moment, cut short when the server ends."""
    try:
        server.wait(0.2)
    except subprocess.TimeoutExpired:
        return


@pytest.fixture(scope="module")
def chrome() -> Iterator[Any]:
    """One Chromium for a module: while Playwright runs, Django refuses to ask the database in this thread."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path=chromium(), args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        yield browser
        browser.close()


class Visitor:
    """Opens pages as a user; keeps what the console and the content policy complained about."""

    def __init__(self, chrome: Any, site: str) -> None:
        self.chrome = chrome
        self.site = site
        self.complaints: list[str] = []
        self.contexts: list[Any] = []

    def page(
        self, username: str, *, width: int = 1366, height: int = 768, script: bool = True, large: bool = False
    ) -> Any:
        """A page in which a user is signed in."""
        context = self.chrome.new_context(
            base_url=self.site, viewport={"width": width, "height": height}, java_script_enabled=script, locale="zh-CN",
            storage_state=self._state(username),
        )  # fmt: skip
        if large:
            context.add_cookies([{"name": "leye_print", "value": "large", "url": self.site}])
        self.contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("console", lambda message: self._note(message))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        return page

    def _note(self, message: Any) -> None:
        if message.type in ("error", "warning") and "status of 4" not in message.text:
            self.complaints.append(f"{message.text} ({message.location.get('url', '')})")

    def _state(self, username: str) -> Any:
        known = (self.site, username)
        if known not in SIGNED_IN:
            context = self.chrome.new_context(base_url=self.site)
            page = context.new_page()
            page.goto("/account/login/")
            page.fill("input[name=login]", username)
            page.fill("input[name=password]", PASSWORD)
            page.press("input[name=password]", "Enter")
            page.wait_for_url(lambda url: "login" not in url)
            SIGNED_IN[known] = context.storage_state()
            context.close()
        return SIGNED_IN[known]


#: Cookies of users who signed in during this session, by site and name.
SIGNED_IN: dict[tuple[str, str], Any] = {}


@pytest.fixture
def visitor(chrome: Any, site: str) -> Iterator[Visitor]:
    """A browser to look with; fails when anything complained in its console."""
    visitor = Visitor(chrome, site)
    yield visitor
    for context in visitor.contexts:
        context.close()
    assert visitor.complaints == []
