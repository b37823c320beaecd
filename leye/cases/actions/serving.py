"""Services bring a case from registered to served: worked out from the service records whenever those change."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery, Value, When

from leye.cases.enums import CaseState
from leye.cases.models import Case
from leye.casework.enums import Outcome
from leye.casework.models import ServiceRecord
from leye.facts.households import ONLY_ASKING


def serves() -> Q:
    """A service record that is a service: given, and more than asking how somebody is."""
    return Q(outcome=Outcome.DONE) & ~Q(kind__in=ONLY_ASKING)


def note_services(person_ids: Iterable[int]) -> int:
    """Bring the open cases of these people in line with their services; how many changed. One statement.

    The first service counts from the day of the application on. A case that is not registered yet keeps its state
    and shows the service all the same. Part of the action that wrote the services: its history context says who.
    """
    given = ServiceRecord.objects.filter(
        serves(), person_id=OuterRef("person_id"), served_on__gte=OuterRef("applied_on")
    )
    first = given.order_by("served_on").values("served_on")[:1]
    found = Case.objects.filter(exited_on__isnull=True, person_id__in=list(person_ids)).annotate(
        first=Subquery(first, output_field=models.DateField())
    )
    changed = found.filter(~Q(first_served_on=F("first")) | _other_is_null())
    return changed.update(
        first_served_on=Subquery(first),
        state=models.Case(
            When(registered_on__isnull=True, then=Value(CaseState.APPLIED)),
            When(first__isnull=True, then=Value(CaseState.REGISTERED)),
            default=Value(CaseState.SERVED),
        ),
    )


def _other_is_null() -> Q:
    """One of the two days is there and the other is not."""
    return Q(first_served_on__isnull=True, first__isnull=False) | Q(
        first_served_on__isnull=False, first__isnull=True
    )


def state_of(registered_on: dt.date | None, first_served_on: dt.date | None) -> CaseState:
    """Where an open case stands by its dates."""
    if registered_on is None:
        return CaseState.APPLIED
    return CaseState.REGISTERED if first_served_on is None else CaseState.SERVED


def when_services_changed(sender: Any, people: set[int], **kwargs: Any) -> None:
    """Receiver of casework's signal."""
    note_services(people)
