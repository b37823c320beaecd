"""Figures that somebody looked up, each with its source."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from leye.areas.paths import path_names
from leye.registers.actions.readings import RecordReading, RemoveReading
from leye.registers.actions.sites import CAN_KEEP_REGISTERS
from leye.registers.enums import MONEY, RATES, ReadingKind
from leye.registers.models import Reading
from leye.standards.calendar import today
from leye.web.acting import attempt
from leye.web.duties_of_areas import refresh_units
from leye.web.paging import page_of
from leye.web.registers.forms import HUNDRED, ConfirmForm, ReadingForm
from leye.web.registers.tabs import READINGS, tabs_of
from leye.web.registers.views import kind_of, year_of
from leye.web.work import WorkRequest, actor_of, work_page

FORM = "registers/form.html"


def words_of(reading: Reading) -> str:
    """The figure as a clerk reads it: 5.20%, 300.00元, 90（共100）."""
    if reading.kind in RATES:
        return f"{reading.value / HUNDRED:.2f}%"
    if reading.kind in MONEY:
        value, total = f"{reading.value / HUNDRED:,.2f}", f"{(reading.whole or 0) / HUNDRED:,.2f}"
        yuan = _("%(value)s元") % {"value": value}
        return (
            yuan
            if reading.whole is None
            else _("%(value)s元（共%(whole)s元）") % {"value": value, "whole": total}
        )
    if reading.whole is None:
        return f"{reading.value:,}"
    return _("%(value)s（共%(whole)s）") % {"value": f"{reading.value:,}", "whole": f"{reading.whole:,}"}


@work_page()
def index(request: WorkRequest) -> HttpResponse:
    """The figures whose period ends in a year."""
    day, year, kind = today(), year_of(request), kind_of(request, ReadingKind.values)
    rows = Reading.objects.visible_to(request.scope).select_related("employer", "site")
    rows = rows.filter(period_end__gte=dt.date(year, 1, 1), period_end__lte=dt.date(year, 12, 31))
    if kind:
        rows = rows.filter(kind=kind)
    page = page_of(request, lambda start, stop: [_row(one) for one in rows[start:stop]])
    context = {
        "tabs": tabs_of(READINGS), "page": page, "year": year, "years": [day.year, day.year - 1], "kind": kind,
        "kinds": ReadingKind.choices, "may_keep": request.post.role in CAN_KEEP_REGISTERS,
    }  # fmt: skip
    return render(request, "registers/readings.html", context)


def _row(reading: Reading) -> dict[str, Any]:
    return {"reading": reading, "area": path_names(reading.area_id), "words": words_of(reading)}


@work_page(*CAN_KEEP_REGISTERS)
def add(request: WorkRequest) -> HttpResponse:
    """A figure; the same figure of the same period again puts the earlier one right."""
    start = {"kind": kind_of(request, ReadingKind.values), "area_no": request.post.area_id}
    form = ReadingForm(request.POST or None, scope=request.scope, initial=start)
    if request.method == "POST" and form.is_valid():
        action = RecordReading(actor_of(request), **form.cleaned_data)
        made = attempt(form, action, {"employer_id": "employer_name"})
        if made is not None:
            refresh_units(made.area_id, site_id=made.site_id, employer_id=made.employer_id)
            messages.success(request, _("已登记。同一期再登记一次会更正原来的数。"))
            return redirect("readings")
    return render(
        request, FORM, {"form": form, "title": _("登记数据"), "button": _("登记"), "back": "readings"}
    )


@work_page(*CAN_KEEP_REGISTERS)
def remove(request: WorkRequest, pk: int) -> HttpResponse:
    """Take back a figure."""
    found = get_object_or_404(Reading.objects.visible_to(request.scope), pk=pk)
    form = ConfirmForm(request.POST or None)
    if request.method == "POST":
        gone = attempt(form, RemoveReading(actor_of(request), reading_id=pk))
        if gone is not None:
            refresh_units(gone.area_id, site_id=gone.site_id, employer_id=gone.employer_id)
            messages.success(request, _("已删除。"))
            return redirect("readings")
    of = _("%(kind)s · %(words)s · %(end)s") % {
        "kind": found.get_kind_display(), "words": words_of(found), "end": found.period_end,
    }  # fmt: skip
    context = {
        "form": form, "title": _("删除一项数据"), "of": of, "button": _("删除"), "danger": True, "back": "readings",
    }  # fmt: skip
    return render(request, FORM, context)
