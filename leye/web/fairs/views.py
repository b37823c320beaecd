"""招聘会: the month, what is still owed, and what came of each fair."""

import datetime as dt
from calendar import monthrange
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from leye.areas.paths import path_names
from leye.market.actions.fairs import CAN_HOLD_FAIRS, CancelFair, PlanFair, RecordFairHeld
from leye.market.enums import FairState
from leye.market.models import Fair
from leye.market.reading import fairs_between
from leye.policy.evidence import Fairs
from leye.standards.calendar import add_months, today
from leye.web.acting import attempt, carried_out
from leye.web.downloads import download
from leye.web.duties_of_areas import area_duties, refresh_areas_above
from leye.web.fairs.forms import CancelForm, HeldForm, PlanForm
from leye.web.fields import month_of
from leye.web.work import WorkRequest, actor_of, work_page
from leye.worklist.enums import TodoState

KINDS = {FairState.PLANNED: "info", FairState.HELD: "good", FairState.CANCELLED: "plain"}
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
    current = Q(state=TodoState.OPEN) | Q(state=TodoState.DONE, until__gte=day)
    owed = area_duties(request.scope, Fairs, day, current)
    gaps = [duty for duty in owed if not duty.met]
    rows = [
        {"fair": fair, "kind": KINDS[FairState(fair.status)], "area": path_names(fair.area_id)}
        for fair in fairs
    ]
    context = {
        "rows": rows[:MOST],
        "count": len(fairs), "first": first, "gaps": gaps, "met": len(owed) - len(gaps), "day": day,
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
        _("名称"),
        _("日期"),
        _("地区"),
        _("地点"),
        _("方式"),
        _("专场"),
        _("状态"),
        _("参会单位"),
        _("岗位"),
        _("求职人数"),
        _("达成意向"),
    ]
    rows = (
        [fair.title, fair.held_on, path_names(fair.area_id), fair.place, fair.get_mode_display(),
         _("是") if fair.is_special else "", fair.get_status_display(), fair.employers, fair.vacancies,
         fair.visitors, fair.agreed]
        for fair in fairs
    )  # fmt: skip
    return download(request, _("%(year)d年招聘会") % {"year": year}, columns, rows)


@work_page(*CAN_HOLD_FAIRS)
def plan(request: WorkRequest) -> HttpResponse:
    """A new fair."""
    form = PlanForm(request.POST or None, scope=request.scope, initial={"area_no": request.post.area_id})
    if request.method == "POST" and form.is_valid():
        made = attempt(form, PlanFair(actor_of(request), **form.cleaned_data))
        if made is not None:
            messages.success(request, _("已登记。办完后记得填写结果，任务才算完成。"))
            return redirect(
                "held_fair" if made.held_on <= today() else "fairs",
                *([made.pk] if made.held_on <= today() else []),
            )
    return render(request, "fairs/form.html", {"form": form, "title": _("计划招聘会"), "button": _("保存")})


def _fair(request: WorkRequest, pk: int) -> Fair:
    return get_object_or_404(Fair.objects.visible_to(request.scope).select_related("area"), pk=pk)


@work_page(*CAN_HOLD_FAIRS)
def held(request: WorkRequest, pk: int) -> HttpResponse:
    """The numbers of a fair that took place."""
    fair = _fair(request, pk)
    start = {
        name: getattr(fair, name) for name in ("held_on", "employers", "vacancies", "visitors", "agreed")
    }
    form = HeldForm(request.POST or None, initial=start)
    if (
        request.method == "POST"
        and form.is_valid()
        and carried_out(form, RecordFairHeld(actor_of(request), fair_id=pk, **form.cleaned_data))
    ):
        refresh_areas_above(fair.area_id)
        messages.success(request, _("结果已登记。"))
        return redirect("fairs")
    return render(
        request,
        "fairs/form.html",
        {"form": form, "title": _("登记结果"), "of": _of(fair), "button": _("保存")},
    )


@work_page(*CAN_HOLD_FAIRS)
def cancel(request: WorkRequest, pk: int) -> HttpResponse:
    """A fair that will not take place."""
    fair = _fair(request, pk)
    form = CancelForm(request.POST or None)
    if (
        request.method == "POST"
        and form.is_valid()
        and carried_out(
            form, CancelFair(actor_of(request), fair_id=pk, **form.cleaned_data), {"cancel_reason": "reason"}
        )
    ):
        refresh_areas_above(fair.area_id)
        messages.success(request, _("已取消。"))
        return redirect("fairs")
    context = {
        "form": form,
        "title": _("取消招聘会"),
        "of": _of(fair),
        "button": _("取消这场招聘会"),
        "danger": True,
    }
    return render(request, "fairs/form.html", context)


def _of(fair: Fair) -> str:
    return _("%(title)s · %(day)s · %(area)s") % {
        "title": fair.title,
        "day": fair.held_on,
        "area": fair.area.name,
    }
