"""Messages that are due are claimed, handed to the provider one by one, and what it answered is noted."""

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from leye.accounts.actions.base import Action, Actor
from leye.accounts.enums import Source
from leye.accounts.scope import as_service
from leye.ledger.models import Person
from leye.outreach.actions.messages import opted_out
from leye.outreach.actions.templates import fields_of
from leye.outreach.enums import Held, MessageState
from leye.outreach.models import Message, ReminderPause
from leye.outreach.reminders import ended_on
from leye.outreach.sms import settings
from leye.outreach.sms.hours import is_quiet, next_moment
from leye.outreach.sms.port import Outgoing, Refused, Sender, Unsure
from leye.standards.calendar import SHANGHAI, today

BATCH = 50
#: After these minutes a message that the provider could not take is tried again; then it is given up.
WAITS = (5, 30, 120, 480)
#: A message that has been on its way for longer was left behind by a worker that died.
LOST_AFTER = dt.timedelta(minutes=10)


class ClaimDue(Action[list[Message]]):
    """Take the messages that are due for sending. Committed before anything is sent: none leaves twice."""

    def execute(self) -> list[Message]:
        """The messages, marked as on their way; those that may not go any more are held."""
        now = timezone.now()
        self._give_up_lost(now)
        due = Message.objects.filter(state=MessageState.QUEUED, not_before__lte=now).order_by(
            "not_before", "pk"
        )
        due = due.select_for_update(skip_locked=True, of=("self",)).select_related("template", "round")
        found = list(due[:BATCH])
        refused = opted_out(message.phone for message in found)
        ids = [message.person_id for message in found]
        paused = set(
            ReminderPause.objects.filter(person__in=ids, until__gte=today()).values_list(
                "person_id", flat=True
            )
        )
        dead = set(Person.objects.filter(pk__in=ids, deceased_on__isnull=False).values_list("pk", flat=True))
        ended = ended_on(ids)
        for message in found:
            if message.person_id in dead:
                message.state, message.held = MessageState.HELD, Held.DECEASED
            elif message.phone in refused:
                message.state, message.held = MessageState.HELD, Held.OPTED_OUT
            elif message.person_id in paused and message.template_id is not None:
                message.state, message.held = MessageState.HELD, Held.PAUSED
            elif message.template_id is not None and _is_over(message, ended.get(message.person_id)):
                message.state, message.held = MessageState.HELD, Held.CASE_ENDED
            elif is_quiet(now):
                message.not_before = next_moment(now)
            else:
                message.state, message.sent_at = MessageState.SENDING, now
                message.attempts += 1
        Message.objects.bulk_update(found, ["state", "held", "not_before", "sent_at", "attempts"])
        return [message for message in found if message.state == MessageState.SENDING]

    def _give_up_lost(self, now: dt.datetime) -> None:
        """A second message is worse than none: what may have left already is not sent again by itself."""
        lost = Message.objects.filter(state=MessageState.SENDING, sent_at__lt=now - LOST_AFTER)
        lost.update(
            state=MessageState.FAILED,
            problem=_("发送时程序中断，不知道是否已经发出。请先与本人核对，再决定是否重发。"),
        )


def _is_over(message: Message, ended: dt.date | None) -> bool:
    """Whether the service ended in or after the round that a message is about, or since it was queued."""
    about = message.round
    return ended is not None and ended >= (
        about.since if about else message.queued_at.astimezone(SHANGHAI).date()
    )


@dataclass
class NoteSent(Action[Message]):
    """What the provider answered to one message: its number of it, or the error."""

    actor: Actor
    message: Message
    provider: str
    receipt: str = ""
    error: Exception | None = None

    def execute(self) -> Message:
        """The message as it stands now."""
        message = self.message
        message.provider, message.receipt = self.provider, self.receipt
        if self.error is None:
            message.state, message.problem = MessageState.SENT, ""
        elif isinstance(self.error, Refused) and self.error.again and message.attempts <= len(WAITS):
            wait = dt.timedelta(minutes=WAITS[message.attempts - 1])
            message.state, message.not_before = MessageState.QUEUED, next_moment(timezone.now() + wait)
            message.problem = str(self.error)[:300]
        else:
            message.state = MessageState.FAILED
            message.problem = (
                _("线路中断，不知道是否已经发出。请先与本人核对，再决定是否重发。")
                if isinstance(self.error, Unsure)
                else str(self.error)[:300]
            )
        Message.objects.filter(pk=message.pk).update(
            state=message.state, provider=message.provider, receipt=message.receipt, problem=message.problem,
            not_before=message.not_before,
        )  # fmt: skip
        return message


def outgoing(message: Message, provider: str) -> Outgoing:
    """A message as the port takes it; fields in the order of the text, which a JSON column does not keep."""
    code, names = "", list(message.values)
    if message.template is not None:
        code = {"aliyun": message.template.aliyun_code, "tencent": message.template.tencent_id}.get(
            provider, ""
        )
        names = fields_of(message.template.text)
    fields = {name: message.values[name] for name in names}
    return Outgoing(str(message.pk), message.phone, message.text, code, fields)


def send_due(sender: Sender | None = None) -> int:
    """Send everything that is due, in batches; how many the provider took."""
    sender = sender or settings.sender()
    actor, taken = Actor.system(Source.SYSTEM), 0
    while True:
        with as_service():
            claimed = ClaimDue(actor).run()
        for message in claimed:
            taken += _send_one(actor, sender, message)
        if not claimed:
            return taken


def _send_one(actor: Actor, sender: Sender, message: Message) -> bool:
    """Hand one message over, outside any transaction, and note the answer."""
    out = outgoing(message, sender.name)
    receipt = ""
    error: Exception | None = None
    if sender.name != "outbox" and not out.template:
        error = Refused(_("模板还没有登记短信通道的模板代码，请县级经办员补上。"), again=False)
    else:
        try:
            receipt = sender.send(out)
        except (Refused, Unsure) as refusal:
            error = refusal
    with as_service():
        NoteSent(actor, message, sender.name, receipt, error).run()
    return error is None
