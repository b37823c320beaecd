"""My day: one line a person (household, area, site …) with all that is due to it, overdue first."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from typing import Any

from django.db.models import BigIntegerField, Case, CharField, Count, F, Min, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce

from leye.accounts.enums import Role
from leye.accounts.scope import Scope
from leye.adoption.registry import find_rule, packs
from leye.worklist.enums import SubjectKind, TodoState
from leye.worklist.models import Todo

#: Which levels' duties (1 province … 5 village) land on whose day.
LEVELS_OF = {
    Role.VILLAGE_ASSISTANT: (5,),
    Role.TOWNSHIP_CLERK: (4, 5),
    Role.COUNTY_OFFICER: (3,),
    Role.SUPERVISOR: (1, 2),
}
#: A grouped queryset; its row type cannot be named.
Grouped = Any
COMING_DAYS = 30
PAGE = 50


class Group(StrEnum):
    """The three parts of a day."""

    OVERDUE = "overdue"
    WEEK = "week"
    COMING = "coming"


@dataclass(frozen=True)
class Due:
    """One thing due: the rule's title and clause, how many are needed and done, until when."""

    todo_id: int
    pack: str
    rule: str
    title: str
    clause: str
    need: int
    have: int
    due_on: dt.date
    suggested_on: dt.date
    late: bool
    service_kinds: tuple[str, ...] = ()


@dataclass
class Line:
    """One subject of a day with everything due to it."""

    kind: str
    id: int
    area_id: int
    first_due: dt.date
    dues: list[Due] = field(default_factory=list)


def week_end(day: dt.date) -> dt.date:
    """The last of the seven days that begin today: a week that is never over on a Sunday."""
    return day + dt.timedelta(days=6)


@cache
def owned_by(role: str) -> Q:
    """To-dos of the duties that a role's level owes; everything for roles that only look."""
    levels = LEVELS_OF.get(Role(role))
    if levels is None:
        return Q()
    mine = Q(pk__in=[])
    for pack in packs().values():
        names = [duty.name for duty in pack.duties if duty.owner.level in levels]
        if names:
            mine |= Q(pack=pack.id, rule__in=names)
    return mine


def _lines(todos: QuerySet[Todo]) -> Grouped:
    """Open to-dos grouped by the line they stand on."""
    return todos.values(
        line_kind=Case(
            When(person__isnull=False, then=Value(SubjectKind.PERSON.value)),
            When(household__isnull=False, then=Value(SubjectKind.HOUSEHOLD.value)),
            default=F("subject_kind"),
            output_field=CharField(),
        ),
        line_id=Coalesce(F("person_id"), F("household_id"), F("subject_id"), output_field=BigIntegerField()),
        line_area=F("area_id"),
    ).annotate(first_due=Min("due_on"), first_suggested=Min("suggested_on"))


def _stands_in(group: Group, day: dt.date) -> Q:
    """Grouped to-dos of a part of the day."""
    soon = Q(first_suggested__lte=week_end(day)) | Q(first_due__lte=week_end(day))
    if group == Group.OVERDUE:
        return Q(first_due__lt=day)
    if group == Group.WEEK:
        return soon & Q(first_due__gte=day)
    return ~soon & Q(first_suggested__lte=day + dt.timedelta(days=COMING_DAYS))


def day_counts(scope: Scope, role: str, day: dt.date) -> dict[Group, int]:
    """How many lines stand in each part of the day: one query."""
    todos = Todo.objects.workable_in(scope).open().filter(owned_by(role))
    counts = {group.value: Count("line_id", filter=_stands_in(group, day)) for group in Group}
    return {Group(name): count for name, count in _lines(todos).aggregate(**counts).items()}


def day_parts(
    scope: Scope,
    role: str,
    day: dt.date,
    limits: Mapping[Group, int],
    *,
    area: int | None = None,
    offset: int = 0,
) -> dict[Group, list[Line]]:
    """One page of lines of some parts of the day, so many of each, the most urgent first, each with all its dues.

    One query a part, and one for what is due, whatever the number of lines.
    """
    todos = Todo.objects.workable_in(scope).open().filter(owned_by(role))
    if area is not None:
        todos = todos.filter(area_id=area)
    parts = {group: _first_lines(todos, group, day, offset, limit) for group, limit in limits.items()}
    _fill([line for lines in parts.values() for line in lines], todos, day)
    return parts


def _first_lines(todos: QuerySet[Todo], group: Group, day: dt.date, offset: int, limit: int) -> list[Line]:
    order = "first_suggested" if group == Group.COMING else "first_due"
    lines = _lines(todos).filter(_stands_in(group, day)).order_by(order, "line_area", "line_id")
    return [
        Line(row["line_kind"], row["line_id"], row["line_area"], row["first_due"])
        for row in lines[offset : offset + limit]
    ]


def _fill(lines: Sequence[Line], todos: QuerySet[Todo], day: dt.date) -> None:
    if not lines:
        return
    by_key = {(line.kind, line.id): line for line in lines}
    ids: dict[str, list[int]] = {kind: [] for kind in SubjectKind.values}
    for kind, key in by_key:
        ids[kind].append(key)
    wanted = Q(person_id__in=ids[SubjectKind.PERSON]) | Q(
        person__isnull=True, household_id__in=ids[SubjectKind.HOUSEHOLD]
    )
    for kind in ids.keys() - {SubjectKind.PERSON.value, SubjectKind.HOUSEHOLD.value}:
        if ids[kind]:
            nobody = Q(person__isnull=True, household__isnull=True)
            wanted |= nobody & Q(subject_kind=kind, subject_id__in=ids[kind])
    for todo in todos.filter(wanted).order_by("due_on", "rule"):
        line = by_key.get(line_key(todo))
        if line is not None:
            line.dues.append(due_of(todo, day))


def line_key(todo: Todo) -> tuple[str, int]:
    """Which line a to-do stands on."""
    if todo.person_id:
        return SubjectKind.PERSON.value, todo.person_id
    if todo.household_id:
        return SubjectKind.HOUSEHOLD.value, todo.household_id
    return todo.subject_kind, todo.subject_id


def due_of(todo: Todo, day: dt.date) -> Due:
    """A to-do in the words of its rule."""
    rule = find_rule(todo.pack, todo.rule)
    evidence = getattr(rule, "done_by", None)
    return Due(
        todo.pk, todo.pack, todo.rule,
        rule.title if rule else todo.rule,
        str(getattr(rule.clause, "ref", "")) if rule else "",
        todo.need, todo.have, todo.due_on, todo.suggested_on, todo.due_on < day,
        tuple(getattr(evidence, "kinds", ())),
    )  # fmt: skip


def week_progress(scope: Scope, role: str, day: dt.date) -> tuple[int, int]:
    """(done, all) of the to-dos suggested or due in this week: the village's quota."""
    monday = day - dt.timedelta(days=day.weekday())
    mine = Todo.objects.workable_in(scope).filter(owned_by(role))
    done = Q(state=TodoState.DONE, closed_at__date__gte=monday)
    open_now = Q(state=TodoState.OPEN) & (Q(suggested_on__lte=week_end(day)) | Q(due_on__lte=week_end(day)))
    counts = mine.aggregate(done=Count("pk", filter=done), left=Count("pk", filter=open_now))
    return counts["done"], counts["done"] + counts["left"]
