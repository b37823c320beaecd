"""无就业意愿材料: the set item by item, and what is missing."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from leye.casework.actions.declarations import suggested_file_no
from leye.casework.models import Declaration, ServiceRecord
from leye.casework.no_intention import helps_given, requirements
from leye.evidence.enums import About
from leye.evidence.subjects import Subject
from leye.standards.calendar import today
from leye.web.evidence.forms import CloseForm, MainReasonForm
from leye.web.evidence.subjects import find_subject
from leye.web.evidence.views import evidence_context
from leye.web.work import WorkRequest, work_page

SHOWN = 20


@work_page()
def page(request: WorkRequest, pk: int) -> HttpResponse:
    """The set: each item with what there is and what is missing."""
    subject = find_subject(request, About.DECLARATION, pk)
    return render(request, "evidence/no_intention.html", set_context(request, subject))


def set_context(request: WorkRequest, subject: Subject, **forms: Any) -> dict[str, Any]:
    """The context of a set's page."""
    declaration = _declaration(subject)
    items = requirements(declaration)
    lacking = [one.name for one in items if one.missing]
    return {
        **evidence_context(request, subject),
        "declaration": declaration,
        "conditions": [
            {
                "no": number, "text": one.title, "state": "missing" if one.missing else "yes",
                "value": one.missing or one.shown, "clause": one.clause,
            }
            for number, one in enumerate(items, 1)
        ],
        "ready": lacking == ["file_no"], "sign_main": "" if declaration.signed_by else "signatures",
        "helps": _helps(request, declaration), "reason_form": MainReasonForm(initial={"reason": declaration.reason}),
        "close_form": CloseForm(initial={"file_no": suggested_file_no(declaration)}), **forms,
    }  # fmt: skip


def _helps(request: WorkRequest, declaration: Declaration) -> list[ServiceRecord]:
    """The latest records of help to the household, before the declaration and after it."""
    if declaration.household_id is None:
        return []
    given = helps_given(declaration.household_id, today()).visible_to(request.scope)
    return list(given.select_related("person")[:SHOWN])


def _declaration(subject: Subject) -> Declaration:
    assert isinstance(subject.row, Declaration)
    return subject.row
