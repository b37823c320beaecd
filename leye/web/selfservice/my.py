"""我的: recommended jobs and applications of who is signed in as a person."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from leye.accounts.actions.base import Action, ActionError
from leye.areas.enums import Level
from leye.areas.paths import chain
from leye.hiring.enums import ApplicationState
from leye.hiring.fitting import why_not
from leye.hiring.models import Recommendation
from leye.hiring.models.recommending import LIVE
from leye.hiring.resume import USUAL
from leye.ledger.errors import Absent
from leye.selfservice.actions.applying import (
    AgreeMine,
    ApplyForMyself,
    ChooseSlot,
    DeclineMine,
    ReadMine,
    WithdrawMine,
    free_slots,
)
from leye.selfservice.own import own_applications, own_jobs, why_few
from leye.vacancies.reading import public_vacancy
from leye.web.acting import attempt
from leye.web.fields import whole
from leye.web.selfservice.forms import ApplyForm, DeclineForm
from leye.web.selfservice.kept import kept_searches
from leye.web.selfservice.seeking import SeekerRequest, actor_of_seeker, seeker_page


@seeker_page
def index(request: SeekerRequest) -> HttpResponse:
    """What was recommended and why, what was applied for, what is looked for. Seen is seen."""
    person = request.person
    jobs = own_jobs(person.pk)
    for job in jobs:
        if job.told:
            ReadMine(actor_of_seeker(request), recommendation_id=job.pk).run()
    applications = own_applications(person.pk)
    return render(request, "selfservice/my.html", {
        "person": person, "jobs": jobs, "why": why_few(person.pk) if len(jobs) < 3 else [],
        "waiting": [one for one in applications if one.waits], "past": len([one for one in applications if not one.waits]),
        "searches": kept_searches(request),
        "county": next((area.no for area in chain(person.area_id) if area.level == Level.COUNTY), None),
    })  # fmt: skip


@seeker_page
def applications(request: SeekerRequest) -> HttpResponse:
    """Every application of the person."""
    return render(
        request, "selfservice/applications.html", {"applications": own_applications(request.person.pk)}
    )


@seeker_page
def application(request: SeekerRequest, pk: int) -> HttpResponse:
    """One application: where it stands and what the person can do about it."""
    found = own_applications(request.person.pk, pk)
    if not found:
        raise Http404
    one = found[0]
    slots = (
        free_slots(one.row.vacancy_id, one.row.slot_id) if one.row.state == ApplicationState.INTERVIEW else []
    )
    return render(request, "selfservice/application.html", {"one": one, "slots": slots})


def _done(request: SeekerRequest, action: Action[Any], words: str) -> None:
    """Run an action and tell how it went; a row of somebody else is a 404."""
    try:
        action.run()
    except Absent as error:
        raise Http404 from error
    except ActionError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, words)


@require_POST
@seeker_page
def withdraw(request: SeekerRequest, pk: int) -> HttpResponse:
    """Not any more."""
    _done(request, WithdrawMine(actor_of_seeker(request), application_id=pk), _("已撤回，单位会看到。"))
    return redirect("my_application", pk)


@require_POST
@seeker_page
def agree(request: SeekerRequest, pk: int) -> HttpResponse:
    """The employer may see name and telephone, if it agrees too."""
    _done(
        request,
        AgreeMine(actor_of_seeker(request), application_id=pk),
        _("您已同意。单位也同意后，双方可以看到电话。"),
    )
    return redirect("my_application", pk)


@require_POST
@seeker_page
def slot(request: SeekerRequest, pk: int) -> HttpResponse:
    """Another time for the interview."""
    chosen = whole(request.POST.get("slot"))
    _done(
        request,
        ChooseSlot(actor_of_seeker(request), application_id=pk, slot_id=chosen),
        _("面试时间已定下。"),
    )
    return redirect("my_application", pk)


@seeker_page
def apply(request: SeekerRequest, vacancy_pk: int) -> HttpResponse:
    """Apply for a job: what the employer is to see. What stands against it is said before anything is filled in."""
    job = public_vacancy(vacancy_pk)
    if job is None:
        messages.error(request, _("这个岗位已经不在招聘，请另选一个岗位。"))
        return redirect("jobs")
    waiting = next(
        (one for one in own_applications(request.person.pk) if one.waits and one.row.vacancy_id == vacancy_pk), None
    )  # fmt: skip
    if waiting is not None:
        messages.info(request, _("您已应聘这个岗位，正在等答复。"))
        return redirect("my_application", waiting.row.pk)
    form = ApplyForm(request.POST or None, initial={"shown": list(USUAL)})
    if request.method == "POST" and form.is_valid():
        made = attempt(form, ApplyForMyself(
            actor_of_seeker(request), person_id=request.person.pk, vacancy_id=vacancy_pk, **form.cleaned_data
        ))  # fmt: skip
        if made is not None:
            messages.success(request, _("应聘已送出。"))
            return redirect("my_application", made.pk)
    misses = why_not(request.person.pk, vacancy_pk) if job.seats_left else []
    return render(request, "selfservice/apply.html", {"job": job, "form": form, "misses": misses})


@seeker_page
def decline(request: SeekerRequest, pk: int) -> HttpResponse:
    """Not this one, and why."""
    rows = Recommendation.objects.visible_to(request.scope)
    one = rows.filter(pk=pk).first()
    if one is None:
        raise Http404
    if one.state not in LIVE:
        messages.info(request, _("这个岗位您已经答复过了。"))
        return redirect("my")
    form: forms.Form = DeclineForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        done = attempt(form, DeclineMine(actor_of_seeker(request), recommendation_id=pk, **form.cleaned_data))
        if done is not None:
            messages.success(request, _("知道了，不再向您推荐这个岗位。"))
            return redirect("my")
    return render(request, "selfservice/decline.html", {"one": one, "form": form})
