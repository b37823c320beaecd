"""测算: today beside what is proposed, by area, rule and group, in people, to-dos and yuan. Nothing is written."""

import datetime as dt
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import BadRequest
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leye.accounts.actions.base import ActionError
from leye.accounts.enums import CAN_SEE_COUNTY
from leye.accounts.scope import Scope
from leye.adoption import tasks
from leye.adoption.reading import adoption_at, numbers_now, overrides_about, refusal_words, shown_value
from leye.adoption.registry import find_pack
from leye.adoption.simulation import Proposal, Simulation, simulate
from leye.areas.enums import Level
from leye.areas.models import Area
from leye.ledger.models import Person
from leye.policy import Pack, PolicyError
from leye.standards.calendar import today
from leye.web.fields import DayField, area_choices
from leye.web.policy.document import crumbs
from leye.web.policy.simulated import shown
from leye.web.policy.values import PREFIX, as_typed, stated_values, value_field
from leye.web.work import WorkRequest, work_page

#: Up to so many people are counted while the page waits; more go to the background.
AT_ONCE = 40_000
#: No proposal begins later.
FAR = dt.date(9000, 1, 1)


class ProposalForm(forms.Form):
    """A proposal as an address carries it, and as the page states it."""

    pack = forms.SlugField(widget=forms.HiddenInput)
    area = forms.IntegerField(label=gettext_lazy("地区"))
    valid_from = DayField(label=gettext_lazy("从哪天起"))
    valid_to = DayField(label=gettext_lazy("到哪天止"), required=False)
    adopt = forms.BooleanField(
        label=gettext_lazy("假设采用这份文件"), required=False,
        help_text=gettext_lazy("不勾选时，只测算改动下面的数会怎样。"))  # fmt: skip
    standing = forms.BooleanField(label=gettext_lazy("作为本地常设规则"), required=False)

    def offer(self, scope: Scope) -> None:
        """Let an area of the scope be chosen; what an address may name is checked by the view."""
        levels = (Level.PROVINCE, Level.PREFECTURE, Level.COUNTY, Level.TOWNSHIP)
        self.fields["area"].widget = forms.Select(choices=area_choices(scope, *levels))


def simulation_url(proposal: Proposal) -> str:
    """The address of a simulation."""
    pack = find_pack(proposal.pack)
    plain: dict[str, object] = {
        "pack": proposal.pack,
        "area": proposal.area,
        "valid_from": proposal.valid_from,
    }
    if proposal.valid_to:
        plain["valid_to"] = proposal.valid_to
    plain |= {name: "on" for name in ("adopt", "standing") if getattr(proposal, name)}
    for name, value in proposal.values.items():
        known = pack is not None and name in pack.parameters
        plain[PREFIX + name] = as_typed(pack.parameters[name], value) if pack and known else value
    return f"{reverse('simulation')}?{urlencode(plain)}"


def _proposal(request: WorkRequest) -> tuple[Proposal, Area, Pack]:
    form = ProposalForm(request.GET)
    if not form.is_valid():
        raise BadRequest(_("测算的参数不完整，请从文件或参数页面进入。"))
    data: dict[str, Any] = form.cleaned_data
    area = Area.objects.filter(no=data["area"], no__gte=request.scope.lo, last__lte=request.scope.hi).first()
    pack = find_pack(data["pack"])
    if area is None or pack is None:
        raise Http404
    if data["valid_from"] > FAR:
        raise BadRequest(_("开始日期太远，请改正。"))
    try:
        values = stated_values(request.GET, dict(pack.parameters))
    except ActionError as error:
        raise BadRequest(str(error)) from error
    return Proposal(**data, values=values), area, pack


@work_page(*CAN_SEE_COUNTY)
def run(request: WorkRequest) -> HttpResponse:
    """The page with the what-if form; for htmx the result, or the progress of one that takes long and asks again."""
    proposal, area, pack = _proposal(request)
    if not request.htmx:
        return render(request, "policy/simulation_page.html", _page(request, proposal, area, pack))
    state = tasks.state_of(proposal)
    result = tasks.result_of(state)
    people = Person.objects.visible_to(request.scope).in_range(area.no, area.last)
    if state is None:
        if people[:AT_ONCE].count() < AT_ONCE:
            return _at_once(request, proposal)
        tasks.ask(proposal)
        state = {"step": "", "done": 0}
    if "problem" in state:
        return _answer(request, proposal, problem=state["problem"])
    if result is not None:
        return _answer(request, proposal, result)
    context = {"step": state["step"] or _("排队等待"), "done": state["done"], "steps": tasks.STEPS,
               "poll_url": request.get_full_path()}  # fmt: skip
    return render(request, "policy/simulation_waiting.html", context)


def _page(request: WorkRequest, proposal: Proposal, area: Area, pack: Pack) -> dict[str, Any]:
    """The form with every number of the document: as it is now, and what it is to be instead."""
    numbers = numbers_now(pack, area, proposal.valid_from, overrides_about(_of(area), pack.id))
    form = ProposalForm(request.GET)
    form.offer(request.scope)
    lines = []
    for name, parameter in pack.parameters.items():
        field = value_field(parameter, required=False)
        stated = as_typed(parameter, proposal.values[name]) if name in proposal.values else ""
        field.widget.attrs.update({"aria-label": _("%(label)s改为") % {"label": parameter.label}})
        widget = field.widget.render(PREFIX + name, stated, {"id": f"id_{PREFIX}{name}"})
        lines.append({"parameter": parameter, "now": numbers[name].shown, "widget": widget, "help": field.help_text,
                      "changed": name in proposal.values})  # fmt: skip
    return {
        "pack": pack, "info": pack.info, "area": area, "form": form, "lines": lines, "proposal": proposal,
        "changes": [(pack.parameters[n], numbers[n].shown, shown_value(pack.parameters[n], v))
                    for n, v in proposal.values.items()],
        "result_url": request.get_full_path(),
        "crumbs": crumbs((pack.info.number, reverse("document", args=[pack.id])), (_("测算"), "")),
    }  # fmt: skip


def _of(area: Area) -> Scope:
    return Scope(area.no, area.last)


@work_page(*CAN_SEE_COUNTY)
def start(request: WorkRequest, pack: str) -> HttpResponse:
    """Where a simulation begins: the post's area, from today on; with the adoption where there is none yet."""
    found = find_pack(pack)
    if found is None:
        raise Http404
    area, day, info = request.post.area, today(), found.info
    running = adoption_at(area.no, found, day) is not None
    beyond = day > info.valid_until
    until = None if beyond or running else info.valid_until
    proposal = Proposal(
        found.id, area.no, max(day, info.valid_from), until, beyond and not running, not running
    )
    return redirect(simulation_url(proposal))


def _at_once(request: WorkRequest, proposal: Proposal) -> HttpResponse:
    try:
        return _answer(request, proposal, simulate(proposal))
    except PolicyError as error:
        return _answer(request, proposal, problem=refusal_words(error))


def _answer(
    request: WorkRequest, proposal: Proposal, found: Simulation | None = None, problem: str = ""
) -> HttpResponse:
    # Beside an adoption or a parameter the result leads to the page where more can be changed.
    elsewhere = reverse("simulation") not in (request.htmx.current_url or "")
    more = simulation_url(proposal) if elsewhere else ""
    context: dict[str, Any] = {"problem": problem, "found": found, "more_url": more}
    if found is not None:
        context |= shown(found)
    return render(request, "policy/simulation.html", context)
