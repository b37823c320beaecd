"""A person died: what was open in the ledger ends on that day."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from leye.accounts.actions.base import ActionError
from leye.accounts.enums import CAN_WRITE_LEDGER
from leye.ledger.actions.base import LedgerAction, Problems
from leye.ledger.enums import RegistrationEnd, SpellEnd
from leye.ledger.models import Household, Person


@dataclass(kw_only=True)
class MarkDeceased(LedgerAction[Person]):
    """Write the day of death; end the open registration and jobs; the household has no head until one is named."""

    allowed = CAN_WRITE_LEDGER

    person_id: int
    deceased_on: dt.date

    def execute(self) -> Person:
        person = self.person(self.person_id)
        if person.deceased_on is not None:
            raise ActionError(_("此人已登记死亡（%(day)s）。") % {"day": person.deceased_on})
        problems = Problems()
        problems.past("deceased_on", _("死亡日期"), self.deceased_on, person.birth_date)
        problems.check()
        for registration in person.registrations.filter(ended_on__isnull=True):
            registration.ended_on = max(self.deceased_on, registration.registered_on)
            registration.end_reason = RegistrationEnd.DECEASED
            registration.save(update_fields=["ended_on", "end_reason"])
        for spell in person.spells.filter(ended_on__isnull=True):
            spell.ended_on = max(self.deceased_on, spell.started_on)
            spell.end_reason = SpellEnd.OTHER
            spell.save(update_fields=["ended_on", "end_reason"])
        Household.objects.filter(head=person).update(head=None)
        person.deceased_on = self.deceased_on
        person.version += 1
        person.save(update_fields=["deceased_on", "version"])
        return person


@dataclass(kw_only=True)
class WithdrawDeath(LedgerAction[Person]):
    """The death was written by mistake. What it ended is not opened again by itself: it has to be asked anew."""

    allowed = CAN_WRITE_LEDGER

    person_id: int

    def execute(self) -> Person:
        person = self.person(self.person_id)
        if person.deceased_on is None:
            raise ActionError(_("此人没有死亡登记。"))
        person.deceased_on = None
        person.version += 1
        person.save(update_fields=["deceased_on", "version"])
        return person
