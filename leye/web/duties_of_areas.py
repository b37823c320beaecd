"""What areas and their sites owe: fairs, reports and activities, with their clocks."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from leye.accounts.scope import Scope
from leye.adoption.registry import find_rule, packs
from leye.areas.enums import Level
from leye.areas.paths import chain, path_names
from leye.policy.evidence import Activities, Fairs, Submissions
from leye.registers.enums import ActivityKind
from leye.registers.models import Site
from leye.web.links import rule_url
from leye.worklist.enums import SubjectKind, TodoState
from leye.worklist.models import Todo
from leye.worklist.refresh import refresh_area, refresh_subject

Kind = type[Fairs] | type[Submissions] | type[Activities]
#: Whose duties are shown here: what an area owes itself, and what is owed at its sites.
SUBJECTS = (SubjectKind.AREA, SubjectKind.SITE)


@dataclass(frozen=True)
class AreaDuty:
    """One duty of one area in one period."""

    todo: Todo
    title: str
    clause: str
    clause_url: str
    area: str
    late: bool
    form: str = ""
    activity: str = ""
    site_id: int | None = None

    @property
    def activity_label(self) -> str:
        """The word for the activity that is asked for."""
        known = self.activity in ActivityKind.values
        return str(ActivityKind(self.activity).label) if known else self.activity

    @property
    def met(self) -> bool:
        """Whether it was done."""
        return self.todo.state == TodoState.DONE

    @property
    def left(self) -> int:
        """How many times are still missing."""
        return max(self.todo.need - self.todo.have, 0)


def _proved_by(kind: Kind) -> Q:
    """To-dos of the rules whose evidence is of a kind."""
    wanted = Q(pk__in=[])
    for pack in packs().values():
        names = [duty.name for duty in pack.duties if isinstance(duty.done_by, kind)]
        if names:
            wanted |= Q(pack=pack.id, rule__in=names)
    return wanted


def area_duties(scope: Scope, kind: Kind, day: dt.date, states: Q | None = None) -> list[AreaDuty]:
    """Duties of the areas and sites in scope whose evidence is of a kind, soonest first; open ones unless told otherwise."""
    wanted = states if states is not None else Q(state=TodoState.OPEN)
    todos = (
        Todo.objects.visible_to(scope)
        .filter(_proved_by(kind), wanted, subject_kind__in=SUBJECTS)
        .order_by("due_on", "area_id", "pk")
    )
    found = list(todos[:1000])
    sites = Site.objects.visible_to(scope).in_bulk(
        {todo.subject_id for todo in found if todo.subject_kind == SubjectKind.SITE}
    )
    return [duty for todo in found if (duty := _duty(todo, sites, day)) is not None]


def _duty(todo: Todo, sites: dict[int, Site], day: dt.date) -> AreaDuty | None:
    rule: Any = find_rule(todo.pack, todo.rule)
    at_site = todo.subject_kind == SubjectKind.SITE
    if at_site and todo.subject_id not in sites:
        return None
    where = path_names(todo.area_id)
    if at_site:
        where = f"{where} · {sites[todo.subject_id].name}"
    evidence = rule.done_by
    return AreaDuty(
        todo, rule.title, str(rule.clause.ref), rule_url(todo.pack, todo.rule), where,
        todo.state == TodoState.OPEN and todo.due_on < day, getattr(evidence, "form", ""),
        evidence.kind if isinstance(evidence, Activities) else "", todo.subject_id if at_site else None,
    )  # fmt: skip


def refresh_areas_above(area_no: int) -> None:
    """Work out the duties of an area and of those it reports to: a township's fair counts for its county."""
    for area in chain(area_no):
        if area.level >= Level.PREFECTURE:
            refresh_area(area.no)


def refresh_units(area_no: int, *, site_id: int | None = None, employer_id: int | None = None) -> None:
    """Work out the duties of an area and those above it, and of the site or employer that something was noted about."""
    if site_id is not None:
        refresh_subject(SubjectKind.SITE, site_id)
    if employer_id is not None:
        refresh_subject(SubjectKind.EMPLOYER, employer_id)
    refresh_areas_above(area_no)
