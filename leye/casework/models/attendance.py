"""A month on a public-welfare post: days at work, and how the work was judged."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from leye.accounts.guard import Guard
from leye.accounts.history import tracked
from leye.accounts.querysets import ScopedQuerySet
from leye.areas.models import Area
from leye.casework.models.posts import Placement
from leye.casework.post_enums import AssessmentResult
from leye.ledger.models import Person


@tracked
class Attendance(models.Model):
    """How many of a month's days of work somebody on a post was there. `month` is the month's first day."""

    guard = Guard()

    placement = models.ForeignKey(
        Placement, models.CASCADE, related_name="attendances", verbose_name=_("安置")
    )
    person = models.ForeignKey(
        Person, models.CASCADE, db_constraint=False, related_name="attendances", verbose_name=_("人员")
    )
    area = models.ForeignKey(
        Area, models.PROTECT, db_constraint=False, related_name="+", verbose_name=_("责任辖区")
    )
    month = models.DateField(_("月份"))
    days_due = models.PositiveSmallIntegerField(_("应出勤天数"))
    days_done = models.PositiveSmallIntegerField(_("实际出勤天数"))
    note = models.CharField(_("备注"), max_length=200, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("登记人")
    )
    version = models.PositiveIntegerField(_("版本"), default=1)

    objects: ClassVar[ScopedQuerySet["Attendance"]] = ScopedQuerySet.as_manager()  # type: ignore[assignment]  # typed

    class Meta:
        verbose_name = _("公益性岗位考勤")
        ordering = ["-month", "-id"]
        indexes = [models.Index(fields=["area", "month"], name="attendance_area_month")]
        constraints = [
            models.UniqueConstraint(
                fields=["placement", "month"],
                name="attendance_once",
                violation_error_message=_("此人当月的考勤已由别人登记，请重新打开后核对。"),
            ),
            models.CheckConstraint(
                condition=models.Q(days_due__range=(1, 31), days_done__lte=models.F("days_due")),
                name="attendance_days_fit",
                violation_error_message=_("出勤天数不能多于应出勤天数。"),
            ),
        ]


@tracked
class Assessment(models.Model):
    """How a month's work on a post was judged: result and discipline."""

    guard = Guard()

    placement = models.ForeignKey(
        Placement, models.CASCADE, related_name="assessments", verbose_name=_("安置")
    )
    person = models.ForeignKey(
        Person, models.CASCADE, db_constraint=False, related_name="assessments", verbose_name=_("人员")
    )
    area = models.ForeignKey(
        Area, models.PROTECT, db_constraint=False, related_name="+", verbose_name=_("责任辖区")
    )
    month = models.DateField(_("月份"))
    result = models.CharField(_("考核结果"), max_length=8, choices=AssessmentResult.choices)
    discipline = models.CharField(_("遵守纪律情况"), max_length=200, blank=True)
    assessed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("考核人")
    )

    objects: ClassVar[ScopedQuerySet["Assessment"]] = ScopedQuerySet.as_manager()  # type: ignore[assignment]  # typed

    class Meta:
        verbose_name = _("公益性岗位考核")
        ordering = ["-month", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["placement", "month"],
                name="assessment_once",
                violation_error_message=_("此人当月的考核已由别人登记，请重新打开后核对。"),
            ),
        ]
