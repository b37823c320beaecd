"""Unemployment registrations, employment spells, and the employers behind them."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Collate
from django.utils.translation import gettext_lazy as _

from leye.accounts.guard import Guard
from leye.accounts.history import tracked
from leye.accounts.querysets import ScopedQuerySet
from leye.areas.models import Area
from leye.ledger.enums import (
    Channel,
    EmployerKind,
    EmployerSize,
    Reach,
    RegistrationEnd,
    RegistrationPlace,
    SpellEnd,
    SpellKind,
)
from leye.ledger.models.person import Person


@tracked
class Employer(models.Model):
    """An employing unit with its unified social credit code (GB 32100-2015)."""

    guard = Guard(person=None, employer=("id",))

    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("所在辖区"))
    uscc = models.CharField(_("统一社会信用代码"), max_length=18, blank=True)
    name = models.CharField(_("单位名称"), max_length=120)
    contact = models.CharField(_("联系人"), max_length=60, blank=True)
    phone = models.CharField(_("电话"), max_length=20, blank=True)
    address = models.CharField(_("地址"), max_length=200, blank=True)
    industry = models.CharField(_("行业"), max_length=60, blank=True)
    kind = models.CharField(
        _("单位类型"), max_length=16, choices=EmployerKind.choices, blank=True, default="", db_default=""
    )
    size = models.CharField(
        _("单位规模"), max_length=8, choices=EmployerSize.choices, blank=True, default="", db_default=""
    )
    in_park = models.BooleanField(_("在产业园区内"), default=False, db_default=False)
    version = models.PositiveIntegerField(_("版本"), default=1)

    objects: ClassVar[ScopedQuerySet["Employer"]] = ScopedQuerySet.as_manager()  # type: ignore[assignment]  # typed

    class Meta:
        verbose_name = _("用人单位")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["uscc"],
                condition=~models.Q(uscc=""),
                name="employer_uscc_once",
                violation_error_message=_("此统一社会信用代码已在台账中。"),
            ),
        ]
        indexes = [
            models.Index(fields=["area", "name"], name="employer_area_name"),
            models.Index(Collate("name", "C"), name="employer_name_c"),
        ]

    def __str__(self) -> str:
        return self.name


@tracked
class UnemploymentRegistration(models.Model):
    """One registration of unemployment at one of four places (#53)."""

    guard = Guard()

    person = models.ForeignKey(
        Person, models.CASCADE, db_constraint=False, related_name="registrations", verbose_name=_("人员")
    )
    area = models.ForeignKey(
        Area, models.PROTECT, db_constraint=False, related_name="+", verbose_name=_("责任辖区")
    )
    place_kind = models.CharField(_("登记地类型"), max_length=12, choices=RegistrationPlace.choices)
    place = models.ForeignKey(
        Area, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("登记地")
    )
    registered_on = models.DateField(_("登记日期"))
    ended_on = models.DateField(_("注销日期"), null=True, blank=True)
    end_reason = models.CharField(_("注销原因"), max_length=12, choices=RegistrationEnd.choices, blank=True)

    objects: ClassVar[ScopedQuerySet["UnemploymentRegistration"]] = ScopedQuerySet.as_manager()  # type: ignore[assignment]  # typed

    class Meta:
        verbose_name = _("失业登记")
        ordering = ["registered_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "registered_on"],
                name="registration_once",
                violation_error_message=_("此人当天已有失业登记。"),
            ),
            models.UniqueConstraint(
                fields=["person"],
                condition=models.Q(ended_on__isnull=True),
                name="registration_open_once",
                violation_error_message=_("此人已有未注销的失业登记,请先核对登记地。"),
            ),
            models.CheckConstraint(
                condition=models.Q(ended_on__isnull=True) | models.Q(ended_on__gte=models.F("registered_on")),
                name="registration_dates_in_order",
                violation_error_message=_("注销日期不能早于登记日期。"),
            ),
        ]


@tracked
class EmploymentSpell(models.Model):
    """A period of work: where, how it came about (#189), and for what wage."""

    guard = Guard()

    person = models.ForeignKey(
        Person, models.CASCADE, db_constraint=False, related_name="spells", verbose_name=_("人员")
    )
    area = models.ForeignKey(
        Area, models.PROTECT, db_constraint=False, related_name="+", verbose_name=_("责任辖区")
    )
    employer = models.ForeignKey(
        Employer, models.SET_NULL, null=True, blank=True, related_name="spells", verbose_name=_("用人单位")
    )
    employer_name = models.CharField(_("单位名称(原样)"), max_length=120, blank=True)
    kind = models.CharField(
        _("就业形式"), max_length=14, choices=SpellKind.choices, default=SpellKind.CONTRACT
    )
    channel = models.CharField(_("就业渠道"), max_length=10, choices=Channel.choices, blank=True)
    work_place = models.CharField(_("就业地"), max_length=120, blank=True)
    wage_fen = models.BigIntegerField(_("月工资(分)"), null=True, blank=True)
    started_on = models.DateField(_("开始日期"))
    ended_on = models.DateField(_("结束日期"), null=True, blank=True)
    end_reason = models.CharField(_("离职原因"), max_length=10, choices=SpellEnd.choices, blank=True)
    introduced_by = models.ForeignKey(
        Employer,
        models.SET_NULL,
        null=True,
        blank=True,
        db_index=False,
        related_name="introduced",
        verbose_name=_("介绍就业的机构"),
    )
    is_on_job_training = models.BooleanField(_("以工代训"), default=False, db_default=False)
    contract_months = models.PositiveSmallIntegerField(_("合同期限（月）"), null=True, blank=True)
    insured_on = models.DateField(_("参保日期"), null=True, blank=True)
    reach = models.CharField(
        _("就业地范围"), max_length=8, choices=Reach.choices, blank=True, default="", db_default=""
    )

    objects: ClassVar[ScopedQuerySet["EmploymentSpell"]] = ScopedQuerySet.as_manager()  # type: ignore[assignment]  # typed

    class Meta:
        verbose_name = _("就业经历")
        ordering = ["started_on", "id"]
        indexes = [
            # Few spells were brought about by somebody: the index holds those alone.
            models.Index(
                fields=["introduced_by"],
                condition=models.Q(introduced_by__isnull=False),
                name="spell_introduced_by",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "started_on", "employer_name"],
                name="spell_once",
                violation_error_message=_("此人同一天在该单位已有就业经历。"),
            ),
            models.CheckConstraint(
                condition=models.Q(ended_on__isnull=True) | models.Q(ended_on__gte=models.F("started_on")),
                name="spell_dates_in_order",
                violation_error_message=_("结束日期不能早于开始日期。"),
            ),
            models.CheckConstraint(
                condition=models.Q(wage_fen__isnull=True) | models.Q(wage_fen__gte=0),
                name="spell_wage_not_negative",
                violation_error_message=_("工资不能为负数。"),
            ),
        ]
