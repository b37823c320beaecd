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
from leye.accounts.enums import CAN_WRITE_LEDGER, Role
from leye.casework.enums import OUTCOMES_BY_HAND, ServiceChannel, ServiceKind
from leye.ledger.errors import Absent
from leye.ledger.models import Person
from leye.outreach.pauses import paused_until
from leye.standards.calendar import today
from leye.web.myday.lines import Item, asks_wish, person_item, show_due
from leye.web.people.steps import check_may_write
from leye.web.services.forms import WISHES, WITH_ITEM, ServiceForm
from leye.web.services.saving import save_services
from leye.web.work import WorkRequest, work_page
from leye.worklist.models import Todo
from leye.worklist.reading import Due, due_of, owned_by, week_end

MANY = 200


def _open_dues(request: WorkRequest, person: Person) -> list[Due]:
    day = today()
    todos = Todo.objects.visible_to(request.scope).open().filter(owned_by(request.post.role), person=person)
    return [due_of(todo, day) for todo in todos.order_by("due_on", "rule")]


def _kinds_due(dues: list[Due]) -> list[str]:
    """The services that would close what is due, the most urgent first."""
    kinds = [kind for due in dues for kind in due.service_kinds[:1]]
    if any(asks_wish(due) for due in dues):
        kinds.append(ServiceKind.SURVEY.value)
    return list(dict.fromkeys(kinds))


def _ticked(dues: list[Due], kinds: list[str]) -> list[str]:
    """What is ticked beforehand: what presses this week and needs nothing more to be told, else the first."""
    pressing = [due for due in dues if due.late or due.suggested_on <= week_end(today())]
    chosen = [kind for kind in _kinds_due(pressing) if kind not in WITH_ITEM]
    return chosen or kinds[:1]


def _line(
    request: WorkRequest, person: Person, dues: list[Due], below: str = "", saved: bool = False
) -> Item:
    """The person's line as my day shows it; after saving it is done when nothing presses any more."""
    day = today()
    paused = paused_until(request.scope, [person.pk], day).get(person.pk)
    item = person_item(person, person.area.name, [show_due(due, day) for due in dues], day, paused)
    presses = any(
        due.late or due.suggested_on <= week_end(day) or due.due_on <= week_end(day) for due in dues
    )
    return {**item, "done": saved and not presses, "below": below}


def _show_line(request: WorkRequest, item: Item, toast: str = "", status: int = 200) -> HttpResponse:
    response = render(request, "services/line.html", {"item": item}, status=status)
    if toast:
        response["HX-Trigger"] = json.dumps({"toast": {"text": toast, "kind": "good"}})
    return response


def message_to(request: WorkRequest, person: Person) -> str:
    """A sentence to send by WeChat or text message. Names no group and no policy that would tell one."""
    what = _("就业协管员") if request.post.role == Role.VILLAGE_ASSISTANT else _("就业服务工作人员")
    return _("%(name)s您好，我是%(area)s%(what)s%(me)s，想了解一下您近期的就业情况和需要，方便时请回个电话或信息。") % {
        "name": person.name, "area": request.post.area.name, "what": what, "me": request.user.name}  # fmt: skip


def _quick_form(request: WorkRequest, person: Person, dues: list[Due], error: str = "") -> str:
    """The form under a line: what presses is ticked, one press on an outcome records."""
    kinds = _kinds_due(dues)
    posted = request.method == "POST"
    ticked = request.POST.getlist("kinds") if posted else _ticked(dues, kinds)
    first = [*kinds, *(kind for kind in ticked if kind not in kinds)] or [ServiceKind.FOLLOW_UP.value]
    boxes = [
        {"value": kind.value, "label": kind.label, "ticked": kind.value in ticked} for kind in ServiceKind
    ]
    context = {
        "person": person, "error": error, "url": reverse("record", args=[person.pk]),
        "first": sorted((box for box in boxes if box["value"] in first), key=lambda box: first.index(str(box["value"]))),
        "others": [box for box in boxes if box["value"] not in first], "channels": ServiceChannel.choices,
        "channel": request.POST.get("channel", ServiceChannel.PHONE), "item": request.POST.get("item", ""),
        "asks_item": bool(WITH_ITEM & set(first)), "outcomes": OUTCOMES_BY_HAND, "today": today().isoformat(),
        "wishes": WISHES if any(asks_wish(due) for due in dues) else [], "message": message_to(request, person),
    }  # fmt: skip
    return render_to_string("services/quick.html", context, request=request)


@work_page(*CAN_WRITE_LEDGER)
def record(request: WorkRequest, person_id: int) -> HttpResponse:
    """One person: the line's quick form by htmx, or the whole form as a page."""
    person = get_object_or_404(
        Person.objects.visible_to(request.scope).current().select_related("area"), pk=person_id
    )
    check_may_write(request, person)
    dues = _open_dues(request, person)
    if request.method == "GET" and request.GET.get("line"):
        return _show_line(request, _line(request, person, dues, _quick_form(request, person, dues)))
    from_line = bool(request.POST.get("line")) and bool(request.htmx)
    kinds = request.GET.getlist("kind") or _ticked(dues, _kinds_due(dues))
    form = ServiceForm(request.POST or None, initial={"kinds": kinds})
    if request.method == "POST" and form.is_valid():
        try:
            save_services(request, [person.pk], form)
        except Absent as error:
            raise Http404 from error
        except ActionError as error:
            form.add_error(None, str(error))
        else:
            saved = _("已为%(name)s记一次服务。") % {"name": person.name}
            if from_line:
                return _show_line(
                    request, _line(request, person, _open_dues(request, person), saved=True), saved
                )
            messages.success(request, saved)
            return redirect("person", person.pk)
    if from_line:
        words = "".join(str(text) for errors in form.errors.values() for text in errors)
        return _show_line(
            request, _line(request, person, dues, _quick_form(request, person, dues, words)), status=422
        )
    shown = [show_due(due, today()) for due in dues]
    return render(
        request, "services/record.html", {"form": form, "people": [person], "back": person, "dues": shown}
    )


@work_page(*CAN_WRITE_LEDGER)
def record_many(request: WorkRequest) -> HttpResponse:
    """Several people at once, ticked in a list: one form, one press."""
    asked = request.POST if request.method == "POST" else request.GET
    ids = list({int(text) for text in asked.getlist("person") if text.isascii() and text.isdigit()})
    people: list[Person] = list(
        Person.objects.visible_to(request.scope)
        .current()
        .filter(pk__in=ids)
        .order_by("area_id", "name", "pk")
    )
    if len(people) != len(ids):
        raise Http404
    for person in people:
        check_may_write(request, person)
    context: dict[str, Any] = {"people": people, "many": True, "too_many": len(people) > MANY, "most": MANY}
    form = ServiceForm(request.POST or None, initial={"channel": ServiceChannel.GROUP})
    if request.method == "POST" and people and not context["too_many"] and form.is_valid():
        try:
            count = save_services(request, [person.pk for person in people], form)
        except Absent as error:
            raise Http404 from error
        except ActionError as error:
            form.add_error(None, str(error))
        else:
            told = ngettext("已为%(n)s人记一次服务。", "已为%(n)s人记一次服务。", count) % {"n": count}
            messages.success(request, told)
            return redirect("myday")
    return render(request, "services/record.html", context | {"form": form})
