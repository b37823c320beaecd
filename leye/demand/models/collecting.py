"""The county's job bank: where jobs are collected, each collection, and the vacancies that came of it."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from leye.accounts.guard import Guard
from leye.accounts.history import tracked
from leye.accounts.querysets import ScopedQuerySet
from leye.areas.models import Area
from leye.demand.enums import ContactWay, JobSourceKind
from leye.demand.models.exchange import Exchange
from leye.registers.models import Activity
from leye.vacancies.models import Vacancy


@tracked
class JobSource(models.Model):
    """A place or partner that an area asks for jobs each month, such as its paired county."""

    guard = Guard(person=None)

    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("收集地区"))
    name = models.CharField(_("名称"), max_length=80)
    kind = models.CharField(_("类型"), max_length=12, choices=JobSourceKind.choices)
    contact = models.CharField(_("联系人"), max_length=60, blank=True)
    phone = models.CharField(_("电话"), max_length=20, blank=True)
    since = models.DateField(_("从哪天起"))
    until = models.DateField(_("停止日期"), null=True, blank=True)

    objects: ClassVar[ScopedQuerySet["JobSource"]] = ScopedQuerySet.as_manager()  # type: ignore[assignment]  # typed

    class Meta:
        verbose_name = _("岗位来源")
        ordering = ["area", "kind", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "name"],
                condition=models.Q(until__isnull=True),
                name="job_source_once",
                violation_error_message=_("这个地区已有同名的岗位来源。"),
            ),
            models.CheckConstraint(
                condition=models.Q(until__isnull=True) | models.Q(until__gte=models.F("since")),
                name="job_source_dates",
                violation_error_message=_("停止日期不能早于开始日期。"),
            ),
        ]

    def __str__(self) -> str:
        return self.name


@tracked
class JobCollection(models.Model):
    """A source was asked on a day. `activity`: its line in the register, which documents count; none when it had no jobs.

    `batch` is the number of the import that brought the vacancies in, if one did.
    """

    guard = Guard(person=None)

    source = models.ForeignKey(
        JobSource, models.PROTECT, related_name="collections", verbose_name=_("岗位来源")
    )
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("收集地区"))
    collected_on = models.DateField(_("收集日期"))
    way = models.CharField(_("方式"), max_length=8, choices=ContactWay.choices, default=ContactWay.PHONE)
    vacancies = models.PositiveIntegerField(_("岗位数"))
    seats = models.PositiveIntegerField(_("招聘人数"))
    note = models.CharField(_("备注"), max_length=200, blank=True)
    batch = models.BigIntegerField(_("导入编号"), null=True, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("收集人")
    )
    activity = models.OneToOneField(
        Activity, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("计入的活动")
    )

    objects: ClassVar[ScopedQuerySet["JobCollection"]] = ScopedQuerySet.as_manager()  # type: ignore[assignment]  # typed

    class Meta:
        verbose_name = _("岗位收集")
        ordering = ["-collected_on", "-id"]
        indexes = [models.Index(fields=["area", "collected_on"], name="job_collection_area_day")]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "batch"],
                condition=models.Q(batch__isnull=False),
                name="job_collection_batch_once",
                violation_error_message=_("这次导入已登记为这个来源的一次收集。"),
            )
        ]


@tracked
class Brought(models.Model):
    """A vacancy that came of a collection, or of another department's answer; never of both."""

    guard = Guard(person=None)

    vacancy = models.ForeignKey(Vacancy, models.CASCADE, related_name="brought", verbose_name=_("岗位"))
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("收集地区"))
    collection = models.ForeignKey(
        JobCollection,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="brought",
        verbose_name=_("岗位收集"),
    )
    exchange = models.ForeignKey(
        Exchange, models.CASCADE, null=True, blank=True, related_name="brought", verbose_name=_("名单交换")
    )

    objects: ClassVar[ScopedQuerySet["Brought"]] = ScopedQuerySet.as_manager()  # type: ignore[assignment]  # typed

    class Meta:
        verbose_name = _("收集来的岗位")
        constraints = [
            models.UniqueConstraint(fields=["vacancy", "collection"], name="brought_once_by_collection"),
            models.UniqueConstraint(fields=["vacancy", "exchange"], name="brought_once_by_exchange"),
            models.CheckConstraint(
                condition=models.Q(collection__isnull=True) | models.Q(exchange__isnull=True),
                name="brought_by_one",
            ),
        ]
