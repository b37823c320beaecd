"""一人一档: the situation, what is owed, what comes next."""

import datetime as dt
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from leye.accounts.access import recent_looks
from leye.accounts.actions.base import ActionError
from leye.accounts.enums import CAN_WRITE_LEDGER, Role
from leye.casework.models import ServiceRecord
from leye.casework.reading import last_contacts, timeline_of
from leye.evidence.reading import counts_of_services
from leye.evidence.subjects import was_late
from leye.ledger.actions.reveal import Reveal
from leye.ledger.errors import Absent
from leye.ledger.models import Person
from leye.ledger.moments import Moment
from leye.ledger.reading import PersonFile, person_file
from leye.ledger.records import Records
from leye.standards.calendar import today
from leye.web.paging import page_of
from leye.web.people.beside import beside
from leye.web.people.duties import owed_to_person
from leye.web.people.looking import log_look
from leye.web.people.sharing import card_of
from leye.web.recommending.card import card_of as jobs_of
from leye.web.work import WorkRequest, actor_of, work_page

#: Who may see who looked.
WATCHERS = (Role.COUNTY_OFFICER, Role.AUDITOR)
CLERKS = (Role.TOWNSHIP_CLERK, Role.COUNTY_OFFICER)
MOMENTS = 30
MOST_A_DAY = 500
#: Facts that stand in the file even while nobody has filled them in.
ALWAYS = ("id_number", "sex", "birth_date", "education", "phone", "address", "work_capacity")


def open_file(request: WorkRequest, pk: int) -> PersonFile:
    """The file of somebody in scope; 404 for everybody else."""
    try:
        return person_file(request.scope, pk)
    except Absent as error:
        raise Http404 from error


@work_page()
def person_page(request: WorkRequest, pk: int) -> HttpResponse:
    """The file. Somebody merged into another leads to the file that stands."""
    file = open_file(request, pk)
    if file.person.merged_into_id is not None:
        return redirect("person", file.person.merged_into_id)
    log_look(request, pk)
    day = today()
    household_id = file.household.id if file.household else None
    may_write = request.post.role in CAN_WRITE_LEDGER and file.editable
    context: dict[str, Any] = {
        "file": file, "person": file.person, "day": day, "may_write": may_write,
        "may_reveal": request.post.role in Reveal.allowed and file.editable,
        "is_clerk": may_write and request.post.role in CLERKS and request.scope.covers(file.person.area_id),
        "last_contact": last_contacts(request.scope, [pk]).get(pk),
        "facts_shown": [fact for fact in file.facts if fact.value or fact.name in ALWAYS],
        "services_url": reverse("person_services", args=[pk]),
        "owed": owed_to_person(request.scope, pk, household_id, day), **_moments(file.records, None),
        **beside(request, pk), **card_of(request, file),
    }  # fmt: skip
    context |= jobs_of(request, file.person, context["jobs"])
    if request.post.role in WATCHERS:
        context["looks"] = recent_looks(file.person)
    return render(request, "people/person.html", context)


def _moments(records: Records, before: dt.date | None) -> dict[str, Any]:
    """A piece of the time line and the day before which the next piece begins."""
    moments = timeline_of(records, MOMENTS + 1, before)
    more = len(moments) > MOMENTS
    shown = moments[:MOMENTS]
    if more:
        # A day is never cut in two: what is left of the last day comes with the next piece.
        last = moments[MOMENTS].on
        shown = [moment for moment in shown if moment.on > last] or _whole_day(records, before, last)
    older = shown[-1].on if more and shown else None
    return {"moments": shown, "older": older}


def _whole_day(records: Records, before: dt.date | None, day: dt.date) -> list[Moment]:
    """A day that alone fills a piece."""
    return [moment for moment in timeline_of(records, MOST_A_DAY, before) if moment.on == day]


@work_page()
def older_moments(request: WorkRequest, pk: int) -> HttpResponse:
    """More of the time line: as the end of the list by htmx, as a page without."""
    file = open_file(request, pk)
    log_look(request, pk)
    try:
        before = dt.date.fromisoformat(request.GET.get("before", ""))
    except ValueError:
        before = None
    context = {"person": file.person, **_moments(file.records, before)}
    return render(request, "people/moments.html" if request.htmx else "people/timeline.html", context)


@require_POST
@work_page()
def reveal(request: WorkRequest, pk: int) -> HttpResponse:
    """The whole identity number, on a page that is not kept and a line in the log."""
    try:
        number = Reveal(actor_of(request), person_id=pk).run()
    except Absent as error:
        raise Http404 from error
    except ActionError as error:
        raise PermissionDenied(str(error)) from error
    person = get_object_or_404(Person.objects.visible_to(request.scope), pk=pk)
    template = "people/number.html" if request.htmx else "people/number_page.html"
    return render(request, template, {"number": number, "person": person})


@work_page()
def services(request: WorkRequest, pk: int) -> HttpResponse:
    """Every service of a person, each to be put right by who may."""
    file = open_file(request, pk)
    log_look(request, pk)
    records = ServiceRecord.objects.visible_to(request.scope).filter(person_id=pk)
    page = page_of(request, lambda start, stop: list(records[start:stop]))
    shown = list(page.rows)
    counts = counts_of_services(request.scope, [record.pk for record in shown])
    context = {
        "person": file.person,
        "page": page,
        "records": [
            {"record": record, "late": was_late(record), "beside": counts[record.pk]} for record in shown
        ],
        "may_write": request.post.role in CAN_WRITE_LEDGER and file.editable,
    }
    return render(request, "people/services.html", context)
