"""Numbers that want no messages, noted by hand; and taken off the list when the owner asks for messages again."""

from dataclasses import dataclass

from leye.accounts.enums import CAN_WRITE_LEDGER
from leye.ledger.actions.base import LedgerAction, Problems
from leye.ledger.errors import Invalid
from leye.outreach.models import OptOut
from leye.standards.calendar import today
from leye.standards.phones import PhoneError, clean_phone


@dataclass(kw_only=True)
class AddOptOut(LedgerAction[OptOut]):
    """Nothing is sent to this number any more, by any area."""

    allowed = CAN_WRITE_LEDGER

    area_no: int
    phone: str
    reason: str

    def execute(self) -> OptOut:
        area = self.area(self.area_no)
        problems = Problems()
        reason = problems.text(OptOut, "reason", self.reason, required=True)
        problems.check()
        try:
            phone = clean_phone(self.phone)
        except PhoneError as error:
            raise Invalid({"phone": str(error)}) from error
        row, _made = OptOut.objects.get_or_create(
            phone=phone, area=area, defaults={"since": today(), "reason": reason, "by_id": self.actor.user}
        )
        return row


@dataclass(kw_only=True)
class RemoveOptOut(LedgerAction[None]):
    """The owner of the number wants messages again; history keeps that he did not."""

    allowed = CAN_WRITE_LEDGER

    optout_id: int

    def execute(self) -> None:
        self.row(OptOut.objects.all(), self.optout_id).delete()
