"""What a device asks the server for: who is signed in, a pack, its key, and to take records in. All JSON."""

import functools
import json
from collections.abc import Callable
from typing import Any, cast
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from leye.accounts.actions.base import ActionError
from leye.accounts.enums import CAN_WRITE_LEDGER
from leye.offline.actions.packs import FetchKey, TakePack
from leye.offline.clock import milliseconds
from leye.offline.errors import PackAbsent
from leye.offline.people import villages_with_due
from leye.offline.sync import sync, waiting_count
from leye.offline.validity import pack_stands
from leye.web.fields import whole
from leye.web.work import WorkRequest, actor_of, work_page

Json = dict[str, Any]


class Unreadable(ActionError):
    """A request that is not what the device's program sends."""

    def __init__(self) -> None:
        super().__init__(_("这次请求的格式不对，没有办成；请刷新页面再试。"))


def _say(sentence: str, status: int) -> HttpResponse:
    return JsonResponse({"error": sentence}, status=status)


def _body(request: HttpRequest) -> Json:
    """The request's JSON object. Raises Unreadable."""
    try:
        found = json.loads(request.body)
    except (ValueError, RecursionError) as error:
        raise Unreadable from error
    if not isinstance(found, dict):
        raise Unreadable
    return found


def _pack_number(asked: object) -> UUID:
    """A pack's number. Raises Unreadable. Only of text: what else was sent may be too deep to be put into words."""
    try:
        return UUID(asked if isinstance(asked, str) else "")
    except ValueError as error:
        raise Unreadable from error


def _number(body: Json, name: str) -> int:
    value = body.get(name)
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise Unreadable
    try:
        return int(value)
    except ValueError as error:
        raise Unreadable from error


def answers_json(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Refusals as sentences in JSON: 404 for a pack that is not there, 422 for the rest."""

    @functools.wraps(view)
    def answered(request: WorkRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except PackAbsent as error:
            return _say(str(error), 404)
        except ActionError as error:
            return _say(str(error), 422)

    return answered


@require_safe
def state(request: HttpRequest) -> HttpResponse:
    """Who is signed in, what time it is here, what may be taken along, and whether a pack still stands.

    Answers visitors too: a device has to learn that nobody is signed in.
    """
    answer: Json = {"signed_in": request.user.is_authenticated, "now_ms": milliseconds(timezone.now())}
    if request.user.is_authenticated:
        answer |= _of_user(cast("WorkRequest", request))
    if asked := request.GET.get("pack"):
        answer["pack_stands"] = _stands(asked)
    return JsonResponse(answer)


def _of_user(request: WorkRequest) -> Json:
    """What concerns who is signed in; without a post he takes nothing along, and may have to lose what he has."""
    may = request.post is not None and request.post.role in CAN_WRITE_LEDGER
    return {
        "user": {"id": request.user.pk, "name": request.user.name},
        "may_take": may,
        "villages": villages_with_due(request.scope, request.post.role) if may else [],
        "waiting": waiting_count(request.scope) if may else 0,
    }


def _stands(asked: str) -> bool:
    try:
        return pack_stands(_pack_number(asked))
    except Unreadable:
        return False


@work_page(*CAN_WRITE_LEDGER)
@require_POST
@answers_json
def take(request: WorkRequest) -> HttpResponse:
    """A pack: its people and the key under which the device keeps them."""
    body = _body(request)
    area = body.get("area")
    taken = TakePack(
        actor_of(request),
        area_no=whole(area if isinstance(area, str) else None),
        hours=_number(body, "hours"),
        device_ms=_number(body, "device_ms"),
    ).run()
    return JsonResponse(
        {
            "pack": str(taken.pack.pk),
            "user": {"id": request.user.pk, "name": request.user.name},
            "area": taken.pack.area.name,
            "key": taken.key,
            "offset_ms": taken.pack.offset_ms,
            "expires_ms": milliseconds(taken.pack.expires_at),
            "people": taken.people,
            "surveys": taken.surveys,
        }
    )


@work_page(*CAN_WRITE_LEDGER)
@require_POST
@answers_json
def key(request: WorkRequest, pack_id: UUID) -> HttpResponse:
    """The key of one's own pack, for records that a device still holds."""
    return JsonResponse({"key": FetchKey(actor_of(request), pack_id=pack_id).run()})


@work_page(*CAN_WRITE_LEDGER)
@require_POST
@answers_json
def hand_in(request: WorkRequest) -> HttpResponse:
    """Take records in; the same ones again change nothing and get the same answer."""
    body = _body(request)
    edits = body.get("edits")
    pack_id = _pack_number(body.get("pack"))
    if not isinstance(edits, list):
        raise Unreadable
    synced = sync(actor_of(request), pack_id, _number(body, "device_ms"), edits)
    return JsonResponse(
        {
            "results": [
                {"uuid": result.uuid, "state": result.state, "sentence": result.sentence}
                for result in synced.results
            ],
            "people": synced.people,
            "waiting": waiting_count(request.scope),
        }
    )
