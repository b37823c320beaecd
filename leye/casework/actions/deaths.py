"""A person died: the ledger's part, and the public-welfare post."""

import datetime as dt
from dataclasses import dataclass

from leye.accounts.enums import CAN_WRITE_LEDGER
from leye.casework.enums import PlacementEnd
from leye.casework.models import Placement
from leye.ledger.actions.base import LedgerAction
from leye.ledger.actions.deaths import MarkDeceased
from leye.ledger.models import Person


@dataclass(kw_only=True)
class RecordDeath(LedgerAction[Person]):
    """Mark a person deceased everywhere: registration, jobs and the public-welfare post end on that day."""

    allowed = CAN_WRITE_LEDGER

    person_id: int
    deceased_on: dt.date

    def execute(self) -> Person:
        person = MarkDeceased(self.actor, person_id=self.person_id, deceased_on=self.deceased_on).run()
        for placement in Placement.objects.filter(person=person, ended_on__isnull=True):
            placement.ended_on = max(self.deceased_on, placement.started_on)
            placement.end_reason = PlacementEnd.OTHER
            placement.save(update_fields=["ended_on", "end_reason"])
        return person
