"""The card of a person's file: surveys to answer and answered, messages, and a pause."""

from typing import Any

from leye.accounts.enums import CAN_WRITE_LEDGER
from leye.outreach.actions.messages import MAY_SEND
from leye.outreach.models import Message, ReminderPause, Response, SurveyTarget
from leye.standards.calendar import today
from leye.web.work import WorkRequest

SHOWN = 3


def outreach_of(request: WorkRequest, person_id: int) -> dict[str, Any]:
    """What the card shows: four queries."""
    scope = request.scope
    answered = (
        Response.objects.visible_to(scope).filter(person_id=person_id).select_related("round", "asked_by")
    )
    done = list(answered)
    rounds = SurveyTarget.objects.visible_to(scope).filter(person_id=person_id, round__closed_at__isnull=True)
    open_rounds = [target.round for target in rounds.select_related("round")]
    return {
        "to_answer": [one for one in open_rounds if one.pk not in {response.round_id for response in done}],
        "responses": done[:SHOWN],
        "texts": list(
            Message.objects.visible_to(scope).filter(person_id=person_id).order_by("-queued_at")[:SHOWN]
        ),
        "pause": ReminderPause.objects.visible_to(scope)
        .filter(person_id=person_id, until__gte=today())
        .first(),
        "may_text": request.post.role in MAY_SEND,
        "may_pause": request.post.role in CAN_WRITE_LEDGER,
    }
