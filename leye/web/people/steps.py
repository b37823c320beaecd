"""One change to a person's file: a page of its own, or a dialog on the file when the browser can."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from leye.accounts.enums import CAN_WRITE_LEDGER
from leye.ledger.actions.spells import StartedSpell
from leye.ledger.models import (
    EmploymentSpell,
    GroupMembership,
    Person,
    Skill,
    TrainingNeed,
    UnemploymentRegistration,
)
from leye.web.acting import attempt
from leye.web.people.step_list import STEPS, Step
from leye.web.work import WorkRequest, actor_of, work_page
from leye.worklist.refresh import refresh_people


def person_or_404(request: WorkRequest, pk: int) -> Person:
    """The person to be changed, who must be in scope and stand for himself; absent and out of scope are the same.

    Raises PermissionDenied for somebody who is shared only to be looked at.
    """
    people = Person.objects.visible_to(request.scope).current().select_related("area", "household")
    person = get_object_or_404(people, pk=pk)
    check_may_write(request, person)
    return person


def check_may_write(request: WorkRequest, person: Person) -> None:
    """Raise PermissionDenied for somebody who is shared only to be looked at."""
    if not request.scope.may_edit(person.area_id, person.pk):
        raise PermissionDenied(_("此人只供您查看，不能办理。如需办理，请联系责任辖区。"))


@work_page(*CAN_WRITE_LEDGER)
def change(request: WorkRequest, pk: int, what: str, row: int | None = None) -> HttpResponse:
    """Show the form of a change, or make it."""
    step = STEPS.get(what)
    if step is None or bool(step.rows) != (row is not None):
        raise Http404
    person = person_or_404(request, pk)
    if request.post.role not in step.roles:
        raise PermissionDenied(_("您的岗位不能办理这件事；如确需办理，请联系县级经办员。"))
    target = get_object_or_404(getattr(person, step.rows), pk=row) if step.rows else None
    form = step.form(request.POST or None, scope=request.scope, person=person)
    if request.method == "POST" and (form.is_valid() or not form.fields):
        result = _make(request, step, form, row or person.pk)
        if not form.errors:
            return _saved(request, step, person, result)
    context = {
        "step": step, "person": person, "form": form, "target": words_of(target), "url": request.path,
        "back": reverse("person", args=[pk]),
    }  # fmt: skip
    template = "people/step_dialog.html" if request.htmx else "people/step.html"
    return render(request, template, context, status=422 if form.errors and request.htmx else 200)


def _make(request: WorkRequest, step: Step, form: Any, key: int) -> Any:
    return attempt(form, step.make(actor_of(request), key, dict(form.cleaned_data)))


def _saved(request: WorkRequest, step: Step, person: Person, result: Any) -> HttpResponse:
    """Back to the file, with the to-dos of everybody concerned worked out again."""
    moved = result if isinstance(result, list) and all(isinstance(one, int) for one in result) else []
    refresh_people({person.pk, *moved, *housemates(person)})
    messages.success(request, str(step.saved))
    if isinstance(result, StartedSpell):
        for warning in result.warnings:
            messages.warning(request, warning)
        if result.closed_registration:
            messages.info(request, _("失业登记已同时注销。"))
    return leave(request, reverse("person", args=[person.pk]))


def words_of(row: Any) -> str:
    """Which of the person's rows a form is about."""
    match row:
        case GroupMembership():
            return _("%(name)s（%(day)s认定）") % {"name": row.group.name, "day": row.valid_from}
        case UnemploymentRegistration():
            return _("%(place)s（%(day)s登记）") % {
                "place": row.get_place_kind_display(),
                "day": row.registered_on,
            }
        case EmploymentSpell():
            return _("%(name)s（%(day)s开始）") % {
                "name": row.employer_name or row.get_kind_display(),
                "day": row.started_on,
            }
        case Skill():
            return row.name
        case TrainingNeed():
            return row.subject
    return ""


def housemates(person: Person) -> list[int]:
    """One other member is enough for the household that was left or joined to be judged again."""
    if person.household_id is None:
        return []
    others = Person.objects.current().filter(household_id=person.household_id).exclude(pk=person.pk)
    return list(others.values_list("pk", flat=True)[:1])


def leave(request: WorkRequest, url: str) -> HttpResponse:
    """To another page; a dialog makes the browser go there."""
    if request.htmx:
        return HttpResponse(status=204, headers={"HX-Redirect": url})
    return redirect(url)
