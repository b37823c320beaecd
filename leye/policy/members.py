"""Counts over the rows that belong to something: members of a household, trainees of a class, sites of an area."""

from __future__ import annotations

from dataclasses import dataclass, field

from ibis import _
from ibis.common.deferred import Deferred

MEMBER_PREFIX = "m__"


@dataclass(frozen=True)
class MemberCount:
    """How many children of a parent meet a test over the children's facts and parameters of the pack.

    ``parent`` and ``of`` are kinds of subjects: the members (``person``) of a ``household``, the ``trainee``
    of a ``training``, the ``spell`` (hires) of an ``employer``, whatever stands inside an ``area``.
    ``where`` None counts all. With ``total`` the values of that column are added up instead.
    ``column`` is the figure as a deferred column: over a parent, and over a child it is that of the child's
    own parent (null when it has none; 0 when the parent has no such child).
    """

    name: str
    label: str
    where: Deferred | None = field(default=None, repr=False, compare=False)
    parent: str = "household"
    of: str = "person"
    total: Deferred | None = field(default=None, repr=False, compare=False)
    unit: str = "人"

    @property
    def column(self) -> Deferred:
        """The figure: an int32 column for a count, int64 for a sum."""
        return _[MEMBER_PREFIX + self.name]

    @property
    def dtype(self) -> str:
        """Type of the column."""
        return "int32" if self.total is None else "int64"

    def expressions(self) -> dict[str, Deferred]:
        """What the count looks at, over its children."""
        return {k: e for k, e in (("条件", self.where), ("求和", self.total)) if e is not None}
