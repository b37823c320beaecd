"""远程确认: a one-time code goes to the person's phone and comes back through the clerk."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from leye.accounts.actions.base import ActionError
from leye.accounts.enums import CAN_WRITE_LEDGER
from leye.accounts.scope import acting
from leye.evidence.actions.confirmations import AskConfirmation, ConfirmByCode, DropConfirmation
from leye.evidence.models import Confirmation
from leye.outreach.sms.port import Refused, Unsure
from leye.web.acting import attempt
from leye.web.evidence.again import show_again
from leye.web.evidence.courier import Courier
from leye.web.evidence.forms import CodeForm
from leye.web.evidence.subjects import page_of_subject, writable_subject
from leye.web.work import WorkRequest, actor_of, work_page
from leye.worklist.refresh import refresh_people


@require_POST
@work_page(*CAN_WRITE_LEDGER)
def ask(request: WorkRequest, about: str, pk: int) -> HttpResponse:
    """Send a code: it leaves when the request's transaction is committed, so no code that left is forgotten."""
    subject = writable_subject(request, about, pk)
    courier = Courier(actor_of(request))
    try:
        asked = AskConfirmation(actor_of(request), about=about, about_id=pk, deliver=courier).run()
    except ActionError as error:
        messages.error(request, str(error))
    else:
        transaction.on_commit(lambda: _send(request, courier, asked))
    return redirect(f"{page_of_subject(subject)}#remote")


def _send(request: WorkRequest, courier: Courier, asked: Confirmation) -> None:
    """Send and tell how it went; the page that follows shows it."""
    try:
        courier.send()
    except Refused:
        with acting(request.scope):
            DropConfirmation(actor_of(request), confirmation_id=asked.pk).run()
        messages.error(request, _("验证码没有发出去，请稍后再试，或改用本人签字。"))
    except Unsure:
        words = _(
            "线路中断，不知道验证码是否已经发出。本人收到了可以照填；没有收到，一分钟后再发，或改用本人签字。"
        )
        messages.warning(request, words)
    else:
        words = _("验证码已发往尾号%(tail)s的手机。请本人报出验证码，再填在下面。")
        messages.success(request, words % {"tail": asked.phone_tail})


@require_POST
@work_page(*CAN_WRITE_LEDGER)
def confirm(request: WorkRequest, pk: int) -> HttpResponse:
    """Take the code that came back."""
    found = get_object_or_404(Confirmation.objects.visible_to(request.scope), pk=pk)
    subject = writable_subject(request, found.about, found.about_id)
    form = CodeForm(request.POST, prefix="code")
    if form.is_valid():
        tried = attempt(
            form, ConfirmByCode(actor_of(request), confirmation_id=pk, code=form.cleaned_data["code"])
        )
        if tried is not None and tried.confirmed:
            refresh_people([subject.person.pk])
            messages.success(request, _("本人已远程确认。"))
            return redirect(page_of_subject(subject))
        if tried is not None:
            form.add_error("code", tried.sentence)
    return show_again(request, subject, code_form=form)
