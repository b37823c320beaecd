"""登记簿: what areas did, what they still owe, one press to note it."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from leye.accounts.actions.base import ActionError
from leye.areas.paths import path_names
from leye.policy.evidence import Activities
from leye.registers.actions.activities import (
    CAN_RECORD_ACTIVITIES,
    Noted,
    RecordActivity,
    RemoveActivity,
)
from leye.registers.actions.sites import CAN_KEEP_REGISTERS
from leye.registers.enums import ActivityKind
from leye.registers.models import Activity
from leye.standards.calendar import today
from leye.web.acting import attempt
from leye.web.duties_of_areas import area_duties, refresh_units
from leye.web.fields import whole
from leye.web.paging import page_of
from leye.web.registers.forms import ActivityForm, RemoveActivityForm
from leye.web.registers.tabs import ACTIVITIES, tabs_of
from leye.web.work import WorkRequest, actor_of, work_page

#: Duties shown at once; the rest is reached by narrowing to a kind.
MOST = 60


def year_of(request: WorkRequest) -> int:
    """The year that the address asks for; this year for anything else."""
    year = whole(request.GET.get("year"))
    return year if 2000 <= year <= today().year else today().year


def kind_of(request: WorkRequest, kinds: list[str]) -> str:
    """The kind that the address asks for, '' for all."""
    kind = request.GET.get("kind", "")
    return kind if kind in kinds else ""


@work_page()
def index(request: WorkRequest) -> HttpResponse:
    """Activities that are still owed, then those of a year."""
    day, year = today(), year_of(request)
    kind = kind_of(request, ActivityKind.values)
    owed = [duty for duty in area_duties(request.scope, Activities, day) if not kind or duty.activity == kind]
    rows = Activity.objects.visible_to(request.scope).select_related("site")
    rows = rows.filter(happened_on__gte=dt.date(year, 1, 1), happened_on__lte=dt.date(year, 12, 31))
    if kind:
        rows = rows.filter(kind=kind)
    page = page_of(request, lambda start, stop: [_row(one) for one in rows[start:stop]])
    context = {
        "tabs": tabs_of(ACTIVITIES), "owed": owed[:MOST], "count": len(owed), "late": sum(duty.late for duty in owed),
        "page": page, "year": year, "years": [day.year, day.year - 1], "kind": kind, "kinds": ActivityKind.choices,
        "may_write": request.post.role in CAN_RECORD_ACTIVITIES, "may_keep": request.post.role in CAN_KEEP_REGISTERS,
    }  # fmt: skip
    return render(request, "registers/index.html", context)


def _row(activity: Activity) -> dict[str, Any]:
    return {"activity": activity, "area": path_names(activity.area_id)}


def _say(request: WorkRequest, noted: Noted) -> None:
    label = noted.activity.get_kind_display()
    if noted.again:
        messages.info(
            request,
            _("今天已经记过“%(kind)s”。同一天办了几次的，请用“记一项活动”写明备注。") % {"kind": label},
        )
    else:
        messages.success(request, _("已记：%(kind)s。") % {"kind": label})


@require_POST
@work_page(*CAN_RECORD_ACTIVITIES)
def note(request: WorkRequest, pk: int) -> HttpResponse:
    """Note today the activity that a to-do asks for: area, kind and site are the to-do's own."""
    found = area_duties(request.scope, Activities, today(), Q(pk=pk))
    if not found:
        raise Http404
    todo = found[0].todo
    try:
        noted = RecordActivity(
            actor_of(request), area_no=todo.area_id, kind=found[0].activity, happened_on=today(), site_id=found[0].site_id
        ).run()  # fmt: skip
    except ActionError as error:
        messages.error(request, str(error))
    else:
        refresh_units(todo.area_id, site_id=found[0].site_id)
        _say(request, noted)
    return redirect("myday" if request.POST.get("from") == "myday" else "registers")


@work_page(*CAN_RECORD_ACTIVITIES)
def add(request: WorkRequest) -> HttpResponse:
    """An activity of any day, at a site or not."""
    start = {"area_no": request.post.area_id, "kind": kind_of(request, ActivityKind.values)}
    form = ActivityForm(request.POST or None, scope=request.scope, initial=start)
    if request.method == "POST" and form.is_valid():
        noted = attempt(form, RecordActivity(actor_of(request), **form.cleaned_data))
        if noted is not None:
            refresh_units(noted.activity.area_id, site_id=noted.activity.site_id)
            _say(request, noted)
            return redirect("registers")
    context = {"form": form, "title": _("记一项活动"), "button": _("记上"), "back": "registers"}
    return render(request, "registers/form.html", context)


@work_page(*CAN_RECORD_ACTIVITIES)
def remove(request: WorkRequest, pk: int) -> HttpResponse:
    """Take back what was noted by mistake, with the reason."""
    found = get_object_or_404(Activity.objects.visible_to(request.scope), pk=pk)
    form = RemoveActivityForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        gone = attempt(form, RemoveActivity(actor_of(request), activity_id=pk, **form.cleaned_data))
        if gone is not None:
            refresh_units(gone.area_id, site_id=gone.site_id)
            messages.success(request, _("已删除。"))
            return redirect("registers")
    of = _("%(kind)s · %(day)s · %(area)s") % {
        "kind": found.get_kind_display(), "day": found.happened_on, "area": path_names(found.area_id),
    }  # fmt: skip
    context = {
        "form": form, "title": _("删除一项活动"), "of": of, "button": _("删除"), "danger": True, "back": "registers",
    }  # fmt: skip
    return render(request, "registers/form.html", context)
