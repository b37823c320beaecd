"""Leave somebody in peace for a while, and go on."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from leye.accounts.actions.base import ActionError
from leye.accounts.enums import CAN_WRITE_LEDGER
from leye.ledger.actions.base import LedgerAction, Problems
from leye.outreach.models import ReminderPause
from leye.standards.calendar import today

#: Nobody is forgotten for longer: after this somebody has to say again that the pause goes on.
LONGEST_DAYS = 183


@dataclass(kw_only=True)
class PauseReminders(LedgerAction[ReminderPause]):
    """No messages and no calls of a survey until a day; what a document demands stays due."""

    allowed = CAN_WRITE_LEDGER

    person_id: int
    until: dt.date
    reason: str

    def execute(self) -> ReminderPause:
        person = self.person(self.person_id)
        day = today()
        problems = Problems()
        problems.order("until", _("暂停到"), day, self.until)
        if (self.until - day).days > LONGEST_DAYS:
            problems.add("until", _("一次最多暂停%(n)s天，到期仍需暂停的可以再办。") % {"n": LONGEST_DAYS})
        reason = problems.text(ReminderPause, "reason", self.reason, required=True)
        problems.check()
        pause, _made = ReminderPause.objects.update_or_create(
            person=person,
            defaults={
                "area_id": person.area_id, "since": day, "until": self.until, "reason": reason,
                "by_id": self.actor.user,
            },
        )  # fmt: skip
        return pause


@dataclass(kw_only=True)
class ResumeReminders(LedgerAction[None]):
    """The pause ends today; history keeps it."""

    allowed = CAN_WRITE_LEDGER

    person_id: int

    def execute(self) -> None:
        person = self.person(self.person_id)
        pauses = ReminderPause.objects.filter(person=person)
        if not pauses.exists():
            raise ActionError(_("此人没有暂停提醒。"))
        pauses.delete()
