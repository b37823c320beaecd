"""A vacancy's people: who applied, who was told of it and has not answered, and the times of interviews."""

from __future__ import annotations

from typing import Any

from django.db.models import Case, IntegerField, Value, When

from leye.accounts.enums import CAN_WRITE_LEDGER
from leye.areas.paths import path_names
from leye.hiring.enums import RecommendationState
from leye.hiring.models import Application, Recommendation
from leye.hiring.resume import READ, resume, shown_name
from leye.hiring.seen_jobs import applied_in_all
from leye.hiring.states import WAITING
from leye.standards.calendar import today
from leye.vacancies.enums import OPEN
from leye.vacancies.models import Vacancy
from leye.web.hiring.slots import slots_of
from leye.web.hiring.words import buttons_of, lines_of
from leye.web.paging import log_list
from leye.web.work import WorkRequest

#: People on the page itself; the others are in the list that the count leads to.
MOST = 20
#: Told, and nothing said yet.
UNANSWERED = (RecommendationState.DELIVERED, RecommendationState.READ)


def hiring_of(request: WorkRequest, vacancy: Vacancy) -> dict[str, Any]:
    """What the page of a vacancy shows of its people; nothing of one that was never published."""
    if vacancy.published_on is None:
        return {}
    day = today()
    applied = Application.objects.visible_to(request.scope).filter(vacancy=vacancy)
    waits = Case(When(state__in=WAITING, then=Value(0)), default=Value(1), output_field=IntegerField())
    found = list(
        applied.select_related("person", "slot")
        .prefetch_related(*READ)
        .order_by(waits, "sent_on", "pk")[:MOST]
    )
    told = Recommendation.objects.visible_to(request.scope).filter(vacancy=vacancy, state__in=UNANSWERED)
    recommended = list(told.select_related("person").order_by("delivered_on", "pk")[:MOST])
    here = applied.count()
    log_list(request, "people of a vacancy", len(found) + len(recommended), vacancy=vacancy.pk)
    return {
        "applicants": [
            {
                **row, "place": path_names(row["one"].area_id), "resume": resume(row["one"], day),
                "shown_name": shown_name(row["one"]), "buttons": buttons_of(request, row["one"], row["job"])[:2],
            }
            for row in lines_of(found, day)
        ],
        "applied_count": here, "elsewhere": applied_in_all(vacancy.pk) - here, "told_count": told.count(),
        "recommended": [
            {"one": one, "days": (day - (one.delivered_on or day)).days, "place": path_names(one.area_id)} for one in recommended
        ],
        "slots": slots_of(request, vacancy.pk), "seats_left": vacancy.seats_left if vacancy.status in OPEN else 0,
        "may_apply": request.post.role in CAN_WRITE_LEDGER,
    }  # fmt: skip
