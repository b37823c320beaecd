"""How a one-time code leaves: as a text message of this installation, in the clerk's name."""

from leye.accounts.actions.base import Actor
from leye.ledger.models import Person
from leye.outreach.actions.codes import CodeOnItsWay, PrepareCode, send_code


class Courier:
    """Takes codes of a clerk while the asking is written down, and sends them once that is committed."""

    def __init__(self, actor: Actor) -> None:
        self.actor = actor
        self._taken: list[CodeOnItsWay] = []

    def __call__(self, person: Person, text: str, code: str) -> None:
        """Take a code (leye.evidence.actions.confirmations.Deliver). The words are kept without it."""
        self._taken.append(PrepareCode(self.actor, person_id=person.pk, code=code, text=text).run())

    def send(self) -> None:
        """Send what was taken, outside any transaction. Raises Refused or Unsure, noted before."""
        while self._taken:
            send_code(self._taken.pop(0))
