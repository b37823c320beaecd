"""签字: on the screen in front of the clerk, or on paper whose photo is sent."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from leye.accounts.enums import CAN_WRITE_LEDGER
from leye.evidence.actions.signatures import SignOnPaper, SignOnScreen
from leye.evidence.models import Signature
from leye.evidence.subjects import Subject
from leye.web.acting import attempt
from leye.web.evidence.again import show_again
from leye.web.evidence.files import too_large
from leye.web.evidence.forms import PaperForm, ScreenForm
from leye.web.evidence.subjects import page_of_subject, writable_subject
from leye.web.work import WorkRequest, actor_of, work_page
from leye.worklist.refresh import refresh_people


@require_POST
@work_page(*CAN_WRITE_LEDGER)
def screen(request: WorkRequest, about: str, pk: int) -> HttpResponse:
    """A signature drawn on the page."""
    subject = writable_subject(request, about, pk)
    form = ScreenForm(request.POST, prefix="screen")
    if form.is_valid():
        action = SignOnScreen(
            actor_of(request),
            about=about,
            about_id=pk,
            drawing=form.cleaned_data["drawing"],
            **form.signature(),
        )
        made = attempt(form, action)
        if made is not None:
            return _signed(request, subject, made)
    return show_again(request, subject, screen_form=form)


@require_POST
@work_page(*CAN_WRITE_LEDGER)
def paper(request: WorkRequest, about: str, pk: int) -> HttpResponse:
    """A signature on paper."""
    subject = writable_subject(request, about, pk)
    form = PaperForm(request.POST, request.FILES, prefix="paper")
    if not too_large(request, form) and form.is_valid():
        data: dict[str, Any] = form.cleaned_data
        action = SignOnPaper(
            actor_of(request), about=about, about_id=pk, name=data["file"].name, content=data["file"].read(),
            signed_on=data["signed_on"], **form.signature(),
        )  # fmt: skip
        made = attempt(form, action)
        if made is not None:
            return _signed(request, subject, made)
    return show_again(request, subject, paper_form=form)


def _signed(request: WorkRequest, subject: Subject, made: Signature) -> HttpResponse:
    refresh_people([made.person_id])
    messages.success(request, _("%(name)s已签字。") % {"name": made.signer_name})
    return redirect(page_of_subject(subject))
