"""录用回访: what became of hires after 1, 3 and 6 months; only those that the ledger leaves open are asked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from leye.accounts.enums import CAN_WRITE_LEDGER
from leye.areas.models import Area
from leye.areas.paths import path_names
from leye.hiring.actions.follow import Answer, AnswerFollowUp
from leye.hiring.actions.hire import FOLLOW_UP_MONTHS
from leye.hiring.enums import HireOutcome
from leye.hiring.models import FollowUp
from leye.hiring.staying import outcome_of
from leye.standards.calendar import add_months, today
from leye.standards.phones import mask_phone
from leye.web.acting import carried_out
from leye.web.downloads import download, wants_full
from leye.web.fields import whole
from leye.web.hiring.forms import AskForm
from leye.web.hiring.words import OUTCOME_KINDS, cursor_of, cursor_text
from leye.web.paging import log_list
from leye.web.people.looking import log_look
from leye.web.people.steps import check_may_write
from leye.web.vacancies.tabs import APPLICATIONS, tabs_of
from leye.web.work import WorkRequest, actor_of, work_page
from leye.worklist.refresh import refresh_people

SIZE = 50
#: What a list shows: those to ask, those still to come, those known, all that are due.
ASK, COMING, KNOWN, DUE = "ask", "coming", "known", "due"


def _shown(name: str, day: dt.date) -> Q:
    if name == COMING:
        return Q(due_on__gt=day, outcome="")
    if name == KNOWN:
        return ~Q(outcome="")
    if name == DUE:
        return Q(due_on__lte=day)
    return Q(due_on__lte=day, outcome=name if name in HireOutcome.values else "")


def chosen(request: WorkRequest) -> Any:
    """The follow-ups that the filters leave, the longest due first."""
    get = request.GET
    rows = FollowUp.objects.visible_to(request.scope).filter(_shown(get.get("show", ""), today()))
    if months := whole(get.get("months")):
        rows = rows.filter(months=months)
    if area := Area.objects.filter(pk=whole(get.get("area"))).first():
        rows = rows.in_range(area.no, area.last)
    if month := _month(get.get("month", "")):
        rows = rows.filter(hire__started_on__gte=month, hire__started_on__lt=add_months(month, 1))
    if since := _month(get.get("since", "")):
        rows = rows.filter(hire__started_on__gte=since)
    return rows.select_related("person", "hire__spell").order_by("due_on", "pk")


def _month(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(f"{text}-01")
    except ValueError:
        return None


def _page(request: WorkRequest) -> tuple[list[FollowUp], str]:
    rows = chosen(request)
    if after := cursor_of(request.GET.get("after", "")):
        rows = rows.filter(Q(due_on__gt=after[0]) | Q(due_on=after[0], pk__gt=after[1]))
    found = list(rows[: SIZE + 1])
    if len(found) <= SIZE:
        return found, ""
    query = request.GET.copy()
    query["after"] = cursor_text(found[SIZE - 1].due_on, found[SIZE - 1].pk)
    return found[:SIZE], f"?{query.urlencode()}"


@work_page()
def index(request: WorkRequest) -> HttpResponse:
    """A page of follow-ups."""
    day = today()
    found, next_url = _page(request)
    show = request.GET.get("show", "") or ASK
    log_list(request, "follow-ups of hires", len(found), show=show[:10])
    mine = FollowUp.objects.visible_to(request.scope).order_by()
    counts = mine.aggregate(
        **{name: Count("pk", filter=_shown(name, day)) for name in (ASK, COMING, *HireOutcome.values)}
    )
    words = {ASK: _("要问的"), COMING: _("还没到日子"), **{one.value: one.label for one in HireOutcome}}
    area = Area.objects.filter(pk=whole(request.GET.get("area"))).first()
    context = {
        "rows": [
            {"one": one, "place": path_names(one.area_id), "kind": OUTCOME_KINDS.get(one.outcome, "plain")}
            for one in found
        ],
        "tiles": [
            {"label": label, "value": counts[name], "unit": _("次"), "url": f"?show={name}"} for name, label in words.items()
        ],
        "next_url": next_url, "show": show, "tabs": tabs_of(request, APPLICATIONS), "day": day, "area": area,
        "months": whole(request.GET.get("months")), "all_months": FOLLOW_UP_MONTHS,
        "month": request.GET.get("month", "") if _month(request.GET.get("month", "")) else "",
        "shows": [*words.items(), (DUE, _("到日子的全部")), (KNOWN, _("已查明的全部"))],
        "may_write": request.post.role in CAN_WRITE_LEDGER,
        "crumbs": [{"label": _("应聘"), "url": reverse("applications")}, {"label": _("录用回访")}],
    }  # fmt: skip
    return render(request, "hiring/follow_ups.html", context)


@work_page()
def download_follow_ups(request: WorkRequest) -> HttpResponse:
    """The chosen follow-ups as a workbook."""
    full = wants_full(request)
    columns = [_("姓名"), _("辖区"), _("电话"), _("单位"), _("上岗日期"), _("几个月"), _("回访日期"), _("结果"), _("依据"),
               _("查明日期")]  # fmt: skip
    return download(request, _("录用回访"), columns, _cells(request, full), full=full)


def _cells(request: WorkRequest, full: bool) -> Iterator[list[Any]]:
    for one in chosen(request).iterator(1000):
        yield [
            one.person.name, path_names(one.area_id), one.person.phone if full else mask_phone(one.person.phone),
            one.hire.spell.employer_name, one.hire.started_on, one.months, one.due_on, one.get_outcome_display(),
            one.basis, one.seen_on,
        ]  # fmt: skip


@work_page(*CAN_WRITE_LEDGER)
def ask(request: WorkRequest, pk: int) -> HttpResponse:
    """What to ask, and what was said: a service is recorded with it."""
    rows = FollowUp.objects.visible_to(request.scope).select_related("person__area", "hire__spell")
    one = get_object_or_404(rows, pk=pk)
    check_may_write(request, one.person)
    form = AskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        if values["answer"] not in (Answer.MOVED_ON, Answer.LEFT):
            values |= {"ended_on": None, "end_reason": ""}
        if carried_out(form, AnswerFollowUp(actor_of(request), follow_up_id=pk, **values)):
            refresh_people([one.person_id])
            if values["answer"] == Answer.NO_ANSWER:
                messages.info(request, _("已记下没联系上，这次回访还留在要问的里面。"))
            else:
                messages.success(request, _("已记下，同时记了一次跟踪调查服务。"))
            return redirect("application", one.hire.application_id)
    log_look(request, one.person_id)
    context = {
        "one": one, "person": one.person, "spell": one.hire.spell, "form": form, "day": today(),
        "derived": outcome_of(one, one.hire.spell) if not one.outcome and one.due_on <= today() else None,
        "crumbs": [{"label": _("录用回访"), "url": reverse("follow_ups")}, {"label": one.person.name}],
    }  # fmt: skip
    return render(request, "hiring/ask.html", context)
