"""Key employers: the officer named for each, the visits, and what the employer asked for at one."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from leye.accounts.guard import Guard
from leye.accounts.history import tracked
from leye.accounts.querysets import ScopedQuerySet
from leye.areas.models import Area
from leye.demand.enums import ContactWay, NeedKind, NeedState
from leye.ledger.models import Employer
from leye.vacancies.models import Vacancy


@tracked
class EmployerOfficer(models.Model):
    """One employer, one officer at a time; an officer may have many. `officer` NULL: key, and nobody named yet."""

    guard = Guard(person=None)

    employer = models.ForeignKey(
        Employer, models.CASCADE, related_name="officers", verbose_name=_("重点企业")
    )
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("所在辖区"))
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("服务专员")
    )
    since = models.DateField(_("开始日期"))
    until = models.DateField(_("结束日期"), null=True, blank=True)
    reason = models.CharField(_("列为重点的理由"), max_length=200, blank=True)

    objects: ClassVar[ScopedQuerySet["EmployerOfficer"]] = ScopedQuerySet.as_manager()  # type: ignore[assignment]  # typed

    class Meta:
        verbose_name = _("重点企业服务专员")
        ordering = ["employer", "-since"]
        constraints = [
            models.UniqueConstraint(
                fields=["employer"],
                condition=models.Q(until__isnull=True),
                name="employer_one_officer",
                violation_error_message=_("这家企业已是重点企业。"),
            ),
            models.CheckConstraint(
                condition=models.Q(until__isnull=True) | models.Q(until__gte=models.F("since")),
                name="employer_officer_dates",
                violation_error_message=_("结束日期不能早于开始日期。"),
            ),
        ]


@tracked
class EmployerVisit(models.Model):
    """An employer was asked how it is doing."""

    guard = Guard(person=None)

    employer = models.ForeignKey(Employer, models.CASCADE, related_name="visits", verbose_name=_("重点企业"))
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("所在辖区"))
    visited_on = models.DateField(_("走访日期"))
    way = models.CharField(_("方式"), max_length=8, choices=ContactWay.choices, default=ContactWay.VISIT)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("走访人")
    )
    note = models.CharField(_("情况"), max_length=500, blank=True)

    objects: ClassVar[ScopedQuerySet["EmployerVisit"]] = ScopedQuerySet.as_manager()  # type: ignore[assignment]  # typed

    class Meta:
        verbose_name = _("企业走访")
        ordering = ["-visited_on", "-id"]
        indexes = [models.Index(fields=["employer", "-visited_on"], name="employer_visit_newest")]


@tracked
class EmployerNeed(models.Model):
    """What was asked for at a visit. Of labour: which work, how many, by when; `vacancy` once one was drafted from it."""

    guard = Guard(person=None)

    visit = models.ForeignKey(EmployerVisit, models.CASCADE, related_name="needs", verbose_name=_("走访"))
    employer = models.ForeignKey(Employer, models.CASCADE, related_name="needs", verbose_name=_("重点企业"))
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("所在辖区"))
    kind = models.CharField(_("需求类别"), max_length=10, choices=NeedKind.choices)
    what = models.CharField(_("需求"), max_length=200)
    seats = models.PositiveIntegerField(_("人数"), null=True, blank=True)
    wanted_by = models.DateField(_("希望何时办好"), null=True, blank=True)
    state = models.CharField(_("状态"), max_length=10, choices=NeedState.choices, default=NeedState.OPEN)
    result = models.CharField(_("办理结果"), max_length=200, blank=True)
    settled_on = models.DateField(_("办结日期"), null=True, blank=True)
    vacancy = models.ForeignKey(
        Vacancy, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("岗位")
    )

    objects: ClassVar[ScopedQuerySet["EmployerNeed"]] = ScopedQuerySet.as_manager()  # type: ignore[assignment]  # typed

    class Meta:
        verbose_name = _("企业需求")
        ordering = ["wanted_by", "id"]
        indexes = [models.Index(fields=["employer", "state"], name="employer_need_state")]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(kind=NeedKind.LABOUR) | models.Q(seats__gte=1),
                name="employer_need_seats",
                violation_error_message=_("用工需求请填人数。"),
            )
        ]
