"""Registers: sites that areas run, activities they carried out, and figures that somebody entered with their source."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from leye.accounts.guard import Guard
from leye.accounts.history import tracked
from leye.accounts.querysets import ScopedQuerySet
from leye.areas.models import Area
from leye.ledger.models import Employer
from leye.registers.enums import ActivityKind, ReadingKind, SiteKind


@tracked
class Site(models.Model):
    """A place, carrier, brand or project of a kind, open from when to when. `level`: 2 of the city, 3 of the county …"""

    guard = Guard(person=None)

    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("所在地区"))
    kind = models.CharField(_("类型"), max_length=30, choices=SiteKind.choices)
    name = models.CharField(_("名称"), max_length=120)
    level = models.PositiveSmallIntegerField(_("级别"), default=3)
    address = models.CharField(_("地址"), max_length=200, blank=True)
    opened_on = models.DateField(_("设立日期"))
    closed_on = models.DateField(_("撤销日期"), null=True, blank=True)
    close_reason = models.CharField(_("撤销原因"), max_length=200, blank=True)
    people = models.BigIntegerField(_("人数"), null=True, blank=True)
    version = models.PositiveIntegerField(_("版本"), default=1, db_default=1)

    objects: ClassVar[ScopedQuerySet["Site"]] = ScopedQuerySet.as_manager()  # type: ignore[assignment]  # typed

    class Meta:
        verbose_name = _("场所、载体")
        ordering = ["kind", "name"]
        indexes = [models.Index(fields=["kind", "area"], name="site_kind_area")]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "kind", "name"],
                condition=models.Q(closed_on__isnull=True),
                name="site_open_once",
                violation_error_message=_("这个地区已登记同名同类的场所、载体。"),
            ),
            models.CheckConstraint(
                condition=models.Q(closed_on__isnull=True) | models.Q(closed_on__gte=models.F("opened_on")),
                name="site_dates_in_order",
                violation_error_message=_("撤销日期不能早于设立日期。"),
            ),
            models.CheckConstraint(
                condition=models.Q(people__isnull=True) | models.Q(people__gte=0),
                name="site_people_not_negative",
                violation_error_message=_("人数不能为负数。"),
            ),
        ]

    def __str__(self) -> str:
        return self.name


@tracked
class Activity(models.Model):
    """Something an area did on a day, perhaps at a site, and how many or how much came of it."""

    guard = Guard(person=None)

    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("开展地区"))
    kind = models.CharField(_("活动类型"), max_length=30, choices=ActivityKind.choices)
    site = models.ForeignKey(
        Site, models.PROTECT, null=True, blank=True, related_name="held", verbose_name=_("场所、载体")
    )
    happened_on = models.DateField(_("开展日期"))
    quantity = models.BigIntegerField(_("数量"), null=True, blank=True)
    note = models.CharField(_("备注"), max_length=500, blank=True)

    objects: ClassVar[ScopedQuerySet["Activity"]] = ScopedQuerySet.as_manager()  # type: ignore[assignment]  # typed

    class Meta:
        verbose_name = _("活动")
        verbose_name_plural = _("活动")
        ordering = ["-happened_on", "-id"]
        indexes = [models.Index(fields=["area", "kind", "happened_on"], name="activity_area_kind_day")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(quantity__isnull=True) | models.Q(quantity__gte=0),
                name="activity_quantity_not_negative",
                violation_error_message=_("数量不能为负数。"),
            ),
        ]


@tracked
class Reading(models.Model):
    """A figure of an area (or of one employer or site) for a period, with where it was read. Rates: value of whole."""

    guard = Guard(person=None)

    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("地区"))
    kind = models.CharField(_("数据类型"), max_length=30, choices=ReadingKind.choices)
    employer = models.ForeignKey(
        Employer, models.PROTECT, null=True, blank=True, related_name="readings", verbose_name=_("用人单位")
    )
    site = models.ForeignKey(
        Site, models.PROTECT, null=True, blank=True, related_name="readings", verbose_name=_("场所、载体")
    )
    period_start = models.DateField(_("数据期开始"))
    period_end = models.DateField(_("数据期结束"))
    value = models.BigIntegerField(_("数值"))
    whole = models.BigIntegerField(_("总数"), null=True, blank=True)
    source = models.CharField(_("数据来源"), max_length=200)

    objects: ClassVar[ScopedQuerySet["Reading"]] = ScopedQuerySet.as_manager()  # type: ignore[assignment]  # typed

    class Meta:
        verbose_name = _("数据")
        ordering = ["-period_end", "-id"]
        indexes = [models.Index(fields=["area", "kind", "period_end"], name="reading_area_kind_end")]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "kind", "employer", "site", "period_start", "period_end"],
                nulls_distinct=False,
                name="reading_once",
                violation_error_message=_("这一期的同一数据已经登记。"),
            ),
            models.CheckConstraint(
                condition=models.Q(period_end__gte=models.F("period_start")),
                name="reading_period_in_order",
                violation_error_message=_("数据期结束不能早于开始。"),
            ),
            models.CheckConstraint(
                condition=models.Q(value__gte=0)
                & (models.Q(whole__isnull=True) | models.Q(whole__gte=models.F("value"))),
                name="reading_within_whole",
                violation_error_message=_("数值应不小于0，也不大于总数。"),
            ),
            models.CheckConstraint(
                condition=~models.Q(source=""),
                name="reading_has_source",
                violation_error_message=_("请填写数据来源。"),
            ),
        ]
