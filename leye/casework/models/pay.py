"""Monthly pay lists of public-welfare posts: who gets how much and why, from which money, approved by whom."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from leye.accounts.guard import Guard
from leye.accounts.history import tracked
from leye.accounts.querysets import ScopedQuerySet
from leye.areas.models import Area
from leye.casework.models.posts import Placement
from leye.casework.post_enums import FundSource, PayListState
from leye.ledger.models import Person


@tracked
class PayList(models.Model):
    """The pay of an area's posts for a month; its totals stay what they were, whoever moves away later."""

    guard = Guard(person=None)

    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("辖区"))
    month = models.DateField(_("月份"))
    state = models.CharField(
        _("状态"), max_length=10, choices=PayListState.choices, default=PayListState.DRAFT
    )
    people = models.PositiveIntegerField(_("人数"))
    amount_fen = models.BigIntegerField(_("金额(分)"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("造表人")
    )
    made_at = models.DateTimeField(_("造表时间"), auto_now_add=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("审批人"),
    )
    approved_at = models.DateTimeField(_("审批时间"), null=True, blank=True)
    version = models.PositiveIntegerField(_("版本"), default=1)

    objects: ClassVar[ScopedQuerySet["PayList"]] = ScopedQuerySet.as_manager()  # type: ignore[assignment]  # typed

    class Meta:
        verbose_name = _("岗位补贴发放表")
        ordering = ["-month", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="draft") | ~models.Q(approved_by=models.F("made_by")),
                name="pay_list_two_people",
                violation_error_message=_("造表人不能审批自己造的表。"),
            ),
        ]


@tracked
class PayFund(models.Model):
    """How much of a pay list comes from one source of money."""

    guard = Guard(person=None)

    pay_list = models.ForeignKey(PayList, models.CASCADE, related_name="funds", verbose_name=_("发放表"))
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("辖区"))
    source = models.CharField(_("资金来源"), max_length=16, choices=FundSource.choices)
    amount_fen = models.BigIntegerField(_("金额(分)"))
    note = models.CharField(_("说明"), max_length=120, blank=True)

    objects: ClassVar[ScopedQuerySet["PayFund"]] = ScopedQuerySet.as_manager()  # type: ignore[assignment]  # typed

    class Meta:
        verbose_name = _("资金来源")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["pay_list", "source"], name="pay_fund_once"),
            models.CheckConstraint(condition=models.Q(amount_fen__gte=0), name="pay_fund_not_negative"),
        ]


@tracked
class PayLine(models.Model):
    """What one person on a post gets for a month: a month is paid once."""

    guard = Guard()

    pay_list = models.ForeignKey(PayList, models.CASCADE, related_name="lines", verbose_name=_("发放表"))
    placement = models.ForeignKey(Placement, models.PROTECT, related_name="pay_lines", verbose_name=_("安置"))
    person = models.ForeignKey(
        Person, models.CASCADE, db_constraint=False, related_name="pay_lines", verbose_name=_("人员")
    )
    area = models.ForeignKey(
        Area, models.PROTECT, db_constraint=False, related_name="+", verbose_name=_("责任辖区")
    )
    month = models.DateField(_("月份"))
    days_due = models.PositiveSmallIntegerField(_("应出勤天数"))
    days_done = models.PositiveSmallIntegerField(_("实际出勤天数"))
    wage_fen = models.BigIntegerField(_("月岗位补贴(分)"))
    amount_fen = models.BigIntegerField(_("应发金额(分)"))

    objects: ClassVar[ScopedQuerySet["PayLine"]] = ScopedQuerySet.as_manager()  # type: ignore[assignment]  # typed

    class Meta:
        verbose_name = _("发放明细")
        ordering = ["area_id", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["placement", "month"],
                name="pay_line_once",
                violation_error_message=_("有人当月的补贴已在另一张发放表里，没有保存。请重新造表。"),
            ),
            models.CheckConstraint(condition=models.Q(amount_fen__gte=0), name="pay_line_not_negative"),
        ]
