"""Hiring an applicant, and taking back a hire that was entered by mistake."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from leye.accounts.enums import CAN_WRITE_LEDGER
from leye.hiring.actions.hire import HirePerson, UndoHire, spell_kind
from leye.hiring.changes import ApplicationChanged
from leye.hiring.enums import ApplicationState
from leye.hiring.models import Application
from leye.hiring.seen_jobs import SeenJob
from leye.hiring.states import may, step_word
from leye.ledger.cards import running
from leye.ledger.enums import Channel, SpellKind
from leye.standards.calendar import today
from leye.web.acting import carried_out
from leye.web.hiring.application import application_or_404, show_changed
from leye.web.hiring.forms import HireForm, UndoForm
from leye.web.people.looking import log_look
from leye.web.work import WorkRequest, actor_of, work_page
from leye.worklist.refresh import refresh_people

_FIELDS = (
    "started_on", "kind", "contract_months", "wage_fen", "insured_on", "channel", "work_place", "reach",
)  # fmt: skip


@work_page(*CAN_WRITE_LEDGER)
def hire(request: WorkRequest, pk: int) -> HttpResponse:
    """The form of a hire; without a seat left it says so and what else can be done."""
    one, job = application_or_404(request, pk)
    if request.method == "GET" and not may(one.state, "hire"):
        return _not_now(request, one, "hire")
    kind = spell_kind(job.contract)
    start: dict[str, Any] = {
        "version": one.version, "kind": kind, "work_place": job.place[:60],
        "channel": Channel.EMPLOYER if kind == SpellKind.CONTRACT else Channel.FLEXIBLE,
    }  # fmt: skip
    if one.starts_on is not None and one.starts_on <= today():
        start["started_on"] = one.starts_on.isoformat()
    form = HireForm(request.POST or None, initial=start)
    form.fields["wage_fen"].help_text = _("岗位写的报酬：%(pay)s") % {"pay": job.pay}
    if request.method == "POST" and form.is_valid():
        values = {name: form.cleaned_data[name] for name in _FIELDS}
        action = HirePerson(
            actor_of(request), application_id=pk, version=form.cleaned_data["version"], **values
        )
        try:
            done = carried_out(form, action)
        except ApplicationChanged as error:
            return show_changed(request, error, one, job, "hire", form)
        if done:
            refresh_people([one.person_id])
            messages.success(request, _("已录用，名额已占，就业已记入台账。下面是随之办结的和要回访的日子。"))
            return redirect("application", pk)
        one, job = application_or_404(request, pk)
    log_look(request, one.person_id)
    return render(request, "hiring/hire.html", _context(request, form, one, job))


def _context(request: WorkRequest, form: HireForm, one: Application, job: SeenJob) -> dict[str, Any]:
    return {
        "form": form, "one": one, "job": job, "full": job.seats_left < 1,
        "works": list(one.person.spells.filter(running(today(), "started_on"))),
        "own_vacancy": request.scope.covers(job.office_id), "word": step_word("hire"),
    }  # fmt: skip


@work_page(*CAN_WRITE_LEDGER)
def undo(request: WorkRequest, pk: int) -> HttpResponse:
    """Take a hire back, with the reason."""
    one, job = application_or_404(request, pk)
    if request.method == "GET" and not may(one.state, "undo"):
        return _not_now(request, one, "undo")
    form = UndoForm(request.POST or None, initial={"version": one.version})
    if request.method == "POST" and form.is_valid():
        action = UndoHire(actor_of(request), application_id=pk, **form.cleaned_data)
        try:
            done = carried_out(form, action)
        except ApplicationChanged as error:
            return show_changed(request, error, one, job, "undo", form)
        if done:
            refresh_people([one.person_id])
            messages.success(request, _("已撤销录用：名额退回，台账里的这段就业已撤销，应聘回到“拟录用”。"))
            return redirect("application", pk)
    log_look(request, one.person_id)
    return render(request, "hiring/undo.html", {"form": form, "one": one, "job": job})


def _not_now(request: WorkRequest, one: Application, step: str) -> HttpResponse:
    words = {"state": ApplicationState(one.state).label, "step": step_word(step)}
    messages.error(request, _("这份应聘现在是“%(state)s”，不能%(step)s。") % words)
    return redirect("application", one.pk)
