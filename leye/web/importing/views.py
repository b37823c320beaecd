"""导入: from a file to the ledger in four steps, with a way back."""

import io
import tempfile
from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leye.accounts.access import log_access
from leye.accounts.actions.base import ActionError
from leye.accounts.enums import CAN_IMPORT, Access
from leye.intake.actions.imports import Upload, can_undo, is_dead
from leye.intake.enums import RUNNING, ImportKind, ImportState, RowState
from leye.intake.marked import write_marked_copy
from leye.intake.models import ImportBatch, ImportRow
from leye.intake.showing import shown
from leye.intake.uploads import forget, keep, stored
from leye.web.downloads import XLSX
from leye.web.fields import whole
from leye.web.importing.forms import UploadForm
from leye.web.work import WorkRequest, actor_of, work_page
from leye.workbook.catalogue import KINDS
from leye.workbook.errors import TooLarge, WorkbookError
from leye.workbook.table import OTHER_HEADER
from leye.workbook.templates import write_template

STEPS = (gettext_lazy("选文件"), gettext_lazy("核对列"), gettext_lazy("预览"), gettext_lazy("完成"))
_STEP_OF = {
    ImportState.UPLOADED: 1, ImportState.MAPPING: 2, ImportState.CHECKING: 3, ImportState.PREVIEWED: 3,
    ImportState.WRITING: 4, ImportState.DONE: 4, ImportState.UNDONE: 4, ImportState.FAILED: 1,
}  # fmt: skip
PAGE = 50
RECENT = 20


def find_batch(request: WorkRequest, number: int) -> ImportBatch:
    """The import of that number in the post's range, else 404."""
    batches = ImportBatch.objects.visible_to(request.scope).select_related("area", "user")
    return get_object_or_404(batches, pk=number)


@work_page(*CAN_IMPORT)
def index(request: WorkRequest) -> HttpResponse:
    """Choose a file; templates; recent imports."""
    form = UploadForm(initial={"kind": request.GET.get("kind", ImportKind.PEOPLE)})
    if request.method == "POST":
        form = UploadForm(request.POST, request.FILES)
        batch = _upload(request, form)
        if batch is not None:
            return redirect("import_batch", batch.pk)
    recent = ImportBatch.objects.visible_to(request.scope).select_related("user", "area")[:RECENT]
    templates = [{"kind": kind, "label": label} for kind, label in ImportKind.choices]
    return render(request, "importing/index.html", {
        "form": form, "templates": templates, "recent": recent, "most": _megabytes(),
        "steps": [str(step) for step in STEPS],
    })  # fmt: skip


def _megabytes() -> int:
    return int(settings.UPLOAD_MAX_BYTES / 2**20)


def _upload(request: WorkRequest, form: UploadForm) -> ImportBatch | None:
    """Keep and read the file; what is wrong with it stands at the field, and nothing is kept."""
    if too_large := getattr(request, "upload_too_large", 0):
        error = TooLarge(name=_("这个文件"), megabytes=too_large / 2**20, limit=float(_megabytes()))
        # What came after the file was never read, so nothing can be said of the other fields.
        form.is_valid()
        form.errors.clear()
        form.add_error("file", str(error))
        return None
    if not form.is_valid():
        return None
    file = form.cleaned_data["file"]
    path: Path | None = None
    try:
        path = keep(file.name, file.chunks())
        actor = actor_of(request, form.cleaned_data["source"])
        return Upload(actor, request.post.area_id, form.cleaned_data["kind"], file.name, path).run()
    except (WorkbookError, ActionError) as error:
        if path is not None:
            forget(path)
        form.add_error("file", str(error))
        return None
    except Exception:
        # No import knows of the file, so nobody would ever sweep away the numbers in it.
        if path is not None:
            forget(path)
        raise


@work_page(*CAN_IMPORT)
def template(request: WorkRequest, kind: str) -> HttpResponse:
    """A blank workbook to fill in."""
    if kind not in KINDS:
        raise Http404
    out = io.BytesIO()
    write_template(KINDS[kind], out)
    return _file(out.getvalue(), _("%(kind)s导入模板.xlsx") % {"kind": ImportKind(kind).label})


def _file(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return response


@work_page(*CAN_IMPORT)
def batch_page(request: WorkRequest, number: int) -> HttpResponse:
    """Where an import stands and what to do next."""
    batch = find_batch(request, number)
    context = _frame(batch)
    if is_dead(batch) or batch.state == ImportState.FAILED:
        context["problem"] = batch.problem or _("处理中断了（程序或机器停止过）,没有写入任何一行，可以重试。")
        return render(request, "importing/failed.html", context)
    if batch.state in RUNNING:
        return render(request, "importing/running.html", {**context, **_progress(batch)})
    if batch.state == ImportState.MAPPING:
        return columns_page(request, batch)
    return render(request, "importing/preview.html", {**context, **_preview(request, batch)})


def _frame(batch: ImportBatch) -> dict[str, Any]:
    """What every page of an import shows."""
    skipped = batch.mapping.get("skipped", [])
    return {
        "left_out": "、".join(item["sheet"] for item in skipped if item["reason"] == OTHER_HEADER),
        "batch": batch, "steps": [str(step) for step in STEPS], "step": _STEP_OF[ImportState(batch.state)],
        "crumbs": [{"label": _("导入"), "url": "/import/"}, {"label": batch.file_name}],
        "has_file": bool(batch.file_path) and stored(batch.file_path).exists(),
    }  # fmt: skip


def columns_page(request: WorkRequest, batch: ImportBatch, problem: str = "") -> HttpResponse:
    """Each column with its guess and samples, changeable; with what was wrong with the last choice."""
    return render(request, "importing/columns.html", {**_frame(batch), **_columns(batch), "problem": problem})


def _progress(batch: ImportBatch) -> dict[str, Any]:
    """Words and numbers of a running import; the remaining time from the pace so far."""
    left = ""
    if batch.started_at and batch.done_rows and batch.total_rows > batch.done_rows:
        spent = (timezone.now() - batch.started_at).total_seconds()
        left = _("约剩%(n)d秒") % {
            "n": round(spent * (batch.total_rows - batch.done_rows) / batch.done_rows) + 1
        }
    waiting = batch.started_at is None
    words = _("排队等待中，马上开始") if waiting else batch.step or batch.get_state_display()
    return {"words": words, "left": left, "done": batch.done_rows, "total": max(batch.total_rows, 1)}


@work_page(*CAN_IMPORT)
def progress(request: WorkRequest, number: int) -> HttpResponse:
    """The progress part, asked for each second; sends the page on when the job is over."""
    batch = find_batch(request, number)
    if batch.state not in RUNNING or is_dead(batch):
        response = HttpResponse(status=204)
        response["HX-Redirect"] = f"/import/{number}/"
        return response
    return render(request, "importing/progress.html", {"batch": batch, **_progress(batch)})


_HOW = {
    "code": gettext_lazy("按国家指标代码"), "exact": gettext_lazy("列名相同"), "similar": gettext_lazy("列名相近"),
    "values": gettext_lazy("看内容猜的"), "remembered": gettext_lazy("上次的选择"), "user": gettext_lazy("您选的"),
    "none": gettext_lazy("没有认出"),
}  # fmt: skip


def _columns(batch: ImportBatch) -> dict[str, Any]:
    """Columns with their guesses and samples, and the fields to choose from."""
    kind = KINDS[batch.kind]  # type: ignore[index]  # the batch's choices are the catalogue's names
    columns = [
        {**column, "place": place, "how_word": str(_HOW[column["how"]]) if column["field"] == column["guess"]
         else str(_HOW["user"])}
        for place, column in enumerate(batch.mapping["columns"])
    ]  # fmt: skip
    chosen = {column["field"] for column in columns}
    lacking = [field.label for field in kind.required if field.name not in chosen]
    unread = sum(column["field"] is None for column in columns)
    return {"columns": columns, "fields": kind.fields, "lacking": "、".join(lacking), "unread": unread}


#: Tabs of the preview, errors first: state, label, kind of tag.
_TABS = (
    (RowState.ERROR, gettext_lazy("有问题"), "bad"),
    (RowState.CHANGED, gettext_lazy("有变化"), "warn"),
    (RowState.NEW, gettext_lazy("新增"), "good"),
    (RowState.UNCHANGED, gettext_lazy("无变化"), "plain"),
    (RowState.KEPT, gettext_lazy("撤销时保留"), "info"),
)


def _preview(request: WorkRequest, batch: ImportBatch) -> dict[str, Any]:
    """One tab of marked rows, a page of them by key."""
    counts = batch.counts
    # After an import was taken back, what could not be is what the clerk wants to see.
    tabs = sorted(_TABS, key=lambda tab: tab[0] != RowState.KEPT)
    offered = [(state, label, kind) for state, label, kind in tabs if counts.get(state)]
    asked = request.GET.get("tab", "")
    tab = asked if asked in [state for state, _l, _k in offered] else (offered[0][0] if offered else "")
    after = whole(request.GET["after"]) if request.GET.get("after", "").isdecimal() else -1
    rows: QuerySet[ImportRow] = ImportRow.objects.filter(batch=batch, state=tab, record__gt=after).order_by(
        "record"
    )
    page = shown(batch, rows[: PAGE + 1])
    more = page[PAGE - 1].record if len(page) > PAGE else None
    writable = counts.get("new", 0) + counts.get("changed", 0)
    return {
        "tabs": [{"label": str(label), "url": f"?tab={state}", "active": state == tab, "count": counts[state]}
                 for state, label, _kind in offered],
        "kind": next((kind for state, _label, kind in _TABS if state == tab), "plain"),
        "tab": tab, "rows": page[:PAGE], "next_url": f"?tab={tab}&after={more}" if more is not None else "",
        "first_url": f"?tab={tab}" if after >= 0 else "", "writable": writable, "can_undo": can_undo(batch),
        "is_preview": batch.state == ImportState.PREVIEWED, "is_done": batch.state == ImportState.DONE,
        "several_sheets": len(batch.mapping.get("sheets", [])) > 1,
        "unlisted": tab == RowState.UNCHANGED and counts.get(tab, 0) > len(page),
    }  # fmt: skip


@work_page(*CAN_IMPORT)
def marked(request: WorkRequest, number: int) -> HttpResponse:
    """The clerk's own workbook with its marks. Logged: it holds whole identity numbers."""
    batch = find_batch(request, number)
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "marked.xlsx"
        try:
            write_marked_copy(batch, out)
        except (WorkbookError, FileNotFoundError) as error:
            messages.error(
                request, str(error) if isinstance(error, WorkbookError) else _("原文件已清理，请重新上传。")
            )
            return redirect("import_batch", number)
        content = out.read_bytes()
    log_access(actor_of(request), Access.EXPORT_FULL, detail={"import": batch.pk})
    return _file(content, _("%(name)s(已标注).xlsx") % {"name": Path(batch.file_name).stem})
