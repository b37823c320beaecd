"""A list for another department: drawn up, sent, answered with jobs, closed."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from leye.accounts.actions.base import ActionError, NotAllowed
from leye.areas.enums import Level
from leye.demand.actions.base import CAN_KEEP, CAN_PUBLISH
from leye.demand.enums import ExchangeState, PersonField
from leye.demand.exchange import MOST_PEOPLE, people_for
from leye.demand.models import Brought, Exchange, ExchangePerson
from leye.ledger.actions.base import LedgerAction, Problems
from leye.ledger.errors import Invalid
from leye.ledger.models import GroupCode
from leye.standards.calendar import today
from leye.vacancies.models import Vacancy


@dataclass(kw_only=True)
class DraftExchange(LedgerAction[Exchange]):
    """Draw up the list of the people of a group who want work and have none, of whom only the chosen fields are told.

    The very same draft of the same day is the one that is there (a button pressed twice).
    """

    allowed = CAN_KEEP

    area_no: int
    department: str
    receiver: str
    purpose: str
    basis: str
    return_by: dt.date
    fields: Sequence[str]
    group: str | None = None

    def execute(self) -> Exchange:
        area, day = self.area(self.area_no), today()
        problems = Problems()
        if area.level > Level.COUNTY:
            problems.add("area_no", _("名单由县级提供。"))
        values: dict[str, Any] = {
            name: problems.text(Exchange, name, getattr(self, name), required=True)
            for name in ("department", "receiver", "purpose", "basis")
        }
        fields = [name for name in PersonField.values if name in self.fields]
        if PersonField.NAME not in fields:
            problems.add("fields", _("请选择提供的内容，至少有姓名，否则对方无法联系。"))
        if self.return_by < day:
            problems.add("return_by", _("回复岗位的日期不能早于今天。"))
        if self.group is not None and not GroupCode.objects.filter(pk=self.group).exists():
            problems.add("group", _("请从列表中选择人群。"))
        problems.check()
        values |= {"area": area, "group_id": self.group, "fields": fields, "return_by": self.return_by}
        values |= {"made_by_id": self.actor.user, "made_on": day}
        earlier = Exchange.objects.filter(state=ExchangeState.DRAFT, **values).first()
        if earlier is not None:
            return earlier
        found = list(
            people_for(self.actor.scope, area, self.group, day).values_list("pk", "area_id")[
                : MOST_PEOPLE + 1
            ]
        )
        if not found:
            raise Invalid({"group": _("本地没有符合的人：须有就业意愿、目前没有工作，并属于所选人群。")})
        if len(found) > MOST_PEOPLE:
            raise Invalid(
                {"group": _("符合的人超过%(most)d，请选一个人群，只给用得上的。") % {"most": MOST_PEOPLE}}
            )
        made = Exchange.objects.create(**values)
        ExchangePerson.objects.bulk_create(
            ExchangePerson(exchange=made, person_id=pk, area_id=area_no) for pk, area_no in found
        )
        return made


class _OfExchange(LedgerAction[Exchange]):
    def found(self, pk: int, *states: ExchangeState) -> Exchange:
        """The exchange, locked and in a state that the step begins with."""
        held = self.row(Exchange.objects.all(), pk)
        if held.state not in states:
            raise ActionError(_("这份名单%(state)s，不能这样办理。") % {"state": held.get_state_display()})
        return held


@dataclass(kw_only=True)
class SendExchange(_OfExchange):
    """Let a list go out: a leader agrees, not whoever drew it up. Only then can its file be had."""

    allowed = CAN_PUBLISH

    exchange_id: int

    def execute(self) -> Exchange:
        held = self.found(self.exchange_id, ExchangeState.DRAFT)
        if held.made_by_id == self.actor.user:
            raise NotAllowed(_("名单须由编制人以外的人同意送出。"))
        held.state, held.sent_by_id, held.sent_on = ExchangeState.SENT, self.actor.user, today()
        held.save()
        return held


@dataclass(kw_only=True)
class AnswerExchange(_OfExchange):
    """The department's jobs have come in: vacancies of the scope that it brought."""

    allowed = CAN_KEEP

    exchange_id: int
    vacancy_ids: Sequence[int]

    def execute(self) -> Exchange:
        held = self.found(self.exchange_id, ExchangeState.SENT, ExchangeState.ANSWERED)
        wanted = list(dict.fromkeys(self.vacancy_ids))
        known = Vacancy.objects.visible_to(self.actor.scope).filter(pk__in=wanted).count()
        if not wanted or known != len(wanted):
            raise Invalid({"batch": _("请选择一次导入了岗位的导入。")})
        Brought.objects.bulk_create(
            (Brought(vacancy_id=pk, area_id=held.area_id, exchange=held) for pk in wanted),
            ignore_conflicts=True,
        )
        held.state, held.answered_on = ExchangeState.ANSWERED, held.answered_on or today()
        held.save()
        return held


@dataclass(kw_only=True)
class CloseExchange(_OfExchange):
    """What came of it, in words; a draft that is not sent is closed too. Its file can no longer be had."""

    allowed = CAN_KEEP

    exchange_id: int
    result: str

    def execute(self) -> Exchange:
        held = self.found(self.exchange_id, ExchangeState.DRAFT, ExchangeState.SENT, ExchangeState.ANSWERED)
        problems = Problems()
        held.result = problems.text(Exchange, "result", self.result, required=True)
        problems.check()
        held.state, held.closed_on = ExchangeState.CLOSED, today()
        held.save()
        return held
