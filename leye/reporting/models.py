"""What was reported upwards, for which period, when, and under which number."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from leye.accounts.guard import Guard
from leye.accounts.history import tracked
from leye.accounts.querysets import ScopedQuerySet
from leye.areas.models import Area


class Form(models.TextChoices):
    """Forms that a document asks for."""

    QUARTERLY = "nm_key_groups_quarterly", _("促进重点群体就业行动实施情况表(季报)")
    ANNUAL = "nm_key_groups_annual", _("促进重点群体就业行动总结报告(年报)")
    SEASON_PLAN = "sn_season_plan", _("四季度就业行动方案及联系人")
    SEASON_SUMMARY = "sn_season_summary", _("四季度就业行动总结报告")
    ENTERPRISE_MONITOR = "sn_enterprise_monitor", _("带贫企业用工监测情况")
    EMPLOYMENT_LISTS = "sn_employment_lists", _("就业人员、失业人员和有意愿外出务工人员清单")


@tracked
class Submission(models.Model):
    """One form sent upwards for one period."""

    guard = Guard(person=None)

    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("报送地区"))
    form = models.CharField(_("报表"), max_length=40, choices=Form.choices)
    period_start = models.DateField(_("报告期开始"))
    period_end = models.DateField(_("报告期结束"))
    submitted_on = models.DateField(_("报送日期"))
    document_no = models.CharField(_("文号或回执号"), max_length=80, blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("报送人")
    )

    objects: ClassVar[ScopedQuerySet["Submission"]] = ScopedQuerySet.as_manager()  # type: ignore[assignment]  # typed

    class Meta:
        verbose_name = _("报送")
        ordering = ["-submitted_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "form", "period_start"],
                name="submission_once",
                violation_error_message=_("该报告期已登记报送。"),
            )
        ]
