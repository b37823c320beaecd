"""Rows of an area that those below may use too."""

from typing import TYPE_CHECKING, Self, TypeVar

from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from leye.accounts.scope import Scope

Row = TypeVar("Row", bound=models.Model)


class AreaQuerySet(models.QuerySet[Row]):
    """Rows that carry an area and say nothing about anybody."""

    def visible_to(self, scope: "Scope") -> Self:
        """Of areas inside a scope, of the areas above it, and of no area at all."""
        return self.filter(Q(area__isnull=True) | Q(area__no__lte=scope.hi, area__last__gte=scope.lo))

    def made_in(self, scope: "Scope") -> Self:
        """Of areas inside a scope: those that a post there may change."""
        return self.filter(area_id__gte=scope.lo, area_id__lte=scope.hi)
