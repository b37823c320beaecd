"""A person is signed out everywhere: the telephone was lost, or somebody else has it."""

from dataclasses import dataclass

from django.utils import timezone

from leye.accounts.access import log_access
from leye.accounts.actions.accounts import end_sessions
from leye.accounts.enums import CAN_WRITE_LEDGER, Access
from leye.ledger.actions.base import LedgerAction
from leye.selfservice.models import SeekerAccount, SignInCode


@dataclass(kw_only=True)
class EndSeekerSessions(LedgerAction[None]):
    """An officer ends every session of a person, and every code that was not used yet."""

    allowed = CAN_WRITE_LEDGER

    person_id: int

    def execute(self) -> None:
        person = self.person(self.person_id, held=True)
        now = timezone.now()
        SignInCode.objects.filter(person=person, used_at__isnull=True, expires_at__gt=now).update(
            expires_at=now
        )
        account = SeekerAccount.objects.select_related("user").filter(person=person).first()
        if account is not None:
            end_sessions(account.user)
        log_access(self.actor, Access.ACCOUNT, person.pk, {"action": "EndSeekerSessions"})
