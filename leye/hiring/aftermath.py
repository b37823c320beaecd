"""What a hire closed by itself, read from the history: the same stroke wrote all of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.apps import apps

from leye.hiring.enums import ApplicationState, RecommendationState
from leye.hiring.models import Application, Hire, Recommendation


@dataclass(frozen=True)
class Closed:
    """Applications and recommendations that a hire closed, each with the state before: (key, vacancy, state, answer)."""

    applications: list[Any] = field(default_factory=list)
    recommendations: list[Any] = field(default_factory=list)

    @property
    def nothing(self) -> bool:
        """Whether nothing else was open."""
        return not (self.applications or self.recommendations)


def closed_by(hire: Hire) -> Closed:
    """The versions before a hire closed them: rows of the history tables with their `pgh_obj_id`, oldest first."""
    made = hire.events.order_by("pgh_id").first()  # type: ignore[attr-defined]  # pghistory's
    if made is None or made.pgh_context_id is None:
        return Closed()
    applications = _before(
        Application, made.pgh_context_id, person_id=hire.person_id, state=ApplicationState.WITHDRAWN
    )
    recommendations = _before(
        Recommendation, made.pgh_context_id, person_id=hire.person_id, state=RecommendationState.CLOSED
    )
    return Closed(applications, recommendations)


def _before(model: type[Any], context: Any, **which: Any) -> list[Any]:
    """Of rows whose version was written in a context, the version before it."""
    events = apps.get_model(model._meta.app_label, f"{model.__name__}Event")
    found = []
    for event in events.objects.filter(pgh_context_id=context, **which).order_by("pgh_id"):
        earlier = (
            events.objects.filter(pgh_obj_id=event.pgh_obj_id, pgh_id__lt=event.pgh_id)
            .order_by("-pgh_id")
            .first()
        )
        if earlier is not None and earlier.state != event.state:
            found.append(earlier)
    return found


def open_again(closed: Closed) -> int:
    """Give what a hire closed its state back, where nothing has happened to it since; how many."""
    count = 0
    for before in closed.applications:
        one = Application.objects.select_for_update(of=("self",)).filter(pk=before.pgh_obj_id).first()
        if one is None or one.state != ApplicationState.WITHDRAWN or one.version != before.version + 1:
            continue
        waiting = Application.objects.filter(person_id=one.person_id, vacancy_id=one.vacancy_id).waiting()
        if waiting.exists():
            continue
        one.state, one.answer, one.answered_on = before.state, before.answer, before.answered_on
        one.version += 1
        one.save(update_fields=["state", "answer", "answered_on", "version"])
        count += 1
    for before in closed.recommendations:
        count += Recommendation.objects.filter(pk=before.pgh_obj_id, state=RecommendationState.CLOSED).update(
            state=before.state
        )
    return count
