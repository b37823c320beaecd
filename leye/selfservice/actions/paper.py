"""A code on paper, for who has no mobile telephone in the file: handed over at the counter, good for one sign-in."""

import datetime as dt
import secrets
from dataclasses import dataclass, field

from django.utils import timezone
from django.utils.translation import gettext as _

from leye.accounts.actions.base import ActionError, Actor
from leye.accounts.enums import CAN_WRITE_LEDGER, Source
from leye.accounts.scope import as_service
from leye.ledger.actions.base import LedgerAction
from leye.ledger.identities import holders_of
from leye.selfservice.actions.signing import PAPER, OpenAccount, TakeCode, hashed, may_enter
from leye.selfservice.models import SeekerAccount, SignInCode

VALID_FOR = dt.timedelta(days=3)
DIGITS = 8


@dataclass(kw_only=True)
class HandOverCode(LedgerAction[str]):
    """Eight digits to be written down for the person, told this once and kept nowhere. The earlier ones end."""

    allowed = CAN_WRITE_LEDGER

    person_id: int

    def execute(self) -> str:
        person = self.person(self.person_id, held=True)
        if not may_enter(person):
            raise ActionError(_("%(name)s已登记死亡，不能开通登录。") % {"name": person.name})
        now = timezone.now()
        papers = SignInCode.objects.filter(person=person, token__startswith=PAPER, used_at__isnull=True)
        papers.filter(expires_at__gt=now).update(expires_at=now)
        code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}"
        SignInCode.objects.create(
            person=person, area_id=person.area_id, token=f"{PAPER}{secrets.token_hex(12)}", code_hash=hashed(code),
            expires_at=now + VALID_FOR,
        )  # fmt: skip
        return code


@dataclass(kw_only=True)
class TakePaperCode(LedgerAction[SeekerAccount | None]):
    """The account of who holds this number and this code on paper; None for anything else. As the background role."""

    number: str
    code: str = field(repr=False)
    address: str = ""

    def execute(self) -> SeekerAccount | None:
        person = holders_of([self.number]).get(self.number)
        if person is None or not may_enter(person):
            return None
        found = SignInCode.objects.filter(person=person, token__startswith=PAPER).order_by("-pk").first()
        if found is None:
            return None
        OpenAccount(self.actor, person_id=person.pk).run()
        return TakeCode(self.actor, token=found.token, code=self.code, address=self.address).run()


def take_paper_code(number: str, code: str, address: str = "") -> SeekerAccount | None:
    """See TakePaperCode."""
    with as_service():
        return TakePaperCode(Actor.system(Source.PORTAL), number=number, code=code, address=address).run()
