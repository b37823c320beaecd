"""A server over a seeded database: `python -m tests.web.server PORT`, with LEYE_DATABASE_NAME set. Ends on SIGTERM."""

import signal
import sys
from socketserver import ThreadingMixIn
from types import FrameType
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server


class Threads(ThreadingMixIn, WSGIServer):
    """A thread a request."""

    daemon_threads = True


class Quiet(WSGIRequestHandler):
    """No line for each request."""

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing."""


def stop(_number: int, _frame: FrameType | None) -> None:
    """End."""
    raise SystemExit


def main(port: int) -> None:
    """Seed, warm the rules up, serve."""
    signal.signal(signal.SIGTERM, stop)
    from leye.ops.boot import boot

    boot()
    from django.conf import settings
    from django.contrib.staticfiles.handlers import StaticFilesHandler

    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    settings.DEBUG_PROPAGATE_EXCEPTIONS = False
    from leye.config.wsgi import application
    from tests.web.seed import build

    build()
    from django.db import connections

    # A thread a request: a connection that outlived its thread would only use up the server's.
    for settings_of_alias in connections.settings.values():
        settings_of_alias["CONN_MAX_AGE"] = 0
    connections.close_all()
    with make_server("127.0.0.1", port, StaticFilesHandler(application), Threads, Quiet) as web:
        web.serve_forever()


if __name__ == "__main__":
    main(int(sys.argv[1]))
