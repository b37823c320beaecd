"""History of every guarded table: triggers in the database, so no write can go round them."""

from collections.abc import Callable
from typing import Any

import pghistory


def tracked(model: type[Any]) -> type[Any]:
    """Keep every version of a model's rows, with the history context of the write.

    Statement-level triggers: an import of 100,000 rows writes its events with one INSERT.
    """
    return _track(model)


def tracked_without(*fields: str) -> Callable[[type[Any]], type[Any]]:
    """As `tracked`, but the named fields never reach the history (a password's hash), nor does their change."""
    return lambda model: _track(model, exclude=list(fields))


def _track(model: type[Any], **options: Any) -> type[Any]:
    track: Callable[[type[Any]], type[Any]] = pghistory.track(
        pghistory.InsertEvent(),
        pghistory.UpdateEvent(),
        pghistory.DeleteEvent(),
        level=pghistory.Statement,
        **options,
    )
    return track(model)
