"""留任率: who is still there after 1, 3 and 6 months, by area and month, each number with the list behind it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from leye.areas.models import Area
from leye.hiring.actions.hire import FOLLOW_UP_MONTHS
from leye.hiring.enums import HireOutcome
from leye.hiring.stays import Stays, all_in, by_area, by_month, first_month
from leye.standards.calendar import today
from leye.web.fields import whole
from leye.web.hiring.follow import ASK, DUE
from leye.web.work import WorkRequest, work_page


@work_page()
def index(request: WorkRequest) -> HttpResponse:
    """The rates of the post's area."""
    day = today()
    months = whole(request.GET.get("months"))
    months = months if months in FOLLOW_UP_MONTHS else FOLLOW_UP_MONTHS[0]
    area = Area.objects.get(pk=request.post.area_id)
    below = Area.objects.filter(parent_id=area.pk).valid_on(day).order_by("no")
    totals = {each: all_in(request.scope, each, day) for each in FOLLOW_UP_MONTHS}
    context = {
        "months": months, "since": first_month(day), "area": area,
        "tiles": [_tile(each, totals[each]) for each in FOLLOW_UP_MONTHS],
        "tabs": [
            {"label": _("%(n)d个月") % {"n": each}, "url": f"?months={each}", "active": each == months}
            for each in FOLLOW_UP_MONTHS
        ],
        "areas": [
            _row(one.name, stays, months=months, area=one.pk, since=f"{first_month(day):%Y-%m}")
            for one, stays in by_area(request.scope, [*below, *_own(area, below)], months, day)
        ],
        "by_month": [
            _row(f"{month:%Y-%m}", stays, months=months, area=area.pk, month=f"{month:%Y-%m}")
            for month, stays in by_month(request.scope, area, months, day).items()
        ],
        "crumbs": [
            {"label": _("应聘"), "url": reverse("applications")}, {"label": _("录用回访"), "url": reverse("follow_ups")},
            {"label": _("留任率")},
        ],
    }  # fmt: skip
    return render(request, "hiring/stays.html", context)


def _own(area: Area, below: Any) -> list[Area]:
    """The area itself where nothing lies below it."""
    return [] if below.exists() else [area]


def _tile(months: int, stays: Stays) -> dict[str, Any]:
    return {
        "label": _("%(n)d个月留任率") % {"n": months}, "value": "—" if stays.rate is None else f"{stays.rate}%",
        "note": _("到期%(due)d人，%(unknown)d人还没查明") % {"due": stays.due, "unknown": stays.unknown},
        "url": f"?months={months}",
    }  # fmt: skip


def _row(name: str, stays: Stays, **where: Any) -> dict[str, Any]:
    def cell(show: str, count: int) -> dict[str, Any]:
        return {"n": count, "url": f"{reverse('follow_ups')}?{urlencode({'show': show, **where})}"}

    return {
        "name": name, "rate": stays.rate,
        "cells": [
            cell(DUE, stays.due), *(cell(one.value, stays.of(one.value)) for one in HireOutcome), cell(ASK, stays.unknown),
        ],
    }  # fmt: skip
