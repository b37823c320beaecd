"""Why each rule applies to a person or not, asked of the engine on the ledger as it is."""

import datetime as dt
from functools import cache, partial

from leye.accounts.scope import as_service
from leye.adoption.registry import live
from leye.adoption.resolution import ensure_resolved, while_resolved
from leye.engine import Explainer, Explanation
from leye.standards.calendar import today
from leye.worklist.refresh import execute


@cache
def explainer() -> Explainer:
    """One for the process: its questions are compiled once."""
    return Explainer(live())


def explanation_of(person_id: int, as_of: dt.date | None = None) -> Explanation:
    """The explanation of somebody who was found in scope.

    Under the background role: members of the household may answer to another village, and the answer must not
    depend on who asks.
    """
    day = as_of or today()
    with as_service():
        return while_resolved(day, partial(explainer().person, execute, person_id, day))


def warm_up() -> None:
    """Compile what the first page would otherwise wait for (about three seconds)."""
    with as_service():
        ensure_resolved(today())
        for subject in ("person", "area"):
            live().sql(subject)
        explainer().person(execute, 0, today())
