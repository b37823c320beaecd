"""Adjectives for vacancies."""

import datetime as dt
from typing import TYPE_CHECKING, Self, TypeVar

from django.db import models
from django.db.models import Q

from leye.accounts.querysets import of_employers
from leye.vacancies.enums import OPEN

if TYPE_CHECKING:
    from leye.accounts.scope import Scope
    from leye.vacancies.models import Vacancy  # noqa: F401  # ruff does not read the quoted base below as a use

Row = TypeVar("Row", bound=models.Model)


class OfficeQuerySet(models.QuerySet[Row]):
    """Rows that an office looks after, wherever the work itself is."""

    def visible_to(self, scope: "Scope") -> Self:
        """Rows of offices inside the scope, or of the employers in it; row-level security enforces the same."""
        inside = Q(office_id__gte=scope.lo, office_id__lte=scope.hi)
        return self.filter(inside | of_employers(self.model, scope))


class VacancyQuerySet(OfficeQuerySet["Vacancy"]):
    """Vacancies."""

    def open(self) -> Self:
        """Such as anybody may find."""
        return self.filter(status__in=OPEN)

    def unconfirmed_since(self, day: dt.date) -> Self:
        """Neither published nor confirmed after a day."""
        return self.filter(Q(confirmed_on__lte=day) | Q(confirmed_on__isnull=True, published_on__lte=day))
