"""求助 for officers: who waits and since when; taken, matched with the ledger, answered, turned into an application."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from leye.accounts.actions.base import Action, ActionError
from leye.accounts.enums import CAN_WRITE_LEDGER
from leye.areas.enums import Level
from leye.areas.paths import path_names
from leye.ledger.errors import Absent, AlreadyHere, Invalid, MayBeElsewhere
from leye.ledger.identities import holders_of
from leye.ledger.models import Person
from leye.ledger.reading import people_by_ids
from leye.selfservice.actions.answering import AnswerHelp, LinkHelp, OpenCase, TakeHelp, number_of
from leye.selfservice.enums import OPEN, HelpState
from leye.selfservice.models import HelpRequest
from leye.selfservice.reading import alike, days_waiting
from leye.selfservice.receipts import show_receipt
from leye.standards.identity import mask_identity
from leye.web.fields import area_choices, whole
from leye.web.paging import log_list
from leye.web.people.looking import log_look
from leye.web.selfservice.forms import AnswerForm, OpenCaseForm
from leye.web.work import WorkRequest, actor_of, work_page
from leye.worklist.refresh import refresh_people

#: Shown beside each other as tabs: what waits, what is in hand, what is done.
TABS = {
    "new": (HelpState.NEW,),
    "taken": (HelpState.TAKEN,),
    "done": (HelpState.ANSWERED, HelpState.CLOSED),
}
KINDS = {"new": "warn", "taken": "info", "answered": "good", "closed": "plain"}
#: A request that nobody has taken for so many days stands out.
LATE_AFTER_DAYS = 3


@work_page(*CAN_WRITE_LEDGER)
def index(request: WorkRequest) -> HttpResponse:
    """Requests of the scope; those that wait are there the oldest first, those that are done the newest first."""
    asked = request.GET.get("list", "new")
    which = asked if asked in TABS else "new"
    here = HelpRequest.objects.visible_to(request.scope)
    rows = here.filter(state__in=TABS[which]).select_related("taken_by")
    size, start = 50, whole(request.GET.get("offset"))
    found = list(rows.order_by("-pk" if which == "done" else "pk")[start : start + size + 1])
    log_list(request, f"help {which}", len(found[:size]))
    labels = {"new": _("等待受理"), "taken": _("正在办理"), "done": _("已办结")}
    counts = {name: here.filter(state__in=states).count() for name, states in TABS.items() if name != "done"}
    return render(request, "selfservice/requests.html", {
        "tabs": [
            {"label": labels[name], "url": f"?list={name}", "active": name == which, "count": counts.get(name)}
            for name in TABS
        ],
        "rows": [_row(one) for one in found[:size]], "which": which,
        "next_url": f"?list={which}&offset={start + size}" if len(found) > size else "",
        "crumbs": [{"label": _("个案"), "url": reverse("cases")}, {"label": _("求助"), "url": ""}],
    })  # fmt: skip


def _row(one: HelpRequest) -> dict[str, Any]:
    days = days_waiting(one)
    return {
        "one": one, "days": days, "late": one.state == HelpState.NEW and days >= LATE_AFTER_DAYS, "kind": KINDS[one.state],
        "place": path_names(one.area_id, Level.TOWNSHIP),
    }  # fmt: skip


def _request_or_404(request: WorkRequest, pk: int) -> HelpRequest:
    """A request of the scope; one of a person is a look at that person's file, and logged."""
    rows = HelpRequest.objects.visible_to(request.scope)
    one = rows.select_related("area", "person", "taken_by", "answered_by", "case").filter(pk=pk).first()
    if one is None:
        raise Http404
    if one.person_id is not None:
        log_look(request, one.person_id)
    return one


@work_page(*CAN_WRITE_LEDGER)
def show(request: WorkRequest, pk: int) -> HttpResponse:
    """One request with everything that can be done about it."""
    return _page(request, _request_or_404(request, pk))


def _page(request: WorkRequest, one: HelpRequest, **more: Any) -> HttpResponse:
    context: dict[str, Any] = {
        "one": one, "row": _row(one), "number": show_receipt(one.receipt), "may_act": one.state in OPEN,
        "masked": mask_identity(number_of(one)) if one.id_cipher else "",
        "answer_form": AnswerForm(initial={"version": one.version}),
        "crumbs": [
            {"label": _("个案"), "url": reverse("cases")}, {"label": _("求助"), "url": reverse("help_requests")},
            {"label": one.name, "url": ""},
        ],
    }  # fmt: skip
    if one.is_open and one.person_id is None:
        context |= _who(request, one)
    return render(request, "selfservice/request.html", {**context, **more})


def _who(request: WorkRequest, one: HelpRequest) -> dict[str, Any]:
    """Who it may be: the holder of the number that was given, else people with the same telephone or name."""
    number = number_of(one)
    held = holders_of([number]).get(number) if number else None
    known: list[Person] = []
    if held is not None and request.scope.covers(held.area_id):
        known = [held]
    elif not number:
        known = alike(request.scope, one)
    for person in known:
        log_look(request, person.pk)
    form = OpenCaseForm(initial={"version": one.version, "area_no": one.area_id})
    form.fields["area_no"].choices = [("", _("请选择")), *area_choices(request.scope, Level.VILLAGE)]  # type: ignore[attr-defined]  # a choice field
    return {
        "sure": held is not None and bool(known),
        "other_name": held is not None and bool(known) and held.name != one.name,
        "hits": people_by_ids(request.scope, [person.pk for person in known]),
        "case_form": form,
        "gave_number": bool(number),
    }


def _run(request: WorkRequest, action: Action[HelpRequest], done: str) -> HelpRequest | None:
    try:
        one = action.run()
    except Absent as error:
        raise Http404 from error
    except ActionError as error:
        messages.error(request, str(error))
        return None
    messages.success(request, done)
    return one


@require_POST
@work_page(*CAN_WRITE_LEDGER)
def take(request: WorkRequest, pk: int) -> HttpResponse:
    """I see to it."""
    _run(request, TakeHelp(actor_of(request), request_id=pk), _("这条求助由您办理。"))
    return redirect("help_request", pk)


@require_POST
@work_page(*CAN_WRITE_LEDGER)
def link(request: WorkRequest, pk: int, person_pk: int) -> HttpResponse:
    """It is this person of the ledger."""
    _run(request, LinkHelp(actor_of(request), request_id=pk, person_id=person_pk), _("已对上台账里的人。"))
    return redirect("help_request", pk)


@require_POST
@work_page(*CAN_WRITE_LEDGER)
def answer(request: WorkRequest, pk: int) -> HttpResponse:
    """The answer in words; or closed, with the reason."""
    one = _request_or_404(request, pk)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _page(request, one, answer_form=form)
    close = bool(request.POST.get("close"))
    data = form.cleaned_data
    action = AnswerHelp(
        actor_of(request), request_id=pk, version=data["version"], answer=data["answer"], close=close
    )
    done = _run(request, action, _("已关闭。") if close else _("已答复，本人凭回执可以看到。"))
    return redirect("help_requests" if done else "help_request", *([] if done else [pk]))


@require_POST
@work_page(*CAN_WRITE_LEDGER)
def open_case(request: WorkRequest, pk: int) -> HttpResponse:
    """An application from the request: of the person it is matched with, of who holds the number, or of somebody new."""
    one = _request_or_404(request, pk)
    action = OpenCase(
        actor_of(request), request_id=pk, version=whole(request.POST.get("version")) or None,
        same_person=request.POST.get("same_person") == "1",
        id_number=request.POST.get("id_number", "").strip(), area_no=whole(request.POST.get("area_no")) or None,
    )  # fmt: skip
    more: dict[str, Any] = {}
    try:
        with transaction.atomic():
            made = action.run()
    except Absent as error:
        raise Http404 from error
    except AlreadyHere as error:
        messages.error(request, str(error))
    except MayBeElsewhere as error:
        more["elsewhere"] = str(error)
    except Invalid as error:
        return _page(request, one, problems=error.problems, typed=request.POST)
    except ActionError as error:
        messages.error(request, str(error))
    else:
        assert made.case is not None
        assert made.person_id is not None
        refresh_people([made.person_id])
        messages.success(request, _("已受理%(name)s的申请。") % {"name": made.name})
        return redirect("case", made.case.pk)
    return _page(request, one, **more)
