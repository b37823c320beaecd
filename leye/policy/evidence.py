"""What proves that a duty was done: services, trainings, fairs, activities, reports, or a fact to be reached.

Two pieces of evidence are equal when they look at the same records; the switch that says how to count
them is no part of that.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from ibis.common.deferred import Deferred


@dataclass(frozen=True)
class Services:
    """Services of these kinds given inside the window, with an outcome that counts.

    To the person the subject is about; for a duty towards a household, to any of its members.

    ``distinct``: a 0/1 column; where 1, services with the same item (the same job, the same course) count
    once. A record without an item cannot be told from others and counts by itself.
    """

    kinds: tuple[str, ...]
    distinct: Deferred | None = field(default=None, compare=False)

    @property
    def switch(self) -> Deferred | None:
        """The 0/1 column that changes how the records are counted."""
        return self.distinct


@dataclass(frozen=True)
class Statements:
    """The person was asked: what they want was recorded inside the window (a survey, a visit, a call)."""

    @property
    def switch(self) -> None:
        """Statements are counted one way only."""
        return None


@dataclass(frozen=True)
class Trainings:
    """Trainings of these kinds (none given: of any kind) that the person completed inside the window.

    For a duty towards a household, those of any of its members.
    """

    kinds: tuple[str, ...] = ()

    @property
    def switch(self) -> None:
        """Trainings are counted one way only."""
        return None


@dataclass(frozen=True)
class Activities:
    """Activities of this kind recorded inside the window: in the area's subtree, or at the site."""

    kind: str

    @property
    def switch(self) -> None:
        """Activities are counted one way only."""
        return None


@dataclass(frozen=True)
class Fairs:
    """Job fairs held inside the area's subtree and the window, to which somebody came.

    ``online``: a 0/1 column, whether fairs held online count; ``special_only``: only special fairs.
    """

    online: Deferred | None = field(default=None, compare=False)
    special_only: bool = False

    @property
    def switch(self) -> Deferred | None:
        """The 0/1 column that changes how the records are counted."""
        return self.online


@dataclass(frozen=True)
class Submissions:
    """A report of this form, handed in by the area for exactly the period of the window."""

    form: str

    @property
    def switch(self) -> None:
        """Reports are counted one way only."""
        return None


@dataclass(frozen=True)
class Reached:
    """A count that must be reached; it is a fact, so nothing needs to be recorded for it."""

    value: Deferred = field(compare=False)

    @property
    def switch(self) -> None:
        """A fact is counted one way only."""
        return None


Evidence = Services | Statements | Trainings | Fairs | Activities | Submissions | Reached

_PEOPLE = ("person", "household", "placement", "spell", "trainee")

#: The kinds of subjects that each kind of evidence can be kept about; a fact that is reached, about any.
PROVES: dict[type, tuple[str, ...]] = {
    Services: _PEOPLE,
    Statements: _PEOPLE,
    Trainings: _PEOPLE,
    Fairs: ("area",),
    Activities: ("area", "site"),
    Submissions: ("area",),
}
