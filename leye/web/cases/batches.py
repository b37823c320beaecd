"""Many cases at once: an owner for all that are ticked, the county's confirmation."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from leye.accounts.actions.base import Action, ActionError
from leye.accounts.enums import CAN_WRITE_LEDGER, Role
from leye.cases.actions.owners import AssignOwner
from leye.cases.actions.register import ConfirmLabourers
from leye.cases.models import Case
from leye.ledger.errors import Absent
from leye.web.work import WorkRequest, actor_of, work_page

#: More ticks than a page has rows cannot come from a page.
MOST = 200


def _ticked(request: WorkRequest) -> list[int]:
    """The cases ticked."""
    texts = request.POST.getlist("case")[:MOST]
    return [int(text) for text in texts if text.isascii() and text.isdigit() and len(text) < 19]


def _back(request: WorkRequest) -> HttpResponse:
    """To where the ticks were made."""
    target = request.POST.get("next", "")
    own = url_has_allowed_host_and_scheme(target, allowed_hosts=None) and target.startswith("/")
    return redirect(target if own else reverse("cases"))


def _run(request: WorkRequest, action: Action[list[Case]], done: str) -> HttpResponse:
    """Run an action on the ticked cases; what stands against it is told, and nothing is changed then."""
    try:
        cases = action.run()
    except Absent as error:
        raise Http404 from error
    except ActionError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, done % {"n": len(cases)})
    return _back(request)


@require_POST
@work_page(*CAN_WRITE_LEDGER)
def assign(request: WorkRequest) -> HttpResponse:
    """Give the ticked cases to somebody, to oneself (`owner=me`), or to nobody (empty)."""
    asked = request.POST.get("owner", "")
    if asked and asked != "me" and not asked.isdecimal():
        raise Http404
    user_id = request.user.pk if asked == "me" else int(asked) if asked else None
    done = _("已指派%(n)d个个案。") if user_id is not None else _("%(n)d个个案现在无人经办。")
    return _run(request, AssignOwner(actor_of(request), case_ids=_ticked(request), user_id=user_id), done)


@require_POST
@work_page(Role.COUNTY_OFFICER)
def confirm(request: WorkRequest) -> HttpResponse:
    """The county confirms the ticked registrations (#212)."""
    action = ConfirmLabourers(actor_of(request), case_ids=_ticked(request))
    return _run(request, action, _("已确认%(n)d人的登记结果。"))
