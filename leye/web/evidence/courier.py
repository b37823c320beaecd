"""How a one-time code leaves: as a text message of this installation, in the clerk's name."""

from leye.evidence.actions.confirmations import Deliver
from leye.ledger.models import Person
from leye.outreach.actions.codes import SendCode
from leye.web.work import WorkRequest, actor_of


def courier_of(request: WorkRequest) -> Deliver:
    """Sends codes for the clerk behind a request. The words are kept without the code."""

    def deliver(person: Person, text: str, code: str) -> None:
        SendCode(actor_of(request), person_id=person.pk, code=code, text=text).run()

    return deliver
