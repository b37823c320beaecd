"""交办: lists issued with the progress of each receiving place, and lists received."""

import tempfile
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from leye.accounts.access import log_access
from leye.accounts.enums import Access
from leye.cases.actions.handover import CAN_ISSUE, CAN_RECEIVE, AssignItems, IssueHandover, RefusedRow
from leye.cases.handover_file import ReadList, read_list
from leye.cases.handover_reading import counts_of, issued_lists, progress, received_lots, refused_of
from leye.cases.models import HandoverItem
from leye.cases.plan_enums import HandoverState
from leye.ledger.errors import Invalid
from leye.standards.calendar import today
from leye.standards.identity import mask_identity
from leye.vault.crypto import decrypt
from leye.web.acting import attempt
from leye.web.downloads import download
from leye.web.fields import whole
from leye.web.handover.forms import AssignForm, IssueForm
from leye.web.paging import page_of
from leye.web.work import WorkRequest, actor_of, work_page
from leye.workbook.errors import TooLarge, WorkbookError
from leye.workbook.export import Column

#: A list of some thousand people; larger files are something else.
MOST_BYTES = 20 * 2**20
SHOWN_REMARKS = 20


@work_page()
def index(request: WorkRequest) -> HttpResponse:
    """What was received to be looked for, or what was issued."""
    tab = "issued" if request.GET.get("tab") == "issued" else "received"
    lots, lists = received_lots(request.scope), issued_lists(request.scope)
    tabs = [
        {"label": _("收到的"), "url": "?", "active": tab == "received", "count": lots.count()},
        {"label": _("发出的"), "url": "?tab=issued", "active": tab == "issued", "count": lists.count()},
    ]
    rows: Any = lots if tab == "received" else lists
    page = page_of(request, lambda start, stop: list(rows[start:stop]))
    if tab == "received":
        counts = counts_of(request.scope, page.rows)
        for lot in page.rows:
            of = counts.get(lot.pk, {})
            lot.total, lot.closed = sum(of.values()), of.get(HandoverState.CLOSED, 0)
    context = {
        "tabs": tabs, "tab": tab, "page": page, "day": today(), "may_issue": request.post.role in CAN_ISSUE,
        "may_receive": request.post.role in CAN_RECEIVE,
    }  # fmt: skip
    return render(request, "handover/index.html", context)


@work_page(*CAN_ISSUE)
def issue(request: WorkRequest) -> HttpResponse:
    """A new list from a file; what of it could not be used is told before anything is lost."""
    form = IssueForm()
    if request.method == "POST":
        form = IssueForm(request.POST, request.FILES)
        read = _read(request, form)
        if read is not None:
            values = {name: form.cleaned_data[name] for name in ("title", "basis", "due_on")}
            made = attempt(
                form,
                IssueHandover(
                    actor_of(request),
                    area_no=request.post.area_id,
                    rows=read.rows,
                    refused=read.refused,
                    **values,
                ),
            )
            if made is not None:
                _tell(request, read)
                return redirect("handover_list", made.pk)
            if not read.rows:
                for one in read.refused[:SHOWN_REMARKS]:
                    form.add_error("file", _row(one))
    context = {
        "form": form,
        "crumbs": [{"label": _("交办"), "url": reverse("handover")}, {"label": _("发出名单")}],
    }  # fmt: skip
    return render(request, "handover/issue.html", context)


def _read(request: WorkRequest, form: IssueForm) -> ReadList | None:
    """The rows of the uploaded file, which is not kept; what is wrong with it stands at the field."""
    if too_large := getattr(request, "upload_too_large", 0):
        form.is_valid()
        form.errors.clear()
        limit = settings.UPLOAD_MAX_BYTES / 2**20
        form.add_error("file", str(TooLarge(name=_("这个文件"), megabytes=too_large / 2**20, limit=limit)))
        return None
    if not form.is_valid():
        return None
    file = form.cleaned_data["file"]
    if file.size > MOST_BYTES:
        form.add_error(
            "file", str(TooLarge(name=file.name, megabytes=file.size / 2**20, limit=MOST_BYTES / 2**20))
        )
        return None
    try:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "list"
            path.write_bytes(file.read())
            return read_list(path, file.name, request.scope)
    except (WorkbookError, Invalid) as error:
        form.add_error("file", str(error))
        return None


def _tell(request: WorkRequest, read: ReadList) -> None:
    words = _("已交办%(n)d人") % {"n": len(read.rows)}
    if read.unplaced:
        words += _("，其中%(n)d人还没有指派接收地区") % {"n": read.unplaced}
    messages.success(request, words + "。")
    if read.refused:
        messages.warning(
            request,
            _("有%(n)d行没有收进名单。可在本页下载这些行和原因，改好后另发一份。") % {"n": len(read.refused)},
        )
    for remark in read.remarks[:SHOWN_REMARKS]:
        messages.warning(request, remark)


def _row(one: RefusedRow) -> str:
    return _("第%(row)d行：%(reason)s") % {"row": one.row, "reason": one.reason}


def show_item(item: HandoverItem) -> HandoverItem:
    """With the masked number that its page shows."""
    item.masked = mask_identity(decrypt(bytes(item.id_cipher)))  # type: ignore[attr-defined]  # for the page
    return item


@work_page()
def list_page(request: WorkRequest, pk: int) -> HttpResponse:
    """One issued list: the receiving places with receipt and progress, and who waits to be assigned."""
    issued = get_object_or_404(issued_lists(request.scope), pk=pk)
    waiting = HandoverItem.objects.visible_to(request.scope).filter(source=issued, lot__isnull=True)
    form = AssignForm(request.POST or None, scope=request.scope)
    if request.method == "POST":
        if request.post.role not in CAN_ISSUE:
            raise Http404
        if form.is_valid() and _assign(request, form, pk):
            return redirect("handover_list", pk)
    places = progress(issued)
    page = page_of(request, lambda start, stop: [show_item(item) for item in waiting[start:stop]])
    if page.rows:
        log_access(actor_of(request), Access.SEARCH, detail={"list": "handover", "rows": len(page.rows)})
    total = sum(place.total for place in places)
    context = {
        "issued": issued, "places": [place for place in places if place.area_no],
        "ours": {place.area_no for place in places if place.area_no and request.scope.covers(place.area_no)},
        "page": page, "form": form,
        "waiting": sum(place.total for place in places if not place.area_no), "day": today(),
        "may_assign": request.post.role in CAN_ISSUE,
        "refused": refused_of(request.scope, issued).count() if request.post.role in CAN_ISSUE else 0,
        "tiles": [
            {"label": _("交办"), "value": total, "unit": _("人")},
            {"label": _("已签收的地区"), "value": sum(place.received_on is not None for place in places), "unit": _("个"),
             "note": _("共%(n)d个") % {"n": sum(place.area_no is not None for place in places)}},
            {"label": _("已找到"), "value": sum(place.found for place in places), "unit": _("人")},
            {"label": _("已办结"), "value": sum(place.closed for place in places), "unit": _("人"),
             "have": sum(place.closed for place in places), "target": total},
        ],
        "crumbs": [{"label": _("交办"), "url": f"{reverse('handover')}?tab=issued"}, {"label": issued.title}],
    }  # fmt: skip
    return render(request, "handover/list.html", context)


@work_page(*CAN_ISSUE)
def refused_rows(request: WorkRequest, pk: int) -> HttpResponse:
    """The rows that did not go into a list, as they were written, each with its reasons: to be put right and sent again."""
    issued = get_object_or_404(issued_lists(request.scope), pk=pk)
    rows = list(refused_of(request.scope, issued))
    if not rows:
        raise Http404
    title = _("%(list)s：没有收进名单的行") % {"list": issued.title}
    cells = [
        (one.row, one.name, decrypt(bytes(one.id_cipher)), one.phone, one.address, one.place, one.reason)
        for one in rows
    ]
    return download(request, title, _refused_columns(), cells, full=True)


def _refused_columns() -> list[Column]:
    """Headed as a hand-over list is, so that the rows can be sent again once they are put right."""
    return [
        Column(_("原表行号"), "number"), Column(_("姓名")), Column(_("身份证号"), width=22), Column(_("联系电话"), width=14),
        Column(_("住址"), width=24), Column(_("接收地区"), width=16), Column(_("没有收进名单的原因"), width=60),
    ]  # fmt: skip


def _assign(request: WorkRequest, form: AssignForm, pk: int) -> bool:
    ids = [whole(text) for text in request.POST.getlist("item")]
    if "everybody" in request.POST:
        waiting = HandoverItem.objects.visible_to(request.scope).filter(source_id=pk, lot__isnull=True)
        ids = list(waiting.values_list("pk", flat=True))
    action = AssignItems(
        actor_of(request), list_id=pk, item_ids=ids, to_area_no=form.cleaned_data["to_area_no"]
    )
    given = attempt(form, action)
    if given is None:
        return False
    messages.success(request, _("已指派%(n)d人。") % {"n": given})
    return True
