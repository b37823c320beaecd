"""Gatherings: a briefing or another service given to many at once, and who was asked and came."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from leye.accounts.guard import Guard
from leye.accounts.history import tracked
from leye.accounts.querysets import ScopedQuerySet
from leye.areas.models import Area
from leye.casework.enums import ServiceKind
from leye.casework.models import ServiceRecord
from leye.ledger.models import Person
from leye.standards.check_digit import with_check


@tracked
class Gathering(models.Model):
    """One service given to many people of an area on one day: where, what about, and how many rows its sheet has.

    `rows` only grows, so that a number on a sheet means one person for ever, whoever moves away meanwhile.
    """

    guard = Guard(person=None)

    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("举办地"))
    title = models.CharField(_("主题"), max_length=80)
    kind = models.CharField(_("服务类型"), max_length=24, choices=ServiceKind.choices)
    item = models.CharField(_("推荐的岗位或课程"), max_length=120, blank=True)
    held_on = models.DateField(_("日期"))
    place = models.CharField(_("地点"), max_length=60, blank=True)
    note = models.CharField(_("备注"), max_length=500, blank=True)
    rows = models.PositiveIntegerField(_("签到表行数"), default=0)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("组织人")
    )
    made_at = models.DateTimeField(_("建立时间"), auto_now_add=True)

    objects: ClassVar[ScopedQuerySet["Gathering"]] = ScopedQuerySet.as_manager()  # type: ignore[assignment]  # typed

    class Meta:
        verbose_name = _("集中服务")
        ordering = ["-held_on", "-id"]
        indexes = [models.Index(fields=["area", "held_on"], name="gathering_area_day")]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "title", "kind", "held_on"],
                name="gathering_once",
                violation_error_message=_(
                    "这一天已登记过同一主题、同一类型的集中服务，请打开那一场继续登记。"
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def number(self) -> str:
        """The number on its attendance sheet: six digits or more and a check digit."""
        return with_check(self.pk, 6)


@tracked
class Attendance(models.Model):
    """One person on a gathering's sheet, at a row for ever; with the service record once the person came."""

    guard = Guard()

    gathering = models.ForeignKey(
        Gathering, models.CASCADE, related_name="attendances", verbose_name=_("集中服务")
    )
    row = models.PositiveIntegerField(_("行号"))
    person = models.ForeignKey(
        Person, models.CASCADE, db_constraint=False, related_name="gatherings", verbose_name=_("人员")
    )
    area = models.ForeignKey(
        Area, models.PROTECT, db_constraint=False, related_name="+", verbose_name=_("责任辖区")
    )
    record = models.ForeignKey(
        ServiceRecord, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("服务记录")
    )

    objects: ClassVar[ScopedQuerySet["Attendance"]] = ScopedQuerySet.as_manager()  # type: ignore[assignment]  # typed

    class Meta:
        verbose_name = _("签到")
        ordering = ["gathering", "row"]
        constraints = [
            models.UniqueConstraint(
                fields=["gathering", "person"],
                name="attendance_person_once",
                violation_error_message=_("此人已在这张签到表上。"),
            ),
            models.UniqueConstraint(
                fields=["gathering", "row"],
                name="attendance_row_once",
                violation_error_message=_("签到表的行号重复，请刷新页面再试。"),
            ),
        ]
