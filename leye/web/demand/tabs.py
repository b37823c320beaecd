"""The pages of the demand side as tabs, and who opens which."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from leye.accounts.enums import CAN_SEE_COUNTY, Role
from leye.web.work import WorkRequest

OVERVIEW, SHORTAGE, EMPLOYERS, BANK, BRANDS, EXCHANGES = (
    "demand", "shortage", "key_employers", "job_bank", "brands", "exchanges",
)  # fmt: skip
#: Lists of people are for those who answer for a county.
SEE_EXCHANGES = (Role.COUNTY_OFFICER, Role.COUNTY_LEADER, Role.SUPERVISOR, Role.AUDITOR)
#: Who opens the pages of employers, sources and brands: a township too, because it visits.
SEE_DEMAND = (*CAN_SEE_COUNTY, Role.TOWNSHIP_CLERK)


def tabs_of(request: WorkRequest, active: str) -> list[dict[str, Any]]:
    """The tabs that the post may open."""
    tabs: list[dict[str, Any]] = [
        {"name": OVERVIEW, "label": _("要办的事")},
        {"name": SHORTAGE, "label": _("紧缺职业")},
        {"name": EMPLOYERS, "label": _("重点企业")},
        {"name": BANK, "label": _("岗位收集")},
        {"name": BRANDS, "label": _("劳务品牌")},
        {"name": EXCHANGES, "label": _("名单交换")},
    ]
    return [
        {**tab, "url": reverse(tab["name"]), "active": tab["name"] == active}
        for tab in tabs
        if tab["name"] != EXCHANGES or request.post.role in SEE_EXCHANGES
    ]
