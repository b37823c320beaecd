"""The pages that work without a network: the same for everybody, so they may be kept on a device.

Nothing here looks at who is signed in; names and people reach a device only encrypted, through `device`.
"""

import hashlib
import json
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from leye.casework.enums import Outcome, ServiceChannel, ServiceKind
from leye.ledger.enums import SpellKind, Wish
from leye.offline.actions.packs import HOURS

#: Files that the pages below need.
FILES = ("dist/app.css", "dist/offline.js", "icons.svg", "favicon.svg", "icons/app-192.png")
WORKER = "dist/offline-worker.js"
#: Kept by a device for as long as the worker says, and asked for anew whenever there is a network.
REVALIDATE = "no-cache"
#: What an outcome offline may be; a message that was sent is not recorded by hand.
OUTCOMES = ("done", "no_answer", "working", "away", "refuses")


def _page(name: str) -> str:
    """A page of the shell. Rendered without the request, so it cannot hold anything of anybody."""
    return render_to_string(
        f"offline/{name}.html",
        {
            "kinds": ServiceKind.choices,
            "channels": ServiceChannel.choices,
            "outcomes": [(value, label) for value, label in Outcome.choices if value in OUTCOMES],
            "wishes": Wish.choices,
            "jobs": SpellKind.choices,
            "hours": HOURS,
        },
    )


def _answer(text: str, kind: str = "text/html; charset=utf-8") -> HttpResponse:
    answer = HttpResponse(text, content_type=kind)
    answer["Cache-Control"] = REVALIDATE
    return answer


@require_safe
def app(_request: HttpRequest) -> HttpResponse:
    """离线走访."""
    return _answer(_page("app"))


@require_safe
def away(_request: HttpRequest) -> HttpResponse:
    """What a device shows in place of any other page while there is no network."""
    return _answer(_page("away"))


@require_safe
def manifest(_request: HttpRequest) -> HttpResponse:
    """What a device needs to know to install the pages like a program."""
    icons: list[dict[str, Any]] = [
        {"src": static("icons/app-192.png"), "sizes": "192x192", "type": "image/png", "purpose": "any"},
        {"src": static("icons/app-512.png"), "sizes": "512x512", "type": "image/png", "purpose": "any"},
        {"src": static("favicon.svg"), "sizes": "any", "type": "image/svg+xml", "purpose": "any"},
    ]
    answer = JsonResponse(
        {
            "id": reverse("offline"),
            "name": _("乐业离线走访"),
            "short_name": _("乐业"),
            "lang": "zh-Hans",
            "start_url": reverse("offline"),
            "scope": "/",
            "display": "standalone",
            "background_color": "#f2f5f6",
            "theme_color": "#073a4a",
            "icons": icons,
        },
        json_dumps_params={"ensure_ascii": False},
        content_type="application/manifest+json",
    )
    answer["Cache-Control"] = REVALIDATE
    return answer


def _found(name: str) -> Path:
    path = finders.find(name)
    if not isinstance(path, str):
        raise Http404(name)
    return Path(path)


@require_safe
def worker(_request: HttpRequest) -> HttpResponse:
    """The service worker, told which files to keep. Its text changes whenever one of them does."""
    pages = {reverse("offline"): _page("app"), reverse("offline_away"): _page("away")}
    digest = hashlib.sha256("".join(pages.values()).encode())
    for name in (*FILES, WORKER):
        digest.update(_found(name).read_bytes())
    files = [*pages, *(static(name) for name in FILES)]
    head = (
        f"const SHELL_FILES={json.dumps(files)};const SHELL_VERSION={json.dumps(digest.hexdigest()[:16])};\n"
    )
    answer = _answer(head + _found(WORKER).read_text(encoding="utf-8"), "text/javascript; charset=utf-8")
    answer["Service-Worker-Allowed"] = "/"
    return answer
