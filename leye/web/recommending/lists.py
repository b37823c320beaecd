"""岗位推荐 of an area: who waits to be told, who has fewer than three and why, who declined and why; paper by village."""

from __future__ import annotations

import datetime as dt
from itertools import groupby
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leye.areas.models import Area
from leye.areas.paths import path_names
from leye.hiring.enums import DeclineReason
from leye.hiring.overview import (
    Waiting,
    Within,
    declined,
    declined_by_reason,
    few,
    few_by_reason,
    numbers,
    waiting,
)
from leye.hiring.widening import remedy
from leye.standards.calendar import today
from leye.web.ledger.narrowing import area_of, places
from leye.web.paging import log_list
from leye.web.work import WorkRequest, work_page

PAGE = 50
#: People on paper at once: more are printed by township and village.
MOST_PRINTED = 600
#: What an officer can do about what people say.
ADVICE = {
    DeclineReason.TOO_FAR: gettext_lazy("以后只推荐更近的。可以请单位开通勤车、提供住宿。"),
    DeclineReason.PAY_TOO_LOW: gettext_lazy("以后只推荐工资更高的。可以和单位谈工资，或介绍补贴政策。"),
    DeclineReason.KIND_OF_WORK: gettext_lazy("以后不推荐这类工作。可以推荐转行培训。"),
    DeclineReason.HOURS: gettext_lazy("以后不推荐这种工时。可以找弹性岗位。"),
    DeclineReason.HEALTH: gettext_lazy("以后不推荐这类体力要求。可以按身体条件找岗位。"),
    DeclineReason.FAMILY: gettext_lazy("可以找弹性岗位、家门口的帮扶车间，或协助解决照料问题。"),
    DeclineReason.NO_CERTIFICATE: gettext_lazy("推荐能取得证书的课程。"),
    DeclineReason.ALREADY_WORKING: gettext_lazy("请核实后登记就业。"),
    DeclineReason.DISTRUST: gettext_lazy("以后不推荐这家单位。请核实单位情况。"),
    DeclineReason.OTHER: gettext_lazy("看看说明里写了什么。"),
}


def within_of(request: WorkRequest) -> Within:
    """The scope, narrowed to the area that the address asks for."""
    number = area_of(request)
    area = Area.objects.filter(pk=number).first() if number else None
    return Within(request.scope, area.no, area.last) if area else Within(request.scope)


def _frame(request: WorkRequest, within: Within, active: str) -> dict[str, Any]:
    counted = numbers(within)
    chosen = f"?area={within.lo}" if within.lo else ""
    tabs = [
        ("recommendations", _("等着告诉本人"), counted.waiting),
        ("recommendations_few", _("不足三个"), counted.few),
        ("recommendations_declined", _("本人不去"), counted.declined),
    ]
    return {
        "tabs": [
            {"label": label, "url": reverse(name) + chosen, "active": name == active, "count": count}
            for name, label, count in tabs
        ],
        "places": places(request.scope), "area_no": within.lo or 0, "chosen": chosen, "numbers": counted,
        "crumbs": [{"label": _("岗位"), "url": reverse("vacancies")}, {"label": _("岗位推荐")}],
    }  # fmt: skip


def _cursor(request: WorkRequest) -> list[str]:
    parts = request.GET.get("after", "").split("~")
    return (
        parts if len(parts) == 2 and parts[1].isascii() and parts[1].isdigit() and len(parts[1]) < 19 else []
    )


def _day_cursor(request: WorkRequest) -> tuple[dt.date, int] | None:
    parts = _cursor(request)
    try:
        return (dt.date.fromisoformat(parts[0]), int(parts[1])) if parts else None
    except ValueError:
        return None


def _next(request: WorkRequest, first: object, pk: int) -> str:
    query = request.GET.copy()
    query["after"] = f"{first}~{pk}"
    return f"?{query.urlencode()}"


@work_page()
def index(request: WorkRequest) -> HttpResponse:
    """Who waits to be told, those who wait longest first."""
    within = within_of(request)
    rows = waiting(within, _day_cursor(request), PAGE + 1)
    shown = rows[:PAGE]
    log_list(request, "jobs to tell", len(shown))
    context = _frame(request, within, "recommendations") | {
        "rows": [{"row": row, "area": path_names(row.person.area_id), "days": (today() - row.since).days} for row in shown],
        "next_url": _next(request, shown[-1].since, shown[-1].person.pk) if len(rows) > PAGE else "",
    }  # fmt: skip
    return render(request, "recommending/index.html", context)


@work_page()
def few_jobs(request: WorkRequest) -> HttpResponse:
    """Who has fewer than three, by the main reason."""
    within = within_of(request)
    reasons = few_by_reason(within)
    asked = request.GET.get("why")
    about = asked if asked is not None and asked in {name for name, _count in reasons} else None
    parts = _cursor(request)
    after = (int(parts[0]), int(parts[1])) if parts and parts[0].isdigit() and len(parts[0]) < 6 else None
    rows = few(within, about, after, PAGE + 1)
    shown = rows[:PAGE]
    log_list(request, "too few jobs", len(shown))
    area = f"&area={within.lo}" if within.lo else ""
    context = _frame(request, within, "recommendations_few") | {
        "reasons": [
            {"label": remedy(name).label, "advice": remedy(name).advice, "words": _("%(n)d人") % {"n": count},
             "url": f"?why={name}{area}", "active": name == about}
            for name, count in reasons
        ],
        "rows": [{"one": one, "area": path_names(one.area_id), "remedy": remedy(one.about)} for one in shown],
        "next_url": _next(request, shown[-1].found, shown[-1].pk) if len(rows) > PAGE else "",
        "about": about, "all_url": f"?area={within.lo}" if within.lo else "?",
    }  # fmt: skip
    return render(request, "recommending/few.html", context)


@work_page()
def declined_jobs(request: WorkRequest) -> HttpResponse:
    """Who does not want what, and why."""
    within = within_of(request)
    asked = request.GET.get("why", "")
    reason = DeclineReason(asked) if asked in DeclineReason.values else None
    rows = declined(within, reason, _day_cursor(request), PAGE + 1)
    shown = rows[:PAGE]
    log_list(request, "declined jobs", len(shown))
    area = f"&area={within.lo}" if within.lo else ""
    context = _frame(request, within, "recommendations_declined") | {
        "reasons": [
            {"label": DeclineReason(name).label, "advice": ADVICE[DeclineReason(name)], "words": _("%(n)d次") % {"n": count},
             "url": f"?why={name}{area}", "active": name == reason}
            for name, count in declined_by_reason(within)
        ],
        "rows": [{"one": one, "area": path_names(one.area_id)} for one in shown],
        "next_url": _next(request, shown[-1].answered_on, shown[-1].pk) if len(rows) > PAGE else "",
        "about": reason, "all_url": f"?area={within.lo}" if within.lo else "?",
    }  # fmt: skip
    return render(request, "recommending/declined.html", context)


@work_page()
def paper(request: WorkRequest) -> HttpResponse:
    """The jobs to be told on paper, a sheet for each village."""
    within = within_of(request)
    rows = waiting(within, None, MOST_PRINTED + 1)
    too_many = len(rows) > MOST_PRINTED
    shown: list[Waiting] = (
        [] if too_many else sorted(rows, key=lambda row: (row.person.area_id, row.person.name))
    )
    log_list(request, "jobs to tell on paper", len(shown))
    sheets = [
        {"area": path_names(area), "rows": list(of_village)}
        for area, of_village in groupby(shown, key=lambda row: row.person.area_id)
    ]
    context = {
        "sheets": sheets, "too_many": too_many, "most": MOST_PRINTED, "places": places(request.scope),
        "area_no": within.lo or 0, "edition": today().isoformat(),
        "crumbs": [{"label": _("岗位推荐"), "url": reverse("recommendations")}, {"label": _("按村打印")}],
    }  # fmt: skip
    return render(request, "recommending/paper.html", context)
