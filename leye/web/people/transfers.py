"""转入转出: asking for somebody without being told where he is, and deciding about one's own."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from leye.accounts.actions.base import ActionError
from leye.accounts.enums import CAN_WRITE_LEDGER, Role
from leye.casework.actions.transfers import AskTransfer, DecideTransfer
from leye.casework.enums import TransferState
from leye.casework.models import TransferCase
from leye.casework.reading import incoming_cases, outgoing_requests
from leye.ledger.errors import Absent, AlreadyHere
from leye.web.acting import attempt
from leye.web.people.forms import TransferForm
from leye.web.work import WorkRequest, actor_of, work_page
from leye.worklist.refresh import refresh_households, refresh_people

CLERKS = (Role.TOWNSHIP_CLERK, Role.COUNTY_OFFICER)


@work_page(*CAN_WRITE_LEDGER)
def index(request: WorkRequest) -> HttpResponse:
    """Requests for our people to decide, and our own requests with as much of their state as may be told."""
    context = {
        "cases": incoming_cases(request.scope, only_open=request.GET.get("all") != "1"),
        "asked": outgoing_requests(request.scope), "all": request.GET.get("all") == "1",
        "may_decide": request.post.role in CLERKS,
    }  # fmt: skip
    return render(request, "people/transfers.html", context)


@work_page(*CAN_WRITE_LEDGER)
def ask(request: WorkRequest) -> HttpResponse:
    """The request. Whoever holds the number, or nobody, the answer is one and the same sentence."""
    form = TransferForm(request.POST or None, scope=request.scope)
    context: dict[str, Any] = {"form": form}
    if request.method == "POST" and form.is_valid():
        try:
            sentence = attempt(form, AskTransfer(actor_of(request), **form.cleaned_data))
        except AlreadyHere as error:
            return render(request, "people/ask_transfer.html", context | {"here": error})
        if sentence is not None:
            messages.success(request, sentence)
            return redirect("transfers")
    return render(request, "people/ask_transfer.html", context)


def _households_of(request: WorkRequest, case_id: int) -> list[int]:
    cases = TransferCase.objects.visible_to(request.scope).filter(pk=case_id, person__household__isnull=False)
    return list(cases.values_list("person__household", flat=True))


@require_POST
@work_page(*CLERKS)
def decide(request: WorkRequest, pk: int) -> HttpResponse:
    """Hand the person over, or keep the person."""
    accept = request.POST.get("answer") == "accept"
    # The household that the person leaves is judged again too.
    home = _households_of(request, pk)
    try:
        case = DecideTransfer(actor_of(request), case_id=pk, accept=accept).run()
    except Absent as error:
        raise Http404 from error
    except ActionError as error:
        messages.error(request, str(error))
        return redirect("transfers")
    if case.state == TransferState.ACCEPTED:
        refresh_people([case.person_id])
        refresh_households(home)
        messages.success(request, _("已同意转出，档案、服务记录和待办都已交给对方。"))
    else:
        messages.success(request, _("已记为不同意。对方不会得到通知。"))
    return redirect("transfers")
