"""What stands above single services: the case from application to exit, plans, referrals and hand-over lists."""

from leye.cases.models.cases import Case
from leye.cases.models.handover import HandoverItem, HandoverList, HandoverLot, HandoverRefusal
from leye.cases.models.plans import Plan, PlanTemplate
from leye.cases.models.referrals import Referral, ReferralNotice

__all__ = [
    "Case", "HandoverItem", "HandoverList", "HandoverLot", "HandoverRefusal", "Plan", "PlanTemplate", "Referral",
    "ReferralNotice",
]  # fmt: skip
