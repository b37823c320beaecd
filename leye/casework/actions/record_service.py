"""Record what was done for people."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from leye.accounts.actions.base import ActionError
from leye.accounts.enums import CAN_WRITE_LEDGER
from leye.accounts.models import User
from leye.casework.enums import Outcome
from leye.casework.items import item_key
from leye.casework.models import ServiceRecord
from leye.casework.signals import services_changed
from leye.ledger.actions.base import LedgerAction, Problems
from leye.ledger.errors import Invalid
from leye.ledger.models import Person
from leye.standards.calendar import today

#: A service entered more than this many days after it was given is a late entry.
LATE_AFTER_DAYS = 7
#: More people than this are an import, not an entry by hand.
MOST_AT_ONCE = 500


def is_late(served_on: dt.date, recorded_on: dt.date) -> bool:
    """Whether a service was entered long after it was given."""
    return (recorded_on - served_on).days > LATE_AFTER_DAYS


@dataclass(frozen=True)
class Recorded:
    """Records written, changed or removed; `touched` are the people whose to-dos have to be looked at again."""

    records: list[ServiceRecord]
    touched: list[int]
    late: bool = False


def check_service(
    problems: Problems, person: Person, kinds: list[str], served_on: dt.date, channel: str, outcome: str
) -> None:
    """What must hold for a service record, new or corrected."""
    for kind in kinds:
        problems.choice(ServiceRecord, "kind", kind)
    if not kinds:
        problems.add("kind", _("请选择服务类型。"))
    problems.choice(ServiceRecord, "channel", channel, required=False)
    problems.choice(ServiceRecord, "outcome", outcome)
    problems.past("served_on", _("服务日期"), served_on, person.birth_date)
    if person.deceased_on is not None and served_on > person.deceased_on:
        problems.add(
            "served_on",
            _("%(name)s已于%(day)s死亡，服务日期不能更晚。")
            % {"name": person.name, "day": person.deceased_on},
        )


@dataclass(kw_only=True)
class RecordServices(LedgerAction[Recorded]):
    """The same services for one or several people, all or none of them."""

    allowed = CAN_WRITE_LEDGER

    person_ids: list[int]
    kinds: list[str]
    served_on: dt.date
    channel: str = ""
    outcome: str = Outcome.DONE
    item: str = ""
    note: str = ""
    provider_name: str = ""
    place: str = ""

    def check(self) -> None:
        super().check()
        if not self.person_ids:
            raise Invalid({"person_ids": _("请至少选择一个人。")})
        if len(set(self.person_ids)) > MOST_AT_ONCE:
            raise ActionError(
                _("一次最多为%(most)d人记录服务；人数更多时请用表格导入。") % {"most": MOST_AT_ONCE}
            )

    def execute(self) -> Recorded:
        people = self.people_of(self.person_ids)
        kinds = list(dict.fromkeys(self.kinds))
        problems = Problems()
        item = problems.text(ServiceRecord, "item", self.item)
        note = problems.text(ServiceRecord, "note", self.note)
        provider = problems.text(ServiceRecord, "provider_name", self.provider_name)
        place = problems.text(ServiceRecord, "place", self.place)
        for person in people:
            check_service(problems, person, kinds, self.served_on, self.channel, self.outcome)
        problems.check()
        user = User.objects.filter(pk=self.actor.user_id or 0).first()
        records = ServiceRecord.objects.bulk_create(
            [
                ServiceRecord(
                    person=person,
                    area_id=person.area_id,
                    kind=kind,
                    served_on=self.served_on,
                    channel=self.channel,
                    outcome=self.outcome,
                    item=item,
                    item_key=item_key(item),
                    place=place,
                    note=note,
                    provider=None if provider else user,
                    provider_name=provider or (user.name if user else ""),
                )
                for person in people
                for kind in kinds
            ]
        )
        services_changed.send(type(self), people={person.pk for person in people})
        return Recorded(records, [person.pk for person in people], is_late(self.served_on, today()))


@dataclass(kw_only=True)
class RecordService(LedgerAction[Recorded]):
    """One service for one person."""

    allowed = CAN_WRITE_LEDGER

    person_id: int
    kind: str
    served_on: dt.date
    channel: str = ""
    outcome: str = Outcome.DONE
    item: str = ""
    note: str = ""
    provider_name: str = ""
    place: str = ""

    def execute(self) -> Recorded:
        return RecordServices(
            self.actor,
            person_ids=[self.person_id],
            kinds=[self.kind],
            served_on=self.served_on,
            channel=self.channel,
            outcome=self.outcome,
            item=self.item,
            note=self.note,
            provider_name=self.provider_name,
            place=self.place,
        ).run()
