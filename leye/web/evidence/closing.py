"""The main reason of a household without intention put right, and its set closed when nothing is missing."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from leye.accounts.enums import CAN_WRITE_LEDGER
from leye.casework.actions.declarations import CloseNoIntention, StateReason
from leye.evidence.enums import About
from leye.web.acting import attempt
from leye.web.evidence.again import show_again
from leye.web.evidence.forms import CloseForm, MainReasonForm
from leye.web.evidence.subjects import writable_subject
from leye.web.work import WorkRequest, actor_of, work_page
from leye.worklist.refresh import refresh_people


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
    return show_again(request, subject, reason_form=form)


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
    return show_again(request, subject, close_form=form)
