"""What other areas sent here and nobody has answered yet."""

from dataclasses import dataclass

from leye.accounts.scope import Scope
from leye.cases.models import HandoverLot, ReferralNotice
from leye.cases.plan_enums import ReferralState
from leye.standards.calendar import today


@dataclass(frozen=True)
class Waiting:
    """How many referrals wait for an answer, and how many hand-over lists for a receipt."""

    referrals: int
    lists: int


def waiting_here(scope: Scope) -> Waiting:
    """What waits in the areas of a scope: two counts."""
    notices = ReferralNotice.objects.visible_to(scope).filter(
        state=ReferralState.SENT, expires_on__gte=today()
    )
    lots = HandoverLot.objects.visible_to(scope).filter(received_on__isnull=True)
    return Waiting(notices.count(), lots.count())
