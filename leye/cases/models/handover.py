"""Hand-over lists between areas (#230): who was handed to which receiving place, and how far each has come."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from leye.accounts.guard import Guard
from leye.accounts.history import tracked
from leye.accounts.querysets import ScopedQuerySet
from leye.areas.enums import Level
from leye.areas.models import Area
from leye.areas.paths import path_names
from leye.cases.plan_enums import HandoverResult, HandoverState
from leye.ledger.models import Person


@tracked
class HandoverList(models.Model):
    """A list as the issuing area compiled it."""

    guard = Guard(person=None)

    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("交办地区"))
    title = models.CharField(_("名单名称"), max_length=80)
    basis = models.CharField(_("来源和依据"), max_length=200)
    issued_on = models.DateField(_("交办日期"))
    due_on = models.DateField(_("办理期限"))
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("交办人")
    )

    objects: ClassVar[ScopedQuerySet["HandoverList"]] = ScopedQuerySet.as_manager()  # type: ignore[assignment]  # typed

    class Meta:
        verbose_name = _("交办名单")
        ordering = ["-issued_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "title"],
                name="handover_list_once",
                violation_error_message=_("本地区已有同名的交办名单。"),
            ),
            models.CheckConstraint(
                condition=models.Q(due_on__gte=models.F("issued_on")),
                name="handover_list_dates_in_order",
                violation_error_message=_("办理期限不能早于交办日期。"),
            ),
        ]

    def __str__(self) -> str:
        return self.title


@tracked
class HandoverLot(models.Model):
    """The part of a list that one receiving area got, under that area, with its receipt.

    Says nothing about anybody, so the areas below, to which its people are passed on, may read it.
    """

    guard = Guard(person=None, above=True)

    source = models.ForeignKey(
        HandoverList, models.CASCADE, db_constraint=False, related_name="lots", verbose_name=_("交办名单")
    )
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("接收地区"))
    from_area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("交办地区"))
    title = models.CharField(_("名单名称"), max_length=80)
    basis = models.CharField(_("来源和依据"), max_length=200)
    issued_on = models.DateField(_("交办日期"))
    due_on = models.DateField(_("办理期限"))
    received_on = models.DateField(_("签收日期"), null=True, blank=True)
    received_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("签收人")
    )

    objects: ClassVar[ScopedQuerySet["HandoverLot"]] = ScopedQuerySet.as_manager()  # type: ignore[assignment]  # typed

    class Meta:
        verbose_name = _("收到的交办")
        ordering = ["-issued_on", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["source", "area"], name="handover_lot_once"),
        ]

    @property
    def from_path(self) -> str:
        """The issuing area with the prefecture above it."""
        return path_names(self.from_area_id, Level.PREFECTURE)


@tracked
class HandoverItem(models.Model):
    """Somebody on a hand-over list, under the area that has to act: the issuer's until assigned, then the receiver's.

    `file` is the person found or registered at the receiving place; the item stays with the area that got it.
    """

    guard = Guard(person=None)

    source = models.ForeignKey(
        HandoverList, models.CASCADE, db_constraint=False, related_name="items", verbose_name=_("交办名单")
    )
    lot = models.ForeignKey(
        HandoverLot,
        models.CASCADE,
        db_constraint=False,
        null=True,
        blank=True,
        related_name="items",
        verbose_name=_("接收地区的名单"),
    )
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("经办地区"))
    row = models.PositiveIntegerField(_("行号"))
    name = models.CharField(_("姓名"), max_length=60)
    id_index = models.BinaryField(_("身份证号索引"), max_length=33)
    id_cipher = models.BinaryField(_("身份证号(密文)"))
    phone = models.CharField(_("电话"), max_length=20, blank=True)
    address = models.CharField(_("住址"), max_length=200, blank=True)
    state = models.CharField(
        _("进展"), max_length=10, choices=HandoverState.choices, default=HandoverState.ISSUED
    )
    result = models.CharField(_("结果"), max_length=8, choices=HandoverResult.choices, blank=True)
    file = models.ForeignKey(
        Person,
        models.SET_NULL,
        db_constraint=False,
        null=True,
        blank=True,
        related_name="handover_items",
        verbose_name=_("档案"),
    )
    note = models.CharField(_("说明"), max_length=200, blank=True)
    changed_on = models.DateField(_("最近办理"), null=True, blank=True)

    objects: ClassVar[ScopedQuerySet["HandoverItem"]] = ScopedQuerySet.as_manager()  # type: ignore[assignment]  # typed

    class Meta:
        verbose_name = _("交办人员")
        ordering = ["row", "id"]
        indexes = [
            models.Index(fields=["area", "state"], name="handover_item_area_state"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "id_index"],
                name="handover_item_once",
                violation_error_message=_("同一身份证号在这份名单里只能有一次。"),
            ),
            models.CheckConstraint(
                condition=(models.Q(state=HandoverState.CLOSED) & ~models.Q(result=""))
                | (~models.Q(state=HandoverState.CLOSED) & models.Q(result="")),
                name="handover_item_result_when_closed",
                violation_error_message=_("办结时要选择结果。"),
            ),
        ]


class HandoverRefusal(models.Model):
    """A row of the file that did not go into the list, as it was written, with the reasons: for the issuer alone.

    `row` is its row in the file; `id_cipher` holds whatever stood in the column of identity numbers.
    """

    guard = Guard(person=None)

    source = models.ForeignKey(
        HandoverList,
        models.CASCADE,
        db_constraint=False,
        related_name="refusals",
        verbose_name=_("交办名单"),
    )
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("交办地区"))
    row = models.PositiveIntegerField(_("行号"))
    name = models.CharField(_("姓名"), max_length=200, blank=True)
    id_index = models.BinaryField(_("身份证号索引"), max_length=33)
    id_cipher = models.BinaryField(_("身份证号(密文)"))
    phone = models.CharField(_("电话"), max_length=200, blank=True)
    address = models.CharField(_("住址"), max_length=200, blank=True)
    place = models.CharField(_("接收地区"), max_length=200, blank=True)
    reason = models.TextField(_("没有收进名单的原因"))

    objects: ClassVar[ScopedQuerySet["HandoverRefusal"]] = ScopedQuerySet.as_manager()  # type: ignore[assignment]  # typed

    class Meta:
        verbose_name = _("没有收进名单的行")
        ordering = ["row", "id"]
        indexes = [models.Index(fields=["source", "row"], name="handover_refusal_row")]
