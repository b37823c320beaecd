"""单位: who may act for it, who looks for people in its name, and which unit is meant."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from leye.accounts.actions.base import ActionError
from leye.accounts.scope import as_service
from leye.ledger.errors import Absent
from leye.ledger.models import Employer
from leye.recruiters.actions.accounts import EndAccount
from leye.recruiters.actions.mandates import ConfirmMandate, EndMandate, GiveMandate
from leye.recruiters.enums import MandateState, MemberState
from leye.recruiters.models import Mandate, RecruiterMember
from leye.vacancies.models import EmployerStanding
from leye.web.acting import carried_out
from leye.web.fields import whole
from leye.web.recruiters.forms import MandateForm, ReasonForm
from leye.web.recruiters.gate import CHOSEN, UnitRequest, actor_of, unit_page

KINDS = {
    MandateState.ASKED: "warn", MandateState.CONFIRMED: "good", MandateState.REFUSED: "plain", MandateState.ENDED: "plain",
}  # fmt: skip


@unit_page
def index(request: UnitRequest) -> HttpResponse:
    """The unit as it stands in the ledger, its accounts and its mandates."""
    employer = Employer.objects.visible_to(request.scope).get(pk=request.unit.employer_id)
    with as_service():
        standing = EmployerStanding.objects.filter(employer=employer).first()
    members = RecruiterMember.objects.visible_to(request.scope).filter(
        employer=employer, state=MemberState.VERIFIED
    )
    context = {
        "employer": employer, "standing": standing, "members": members.select_related("user"),
        "mandates": [_mandate(request, one) for one in Mandate.objects.visible_to(request.scope)],
    }  # fmt: skip
    return render(request, "recruiters/us.html", context)


def _mandate(request: UnitRequest, one: Mandate) -> dict[str, Any]:
    is_client = one.client_id == request.unit.employer_id
    return {
        "one": one, "is_client": is_client, "kind": KINDS[MandateState(one.state)],
        "may_confirm": is_client and one.state == MandateState.ASKED,
        "may_end": one.state in (MandateState.ASKED, MandateState.CONFIRMED),
    }  # fmt: skip


@require_POST
@unit_page
def switch(request: UnitRequest) -> HttpResponse:
    """Act for another of one's own units."""
    chosen = whole(request.POST.get("unit"))
    if chosen not in {one.employer_id for one in request.units}:
        raise Http404
    request.session[CHOSEN] = chosen
    return redirect("unit_jobs")


@unit_page
def end_member(request: UnitRequest, pk: int) -> HttpResponse:
    """A colleague's account ends."""
    members = RecruiterMember.objects.visible_to(request.scope)
    found = members.filter(pk=pk, employer_id=request.unit.employer_id).first()
    if found is None:
        raise Http404
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        action = EndAccount(actor_of(request), member_id=pk, reason=form.cleaned_data["reason"])
        if carried_out(form, action):
            messages.success(request, _("已停用。"))
            return redirect("unit_us")
    context = {"form": form, "of": found.contact, "word": _("停用账号")}
    return render(request, "recruiters/reason.html", context)


@unit_page
def give_mandate(request: UnitRequest) -> HttpResponse:
    """A mandate given, or asked for."""
    start = {"as_client": "0" if request.unit.agency else "1"}
    form = MandateForm(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        if carried_out(form, GiveMandate(actor_of(request), **values)):
            words = _("委托已生效。") if values["as_client"] else _("已提出，等对方或经办机构确认。")
            messages.success(request, words)
            return redirect("unit_us")
    return render(request, "recruiters/mandate.html", {"form": form})


@require_POST
@unit_page
def mandate(request: UnitRequest, pk: int, step: str) -> HttpResponse:
    """Agree to a mandate, or end it."""
    kinds: dict[str, Any] = {"confirm": ConfirmMandate, "end": EndMandate}
    if step not in kinds:
        raise Http404
    try:
        kinds[step](actor_of(request), mandate_id=pk).run()
    except Absent as error:
        raise Http404 from error
    except ActionError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("已确认委托。") if step == "confirm" else _("委托已结束。"))
    return redirect("unit_us")
