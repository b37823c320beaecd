"""A sample contract to take along; that it was taken is logged."""

from __future__ import annotations

from urllib.parse import quote

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from leye.accounts.access import log_access
from leye.accounts.actions.base import ActionError
from leye.accounts.enums import CAN_WRITE_LEDGER, Access
from leye.hiring.contract import contract_docx, contract_facts
from leye.hiring.contract_text import FORMS
from leye.hiring.enums import ApplicationState
from leye.hiring.models import Hire
from leye.ledger.actions.reveal import Reveal
from leye.web.downloads import wants_full
from leye.web.hiring.application import application_or_404
from leye.web.hiring.words import may_act
from leye.web.work import WorkRequest, actor_of, work_page

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@work_page(*CAN_WRITE_LEDGER)
def download_contract(request: WorkRequest, pk: int, kind: str) -> HttpResponse:
    """For an offer or a hire. The identity number is a line to write on unless `full=1` asks for it, which is logged."""
    one, _job = application_or_404(request, pk)
    if kind not in FORMS or not may_act(request, one):
        raise Http404
    if one.state not in (ApplicationState.OFFERED, ApplicationState.HIRED):
        raise Http404
    full = wants_full(request)
    number = ""
    if full:
        try:
            number = Reveal(actor_of(request), person_id=one.person_id).run()
        except ActionError as error:
            raise PermissionDenied(str(error)) from error
    hire = Hire.objects.visible_to(request.scope).select_related("spell").filter(application=one).first()
    made = contract_docx(kind, contract_facts(one, hire, number))
    log_access(
        actor_of(request), Access.EXPORT_FULL if full else Access.EXPORT, one.person_id,
        {"title": f"contract {kind}", "application": one.pk},
    )  # fmt: skip
    name = quote(f"{FORMS[kind][0]}{_('样本')}-{one.person.name}.docx")
    answer = HttpResponse(made, content_type=DOCX)
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    return answer
