"""A one-time code is sent at once, while the person waits for it; its digits are kept nowhere.

First the attempt is written down and committed, then the code leaves, then the answer is noted: an attempt of which
nobody knows whether it arrived counts like one that did.
"""

import datetime as dt
from dataclasses import dataclass, field

from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone
from django.utils.translation import gettext as _

from leye.accounts.actions.base import ActionError, Actor
from leye.accounts.enums import CAN_WRITE_LEDGER, Source
from leye.accounts.scope import as_service
from leye.ledger.actions.base import LedgerAction
from leye.outreach.actions.messages import opted_out
from leye.outreach.actions.sending import NoteSent
from leye.outreach.enums import CodePurpose, MessageState
from leye.outreach.models import Message
from leye.outreach.numbers import hold_numbers
from leye.outreach.sms import settings
from leye.outreach.sms.port import Outgoing, Refused, Sender, Unsure
from leye.standards.phones import is_mobile

#: Codes of one purpose to one number, whoever of a family they are for: the time between two, and most in twenty-four
#: hours.
NOT_BEFORE = dt.timedelta(seconds=60)
MOST_A_DAY = 5


@dataclass(frozen=True)
class CodeOnItsWay:
    """A code written down and not yet handed over. The digits are in `out` alone, for as long as this lives."""

    message: Message
    sender: Sender
    out: Outgoing = field(repr=False)


@dataclass(kw_only=True)
class PrepareCode(LedgerAction[CodeOnItsWay]):
    """Write down that a code goes to a person's mobile telephone: also at night, also after other messages.

    Raises ActionError with what to do next. `{code}` in `text` is put in for sending and is not kept. Once this is
    committed, `send_code` sends it.
    """

    allowed = CAN_WRITE_LEDGER

    person_id: int
    code: str = field(repr=False)
    text: str
    purpose: CodePurpose = CodePurpose.CONFIRM

    def execute(self) -> CodeOnItsWay:
        person = self.person(self.person_id)
        if not is_mobile(person.phone):
            raise ActionError(_("档案里没有能收短信的手机号。请先与本人核对电话，改好档案再发验证码。"))
        if opted_out([person.phone]):
            raise ActionError(_("这个号码已退订短信，不能发验证码。请改用本人签字，或请本人同意后取消退订。"))
        try:
            sender = settings.sender()
        except ImproperlyConfigured as error:
            raise ActionError(_("短信通道还没有设置好，请改用本人签字，并告诉系统管理员。")) from error
        hold_numbers([person.phone])
        now = timezone.now()
        _check_pace(person.phone, self.purpose, now)
        message = Message.objects.create(
            person=person, area_id=person.area_id, phone=person.phone, text=_("验证码短信（内容不保存）"),
            values={"purpose": self.purpose.value}, not_before=now, sent_at=now, attempts=1,
            state=MessageState.SENDING, provider=sender.name, by_id=self.actor.user,
        )  # fmt: skip
        words = self.text.replace("{code}", self.code)
        out = Outgoing(str(message.pk), person.phone, words, settings.code_template(), {"code": self.code})
        return CodeOnItsWay(message, sender, out)


def _check_pace(phone: str, purpose: CodePurpose, now: dt.datetime) -> None:
    """Not too many codes to a number, whoever asked for whom: a number may stand in files of several areas.

    Counted by purpose: anybody who knows number and telephone may ask for codes to sign in, and would otherwise use up
    those that an officer needs for a signature.
    The number is held, so that who asks at the same moment counts this one too.
    """
    with as_service():
        codes = Message.objects.filter(
            phone=phone,
            template__isnull=True,
            values__purpose=purpose.value,
            sent_at__gt=now - dt.timedelta(days=1),
        ).values_list("sent_at", flat=True)
        times = sorted(at for at in codes if at is not None)
    if times and now - times[-1] < NOT_BEFORE:
        raise ActionError(_("这个号码刚发过验证码，请稍等一分钟；没有收到再重发。"))
    if len(times) >= MOST_A_DAY:
        raise ActionError(
            _("一天内已给这个号码发过%(most)d次验证码，请明天再发，或改用本人签字、家属代签。")
            % {"most": MOST_A_DAY}
        )


@dataclass
class NoteCodeSent(NoteSent):
    """As for every message; a code that was refused did not leave, so it has no time of sending and does not count."""

    def execute(self) -> Message:
        message = super().execute()
        if isinstance(self.error, Refused):
            message.sent_at = None
            Message.objects.filter(pk=message.pk).update(sent_at=None)
        return message


def send_code(code: CodeOnItsWay) -> Message:
    """Hand a code over, outside any transaction and once its message is committed, and note the answer.

    Raises Refused when it did not leave, Unsure when nobody knows; both are noted before.
    """
    receipt = ""
    error: Refused | Unsure | None = None
    try:
        receipt = code.sender.send(code.out)
    except Refused as refusal:
        # Whoever waited for it has gone by then: it is not tried again.
        error = Refused(str(refusal), again=False)
    except Unsure as broken:
        error = broken
    with as_service():
        message = NoteCodeSent(
            Actor.system(Source.SYSTEM), code.message, code.sender.name, receipt, error
        ).run()
    if error is not None:
        raise error
    return message
