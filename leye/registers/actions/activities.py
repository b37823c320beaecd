"""Activities: what an area did on a day."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from leye.accounts.enums import Role
from leye.ledger.actions.base import LedgerAction, Problems
from leye.ledger.errors import Invalid
from leye.registers.actions.sites import CAN_KEEP_REGISTERS, MOST
from leye.registers.models import Activity, Site

#: A village notes its own checks and visits itself.
CAN_RECORD_ACTIVITIES = (Role.VILLAGE_ASSISTANT, *CAN_KEEP_REGISTERS)


@dataclass(frozen=True)
class Noted:
    """An activity, and whether the very same one had been noted before."""

    activity: Activity
    again: bool


@dataclass(kw_only=True)
class RecordActivity(LedgerAction[Noted]):
    """Note an activity. The very same record of the same day is not written twice (a button pressed twice)."""

    allowed = CAN_RECORD_ACTIVITIES

    area_no: int
    kind: str
    happened_on: dt.date
    site_id: int | None = None
    quantity: int | None = None
    note: str = ""

    def execute(self) -> Noted:
        area = self.area(self.area_no)
        problems = Problems()
        problems.choice(Activity, "kind", self.kind)
        problems.past("happened_on", _("开展日期"), self.happened_on)
        note = problems.text(Activity, "note", self.note)
        if self.quantity is not None and not 0 <= self.quantity <= MOST:
            problems.add("quantity", _("数量应为0至%(most)d之间的整数。") % {"most": MOST})
        site = self._site(problems)
        problems.check()
        values: dict[str, Any] = {
            "area_id": area.no, "kind": self.kind, "site": site, "happened_on": self.happened_on,
            "quantity": self.quantity, "note": note,
        }  # fmt: skip
        earlier = Activity.objects.filter(**values).first()
        return Noted(earlier or Activity.objects.create(**values), earlier is not None)

    def _site(self, problems: Problems) -> Site | None:
        if self.site_id is None:
            return None
        site = Site.objects.visible_to(self.actor.scope).filter(pk=self.site_id).first()
        if site is None:
            problems.add("site_id", _("请从列表中选择场所、载体。"))
        elif self.happened_on < site.opened_on or (site.closed_on and self.happened_on > site.closed_on):
            problems.add(
                "happened_on",
                _("“%(name)s”在%(day)s没有开放。") % {"name": site.name, "day": self.happened_on},
            )
        return site


@dataclass(kw_only=True)
class RemoveActivity(LedgerAction[Activity]):
    """Take back an activity that was noted by mistake; the history keeps it with the reason."""

    allowed = CAN_RECORD_ACTIVITIES

    activity_id: int
    reason: str

    def describe(self) -> dict[str, Any]:
        return {"reason": self.reason}

    def execute(self) -> Activity:
        activity = self.row(Activity.objects.all(), self.activity_id)
        if not self.reason.strip():
            raise Invalid({"reason": _("请填写删除原因。")})
        gone = Activity(
            **{field.attname: getattr(activity, field.attname) for field in Activity._meta.concrete_fields}
        )
        activity.delete()
        return gone
