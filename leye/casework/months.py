"""A month on public-welfare posts, to be looked at: who was on which post, attendance, assessment, pay."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import models
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum
from django.utils.translation import gettext_lazy as _

from leye.accounts.scope import Scope
from leye.casework.actions.attendance import days_on_post, held_in, paid_in
from leye.casework.models import Assessment, Attendance, PayLine, PayList, Placement
from leye.casework.post_enums import AssessmentResult
from leye.standards.calendar import is_working_day, month_end


@dataclass(frozen=True)
class MonthRow:
    """One placement in a month; `most` days can have been worked; `paid` closes it."""

    placement: Placement
    attendance: Attendance | None
    assessment: Assessment | None
    most: int
    paid: bool


def on_post_in(scope: Scope, month: dt.date, post_id: int = 0) -> QuerySet[Placement]:
    """Placements of the scope's people that were held on some day of a month, village by village."""
    rows = Placement.objects.visible_to(scope).filter(held_in(month))
    if post_id:
        rows = rows.filter(post_id=post_id)
    return rows.select_related("person", "post", "area").order_by("area_id", "post_id", "pk")


def month_rows(scope: Scope, placements: Sequence[Placement], month: dt.date) -> list[MonthRow]:
    """Rows of a page, in a fixed number of queries."""
    keys = [placement.pk for placement in placements]
    attendances = {
        row.placement_id: row
        for row in Attendance.objects.visible_to(scope).filter(placement__in=keys, month=month)
    }
    assessments = {
        row.placement_id: row
        for row in Assessment.objects.visible_to(scope).filter(placement__in=keys, month=month)
    }
    paid = paid_in(keys, month)
    return [
        MonthRow(one, attendances.get(one.pk), assessments.get(one.pk), days_on_post(one, month), one.pk in paid)
        for one in placements
    ]  # fmt: skip


def working_days(month: dt.date) -> int:
    """The working days of a month: what is proposed as days due."""
    days = range(month_end(month).day)
    return sum(is_working_day(month + dt.timedelta(days=n)) for n in days)


class MonthPart(models.TextChoices):
    """What is counted of a month on posts; each is a list too."""

    ON_POST = "on_post", _("在岗")
    ATTENDED = "attended", _("已登考勤")
    ASSESSED = "assessed", _("已考核")
    FAILED = "failed", _("考核不合格")
    LISTED = "listed", _("已列入发放表")


def _belongs(part: str, scope: Scope, month: dt.date) -> Q:
    """Placements of a part of a month; list and count ask the same."""
    of_it = {"placement": OuterRef("pk"), "month": month}
    judged = Assessment.objects.visible_to(scope).filter(**of_it)
    match part:
        case MonthPart.ATTENDED:
            return Q(Exists(Attendance.objects.visible_to(scope).filter(**of_it)))
        case MonthPart.ASSESSED:
            return Q(Exists(judged))
        case MonthPart.FAILED:
            return Q(Exists(judged.filter(result=AssessmentResult.FAIL)))
        case MonthPart.LISTED:
            return Q(Exists(PayLine.objects.visible_to(scope).filter(**of_it)))
    return Q()


def part_of(scope: Scope, month: dt.date, part: str, post_id: int = 0) -> QuerySet[Placement]:
    """The placements that a count of the month counts, as `on_post_in`."""
    return on_post_in(scope, month, post_id).filter(_belongs(part, scope, month))


@dataclass(frozen=True)
class MonthFigures:
    """How many of a month's placements belong to each part, and how much stands on its pay lists for them."""

    counts: dict[str, int]
    amount_fen: int


def month_figures(scope: Scope, month: dt.date, post_id: int = 0) -> MonthFigures:
    """Counts of a month in two queries."""
    rows = on_post_in(scope, month, post_id)
    parts = {
        str(part): Count("pk", filter=_belongs(part, scope, month))
        if part != MonthPart.ON_POST
        else Count("pk")
        for part in MonthPart
    }
    lines = PayLine.objects.visible_to(scope).filter(month=month, placement__in=rows.order_by().values("pk"))
    return MonthFigures(
        rows.order_by().aggregate(**parts), lines.aggregate(fen=Sum("amount_fen"))["fen"] or 0
    )


def results_of(placements: Iterable[int], scope: Scope, month: dt.date) -> dict[int, Assessment]:
    """Assessments of a month by placement."""
    rows = Assessment.objects.visible_to(scope).filter(placement__in=list(placements), month=month)
    return {row.placement_id: row for row in rows}


def pay_lists(scope: Scope) -> QuerySet[PayList]:
    """Pay lists of the scope's areas, the latest month first."""
    rows = PayList.objects.visible_to(scope).select_related("area", "made_by", "approved_by")
    return rows.order_by("-month", "-pk")
