"""Registers for lists and pages."""

import datetime as dt

from leye.accounts.scope import Scope
from leye.registers.models import Activity, Reading, Site


def sites(scope: Scope, kind: str = "", *, closed: bool = False) -> list[Site]:
    """Sites in scope, open ones unless asked otherwise, by kind, area and name."""
    found = Site.objects.visible_to(scope).select_related("area")
    if kind:
        found = found.filter(kind=kind)
    if not closed:
        found = found.filter(closed_on__isnull=True)
    return list(found.order_by("kind", "area_id", "name"))


def activities(scope: Scope, since: dt.date, until: dt.date, kind: str = "") -> list[Activity]:
    """Activities in scope from one day to another, both included, newest first."""
    found = Activity.objects.visible_to(scope).select_related("area", "site")
    if kind:
        found = found.filter(kind=kind)
    return list(found.filter(happened_on__gte=since, happened_on__lte=until))


def readings(scope: Scope, year: int, kind: str = "") -> list[Reading]:
    """Figures in scope whose period ends in a year, newest first."""
    found = Reading.objects.visible_to(scope).select_related("area", "employer", "site")
    if kind:
        found = found.filter(kind=kind)
    return list(found.filter(period_end__gte=dt.date(year, 1, 1), period_end__lte=dt.date(year, 12, 31)))
