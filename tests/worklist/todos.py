"""To-dos written by hand, so that counts can be done by hand too."""

import datetime as dt
from typing import Any

from django.utils import timezone

from leye.ledger.models import Person
from leye.worklist.models import Todo

PACK = "nm_2022_28"


def at_noon(day: dt.date) -> dt.datetime:
    """Noon of a day in Shanghai."""
    return timezone.make_aware(dt.datetime.combine(day, dt.time(12)))


def todo(
    person: Person | None, due_on: dt.date, state: str = "open", *, rule: str = "service_list", area: int = 0,
    closed: dt.date | None = None, opened: dt.date | None = None, have: int = 0, until: dt.date | None = None,
    subject: int = 0,
) -> Todo:  # fmt: skip
    """One to-do; of an area when there is no person. Needs a scope that may write it."""
    kind = "area" if person is None else "person"
    values: dict[str, Any] = {
        "pack": PACK, "rule": rule, "subject_kind": kind, "subject_id": person.pk if person else subject or area,
        "person": person, "area_id": person.area_id if person else area, "since": due_on - dt.timedelta(days=20),
        "until": until or due_on + dt.timedelta(days=200), "due_on": due_on, "suggested_on": due_on, "need": 1,
        "have": have or int(state == "done"), "state": state, "closed_at": at_noon(closed) if closed else None,
    }  # fmt: skip
    made = Todo.objects.create(**values)
    Todo.objects.filter(pk=made.pk).update(opened_at=at_noon(opened or due_on - dt.timedelta(days=10)))
    return made
