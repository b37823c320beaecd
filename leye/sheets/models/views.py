"""Saved views of the ledger, and a county's one format for paper (#15, #218, #220)."""

from typing import ClassVar, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from leye.accounts.guard import Guard
from leye.accounts.history import tracked
from leye.accounts.querysets import Row, ScopedQuerySet
from leye.accounts.scope import Scope
from leye.areas.models import Area
from leye.sheets.enums import Order


class SharedDownQuerySet(ScopedQuerySet[Row]):
    """Rows of an area that the areas below it use too."""

    def usable_in(self, scope: Scope) -> Self:
        """Rows of the scope's areas and of those above them."""
        inside = Q(area_id__gte=scope.lo, area_id__lte=scope.hi)
        return self.filter(inside | Q(area__no__lte=scope.lo, area__last__gte=scope.hi))


@tracked
class LedgerView(models.Model):
    """A ledger that an area keeps beside the built-in ones: which groups, which columns, in which order.

    `groups` are codes of groups (those that count as them included), empty for everybody; `columns` are keys of
    `leye.sheets.columns`.
    """

    guard = Guard(person=None, above=True)

    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("设立地区"))
    name = models.CharField(_("名称"), max_length=40)
    groups = ArrayField(models.CharField(max_length=40), verbose_name=_("群体"), default=list, blank=True)
    columns = ArrayField(models.CharField(max_length=30), verbose_name=_("栏目"), default=list)
    order = models.CharField(_("排列"), max_length=10, choices=Order.choices, default=Order.NAME)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("设立人")
    )
    version = models.PositiveIntegerField(_("版本"), default=1)

    objects: ClassVar[SharedDownQuerySet["LedgerView"]] = SharedDownQuerySet.as_manager()  # type: ignore[assignment]  # typed

    class Meta:
        verbose_name = _("台账视图")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "name"],
                name="ledger_view_name_once",
                violation_error_message=_("本地已有同名的台账，请换一个名称。"),
            )
        ]

    def __str__(self) -> str:
        return self.name


@tracked
class SheetFormat(models.Model):
    """The one format in which a county prints its ledgers: the columns of every village's sheets."""

    guard = Guard(person=None, above=True)

    area = models.OneToOneField(
        Area, models.PROTECT, related_name="+", verbose_name=_("县"),
        error_messages={"unique": _("这个县已经定过格式。")},
    )  # fmt: skip
    columns = ArrayField(models.CharField(max_length=30), verbose_name=_("栏目"), default=list)
    version = models.PositiveIntegerField(_("版本"), default=1)

    objects: ClassVar[SharedDownQuerySet["SheetFormat"]] = SharedDownQuerySet.as_manager()  # type: ignore[assignment]  # typed

    class Meta:
        verbose_name = _("表册格式")
