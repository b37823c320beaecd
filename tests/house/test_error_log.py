"""What goes wrong in a page is written down with its traceback, outside DEBUG too."""

import io
import logging

from django.core.handlers.exception import response_for_exception
from django.test import RequestFactory, override_settings


@override_settings(DEBUG=False)
def test_an_error_of_a_page_stands_on_the_terminal() -> None:
    handlers = [h for h in logging.getLogger().handlers if type(h) is logging.StreamHandler]
    assert len(handlers) == 1
    terminal, written = handlers[0], io.StringIO()
    before = terminal.setStream(written)
    try:
        assert (
            response_for_exception(RequestFactory().get("/here/"), ValueError("spoiled")).status_code == 500
        )
        logging.getLogger("django.request").warning("absent pages are everyday")
    finally:
        terminal.setStream(before)
    assert "/here/" in written.getvalue()
    assert "ValueError: spoiled" in written.getvalue()
    assert "everyday" not in written.getvalue()
