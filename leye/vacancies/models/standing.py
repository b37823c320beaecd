"""What an officer has found out about an employer that posts: it exists, it is closed, it may act for others."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from leye.accounts.guard import Guard
from leye.accounts.history import tracked
from leye.accounts.models import User
from leye.accounts.querysets import ScopedQuerySet
from leye.areas.models import Area
from leye.ledger.models import Employer
from leye.vacancies.enums import AgencyKind


@tracked
class EmployerStanding(models.Model):
    """At most one for each employer. `agency_kind` is empty for a unit that only recruits for itself."""

    guard = Guard(person=None)

    employer = models.OneToOneField(
        Employer, models.CASCADE, related_name="standing", verbose_name=_("用人单位")
    )
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("所在辖区"))
    verified_on = models.DateField(_("核实日期"), null=True, blank=True)
    verified_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name=_("核实人")
    )
    verified_how = models.CharField(_("核实方式"), max_length=200, blank=True, default="")
    closed_on = models.DateField(_("停业、注销日期"), null=True, blank=True)
    closed_reason = models.CharField(_("停业、注销说明"), max_length=200, blank=True, default="")
    agency_kind = models.CharField(
        _("代招身份"), max_length=8, choices=AgencyKind.choices, blank=True, default=""
    )
    licence = models.CharField(_("人力资源服务许可证号"), max_length=40, blank=True, default="")
    licence_until = models.DateField(_("许可证有效期至"), null=True, blank=True)
    version = models.PositiveIntegerField(_("版本"), default=1)

    objects: ClassVar[ScopedQuerySet["EmployerStanding"]] = ScopedQuerySet.as_manager()  # type: ignore[assignment]  # typed

    class Meta:
        verbose_name = _("招聘单位核实情况")
