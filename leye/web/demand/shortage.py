"""紧缺职业: what is short today, and the month's list from draft to the public page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from leye.accounts.actions.base import ActionError
from leye.areas.enums import Level
from leye.areas.models import Area
from leye.areas.paths import path_names
from leye.demand.actions.base import CAN_DRAFT, CAN_PUBLISH, CAN_SET_RULES
from leye.demand.actions.shortage import DraftShortageList, PublishShortageList, WithdrawShortageList
from leye.demand.enums import ListState
from leye.demand.models import ShortageLine, ShortageList
from leye.demand.months import first_of
from leye.demand.rules import held_in
from leye.demand.shortage import Short, Shortage, shortage_in
from leye.standards.calendar import today
from leye.web.acting import carried_out
from leye.web.county.choosing import chosen_area
from leye.web.demand.forms import ReasonForm
from leye.web.demand.pages import form_page
from leye.web.demand.tabs import SEE_DEMAND, SHORTAGE, tabs_of
from leye.web.downloads import download
from leye.web.fields import areas_in
from leye.web.work import WorkRequest, actor_of, work_page
from leye.workbook.export import Column

#: Lines shown on a page; the workbook holds all of them.
MOST = 200
KINDS = {ListState.DRAFT: "warn", ListState.PUBLISHED: "good", ListState.WITHDRAWN: "plain"}
Line = Short | ShortageLine


def summary_of(found: Shortage) -> str:
    """Where it is short, in one sentence."""
    if not found.lines:
        return _("没有长期招不满的岗位。")
    worst = found.lines[0]
    return _("%(n)d个职业招不满，还缺%(seats)d人；缺得最多的是%(name)s，缺%(most)d人，本地有%(people)d人愿意做。") % {
        "n": len(found.lines), "seats": sum(line.seats for line in found.lines), "name": worst.name, "most": worst.seats,
        "people": worst.people,
    }  # fmt: skip


def shown(line: Line) -> dict[str, Any]:
    """A line with what follows from it: people for each seat, and what can be done."""
    ratio = line.people / line.seats
    if line.people == 0:
        kind, word = "bad", _("没有人愿意做")
    elif ratio < 1:
        kind, word = "warn", _("人不够")
    else:
        kind, word = "info", _("有人，没对上")
    return {"line": line, "kind": kind, "word": word, "ratio": f"{ratio:.1f}"}


@work_page(*SEE_DEMAND)
def index(request: WorkRequest) -> HttpResponse:
    """What is short in the area today, the training beside it, and the lists of earlier months."""
    area, day = chosen_area(request), today()
    rule = held_in(area.no)
    found = shortage_in(request.scope, area, day, rule.shortage_days)
    lists = ShortageList.objects.about(request.scope).select_related("area", "made_by")
    month = first_of(day)
    now = next((one for one in lists.filter(area=area, month=month).exclude(state=ListState.WITHDRAWN)), None)
    context = {
        "tabs": tabs_of(request, SHORTAGE), "area": area, "areas": _areas(request), "rule": rule, "found": found,
        "rows": [shown(line) for line in found.lines[:MOST]], "more": max(len(found.lines) - MOST, 0),
        "untaught": [line for line in found.lines if not line.classes][:12], "summary": summary_of(found),
        "month": month, "now": now, "lists": [{"one": one, "kind": KINDS[ListState(one.state)]} for one in lists[:24]],
        "may_draft": request.post.role in CAN_DRAFT and area.level <= Level.COUNTY,
        "may_set": request.post.role in CAN_SET_RULES,
    }  # fmt: skip
    return render(request, "demand/shortage.html", context)


def _areas(request: WorkRequest) -> list[Area]:
    """The areas to choose from; none when the post has only its own."""
    found = areas_in(request.scope, Level.PREFECTURE, Level.COUNTY)
    return found if len(found) > 1 else []


@require_POST
@work_page(*CAN_DRAFT)
def draft(request: WorkRequest) -> HttpResponse:
    """Keep what is short today as the running month's list."""
    try:
        made = DraftShortageList(actor_of(request), area_no=chosen_area(request).no).run()
    except ActionError as error:
        messages.error(request, str(error))
        return redirect("shortage")
    messages.success(request, _("已编制。请负责人核对后发布；发布前可以重新编制。"))
    return redirect("shortage_list", made.pk)


def list_or_404(request: WorkRequest, pk: int) -> ShortageList:
    """A list made in the scope or published above it."""
    found = ShortageList.objects.about(request.scope).select_related("area", "made_by", "published_by")
    return get_object_or_404(found, pk=pk)


@work_page(*SEE_DEMAND)
def one_list(request: WorkRequest, pk: int) -> HttpResponse:
    """A month's list as it was drafted, with its next step."""
    made = list_or_404(request, pk)
    own = request.scope.covers(made.area_id)
    context = {
        "made": made, "kind": KINDS[ListState(made.state)], "rows": [shown(line) for line in made.lines.all()],
        "place": path_names(made.area_id),
        "may_publish": own and request.post.role in CAN_PUBLISH and made.state == ListState.DRAFT
        and made.made_by_id != request.user.pk,
        "may_withdraw": own and request.post.role in CAN_PUBLISH and made.state == ListState.PUBLISHED,
        "may_draft": own and request.post.role in CAN_DRAFT and made.state == ListState.DRAFT
        and made.month == first_of(today()),
    }  # fmt: skip
    return render(request, "demand/shortage_list.html", context)


@require_POST
@work_page(*CAN_PUBLISH)
def publish(request: WorkRequest, pk: int) -> HttpResponse:
    """Make a list public."""
    list_or_404(request, pk)
    try:
        PublishShortageList(actor_of(request), list_id=pk).run()
        messages.success(request, _("已发布。不登录的人在“找工作 · 紧缺职业”里能看到。"))
    except ActionError as error:
        messages.error(request, str(error))
    return redirect("shortage_list", pk)


@work_page(*CAN_PUBLISH)
def withdraw(request: WorkRequest, pk: int) -> HttpResponse:
    """Take a list off the public page."""
    made = list_or_404(request, pk)
    if made.state != ListState.PUBLISHED:
        raise Http404
    form = ReasonForm(request.POST or None)
    if (
        request.method == "POST"
        and form.is_valid()
        and carried_out(form, WithdrawShortageList(actor_of(request), list_id=pk, **form.cleaned_data))
    ):
        messages.success(request, _("已撤回，公示页上看不到了。改好后请重新编制、发布。"))
        return redirect("shortage_list", pk)
    return form_page(
        request, form, _("撤回清单"), _("撤回"), ("shortage_list", pk), danger=True,
        of=f"{made.area.name} {made.month:%Y-%m}",
    )  # fmt: skip


def columns() -> list[Column]:
    """The head of the workbook."""
    return [
        Column(_("职业代码")), Column(_("职业"), width=24), Column(_("岗位数"), "number"), Column(_("缺口人数"), "number"),
        Column(_("平均空缺天数"), "number"), Column(_("愿意做的人"), "number"), Column(_("每个空位几人")),
        Column(_("月薪从（元）"), "money"), Column(_("月薪到（元）"), "money"), Column(_("想学的人"), "number"),
        Column(_("今年培训班"), "number"),
    ]  # fmt: skip


def cells(lines: Iterable[Line]) -> Iterator[list[Any]]:
    """Lines of the workbook."""
    for line in lines:
        yield [
            line.occupation, line.name, line.vacancies, line.seats, line.days, line.people,
            f"{line.people / line.seats:.1f}", line.pay_low_fen, line.pay_high_fen, line.needs, line.classes,
        ]  # fmt: skip


@work_page(*SEE_DEMAND)
def download_now(request: WorkRequest) -> HttpResponse:
    """What is short today."""
    area = chosen_area(request)
    found = shortage_in(request.scope, area, today(), held_in(area.no).shortage_days)
    return download(request, _("%(area)s紧缺职业") % {"area": area.name}, columns(), cells(found.lines))


@work_page(*SEE_DEMAND)
def download_list(request: WorkRequest, pk: int) -> HttpResponse:
    """A month's list."""
    made = list_or_404(request, pk)
    title = _("%(area)s%(month)s紧缺职业") % {"area": made.area.name, "month": f"{made.month:%Y-%m}"}
    return download(request, title, columns(), cells(made.lines.all()))
