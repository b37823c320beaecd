"""Take back a job that was entered by mistake: nobody ever worked there."""

from dataclasses import dataclass
from typing import Any

from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from leye.accounts.actions.base import ActionError
from leye.accounts.enums import CAN_WRITE_LEDGER
from leye.ledger.actions.base import LedgerAction
from leye.ledger.enums import RegistrationEnd
from leye.ledger.errors import Invalid
from leye.ledger.models import EmploymentSpell, UnemploymentRegistration
from leye.standards.text import trim

LONGEST_REASON = 200


@dataclass(kw_only=True)
class RetractSpell(LedgerAction[UnemploymentRegistration | None]):
    """Remove a job that never was, with the reason; history keeps it. Gives the registration that is open again.

    Only the registration that this very job had closed is opened, and only when no other is open. What ended is a job
    that was, and is not taken back.
    """

    allowed = CAN_WRITE_LEDGER

    spell_id: int
    reason: str

    def describe(self) -> dict[str, Any]:
        """The reason stands in the history of what is taken back."""
        return {"reason": trim(self.reason)[:LONGEST_REASON]}

    def execute(self) -> UnemploymentRegistration | None:
        spell = self.row(EmploymentSpell.objects.all(), self.spell_id, held=True)
        if not trim(self.reason):
            raise Invalid({"reason": _("请填写原因。")})
        if spell.ended_on is not None:
            raise ActionError(
                _("这段就业已于%(day)s登记结束，不是录错的，不能撤销。") % {"day": spell.ended_on}
            )
        closed = self._closed_by(spell)
        try:
            spell.delete()
        except ProtectedError as error:
            raise ActionError(
                _("这段就业已作为别处的依据（例如个案退出），请先撤销那一项，再撤销就业。")
            ) from error
        if closed is not None:
            closed.ended_on, closed.end_reason = None, ""
            closed.save(update_fields=["ended_on", "end_reason"])
        return closed

    def _closed_by(self, spell: EmploymentSpell) -> UnemploymentRegistration | None:
        """The registration that was ended in the same stroke as the job began."""
        begun = spell.events.order_by("pgh_id").first()  # type: ignore[attr-defined]  # pghistory's
        if begun is None or begun.pgh_context_id is None:
            return None
        registrations = UnemploymentRegistration.objects.filter(person_id=spell.person_id)
        if registrations.filter(ended_on__isnull=True).exists():
            return None
        return (
            registrations.filter(
                ended_on=spell.started_on,
                end_reason=RegistrationEnd.EMPLOYED,
                events__pgh_context_id=begun.pgh_context_id,
            )
            .select_for_update(of=("self",))
            .first()
        )
