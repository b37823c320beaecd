"""离线记录: records that wait for a decision, both values beside each other, and the packs that are out."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from leye.accounts.actions.base import ActionError
from leye.accounts.enums import CAN_WRITE_LEDGER
from leye.casework.enums import ServiceKind
from leye.ledger.errors import Absent, Invalid
from leye.offline.actions.decide import DecideEdit, DropEdit, day_unsure
from leye.offline.actions.packs import CAN_CALL_BACK
from leye.offline.applying import SERVICE, service_words
from leye.offline.enums import EditKind, EditState, Why
from leye.offline.fields import OF_PERSON, label, words
from leye.offline.models import OfflineConflict, OfflineEdit, OfflinePack
from leye.web.offline.papers import Papers, asked_again
from leye.web.surveys.forms import AskForm
from leye.web.work import WorkRequest, actor_of, work_page
from leye.worklist.refresh import refresh_people

#: Records of one page; the oldest first, so that none waits for ever.
PAGE = 30
Item = dict[str, Any]


#: Reasons for which the day is shown to be looked at again before a record goes in.
ASKS_DAY = (Why.EXPIRED, Why.OUTSIDE)


def _row(edit: OfflineEdit, conflict: OfflineConflict, papers: Papers) -> Item:
    """Both values of a conflict, and whose the standing one is. Neither is chosen beforehand: the user has to look."""
    at = conflict.theirs_at
    at_words = date_format(timezone.localtime(at), "n月j日 H:i") if at else ""
    item = {"name": conflict.field, "by": conflict.theirs_by, "at_words": at_words}
    item["note"] = _("%(by)s在%(at)s记下现有的内容。") % {"by": item["by"], "at": at_words} if at else ""
    if edit.kind == EditKind.ANSWERS:
        return papers.row(edit, conflict, item)
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


def _recorded(edit: OfflineEdit, papers: Papers) -> list[Item]:
    """What the record says, line by line."""
    body = edit.body
    if edit.kind == EditKind.ANSWERS:
        return papers.recorded(edit)
    if edit.kind == EditKind.SERVICE:
        day = dt.date.fromisoformat(body["on"])
        return [{"label": _("服务"), "value": service_words(body, kind, day)} for kind in body["kinds"]]
    return [{"label": label(name), "value": words(name, value)} for name, value in body["mine"].items()]


def _corrections(edit: OfflineEdit) -> list[Item]:
    """Fields that were refused and can be typed anew."""
    left = edit.body.get("left") or []
    if edit.kind == EditKind.ANSWERS:
        return []
    if edit.kind == EditKind.SERVICE:
        return [{"name": "item", "label": _("推荐的岗位或课程"), "value": edit.body["item"]}] if left else []
    return [
        {"name": name, "label": label(name), "value": edit.body["mine"][name]} for name in left if name in OF_PERSON
    ]  # fmt: skip


def _item(edit: OfflineEdit, papers: Papers) -> Item:
    unsure = day_unsure(edit)
    return {
        "edit": edit, "person": edit.person, "recorded": _recorded(edit, papers), "sentence": edit.sentence,
        "rows": [_row(edit, one, papers) for one in edit.conflicts.all() if not one.choice],
        "corrections": _corrections(edit), "again": asked_again(_form(edit, papers)),
        "asks_day": unsure or edit.why in ASKS_DAY or "answered_on" in (edit.body.get("left") or []),
        # A day that nobody is sure of is not proposed: it would be taken over unread.
        "unsure": unsure, "on": "" if unsure else edit.body["on"], "may_apply": edit.why != Why.ABSENT,
        "url": reverse("offline_decide", args=[edit.pk]),
    }  # fmt: skip


def _form(edit: OfflineEdit, papers: Papers, data: Any = None) -> AskForm | None:
    return papers.form(edit, data) if edit.kind == EditKind.ANSWERS else None


def _waiting(request: WorkRequest) -> list[OfflineEdit]:
    edits = OfflineEdit.objects.visible_to(request.scope).waiting().select_related("person__area", "user")
    return list(edits.prefetch_related("conflicts")[: PAGE + 1])


@work_page(*CAN_WRITE_LEDGER)
def index(request: WorkRequest) -> HttpResponse:
    """Everything in the scope that waits, and one's own packs that are still out."""
    edits = _waiting(request)
    packs = OfflinePack.objects.visible_to(request.scope).of(request.user.pk).valid_at(timezone.now())
    papers = Papers(request.scope, edits[:PAGE])
    context = {
        "items": [_item(edit, papers) for edit in edits[:PAGE]],
        "may_call_back": request.post.role in CAN_CALL_BACK,
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


def _answers(request: WorkRequest, edit_id: UUID) -> dict[str, Any] | None:
    """What was answered to the questions asked again; None where none were. Raises Invalid for what is no answer."""
    edit = OfflineEdit.objects.visible_to(request.scope).waiting().filter(pk=edit_id).first()
    form = _form(edit, Papers(request.scope, [edit]), request.POST) if edit else None
    if form is None:
        return None
    form.is_valid()
    wrong = {name: str(errors[0]) for name, errors in form.errors.items() if name.startswith("q_")}
    if wrong:
        raise Invalid(wrong)
    return form.answers


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
                actor, edit_id=edit_id, choices=choices, values=values, answers=_answers(request, edit_id),
                on=_day(request.POST.get("on")),
            ).run()  # fmt: skip
            refresh_people([edit.person_id] if edit.person_id else [])
            if edit.state == EditState.APPLIED:
                messages.success(request, _("已按您的决定入账。"))
            elif edit.state == EditState.DROPPED:
                messages.success(request, _("已放弃这条离线记录。"))
            else:
                messages.warning(request, edit.sentence or _("还有没有决定的内容，请再看一遍。"))
    except Absent as error:
        raise Http404 from error
    except ActionError as error:
        messages.error(request, str(error))
    return redirect("offline_decisions")
