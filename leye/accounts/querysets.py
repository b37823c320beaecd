"""The one queryset method through which scope is applied, and adjectives for posts."""

import datetime as dt
from typing import TYPE_CHECKING, Self, TypeVar

from django.db import models
from django.db.models import Q

from leye.accounts.guard import employers_columns

if TYPE_CHECKING:
    from leye.accounts.models import Post  # noqa: F401 - the base class below names it in quotes
    from leye.accounts.scope import Scope

Row = TypeVar("Row", bound=models.Model)


class ScopedQuerySet(models.QuerySet[Row]):
    """Rows that carry one responsible area's number, and perhaps a person who can be shared."""

    def visible_to(self, scope: "Scope") -> Self:
        """Rows in the scope's range of areas, or of a person shared with its post.

        Row-level security enforces the same below this method; this one keeps plans and intent clear.
        """
        inside = Q(area_id__gte=scope.lo, area_id__lte=scope.hi)
        if scope.shared:
            guard = self.model.guard  # type: ignore[attr-defined]  # every scoped model declares its guard
            if guard.person:
                inside |= Q(**{f"{guard.person}__in": list(scope.shared)})
        return self.filter(inside | of_employers(self.model, scope))

    def in_range(self, lo: int, hi: int) -> Self:
        """Rows whose responsible area lies in a range of area numbers."""
        return self.filter(area_id__gte=lo, area_id__lte=hi)


def of_employers(model: type[models.Model], scope: "Scope") -> Q:
    """Rows that the employers in a scope may see; none for a scope without employers."""
    rows = Q()
    if scope.employers:
        key, _there, columns = employers_columns(model)
        for column in columns:
            rows |= Q(**{f"{key}__{column}__in" if key else f"{column}__in": list(scope.employers)})
    return rows


class InheritedQuerySet(models.QuerySet[Row]):
    """Rows that carry an area and say nothing about anybody."""

    def visible_to(self, scope: "Scope") -> Self:
        """Of areas inside a scope, of the areas above it, and of no area at all."""
        return self.filter(Q(area__isnull=True) | Q(area__no__lte=scope.hi, area__last__gte=scope.lo))

    def made_in(self, scope: "Scope") -> Self:
        """Of areas inside a scope: those that a post there may change."""
        return self.filter(area_id__gte=scope.lo, area_id__lte=scope.hi)


class PostQuerySet(models.QuerySet["Post"]):
    """Posts."""

    def held_on(self, day: dt.date) -> Self:
        """Valid on that day, in an area that is."""
        return self.filter(
            Q(valid_to__isnull=True) | Q(valid_to__gte=day),
            Q(area__valid_to__isnull=True) | Q(area__valid_to__gte=day),
            valid_from__lte=day,
        )

    def not_over_on(self, day: dt.date) -> Self:
        """Held on that day or later."""
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=day))

    def with_places(self) -> Self:
        """With user and area, for showing."""
        return self.select_related("user", "area")
