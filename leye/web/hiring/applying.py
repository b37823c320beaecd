"""An officer applies for a person who asked for it: what the employer is shown is the person's choice."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from leye.accounts.enums import CAN_WRITE_LEDGER
from leye.hiring.actions.apply import Apply
from leye.hiring.models import Application
from leye.hiring.openings import opening
from leye.hiring.resume import FACTS, fact_words
from leye.hiring.seen_jobs import seen_jobs
from leye.ledger.models import Person
from leye.standards.calendar import today
from leye.web.acting import attempt
from leye.web.hiring.forms import ApplyForm
from leye.web.people.looking import log_look
from leye.web.people.steps import check_may_write
from leye.web.work import WorkRequest, actor_of, work_page


@work_page(*CAN_WRITE_LEDGER)
def apply(request: WorkRequest, vacancy_pk: int, person_pk: int) -> HttpResponse:
    """The form; one that waits already is shown instead."""
    person = get_object_or_404(Person.objects.visible_to(request.scope).current(), pk=person_pk)
    check_may_write(request, person)
    earlier = Application.objects.visible_to(request.scope).filter(person=person, vacancy_id=vacancy_pk)
    waiting = earlier.waiting().first()
    if waiting is not None:
        messages.info(request, _("此人已应聘这个岗位，正在等答复。"))
        return redirect("application", waiting.pk)
    job = seen_jobs([vacancy_pk]).get(vacancy_pk)
    recommended = person.recommendations.filter(vacancy_id=vacancy_pk)
    # What neither is open nor was recommended, and belongs to another office, is not this post's to know.
    if job is None or not (
        opening(vacancy_pk) or request.scope.covers(job.office_id) or recommended.exists() or earlier.exists()
    ):
        raise Http404
    form = ApplyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        action = Apply(actor_of(request), person_id=person.pk, vacancy_id=vacancy_pk, **form.cleaned_data)
        made = attempt(form, action)
        if made is not None:
            messages.success(request, _("已应聘，等单位答复。"))
            return redirect("application", made.pk)
    log_look(request, person.pk)
    facts = [(str(label), fact_words(name, person, today())) for name, label in FACTS.items()]
    return render(request, "hiring/apply.html", {"form": form, "person": person, "job": job, "facts": facts})
