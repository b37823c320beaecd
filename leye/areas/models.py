"""The tree of areas in the order in which they report, numbered so that a subtree is a range of integers."""

from typing import ClassVar

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from leye.areas.enums import Kind, Level
from leye.areas.querysets import AreaQuerySet


@pghistory.track(
    pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent(), level=pghistory.Statement
)
class Area(models.Model):
    """One unit from province to village, or a zone that governs like one, valid from and to.

    `no` is a position number of 12 digits (province 2, prefecture 2, county 2, township 3, village 3) in the
    *reporting* tree; it equals the statistical code wherever the order of codes is the order of reporting.
    The subtree of an area is the closed range `no`..`last`, so scope is a comparison of integers.
    `name` is what people say (河壕村), `official_name` what the statistical list writes (河壕村委会).
    """

    no = models.BigIntegerField(_("序号"), primary_key=True)
    last = models.BigIntegerField(_("下辖末号"))
    code = models.CharField(_("区划代码"), max_length=12, db_index=True)
    name = models.CharField(_("名称"), max_length=80)
    official_name = models.CharField(_("正式名称"), max_length=80, blank=True)
    level = models.PositiveSmallIntegerField(_("级别"), choices=Level.choices)
    kind = models.CharField(_("类型"), max_length=20, choices=Kind.choices)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("上级")
    )
    valid_from = models.DateField(_("启用日期"))
    valid_to = models.DateField(_("停用日期"), null=True, blank=True)

    objects: ClassVar[AreaQuerySet] = AreaQuerySet.as_manager()  # type: ignore[assignment]  # typed manager

    class Meta:
        verbose_name = _("区划")
        ordering = ["no"]
        indexes = [models.Index(fields=["name"])]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(last__gte=models.F("no")),
                name="area_range_in_order",
                violation_error_message=_("区划的下辖末号不能小于本级序号。"),
            ),
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=models.F("valid_from")),
                name="area_dates_in_order",
                violation_error_message=_("停用日期不能早于启用日期。"),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def contains(self, no: int) -> bool:
        """Whether the area numbered `no` is this one or below it."""
        return self.no <= no <= self.last
