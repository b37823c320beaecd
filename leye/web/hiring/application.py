"""One application: who, for what, what the employer sees, what was done, and what can be done next."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from leye.accounts.actions.base import ActionError
from leye.areas.paths import path_names
from leye.hiring.actions.apply import AgreeToContact, Invite, MarkSeen, Offer, Refuse, Withdraw
from leye.hiring.changes import ApplicationChanged, changes_of
from leye.hiring.enums import ApplicationState
from leye.hiring.models import Application
from leye.hiring.resume import FACTS, READ, fact_words, resume, shown_name, shown_phone
from leye.hiring.seen_jobs import SeenJob, seen_jobs
from leye.hiring.states import WAITING, may, step_word
from leye.ledger.errors import Absent
from leye.standards.calendar import SHANGHAI, today
from leye.web.acting import carried_out
from leye.web.downloads import MAY_UNMASK
from leye.web.hiring.after import after_hire
from leye.web.hiring.forms import InviteForm, RefuseForm, StepForm, WithdrawForm
from leye.web.hiring.slots import slots_of
from leye.web.hiring.words import KINDS, buttons_of, line_of, may_act
from leye.web.people.looking import log_look
from leye.web.work import WorkRequest, actor_of, work_page


def application_or_404(request: WorkRequest, pk: int) -> tuple[Application, SeenJob]:
    """An application in scope, with the job that it is for."""
    rows = Application.objects.visible_to(request.scope).select_related("person", "slot")
    one = get_object_or_404(rows.prefetch_related(*READ), pk=pk)
    return one, seen_jobs([one.vacancy_id])[one.vacancy_id]


@work_page()
def application(request: WorkRequest, pk: int) -> HttpResponse:
    """The application; a look at the person's file."""
    one, job = application_or_404(request, pk)
    log_look(request, one.person_id)
    day = today()
    hidden = [
        str(label)
        for name, label in FACTS.items()
        if name not in one.shown and fact_words(name, one.person, day, one.sent_on)
    ]
    context = {
        **line_of(one, job, day), "person": one.person, "place": path_names(one.person.area_id), "day": day,
        "buttons": buttons_of(request, one, job), "resume": resume(one, day), "hidden": "、".join(hidden),
        "shown_name": shown_name(one), "shown_phone": shown_phone(one), "moments": _moments(one),
        "may_act": may_act(request, one), "open": one.state in WAITING,
        "own_vacancy": request.scope.covers(job.office_id),
        "may_contract": may_act(request, one) and one.state in (ApplicationState.OFFERED, ApplicationState.HIRED),
        "may_unmask": request.post.role in MAY_UNMASK,
        "crumbs": [
            {"label": _("应聘"), "url": reverse("applications")}, {"label": one.person.name},
        ],
    }  # fmt: skip
    if one.state == ApplicationState.HIRED:
        context |= after_hire(request, one)
    return render(request, "hiring/application.html", context)


def _moments(one: Application) -> list[dict[str, Any]]:
    """What was done, newest first."""
    return [
        {
            "on": change.at.astimezone(SHANGHAI).date(), "title": change.title, "text": change.text, "by": change.by,
            "icon": "badge", "kind": KINDS[ApplicationState(change.state)],
        }
        for change in reversed(changes_of(one))
    ]  # fmt: skip


#: step -> (form, what the action takes from it)
FORMS: dict[str, tuple[type[forms.Form], Callable[..., Any], tuple[str, ...]]] = {
    "see": (StepForm, MarkSeen, ()),
    "offer": (StepForm, Offer, ()),
    "invite": (InviteForm, Invite, ("slot",)),
    "refuse": (RefuseForm, Refuse, ("reason", "answer")),
    "withdraw": (WithdrawForm, Withdraw, ("answer",)),
}
NAMES = {"slot": "slot_id"}


@work_page()
def step(request: WorkRequest, pk: int, step: str) -> HttpResponse:
    """One step: at once, or after what it asks was told. Two at a time see what the other did."""
    if step not in FORMS:
        raise Http404
    one, job = application_or_404(request, pk)
    kind, action, names = FORMS[step]
    data = request.POST or None
    form = kind(data, initial={"version": one.version, "reason": request.GET.get("reason", "")})
    slots = slots_of(request, one.vacancy_id, only_open=True) if step == "invite" else []
    if isinstance(form, InviteForm):
        form.fields["slot"].choices = [(row["slot"].pk, row["words"]) for row in slots]  # type: ignore[attr-defined]  # a choice
    if request.method == "POST" and form.is_valid():
        values = {NAMES.get(name, name): form.cleaned_data[name] for name in names}
        doing = action(actor_of(request), application_id=pk, version=form.cleaned_data["version"], **values)
        try:
            done = carried_out(form, doing, {"slot_id": "slot"})
        except ApplicationChanged as error:
            return show_changed(request, error, one, job, step, form)
        if done:
            messages.success(request, _("已办理：%(step)s。") % {"step": step_word(step)})
            return redirect("application", pk)
    if request.method == "GET" and not may(one.state, step):
        messages.error(
            request,
            _("这份应聘现在是“%(state)s”，不用再%(step)s。")
            % {"state": one.get_state_display(), "step": step_word(step)},
        )
        return redirect("application", pk)
    log_look(request, one.person_id)
    context = {
        "one": one, "job": job, "form": form, "word": step_word(step), "step": step, "slots": slots,
        "own_vacancy": request.scope.covers(job.office_id),
    }  # fmt: skip
    return render(request, "hiring/step.html", context)


def show_changed(
    request: WorkRequest,
    error: ApplicationChanged,
    one: Application,
    job: SeenJob,
    step: str,
    form: forms.Form,
) -> HttpResponse:
    """What somebody else did since the page was opened (409), and what was typed, to do it all the same or not."""
    kept = format_html_join(
        "", '<input type="hidden" name="{}" value="{}">', _typed(request.POST, error.version)
    )
    context = {
        "one": one, "job": job, "word": step_word(step), "changes": error.changes, "error": str(error), "hidden": kept,
        "possible": may(error.state, step), "state": ApplicationState(error.state).label,
        "typed": _told(form),
        "action_url": request.path,
    }  # fmt: skip
    return render(request, "hiring/changed.html", context, status=409)


def _told(form: forms.Form) -> list[tuple[str, str]]:
    """What was filled in, in the form's own words."""
    found = []
    for field in form.visible_fields():
        value = field.value()
        if isinstance(field.field, forms.ChoiceField):
            choices: Any = field.field.choices
            value = {str(key): word for key, word in choices}.get(str(value))
        if value:
            found.append((str(field.label), str(value)))
    return found


def _typed(data: QueryDict, version: int) -> list[tuple[str, Any]]:
    names = [name for name in data if name not in ("csrfmiddlewaretoken", "version")]
    return [*((name, value) for name in names for value in data.getlist(name)), ("version", version)]


@require_POST
@work_page()
def contact(request: WorkRequest, pk: int) -> HttpResponse:
    """One side agrees that both see each other's telephone number, as the officer was told."""
    application_or_404(request, pk)
    side = request.POST.get("by")
    try:
        AgreeToContact(
            actor_of(request), application_id=pk, by_person=side == "person", by_employer=side == "employer"
        ).run()
    except Absent as error:
        raise Http404 from error
    except ActionError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("已记下。双方都同意后，单位才看到本人姓名和电话。"))
    return redirect("application", pk)
