"""抽查: rounds that were drawn, a new draw, working one off, the result by helper, and what is not settled."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from leye.accounts.access import log_access
from leye.accounts.enums import Access
from leye.areas.paths import path_names
from leye.evidence.actions.checks import CAN_CHECK, CAN_DRAW, CAN_SETTLE, WATCHERS, DrawRound
from leye.evidence.enums import CheckOutcome
from leye.evidence.models import CheckItem
from leye.evidence.reading import results_by_helper, rounds_of, unsettled
from leye.web.acting import attempt
from leye.web.checks.forms import DrawForm
from leye.web.checks.items import KINDS
from leye.web.downloads import download
from leye.web.fields import whole
from leye.web.paging import page_of
from leye.web.work import WorkRequest, actor_of, work_page
from leye.workbook.export import Column

NO_NAME = "-"


def tabs_of(request: WorkRequest, active: str) -> list[dict[str, Any]]:
    """Rounds, what is to be settled, services entered late."""
    return [
        {"label": _("抽查"), "url": reverse("checks"), "active": active == "checks"},
        {
            "label": _("不属实待处理"), "url": reverse("unsettled_checks"), "active": active == "unsettled",
            "count": unsettled(request.scope).count(),
        },
        {"label": _("补录的服务"), "url": reverse("late_services"), "active": active == "late"},
    ]  # fmt: skip


@work_page(*WATCHERS)
def index(request: WorkRequest) -> HttpResponse:
    """Every round with where it stands, here."""
    page = page_of(request, lambda start, stop: list(rounds_of(request.scope)[start:stop]))
    context = {"page": page, "tabs": tabs_of(request, "checks"), "may_draw": request.post.role in CAN_DRAW}
    return render(request, "checks/index.html", context)


@work_page(*CAN_DRAW)
def draw(request: WorkRequest) -> HttpResponse:
    """A new draw."""
    form = DrawForm(request.POST or None, scope=request.scope)
    if request.method == "POST" and form.is_valid():
        made = attempt(form, DrawRound(actor_of(request), **form.cleaned_data))
        if made is not None:
            words = _("从%(population)d条记录中随机抽到%(drawn)d条。")
            messages.success(request, words % {"population": made.population, "drawn": made.drawn})
            return redirect("check_round", made.pk)
    return render(request, "checks/draw.html", {"form": form})


def _filtered(request: WorkRequest, items: QuerySet[CheckItem]) -> tuple[QuerySet[CheckItem], dict[str, str]]:
    """Items of the outcome and the helper that the address asks for."""
    chosen: dict[str, str] = {}
    outcome = request.GET.get("outcome", "")
    if outcome in CheckOutcome.values:
        items = items.filter(outcome=outcome)
        chosen["outcome"] = outcome
    helper = request.GET.get("helper", "")
    if whole(helper):
        items = items.filter(provider_id=whole(helper))
        chosen["helper"] = helper
    elif helper:
        items = items.filter(provider__isnull=True, provider_name="" if helper == NO_NAME else helper)
        chosen["helper"] = helper
    return items, chosen


@work_page(*WATCHERS)
def check_round(request: WorkRequest, pk: int) -> HttpResponse:
    """One round: its result by helper, and its items. Names of people stand in it, so a look is a line in the log."""
    found = get_object_or_404(rounds_of(request.scope), pk=pk)
    every = CheckItem.objects.visible_to(request.scope).filter(round=found)
    items, chosen = _filtered(request, every)
    items = items.select_related("person", "area", "service", "checked_by").order_by("area_id", "pk")
    if request.GET.get("format") == "xlsx":
        return _workbook(request, found.title, items)
    log_access(actor_of(request), Access.SEARCH, detail={"check_round": pk})
    page = page_of(request, lambda start, stop: [_row(one) for one in items[start:stop]])
    query = request.GET.copy()
    query["format"] = "xlsx"
    context = {
        "round": found, "results": [_result(one) for one in results_by_helper(every)], "page": page, "chosen": chosen,
        "outcomes": CheckOutcome.choices, "may_check": request.post.role in CAN_CHECK, "download": f"?{query.urlencode()}",
        "area": path_names(found.area_id), "total": every.count(),
    }  # fmt: skip
    return render(request, "checks/round.html", context)


def _result(result: Any) -> dict[str, Any]:
    helper = result.provider_id or result.name or NO_NAME
    return {"result": result, "name": result.name or _("没有写服务人"), "helper": helper}


def _row(item: CheckItem) -> dict[str, Any]:
    return {"item": item, "area": path_names(item.area_id), "kind": KINDS[CheckOutcome(item.outcome)]}


def _workbook(request: WorkRequest, title: str, items: QuerySet[CheckItem]) -> HttpResponse:
    """The items as a workbook: names, but no numbers of any kind."""
    columns: list[Column | str] = [
        _("姓名"), _("村（社区）"), _("服务"), _("服务日期"), _("服务人"), _("补录"), _("核查结果"), _("核查方式"),
        _("核查情况"), _("核查人"), _("核查日期"), _("处理"),
    ]  # fmt: skip
    rows = [
        (
            one.person.name, one.area.name, one.get_kind_display(), one.served_on, one.provider_name, _("是") if one.late else "",
            one.get_outcome_display(), one.get_way_display(), one.note, one.checked_by.name if one.checked_by else "",
            one.checked_on, one.get_settlement_display(),
        )
        for one in items
    ]  # fmt: skip
    return download(request, title, columns, rows)


@work_page(*WATCHERS)
def unsettled_items(request: WorkRequest) -> HttpResponse:
    """What checks did not confirm and nobody has dealt with."""
    log_access(actor_of(request), Access.SEARCH, detail={"checks": "unsettled"})
    items = unsettled(request.scope)
    page = page_of(request, lambda start, stop: [_row(one) for one in items[start:stop]])
    context = {
        "page": page, "tabs": tabs_of(request, "unsettled"), "may_settle": request.post.role in CAN_SETTLE,
    }  # fmt: skip
    return render(request, "checks/unsettled.html", context)
