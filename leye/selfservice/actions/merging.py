"""Two files become one, or are parted again: nobody who signed in before goes on in what is now another file."""

from typing import Any

from django.utils import timezone

from leye.accounts.actions.accounts import end_sessions
from leye.ledger.models import Person
from leye.selfservice.models import SeekerAccount, SignInCode


def sign_out_both(sender: Any, survivor: Person, loser: Person, **_kwargs: Any) -> dict[str, dict[str, Any]]:
    """Receiver of the ledger's signals: ends the sessions and the codes of both. Nothing that parting would set back."""
    both = (survivor, loser)
    for account in SeekerAccount.objects.filter(person__in=both).select_related("user"):
        end_sessions(account.user)
    now = timezone.now()
    codes = SignInCode.objects.filter(person__in=both, used_at__isnull=True, expires_at__gt=now)
    codes.update(expires_at=now)
    return {}
