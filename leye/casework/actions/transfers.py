"""Asking for a person who may be held elsewhere, without being told whether he is; and deciding at the holder's."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from leye.accounts.actions.base import ActionError
from leye.accounts.actions.shares import end_shares
from leye.accounts.enums import CAN_WRITE_LEDGER, Role, Source
from leye.accounts.scope import as_service
from leye.casework.enums import TransferState
from leye.casework.models import TransferCase, TransferRequest
from leye.ledger.actions.base import LedgerAction, Problems
from leye.ledger.actions.households import leave_household
from leye.ledger.errors import AlreadyHere, Invalid
from leye.ledger.identities import hold_keys, holders_of, indexes_of
from leye.ledger.models import Person
from leye.ledger.person_fields import clean_fields
from leye.vault.crypto import encrypt

#: A request that was not answered may be made again after this many days.
WAIT_DAYS = 30

#: One statement whether the number is held elsewhere or not: same work, same time, nothing comes back.
_OPEN_CASE = """
WITH RECURSIVE chain AS (
    SELECT id, merged_into_id, area_id FROM ledger_person WHERE id_index = ANY (%s)
    UNION ALL
    SELECT p.id, p.merged_into_id, p.area_id FROM ledger_person p JOIN chain c ON p.id = c.merged_into_id
)
INSERT INTO casework_transfercase (request_id, person_id, area_id, to_area_id, reason, state, asked_at)
SELECT %s, id, area_id, %s, %s, 'sent', now() FROM chain WHERE merged_into_id IS NULL ORDER BY id DESC LIMIT 1
"""


def sent_sentence() -> str:
    """The one answer to every request."""
    return _("申请已提交；如对方同意，此人会出现在您的辖区。")


@dataclass(kw_only=True)
class AskTransfer(LedgerAction[str]):
    """Ask for a person by identity number. Whoever holds the number, or nobody, the answer is the same sentence.

    Only a person whom the actor may see already is named instead.
    """

    allowed = CAN_WRITE_LEDGER

    id_number: str
    name: str
    reason: str
    area_no: int
    cleaned: dict[str, Any] = field(init=False, repr=False, default_factory=dict)

    def check(self) -> None:
        super().check()
        self.area(self.area_no)
        problems = Problems()
        self.cleaned = clean_fields({"id_number": self.id_number, "name": self.name}, problems)
        self.cleaned["reason"] = problems.text(TransferRequest, "reason", self.reason, required=True)
        problems.check()

    def execute(self) -> str:
        number = self.cleaned["id_number"].number
        asker = self.actor.user_id
        if asker is None:
            raise Invalid({"": _("转入申请须由经办人提出。")})
        here = holders_of([number]).get(number)
        if here is not None and self.actor.scope.covers(here.area_id):
            raise AlreadyHere(here.pk, here.name, here.area.name)
        hold_keys()
        indexes = indexes_of(number)
        waiting = TransferRequest.objects.filter(
            area_id=self.area_no,
            id_index__in=indexes,
            state=TransferState.SENT,
            asked_at__gt=timezone.now() - dt.timedelta(days=WAIT_DAYS),
        )
        if waiting.exists():
            return sent_sentence()
        request = TransferRequest.objects.create(
            area_id=self.area_no,
            id_index=indexes[0],
            id_cipher=encrypt(number),
            name=self.cleaned["name"],
            reason=self.cleaned["reason"],
            asked_by_id=asker,
        )
        with as_service(), connection.cursor() as cursor:
            cursor.execute(_OPEN_CASE, [indexes, request.pk, self.area_no, self.cleaned["reason"]])
        return sent_sentence()


@dataclass(kw_only=True)
class DecideTransfer(LedgerAction[TransferCase]):
    """The holder hands the person over with everything, or keeps the person and tells nobody."""

    allowed = (Role.TOWNSHIP_CLERK, Role.COUNTY_OFFICER)

    case_id: int
    accept: bool

    def describe(self) -> dict[str, Any]:
        """The person's new area came by a transfer, whatever the clerk's usual source."""
        return {"source": str(Source.TRANSFER)}

    def execute(self) -> TransferCase:
        case = self.row(TransferCase.objects.all(), self.case_id, held=True)
        if case.state != TransferState.SENT:
            raise ActionError(_("这份申请已处理过（%(state)s）。") % {"state": case.get_state_display()})
        person = self.person(case.person_id, held=True)
        # Decided before the person moves: only open cases follow the person.
        case.state = TransferState.ACCEPTED if self.accept else TransferState.DECLINED
        case.decided_by_id = self.actor.user_id
        case.decided_at = timezone.now()
        case.save(update_fields=["state", "decided_by", "decided_at"])
        if self.accept:
            self._hand_over(case, person)
        return case

    def _hand_over(self, case: TransferCase, person: Person) -> None:
        """Out of the holder's scope, so as the service role. The household stays; the helper was the holder's.

        What the old area shared ends: the new one decides with whom it shares.
        """
        leave_household(person)
        person.area_id = case.to_area_id
        person.helper = None
        person.version += 1
        with as_service():
            person.save(update_fields=["area", "household", "relation", "helper", "version"])
            TransferRequest.objects.filter(pk=case.request_id).update(state=TransferState.ACCEPTED)
        end_shares([person.pk])
