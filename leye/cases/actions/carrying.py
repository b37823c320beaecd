"""People go along with their part of a village that became one of its own: what stands under the old one about them."""

from collections.abc import Collection
from typing import Any

from leye.areas.models import Area
from leye.cases.models import HandoverItem, ReferralNotice


def follow_people(sender: Any, old: Area, new: Area, people: Collection[int], **kwargs: Any) -> None:
    """Receiver of the ledger's signal, under the background role.

    Referrals that the old village sent are now the new one's: whom it sent, it goes on sending. People of a hand-over
    list who were found there are followed where they are now.
    """
    ReferralNotice.objects.filter(referral__person__in=people, from_area=old).update(from_area=new)
    HandoverItem.objects.filter(file__in=people, area=old).update(area=new)
