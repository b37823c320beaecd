"""Courses that people may still join."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from leye.accounts.scope import Scope
    from leye.training.models import Course  # noqa: F401 - the base class below names it in quotes


class CourseQuerySet(models.QuerySet["Course"]):
    """Courses. They say nothing about anybody."""

    def visible_to(self, scope: Scope) -> Self:
        """Of areas inside a scope and of the areas above it."""
        return self.filter(
            Q(area__no__gte=scope.lo, area__no__lte=scope.hi)
            | Q(area__no__lte=scope.lo, area__last__gte=scope.hi)
        )

    def open_on(self, day: dt.date) -> Self:
        """Such as have not begun and are not closed."""
        return self.filter(starts_on__gte=day, closed_on__isnull=True)
