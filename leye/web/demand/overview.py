"""要办的事: what the demand side asks of this post today, each line with its next step; and the rules."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from leye.areas.enums import Level
from leye.demand.actions.base import CAN_DRAFT, CAN_KEEP, CAN_PUBLISH, CAN_SET_RULES, CAN_VISIT
from leye.demand.actions.collecting import CAN_COLLECT
from leye.demand.actions.rules import SetDemandRules
from leye.demand.collecting import board
from leye.demand.enums import ExchangeState, ListState, NeedState
from leye.demand.models import DemandRules, EmployerNeed, Exchange, ShortageList
from leye.demand.months import days_left, first_of
from leye.demand.officers import key_employers
from leye.demand.rules import held_in
from leye.demand.shortage import open_too_long
from leye.standards.calendar import today
from leye.vacancies.models import Vacancy
from leye.web.acting import carried_out
from leye.web.demand.forms import RulesForm
from leye.web.demand.tabs import OVERVIEW, SEE_DEMAND, SEE_EXCHANGES, tabs_of
from leye.web.work import WorkRequest, actor_of, work_page

_RULES = ("shortage_days", "visit_days", "reason", "version")
Line = dict[str, Any]


@work_page(*SEE_DEMAND)
def index(request: WorkRequest) -> HttpResponse:
    """What is to be done, the most pressing first; and how things stand."""
    day = today()
    rule = held_in(request.post.area_id)
    lines = [
        line
        for line in (_visits(request), _needs(request), _bank(request), _list(request), _answers(request))
        if line is not None
    ]
    lines.sort(key=lambda line: line["order"])
    still = open_too_long(request.scope, request.post.area, day, rule.shortage_days)
    context = {
        "tabs": tabs_of(request, OVERVIEW), "lines": lines, "rule": rule, "tiles": _tiles(request, still.count()),
    }  # fmt: skip
    return render(request, "demand/overview.html", context)


def _line(order: int, kind: str, word: str, title: str, name: str, button: str) -> Line:
    return {
        "order": order,
        "kind": kind,
        "word": word,
        "title": title,
        "url": reverse(name),
        "button": button,
    }


def _visits(request: WorkRequest) -> Line | None:
    from_day = today() - dt.timedelta(days=held_in(request.post.area_id).visit_days)
    late = key_employers(request.scope, from_day)
    mine = late.filter(officer=request.user).count()
    if mine:
        title = _("您负责的重点企业有%(n)d家该走访了") % {"n": mine}
        return _line(0, "bad", _("该走访"), title, "key_employers", _("去走访"))
    nobody = key_employers(request.scope).filter(officer__isnull=True).count()
    if nobody:
        title = _("%(n)d家重点企业还没有服务专员") % {"n": nobody}
        button = _("去指定") if request.post.role in CAN_KEEP else _("查看")
        return _line(1, "warn", _("没有专员"), title, "key_employers", button)
    count = late.count()
    if count:
        return _line(
            3, "warn", _("该走访"), _("%(n)d家重点企业该走访了") % {"n": count}, "key_employers", _("查看")
        )
    return None


def _needs(request: WorkRequest) -> Line | None:
    waiting = EmployerNeed.objects.visible_to(request.scope).filter(state=NeedState.OPEN)
    late = waiting.filter(wanted_by__lt=today()).count()
    if late:
        title = _("企业提出的需求有%(n)d项过了期限还没办") % {"n": late}
        button = _("去办理") if request.post.role in CAN_VISIT else _("查看")
        return _line(1, "bad", _("已超期"), title, "key_employers", button)
    count = waiting.count()
    if count:
        return _line(
            4, "info", _("待办"), _("企业提出的需求有%(n)d项待办") % {"n": count}, "key_employers", _("查看")
        )
    return None


def _bank(request: WorkRequest) -> Line | None:
    missing = sum(row.now.missing for row in board(request.scope, today()))
    if not missing:
        return None
    left = days_left(today())
    title = _("本月还有%(n)d个来源没有收集岗位，离月底还有%(days)d天") % {"n": missing, "days": left}
    button = _("去收集") if request.post.role in CAN_COLLECT else _("查看")
    soon = left < 7
    return _line(1 if soon else 2, "bad" if soon else "warn", _("未收集"), title, "job_bank", button)


def _list(request: WorkRequest) -> Line | None:
    if request.post.area.level > Level.COUNTY:
        return None
    held = ShortageList.objects.filter(area_id=request.post.area_id, month=first_of(today()))
    made = held.exclude(state=ListState.WITHDRAWN).first()
    if made is None and request.post.role in CAN_DRAFT:
        return _line(3, "info", _("未编制"), _("本月的紧缺职业清单还没有编"), "shortage", _("去编制"))
    if made is not None and made.state == ListState.DRAFT and request.post.role in CAN_PUBLISH:
        line = _line(1, "warn", _("待发布"), _("本月的紧缺职业清单等您核对、发布"), "shortage", _("去发布"))
        return {**line, "url": reverse("shortage_list", args=[made.pk])}
    return None


def _answers(request: WorkRequest) -> Line | None:
    if request.post.role not in SEE_EXCHANGES:
        return None
    held = Exchange.objects.visible_to(request.scope)
    if request.post.role in CAN_PUBLISH and (waiting := held.filter(state=ExchangeState.DRAFT).count()):
        title = _("%(n)d份给其他部门的名单等您同意送出") % {"n": waiting}
        return _line(1, "warn", _("待同意"), title, "exchanges", _("去核对"))
    late = held.filter(state=ExchangeState.SENT, return_by__lt=today()).count()
    if late:
        title = _("%(n)d份名单过了回复日期，对方还没给岗位") % {"n": late}
        button = _("去催") if request.post.role in CAN_KEEP else _("查看")
        return _line(1, "bad", _("未回复"), title, "exchanges", button)
    return None


def _tiles(request: WorkRequest, still: int) -> list[Line]:
    """How things stand: hard to fill, elastic (#101), key employers."""
    own = Vacancy.objects.visible_to(request.scope).open()
    return [
        {"label": _("长期招不满的岗位"), "value": still, "unit": _("个"), "url": reverse("shortage")},
        {"label": _("在招的弹性岗位"), "value": own.filter(elastic=True).count(), "unit": _("个"),
         "url": f"{reverse('vacancies')}?state=open&elastic=1", "note": _("妈妈岗、居家、灵活时间")},
        {"label": _("重点企业"), "value": key_employers(request.scope).count(), "unit": _("家"),
         "url": reverse("key_employers")},
    ]  # fmt: skip


@work_page(*SEE_DEMAND)
def rules(request: WorkRequest) -> HttpResponse:
    """The rules that hold in the post's area; a county sets its own."""
    area = request.post.area
    own = DemandRules.objects.filter(area=area).first()
    start = {name: getattr(own, name) for name in _RULES} if own else {}
    form = RulesForm(request.POST or None, initial=start)
    may_set = request.post.role in CAN_SET_RULES
    if (
        request.method == "POST"
        and may_set
        and form.is_valid()
        and carried_out(form, SetDemandRules(actor_of(request), area_no=area.no, **form.cleaned_data))
    ):
        messages.success(request, _("已保存，从现在起按新规则算。"))
        return redirect("demand_rules")
    context = {"form": form, "area": area, "held": held_in(area.no), "may_set": may_set}
    return render(request, "demand/rules.html", context)
