"""Claims for lists and pages."""

from dataclasses import dataclass

from leye.accounts.scope import Scope
from leye.adoption.registry import find_rule
from leye.benefits.models import Claim


@dataclass(frozen=True)
class ClaimLine:
    """A claim with the title of its rule (its name when the document is no longer here)."""

    claim: Claim
    title: str


def claims_of(scope: Scope, person_id: int) -> list[ClaimLine]:
    """What was decided for a person, newest first."""
    return [
        ClaimLine(claim, str(rule.title) if (rule := find_rule(claim.pack, claim.rule)) else claim.rule)
        for claim in Claim.objects.visible_to(scope).filter(person_id=person_id)
    ]
