"""What came of a hire: the job, what it closed, when it is asked after, and what is still owed to the person."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from leye.accounts.enums import CAN_WRITE_LEDGER
from leye.hiring.aftermath import closed_by
from leye.hiring.enums import ApplicationState, RecommendationState
from leye.hiring.models import Application, Hire
from leye.hiring.seen_jobs import seen_jobs
from leye.standards.calendar import today
from leye.web.hiring.words import OUTCOME_KINDS
from leye.web.people.duties import owed_to_person
from leye.web.work import WorkRequest


def after_hire(request: WorkRequest, one: Application) -> dict[str, Any]:
    """For the page of an application that came to a hire."""
    rows = Hire.objects.visible_to(request.scope).select_related("spell", "hired_by")
    hire = rows.filter(application=one).first()
    if hire is None:
        return {}
    closed = closed_by(hire)
    jobs = seen_jobs([before.vacancy_id for before in [*closed.applications, *closed.recommendations]])
    lines = [
        _("%(job)s：应聘（%(state)s）已撤回")
        % {"job": jobs[before.vacancy_id].words, "state": ApplicationState(before.state).label}
        for before in closed.applications
    ] + [
        _("%(job)s：推荐（%(state)s）已失效")
        % {"job": jobs[before.vacancy_id].words, "state": RecommendationState(before.state).label}
        for before in closed.recommendations
    ]
    owed = owed_to_person(request.scope, one.person_id, None, today())
    return {
        "hire": hire, "spell": hire.spell, "closed": lines, "owed": owed,
        "follow_ups": [
            {"one": one, "kind": OUTCOME_KINDS.get(one.outcome, "plain")} for one in hire.follow_ups.order_by("months")
        ],
        "may_undo": request.post.role in CAN_WRITE_LEDGER and request.scope.covers(one.area_id)
        and hire.spell.ended_on is None,
    }  # fmt: skip
