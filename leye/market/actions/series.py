"""Fairs that come again each week or month: kept once, planned ahead, and stopped."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from leye.accounts.actions.base import ActionError
from leye.ledger.actions.base import LedgerAction, Problems
from leye.market.actions.fairs import CAN_HOLD_FAIRS, clean_plan
from leye.market.enums import Every, FairState
from leye.market.models import PLANNED, Fair, FairSeries
from leye.standards.calendar import add_months, month_end, today

#: Further ahead nobody knows the place.
MOST_MONTHS = 12


def slots(series: FairSeries, first: dt.date, last: dt.date) -> list[tuple[dt.date, dt.date]]:
    """(first day of the week or month, day of the fair) of a series, for fairs on days from `first` to `last`.

    A day that a month lacks is its last.
    """
    found = []
    weekly = series.every == Every.WEEK
    slot = first - dt.timedelta(days=first.weekday()) if weekly else first.replace(day=1)
    while slot <= last:
        days = series.day if weekly else min(series.day, month_end(slot).day)
        day = slot + dt.timedelta(days=days - 1)
        if max(first, series.since) <= day <= last:
            found.append((slot, day))
        slot = slot + dt.timedelta(days=7) if weekly else add_months(slot, 1)
    return found


def title_on(series: FairSeries, day: dt.date) -> str:
    """The name of one fair of a series: the month (or the day) stands before the name."""
    if series.every == Every.WEEK:
        when = _("%(y)d年%(m)d月%(d)d日") % {"y": day.year, "m": day.month, "d": day.day}
    else:
        when = _("%(y)d年%(m)d月") % {"y": day.year, "m": day.month}
    return f"{when}{series.title}"[:120]


@dataclass(kw_only=True)
class StartSeries(LedgerAction[FairSeries]):
    """Repeat a fair: each week on its weekday or each month on its day, unless another day is given."""

    allowed = CAN_HOLD_FAIRS

    fair_id: int
    title: str
    every: str
    day: int | None = None

    def execute(self) -> FairSeries:
        fair = self.row(Fair.objects.all(), self.fair_id)
        if fair.series_id is not None:
            raise ActionError(_("这场招聘会已经属于定期招聘会“%(title)s”。") % {"title": fair.series})
        if fair.status == FairState.CANCELLED:
            raise ActionError(_("已取消的招聘会不能作为定期招聘会的样本。"))
        given: dict[str, Any] = {name: getattr(fair, name) for name in PLANNED}
        values = clean_plan(self, self.title, given)
        problems = Problems()
        problems.choice(FairSeries, "every", self.every)
        problems.check()
        weekly = self.every == Every.WEEK
        day = self.day or (fair.held_on.isoweekday() if weekly else fair.held_on.day)
        if not 1 <= day <= (7 if weekly else 31):
            problems.add("day", _("每周的请选星期一至星期日，每月的请填1至31日。"))
        problems.check()
        made = FairSeries.objects.create(
            area_id=fair.area_id, every=self.every, day=day, since=fair.held_on, **values
        )
        fair.series = made
        fair.slot = (
            fair.held_on - dt.timedelta(days=fair.held_on.weekday())
            if weekly
            else fair.held_on.replace(day=1)
        )
        fair.version += 1
        fair.save()
        return made


@dataclass(kw_only=True)
class PlanSeries(LedgerAction[list[Fair]]):
    """Plan the fairs of a series for the months to come. What is planned (or was cancelled) is not planned again."""

    allowed = CAN_HOLD_FAIRS

    series_id: int
    months: int = 3

    def execute(self) -> list[Fair]:
        series = self.row(FairSeries.objects.all(), self.series_id)
        if series.stopped_on is not None:
            raise ActionError(_("这个定期招聘会已于%(day)s停止。") % {"day": series.stopped_on})
        if not 1 <= self.months <= MOST_MONTHS:
            raise ActionError(_("一次可以往后排1至%(most)d个月。") % {"most": MOST_MONTHS})
        first = today()
        there = set(series.fairs.values_list("slot", flat=True))
        made = []
        for slot, day in slots(series, first, add_months(first, self.months)):
            if slot in there:
                continue
            given = {name: getattr(series, name) for name in PLANNED}
            made.append(
                Fair.objects.create(
                    area_id=series.area_id,
                    title=title_on(series, day),
                    held_on=day,
                    series=series,
                    slot=slot,
                    **given,
                )
            )
        return made


@dataclass(kw_only=True)
class StopSeries(LedgerAction[FairSeries]):
    """Plan no more fairs of a series; those that are planned stay."""

    allowed = CAN_HOLD_FAIRS

    series_id: int

    def execute(self) -> FairSeries:
        series = self.row(FairSeries.objects.all(), self.series_id)
        series.stopped_on = series.stopped_on or today()
        series.save(update_fields=["stopped_on"])
        return series
