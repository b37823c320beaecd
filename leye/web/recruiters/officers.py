"""单位账号, for officers: who asked, compared with the ledger; verified with a first password, refused, ended."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from leye.accounts.actions.base import ActionError
from leye.accounts.scope import as_service
from leye.areas.paths import path_names
from leye.ledger.errors import Absent
from leye.ledger.models import Employer
from leye.recruiters.actions.accounts import (
    CAN_VERIFY,
    EndAccount,
    NewPassword,
    RefuseAccount,
    VerifyAccount,
)
from leye.recruiters.actions.mandates import ConfirmMandate, EndMandate
from leye.recruiters.enums import MandateState, MemberState
from leye.recruiters.models import Mandate, RecruiterMember
from leye.vacancies.models import EmployerStanding
from leye.web.acting import attempt, carried_out
from leye.web.paging import page_of
from leye.web.recruiters.forms import ReasonForm, VerifyForm
from leye.web.work import WorkRequest, actor_of, work_page

LISTS = {
    "asked": (MemberState.ASKED,), "verified": (MemberState.VERIFIED,), "over": (MemberState.REFUSED, MemberState.ENDED),
}  # fmt: skip


def waiting(request: WorkRequest) -> int:
    """Accounts and mandates that wait for an officer of the scope."""
    accounts = RecruiterMember.objects.visible_to(request.scope).waiting().count()
    asked = Mandate.objects.visible_to(request.scope).filter(state=MandateState.ASKED)
    return int(accounts + asked.count())


@work_page()
def index(request: WorkRequest) -> HttpResponse:
    """Who asked, who acts for a unit, and what is over; mandates that wait."""
    name = request.GET.get("list", "asked")
    states = LISTS.get(name, LISTS["asked"])
    rows = RecruiterMember.objects.visible_to(request.scope).select_related("user", "verified_by")
    shown = rows.filter(state__in=states).order_by(
        "asked_on" if states == LISTS["asked"] else "-asked_on", "pk"
    )
    page = page_of(request, lambda start, stop: [_line(one) for one in shown[start:stop]])
    words = {"asked": _("待核实"), "verified": _("已开通"), "over": _("未通过和停用")}
    tabs = [{"label": words[key], "url": f"?list={key}", "active": LISTS[key] == states} for key in LISTS]
    tabs[0]["count"] = rows.waiting().count()
    mandates = Mandate.objects.visible_to(request.scope).filter(
        state__in=(MandateState.ASKED, MandateState.CONFIRMED)
    )
    context = {
        "page": page, "tabs": tabs, "mandates": mandates[:100], "may_verify": request.post.role in CAN_VERIFY,
    }  # fmt: skip
    return render(request, "recruiters/accounts.html", context)


def _line(one: RecruiterMember) -> dict[str, Any]:
    return {"one": one, "place": path_names(one.area_id)}


def _found(request: WorkRequest, pk: int) -> RecruiterMember:
    rows = RecruiterMember.objects.visible_to(request.scope).select_related("user", "verified_by", "employer")
    return get_object_or_404(rows, pk=pk)


def _compared(one: RecruiterMember) -> dict[str, Any]:
    """What the ledger says of the same credit code. Read narrowly: codes are unique in the whole country."""
    with as_service():
        known = Employer.objects.filter(uscc=one.uscc).first()
        standing = EmployerStanding.objects.filter(employer=known).first() if known else None
    return {"known": known, "standing": standing, "same_name": known is not None and known.name == one.name}


@work_page()
def account(request: WorkRequest, pk: int) -> HttpResponse:
    """One account: what was typed beside the ledger, and the decision."""
    return _page(request, _found(request, pk))


def _page(request: WorkRequest, found: RecruiterMember, **more: Any) -> HttpResponse:
    context = {
        **_line(found), **_compared(found), "may_verify": request.post.role in CAN_VERIFY,
        "verify": VerifyForm(initial={"version": found.version}),
        "refuse": ReasonForm(initial={"version": found.version}, prefix="refuse"), **more,
    }  # fmt: skip
    return render(request, "recruiters/account.html", context)


@require_POST
@work_page(*CAN_VERIFY)
def verify(request: WorkRequest, pk: int) -> HttpResponse:
    """Open it; the first password is shown this once."""
    found = _found(request, pk)
    form = VerifyForm(request.POST)
    if form.is_valid():
        opened = attempt(form, VerifyAccount(actor_of(request), member_id=pk, **form.cleaned_data))
        if opened is not None:
            return render(request, "recruiters/opened.html", {"opened": opened, "one": opened.member})
    return _again(request, found, form) or _page(request, found, verify=form)


@require_POST
@work_page(*CAN_VERIFY)
def refuse(request: WorkRequest, pk: int) -> HttpResponse:
    """Not opened."""
    found = _found(request, pk)
    form = ReasonForm(request.POST, prefix="refuse")
    if form.is_valid() and carried_out(
        form, RefuseAccount(actor_of(request), member_id=pk, **form.cleaned_data)
    ):
        messages.success(request, _("已退回，申请页面上能看到原因。"))
        return redirect("unit_accounts")
    return _again(request, found, form) or _page(request, found, refuse=form)


@require_POST
@work_page(*CAN_VERIFY)
def end(request: WorkRequest, pk: int) -> HttpResponse:
    """Over from now on."""
    found = _found(request, pk)
    form = ReasonForm(request.POST, prefix="refuse")
    if form.is_valid():
        action = EndAccount(actor_of(request), member_id=pk, reason=form.cleaned_data["reason"])
        if carried_out(form, action):
            messages.success(request, _("已停用，此人立即不能再办这家单位的事。"))
            return redirect("unit_account", pk)
    return _again(request, found, form) or _page(request, found, refuse=form)


def _again(request: WorkRequest, found: RecruiterMember, form: forms.Form) -> HttpResponse | None:
    """To the account as it is now, with what stands against the step, when that is not about one field."""
    for sentence in (wrong := form.non_field_errors()):
        messages.error(request, str(sentence))
    return redirect("unit_account", found.pk) if wrong else None


@require_POST
@work_page(*CAN_VERIFY)
def password(request: WorkRequest, pk: int) -> HttpResponse:
    """A new first password, shown this once."""
    _found(request, pk)
    try:
        opened = NewPassword(actor_of(request), member_id=pk).run()
    except ActionError as error:
        messages.error(request, str(error))
        return redirect("unit_account", pk)
    return render(request, "recruiters/opened.html", {"opened": opened, "one": opened.member})


@require_POST
@work_page(*CAN_VERIFY)
def mandate(request: WorkRequest, pk: int, step: str) -> HttpResponse:
    """Confirm a mandate on what was seen, or end it."""
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
    return redirect("unit_accounts")
