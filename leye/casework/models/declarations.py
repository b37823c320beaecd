"""What households declared in writing."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from leye.accounts.guard import Guard
from leye.accounts.history import tracked
from leye.accounts.querysets import ScopedQuerySet
from leye.areas.models import Area
from leye.casework.enums import DeclarationKind, SignedBy
from leye.ledger.models import Household, Person


@tracked
class Declaration(models.Model):
    """What a household declared in writing, such as that nobody of it wants to work, and where the paper is kept.

    `person` is the member who made it; the household is the one he belonged to on the day.
    """

    guard = Guard()

    person = models.ForeignKey(
        Person, models.CASCADE, db_constraint=False, related_name="declarations", verbose_name=_("声明人")
    )
    area = models.ForeignKey(
        Area, models.PROTECT, db_constraint=False, related_name="+", verbose_name=_("责任辖区")
    )
    household = models.ForeignKey(
        Household,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="declarations",
        verbose_name=_("家庭"),
    )
    kind = models.CharField(_("声明事项"), max_length=16, choices=DeclarationKind.choices)
    declared_on = models.DateField(_("声明日期"))
    ended_on = models.DateField(_("撤回日期"), null=True, blank=True)
    reason = models.CharField(_("原因"), max_length=200, blank=True)
    signed_by = models.CharField(_("确认方式"), max_length=8, choices=SignedBy.choices, blank=True)
    file_no = models.CharField(_("存档编号"), max_length=60, blank=True)

    objects: ClassVar[ScopedQuerySet["Declaration"]] = ScopedQuerySet.as_manager()  # type: ignore[assignment]  # typed

    class Meta:
        verbose_name = _("声明")
        ordering = ["-declared_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["household", "kind"],
                condition=models.Q(ended_on__isnull=True),
                name="declaration_open_once",
                violation_error_message=_("这户已有一份有效的同类声明。"),
            ),
            models.CheckConstraint(
                condition=models.Q(ended_on__isnull=True) | models.Q(ended_on__gte=models.F("declared_on")),
                name="declaration_dates_in_order",
                violation_error_message=_("撤回日期不能早于声明日期。"),
            ),
        ]
