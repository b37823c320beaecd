"""The county's job bank: sources named and given up, collections noted and taken back."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Sum
from django.utils.translation import gettext as _

from leye.accounts.actions.base import ActionError
from leye.accounts.enums import Role
from leye.areas.enums import Level
from leye.demand.actions.base import MOST_SEATS
from leye.demand.enums import ContactWay
from leye.demand.models import Brought, JobCollection, JobSource
from leye.ledger.actions.base import LedgerAction, Problems
from leye.ledger.errors import Invalid
from leye.registers.enums import ActivityKind
from leye.registers.models import Activity
from leye.standards.calendar import today
from leye.standards.phones import PhoneError, clean_phone
from leye.vacancies.models import Vacancy

#: Cities collect too (#240).
CAN_COLLECT = (Role.COUNTY_OFFICER, Role.SUPERVISOR)


@dataclass(kw_only=True)
class AddSource(LedgerAction[JobSource]):
    """Name a place or partner that is asked for jobs each month."""

    allowed = CAN_COLLECT

    area_no: int
    name: str
    kind: str
    contact: str = ""
    phone: str = ""

    def execute(self) -> JobSource:
        area = self.area(self.area_no)
        problems = Problems()
        if area.level > Level.COUNTY:
            problems.add("area_no", _("岗位来源由市、县设定。"))
        name = problems.text(JobSource, "name", self.name, required=True)
        problems.choice(JobSource, "kind", self.kind)
        contact = problems.text(JobSource, "contact", self.contact)
        phone = ""
        try:
            phone = clean_phone(self.phone) if self.phone else ""
        except PhoneError as error:
            problems.add("phone", str(error))
        problems.check()
        return JobSource.objects.create(
            area=area, name=name, kind=self.kind, contact=contact, phone=phone, since=today()
        )


@dataclass(kw_only=True)
class EndSource(LedgerAction[JobSource]):
    """A source is not asked any more; what was collected from it stays."""

    allowed = CAN_COLLECT

    source_id: int

    def execute(self) -> JobSource:
        source = self.row(JobSource.objects.all(), self.source_id)
        if source.until is not None:
            raise ActionError(_("“%(name)s”已停止收集。") % {"name": source.name})
        source.until = today()
        source.save()
        return source


@dataclass(kw_only=True)
class RecordCollection(LedgerAction[JobCollection]):
    """A source was asked on a day. Counts of vacancies and seats come from the vacancies that are named, if any are.

    With jobs it is a line in the register, which is what documents count; asked in vain it is kept and does not count.
    The very same one of the same day is not written twice (a button pressed twice).
    """

    allowed = CAN_COLLECT

    source_id: int
    collected_on: dt.date
    way: str = ContactWay.PHONE
    vacancies: int = 0
    seats: int = 0
    note: str = ""
    batch: int | None = None
    vacancy_ids: Sequence[int] = ()

    def execute(self) -> JobCollection:
        source = self.row(JobSource.objects.all(), self.source_id)
        values = self._values(source)
        named = self._named()
        if named:
            left = Vacancy.objects.filter(pk__in=named).aggregate(n=Sum("seats"))["n"]
            values |= {"vacancies": len(named), "seats": left}
        if (
            not named
            and (earlier := JobCollection.objects.filter(source=source, **values).first()) is not None
        ):
            return earlier
        made = JobCollection(source=source, area_id=source.area_id, by_id=self.actor.user, **values)
        if made.vacancies:
            made.activity = Activity.objects.create(
                area_id=source.area_id, kind=ActivityKind.JOB_COLLECTION, happened_on=made.collected_on,
                quantity=made.seats, note=source.name,
            )  # fmt: skip
        made.save()
        Brought.objects.bulk_create(
            Brought(vacancy_id=pk, area_id=source.area_id, collection=made) for pk in named
        )
        return made

    def _values(self, source: JobSource) -> dict[str, Any]:
        problems = Problems()
        problems.past("collected_on", _("收集日期"), self.collected_on)
        problems.choice(JobCollection, "way", self.way)
        note = problems.text(JobCollection, "note", self.note)
        if source.until is not None and self.collected_on > source.until:
            problems.add("collected_on", _("“%(name)s”已停止收集。") % {"name": source.name})
        for name, label in (("vacancies", _("岗位数")), ("seats", _("招聘人数"))):
            if not 0 <= getattr(self, name) <= MOST_SEATS:
                problems.add(
                    name, _("%(label)s应为0至%(most)d之间的整数。") % {"label": label, "most": MOST_SEATS}
                )
        if self.seats < self.vacancies:
            problems.add("seats", _("招聘人数不能少于岗位数。"))
        if not self.vacancies and not self.vacancy_ids and not note:
            problems.add("note", _("没有收集到岗位的，请写明对方怎么说。"))
        problems.check()
        return {
            "collected_on": self.collected_on, "way": self.way, "vacancies": self.vacancies, "seats": self.seats,
            "note": note, "batch": self.batch,
        }  # fmt: skip

    def _named(self) -> list[int]:
        wanted = list(dict.fromkeys(self.vacancy_ids))
        known = Vacancy.objects.visible_to(self.actor.scope).filter(pk__in=wanted).count()
        if known != len(wanted):
            raise Invalid({"batch": _("这次导入的岗位有的已不在您的辖区，请改填岗位数。")})
        return wanted


@dataclass(kw_only=True)
class RemoveCollection(LedgerAction[int]):
    """Take back a collection noted by mistake, and its line in the register; the history keeps both with the reason."""

    allowed = CAN_COLLECT

    collection_id: int
    reason: str

    def describe(self) -> dict[str, Any]:
        return {"reason": self.reason}

    def execute(self) -> int:
        held = self.row(JobCollection.objects.all(), self.collection_id)
        if not self.reason.strip():
            raise Invalid({"reason": _("请填写删除原因。")})
        area_no, activity = held.area_id, held.activity
        held.delete()
        if activity is not None:
            activity.delete()
        return area_no
