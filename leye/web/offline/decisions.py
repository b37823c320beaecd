"""离线记录: records that wait for a decision, both values beside each other, and the packs that are out."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from leye.accounts.actions.base import ActionError
from leye.accounts.enums import CAN_MANAGE_ACCOUNTS, CAN_WRITE_LEDGER
from leye.casework.enums import ServiceKind
from leye.ledger.errors import Absent
from leye.offline.actions.decide import WHOLE, DecideEdit, DropEdit
from leye.offline.actions.packs import ClosePack
from leye.offline.applying import SERVICE, service_words
from leye.offline.enums import EditKind, EditState, Why
from leye.offline.errors import PackAbsent
from leye.offline.fields import OF_PERSON, label, words
from leye.offline.models import OfflineConflict, OfflineEdit, OfflinePack
from leye.web.work import WorkRequest, actor_of, work_page
from leye.worklist.refresh import refresh_people

#: Records of one page; the oldest first, so that none waits for ever.
PAGE = 30
Item = dict[str, Any]


def _row(conflict: OfflineConflict) -> Item:
    """Both values of a conflict, and whose the standing one is. Neither is chosen beforehand: the user has to look."""
    item = {"name": conflict.field, "by": conflict.theirs_by, "at": conflict.theirs_at}
    if conflict.field.startswith(SERVICE):
        kind = ServiceKind(conflict.field.removeprefix(SERVICE)).label
        return item | {
            "label": _("同一天同一项服务：%(kind)s") % {"kind": kind},
            "mine": _("另有一次：%(words)s") % {"words": conflict.mine_text},
            "theirs": _("就是这一次：%(words)s") % {"words": conflict.theirs_text},
            "repeated": True,
        }
    return item | {
        "label": label(conflict.field),
        "mine": conflict.mine_text or _("（清空）"),
        "theirs": conflict.theirs_text or _("（空）"),
        "base": words(conflict.field, conflict.base),
    }


def _recorded(edit: OfflineEdit) -> list[Item]:
    """What the record says, line by line."""
    body = edit.body
    if edit.kind == EditKind.SERVICE:
        day = dt.date.fromisoformat(body["on"])
        return [{"label": _("服务"), "value": service_words(body, kind, day)} for kind in body["kinds"]]
    return [{"label": label(name), "value": words(name, value)} for name, value in body["mine"].items()]


def _corrections(edit: OfflineEdit) -> list[Item]:
    """Fields that were refused and can be typed anew."""
    left = edit.body.get("left") or []
    if edit.kind == EditKind.SERVICE:
        return [{"name": "item", "label": _("推荐的岗位或课程"), "value": edit.body["item"]}] if left else []
    return [
        {"name": name, "label": label(name), "value": edit.body["mine"][name]} for name in left if name in OF_PERSON
    ]  # fmt: skip


def _item(edit: OfflineEdit) -> Item:
    whole = edit.why in WHOLE
    return {
        "edit": edit, "person": edit.person, "recorded": _recorded(edit), "sentence": edit.sentence,
        "rows": [_row(one) for one in edit.conflicts.all() if not one.choice], "corrections": _corrections(edit),
        "asks_day": whole and edit.why != Why.ABSENT, "on": edit.body["on"], "may_apply": edit.why != Why.ABSENT,
        "url": reverse("offline_decide", args=[edit.pk]),
    }  # fmt: skip


def _waiting(request: WorkRequest) -> list[OfflineEdit]:
    edits = OfflineEdit.objects.visible_to(request.scope).waiting().select_related("person__area", "user")
    return list(edits.prefetch_related("conflicts")[: PAGE + 1])


@work_page(*CAN_WRITE_LEDGER)
def index(request: WorkRequest) -> HttpResponse:
    """Everything in the scope that waits, and one's own packs that are still out."""
    edits = _waiting(request)
    packs = OfflinePack.objects.visible_to(request.scope).of(request.user.pk).valid_at(timezone.now())
    context = {
        "items": [_item(edit) for edit in edits[:PAGE]],
        "more": len(edits) > PAGE,
        "packs": packs.select_related("area"),
        "summary": _("有%(n)s条离线记录等您决定。") % {"n": len(edits)} if edits else _("没有要决定的离线记录。"),
    }  # fmt: skip
    return render(request, "offline/decisions.html", context)


def _day(text: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text or "")
    except ValueError:
        return None


@work_page(*CAN_WRITE_LEDGER)
@require_POST
def decide(request: WorkRequest, edit_id: UUID) -> HttpResponse:
    """Carry a record out as decided, or give it up."""
    choices = {name.removeprefix("choice_"): str(value) for name, value in request.POST.items()
               if name.startswith("choice_")}  # fmt: skip
    values = {name.removeprefix("value_"): str(value) for name, value in request.POST.items()
              if name.startswith("value_")}  # fmt: skip
    actor = actor_of(request)
    try:
        if request.POST.get("verb") == "drop":
            DropEdit(actor, edit_id=edit_id).run()
            messages.success(request, _("已放弃这条离线记录。"))
        else:
            edit = DecideEdit(
                actor, edit_id=edit_id, choices=choices, values=values, on=_day(request.POST.get("on"))
            ).run()
            refresh_people([edit.person_id] if edit.person_id else [])
            if edit.state == EditState.APPLIED:
                messages.success(request, _("已按您的决定入账。"))
            else:
                messages.warning(request, edit.sentence or _("还有没有决定的内容，请再看一遍。"))
    except Absent as error:
        raise Http404 from error
    except ActionError as error:
        messages.error(request, str(error))
    return redirect("offline_decisions")


@work_page(*{*CAN_WRITE_LEDGER, *CAN_MANAGE_ACCOUNTS})
@require_POST
def close(request: WorkRequest, pack_id: UUID) -> HttpResponse:
    """Call a pack back."""
    try:
        ClosePack(actor_of(request), pack_id=pack_id).run()
    except PackAbsent as error:
        raise Http404 from error
    messages.success(
        request, _("已作废。那台设备有网络时一打开离线走访，就会清除人员资料；没有同步的记录仍可同步。")
    )
    # A supervisor calls packs back and has no records to decide on.
    return redirect("offline_decisions" if request.post.role in CAN_WRITE_LEDGER else "/")
