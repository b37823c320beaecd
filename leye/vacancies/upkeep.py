"""How long vacancies stand without being confirmed, area by area, and the lowest wages that areas have set."""

from __future__ import annotations

from dataclasses import dataclass

from leye.vacancies.models import VacancyRules
from leye.vacancies.models.upkeep import UNPUBLISH_DAYS, WARN_DAYS


@dataclass(frozen=True)
class Days:
    """Days without confirmation until a warning, and from there until it is taken down."""

    warn: int = WARN_DAYS
    unpublish: int = UNPUBLISH_DAYS


def rules_for(area_no: int) -> VacancyRules | None:
    """What the nearest area above (or the area itself) has set; None when none has."""
    above = VacancyRules.objects.filter(area__no__lte=area_no, area__last__gte=area_no)
    return above.select_related("area").order_by("-area__level").first()


def days_for(area_no: int) -> Days:
    """The days that hold for an area."""
    found = rules_for(area_no)
    return Days(found.warn_days, found.unpublish_days) if found else Days()


def lowest_wages(area_no: int) -> VacancyRules | None:
    """The nearest rules that name a lowest wage; None when no area above does."""
    above = VacancyRules.objects.filter(area__no__lte=area_no, area__last__gte=area_no)
    return above.filter(minimum_month_fen__isnull=False).order_by("-area__level").first()
