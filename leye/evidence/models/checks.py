"""Checks after the fact: a random sample of services, each asked about by somebody who did not give it."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from leye.accounts.guard import Guard
from leye.accounts.history import tracked
from leye.accounts.querysets import ScopedQuerySet
from leye.areas.models import Area
from leye.casework.enums import ServiceKind
from leye.casework.models import ServiceRecord
from leye.evidence.enums import CheckOutcome, CheckWay, Settlement
from leye.ledger.models import Person


@tracked
class CheckRound(models.Model):
    """A sample drawn for an area and a span of days. The seed is kept: who doubts the draw can repeat it."""

    # A township works off what its county drew: it reads the round above it, which says nothing about anybody.
    guard = Guard(person=None, above=True)

    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("抽查地区"))
    title = models.CharField(_("名称"), max_length=60)
    since = models.DateField(_("服务日期自"))
    until = models.DateField(_("服务日期至"))
    only_late = models.BooleanField(_("只抽补录的"), default=False)
    wanted = models.PositiveIntegerField(_("抽取数量"))
    seed = models.CharField(_("随机种子"), max_length=32)
    population = models.PositiveIntegerField(_("记录总数"))
    drawn = models.PositiveIntegerField(_("抽到数量"))
    drawn_on = models.DateField(_("抽取日期"))
    drawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("抽取人")
    )

    objects: ClassVar[ScopedQuerySet["CheckRound"]] = ScopedQuerySet.as_manager()  # type: ignore[assignment]  # typed

    class Meta:
        verbose_name = _("抽查")
        ordering = ["-drawn_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until__gte=models.F("since")),
                name="check_round_dates_in_order",
                violation_error_message=_("结束日期不能早于开始日期。"),
            ),
        ]

    def __str__(self) -> str:
        return self.title


@tracked
class CheckItem(models.Model):
    """One service of the sample, with what it said when it was drawn: taking the record back does not end the check."""

    guard = Guard()

    round = models.ForeignKey(CheckRound, models.PROTECT, related_name="items", verbose_name=_("抽查"))
    person = models.ForeignKey(
        Person, models.CASCADE, db_constraint=False, related_name="checks", verbose_name=_("人员")
    )
    area = models.ForeignKey(
        Area, models.PROTECT, db_constraint=False, related_name="+", verbose_name=_("责任辖区")
    )
    service = models.ForeignKey(
        ServiceRecord, models.SET_NULL, null=True, related_name="checks", verbose_name=_("服务记录")
    )
    kind = models.CharField(_("服务类型"), max_length=24, choices=ServiceKind.choices)
    served_on = models.DateField(_("服务日期"))
    item = models.CharField(_("推荐的岗位或课程"), max_length=120, blank=True)
    provider = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("服务人")
    )
    provider_name = models.CharField(_("服务人姓名"), max_length=60, blank=True)
    recorder = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("录入人")
    )
    late = models.BooleanField(_("补录"))
    outcome = models.CharField(
        _("核查结果"), max_length=16, choices=CheckOutcome.choices, default=CheckOutcome.PENDING
    )
    way = models.CharField(_("核查方式"), max_length=8, choices=CheckWay.choices, blank=True)
    note = models.CharField(_("核查情况"), max_length=500, blank=True)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("核查人")
    )
    checked_on = models.DateField(_("核查日期"), null=True, blank=True)
    settlement = models.CharField(_("处理"), max_length=12, choices=Settlement.choices, blank=True)
    settled_note = models.CharField(_("处理情况"), max_length=500, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("处理人")
    )
    settled_on = models.DateField(_("处理日期"), null=True, blank=True)

    objects: ClassVar[ScopedQuerySet["CheckItem"]] = ScopedQuerySet.as_manager()  # type: ignore[assignment]  # typed

    class Meta:
        verbose_name = _("抽查项")
        ordering = ["area_id", "id"]
        indexes = [
            models.Index(fields=["area", "outcome"], name="check_area_outcome"),
            models.Index(fields=["person"], name="check_person"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["round", "service"], name="check_service_once_a_round"),
        ]
