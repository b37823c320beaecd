"""Where a value came from: read from the history context of the write that set it."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Value
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


@dataclass(frozen=True)
class Stamp:
    """When a row of history was written, and the metadata of its context."""

    at: dt.datetime
    metadata: dict[str, Any] | None


@dataclass(frozen=True)
class History:
    """A person's history, oldest first, and the last write of each row that belongs to the person, by model and id."""

    events: list[Any]
    parts: dict[Any, dict[int, Stamp]]
    users: dict[int, User]


def stamp_of(event: Any) -> Stamp:
    """The stamp of one history row (its context selected)."""
    return Stamp(event.pgh_created_at, event.pgh_context.metadata if event.pgh_context else None)


def written(event: Any, users: dict[int, User]) -> Written:
    """Who, when and where from, of one history row (its context selected)."""
    return written_at(stamp_of(event), users)


def written_at(stamp: Stamp, users: dict[int, User]) -> Written:
    """Who, when and where from, of a stamp."""
    user_id = (stamp.metadata or {}).get("user")
    at = stamp.at.astimezone(SHANGHAI)
    user = users.get(user_id) if user_id is not None else None
    return Written(source_label(stamp.metadata), at.date(), at, user.name if user else _("系统"), user_id)


def history_of_person(person: Person, models: Sequence[Any]) -> History:
    """The history of a person and the last writes of what belongs to the person: three queries.

    Call it only for a person whom the scope may see. It is read under the service role, because history rows
    keep the area of their day: after a transfer the new area sees the file with its sources, as it was handed over.
    """
    with as_service(savepoint=False):
        events = list(
            person.events.select_related("pgh_context").order_by("pgh_id")  # type: ignore[attr-defined]  # by @tracked
        )
        parts = _last_writes(person, models)
    stamps = [stamp for each in parts.values() for stamp in each.values()]
    return History(events, parts, _users([*map(stamp_of, events), *stamps]))


def _last_writes(person: Person, models: Sequence[Any]) -> dict[Any, dict[int, Stamp]]:
    """The last write of each row of these models that belongs to a person: one query."""
    each = [
        model.events.rel.related_model.objects.filter(person_id=person.pk)
        .order_by()
        .values_list("pgh_id", "pgh_obj_id", "pgh_created_at", "pgh_context__metadata", Value(place))
        for place, model in enumerate(models)
    ]
    found: dict[Any, dict[int, Stamp]] = {model: {} for model in models}
    # The number of a history row grows with time within its table, and only there.
    for _pgh, row, at, metadata, place in each[0].union(*each[1:], all=True).order_by("pgh_id"):
        found[models[place]][row] = Stamp(at, metadata)
    return found


def users_of(events: Iterable[Any]) -> dict[int, User]:
    """The users named by these events' contexts, by id."""
    return _users(map(stamp_of, events))


def _users(stamps: Iterable[Stamp]) -> dict[int, User]:
    found = ((stamp.metadata or {}).get("user") for stamp in stamps)
    ids = {user for user in found if user is not None}
    return User.objects.in_bulk(ids) if ids else {}


def last_change(events: list[Any], name: str) -> Any:
    """The event that gave a column its present value; None without history."""
    setter = None
    for earlier, event in zip([None, *events], events, strict=False):
        if earlier is None or getattr(earlier, name) != getattr(event, name):
            setter = event
    return setter
