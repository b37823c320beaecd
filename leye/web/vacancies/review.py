"""The queue of what waits for review, and the steps of one vacancy."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from leye.accounts.actions.base import ActionError
from leye.vacancies.actions.base import CAN_POST, CAN_REVIEW
from leye.vacancies.actions.lifecycle import (
    CloseVacancy,
    ConfirmVacancy,
    FillVacancy,
    ReopenVacancy,
    UnpublishVacancy,
)
from leye.vacancies.actions.review import PublishVacancy, RefuseVacancy, SubmitVacancy
from leye.vacancies.checks import remarks_on
from leye.vacancies.models import Vacancy
from leye.vacancies.states import step_word
from leye.web.acting import carried_out
from leye.web.fields import whole
from leye.web.paging import page_of
from leye.web.vacancies.forms import ReasonForm, ReopenForm
from leye.web.vacancies.lists import shown
from leye.web.vacancies.tabs import REVIEW, tabs_of
from leye.web.work import WorkRequest, actor_of, work_page

#: Vacancies on one page of the queue: each is checked anew for it.
AT_ONCE = 20
PLAIN: dict[str, Any] = {
    "submit": SubmitVacancy,
    "confirm": ConfirmVacancy,
    "fill": FillVacancy,
    "publish": PublishVacancy,
}
ASKING: dict[str, tuple[Any, type[forms.Form]]] = {
    "refuse": (RefuseVacancy, ReasonForm),
    "unpublish": (UnpublishVacancy, ReasonForm),
    "close": (CloseVacancy, ReasonForm),
    "reopen": (ReopenVacancy, ReopenForm),
}


@work_page(*CAN_REVIEW)
def queue(request: WorkRequest) -> HttpResponse:
    """What waits, the oldest first, each with its remarks."""
    waiting = Vacancy.objects.visible_to(request.scope).filter(status="submitted")
    waiting = waiting.select_related("agency", "submitted_by").order_by("submitted_on", "pk")
    page = page_of(
        request, lambda start, stop: [_waiting(request, one) for one in waiting[start:stop]], AT_ONCE
    )
    return render(request, "vacancies/queue.html", {"page": page, "tabs": tabs_of(request, REVIEW)})


def _waiting(request: WorkRequest, vacancy: Vacancy) -> dict[str, Any]:
    remarks = remarks_on(vacancy)
    return {
        **shown(vacancy), "remarks": remarks, "hard": any(remark.hard for remark in remarks),
        "own": vacancy.submitted_by_id == request.user.pk,
    }  # fmt: skip


@require_POST
@work_page(*CAN_REVIEW)
def publish_several(request: WorkRequest) -> HttpResponse:
    """Publish those that were ticked; whichever cannot be is named with the reason."""
    done = 0
    for value in request.POST.getlist("vacancy")[:AT_ONCE]:
        pk, _dot, version = value.partition(".")
        try:
            PublishVacancy(actor_of(request), vacancy_id=whole(pk), version=whole(version)).run()
            done += 1
        except ActionError as error:
            messages.error(request, _("编号%(no)s没有发布：%(why)s") % {"no": pk[:20], "why": error})
    if done:
        messages.success(request, _("已发布%(n)d个岗位。") % {"n": done})
    return redirect("vacancy_queue")


@work_page(*CAN_POST, *CAN_REVIEW)
def step(request: WorkRequest, pk: int, step: str) -> HttpResponse:
    """One step of a vacancy: at once, or after the reason was given."""
    found = get_object_or_404(Vacancy.objects.visible_to(request.scope), pk=pk)
    if step in PLAIN and request.method == "POST":
        more = {"version": whole(request.POST.get("version")) or None} if step == "publish" else {}
        try:
            PLAIN[step](actor_of(request), vacancy_id=pk, **more).run()
        except ActionError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("已办理：%(step)s。") % {"step": step_word(step)})
        return redirect("vacancy", pk)
    if step not in ASKING:
        raise Http404
    kind, form_class = ASKING[step]
    form = form_class(request.POST or None)
    if (
        request.method == "POST"
        and form.is_valid()
        and carried_out(form, kind(actor_of(request), vacancy_id=pk, **form.cleaned_data))
    ):
        messages.success(request, _("已办理：%(step)s。") % {"step": step_word(step)})
        return redirect("vacancy", pk)
    return render(
        request,
        "vacancies/reason.html",
        {"form": form, "found": found, "step": step, "word": step_word(step)},
    )
