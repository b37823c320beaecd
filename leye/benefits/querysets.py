"""Adjectives for claims."""

from typing import TYPE_CHECKING, Self

from leye.accounts.querysets import ScopedQuerySet
from leye.benefits.enums import STANDING

if TYPE_CHECKING:
    from leye.benefits.models import Claim  # noqa: F401  # ruff does not read the quoted base below as a use


class ClaimQuerySet(ScopedQuerySet["Claim"]):
    """Claims."""

    def standing(self) -> Self:
        """Approved or paid: they count against once-only and stacking rules."""
        return self.filter(state__in=STANDING)
