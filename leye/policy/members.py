"""Counts over the members of a household, written in a pack with the pack's own parameters."""

from __future__ import annotations

from dataclasses import dataclass, field

from ibis import _
from ibis.common.deferred import Deferred

MEMBER_PREFIX = "m__"


@dataclass(frozen=True)
class MemberCount:
    """How many members of a household meet a test over person facts and parameters.

    ``column`` is the count as a deferred column: over a household, and over a person it is the count of
    the person's own household (null when the person has none).
    """

    name: str
    label: str
    where: Deferred = field(repr=False, compare=False)

    @property
    def column(self) -> Deferred:
        """The count, an int32 column."""
        return _[MEMBER_PREFIX + self.name]
