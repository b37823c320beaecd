"""Job fairs: who organised them, when and where, and how many came; and fairs that come again each week or month."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from leye.accounts.guard import Guard
from leye.accounts.history import tracked
from leye.accounts.querysets import ScopedQuerySet
from leye.areas.models import Area
from leye.market.enums import Every, FairKind, FairMode, FairState
from leye.registers.models import Activity, Site
from leye.standards.check_digit import with_check


class FairPlan(models.Model):
    """What a fair and a series of fairs have in common: everything but the day and what came of it."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("举办地区"))
    title = models.CharField(_("名称"), max_length=120)
    kind = models.CharField(
        _("类型"),
        max_length=12,
        choices=FairKind.choices,
        default=FairKind.ON_SITE,
        db_default=FairKind.ON_SITE,
    )
    place = models.CharField(_("地点"), max_length=120, blank=True)
    mode = models.CharField(_("方式"), max_length=8, choices=FairMode.choices, default=FairMode.OFFLINE)
    is_special = models.BooleanField(_("重点群体专场"), default=False)
    industry = models.CharField(_("主题"), max_length=60, blank=True)
    starts_at = models.TimeField(_("开始时间"), null=True, blank=True)
    ends_at = models.TimeField(_("结束时间"), null=True, blank=True)
    organiser = models.CharField(_("主办单位"), max_length=80, blank=True, default="", db_default="")
    co_organisers = models.CharField(_("协办单位"), max_length=200, blank=True, default="", db_default="")
    budget_fen = models.BigIntegerField(_("预算（分）"), null=True, blank=True)
    site = models.ForeignKey(
        Site, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("零工市场、安置区")
    )
    four_enters = models.BooleanField(_("同时算一次“四送四进”"), default=False, db_default=False)

    class Meta:
        abstract = True


#: The columns of FairPlan that an action takes besides area, title and day.
PLANNED = (
    "kind", "place", "mode", "is_special", "industry", "starts_at", "ends_at", "organiser", "co_organisers",
    "budget_fen", "site_id", "four_enters",
)  # fmt: skip


@tracked
class FairSeries(FairPlan):
    """A fair that comes again: each week on a weekday (1 Monday to 7), or each month on a day (1 to 31)."""

    guard = Guard(person=None)

    every = models.CharField(_("多久一次"), max_length=8, choices=Every.choices, default=Every.MONTH)
    day = models.PositiveSmallIntegerField(_("哪一天"))
    since = models.DateField(_("从哪天起"))
    stopped_on = models.DateField(_("停止日期"), null=True, blank=True)

    objects: ClassVar[ScopedQuerySet["FairSeries"]] = ScopedQuerySet.as_manager()  # type: ignore[assignment]  # typed

    class Meta:
        verbose_name = _("定期招聘会")
        ordering = ["area", "title"]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "title", "every"],
                condition=models.Q(stopped_on__isnull=True),
                name="fair_series_once",
                violation_error_message=_("这个地区已有同名的定期招聘会。"),
            ),
            models.CheckConstraint(
                condition=models.Q(every="week", day__gte=1, day__lte=7)
                | models.Q(every="month", day__gte=1, day__lte=31),
                name="fair_series_day",
                violation_error_message=_("每周的请选星期一至星期日，每月的请填1至31日。"),
            ),
        ]

    def __str__(self) -> str:
        return self.title


@tracked
class Fair(FairPlan):
    """A recruitment event. Its area is the organiser's; numbers are filled in afterwards.

    `activity`: the line in the register that the fair counts as besides (a service of a gig market, a fair of a
    resettlement area); there only while the fair was held and somebody came. `slot`: first day of the week or month
    that the fair fills in its series.
    """

    guard = Guard(person=None)

    held_on = models.DateField(_("举办日期"))
    employers = models.PositiveIntegerField(_("参会单位数"), null=True, blank=True)
    vacancies = models.PositiveIntegerField(_("岗位数"), null=True, blank=True)
    visitors = models.PositiveIntegerField(_("求职人数"), null=True, blank=True)
    agreed = models.PositiveIntegerField(_("达成意向数"), null=True, blank=True)
    cancel_reason = models.CharField(_("取消原因"), max_length=200, blank=True, default="", db_default="")
    status = models.CharField(_("状态"), max_length=10, choices=FairState.choices, default=FairState.PLANNED)
    announced_on = models.DateField(_("公告日期"), null=True, blank=True)
    reported_on = models.DateField(_("总结日期"), null=True, blank=True)
    summary = models.TextField(_("总结"), blank=True, default="", db_default="", max_length=2000)
    activity = models.OneToOneField(
        Activity, models.SET_NULL, null=True, blank=True, related_name="fair", verbose_name=_("计入的活动")
    )
    series = models.ForeignKey(
        FairSeries, models.SET_NULL, null=True, blank=True, related_name="fairs", verbose_name=_("定期招聘会")
    )
    slot = models.DateField(_("所属周期"), null=True, blank=True)
    version = models.PositiveIntegerField(_("版本"), default=1, db_default=1)

    objects: ClassVar[ScopedQuerySet["Fair"]] = ScopedQuerySet.as_manager()  # type: ignore[assignment]  # typed

    class Meta:
        verbose_name = _("招聘会")
        ordering = ["-held_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "title", "held_on"],
                name="fair_once",
                violation_error_message=_("当天已登记同名招聘会。"),
            ),
            models.UniqueConstraint(
                fields=["series", "slot"],
                name="fair_of_series_once",
                violation_error_message=_("这一期的定期招聘会已经排好。"),
            ),
        ]
        indexes = [models.Index(fields=["area", "held_on"], name="fair_area_day")]

    def __str__(self) -> str:
        return self.title

    @property
    def number(self) -> str:
        """The number on its notice and in its address: six digits or more and a check digit."""
        return with_check(self.pk, 6)

    @property
    def counts(self) -> bool:
        """Whether documents may count it: it took place and somebody came."""
        return self.status in (FairState.HELD, FairState.REPORTED) and bool(self.visitors)
