"""What the provider of text messages pushes: receipts and replies. Its address holds a secret; nobody signs in."""

import hmac
import json
from importlib import import_module
from typing import Any, Protocol, cast

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from leye.accounts.actions.base import Actor
from leye.accounts.scope import as_service
from leye.outreach.actions.receipts import NoteReceipts, NoteReplies
from leye.outreach.sms import settings
from leye.outreach.sms.port import Receipt, Reply, Unreadable


class Reader(Protocol):
    """Reads what a provider pushes."""

    def receipts(self, pushed: Any) -> list[Receipt]:
        """What became of messages. Raises Unreadable."""
        ...

    def replies(self, pushed: Any) -> list[Reply]:
        """What people sent back. Raises Unreadable."""
        ...


def _reader(provider: str) -> Reader:
    """The provider of this installation; the SDKs of others need not be there."""
    if provider != settings.provider():
        raise Http404
    return cast("Reader", import_module(f"leye.outreach.sms.{provider}"))


@csrf_exempt
@require_POST
def receipts(request: HttpRequest, provider: str, token: str) -> HttpResponse:
    """Note receipts and replies. Answers as both providers expect it; pushed again, nothing is noted twice."""
    known = settings.push_token()
    if not known or not hmac.compare_digest(known.encode(), token.encode()):
        raise Http404
    reader = _reader(provider)
    try:
        pushed = json.loads(request.body)
        told, said = reader.receipts(pushed), reader.replies(pushed)
    except (Unreadable, ValueError, RecursionError):
        return JsonResponse(
            {"code": 400, "msg": "unreadable", "result": 400, "errmsg": "unreadable"}, status=400
        )
    with as_service():
        system = Actor.system()
        NoteReceipts(system, provider, told).run()
        NoteReplies(system, said).run()
    return JsonResponse({"code": 0, "msg": "OK", "result": 0, "errmsg": "OK"})
