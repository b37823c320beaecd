"""Job fairs: who organised them, when and where, and how many came."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from leye.accounts.guard import Guard
from leye.accounts.history import tracked
from leye.accounts.querysets import ScopedQuerySet
from leye.areas.models import Area
from leye.market.enums import FairMode, FairState


@tracked
class Fair(models.Model):
    """A recruitment event. Its area is the organiser's; numbers are filled in afterwards."""

    guard = Guard(person=None)

    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("举办地区"))
    title = models.CharField(_("名称"), max_length=120)
    held_on = models.DateField(_("举办日期"))
    place = models.CharField(_("地点"), max_length=120, blank=True)
    mode = models.CharField(_("方式"), max_length=8, choices=FairMode.choices, default=FairMode.OFFLINE)
    is_special = models.BooleanField(_("重点群体专场"), default=False)
    industry = models.CharField(_("行业主题"), max_length=60, blank=True)
    employers = models.PositiveIntegerField(_("参会单位数"), null=True, blank=True)
    vacancies = models.PositiveIntegerField(_("岗位数"), null=True, blank=True)
    visitors = models.PositiveIntegerField(_("求职人数"), null=True, blank=True)
    agreed = models.PositiveIntegerField(_("达成意向数"), null=True, blank=True)
    cancel_reason = models.CharField(_("取消原因"), max_length=200, blank=True, default="", db_default="")
    status = models.CharField(_("状态"), max_length=10, choices=FairState.choices, default=FairState.PLANNED)

    objects: ClassVar[ScopedQuerySet["Fair"]] = ScopedQuerySet.as_manager()  # type: ignore[assignment]  # typed

    class Meta:
        verbose_name = _("招聘会")
        ordering = ["-held_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "title", "held_on"],
                name="fair_once",
                violation_error_message=_("当天已登记同名招聘会。"),
            )
        ]

    def __str__(self) -> str:
        return self.title
