"""The rules of the demand side that hold in an area."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from leye.demand.models import DemandRules
from leye.demand.models.rules import SHORTAGE_DAYS, VISIT_DAYS


@dataclass(frozen=True)
class Held:
    """The numbers that hold, whose they are ('' the program's own), and why."""

    shortage_days: int
    visit_days: int
    area: str
    reason: str


def rules_for(area_no: int) -> DemandRules | None:
    """What the nearest area above (or the area itself) has set; None when none has."""
    above = DemandRules.objects.filter(area__no__lte=area_no, area__last__gte=area_no)
    return above.select_related("area").order_by("-area__level").first()


def held_in(area_no: int) -> Held:
    """The rules of an area, with the reason."""
    found = rules_for(area_no)
    if found:
        return Held(found.shortage_days, found.visit_days, found.area.name, found.reason)
    return Held(
        SHORTAGE_DAYS,
        VISIT_DAYS,
        "",
        _(
            "岗位库每月至少更新一次，满一个月还没招满的，求职的人都看过了；重点企业文件没写多久走访一次，按一个季度。"
        ),
    )
