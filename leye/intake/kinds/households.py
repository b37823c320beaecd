"""Households, one row a member: members become or stay people of the ledger, tied to their head."""

from __future__ import annotations

from typing import ClassVar

from django.utils.translation import gettext as _

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
        """As for people, with the index of the head's number. A row that names no household is an error."""
        nothing = [None] * len(clean)
        houses, heads = (clean.values.get(name, nothing) for name in ("household_number", "head_id"))
        asked = "head_id" if "head_id" in clean.mapping else "member_id"
        for record, (house, head) in enumerate(zip(houses, heads, strict=True)):
            if not house and not head and record not in clean.failed:
                clean.add(record, asked, "error", _("请填户编号或户主身份证号，否则不知道归到哪一户。"))
        return [*super().columns(clean, places, told), Column("head_index", "bytea", indexes(heads))]
