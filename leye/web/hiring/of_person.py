"""应聘和录用 on a person's file: where each application stands, and what comes next, on which day."""

from __future__ import annotations

from typing import Any

from django.db.models import Case, IntegerField, Value, When
from django.utils.translation import gettext as _

from leye.hiring.models import Application, FollowUp
from leye.hiring.states import WAITING
from leye.standards.calendar import today
from leye.web.hiring.words import lines_of
from leye.web.work import WorkRequest

#: The others are in the list that the heading leads to.
MOST = 5


def applications_of(request: WorkRequest, person_id: int) -> list[dict[str, Any]]:
    """The applications of somebody in scope, those that wait first: three queries."""
    waits = Case(When(state__in=WAITING, then=Value(0)), default=Value(1), output_field=IntegerField())
    rows = Application.objects.visible_to(request.scope).filter(person_id=person_id)
    found = rows.select_related("slot").order_by(waits, "-sent_on", "-pk")[:MOST]
    due = {}
    open_ones = FollowUp.objects.visible_to(request.scope).filter(person_id=person_id, outcome="")
    for one in open_ones.select_related("hire").order_by("-due_on"):
        due[one.hire.application_id] = one
    return [
        {**row, "next": _next(due.get(row["one"].pk)), "job": row["job"]} for row in lines_of(found, today())
    ]


def _next(follow_up: FollowUp | None) -> str:
    if follow_up is None:
        return ""
    return _("%(day)s回访（%(n)d个月）") % {"day": follow_up.due_on, "n": follow_up.months}
