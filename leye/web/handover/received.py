"""What was handed to us: signing, passing on, and each person's steps."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from leye.accounts.access import log_access
from leye.accounts.actions.base import ActionError
from leye.accounts.enums import CAN_WRITE_LEDGER, Access
from leye.cases.actions.handover import CAN_RECEIVE, NEXT, MoveItem, PassItems, ReceiveLot, RegisterItem
from leye.cases.handover_reading import counts_of, files_of, received_lots
from leye.cases.models import HandoverItem, HandoverLot
from leye.cases.plan_enums import HandoverState
from leye.ledger.cards import statuses
from leye.ledger.errors import Absent, AlreadyHere, MayBeElsewhere
from leye.standards.calendar import today
from leye.web.acting import attempt
from leye.web.fields import whole
from leye.web.handover.forms import FileForm, MoveForm, PassForm
from leye.web.handover.views import show_item
from leye.web.paging import page_of
from leye.web.people.looking import log_look
from leye.web.work import WorkRequest, actor_of, work_page
from leye.worklist.refresh import refresh_people

UNFOUND = (HandoverState.RECEIVED, HandoverState.NOT_FOUND)


def _lot(request: WorkRequest, pk: int) -> HandoverLot:
    return get_object_or_404(received_lots(request.scope), pk=pk)


@work_page()
def lot_page(request: WorkRequest, pk: int) -> HttpResponse:
    """The people of a list that are here, by state."""
    lot = _lot(request, pk)
    counts = counts_of(request.scope, [lot]).get(pk, {})
    asked = request.GET.get("state", "")
    state = asked if asked in HandoverState.values else ""
    items = HandoverItem.objects.visible_to(request.scope).filter(lot=lot).select_related("area")
    items = items.filter(state=state) if state else items
    page = page_of(request, lambda start, stop: _rows(request, list(items[start:stop])))
    if page.rows:
        log_access(actor_of(request), Access.SEARCH, detail={"list": "handover", "rows": len(page.rows)})
    tabs = [{"label": _("全部"), "url": "?", "active": not state, "count": sum(counts.values())}]
    tabs += [
        {"label": label, "url": f"?state={code}", "active": state == code, "count": counts[code]}
        for code, label in HandoverState.choices
        if counts.get(code)
    ]
    own = request.scope.covers(lot.area_id)
    context = {
        "lot": lot, "tabs": tabs, "page": page, "day": today(), "form": PassForm(scope=request.scope), "state": state,
        "may_sign": own and lot.received_on is None and request.post.role in CAN_RECEIVE,
        "may_pass": lot.received_on is not None and request.post.role in CAN_RECEIVE
        and any(counts.get(code) for code in UNFOUND),
        "may_write": request.post.role in CAN_WRITE_LEDGER,
        "crumbs": [{"label": _("交办"), "url": reverse("handover")}, {"label": lot.title}],
    }  # fmt: skip
    return render(request, "handover/lot.html", context)


def _rows(request: WorkRequest, items: list[HandoverItem]) -> list[dict[str, Any]]:
    """Items with the files they were found in and what those say today."""
    files = files_of(request.scope, items)
    words = statuses(list(files.values()), today())
    rows = []
    for item in items:
        file = files.get(item.pk)
        rows.append({
            "item": show_item(item), "file": file, "status": words.get(file.pk, "") if file else "",
            "steps": NEXT[item.state], "unfound": item.state in UNFOUND,
        })  # fmt: skip
    return rows


@require_POST
@work_page(*CAN_RECEIVE)
def receive(request: WorkRequest, pk: int) -> HttpResponse:
    """Sign for the list."""
    _lot(request, pk)
    action = ReceiveLot(actor_of(request), lot_id=pk)
    try:
        action.run()
    except Absent as error:
        raise Http404 from error
    except ActionError as error:
        messages.error(request, str(error))
    else:
        messages.success(
            request, _("已签收。台账里已有档案的%(n)d人自动标为“已找到”。") % {"n": action.matched}
        )
    return redirect("handover_lot", pk)


@require_POST
@work_page(*CAN_RECEIVE)
def pass_on(request: WorkRequest, pk: int) -> HttpResponse:
    """Pass the ticked people on to a village or township."""
    _lot(request, pk)
    form = PassForm(request.POST, scope=request.scope)
    if not form.is_valid():
        messages.error(request, _("请选择下派到哪里。"))
        return redirect("handover_lot", pk)
    ids = [whole(text) for text in request.POST.getlist("item")]
    try:
        passed = PassItems(actor_of(request), item_ids=ids, to_area_no=form.cleaned_data["to_area_no"]).run()
    except ActionError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("已下派%(n)d人。") % {"n": passed})
    return redirect("handover_lot", pk)


def _item(request: WorkRequest, pk: int) -> HandoverItem:
    items = HandoverItem.objects.visible_to(request.scope).select_related("lot", "area")
    return show_item(get_object_or_404(items, pk=pk))


@work_page(*CAN_WRITE_LEDGER)
def move(request: WorkRequest, pk: int) -> HttpResponse:
    """The next step of one person."""
    item = _item(request, pk)
    following = NEXT[item.state]
    if not following:
        raise PermissionDenied(_("这份名单还没有签收。"))
    form = MoveForm(request.POST or None, following=following)
    if request.method == "POST" and form.is_valid():
        done = attempt(form, MoveItem(actor_of(request), item_id=pk, **form.cleaned_data))
        if done is not None:
            messages.success(request, _("已记下。"))
            return redirect("handover_lot", item.lot_id)
    return _page(request, item, form, _("登记进展"), _("保存"))


@work_page(*CAN_WRITE_LEDGER)
def open_file(request: WorkRequest, pk: int) -> HttpResponse:
    """Open a file with what the list says; somebody who is here already is found instead."""
    item = _item(request, pk)
    form = FileForm(request.POST or None, scope=request.scope)
    context: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        try:
            person = attempt(form, RegisterItem(actor_of(request), item_id=pk, **form.cleaned_data))
        except AlreadyHere:
            attempt(form, MoveItem(actor_of(request), item_id=pk, state=HandoverState.FOUND))
            messages.info(request, _("%(name)s已有档案，已标为“已找到”。") % {"name": item.name})
            return redirect("handover_lot", item.lot_id)
        except MayBeElsewhere as error:
            person, context = None, {"elsewhere": str(error)}
        if person is not None:
            refresh_people([person.pk])
            log_look(request, person.pk)
            messages.success(request, _("已为%(name)s建档。") % {"name": person.name})
            return redirect("person", person.pk)
    return _page(request, item, form, _("建档"), _("建档"), **context)


def _page(
    request: WorkRequest, item: HandoverItem, form: Any, title: str, button: str, **more: Any
) -> HttpResponse:
    back = reverse("handover_lot", args=[item.lot_id]) if item.lot_id else reverse("handover")
    context = {
        "item": item, "form": form, "title": title, "button": button, "back": back,
        "crumbs": [{"label": _("交办"), "url": reverse("handover")},
                   {"label": item.lot.title if item.lot else item.name, "url": back}, {"label": title}], **more,
    }  # fmt: skip
    return render(request, "handover/item.html", context)
