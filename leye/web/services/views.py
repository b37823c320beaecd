"""记一次服务: two clicks from the day's line, one page for details, several people at once."""

import json
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from leye.accounts.actions.base import ActionError
from leye.accounts.enums import CAN_WRITE_LEDGER
from leye.casework.actions.record_service import RecordServices
from leye.casework.enums import Outcome
from leye.ledger.models import Person
from leye.standards.calendar import today
from leye.web.myday.lines import Item, person_item, show_due
from leye.web.services.forms import ServiceForm
from leye.web.work import WorkRequest, actor_of, work_page
from leye.worklist.models import Todo
from leye.worklist.reading import due_of, owned_by
from leye.worklist.refresh import refresh_people

MANY = 200


def _open_dues(request: WorkRequest, person: Person) -> list[Any]:
    day = today()
    todos = Todo.objects.visible_to(request.scope).open().filter(owned_by(request.post.role), person=person)
    return [due_of(todo, day) for todo in todos.order_by("due_on", "rule")]


def _line(request: WorkRequest, person: Person, below: str = "") -> Item:
    """The person's line as my day shows it; done when nothing is due any more."""
    day = today()
    dues = _open_dues(request, person)
    soon = [due for due in dues if due.suggested_on <= day or due.late] or dues
    item = person_item(person, person.area.name, [show_due(due, day) for due in soon], day)
    return {**item, "done": not dues, "below": below}


def _show_line(request: WorkRequest, item: Item, toast: str = "") -> HttpResponse:
    response = render(request, "services/line.html", {"item": item})
    if toast:
        response["HX-Trigger"] = json.dumps({"toast": {"text": toast, "kind": "good"}})
    return response


def _quick_form(
    request: WorkRequest, person: Person, error: str = "", chosen: list[str] | None = None
) -> str:
    """The form under a line: kinds that are due are ticked, one press on an outcome records."""
    due_kinds = [kind for due in _open_dues(request, person) for kind in due.service_kinds[:1]]
    form = ServiceForm(initial={"kinds": chosen or due_kinds[:1]})
    context = {
        "form": form, "person": person, "error": error, "due_kinds": list(dict.fromkeys(due_kinds)),
        "url": reverse("record", args=[person.pk]), "outcomes": Outcome.choices,
    }  # fmt: skip
    return render_to_string("services/quick.html", context, request=request)


@work_page(*CAN_WRITE_LEDGER)
def record(request: WorkRequest, person_id: int) -> HttpResponse:
    """One person: the line's quick form by htmx, or the whole form as a page."""
    person = get_object_or_404(
        Person.objects.visible_to(request.scope).current().select_related("area"), pk=person_id
    )
    if request.method == "GET" and request.GET.get("line"):
        return _show_line(request, _line(request, person, _quick_form(request, person)))
    from_line = bool(request.POST.get("line"))
    form = ServiceForm(request.POST or None, initial={"kinds": request.GET.getlist("kind")})
    if request.method == "POST" and form.is_valid():
        try:
            _save(request, [person.pk], form)
        except ActionError as error:
            form.add_error(None, str(error))
        else:
            saved = _("已为%(name)s记一次服务。") % {"name": person.name}
            if from_line:
                return _show_line(request, _line(request, person), saved)
            messages.success(request, saved)
            return redirect("person", person.pk)
    if from_line:
        words = "".join(str(text) for errors in form.errors.values() for text in errors)
        below = _quick_form(request, person, words, request.POST.getlist("kinds"))
        response = _show_line(request, _line(request, person, below))
        response.status_code = 422
        return response
    return render(request, "services/record.html", {"form": form, "people": [person], "back": person})


def _save(request: WorkRequest, ids: list[int], form: ServiceForm) -> int:
    data = form.cleaned_data
    recorded = RecordServices(
        actor_of(request), person_ids=ids, kinds=data["kinds"], served_on=data["served_on"], channel=data["channel"],
        outcome=data["outcome"], item=data["item"], note=data["note"],
    ).run()  # fmt: skip
    refresh_people(recorded.touched)
    return len(recorded.touched)


@work_page(*CAN_WRITE_LEDGER)
def record_many(request: WorkRequest) -> HttpResponse:
    """Several people at once, ticked in a list: one form, one press."""
    asked = request.POST if request.method == "POST" else request.GET
    ids = [int(text) for text in asked.getlist("person") if text.isdigit()]
    people = list(
        Person.objects.visible_to(request.scope)
        .current()
        .filter(pk__in=ids)
        .order_by("area_id", "name")[:MANY]
    )
    if ids and len(people) != min(len(set(ids)), MANY):
        raise Http404
    form = ServiceForm(request.POST or None, initial={"channel": "group"})
    if request.method == "POST" and people and form.is_valid():
        try:
            count = _save(request, [person.pk for person in people], form)
        except ActionError as error:
            form.add_error(None, str(error))
        else:
            told = ngettext("已为%(n)s人记一次服务。", "已为%(n)s人记一次服务。", count) % {"n": count}
            messages.success(request, told)
            return redirect("myday")
    return render(request, "services/record.html", {"form": form, "people": people, "many": True})
