"""A form of evidence that was sent with mistakes: the page it stood on, with the mistakes in it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from leye.evidence.enums import About
from leye.evidence.subjects import Subject
from leye.web.checks.items import item_context
from leye.web.evidence.no_intention import set_context
from leye.web.evidence.subjects import page_of_subject
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
    """The row's page with the forms given. Where the file is closed no form is shown, so the errors stand alone."""
    if not subject.open:
        for form in forms.values():
            for sentence in {str(error) for errors in form.errors.values() for error in errors}:
                messages.error(request, sentence)
        return redirect(page_of_subject(subject))
    template, context_of = SHOWN[subject.about]
    return render(request, template, context_of(request, subject, **forms))
