"""Where a value came from: read from the history context of the write that set it."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from leye.accounts.enums import Source
from leye.accounts.models import User
from leye.accounts.scope import as_service
from leye.ledger.models import Person
from leye.standards.calendar import SHANGHAI


@dataclass(frozen=True)
class Written:
    """The write behind a value: its source in words, the local day and time, and who wrote."""

    source: str
    on: dt.date
    at: dt.datetime
    by: str
    user_id: int | None = None


def source_label(metadata: dict[str, Any] | None) -> str:
    """The source named by a history context, in words; writes without one were made by the program."""
    value = (metadata or {}).get("source")
    return str(Source(value).label) if value in Source.values else str(Source.SYSTEM.label)


def written(event: Any, users: dict[int, User]) -> Written:
    """Who, when and where from, of one history row (its context selected)."""
    metadata = event.pgh_context.metadata if event.pgh_context else None
    user_id = (metadata or {}).get("user")
    at = event.pgh_created_at.astimezone(SHANGHAI)
    user = users.get(user_id) if user_id is not None else None
    return Written(source_label(metadata), at.date(), at, user.name if user else _("系统"), user_id)


def events_of_person(person: Person, models: Iterable[Any]) -> dict[Any, list[Any]]:
    """The history of a person and of what belongs to the person, oldest first, one query a model.

    Call it only for a person whom the scope may see. It is read under the service role, because history rows
    keep the area of their day: after a transfer the new area sees the file with its sources, as it was handed over.
    """
    found: dict[Any, list[Any]] = {}
    with as_service():
        for model in models:
            events = model.events.rel.related_model.objects
            mine = (
                events.filter(pgh_obj_id=person.pk) if model is Person else events.filter(person_id=person.pk)
            )
            found[model] = list(mine.select_related("pgh_context").order_by("pgh_id"))
    return found


def users_of(events: Iterable[Any]) -> dict[int, User]:
    """The users named by these events' contexts, by id."""
    contexts = (event.pgh_context.metadata for event in events if event.pgh_context)
    ids = {metadata["user"] for metadata in contexts if metadata.get("user") is not None}
    return User.objects.in_bulk(ids) if ids else {}


def last_change(events: list[Any], name: str) -> Any:
    """The event that gave a column its present value; None without history."""
    setter = None
    for earlier, event in zip([None, *events], events, strict=False):
        if earlier is None or getattr(earlier, name) != getattr(event, name):
            setter = event
    return setter


def last_events(events: list[Any]) -> dict[int, Any]:
    """The last event of each row, by the row's id."""
    return {event.pgh_obj_id: event for event in events}
