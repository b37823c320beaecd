"""Claims to money: what was decided, for whom, under which rule, and whether it was paid."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from leye.accounts.guard import Guard
from leye.accounts.history import tracked
from leye.areas.models import Area
from leye.benefits.enums import ClaimState, ClaimSubject, PayeeKind
from leye.benefits.querysets import ClaimQuerySet
from leye.ledger.models import Person


@tracked
class Claim(models.Model):
    """One decision on money under one rule. While it stands it shuts out what the rule allows only once.

    About a person it carries the person's area, and follows him; without one, the area that decided.
    """

    guard = Guard()

    person = models.ForeignKey(
        Person,
        models.CASCADE,
        db_constraint=False,
        null=True,
        blank=True,
        related_name="claims",
        verbose_name=_("人员"),
    )
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("责任辖区"))
    pack = models.CharField(_("文件"), max_length=60)
    rule = models.CharField(_("规则"), max_length=80)
    subject_kind = models.CharField(_("对象类型"), max_length=12, choices=ClaimSubject.choices)
    subject_id = models.BigIntegerField(_("对象"))
    payee_kind = models.CharField(
        _("发给"), max_length=12, choices=PayeeKind.choices, default=PayeeKind.PERSON
    )
    payee_id = models.BigIntegerField(_("收款方"), null=True, blank=True)
    payee_name = models.CharField(_("收款方名称"), max_length=120, blank=True, default="", db_default="")
    amount_fen = models.BigIntegerField(_("金额（分）"))
    fund = models.CharField(_("资金来源"), max_length=60, blank=True)
    decided_on = models.DateField(_("决定日期"))
    paid_on = models.DateField(_("发放日期"), null=True, blank=True)
    recovered_on = models.DateField(_("追回日期"), null=True, blank=True)
    state = models.CharField(
        _("状态"), max_length=10, choices=ClaimState.choices, default=ClaimState.APPROVED
    )
    document_no = models.CharField(_("决定文号"), max_length=80, blank=True, default="", db_default="")
    reason = models.CharField(_("原因"), max_length=200, blank=True, default="", db_default="")

    objects: ClassVar[ClaimQuerySet] = ClaimQuerySet.as_manager()  # type: ignore[assignment]  # typed

    class Meta:
        verbose_name = _("待遇发放")
        ordering = ["-decided_on", "-id"]
        indexes = [
            models.Index(fields=["subject_kind", "subject_id"], name="claim_subject"),
            models.Index(fields=["payee_kind", "payee_id"], name="claim_payee"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(amount_fen__gte=0),
                name="claim_amount_not_negative",
                violation_error_message=_("金额不能为负数。"),
            ),
            models.CheckConstraint(
                condition=models.Q(paid_on__isnull=True) | models.Q(paid_on__gte=models.F("decided_on")),
                name="claim_paid_after_decided",
                violation_error_message=_("发放日期不能早于决定日期。"),
            ),
            models.UniqueConstraint(
                fields=["pack", "rule", "subject_kind", "subject_id", "document_no"],
                condition=~models.Q(document_no=""),
                name="claim_document_once",
                violation_error_message=_("这份决定已登记过同一对象的同一项待遇。"),
            ),
        ]
