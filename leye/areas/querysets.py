"""Adjectives for areas."""

import datetime as dt
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from leye.areas.models import Area


class AreaQuerySet(models.QuerySet["Area"]):
    """Areas in reporting order."""

    def below(self, area: "Area") -> Self:
        """The area itself and its subtree."""
        return self.filter(no__gte=area.no, no__lte=area.last)

    def above(self, no: int) -> Self:
        """The area numbered `no` and everything it reports to, from the top."""
        return self.filter(no__lte=no, last__gte=no).order_by("level")

    def valid_on(self, day: dt.date) -> Self:
        """In use on that day."""
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=day), valid_from__lte=day)
