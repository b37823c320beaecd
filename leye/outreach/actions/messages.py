"""Messages are queued here, for several people at once; each that may not go is kept with the reason why."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import Case, Count, DateTimeField, Q, Value, When
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone
from django.utils.translation import gettext as _

from leye.accounts.actions.base import ActionError
from leye.accounts.enums import CAN_WRITE_LEDGER, Role
from leye.accounts.models import Post, User
from leye.accounts.scope import as_service
from leye.ledger.actions.base import LedgerAction
from leye.ledger.errors import Absent, Invalid
from leye.ledger.models import Person
from leye.outreach.actions.templates import fields_of, filled
from leye.outreach.enums import Held, MessageState, TemplateState
from leye.outreach.models import Message, MessageTemplate, OptOut, ReminderPause, SurveyRound
from leye.outreach.numbers import hold_numbers
from leye.outreach.reminders import ended_on
from leye.outreach.sms.hours import next_moment
from leye.outreach.sms.settings import PER_DAY, PER_NUMBER_A_DAY, PER_WEEK
from leye.standards.calendar import SHANGHAI, today
from leye.standards.phones import is_mobile

MAY_SEND = (*CAN_WRITE_LEDGER, Role.SUPERVISOR)
#: More at once is sent by the places below, who know whom they write to.
MOST_AT_ONCE = 2000
#: Messages that count against the limits: all that went or will go.
COUNTED = (MessageState.QUEUED, MessageState.SENDING, MessageState.SENT, MessageState.DELIVERED)


@dataclass(frozen=True)
class Queued:
    """What was queued, and how many are held for which reason."""

    messages: list[Message]
    held: Mapping[str, int] = field(default_factory=dict)

    @property
    def waiting(self) -> int:
        """How many will be sent."""
        return sum(message.state == MessageState.QUEUED for message in self.messages)


@dataclass(kw_only=True)
class QueueMessages(LedgerAction[Queued]):
    """Send an approved text to people. Nobody is written to at night, too often, or against his word."""

    allowed = MAY_SEND

    person_ids: list[int]
    template_id: int
    round_id: int | None = None

    def execute(self) -> Queued:
        template = MessageTemplate.objects.visible_to(self.actor.scope).filter(pk=self.template_id).first()
        if template is None or template.state != TemplateState.APPROVED:
            raise Invalid({"template_id": _("请选择一个审核通过、没有停用的模板。")})
        people = self._people()
        found = None
        if self.round_id is not None:
            found = SurveyRound.objects.visible_to(self.actor.scope).filter(pk=self.round_id).first()
            if found is None or found.closed_at is not None:
                raise ActionError(_("这次摸底调查已经结束，不再发提醒。"))
        if "until" in fields_of(template.text) and found is None:
            raise Invalid({"template_id": _("这个模板要填摸底调查的期限，请从那次摸底的名单里发送。")})
        common = self._common(template, found)
        moment = next_moment(timezone.now())
        hold_numbers(person.phone for person in people)
        held = reasons_to_hold(people, found)
        messages = [
            self._message(person, template, found, common, held.get(person.pk, ""), moment)
            for person in people
        ]
        Message.objects.bulk_create(messages)
        counts = Counter(message.held for message in messages if message.held)
        return Queued(messages, dict(counts))

    def _people(self) -> list[Person]:
        """In the order of their keys, locked: two who write to the same people come one after the other."""
        ids = sorted(set(self.person_ids))
        if not ids:
            raise ActionError(_("请至少选择一个人。"))
        if len(ids) > MOST_AT_ONCE:
            raise ActionError(_("一次最多发给%(most)s人，请分乡镇、分村发送。") % {"most": MOST_AT_ONCE})
        people = (
            Person.objects.visible_to(self.actor.scope).current().select_related("area").filter(pk__in=ids)
        )
        found = list(people.order_by("pk").select_for_update(of=("self",), no_key=True))
        if len(found) != len(ids):
            raise Absent
        for person in found:
            self._check_editable(person.area_id, person.pk, held=False)
        return found

    def _common(self, template: MessageTemplate, found: SurveyRound | None) -> dict[str, str]:
        me = User.objects.get(pk=self.actor.user)
        post = Post.objects.select_related("area").filter(pk=self.actor.post_id or 0).first()
        if "phone" in fields_of(template.text) and not me.phone:
            raise Invalid(
                {"template_id": _("这个模板要填您的电话，您的账号里还没有，请先在“我的账号”里填写。")}
            )
        until = found.until if found else None
        return {
            "unit": post.area.name if post else "", "me": me.name, "phone": me.phone,
            "until": f"{until.month}月{until.day}日" if until else "",
        }  # fmt: skip

    def _message(
        self,
        person: Person,
        template: MessageTemplate,
        found: SurveyRound | None,
        common: Mapping[str, str],
        held: str,
        moment: dt.datetime,
    ) -> Message:
        all_values = {**common, "name": person.name, "area": person.area.name}
        values = {name: all_values[name] for name in fields_of(template.text)}
        return Message(
            person=person, area_id=person.area_id, template=template, round=found, phone=person.phone, values=values,
            text=filled(template.text, values), held=held, not_before=moment, by_id=self.actor.user,
            state=MessageState.HELD if held else MessageState.QUEUED,
        )  # fmt: skip


def reasons_to_hold(people: Iterable[Person], about: SurveyRound | None = None) -> dict[int, str]:
    """Why nothing is sent to whom, by the person: a few queries for any number of people.

    Whose service ended since the round they would be reminded of began (without one: today) is left alone. Members of
    a family who share a number count together where the number counts.
    """
    people = list(people)
    ids, day = [person.pk for person in people], today()
    since = about.since if about else day
    refused = opted_out({person.phone for person in people})
    paused = set(
        ReminderPause.objects.filter(person__in=ids, until__gte=day).values_list("person_id", flat=True)
    )
    ended = ended_on(ids)
    by_person, by_number = _sent_around(people, next_moment(timezone.now()))
    held: dict[int, str] = {}
    for person in people:
        today_sent, week_sent = by_person.get(person.pk, (0, 0))
        if person.deceased_on is not None:
            held[person.pk] = Held.DECEASED
        elif not is_mobile(person.phone):
            held[person.pk] = Held.NO_PHONE
        elif person.phone in refused:
            held[person.pk] = Held.OPTED_OUT
        elif person.pk in paused:
            held[person.pk] = Held.PAUSED
        elif person.pk in ended and ended[person.pk] >= since:
            held[person.pk] = Held.CASE_ENDED
        elif today_sent >= PER_DAY or week_sent >= PER_WEEK or by_number[person.phone] >= PER_NUMBER_A_DAY:
            held[person.pk] = Held.LIMIT
        else:
            by_number[person.phone] += 1
    return held


def opted_out(phones: Iterable[str]) -> set[str]:
    """Which of these numbers want nothing, whoever noted it: a refusal holds in every area."""
    with as_service():
        return set(OptOut.objects.filter(phone__in=[p for p in phones if p]).values_list("phone", flat=True))


def _sent_around(
    people: list[Person], moment: dt.datetime
) -> tuple[dict[int, tuple[int, int]], Counter[str]]:
    """(on the moment's day or later, from six days before) by person, and on the day by number.

    A message counts on the day on which it leaves, not on which it was queued: the evening's go in the morning. A
    number's messages may come from any area.
    """
    begin = dt.datetime.combine(moment.astimezone(SHANGHAI).date(), dt.time(), SHANGHAI)
    week = begin - dt.timedelta(days=6)
    # What waits leaves at the moment at the earliest, though it was due before or went in vain once already.
    leaves = Case(
        When(state=MessageState.QUEUED, then=Greatest("not_before", Value(moment))),
        default=Coalesce("sent_at", "not_before"),
        output_field=DateTimeField(),
    )
    with as_service():
        counted = Message.objects.filter(state__in=COUNTED).annotate(leaves=leaves).order_by()
        rows = (
            counted.filter(person__in=[person.pk for person in people], leaves__gte=week)
            .values("person_id")
            .annotate(all=Count("pk"), now=Count("pk", filter=Q(leaves__gte=begin)))
        )
        by_person = {row["person_id"]: (row["now"], row["all"]) for row in rows}
        numbers = counted.filter(
            leaves__gte=begin, phone__in={person.phone for person in people if person.phone}
        )
        by_number = Counter(dict(numbers.values("phone").annotate(n=Count("pk")).values_list("phone", "n")))
    return by_person, by_number
