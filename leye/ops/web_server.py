"""Gunicorn's settings: few processes, several threads each, no socket of its own beside the port."""

import contextlib

from leye.ops.children import end_with_parent

worker_class = "gthread"
workers = 2
threads = 4
timeout = 120
graceful_timeout = 15
keepalive = 5
control_socket_disable = True
proc_name = "leye"
# The address line of a request may hold what was searched for; it is not written anywhere.
accesslog = None
loglevel = "warning"
# Load the program once and fork: half the work at the start, and the processes share its memory.
preload_app = True


def on_starting(_server: object) -> None:
    """Do not outlive `leye serve`."""
    end_with_parent()


def when_ready(_server: object) -> None:
    """Before the fork: load every page's module, compile the rules, and leave no connection to be shared."""
    from django.db import OperationalError, connections
    from django.urls import get_resolver

    from leye.worklist.explaining import warm_up

    _ = get_resolver().url_patterns
    with contextlib.suppress(OperationalError):  # the pages themselves say that the database is away
        warm_up()
    connections.close_all()
