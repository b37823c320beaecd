"""Households, one row a member: members become or stay people of the ledger, tied to their head."""

from __future__ import annotations

from typing import ClassVar

from leye.intake.job import Column
from leye.intake.kinds.base import Aspect, Told, indexes
from leye.intake.kinds.houses import Houses
from leye.intake.kinds.people import PeoplePlan
from leye.intake.places import Places
from leye.workbook.cleaning import CleanTable


class HouseholdsPlan(PeoplePlan):
    """A roster of household members."""

    number, person_name = "member_id", "member_name"
    aspect_types: ClassVar[tuple[type[Aspect], ...]] = (Houses,)

    def columns(self, clean: CleanTable, places: Places, told: Told) -> list[Column]:
        """As for people, with the index of the head's number."""
        return [
            *super().columns(clean, places, told),
            Column("head_index", "bytea", indexes(clean.values["head_id"])),
        ]
