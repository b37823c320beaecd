"""What providers push: a message arrived or did not, and words that somebody sent back."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from leye.accounts.actions.base import Action, Actor
from leye.accounts.enums import Source
from leye.casework.actions.record_service import RecordService
from leye.casework.enums import Outcome, ServiceChannel, ServiceKind
from leye.ledger.errors import Invalid
from leye.outreach.enums import MessageState
from leye.outreach.models import Message, OptOut
from leye.outreach.sms.port import Receipt, Reply
from leye.standards.calendar import SHANGHAI, today
from leye.standards.phones import PhoneError, clean_phone, mask_phone

#: Words by which somebody says that he wants no more messages; the first word of the reply counts.
STOP_WORDS = ("退订", "TD", "T", "N", "STOP", "UNSUBSCRIBE")


@dataclass
class NoteReceipts(Action[int]):
    """Receipts of a provider, each once. A message that arrived is an attempt to make contact, never contact."""

    actor: Actor
    provider: str
    receipts: Sequence[Receipt]

    def execute(self) -> int:
        """How many messages changed; receipts of messages that are not ours change none."""
        told = {one.receipt: one for one in self.receipts if one.receipt}
        messages = Message.objects.filter(
            provider=self.provider, receipt__in=list(told), state=MessageState.SENT
        ).select_related("person", "by", "template")
        changed = 0
        for message in messages.select_for_update(of=("self",)).order_by("pk"):
            self._note(message, told[message.receipt])
            changed += 1
        return changed

    def _note(self, message: Message, receipt: Receipt) -> None:
        if receipt.delivered:
            message.state, message.delivered_at = MessageState.DELIVERED, timezone.now()
            message.service_id = self._attempt(message)
        else:
            message.state, message.problem = MessageState.FAILED, receipt.problem[:300]
        message.save(update_fields=["state", "delivered_at", "problem", "service"])

    def _attempt(self, message: Message) -> int | None:
        """The attempt in the person's file, dated when it was sent; none for a code, or for somebody who died since."""
        if message.template is None or message.sent_at is None:
            return None
        actor = Actor(message.by_id, None, "", self.actor.scope, Source.SYSTEM)
        kind = ServiceKind.SURVEY if message.round_id else ServiceKind.FOLLOW_UP
        try:
            recorded = RecordService(
                actor, person_id=message.person_id, kind=kind, channel=ServiceChannel.SMS, outcome=Outcome.SENT,
                served_on=message.sent_at.astimezone(SHANGHAI).date(), note=message.template.title,
            ).run()  # fmt: skip
        except Invalid:
            return None
        return recorded.records[0].pk


@dataclass
class NoteReplies(Action[int]):
    """Replies: who asks for it gets no more messages, whichever area wrote to the number last."""

    actor: Actor
    replies: Sequence[Reply]

    def execute(self) -> int:
        """How many numbers were taken off."""
        noted = 0
        for reply in self.replies:
            words = reply.text.strip().upper().split()
            if words and words[0].strip("。.！!") in STOP_WORDS:
                noted += self._take_off(reply.phone)
        return noted

    def _take_off(self, pushed: str) -> bool:
        try:
            phone = clean_phone(pushed)
        except PhoneError:
            return False
        last = Message.objects.filter(phone=phone).order_by("-queued_at").first()
        if last is None:
            return False
        _row, made = OptOut.objects.get_or_create(
            phone=phone, area_id=last.area_id, defaults={"since": today(), "reason": _("本人回复短信退订")}
        )
        return made

    def describe(self) -> dict[str, object]:
        """How many, and of which numbers the ends."""
        return {"replies": len(self.replies), "phones": [mask_phone(one.phone) for one in self.replies[:20]]}
