"""应聘 and 面试: who applied, in part, and what the unit answers."""

from __future__ import annotations

import contextlib
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Count, Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from leye.accounts.actions.base import ActionError
from leye.hiring.enums import ApplicationState
from leye.hiring.models import Application, InterviewSlot
from leye.hiring.states import may, step_word
from leye.ledger.errors import Absent
from leye.recruiters.actions.answering import (
    AgreeOwnContact,
    InviteApplicant,
    OfferJob,
    OpenOwnSlot,
    RefuseApplicant,
    ReportStart,
    SeeApplicant,
)
from leye.recruiters.membership import in_hand
from leye.recruiters.seeing import Applicant, applicant, applicants
from leye.standards.calendar import SHANGHAI
from leye.vacancies.enums import OPEN
from leye.web.acting import carried_out
from leye.web.fields import whole
from leye.web.hiring.forms import InviteForm, RefuseForm
from leye.web.hiring.slots import SlotForm
from leye.web.hiring.words import KINDS, moment_words
from leye.web.paging import page_of
from leye.web.recruiters.forms import OfferForm
from leye.web.recruiters.gate import UnitRequest, actor_of, unit_page

S = ApplicationState
#: The lists by name: what is to be answered, what is agreed, what is over.
LISTS: dict[str, tuple[str, ...]] = {
    "new": (S.SENT, S.SEEN),
    "agreed": (S.INTERVIEW, S.OFFERED),
    "over": (S.HIRED, S.REFUSED, S.WITHDRAWN, S.EXPIRED),
}


@unit_page
def index(request: UnitRequest) -> HttpResponse:
    """Applications, those that wait for an answer first."""
    name = request.GET.get("list", "new")
    states = LISTS.get(name, LISTS["new"])
    vacancy = whole(request.GET.get("job")) or None
    page = page_of(
        request,
        lambda start, stop: [_line(one) for one in applicants(request.scope, states, vacancy, start, stop)],
    )
    words = {"new": _("待答复"), "agreed": _("约面试和拟录用"), "over": _("已结束")}
    tabs = [{"label": words[key], "url": f"?list={key}", "active": LISTS[key] is states} for key in LISTS]
    return render(request, "recruiters/applications.html", {"page": page, "tabs": tabs})


def _line(one: Applicant) -> dict[str, Any]:
    return {"one": one, "kind": KINDS[S(one.state)]}


def _applicant(request: UnitRequest, pk: int) -> Applicant:
    found = applicant(request.scope, pk, request.user.pk)
    if found is None:
        raise Http404
    return found


@unit_page
def application(request: UnitRequest, pk: int) -> HttpResponse:
    """One application with what the person shows; opening it marks it as seen."""
    state = (
        Application.objects.visible_to(request.scope).filter(pk=pk).values_list("state", flat=True).first()
    )
    if state == S.SENT:
        # When somebody else was quicker, or it is not there, the page says so.
        with contextlib.suppress(ActionError):
            SeeApplicant(actor_of(request), application_id=pk).run()
    found = _applicant(request, pk)
    slot = f"{moment_words(found.slot.starts_at)} {found.slot.place}" if found.slot else ""
    return render(request, "recruiters/application.html", {**_line(found), "slot": slot})


#: step -> (form, action, what the action takes from the form)
STEP_FORMS: dict[str, tuple[type[forms.Form], Any, dict[str, str]]] = {
    "invite": (InviteForm, InviteApplicant, {"slot_id": "slot"}),
    "offer": (OfferForm, OfferJob, {"starts_on": "starts_on"}),
    "start": (OfferForm, ReportStart, {"starts_on": "starts_on"}),
    "refuse": (RefuseForm, RefuseApplicant, {"reason": "reason", "answer": "answer"}),
}


@unit_page
def step(request: UnitRequest, pk: int, step: str) -> HttpResponse:
    """An answer, with what it asks."""
    if step not in STEP_FORMS:
        raise Http404
    found = _applicant(request, pk)
    kind, action, names = STEP_FORMS[step]
    form = kind(request.POST or None, initial={"version": found.version, "starts_on": found.starts_on})
    slots = _slots(request, found.vacancy_id) if step == "invite" else []
    if isinstance(form, InviteForm):
        form.fields["slot"].choices = [(row["slot"].pk, row["words"]) for row in slots]  # type: ignore[attr-defined]  # a choice
    word = _("报上岗日期") if step == "start" else step_word(step)
    if request.method == "POST" and form.is_valid():
        values = {name: form.cleaned_data[field] for name, field in names.items()}
        doing = action(actor_of(request), application_id=pk, version=form.cleaned_data["version"], **values)
        if carried_out(form, doing, names):
            messages.success(request, _("已办理：%(step)s。") % {"step": word})
            return redirect("unit_application", pk)
    if request.method == "GET" and not (
        found.state == S.OFFERED if step == "start" else may(found.state, step)
    ):
        words = _("这份应聘现在是“%(state)s”，不用再%(step)s。")
        messages.error(request, words % {"state": found.state_word, "step": word})
        return redirect("unit_application", pk)
    context = {**_line(found), "form": form, "word": word, "step": step, "slots": slots}
    return render(request, "recruiters/answer.html", context)


@require_POST
@unit_page
def contact(request: UnitRequest, pk: int) -> HttpResponse:
    """The unit agrees that both see each other's telephone number."""
    try:
        AgreeOwnContact(actor_of(request), application_id=pk).run()
    except Absent as error:
        raise Http404 from error
    except ActionError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("单位已同意。本人也同意后，双方能看到对方的电话。"))
    return redirect("unit_application", pk)


def _slots(request: UnitRequest, vacancy_id: int | None = None) -> list[dict[str, Any]]:
    """Times still to come with how many are in."""
    rows = InterviewSlot.objects.visible_to(request.scope).filter(
        vacancy__in=in_hand(request.scope), starts_at__gt=timezone.now()
    )
    if vacancy_id is not None:
        rows = rows.filter(vacancy_id=vacancy_id)
    taken = Count("applications", filter=Q(applications__state=S.INTERVIEW))
    return [
        {
            "slot": one, "taken": one.taken, "left": max(one.capacity - one.taken, 0), "job": one.vacancy,
            "words": f"{moment_words(one.starts_at)}-{one.ends_at.astimezone(SHANGHAI):%H:%M}",
        }
        for one in rows.select_related("vacancy").annotate(taken=taken)[:100]
    ]  # fmt: skip


@unit_page
def interviews(request: UnitRequest) -> HttpResponse:
    """The times at which the unit sees people, with who comes; first which vacancy a further one is for."""
    invited = applicants(request.scope, (S.INTERVIEW,), stop=500)
    slots = _slots(request)
    for row in slots:
        row["people"] = [one for one in invited if one.slot is not None and one.slot.pk == row["slot"].pk]
    jobs = in_hand(request.scope).filter(status__in=OPEN).order_by("-pk")
    return render(request, "recruiters/interviews.html", {"slots": slots, "jobs": list(jobs[:100])})


@unit_page
def open_slot(request: UnitRequest, pk: int) -> HttpResponse:
    """A further time for a vacancy."""
    found = get_object_or_404(in_hand(request.scope), pk=pk)
    form = SlotForm(request.POST or None, initial={"place": found.place})
    names = {"starts_at": "starts", "ends_at": "ends"}
    if request.method == "POST" and form.is_valid():
        action = OpenOwnSlot(actor_of(request), vacancy_id=found.pk, **form.values())
        if carried_out(form, action, names):
            messages.success(request, _("已加上这个面试时段，可以约人了。"))
            return redirect("unit_interviews")
    return render(request, "recruiters/slot.html", {"form": form, "found": found})
