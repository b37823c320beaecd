"""A one-time code is sent at once, while the person waits for it; its digits are kept nowhere."""

from dataclasses import dataclass, field

from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone
from django.utils.translation import gettext as _

from leye.accounts.actions.base import ActionError
from leye.accounts.enums import CAN_WRITE_LEDGER
from leye.ledger.actions.base import LedgerAction
from leye.outreach.actions.messages import opted_out
from leye.outreach.enums import MessageState
from leye.outreach.models import Message
from leye.outreach.sms import settings
from leye.outreach.sms.port import Outgoing, Refused, Unsure
from leye.standards.phones import is_mobile


@dataclass(kw_only=True)
class SendCode(LedgerAction[Message]):
    """Send a code to a person's mobile telephone, who asked for it: also at night, also after other messages.

    Raises ActionError with what to do next. `{code}` in `text` is put in for sending and is not kept.
    """

    allowed = CAN_WRITE_LEDGER

    person_id: int
    code: str = field(repr=False)
    text: str

    def execute(self) -> Message:
        person = self.person(self.person_id, lock=False)
        if not is_mobile(person.phone):
            raise ActionError(_("档案里没有能收短信的手机号。请先与本人核对电话，改好档案再发验证码。"))
        if opted_out([person.phone]):
            raise ActionError(_("这个号码已退订短信，不能发验证码。请改用本人签字，或请本人同意后取消退订。"))
        try:
            sender = settings.sender()
        except ImproperlyConfigured as error:
            raise ActionError(_("短信通道还没有设置好，请改用本人签字，并告诉系统管理员。")) from error
        now = timezone.now()
        message = Message.objects.create(
            person=person, area_id=person.area_id, phone=person.phone, text=_("验证码短信（内容不保存）"), not_before=now,
            sent_at=now, attempts=1, state=MessageState.SENT, provider=sender.name, by_id=self.actor.user,
        )  # fmt: skip
        words = self.text.replace("{code}", self.code)
        out = Outgoing(str(message.pk), person.phone, words, settings.code_template(), {"code": self.code})
        try:
            message.receipt = sender.send(out)
        except (Refused, Unsure) as error:
            raise ActionError(_("验证码没有发出去，请稍后再试，或改用本人签字。")) from error
        message.save(update_fields=["receipt"])
        return message
