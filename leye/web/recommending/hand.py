"""自己找岗位: every open vacancy, with 推荐给此人 beside each."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from leye.hiring.models import Recommendation
from leye.web.people.looking import log_look
from leye.web.recommending.card import address, may_write, person_of
from leye.web.vacancies.searching import looked
from leye.web.work import WorkRequest, work_page


@work_page()
def by_hand(request: WorkRequest, person_id: int) -> HttpResponse:
    """A search for one person; what was recommended before is said beside it."""
    person = person_of(request, person_id)
    log_look(request, person.pk)
    context: dict[str, Any] = looked(request)
    rows = context.get("rows", [])
    had = Recommendation.objects.visible_to(request.scope).filter(
        person=person, vacancy_id__in=[row["hit"].vacancy_id for row in rows]
    )
    states = {one.vacancy_id: one.get_state_display() for one in had}
    for row in rows:
        row["state"] = states.get(row["hit"].vacancy_id, "")
    context |= {
        "person": person, "page_url": "posting", "recommend_to": person if may_write(request, person) else None,
        "crumbs": [{"label": person.name, "url": address(person.pk)}, {"label": _("自己找岗位")}],
    }  # fmt: skip
    return render(request, "recommending/hand.html", context)
