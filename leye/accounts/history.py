"""History of every guarded table: triggers in the database, so no write can go round them."""

from collections.abc import Callable
from typing import Any

import pghistory


def tracked(model: type[Any]) -> type[Any]:
    """Keep every version of a model's rows, with the history context of the write.

    Statement-level triggers: an import of 100,000 rows writes its events with one INSERT.
    """
    track: Callable[[type[Any]], type[Any]] = pghistory.track(
        pghistory.InsertEvent(),
        pghistory.UpdateEvent(),
        pghistory.DeleteEvent(),
        level=pghistory.Statement,
    )
    return track(model)
