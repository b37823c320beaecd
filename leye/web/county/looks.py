"""查看记录: who looked at whom, and which lists were shown or taken away. For auditors and supervisors."""

import datetime as dt
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from leye.accounts.enums import Access, Role
from leye.accounts.models import AccessLog
from leye.areas.models import Area
from leye.ledger.models import Person
from leye.web.paging import page_of
from leye.web.work import WorkRequest, work_page

KINDS = {Access.EXPORT_FULL: "bad", Access.REVEAL: "warn", Access.LOCKED: "warn", Access.EXPORT: "info"}


def _detail(row: AccessLog) -> str:
    """What was looked at, from what the log keeps."""
    detail: dict[str, Any] = row.detail if isinstance(row.detail, dict) else {}
    name = str(detail.get("list") or detail.get("title") or "")
    if "rows" in detail:
        name += _("（%(n)s行）") % {"n": detail["rows"]}
    return name


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
    areas = Area.objects.in_bulk({r.area_id for r in page.rows})
    lines = [{
        "row": r, "person": people.get(r.person_id) if r.person_id else None, "detail": _detail(r),
        "kind": KINDS.get(Access(r.access), "plain"), "area": areas[r.area_id].name,
        "role": Role(r.post.role).label if r.post else "",
    } for r in page.rows]  # fmt: skip
    context = {
        "lines": lines, "page": page, "kinds": Access.choices, "asked": asked, "who": who, "day": on,
        "crumbs": [{"label": _("县里一屏"), "url": reverse("county")}, {"label": _("查看记录"), "url": ""}],
    }  # fmt: skip
    return render(request, "county/looks.html", context)
