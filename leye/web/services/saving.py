"""Save what a service form says: the services, what the person said about work, and the to-dos that follow."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils import timezone

from leye.casework.actions.record_service import RecordServices
from leye.casework.items import item_key
from leye.casework.models import ServiceRecord
from leye.ledger.actions.wishes import StateIntention
from leye.ledger.models import Intention, Person
from leye.web.services.forms import ServiceForm
from leye.web.work import WorkRequest, actor_of
from leye.worklist.refresh import refresh_people

#: Nobody gives the same person the same service again within this time.
A_MOMENT = dt.timedelta(seconds=30)


def save_services(request: WorkRequest, ids: list[int], form: ServiceForm) -> int:
    """The number of people recorded for; all or none. Raises ActionError."""
    data = form.cleaned_data
    with transaction.atomic():
        if _pressed_twice(request, ids, data):
            return len(set(ids))
        recorded = RecordServices(
            actor_of(request), person_ids=ids, kinds=data["kinds"], served_on=data["served_on"], channel=data["channel"],
            outcome=data["outcome"], item=data["item"], note=data["note"],
            place=data["place"],
        ).run()  # fmt: skip
        if data["wants_work"]:
            for person_id in recorded.touched:
                _state_wish(request, person_id, form)
    refresh_people(recorded.touched)
    return len(recorded.touched)


def _pressed_twice(request: WorkRequest, ids: list[int], data: dict[str, Any]) -> bool:
    """Whether the same user sent just this a moment ago: a slow page invites a second press."""
    # Two presses at once come one after the other.
    list(
        Person.objects.visible_to(request.scope)
        .filter(pk__in=ids)
        .order_by("pk")
        .select_for_update(no_key=True)
    )
    same = ServiceRecord.objects.visible_to(request.scope).filter(
        person__in=ids, provider=request.user, kind__in=data["kinds"], served_on=data["served_on"],
        channel=data["channel"], outcome=data["outcome"], item_key=item_key(data["item"]), note=data["note"],
        recorded_at__gt=timezone.now() - A_MOMENT,
    )  # fmt: skip
    return same.values("person_id", "kind").distinct().count() == len(set(ids)) * len(set(data["kinds"]))


def _state_wish(request: WorkRequest, person_id: int, form: ServiceForm) -> None:
    """A new word about work; what was said before about which work and where still stands."""
    data = form.cleaned_data
    said = (
        Intention.objects.visible_to(request.scope)
        .filter(person_id=person_id, stated_on__lte=data["served_on"])
        .last()
    )
    kept = (
        {name: getattr(said, name) for name in ("wants_startup", "occupation", "place", "wage_min_fen")}
        if said
        else {}
    )
    StateIntention(
        actor_of(request),
        person_id=person_id,
        stated_on=data["served_on"],
        wants_work=data["wants_work"],
        **kept,
    ).run()
