"""Save what a service form says: the services, what the person said about work, and the to-dos that follow."""

from django.db import transaction

from leye.casework.actions.record_service import RecordServices
from leye.ledger.actions.wishes import StateIntention
from leye.ledger.models import Intention
from leye.web.services.forms import ServiceForm
from leye.web.work import WorkRequest, actor_of
from leye.worklist.refresh import refresh_people


def save_services(request: WorkRequest, ids: list[int], form: ServiceForm) -> int:
    """The number of people recorded for; all or none. Raises ActionError."""
    data = form.cleaned_data
    with transaction.atomic():
        recorded = RecordServices(
            actor_of(request), person_ids=ids, kinds=data["kinds"], served_on=data["served_on"], channel=data["channel"],
            outcome=data["outcome"], item=data["item"], note=data["note"],
        ).run()  # fmt: skip
        if data["wants_work"]:
            for person_id in recorded.touched:
                _state_wish(request, person_id, form)
    refresh_people(recorded.touched)
    return len(recorded.touched)


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
