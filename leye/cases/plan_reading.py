"""The read side of plans and referrals for other pages: what applies to an area, what a person has."""

from dataclasses import dataclass

from leye.accounts.scope import Scope
from leye.cases.goals import Standing, standings
from leye.cases.models import Plan, PlanTemplate, Referral
from leye.cases.plan_enums import ReferralState


def templates_for(area_no: int) -> list[PlanTemplate]:
    """Templates in use that an area, or one above it, keeps: the nearest area's first."""
    templates = PlanTemplate.objects.filter(
        closed_on__isnull=True, area__no__lte=area_no, area__last__gte=area_no
    )
    return list(templates.select_related("area", "group").order_by("-area__level", "title"))


@dataclass(frozen=True)
class PlanCard:
    """A person's plan and referrals in short; `plan` None: none is open."""

    plan: Plan | None
    goals: list[Standing]
    referrals: list[Referral]
    earlier: int

    @property
    def met(self) -> int:
        """Goals that are met."""
        return sum(one.met_on is not None for one in self.goals)


def plan_card(scope: Scope, person_id: int) -> PlanCard:
    """What the person's file shows of plans and referrals."""
    plans = Plan.objects.visible_to(scope).filter(person_id=person_id).select_related("backup", "group")
    rows = list(plans)
    plan = next((one for one in rows if one.is_open), None)
    referrals = Referral.objects.visible_to(scope).filter(
        person_id=person_id, state__in=(ReferralState.SENT, ReferralState.ACCEPTED, ReferralState.REJECTED)
    )
    return PlanCard(
        plan,
        standings([plan])[plan.pk] if plan else [],
        list(referrals.select_related("to_area")[:5]),
        len(rows) - (plan is not None),
    )
