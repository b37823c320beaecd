"""How each kind of roster is staged, matched against the ledger, written and undone: one module for each."""

from __future__ import annotations

from leye.intake.job import Job
from leye.intake.kinds.applications import ApplicationsPlan
from leye.intake.kinds.base import Plan
from leye.intake.kinds.employers import EmployersPlan
from leye.intake.kinds.households import HouseholdsPlan
from leye.intake.kinds.people import PeoplePlan
from leye.intake.kinds.services import ServicesPlan
from leye.intake.kinds.spells import SpellsPlan
from leye.intake.kinds.vacancies import VacanciesPlan

PLANS: dict[str, type[Plan]] = {
    "people": PeoplePlan,
    "households": HouseholdsPlan,
    "employers": EmployersPlan,
    "spells": SpellsPlan,
    "services": ServicesPlan,
    "applications": ApplicationsPlan,
    "vacancies": VacanciesPlan,
}


def plan_for(job: Job) -> Plan:
    """The plan of a job's kind."""
    return PLANS[job.kind](job)
