"""Fairs for lists and pages."""

import datetime as dt

from leye.accounts.scope import Scope
from leye.market.enums import COMING
from leye.market.models import Fair


def fairs_between(scope: Scope, start: dt.date, end: dt.date) -> list[Fair]:
    """Fairs from one day to another, both included, newest first, with their areas."""
    fairs = Fair.objects.visible_to(scope).filter(held_on__gte=start, held_on__lte=end)
    return list(fairs.select_related("area"))


def next_fairs(scope: Scope, on: dt.date, limit: int = 10) -> list[Fair]:
    """Fairs to come from a day on, soonest first, with their areas."""
    fairs = Fair.objects.visible_to(scope).filter(held_on__gte=on, status__in=COMING)
    return list(fairs.select_related("area").order_by("held_on", "pk")[:limit])
