"""无就业意愿材料: the set item by item, what is missing, and closing it when nothing is."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from leye.accounts.enums import CAN_WRITE_LEDGER
from leye.casework.actions.declarations import CloseNoIntention, StateReason, suggested_file_no
from leye.casework.models import Declaration, ServiceRecord
from leye.casework.no_intention import helps_given, requirements
from leye.evidence.enums import About
from leye.evidence.subjects import Subject
from leye.standards.calendar import today
from leye.web.acting import attempt
from leye.web.evidence.forms import CloseForm, MainReasonForm
from leye.web.evidence.subjects import find_subject, writable_subject
from leye.web.evidence.views import evidence_context
from leye.web.work import WorkRequest, actor_of, work_page
from leye.worklist.refresh import refresh_people

SHOWN = 20


@work_page()
def page(request: WorkRequest, pk: int) -> HttpResponse:
    """The set: each item with what there is and what is missing."""
    subject = find_subject(request, About.DECLARATION, pk)
    return render(request, "evidence/no_intention.html", set_context(request, subject))


def set_context(request: WorkRequest, subject: Subject, **forms: Any) -> dict[str, Any]:
    """The context of a set's page."""
    declaration = _declaration(subject)
    items = requirements(declaration)
    lacking = [one.name for one in items if one.missing]
    return {
        **evidence_context(request, subject),
        "declaration": declaration,
        "conditions": [
            {
                "no": number, "text": one.title, "state": "missing" if one.missing else "yes",
                "value": one.missing or one.shown, "clause": one.clause,
            }
            for number, one in enumerate(items, 1)
        ],
        "ready": lacking == ["file_no"], "sign_main": "" if declaration.signed_by else "signatures",
        "helps": _helps(request, declaration), "reason_form": MainReasonForm(initial={"reason": declaration.reason}),
        "close_form": CloseForm(initial={"file_no": suggested_file_no(declaration)}), **forms,
    }  # fmt: skip


def _helps(request: WorkRequest, declaration: Declaration) -> list[ServiceRecord]:
    """The latest records of help to the household, before the declaration and after it."""
    if declaration.household_id is None:
        return []
    given = helps_given(declaration.household_id, today()).visible_to(request.scope)
    return list(given.select_related("person")[:SHOWN])


def _declaration(subject: Subject) -> Declaration:
    assert isinstance(subject.row, Declaration)
    return subject.row


@require_POST
@work_page(*CAN_WRITE_LEDGER)
def reason(request: WorkRequest, pk: int) -> HttpResponse:
    """Put the main reason right; a signature under other words falls away."""
    subject = writable_subject(request, About.DECLARATION, pk)
    form = MainReasonForm(request.POST)
    if form.is_valid():
        saved = attempt(form, StateReason(actor_of(request), declaration_id=pk, **form.cleaned_data))
        if saved is not None:
            refresh_people([saved.person_id])
            words = _("已保存。") if saved.signed_by else _("已保存。原因改过的，请重新签字确认。")
            messages.success(request, words)
            return redirect("no_intention", pk)
    return render(request, "evidence/no_intention.html", set_context(request, subject, reason_form=form))


@require_POST
@work_page(*CAN_WRITE_LEDGER)
def close(request: WorkRequest, pk: int) -> HttpResponse:
    """File the set. Refused, naming what is missing, until it is complete."""
    subject = writable_subject(request, About.DECLARATION, pk)
    form = CloseForm(request.POST)
    if form.is_valid():
        closed = attempt(form, CloseNoIntention(actor_of(request), declaration_id=pk, **form.cleaned_data))
        if closed is not None:
            refresh_people([closed.person_id])
            words = _("材料齐全，已办结归档，编号%(no)s。")
            messages.success(request, words % {"no": closed.file_no})
            return redirect("no_intention", pk)
    return render(request, "evidence/no_intention.html", set_context(request, subject, close_form=form))
