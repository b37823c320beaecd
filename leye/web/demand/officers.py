"""重点企业: who looks after each, whom to visit next, and what the employers asked for."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from leye.accounts.actions.base import ActionError
from leye.areas.paths import path_names
from leye.demand.actions.base import CAN_KEEP, CAN_VISIT
from leye.demand.actions.officers import (
    DraftFromNeed,
    EndKeyEmployer,
    NameOfficer,
    RecordVisit,
    SettleNeed,
)
from leye.demand.enums import NeedState
from leye.demand.models import EmployerNeed, EmployerOfficer
from leye.demand.officers import candidates, key_employers, officer_choices, open_needs
from leye.demand.rules import held_in
from leye.ledger.errors import Absent
from leye.ledger.models import Employer
from leye.ledger.reading import search_employers
from leye.standards.calendar import today
from leye.web.acting import carried_out
from leye.web.demand.employer_forms import OfficerForm, SettleForm, VisitForm
from leye.web.demand.pages import form_page
from leye.web.demand.tabs import EMPLOYERS, SEE_DEMAND, tabs_of
from leye.web.downloads import download
from leye.web.paging import page_of
from leye.web.work import WorkRequest, actor_of, work_page
from leye.workbook.export import Column

NEED_KINDS = {NeedState.OPEN: "warn", NeedState.DONE: "good", NeedState.IMPOSSIBLE: "plain"}
SHOWS = ("mine", "late", "nobody")


def chosen(request: WorkRequest, show: str) -> Any:
    """Key employers as the list's filter leaves them."""
    late_since = today() - dt.timedelta(days=held_in(request.post.area_id).visit_days)
    rows = key_employers(request.scope, late_since if show == "late" else None)
    if show == "mine":
        rows = rows.filter(officer=request.user)
    elif show == "nobody":
        rows = rows.filter(officer__isnull=True)
    return rows


def shown(one: Any, day: dt.date, every: int) -> dict[str, Any]:
    """A key employer as a line: when the next visit is due."""
    due = one.last + dt.timedelta(days=every) if one.last else one.since
    late = one.last is None or due <= day
    word = _("还没去过") if one.last is None else _("该走访") if late else _("按时")
    return {
        "one": one,
        "due": due,
        "kind": "bad" if late else "good",
        "word": word,
        "area": path_names(one.area_id),
    }


@work_page(*SEE_DEMAND)
def index(request: WorkRequest) -> HttpResponse:
    """Key employers, whoever has waited longest first; an officer sees his own."""
    day, rule = today(), held_in(request.post.area_id)
    own = key_employers(request.scope).filter(officer=request.user).count()
    asked = request.GET.get("show", "")
    show = asked if asked in SHOWS else "" if asked == "all" or not own else "mine"
    rows = chosen(request, show)

    def fetch(start: int, stop: int) -> list[dict[str, Any]]:
        found = list(rows[start:stop])
        needs = open_needs(request.scope, [one.employer_id for one in found])
        return [shown(one, day, rule.visit_days) | {"open": needs.get(one.employer_id, 0)} for one in found]

    page = page_of(request, fetch)
    late = chosen(request, "late").count()
    nobody = chosen(request, "nobody").count()
    tiles = [
        {"label": _("我负责的"), "value": own, "unit": _("家"), "url": "?show=mine"},
        {"label": _("该走访"), "value": late, "unit": _("家"), "url": "?show=late", "kind": "bad" if late else ""},
        {"label": _("没有专员"), "value": nobody, "unit": _("家"), "url": "?show=nobody", "kind": "warn" if nobody else ""},
        {"label": _("待办需求"), "unit": _("项"),
         "value": EmployerNeed.objects.visible_to(request.scope).filter(state=NeedState.OPEN).count()},
    ]  # fmt: skip
    context = {
        "tabs": tabs_of(request, EMPLOYERS), "page": page, "tiles": tiles, "show": show, "rule": rule,
        "waiting": _waiting(request), "may_keep": request.post.role in CAN_KEEP, "may_visit": request.post.role in CAN_VISIT,
        "candidates": candidates(request.scope) if request.post.role in CAN_KEEP else [],
    }  # fmt: skip
    return render(request, "demand/employers.html", context)


def _waiting(request: WorkRequest) -> list[EmployerNeed]:
    """What employers still wait for, the soonest first."""
    needs = EmployerNeed.objects.visible_to(request.scope).filter(state=NeedState.OPEN)
    return list(needs.select_related("employer").order_by("wanted_by", "pk")[:12])


@work_page(*SEE_DEMAND)
def download_employers(request: WorkRequest) -> HttpResponse:
    """The list as a workbook."""
    every = held_in(request.post.area_id).visit_days
    columns = [
        Column(_("企业"), width=28), Column(_("所在地"), width=20), Column(_("服务专员")), Column(_("从哪天起"), "date"),
        Column(_("最近走访"), "date"), Column(_("下次走访"), "date"), Column(_("待办需求"), "number"),
        Column(_("理由"), width=30),
    ]  # fmt: skip
    show, needs = request.GET.get("show", ""), open_needs(request.scope)
    rows = (
        [row["one"].employer.name, row["area"], row["one"].officer.name if row["one"].officer else "", row["one"].since,
         row["one"].last, row["due"], needs.get(row["one"].employer_id, 0), row["one"].reason]
        for row in (shown(one, today(), every) for one in chosen(request, show).iterator(2000))
    )  # fmt: skip
    return download(request, _("重点企业"), columns, rows)


@work_page(*CAN_KEEP)
def choose(request: WorkRequest) -> HttpResponse:
    """Which employer is to become a key one."""
    text = request.GET.get("q", "").strip()[:60]
    rows = search_employers(request.scope, text, 20) if text else []
    return render(request, "demand/choose.html", {"q": text, "rows": rows})


def employer_or_404(request: WorkRequest, pk: int) -> Employer:
    """An employer of the scope."""
    return get_object_or_404(Employer.objects.visible_to(request.scope).select_related("area"), pk=pk)


@work_page(*SEE_DEMAND)
def employer(request: WorkRequest, pk: int) -> HttpResponse:
    """One employer: its officer, what it waits for, and the visits."""
    unit = employer_or_404(request, pk)
    standing = key_employers(request.scope).filter(employer=unit).first()
    needs = list(
        EmployerNeed.objects.visible_to(request.scope).filter(employer=unit).select_related("vacancy")
    )
    needs.sort(key=lambda one: (one.state != NeedState.OPEN, one.wanted_by or dt.date.max, -one.pk))
    visits = unit.visits.select_related("by").all()[:30]
    before = EmployerOfficer.objects.visible_to(request.scope).filter(employer=unit, until__isnull=False)
    context = {
        "unit": unit, "place": path_names(unit.area_id),
        "row": shown(standing, today(), held_in(unit.area_id).visit_days) if standing else None,
        "needs": [{"one": one, "kind": NEED_KINDS[NeedState(one.state)], "late": bool(one.state == NeedState.OPEN
                   and one.wanted_by and one.wanted_by < today())} for one in needs[:60]],
        "moments": [
            {"on": one.visited_on, "title": one.get_way_display(), "text": one.note, "by": one.by.name, "icon": "place"}
            for one in visits
        ],
        "before": before.select_related("officer").order_by("-until"),
        "may_keep": request.post.role in CAN_KEEP, "may_visit": request.post.role in CAN_VISIT,
    }  # fmt: skip
    return render(request, "demand/employer.html", context)


@work_page(*CAN_KEEP)
def name_officer(request: WorkRequest, pk: int) -> HttpResponse:
    """Make an employer a key one, or give it to another officer."""
    unit = employer_or_404(request, pk)
    standing = key_employers(request.scope).filter(employer=unit).first()
    start = {"officer_id": standing.officer_id, "reason": standing.reason} if standing else {}
    form = OfficerForm(request.POST or None, initial=start, officers=officer_choices(unit.area_id))
    if (
        request.method == "POST"
        and form.is_valid()
        and carried_out(form, NameOfficer(actor_of(request), employer_id=pk, **form.cleaned_data))
    ):
        messages.success(request, _("已保存。下一步：请专员走访一次，问清用工需求。"))
        return redirect("key_employer", pk)
    title = _("换服务专员") if standing else _("列为重点企业")
    back = ("key_employer", pk) if standing else ("key_employers",)
    return form_page(request, form, title, _("保存"), back, of=unit.name)


@require_POST
@work_page(*CAN_KEEP)
def end(request: WorkRequest, pk: int) -> HttpResponse:
    """The employer is no key one any more."""
    employer_or_404(request, pk)
    try:
        EndKeyEmployer(actor_of(request), employer_id=pk).run()
        messages.success(request, _("已不再是重点企业，走访和需求都留着。"))
    except ActionError as error:
        messages.error(request, str(error))
    return redirect("key_employers")


@work_page(*CAN_VISIT)
def visit(request: WorkRequest, pk: int) -> HttpResponse:
    """Write a visit down, with what was asked for."""
    unit = employer_or_404(request, pk)
    form = VisitForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        action = RecordVisit(actor_of(request), employer_id=pk, **form.told())
        if carried_out(form, action, {"needs": "labour"}):
            messages.success(request, _("走访已记下。用工需求可以一键生成岗位。"))
            return redirect("key_employer", pk)
    return form_page(request, form, _("记一次走访"), _("保存"), ("key_employer", pk), of=unit.name)


def need_or_404(request: WorkRequest, pk: int) -> EmployerNeed:
    """A need of an employer of the scope."""
    return get_object_or_404(EmployerNeed.objects.visible_to(request.scope).select_related("employer"), pk=pk)


@work_page(*CAN_VISIT)
def settle(request: WorkRequest, pk: int) -> HttpResponse:
    """What was asked for is done, or cannot be."""
    need = need_or_404(request, pk)
    form = SettleForm(request.POST or None)
    if (
        request.method == "POST"
        and form.is_valid()
        and carried_out(form, SettleNeed(actor_of(request), need_id=pk, **form.cleaned_data))
    ):
        messages.success(request, _("已办结。"))
        return redirect("key_employer", need.employer_id)
    back = ("key_employer", need.employer_id)
    of = f"{need.employer.name} · {need.get_kind_display()}：{need.what}"
    return form_page(request, form, _("办结需求"), _("保存"), back, of=of)


@require_POST
@work_page(*CAN_VISIT)
def vacancy(request: WorkRequest, pk: int) -> HttpResponse:
    """A vacancy's draft from a need, to be filled in and handed in."""
    need = need_or_404(request, pk)
    try:
        made = DraftFromNeed(actor_of(request), need_id=pk).run()
    except Absent as error:
        raise Http404 from error
    except ActionError as error:
        messages.error(request, str(error))
        return redirect("key_employer", need.employer_id)
    messages.success(request, _("已生成岗位草稿。请补上报酬、工作内容和职业，再提交审核。"))
    return redirect(
        reverse("edit_vacancy", args=[made.pk])
        if made.status == "draft"
        else reverse("vacancy", args=[made.pk])
    )
