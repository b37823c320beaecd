"""Recruitment fairs: planned, held with their numbers, or cancelled (#201)."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from leye.accounts.actions.base import ActionError
from leye.accounts.enums import Role
from leye.ledger.actions.base import LedgerAction, Problems
from leye.ledger.columns import column_label
from leye.market.enums import FairMode, FairState
from leye.market.models import Fair

CAN_HOLD_FAIRS = (Role.TOWNSHIP_CLERK, Role.COUNTY_OFFICER, Role.SUPERVISOR)
#: No county fair is larger; more is a mistyped number.
MOST = 1_000_000


@dataclass(kw_only=True)
class PlanFair(LedgerAction[Fair]):
    """Plan a fair of an area; a past day is allowed, because fairs are often entered afterwards."""

    allowed = CAN_HOLD_FAIRS

    area_no: int
    title: str
    held_on: dt.date
    place: str = ""
    mode: str = FairMode.OFFLINE
    is_special: bool = False
    industry: str = ""

    def execute(self) -> Fair:
        self.area(self.area_no)
        problems = Problems()
        title = problems.text(Fair, "title", self.title, required=True)
        place = problems.text(Fair, "place", self.place)
        industry = problems.text(Fair, "industry", self.industry)
        problems.choice(Fair, "mode", self.mode)
        problems.check()
        return Fair.objects.create(
            area_id=self.area_no,
            title=title,
            held_on=self.held_on,
            place=place,
            mode=self.mode,
            is_special=self.is_special,
            industry=industry,
        )


@dataclass(kw_only=True)
class RecordFairHeld(LedgerAction[Fair]):
    """Write the numbers of a fair that took place; they may be written again to put them right."""

    allowed = CAN_HOLD_FAIRS

    fair_id: int
    employers: int
    vacancies: int
    visitors: int
    agreed: int
    held_on: dt.date | None = None

    def execute(self) -> Fair:
        fair = self.row(Fair.objects.all(), self.fair_id)
        if fair.status == FairState.CANCELLED:
            raise ActionError(_("这场招聘会已取消，不能登记结果。"))
        day = self.held_on or fair.held_on
        problems = Problems()
        problems.past("held_on", _("举办日期"), day)
        for name in ("employers", "vacancies", "visitors", "agreed"):
            value = getattr(self, name)
            if not 0 <= value <= MOST:
                label = column_label(Fair, name)
                problems.add(name, _("%(label)s应为0至%(most)d之间的整数。") % {"label": label, "most": MOST})
            setattr(fair, name, value)
        problems.check()
        fair.held_on = day
        fair.status = FairState.HELD
        fair.save()
        return fair


@dataclass(kw_only=True)
class CancelFair(LedgerAction[Fair]):
    """Cancel a fair that did not take place, with the reason."""

    allowed = CAN_HOLD_FAIRS

    fair_id: int
    reason: str

    def execute(self) -> Fair:
        fair = self.row(Fair.objects.all(), self.fair_id)
        if fair.status == FairState.HELD:
            raise ActionError(_("这场招聘会已登记举办结果，不能取消。"))
        problems = Problems()
        fair.cancel_reason = problems.text(Fair, "cancel_reason", self.reason, required=True)
        problems.check()
        fair.status = FairState.CANCELLED
        fair.save(update_fields=["cancel_reason", "status"])
        return fair
