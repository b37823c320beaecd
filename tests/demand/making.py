"""What the demand side is about, made by the real actions and then aged."""

import datetime as dt
from typing import Any

from leye.accounts.scope import as_service
from leye.ledger.models import Employer
from leye.standards.calendar import today
from leye.vacancies.models import Vacancy
from tests.vacancies.making import AsUser, publish

__all__ = ["AsUser", "stale"]

WELDER, CARER = "6-18-02-04", "4-10-01-05"


def stale(unit: Employer, days: int = 45, **more: Any) -> Vacancy:
    """An open vacancy that was published so many days ago."""
    made = publish(unit, **more)
    with as_service():
        Vacancy.objects.filter(pk=made.pk).update(published_on=today() - dt.timedelta(days=days))
    return made
