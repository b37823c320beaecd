"""Whose file an account opens, for the log of sign-ins."""

from typing import Any

from leye.accounts.models import User
from leye.selfservice.models import SeekerAccount


def whose(user: User, **_kwargs: Any) -> tuple[int, int] | None:
    """Area and person of a seeker's account; None for every other user."""
    return SeekerAccount.objects.filter(user=user).values_list("area_id", "person_id").first()
