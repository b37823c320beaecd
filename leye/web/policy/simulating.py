"""测算: two columns, today and if approved, by sub-area and by rule. Numbers only; nothing is written."""

import datetime as dt
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import BadRequest
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from leye.accounts.enums import CAN_SEE_COUNTY
from leye.adoption import tasks
from leye.adoption.actions.overriding import most_of
from leye.adoption.reading import refusal_words
from leye.adoption.registry import find_pack
from leye.adoption.simulation import Pair, Proposal, Simulation, simulate
from leye.areas.models import Area
from leye.ledger.models import Person
from leye.policy import PolicyError
from leye.web.work import WorkRequest, work_page

#: Up to so many people are counted while the page waits; more go to the background.
AT_ONCE = 40_000


class ProposalForm(forms.Form):
    """A proposal as an address carries it."""

    pack = forms.SlugField()
    area = forms.IntegerField()
    valid_from = forms.DateField()
    valid_to = forms.DateField(required=False)
    standing = forms.BooleanField(required=False)
    name = forms.SlugField(required=False)
    value = forms.IntegerField(required=False, min_value=0)


def simulation_url(proposal: Proposal) -> str:
    """The address of a simulation."""
    plain = {k: v for k, v in proposal.as_dict().items() if v not in (None, "", False)}
    return f"{reverse('simulation')}?{urlencode(plain)}"


def _proposal(request: WorkRequest) -> tuple[Proposal, Area]:
    form = ProposalForm(request.GET)
    if not form.is_valid():
        raise BadRequest(_("测算的参数不完整，请从文件或参数页面进入。"))
    data: dict[str, Any] = form.cleaned_data
    area = Area.objects.filter(no=data["area"], no__gte=request.scope.lo, last__lte=request.scope.hi).first()
    pack = find_pack(data["pack"])
    if area is None or pack is None or (data["name"] and data["name"] not in pack.parameters):
        raise Http404
    if data["valid_from"] > dt.date(9000, 1, 1):
        raise BadRequest(_("开始日期太远，请改正。"))
    if data["name"] and (data["value"] or 0) > (most := most_of(pack.parameters[data["name"]])):
        raise BadRequest(_("数值太大，请核对：最多%(most)d。") % {"most": most})
    return Proposal(**{**data, "value": data["value"] or 0}), area


@work_page(*CAN_SEE_COUNTY)
def run(request: WorkRequest) -> HttpResponse:
    """A fragment: the result, or the progress of one that takes long, which asks again each second."""
    proposal, area = _proposal(request)
    state = tasks.state_of(proposal)
    result = tasks.result_of(state)
    people = Person.objects.visible_to(request.scope).in_range(area.no, area.last)
    if state is None:
        if people[:AT_ONCE].count() < AT_ONCE:
            return _at_once(request, proposal)
        tasks.ask(proposal)
        state = {"step": "", "done": 0}
    if "problem" in state:
        return _answer(request, problem=state["problem"])
    if result is not None:
        return _answer(request, result)
    context = {"step": state["step"] or _("排队等待"), "done": state["done"], "steps": tasks.STEPS,
               "poll_url": request.get_full_path()}  # fmt: skip
    part = "policy/simulation_waiting.html"
    return render(request, part if request.htmx else "policy/simulation_page.html", {**context, "part": part})


def _at_once(request: WorkRequest, proposal: Proposal) -> HttpResponse:
    try:
        return _answer(request, simulate(proposal))
    except PolicyError as error:
        return _answer(request, problem=refusal_words(error))


def _answer(request: WorkRequest, found: Simulation | None = None, problem: str = "") -> HttpResponse:
    context: dict[str, Any] = {"problem": problem, "found": found}
    if found is not None:
        context |= {
            "tiles": [_tile(label, unit, found.whole, what) for what, label, unit in (
                ("people", _("涉及人数"), _("人")), ("open", _("要办的待办"), _("项")),
                ("met", _("已经达到要求"), _("项")), ("alerts", _("超限提示"), _("项")))],
            "areas": _drawn(found.area_pairs), "rules": _drawn(found.rule_pairs),
        }  # fmt: skip
    part = "policy/simulation.html"
    return render(request, part if request.htmx else "policy/simulation_page.html", {**context, "part": part})


def _signed(n: int) -> str:
    return f"+{n:,}" if n > 0 else f"{n:,}" if n < 0 else _("不变")


def _tile(label: str, unit: str, pair: Pair, what: str) -> dict[str, Any]:
    change = pair.added(what)
    words = (
        _("现在%(now)s，与现在相同")
        if not change
        else _("现在%(now)s，多%(n)s")
        if change > 0
        else _("现在%(now)s，少%(n)s")
    )
    note = words % {"now": f"{pair.now[what]:,}", "n": f"{abs(change):,}"}
    return {"label": label, "value": f"{pair.then[what]:,}", "unit": unit, "note": note}


def _drawn(pairs: tuple[Pair, ...]) -> dict[str, Any]:
    """Pairs with something in them, the greatest change first, and the longest bar."""
    kept = [p for p in pairs if any(p.now.values()) or any(p.then.values())]
    kept.sort(key=lambda p: -abs(p.added("open")))
    top = max((max(p.now["open"], p.then["open"]) for p in kept), default=0)
    return {"rows": [{"pair": p, "change": _signed(p.added("open"))} for p in kept], "top": top or 1}
