"""Confirmed from afar: a one-time code goes to the person's phone and comes back through the clerk."""

import datetime as dt
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from leye.accounts.actions.base import ActionError
from leye.accounts.enums import CAN_WRITE_LEDGER
from leye.accounts.scope import as_service
from leye.casework.actions.declarations import MarkSigned
from leye.casework.enums import SignedBy
from leye.evidence.actions.attachments import open_subject
from leye.evidence.enums import About
from leye.evidence.models import Confirmation
from leye.ledger.actions.base import LedgerAction
from leye.ledger.errors import Invalid
from leye.ledger.models import Person
from leye.standards.calendar import SHANGHAI, today
from leye.standards.text import clean_cell

#: deliver(person, text, code) takes a text message for the person's phone; raises ActionError when it cannot. It may
#: send it later, and should once the confirmation is committed: a code that left is then never forgotten. In the text
#: `{code}` stands where the code goes, so that whoever keeps the text keeps no code.
Deliver = Callable[[Person, str, str], None]

VALID_FOR = dt.timedelta(minutes=30)
NOT_BEFORE = dt.timedelta(seconds=60)
MOST_ATTEMPTS = 5
MOST_A_DAY = 5
DIGITS = 6


def _hash(salt: str, code: str) -> str:
    return f"{salt}${salted_hmac('leye.evidence.code', f'{salt}:{code}', algorithm='sha256').hexdigest()}"


def phone_changed_on(person: Person) -> dt.date | None:
    """The day on which the person's present phone number was written into the file; None when it was there from the
    file's first day on. Also a first number that was written in later counts: whoever asks for the code may have.

    Under the background role: history rows keep the area of their day.
    """
    events = Person.events.rel.related_model.objects  # type: ignore[attr-defined]  # made by @tracked
    with as_service():
        rows = list(
            events.filter(pgh_obj_id=person.pk).order_by("pgh_id").values_list("phone", "pgh_created_at")
        )
    changes = [at for (old, _at), (new, at) in pairwise(rows) if new and new != old]
    return changes[-1].astimezone(SHANGHAI).date() if changes else None


@dataclass(kw_only=True)
class AskConfirmation(LedgerAction[Confirmation]):
    """Send a code. A new code makes the earlier ones worthless."""

    allowed = CAN_WRITE_LEDGER

    about: str
    about_id: int
    deliver: Deliver

    def execute(self) -> Confirmation:
        subject = open_subject(self, self.about, self.about_id)
        person = subject.person
        if subject.about == About.PERSON:
            raise ActionError(_("请在服务记录或声明上确认。"))
        if not person.phone:
            raise ActionError(_("档案里没有手机号，请先补上本人的手机号，或请家属代签。"))
        self._check_pace(person)
        code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}"
        now = timezone.now()
        made = Confirmation.objects.create(
            person=person, area_id=person.area_id, about=subject.about, about_id=subject.about_id,
            statement=subject.statement, phone_tail=person.phone[-4:], phone_changed_on=phone_changed_on(person),
            code_hash=_hash(secrets.token_hex(8), code), sent_at=now, expires_at=now + VALID_FOR, asked_by_id=self.actor.user,
        )  # fmt: skip
        words = _(
            "验证码{code}，用于确认：%(statement)s%(minutes)d分钟内有效。属实的请把验证码告诉就业工作人员，不属实请勿告知。"
        )
        text = words % {
            "statement": subject.statement, "minutes": VALID_FOR // dt.timedelta(minutes=1),
        }  # fmt: skip
        self.deliver(person, text, code)
        return made

    def _check_pace(self, person: Person) -> None:
        now = timezone.now()
        sent = Confirmation.objects.filter(person=person, sent_at__gt=now - dt.timedelta(days=1))
        times = list(sent.values_list("sent_at", flat=True))
        if times and now - times[0] < NOT_BEFORE:
            raise ActionError(_("验证码刚发出，请稍等一分钟；没有收到再重发。"))
        if len(times) >= MOST_A_DAY:
            raise ActionError(
                _("一天内已给此人发过%(most)d次验证码，请明天再发，或请家属代签。") % {"most": MOST_A_DAY}
            )


@dataclass(kw_only=True)
class DropConfirmation(LedgerAction[None]):
    """The code was refused on its way and never left: it counts as not asked for. The history keeps the row."""

    allowed = CAN_WRITE_LEDGER

    confirmation_id: int

    def execute(self) -> None:
        found = self.row(Confirmation.objects.all(), self.confirmation_id)
        if found.confirmed_at is not None or found.attempts:
            raise ActionError(_("这个验证码已经用过，不能撤销。"))
        found.delete()


@dataclass(frozen=True)
class Tried:
    """What came of a code: confirmed, or how often it may still be tried and why it was not taken."""

    confirmation: Confirmation
    confirmed: bool
    sentence: str = ""


@dataclass(kw_only=True)
class ConfirmByCode(LedgerAction[Tried]):
    """Take the code that the person read out. A wrong one is counted, so it is told and not raised."""

    allowed = CAN_WRITE_LEDGER

    confirmation_id: int
    code: str

    def describe(self) -> dict[str, object]:
        """Which confirmation; never the code."""
        return {"confirmation": self.confirmation_id}

    def execute(self) -> Tried:
        found = self.row(Confirmation.objects.all(), self.confirmation_id)
        if found.confirmed_at is not None:
            return Tried(found, True)
        subject = open_subject(self, found.about, found.about_id)
        if subject.statement != found.statement:
            raise ActionError(_("发码以后内容有改动，请重新发送验证码。"))
        code = "".join(clean_cell(self.code).split())
        if len(code) != DIGITS or not (code.isascii() and code.isdigit()):
            raise Invalid({"code": _("请填写%(digits)d位数字的验证码。") % {"digits": DIGITS}})
        self._check_usable(found)
        salt = found.code_hash.partition("$")[0]
        if not constant_time_compare(_hash(salt, code), found.code_hash):
            found.attempts += 1
            found.save(update_fields=["attempts"])
            return Tried(found, False, self._wrong(found))
        found.confirmed_at = timezone.now()
        found.save(update_fields=["confirmed_at"])
        if found.about == About.DECLARATION:
            MarkSigned(
                self.actor, declaration_id=found.about_id, signed_by=SignedBy.REMOTE, signed_on=today()
            ).run()
        return Tried(found, True)

    def _check_usable(self, found: Confirmation) -> None:
        same = Confirmation.objects.filter(person=found.person_id, about=found.about, about_id=found.about_id)
        if same.order_by("pk").values_list("pk", flat=True).last() != found.pk:
            raise ActionError(_("之后又发过新的验证码，请填写最新的一个。"))
        if timezone.now() > found.expires_at:
            raise ActionError(_("验证码已过期，请重新发送。"))
        if found.attempts >= MOST_ATTEMPTS:
            raise ActionError(
                _("这个验证码已输错%(most)d次，不能再用，请重新发送。") % {"most": MOST_ATTEMPTS}
            )

    def _wrong(self, found: Confirmation) -> str:
        left = MOST_ATTEMPTS - found.attempts
        if left <= 0:
            return _("验证码不对，已输错%(most)d次，请重新发送。") % {"most": MOST_ATTEMPTS}
        return _("验证码不对，还可以试%(left)d次。") % {"left": left}
