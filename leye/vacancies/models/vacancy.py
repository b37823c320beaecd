"""A vacancy, and the seats of it that are taken."""

from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from leye.accounts.guard import Guard
from leye.accounts.history import tracked
from leye.accounts.models import User
from leye.areas.models import Area
from leye.ledger.models import Employer
from leye.vacancies.enums import (
    OPEN,
    ContractKind,
    Education,
    Hours,
    PayPeriod,
    VacancySource,
    VacancyState,
)
from leye.vacancies.querysets import OfficeQuerySet, VacancyQuerySet


def _codes(label: Any, longest: int = 20) -> ArrayField:
    return ArrayField(models.CharField(max_length=longest), verbose_name=label, default=list, blank=True)


@tracked
class Vacancy(models.Model):
    """Work that is offered. `area` is where the work is; `office` the area whose officers look after the vacancy.

    The two differ for work elsewhere that a county collects for its people (#240). Pay is in fen per `pay_period`,
    both bounds NULL when it is negotiable. `fingerprint` is equal for vacancies that say the same.
    """

    guard = Guard(area="office_id", person=None, employer=("employer_id", "agency_id"), answers=True)

    office = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("经办地区"))
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("工作地区"))
    place = models.CharField(_("工作地点"), max_length=120, blank=True)
    employer = models.ForeignKey(
        Employer, models.PROTECT, related_name="vacancies", verbose_name=_("用人单位")
    )
    employer_name = models.CharField(_("单位名称"), max_length=120)
    agency = models.ForeignKey(
        Employer,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="vacancies_posted",
        verbose_name=_("代招机构"),
    )
    title = models.CharField(_("岗位名称"), max_length=80)
    occupation = models.CharField(_("职业"), max_length=12, blank=True, default="")
    duties = models.TextField(_("工作内容"), max_length=2000, blank=True)
    seats = models.PositiveIntegerField(_("招聘人数"), default=1)
    filled = models.PositiveIntegerField(_("已招人数"), default=0)
    pay_low_fen = models.BigIntegerField(_("报酬下限（分）"), null=True, blank=True)
    pay_high_fen = models.BigIntegerField(_("报酬上限（分）"), null=True, blank=True)
    pay_period = models.CharField(
        _("计酬周期"), max_length=8, choices=PayPeriod.choices, default=PayPeriod.MONTH
    )
    pay_months = models.PositiveSmallIntegerField(_("一年发几个月"), default=12)
    hours = models.CharField(_("工时"), max_length=10, choices=Hours.choices, default=Hours.FULL)
    contract = models.CharField(
        _("用工形式"), max_length=16, choices=ContractKind.choices, default=ContractKind.LABOUR
    )
    insurance = _codes(_("社会保险"))
    education = models.CharField(
        _("最低学历"), max_length=4, choices=Education.choices, blank=True, default=""
    )
    experience_years = models.PositiveSmallIntegerField(_("工作经验（年）"), default=0)
    age_low = models.PositiveSmallIntegerField(_("年龄下限"), null=True, blank=True)
    age_high = models.PositiveSmallIntegerField(_("年龄上限"), null=True, blank=True)
    age_reason = models.CharField(_("限定年龄的依据"), max_length=200, blank=True, default="")
    demands = _codes(_("身体要求"))
    certificates = _codes(_("证书"), 40)
    skills = _codes(_("技能"), 40)
    housing = models.BooleanField(_("提供住宿"), default=False)
    meals = models.BooleanField(_("提供工作餐"), default=False)
    elastic = models.BooleanField(_("弹性岗位"), default=False)
    groups = _codes(_("面向群体"), 40)
    contact_name = models.CharField(_("联系人"), max_length=60, blank=True, default="")
    contact_phone = models.CharField(_("联系电话"), max_length=20, blank=True, default="")
    status = models.CharField(
        _("状态"), max_length=12, choices=VacancyState.choices, default=VacancyState.DRAFT
    )
    source = models.CharField(
        _("来源"), max_length=10, choices=VacancySource.choices, default=VacancySource.OFFICER
    )
    submitted_on = models.DateField(_("提交日期"), null=True, blank=True)
    submitted_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("提交人")
    )
    reviewed_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("审核人")
    )
    published_on = models.DateField(_("发布日期"), null=True, blank=True)
    confirmed_on = models.DateField(_("最近确认在招"), null=True, blank=True)
    expires_on = models.DateField(_("招聘截止"), null=True, blank=True)
    reason = models.CharField(_("退回、下架或关闭的原因"), max_length=200, blank=True, default="")
    fingerprint = models.CharField(max_length=32, blank=True, default="", editable=False)
    version = models.PositiveIntegerField(_("版本"), default=1)

    objects: ClassVar[VacancyQuerySet] = VacancyQuerySet.as_manager()  # type: ignore[assignment]  # typed manager

    class Meta:
        verbose_name = _("岗位")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["office", "status", "-id"], name="vacancy_office_status"),
            models.Index(fields=["employer"], name="vacancy_employer"),
            models.Index(
                fields=["fingerprint", "id"], name="vacancy_alike",
                condition=models.Q(status__in=["submitted", *OPEN]),
            ),
            models.Index(fields=["area", "status"], name="vacancy_area_status"),
        ]  # fmt: skip
        constraints = [
            models.CheckConstraint(
                condition=models.Q(filled__lte=models.F("seats")),
                name="vacancy_no_seat_twice",
                violation_error_message=_("这个岗位的名额已满。"),
            ),
            models.CheckConstraint(
                condition=models.Q(seats__gte=1),
                name="vacancy_has_seats",
                violation_error_message=_("招聘人数至少为1人。"),
            ),
            models.CheckConstraint(
                condition=models.Q(pay_high_fen__isnull=True)
                | models.Q(pay_low_fen__isnull=True)
                | models.Q(pay_high_fen__gte=models.F("pay_low_fen")),
                name="vacancy_pay_in_order",
                violation_error_message=_("报酬上限不能低于下限。"),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def seats_left(self) -> int:
        """Seats nobody has taken."""
        return max(self.seats - self.filled, 0)

    @property
    def is_open(self) -> bool:
        """Whether anybody may find it."""
        return self.status in OPEN


@tracked
class Seat(models.Model):
    """One seat taken by a hire. `holder` names what took it (such as "hire:77") and takes at most one."""

    guard = Guard(area="office_id", person=None)

    vacancy = models.ForeignKey(Vacancy, models.CASCADE, related_name="taken", verbose_name=_("岗位"))
    office = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("经办地区"))
    holder = models.CharField(_("占用名额的录用"), max_length=40)
    taken_on = models.DateField(_("占用日期"))
    given_back_on = models.DateField(_("退还日期"), null=True, blank=True)

    objects: ClassVar[OfficeQuerySet["Seat"]] = OfficeQuerySet.as_manager()  # type: ignore[assignment]  # typed

    class Meta:
        verbose_name = _("名额")
        constraints = [
            models.UniqueConstraint(
                fields=["vacancy", "holder"],
                condition=models.Q(given_back_on__isnull=True),
                name="seat_once_for_each_holder",
                violation_error_message=_("这次录用已占用该岗位的一个名额。"),
            )
        ]
