"""Somebody asks for help: from the public page, or signed in to the own file."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from leye.accounts.actions.base import ActionError
from leye.accounts.enums import Outside
from leye.ledger.actions.base import LedgerAction, Problems
from leye.ledger.errors import Invalid
from leye.ledger.identities import hold_keys
from leye.outreach.numbers import hold_numbers
from leye.selfservice.enums import HelpState
from leye.selfservice.models import HelpRequest
from leye.selfservice.receipts import new_receipt
from leye.selfservice.served import served_area
from leye.standards.identity import IdentityError, parse_identity
from leye.standards.names import PersonNameError, clean_name
from leye.standards.phones import PhoneError, clean_phone
from leye.vault.crypto import encrypt, index_of

#: Requests with one telephone number in twenty-four hours: a family shares it, a prankster does not get far.
MOST_A_DAY = 5


def _check_pace(phone: str) -> None:
    """Raise ActionError when a telephone number has asked often enough for a day."""
    since = timezone.now() - dt.timedelta(days=1)
    if HelpRequest.objects.filter(phone=phone, made_at__gt=since).count() >= MOST_A_DAY:
        raise ActionError(
            _("这个电话一天内已提交%(most)d次求助，请等工作人员联系，或打12333。") % {"most": MOST_A_DAY}
        )


def _the_same(held: Sequence[str], **told: str) -> HelpRequest | None:
    """The same request that still waits, of who holds its receipt: sent twice, it is one."""
    return HelpRequest.objects.filter(receipt__in=held, state=HelpState.NEW, **told).first()


@dataclass(kw_only=True)
class AskHelp(LedgerAction[HelpRequest]):
    """A request from the public page. Nothing is looked up in the ledger.

    Sent twice by the same browser it is one. Anybody else who tells the same gets a receipt of his own: a receipt
    tells how a request went, so that nobody is given another's.
    """

    area_no: int
    name: str
    phone: str
    kind: str
    words: str = ""
    id_number: str = ""
    agreed: bool = False
    receipt: str = ""
    """The number that was drawn for the form; "" draws one."""
    held: Sequence[str] = ()
    """Numbers of the receipts that were given to the same browser."""

    def execute(self) -> HelpRequest:
        area = served_area(self.area_no)
        if area is None:
            raise Invalid({"area_no": _("请选择您住的地方。")})
        problems = Problems()
        name = phone = ""
        identity = None
        try:
            name = clean_name(self.name)
        except PersonNameError as error:
            problems.add("name", str(error))
        try:
            phone = clean_phone(self.phone)
        except PhoneError as error:
            problems.add("phone", str(error))
        if self.id_number.strip():
            try:
                identity = parse_identity(self.id_number)
            except IdentityError as error:
                problems.add("id_number", str(error))
        problems.choice(HelpRequest, "kind", self.kind)
        words = problems.text(HelpRequest, "words", self.words)
        if not self.agreed:
            problems.add("agreed", _("同意以后我们才能保存您的资料、和您联系。"))
        problems.check()
        # Sent twice at the same moment, the second waits here and finds the first.
        hold_numbers([phone])
        same = _the_same([*self.held, self.receipt], phone=phone, kind=self.kind, words=words, name=name)
        if same is not None:
            return same
        _check_pace(phone)
        kept: dict[str, object] = {}
        if identity is not None:
            hold_keys()
            kept = {
                "id_cipher": encrypt(identity.number), "id_index": index_of(identity.number),
                "id_tail": identity.number[-4:],
            }  # fmt: skip
        drawn = self.receipt
        if not drawn or HelpRequest.objects.filter(receipt=drawn).exists():
            drawn = new_receipt()
        return HelpRequest.objects.create(
            receipt=drawn, area=area, name=name, phone=phone, kind=self.kind, words=words, **kept
        )


@dataclass(kw_only=True)
class AskForMyself(LedgerAction[HelpRequest]):
    """A request of somebody who is signed in: name and telephone stand in the file."""

    allowed = (Outside.SEEKER,)

    person_id: int
    kind: str
    words: str

    def execute(self) -> HelpRequest:
        person = self.person(self.person_id)
        problems = Problems()
        problems.choice(HelpRequest, "kind", self.kind)
        words = problems.text(HelpRequest, "words", self.words, required=True)
        problems.check()
        same = person.help_requests.filter(kind=self.kind, words=words, state=HelpState.NEW).first()
        if same is not None:
            return same
        _check_pace(person.phone)
        return HelpRequest.objects.create(
            receipt=new_receipt(), area_id=person.area_id, person=person, name=person.name, phone=person.phone,
            kind=self.kind, words=words,
        )  # fmt: skip
