"""A form of evidence that was sent with mistakes: the page it stood on, with the mistakes in it."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from leye.evidence.enums import About
from leye.evidence.subjects import Subject
from leye.web.checks.items import item_context
from leye.web.evidence.no_intention import set_context
from leye.web.evidence.views import person_context, service_context
from leye.web.work import WorkRequest

#: The template of each kind of row, and what fills it.
SHOWN = {
    About.PERSON: ("evidence/person.html", person_context),
    About.SERVICE: ("evidence/service.html", service_context),
    About.DECLARATION: ("evidence/no_intention.html", set_context),
    About.CHECK: ("checks/item.html", item_context),
}


def show_again(request: WorkRequest, subject: Subject, **forms: Any) -> HttpResponse:
    """The row's page with the forms given."""
    template, context_of = SHOWN[subject.about]
    return render(request, template, context_of(request, subject, **forms))
