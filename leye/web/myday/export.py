"""The day as a workbook, one row a duty."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from leye.accounts.enums import CAN_WRITE_LEDGER, Role
from leye.areas.models import Area
from leye.ledger.models import Person
from leye.ledger.reading import masked_number
from leye.standards.calendar import today
from leye.standards.phones import mask_phone
from leye.vault.crypto import decrypt
from leye.web.downloads import download, wants_full
from leye.web.fields import whole
from leye.web.policy.subject_names import Names, subject_names
from leye.web.work import WorkRequest, work_page
from leye.worklist.enums import SubjectKind
from leye.worklist.models import Todo
from leye.worklist.reading import due_of, owned_by


def _columns() -> list[str]:
    return [
        _("姓名"), _("身份证号"), _("电话"), _("村（社区）"), _("待办"), _("条款"),
        _("应办"), _("已办"), _("期限"), _("建议日期"),
    ]  # fmt: skip


def _rows(request: WorkRequest, full: bool) -> Iterator[list[Any]]:
    day = today()
    todos = Todo.objects.workable_in(request.scope).open().filter(owned_by(request.post.role))
    if area := whole(request.GET.get("area")):
        todos = todos.filter(area_id=area)
    areas = {area.no: area.name for area in Area.objects.below(request.post.area)}
    units = todos.filter(person__isnull=True, household__isnull=True).values_list(
        "subject_kind", "subject_id"
    )
    names = subject_names(request.scope, units)
    for todo in (
        todos.select_related("person", "household__head")
        .order_by("area_id", "person_id", "due_on")
        .iterator(2000)
    ):
        person: Person | None = todo.person or (todo.household.head if todo.household else None)
        number = "" if person is None else decrypt(bytes(person.id_cipher)) if full else masked_number(person)
        phone = "" if person is None else person.phone if full else mask_phone(person.phone)
        due = due_of(todo, day)
        yield [
            person.name if person else _name_of(todo, areas, names), number, phone, areas.get(todo.area_id, ""),
            due.title, due.clause, due.need, due.have, due.due_on, due.suggested_on,
        ]  # fmt: skip


def _name_of(todo: Todo, areas: dict[int, str], names: Names) -> str:
    """What a to-do about nobody in person is about: a site, a class, an employer, or the area itself."""
    if todo.subject_kind == SubjectKind.AREA:
        return areas.get(todo.subject_id, "")
    return names.get((todo.subject_kind, todo.subject_id), ("", ""))[0]


@work_page(*CAN_WRITE_LEDGER, Role.SUPERVISOR)
def download_day(request: WorkRequest) -> HttpResponse:
    """The post's open to-dos."""
    full = wants_full(request)
    return download(request, _("待办名单"), _columns(), _rows(request, full), full=full)
