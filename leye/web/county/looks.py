"""查看记录: who looked at whom, and which lists were shown or taken away. For auditors and supervisors."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from leye.accounts.access import UNIT
from leye.accounts.enums import Access, Outside, Role
from leye.accounts.models import AccessLog
from leye.accounts.scope import as_service
from leye.areas.models import Area
from leye.ledger.models import Employer, Person
from leye.web.paging import page_of
from leye.web.work import WorkRequest, work_page

KINDS = {Access.EXPORT_FULL: "bad", Access.REVEAL: "warn", Access.LOCKED: "warn", Access.EXPORT: "info"}


def _detail(row: AccessLog) -> str:
    """What was looked at, from what the log keeps."""
    detail: dict[str, Any] = row.detail if isinstance(row.detail, dict) else {}
    name = str(detail.get("list") or detail.get("title") or "")
    if "application" in detail:
        name = _("应聘资料")
    if "rows" in detail:
        name += _("（%(n)s行）") % {"n": detail["rows"]}
    return name


def _viewers(rows: Sequence[AccessLog]) -> dict[int, str]:
    """From where each looked, by line: the officer's area, the unit of who looks for it, nothing of a person.

    A unit may stand in another county's ledger; its name is no secret.
    """
    areas = Area.objects.in_bulk({row.area_id for row in rows})
    with as_service():
        units = Employer.objects.in_bulk({row.detail[UNIT] for row in rows if UNIT in row.detail})
    names = {}
    for row in rows:
        if UNIT in row.detail:
            names[row.pk] = units[row.detail[UNIT]].name if row.detail[UNIT] in units else ""
        elif row.post is not None or row.person_id is None:
            names[row.pk] = areas[row.area_id].name
    return names


def _role(row: AccessLog) -> str:
    """The viewer's role; a person who looks for work is named by the user already."""
    if row.post is not None:
        return str(Role(row.post.role).label)
    return "" if row.person_id is not None and UNIT not in row.detail else str(Outside.EMPLOYER.label)


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


@work_page(Role.AUDITOR, Role.SUPERVISOR)
def index(request: WorkRequest) -> HttpResponse:
    """The access log of the scope, newest first; by kind, by user, by day."""
    found = (
        AccessLog.objects.visible_to(request.scope)
        .select_related("user", "post__area")
        .order_by("-at", "-pk")
    )
    asked, who, on = (request.GET.get(name, "").strip() for name in ("access", "user", "day"))
    if asked in Access.values:
        found = found.filter(access=asked)
    if who:
        found = found.filter(user__name__startswith=who)
    day = _day(on)
    if day is not None:
        found = found.filter(at__date=day)
    page = page_of(request, lambda start, stop: list(found[start:stop]))
    people = Person.objects.visible_to(request.scope).in_bulk([r.person_id for r in page.rows if r.person_id])
    viewers = _viewers(page.rows)
    lines = [{
        "row": r, "person": people.get(r.person_id) if r.person_id else None, "detail": _detail(r),
        "kind": KINDS.get(Access(r.access), "plain"), "area": viewers.get(r.pk, ""),
        "role": _role(r),
    } for r in page.rows]  # fmt: skip
    context = {
        "lines": lines, "page": page, "kinds": Access.choices, "asked": asked, "who": who, "day": on,
        "crumbs": [{"label": _("县里一屏"), "url": reverse("county")}, {"label": _("查看记录"), "url": ""}],
    }  # fmt: skip
    return render(request, "county/looks.html", context)
