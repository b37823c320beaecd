"""The pages of vacancies as tabs."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from leye.vacancies.actions.base import CAN_REVIEW
from leye.vacancies.models import Vacancy
from leye.web.demand.tabs import SEE_DEMAND
from leye.web.work import WorkRequest

ALL, REVIEW, FIND, RULES = "vacancies", "vacancy_queue", "find_vacancies", "vacancy_rules"
APPLICATIONS, RECOMMENDATIONS, DEMAND = "applications", "recommendations", "demand"


def tabs_of(request: WorkRequest, active: str) -> list[dict[str, Any]]:
    """The tabs that the post may open."""
    waiting = Vacancy.objects.visible_to(request.scope).filter(status="submitted").count()
    tabs: list[dict[str, Any]] = [
        {"name": FIND, "label": _("找岗位")},
        {"name": ALL, "label": _("本地岗位")},
        {"name": REVIEW, "label": _("审核"), "count": waiting},
        {"name": RECOMMENDATIONS, "label": _("岗位推荐")},
        {"name": APPLICATIONS, "label": _("应聘")},
        {"name": DEMAND, "label": _("用工需求")},
        {"name": RULES, "label": _("规则")},
    ]
    only = {REVIEW: CAN_REVIEW, DEMAND: SEE_DEMAND}
    return [
        {**tab, "url": reverse(tab["name"]), "active": tab["name"] == active}
        for tab in tabs
        if tab["name"] not in only or request.post.role in only[tab["name"]]
    ]
