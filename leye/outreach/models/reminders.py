"""Somebody is left in peace until a day."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from leye.accounts.guard import Guard
from leye.accounts.history import tracked
from leye.accounts.querysets import ScopedQuerySet
from leye.areas.models import Area
from leye.ledger.models import Person


@tracked
class ReminderPause(models.Model):
    """No reminders about somebody from one day to another: one row a person, taken away when it ends early."""

    guard = Guard()

    person = models.ForeignKey(
        Person, models.CASCADE, db_constraint=False, related_name="reminder_pauses", verbose_name=_("人员")
    )
    area = models.ForeignKey(
        Area, models.PROTECT, db_constraint=False, related_name="+", verbose_name=_("责任辖区")
    )
    since = models.DateField(_("暂停日期"))
    until = models.DateField(_("暂停到"))
    reason = models.CharField(_("暂停原因"), max_length=200)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("经办人")
    )

    objects: ClassVar[ScopedQuerySet["ReminderPause"]] = ScopedQuerySet.as_manager()  # type: ignore[assignment]  # typed

    class Meta:
        verbose_name = _("暂停提醒")
        constraints = [
            models.UniqueConstraint(fields=["person"], name="pause_once"),
            models.CheckConstraint(
                condition=models.Q(until__gte=models.F("since")),
                name="pause_dates_in_order",
                violation_error_message=_("暂停到的日期不能早于今天。"),
            ),
        ]
