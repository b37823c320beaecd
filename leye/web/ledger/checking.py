"""逻辑核查: what contradicts itself in the ledger or is missing, by check, then by person."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from leye.ledger.reading import people_by_ids
from leye.sheets.checks import BY_KEY, Check, concerned, run_checks
from leye.sheets.people import Filter, narrow
from leye.standards.calendar import today
from leye.web.downloads import download, wants_full
from leye.web.find.views import hit_rows
from leye.web.ledger.narrowing import area_of, places
from leye.web.paging import log_list, page_of
from leye.web.work import WorkRequest, work_page


@work_page()
def index(request: WorkRequest) -> HttpResponse:
    """Every check with the number of people it finds."""
    found = run_checks(request.scope, today())
    standing = [one for one in found if one.count]
    context = {
        "bad": [one for one in standing if one.check.kind == "bad"],
        "warn": [one for one in standing if one.check.kind == "warn"],
        "clean": [one.check for one in found if not one.count],
        "count": sum(one.count for one in standing if one.check.kind == "bad"),
        "crumbs": [{"label": _("分群体台账"), "url": reverse("ledgers")}, {"label": _("逻辑核查")}],
        "gaps": sum(one.count for one in standing if one.check.kind == "warn"),
    }
    return render(request, "ledger/checks.html", context)


def _check(key: str) -> Check:
    if key not in BY_KEY:
        raise Http404
    return BY_KEY[key]


def _people(request: WorkRequest, check: Check) -> Any:
    people = concerned(request.scope, check, today())
    return narrow(people, Filter(area_of(request)), today()).order_by("area_id", "name", "pk")


@work_page()
def people(request: WorkRequest, key: str) -> HttpResponse:
    """The people whom a check finds, each with the way to put it right."""
    check = _check(key)
    rows = _people(request, check)
    page = page_of(
        request,
        lambda start, stop: people_by_ids(request.scope, rows.values_list("pk", flat=True)[start:stop]),
    )
    log_list(request, str(check.title), len(page.rows), check=key, offset=page.offset)
    crumbs = [{"label": _("逻辑核查"), "url": reverse("ledger_checks")}, {"label": str(check.title)}]
    context = {
        "check": check, "page": page, "crumbs": crumbs, "places": places(request.scope), "area_no": area_of(request),
        "count": rows.count(), "query": f"?area={area_of(request)}" if area_of(request) else "",
    }  # fmt: skip
    return render(request, "ledger/check.html", context)


@work_page()
def download_people(request: WorkRequest, key: str) -> HttpResponse:
    """The same people as a workbook."""
    check = _check(key)
    full = wants_full(request)
    hits = people_by_ids(request.scope, _people(request, check).values_list("pk", flat=True))
    columns = [
        _("姓名"), _("身份证号"), _("性别"), _("年龄"), _("电话"), _("村（社区）"), _("群体"), _("状态"), _("帮扶联系人"),
    ]  # fmt: skip
    return download(request, str(check.title)[:30], columns, hit_rows(request, hits, full), full=full)
