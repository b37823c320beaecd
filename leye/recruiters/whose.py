"""Where a unit's account stands, for the log of sign-ins."""

from typing import Any

from leye.accounts.models import User
from leye.recruiters.models import RecruiterMember


def whose(user: User, **_kwargs: Any) -> tuple[int, None] | None:
    """The area of the unit for which the user asked last; None for who never did."""
    area = RecruiterMember.objects.filter(user=user).order_by("-pk").values_list("area_id", flat=True).first()
    return None if area is None else (area, None)
