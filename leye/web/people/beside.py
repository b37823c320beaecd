"""What stands beside the ledger in a person's file: cases, plan, trainings, claims, jobs, surveys and messages.

Most people have rows in few of these tables, so one question finds out in which, and only those are read.
"""

from typing import Any

from leye.accounts.rooms import which_hold
from leye.benefits.models import Claim
from leye.benefits.reading import claims_of
from leye.cases.models import Case, Plan, Referral
from leye.cases.plan_reading import PlanCard, plan_card
from leye.cases.reading import cases_of
from leye.hiring.cards import ROOMS as JOB_ROOMS
from leye.hiring.cards import job_card
from leye.hiring.models import Application
from leye.outreach.models import Message, ReminderPause, Response, SurveyTarget
from leye.training.models import Trainee
from leye.training.reading import trainings_of
from leye.web.hiring.of_person import applications_of
from leye.web.surveys.card import outreach_of
from leye.web.work import WorkRequest

PLANNED = {Plan, Referral}
ASKED = {Message, ReminderPause, Response, SurveyTarget}
ROOMS: tuple[Any, ...] = (Case, Trainee, Claim, *PLANNED, *ASKED, *JOB_ROOMS, Application)


def beside(request: WorkRequest, person_id: int) -> dict[str, Any]:
    """For the template of the file."""
    scope = request.scope
    held = which_hold({model: model.objects.visible_to(scope).filter(person_id=person_id) for model in ROOMS})
    cases = cases_of(scope, person_id) if Case in held else []
    return {
        "cases": cases,
        "open_case": next((case for case in cases if case.is_open), None),
        "plan_card": plan_card(scope, person_id) if held & PLANNED else PlanCard(None, [], [], 0),
        "trainings": trainings_of(scope, person_id) if Trainee in held else [],
        "claims": claims_of(scope, person_id) if Claim in held else [],
        "jobs": job_card(scope, person_id, held),
        "applications": applications_of(request, person_id) if Application in held else [],
        "outreach": outreach_of(request, person_id, held & ASKED),
    }
