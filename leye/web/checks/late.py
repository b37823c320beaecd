"""补录的服务: records entered long after the service, by helper and one by one."""

import datetime as dt
from typing import Any

from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from leye.accounts.access import log_access
from leye.accounts.enums import Access
from leye.areas.paths import path_names
from leye.casework.actions.record_service import LATE_AFTER_DAYS
from leye.casework.models import ServiceRecord
from leye.evidence.actions.checks import WATCHERS
from leye.evidence.reading import late_services
from leye.standards.calendar import SHANGHAI, today
from leye.web.checks.rounds import tabs_of
from leye.web.fields import whole
from leye.web.paging import page_of
from leye.web.work import WorkRequest, actor_of, work_page

#: How far back the list looks, in days, and what it may be asked for.
SPANS = (30, 90, 365)
MOST_HELPERS = 20


@work_page(*WATCHERS)
def index(request: WorkRequest) -> HttpResponse:
    """Services of the last weeks that were entered late, with who entered how many."""
    days = whole(request.GET.get("days"))
    days = days if days in SPANS else SPANS[0]
    every = late_services(request.scope, today() - dt.timedelta(days=days))
    helper = request.GET.get("helper", "")[:60]
    rows = every.filter(provider_name=helper) if helper else every
    shown = rows.select_related("person", "area")
    page = page_of(request, lambda start, stop: [_row(one) for one in shown[start:stop]])
    helpers = every.order_by().values("provider_name").annotate(n=Count("pk")).order_by("-n", "provider_name")
    log_access(actor_of(request), Access.SEARCH, detail={"late_services": days})
    context: dict[str, Any] = {
        "tabs": tabs_of(request, "late"), "page": page, "days": days, "helper": helper, "late_after": LATE_AFTER_DAYS,
        "spans": [(span, _("最近%(days)d天") % {"days": span}) for span in SPANS],
        "helpers": [
            {"name": row["provider_name"], "n": row["n"]} for row in helpers[:MOST_HELPERS] if row["provider_name"]
        ],
    }  # fmt: skip
    return render(request, "checks/late.html", context)


def _row(record: ServiceRecord) -> dict[str, Any]:
    recorded = record.recorded_at.astimezone(SHANGHAI).date()
    return {
        "record": record, "area": path_names(record.area_id), "recorded": recorded,
        "days": (recorded - record.served_on).days,
    }  # fmt: skip
