"""Recruitment fairs from plan to report (#30-#33, #201). Each step is one action; none is left out silently."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from django.utils.translation import gettext as _

from leye.accounts.actions.base import ActionError, Conflict
from leye.accounts.enums import Role
from leye.ledger.actions.base import LedgerAction, Problems
from leye.ledger.columns import column_label
from leye.ledger.errors import Invalid
from leye.market.counted import count_as_activity
from leye.market.enums import COMING, FairKind, FairMode, FairState
from leye.market.models import PLANNED, Fair
from leye.registers.enums import SiteKind
from leye.registers.models import Site
from leye.standards.calendar import today

CAN_HOLD_FAIRS = (Role.TOWNSHIP_CLERK, Role.COUNTY_OFFICER, Role.SUPERVISOR)
#: No county fair is larger; more is a mistyped number.
MOST = 1_000_000
#: A million yuan for one fair is a mistyped number.
MOST_FEN = 100_000_000
COUNTED = ("employers", "vacancies", "visitors", "agreed")
#: At what kind of site fairs of a kind stand.
AT_SITE = {FairKind.GIG_DAY: SiteKind.GIG_MARKET, FairKind.RESETTLEMENT: SiteKind.RESETTLEMENT_AREA}


@dataclass(kw_only=True)
class PlanAction(LedgerAction[Fair]):
    """What planning a fair and changing its plan have in common: the columns, checked."""

    allowed = CAN_HOLD_FAIRS

    area_no: int
    title: str
    held_on: dt.date
    place: str = ""
    mode: str = FairMode.OFFLINE
    is_special: bool = False
    industry: str = ""
    kind: str = FairKind.ON_SITE
    starts_at: dt.time | None = None
    ends_at: dt.time | None = None
    organiser: str = ""
    co_organisers: str = ""
    budget_fen: int | None = None
    site_id: int | None = None
    four_enters: bool = False

    def values(self) -> dict[str, Any]:
        """The columns. Raises Invalid."""
        area = self.area(self.area_no)
        given = {name: getattr(self, name) for name in PLANNED}
        return {"area_id": area.no, "held_on": self.held_on} | clean_plan(self, self.title, given)


def clean_plan(action: LedgerAction[Any], title: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """The columns of a plan besides area and day, checked and tidy. Raises Invalid."""
    problems, values = Problems(), dict(given)
    values["title"] = problems.text(Fair, "title", title, required=True)
    for name in ("place", "industry", "organiser", "co_organisers"):
        values[name] = problems.text(Fair, name, values[name])
    problems.choice(Fair, "kind", values["kind"])
    if values["kind"] == FairKind.ONLINE:
        values["mode"] = FairMode.ONLINE
    problems.choice(Fair, "mode", values["mode"])
    if values["mode"] == FairMode.ONLINE and values["kind"] == FairKind.ON_SITE:
        values["kind"] = FairKind.ONLINE
    start, end = values["starts_at"], values["ends_at"]
    if end is not None and (start is None or end <= start):
        problems.add("ends_at", _("结束时间应晚于开始时间。"))
    budget = values["budget_fen"]
    if budget is not None and not 0 <= budget <= MOST_FEN:
        problems.add("budget_fen", _("预算应在0元至100万元之间。"))
    _check_site(action, problems, values)
    problems.check()
    return values


def _check_site(action: LedgerAction[Any], problems: Problems, values: dict[str, Any]) -> None:
    """A site is one of the scope's, of the kind that the fair wants; other kinds of fairs have none."""
    if values["site_id"] is None:
        return
    wanted = AT_SITE.get(cast("FairKind", values["kind"]))
    site = Site.objects.visible_to(action.actor.scope).filter(pk=values["site_id"]).first()
    if wanted is None:
        problems.add("site_id", _("只有零工市场活动日和安置区专场才选场所。"))
    elif site is None or site.kind != wanted:
        problems.add("site_id", _("请选择您辖区内的%(kind)s。") % {"kind": wanted.label})


@dataclass(kw_only=True)
class PlanFair(PlanAction):
    """Plan a fair of an area; a past day is allowed, because fairs are often entered afterwards."""

    def execute(self) -> Fair:
        return Fair.objects.create(**self.values())


@dataclass
class FairAction(LedgerAction[Fair]):
    """A step of a fair that exists."""

    allowed = CAN_HOLD_FAIRS

    def fair(self, fair_id: int) -> Fair:
        """The fair, locked. Raises Absent."""
        return self.row(Fair.objects.all(), fair_id)

    def save(self, fair: Fair) -> Fair:
        """Write the fair, count its version up, and let its line in the register follow."""
        fair.version += 1
        count_as_activity(fair)
        fair.save()
        return fair


@dataclass(kw_only=True)
class ChangePlan(PlanAction, FairAction):
    """Change the plan of a fair that is still to come, of the version that was opened."""

    fair_id: int
    version: int

    def execute(self) -> Fair:
        fair = self.fair(self.fair_id)
        if fair.version != self.version:
            raise Conflict(
                _("您填写期间，这场招聘会已被别人改过，您的内容没有写入。请刷新页面，看过现状再改。")
            )
        if fair.status not in COMING:
            raise ActionError(_("这场招聘会%(state)s，不能再改计划。") % {"state": fair.get_status_display()})
        for name, value in self.values().items():
            setattr(fair, name, value)
        if fair.status == FairState.ANNOUNCED:
            _check_announcement(fair)
        return self.save(fair)


def _check_announcement(fair: Fair) -> None:
    """What people must be told before they come. Raises Invalid."""
    problems = Problems()
    if not fair.place and fair.mode != FairMode.ONLINE:
        problems.add("place", _("公告前请填写地点，来的人才找得到。"))
    if fair.starts_at is None:
        problems.add("starts_at", _("公告前请填写开始时间。"))
    problems.check()


@dataclass(kw_only=True)
class AnnounceFair(FairAction):
    """Show a planned fair to the public: from now on its page opens without signing in."""

    fair_id: int

    def execute(self) -> Fair:
        fair = self.fair(self.fair_id)
        if fair.status != FairState.PLANNED:
            raise ActionError(_("这场招聘会%(state)s，不用再公告。") % {"state": fair.get_status_display()})
        if fair.held_on < today():
            raise ActionError(_("举办日期已过，不能再公告。请登记结果，或改期后再公告。"))
        _check_announcement(fair)
        fair.status, fair.announced_on = FairState.ANNOUNCED, today()
        return self.save(fair)


@dataclass(kw_only=True)
class RecordFairHeld(FairAction):
    """Write the numbers of a fair that took place; they may be written again to put them right.

    A fair to which nobody came is kept with its zero, and counts for nothing. Numbers of a fair that was summed up
    already put it back to held: the summary spoke of others.
    """

    fair_id: int
    employers: int
    vacancies: int
    visitors: int
    agreed: int
    held_on: dt.date | None = None

    def execute(self) -> Fair:
        fair = self.fair(self.fair_id)
        if fair.status == FairState.CANCELLED:
            raise ActionError(_("这场招聘会已取消，不能登记结果。"))
        day = self.held_on or fair.held_on
        problems = Problems()
        problems.past("held_on", _("举办日期"), day)
        for name in COUNTED:
            value = getattr(self, name)
            if not 0 <= value <= MOST:
                label = column_label(Fair, name)
                problems.add(name, _("%(label)s应为0至%(most)d之间的整数。") % {"label": label, "most": MOST})
            setattr(fair, name, value)
        problems.check()
        fair.held_on, fair.status, fair.reported_on = day, FairState.HELD, None
        return self.save(fair)


@dataclass(kw_only=True)
class ReportFair(FairAction):
    """Close a fair with a summary in words."""

    fair_id: int
    summary: str

    def execute(self) -> Fair:
        fair = self.fair(self.fair_id)
        if fair.status not in (FairState.HELD, FairState.REPORTED):
            raise ActionError(_("请先登记这场招聘会的结果，再写总结。"))
        summary = self.summary.strip()
        if not summary:
            raise Invalid({"summary": _("请写总结。")})
        if len(summary) > 2000:
            raise Invalid({"summary": _("总结最多2000个字，现有%(count)d个。") % {"count": len(summary)}})
        fair.summary, fair.status, fair.reported_on = summary, FairState.REPORTED, today()
        return self.save(fair)


@dataclass(kw_only=True)
class CancelFair(FairAction):
    """Cancel a fair that did not take place, with the reason."""

    fair_id: int
    reason: str

    def execute(self) -> Fair:
        fair = self.fair(self.fair_id)
        if fair.status in (FairState.HELD, FairState.REPORTED):
            raise ActionError(_("这场招聘会已登记举办结果，不能取消。"))
        problems = Problems()
        fair.cancel_reason = problems.text(Fair, "cancel_reason", self.reason, required=True)
        problems.check()
        fair.status = FairState.CANCELLED
        return self.save(fair)
