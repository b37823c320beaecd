"""Adoptions: propose, look at what it would bring, approve or reject by another person, end."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from leye.accounts.actions.base import Action, ActionError
from leye.accounts.enums import CAN_APPROVE_ADOPTION, CAN_PROPOSE_ADOPTION, CAN_SEE_COUNTY
from leye.adoption.actions.adopting import DecideAdoption, EndAdoption, ProposeAdoption
from leye.adoption.actions.campaigns import MAY_RUN
from leye.adoption.enums import AdoptionState
from leye.adoption.filling import blanks
from leye.adoption.models import Adoption, Campaign
from leye.adoption.reading import adoptions_about, standing_of
from leye.adoption.registry import find_pack, packs
from leye.adoption.simulation import Proposal
from leye.areas.models import Area
from leye.policy import Pack
from leye.standards.calendar import today
from leye.web.campaigns.lines import STATE_KINDS
from leye.web.policy.bearing import conflict_lines
from leye.web.policy.document import crumbs, pack_or_404
from leye.web.policy.forms import DecideForm, EndForm, ProposeForm
from leye.web.policy.simulating import simulation_url
from leye.web.work import WorkRequest, actor_of, work_page


@work_page(*CAN_PROPOSE_ADOPTION)
def propose(request: WorkRequest, pack: str) -> HttpResponse:
    """Propose that an area adopts a document."""
    found = pack_or_404(pack)
    form = ProposeForm(request.scope, found, request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        area = get_object_or_404(Area, no=data["area"], no__gte=request.scope.lo, last__lte=request.scope.hi)
        action = ProposeAdoption(
            actor_of(request), pack=found.id, area=area, valid_from=data["valid_from"], valid_to=data["valid_to"],
            standing=data["standing"], basis=data["basis"])  # fmt: skip
        try:
            made = action.run()
        except ActionError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("已提出，等待另一位负责人批准。"))
            return redirect("adoption", pk=made.pk)
    left = [
        b for b in blanks(found, request.post.area, max(today(), found.info.valid_from)) if not b.is_filled
    ]
    context = {
        "pack": found, "info": found.info, "form": form, "left": left, "missing": [b for b in left if b.is_missing],
        "crumbs": crumbs((found.info.number, reverse("document", args=[found.id])), (_("采用"), "")),
    }  # fmt: skip
    return render(request, "policy/propose.html", context)


def _adoption(request: WorkRequest, pk: int) -> Adoption:
    """An adoption that acts or would act inside the scope; anything else is as if absent."""
    return get_object_or_404(adoptions_about(request.scope), pk=pk)


@work_page()
def adoption(request: WorkRequest, pk: int) -> HttpResponse:
    """One adoption: who proposed, who decided, what it would bring; buttons for those who may decide."""
    return _show(request, _adoption(request, pk))


def _show(request: WorkRequest, found: Adoption, end_form: EndForm | None = None) -> HttpResponse:
    pack, broken = find_pack(found.pack), packs().broken.get(found.pack)
    inside = request.scope.covers(found.area_id)
    may_decide = inside and request.post.role in CAN_APPROVE_ADOPTION
    own = found.proposed_by_id == request.user.pk
    proposed, approved = found.state == AdoptionState.PROPOSED, found.state == AdoptionState.APPROVED
    proposal = Proposal(found.pack, found.area_id, found.valid_from, found.valid_to, found.standing)
    simulates = pack is not None and inside and request.post.role in CAN_SEE_COUNTY
    left = (
        [b for b in blanks(pack, found.area, found.valid_from) if not b.is_filled]
        if pack and proposed
        else []
    )
    context = {
        "adoption": found, "pack": pack, "standing": standing_of(found, pack.info if pack else None, today()),
        "broken": broken, "absent": pack is None and broken is None, "left": left,
        "may_decide": may_decide and proposed and not own, "own": own and proposed and may_decide,
        "may_approve": pack is not None and not left,
        "may_end": may_decide and approved, "end_form": end_form or EndForm(), "may_start": may_decide and approved,
        "simulate": simulation_url(proposal) if simulates and proposed else "",
        "what_if": reverse("start_simulation", args=[found.pack]) if simulates and approved else "",
        "campaigns": campaign_lines(found, pack) if pack else [],
        "may_run": inside and approved and request.post.role in MAY_RUN,
        "conflicts": conflict_lines(pack, found) if pack and (proposed or approved) else [],
        "crumbs": crumbs((pack.info.number if pack else found.pack,
                          reverse("document", args=[found.pack]) if pack else ""), (found.area.name, "")),
        "title": pack.info.title if pack else found.pack,
    }  # fmt: skip
    return render(request, "policy/adoption.html", context)


def campaign_lines(found: Adoption, pack: Pack) -> list[dict[str, Any]]:
    """The campaigns of an adopted document in the area, and those it names that still have no days there."""
    held = Campaign.objects.filter(pack=pack.id, area__no__lte=found.area.no, area__last__gte=found.area.last)
    lines: list[dict[str, Any]] = []
    for campaign in held.select_related("area").order_by("since"):
        state = campaign.state_on(today())
        lines.append(
            {"campaign": campaign, "title": campaign.title, "state": (STATE_KINDS[state], state.label)}
        )
    named = {line["campaign"].name for line in lines}
    for one in pack.campaigns.values():
        if one.name not in named:
            days = (one.since, one.until) if one.since and one.until else None
            over = days is not None and days[1] < found.valid_from
            lines.append({"campaign": None, "title": one.title, "days": days, "over": over, "name": one.name})
    return lines


def _carried_out(request: WorkRequest, action: Action[Any], said: str) -> bool:
    try:
        action.run()
    except ActionError as error:
        messages.error(request, str(error))
        return False
    messages.success(request, said)
    return True


@work_page(*CAN_APPROVE_ADOPTION)
@require_POST
def decide(request: WorkRequest, pk: int) -> HttpResponse:
    """Approve or reject."""
    found = _adoption(request, pk)
    form = DecideForm(request.POST)
    if form.is_valid():
        approve = form.cleaned_data["approve"] == "yes"
        said = _("已批准。今晚计算后生效，也可以现在计算。") if approve else _("已登记为不批准。")
        _carried_out(request, DecideAdoption(actor_of(request), found, approve=approve), said)
    return redirect("adoption", pk=pk)


@work_page(*CAN_APPROVE_ADOPTION)
@require_POST
def end(request: WorkRequest, pk: int) -> HttpResponse:
    """End an adoption on a day."""
    found = _adoption(request, pk)
    form = EndForm(request.POST)
    if not form.is_valid():
        return _show(request, found, form)
    data = form.cleaned_data
    action = EndAdoption(actor_of(request), found, on=data["on"], reason=data["reason"])
    _carried_out(request, action, _("已停用。未办的待办在下一次计算后转为“不再适用”。"))
    return redirect("adoption", pk=pk)
