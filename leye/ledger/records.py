"""What the ledger holds about one person, read once for everything that a page shows of it."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from leye.accounts.rooms import which_hold
from leye.ledger.lines import lines_of
from leye.ledger.models import (
    EmploymentSpell,
    GroupMembership,
    Intention,
    Person,
    Skill,
    TrainingNeed,
    UnemploymentRegistration,
)
from leye.ledger.sources import History, history_of_person
from leye.standards.calendar import today

#: What belongs to a person in the ledger, in the order of the file.
PARTS: tuple[Any, ...] = (
    GroupMembership, UnemploymentRegistration, EmploymentSpell, Intention, Skill, TrainingNeed,
)  # fmt: skip


@dataclass(frozen=True)
class Records:
    """A person's history and, by model, what belongs to the person as lines, newest first."""

    person: Person
    day: dt.date
    history: History
    lines: dict[Any, list[Any]]


def records_of(person: Person) -> Records:
    """Four queries and one for each part that holds anything. Call it only for a person whom the scope may see."""
    day = today()
    history = history_of_person(person, PARTS)
    held = which_hold({model: model.objects.filter(person=person) for model in PARTS})
    lines = {model: lines_of(model, person, history, day) if model in held else [] for model in PARTS}
    return Records(person, day, history, lines)
