"""The weekly confirmation of the ledger, person by person (#213)."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from leye.accounts.guard import Guard
from leye.accounts.history import tracked
from leye.accounts.querysets import ScopedQuerySet
from leye.areas.models import Area
from leye.ledger.models import Person
from leye.sheets.enums import CheckResult


@tracked
class LedgerCheck(models.Model):
    """Somebody compared a person's line with reality in a week. `week` is the week's Monday."""

    guard = Guard()

    person = models.ForeignKey(
        Person, models.CASCADE, db_constraint=False, related_name="ledger_checks", verbose_name=_("人员")
    )
    area = models.ForeignKey(
        Area, models.PROTECT, db_constraint=False, related_name="+", verbose_name=_("责任辖区")
    )
    week = models.DateField(_("周（星期一）"))
    checked_on = models.DateField(_("核对日期"))
    result = models.CharField(_("结果"), max_length=8, choices=CheckResult.choices)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("核对人")
    )

    objects: ClassVar[ScopedQuerySet["LedgerCheck"]] = ScopedQuerySet.as_manager()  # type: ignore[assignment]  # typed

    class Meta:
        verbose_name = _("台账核对")
        ordering = ["-week", "-id"]
        indexes = [models.Index(fields=["area", "week"], name="ledger_check_area_week")]
        constraints = [models.UniqueConstraint(fields=["person", "week"], name="ledger_check_once_a_week")]
