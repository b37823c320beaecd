"""The card of a person's file: surveys to answer and answered, messages, and a pause."""

from collections.abc import Collection
from typing import Any

from leye.accounts.enums import CAN_WRITE_LEDGER
from leye.outreach.actions.messages import MAY_SEND
from leye.outreach.models import Message, ReminderPause, Response, SurveyTarget
from leye.outreach.reminders import ended_on
from leye.standards.calendar import today
from leye.web.work import WorkRequest

SHOWN = 3


def outreach_of(request: WorkRequest, person_id: int, held: Collection[Any]) -> dict[str, Any]:
    """What the card shows: one query for each of the tables that hold anything of the person."""

    def rows(model: Any) -> Any:
        mine = model.objects.visible_to(request.scope).filter(person_id=person_id)
        return mine if model in held else mine.none()

    done = list(rows(Response).select_related("round", "asked_by"))
    answered = {response.round_id for response in done}
    targets = rows(SurveyTarget).filter(round__closed_at__isnull=True).select_related("round")
    to_answer = [target.round for target in targets if target.round_id not in answered]
    over = ended_on([person_id]).get(person_id) if to_answer else None
    return {
        # Whose service ended during a round is asked no more in it.
        "to_answer": [one for one in to_answer if over is None or over < one.since],
        "responses": done[:SHOWN],
        "texts": list(rows(Message).order_by("-queued_at")[:SHOWN]),
        "pause": rows(ReminderPause).filter(until__gte=today()).first(),
        "may_text": request.post.role in MAY_SEND,
        "may_pause": request.post.role in CAN_WRITE_LEDGER,
    }
