"""What travels when a page is opened for the first time: the page, and whatever it names that a browser fetches."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable
from pathlib import Path

#: Styles, scripts, pictures, the sprite of icons, the icon and the manifest.
_NAMED = re.compile(rb'<(?:link|script|img|use)\b[^>]*?\b(?:href|src)="([^"#]+)')
#: Fonts and pictures of a style sheet; what lies inside it (data:) has come with it.
_IN_STYLES = re.compile(rb"""url\(["']?(?!data:)([^"')#]+)""")


def gzipped(body: bytes) -> int:
    """Bytes that travel; what does not shrink goes as it is."""
    return min(len(body), len(gzip.compress(body)))


def first_load(page: bytes, ask: Callable[[str], bytes]) -> dict[str, int]:
    """Gzipped bytes by address, the page under "". `ask` answers for addresses that are no static files.

    Raises FileNotFoundError for a static file that is not there: `make frontend` builds them.
    """
    found = {"": gzipped(page)}
    names = [match.decode() for match in _NAMED.findall(page)]
    while names:
        name = names.pop()
        if name in found:
            continue
        body = _body(name, ask)
        found[name] = gzipped(body)
        if name.endswith(".css"):
            names += [match.decode() for match in _IN_STYLES.findall(body)]
    return found


def _body(address: str, ask: Callable[[str], bytes]) -> bytes:
    from django.conf import settings
    from django.contrib.staticfiles import finders

    prefix = f"/{settings.STATIC_URL.strip('/')}/"
    if not address.startswith(prefix):
        return ask(address)
    path = finders.find(address.removeprefix(prefix))
    if path is None:
        raise FileNotFoundError(f"{address}: no such static file; build the front end first")
    return Path(path).read_bytes()
