"""Cases in each state, made by the real actions."""

import datetime as dt
from typing import Any

from leye.accounts.actions.base import Actor
from leye.cases.actions.apply import Apply
from leye.cases.actions.register import RegisterCase
from leye.cases.models import Case
from leye.casework.actions.record_service import RecordService
from leye.ledger.models import Person
from leye.standards.calendar import today


def ago(days: int) -> dt.date:
    """A day so many days ago."""
    return today() - dt.timedelta(days=days)


def applied(by: Actor, person: Person, days: int = 5, **more: Any) -> Case:
    """Somebody applied some days ago, at the counter."""
    values = {"channel": "counter", "applied_on": ago(days), **more}
    return Apply(by, person_id=person.pk, **values).run()


def registered(by: Actor, case: Case, days: int = 4, **more: Any) -> Case:
    """The case is registered, as a labourer."""
    values = {"is_labourer": True, "registered_on": ago(days), **more}
    return RegisterCase(by, case_id=case.pk, version=case.version, **values).run()


def served(by: Actor, person: Person, days: int = 0, kind: str = "job_recommendation", **more: Any) -> None:
    """Something was done for the person some days ago."""
    RecordService(by, person_id=person.pk, kind=kind, served_on=ago(days), **more).run()


def again(case: Case) -> Case:
    """The case as it stands in the database."""
    return Case.objects.get(pk=case.pk)
