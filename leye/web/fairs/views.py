"""招聘会: the month, planning a fair and changing its plan, and what came of each."""

import datetime as dt
from calendar import monthrange
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from leye.areas.paths import path_names
from leye.fairs.actions.finish import CallOff, FinishFair
from leye.fairs.results import counted
from leye.market.actions.fairs import (
    CAN_HOLD_FAIRS,
    COUNTED,
    ChangePlan,
    PlanFair,
    RecordFairHeld,
)
from leye.market.cadence import rhythms, unfinished
from leye.market.enums import COMING, FairKind, FairState
from leye.market.models import Fair
from leye.market.reading import fairs_between
from leye.standards.calendar import add_months, today
from leye.web.acting import attempt, carried_out
from leye.web.downloads import download
from leye.web.duties_of_areas import refresh_areas_above, refresh_units
from leye.web.fairs.forms import CancelForm, HeldForm, PlanForm, day_from
from leye.web.fields import month_of, whole
from leye.web.work import WorkRequest, actor_of, work_page

KINDS = {
    FairState.PLANNED: "plain", FairState.ANNOUNCED: "info", FairState.HELD: "good", FairState.REPORTED: "good",
    FairState.CANCELLED: "plain",
}  # fmt: skip
MOST = 300


def _month(request: WorkRequest) -> tuple[dt.date, dt.date]:
    first = month_of(request.GET.get("month"), today())
    return first, first.replace(day=monthrange(first.year, first.month)[1])


@work_page()
def index(request: WorkRequest) -> HttpResponse:
    """One month of fairs, and the fairs that areas still owe for the running week or month."""
    day = today()
    first, last = _month(request)
    fairs = fairs_between(request.scope, first, last)
    found = rhythms(request.scope, day)
    gaps = [one for one in found if one.now.have < one.now.need]
    rows = [
        {"fair": fair, "kind": KINDS[FairState(fair.status)], "area": path_names(fair.area_id),
         "empty": fair.status == FairState.HELD and not fair.visitors}
        for fair in fairs
    ]  # fmt: skip
    context = {
        "rows": rows[:MOST], "unfinished": list(unfinished(request.scope, day)[:10]),  # type: ignore[index]  # a queryset
        "count": len(fairs), "first": first, "gaps": gaps, "met": len(found) - len(gaps), "day": day,
        "previous": f"?month={add_months(first, -1):%Y-%m}", "next": f"?month={add_months(first, 1):%Y-%m}",
        "may_write": request.post.role in CAN_HOLD_FAIRS, "weeks": _weeks(first, last, fairs, day),
    }  # fmt: skip
    return render(request, "fairs/index.html", context)


def _weeks(first: dt.date, last: dt.date, fairs: list[Fair], day: dt.date) -> list[list[dict[str, Any]]]:
    """The month as weeks from Monday, each day with how many fairs stand on it."""
    counts: dict[dt.date, int] = {}
    for fair in fairs:
        if fair.status != FairState.CANCELLED:
            counts[fair.held_on] = counts.get(fair.held_on, 0) + 1
    start = first - dt.timedelta(days=first.weekday())
    days = [start + dt.timedelta(days=n) for n in range(((last - start).days // 7 + 1) * 7)]
    cells = [
        {"day": one, "inside": first <= one <= last, "today": one == day, "count": counts.get(one, 0)}
        for one in days
    ]
    return [cells[n : n + 7] for n in range(0, len(cells), 7)]


@work_page()
def download_fairs(request: WorkRequest) -> HttpResponse:
    """The year's fairs as a workbook."""
    year = month_of(request.GET.get("month"), today()).year
    fairs = fairs_between(request.scope, dt.date(year, 1, 1), dt.date(year, 12, 31))
    columns = [
        _("名称"), _("日期"), _("地区"), _("地点"), _("类型"), _("方式"), _("专场"), _("状态"), _("参会单位"), _("岗位"),
        _("求职人数"), _("达成意向"), _("计入考核"),
    ]  # fmt: skip
    rows = (
        [fair.title, fair.held_on, path_names(fair.area_id), fair.place, fair.get_kind_display(),
         fair.get_mode_display(), _("是") if fair.is_special else "", fair.get_status_display(), fair.employers,
         fair.vacancies, fair.visitors, fair.agreed, _("是") if fair.counts else ""]
        for fair in fairs
    )  # fmt: skip
    return download(request, _("%(year)d年招聘会") % {"year": year}, columns, rows)


@work_page(*CAN_HOLD_FAIRS)
def plan(request: WorkRequest) -> HttpResponse:
    """A new fair; the board and the campaigns fill the form in through the address."""
    kind = request.GET.get("kind", "")
    start = {
        "area_no": whole(request.GET.get("area")) or request.post.area_id,
        "held_on": day_from(request.GET.get("day"), None), "site_id": whole(request.GET.get("site")) or None,
        "kind": kind if kind in FairKind.values else FairKind.ON_SITE, "title": request.GET.get("title", "")[:120],
        "mode": "online" if kind == FairKind.ONLINE else "offline",
    }  # fmt: skip
    form = PlanForm(request.POST or None, scope=request.scope, initial=start)
    if request.method == "POST" and form.is_valid():
        made = attempt(form, PlanFair(actor_of(request), **form.cleaned_data))
        if made is not None:
            messages.success(request, _("已登记。办完后记得填写结果，任务才算完成。"))
            return redirect("held_fair" if made.held_on < today() else "fair", made.pk)
    return render(request, "fairs/form.html", {"form": form, "title": _("计划招聘会"), "button": _("保存")})


@work_page(*CAN_HOLD_FAIRS)
def edit(request: WorkRequest, pk: int) -> HttpResponse:
    """The plan of a fair that is still to come."""
    fair = fair_or_404(request, pk)
    form = PlanForm(request.POST or None, scope=request.scope, initial=PlanForm.start_of(fair))
    if request.method == "POST" and form.is_valid():
        version = whole(request.POST.get("version"))
        change = ChangePlan(actor_of(request), fair_id=pk, version=version, **form.cleaned_data)
        if carried_out(form, change):
            messages.success(request, _("计划已修改。"))
            return redirect("fair", pk)
    context = {
        "form": form, "title": _("修改计划"), "of": words_of(fair), "button": _("保存"), "back": fair,
        "version": request.POST.get("version", fair.version),
    }  # fmt: skip
    return render(request, "fairs/form.html", context)


def fair_or_404(request: WorkRequest, pk: int) -> Fair:
    """A fair of the scope."""
    return get_object_or_404(
        Fair.objects.visible_to(request.scope).select_related("area", "site", "series"), pk=pk
    )


@work_page(*CAN_HOLD_FAIRS)
def held(request: WorkRequest, pk: int) -> HttpResponse:
    """The numbers of a fair that took place; what was scanned is filled in."""
    fair = fair_or_404(request, pk)
    scanned = counted(fair).as_numbers()
    start: dict[str, Any] = {"held_on": fair.held_on}
    for name in COUNTED:
        known = getattr(fair, name)
        start[name] = max(known or 0, scanned[name]) if known is not None or any(scanned.values()) else None
    form = HeldForm(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid() and _finished(request, fair, form):
        refresh_after(fair)
        if form.cleaned_data["visitors"]:
            messages.success(request, _("结果已登记。"))
        else:
            messages.warning(request, _("结果已登记。没有人到场，这一场不计入“周周有招聘”“月月有招聘”。"))
        return redirect("fair", pk)
    return render(
        request,
        "fairs/form.html",
        {"form": form, "title": _("登记结果"), "of": words_of(fair), "button": _("保存"), "back": fair},
    )


def _finished(request: WorkRequest, fair: Fair, form: HeldForm) -> bool:
    numbers = {name: form.cleaned_data[name] for name in COUNTED}
    if not carried_out(form, FinishFair(actor_of(request), fair_id=fair.pk, **numbers)):
        return False
    if form.cleaned_data["held_on"] == fair.held_on:
        return True
    return carried_out(form, RecordFairHeld(actor_of(request), fair_id=fair.pk, **form.cleaned_data))


def refresh_after(fair: Fair) -> None:
    """Work out what the fair counts for anew: its areas, and the site it stood at."""
    if fair.site is not None:
        refresh_units(fair.site.area_id, site_id=fair.site_id)
    refresh_areas_above(fair.area_id)


@work_page(*CAN_HOLD_FAIRS)
def cancel(request: WorkRequest, pk: int) -> HttpResponse:
    """A fair that will not take place."""
    fair = fair_or_404(request, pk)
    form = CancelForm(request.POST or None)
    if (
        request.method == "POST"
        and form.is_valid()
        and carried_out(
            form, CallOff(actor_of(request), fair_id=pk, **form.cleaned_data), {"cancel_reason": "reason"}
        )
    ):
        refresh_after(fair)
        messages.success(request, _("已取消。报了名的单位和个人，请逐一通知。"))
        return redirect("fair", pk)
    context = {
        "form": form, "title": _("取消招聘会"), "of": words_of(fair), "button": _("取消这场招聘会"), "danger": True,
        "back": fair,
    }  # fmt: skip
    return render(request, "fairs/form.html", context)


def words_of(fair: Fair) -> str:
    """Name, day and area in a line."""
    return _("%(title)s · %(day)s · %(area)s") % {
        "title": fair.title, "day": fair.held_on, "area": fair.area.name}  # fmt: skip


def is_coming(fair: Fair) -> bool:
    """Whether nobody has said yet what came of it."""
    return fair.status in COMING
