"""What areas owe: fairs and reports, with their clocks."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from leye.accounts.scope import Scope
from leye.adoption.registry import find_rule
from leye.areas.enums import Level
from leye.areas.paths import chain, path_names
from leye.policy.evidence import Fairs, Submissions
from leye.web.links import rule_url
from leye.worklist.enums import SubjectKind, TodoState
from leye.worklist.models import Todo
from leye.worklist.refresh import refresh_area

Kind = type[Fairs] | type[Submissions]


@dataclass(frozen=True)
class AreaDuty:
    """One duty of one area in one period."""

    todo: Todo
    title: str
    clause: str
    clause_url: str
    area: str
    late: bool
    form: str

    @property
    def met(self) -> bool:
        """Whether it was done."""
        return self.todo.state == TodoState.DONE

    @property
    def left(self) -> int:
        """How many times are still missing."""
        return max(self.todo.need - self.todo.have, 0)


def area_duties(scope: Scope, kind: Kind, day: dt.date, states: Q | None = None) -> list[AreaDuty]:
    """Duties of the areas in scope whose evidence is of a kind, soonest first; open ones unless told otherwise."""
    wanted = states if states is not None else Q(state=TodoState.OPEN)
    todos = (
        Todo.objects.visible_to(scope)
        .filter(wanted, subject_kind=SubjectKind.AREA)
        .order_by("due_on", "area_id")
    )
    return [duty for todo in todos[:1000] if (duty := _duty(todo, kind, day)) is not None]


def _duty(todo: Todo, kind: Kind, day: dt.date) -> AreaDuty | None:
    rule: Any = find_rule(todo.pack, todo.rule)
    evidence = getattr(rule, "done_by", None)
    if not isinstance(evidence, kind):
        return None
    return AreaDuty(
        todo, rule.title, str(rule.clause.ref), rule_url(todo.pack, todo.rule), path_names(todo.subject_id),
        todo.state == TodoState.OPEN and todo.due_on < day, getattr(evidence, "form", ""),
    )  # fmt: skip


def refresh_areas_above(area_no: int) -> None:
    """Work out the duties of an area and of those it reports to: a township's fair counts for its county."""
    for area in chain(area_no):
        if area.level >= Level.PREFECTURE:
            refresh_area(area.no)
