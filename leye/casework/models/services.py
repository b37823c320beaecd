"""Services given to people."""

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from leye.accounts.guard import Guard
from leye.accounts.history import tracked
from leye.accounts.querysets import ScopedQuerySet
from leye.areas.models import Area
from leye.casework.enums import Outcome, ServiceChannel, ServiceKind
from leye.ledger.models import Person


@tracked
class ServiceRecord(models.Model):
    """One service or contact: what, when, where, how, by whom, with what result."""

    guard = Guard()

    person = models.ForeignKey(
        Person, models.CASCADE, db_constraint=False, related_name="services", verbose_name=_("人员")
    )
    area = models.ForeignKey(
        Area, models.PROTECT, db_constraint=False, related_name="+", verbose_name=_("责任辖区")
    )
    kind = models.CharField(_("服务类型"), max_length=24, choices=ServiceKind.choices)
    served_on = models.DateField(_("服务日期"))
    channel = models.CharField(_("方式"), max_length=10, choices=ServiceChannel.choices, blank=True)
    outcome = models.CharField(_("结果"), max_length=10, choices=Outcome.choices, default=Outcome.DONE)
    item = models.CharField(_("推荐的岗位或课程"), max_length=120, blank=True)
    item_key = models.CharField(_("区分码"), max_length=120, blank=True)
    provider = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("服务人"),
    )
    provider_name = models.CharField(_("服务人姓名"), max_length=60, blank=True)
    place = models.CharField(_("地点"), max_length=60, blank=True, default="", db_default="")
    note = models.CharField(_("备注"), max_length=500, blank=True)
    recorded_at = models.DateTimeField(_("录入时间"), auto_now_add=True)
    correction = models.CharField(_("更正原因"), max_length=200, blank=True, default="", db_default="")
    version = models.PositiveIntegerField(_("版本"), default=1, db_default=1)

    objects: ClassVar[ScopedQuerySet["ServiceRecord"]] = ScopedQuerySet.as_manager()  # type: ignore[assignment]  # typed

    class Meta:
        verbose_name = _("服务记录")
        ordering = ["-served_on", "-id"]
        indexes = [
            models.Index(fields=["person", "kind", "served_on"], name="service_person_kind"),
            BrinIndex(fields=["recorded_at"], name="service_recorded", pages_per_range=32),
        ]
