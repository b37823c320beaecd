"""Requests to hand a person over."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from leye.accounts.guard import Guard
from leye.accounts.history import tracked
from leye.accounts.querysets import ScopedQuerySet
from leye.areas.models import Area
from leye.casework.enums import TransferState
from leye.ledger.models import Person


@tracked
class TransferRequest(models.Model):
    """A request for a person who may be held elsewhere. Tells the asker nothing about whether he is."""

    guard = Guard(person=None)

    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("申请辖区"))
    id_index = models.BinaryField(_("身份证号索引"), max_length=33)
    id_cipher = models.BinaryField(_("身份证号(密文)"))
    name = models.CharField(_("姓名"), max_length=60)
    reason = models.CharField(_("申请理由"), max_length=200)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("申请人")
    )
    asked_at = models.DateTimeField(_("申请时间"), auto_now_add=True)
    state = models.CharField(
        _("状态"), max_length=10, choices=TransferState.choices, default=TransferState.SENT
    )

    objects: ClassVar[ScopedQuerySet["TransferRequest"]] = ScopedQuerySet.as_manager()  # type: ignore[assignment]  # typed

    class Meta:
        verbose_name = _("转入申请")
        ordering = ["-asked_at"]


class TransferCase(models.Model):
    """The holder's side of a request: exists only where the person is held."""

    guard = Guard()

    request = models.OneToOneField(
        TransferRequest, models.CASCADE, related_name="case", verbose_name=_("申请")
    )
    person = models.ForeignKey(
        Person, models.CASCADE, db_constraint=False, related_name="transfer_cases", verbose_name=_("人员")
    )
    area = models.ForeignKey(
        Area, models.PROTECT, db_constraint=False, related_name="+", verbose_name=_("现责任辖区")
    )
    to_area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("转往"))
    reason = models.CharField(_("申请理由"), max_length=200)
    state = models.CharField(
        _("状态"), max_length=10, choices=TransferState.choices, default=TransferState.SENT
    )
    asked_at = models.DateTimeField(_("申请时间"), auto_now_add=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("处理人")
    )
    decided_at = models.DateTimeField(_("处理时间"), null=True)

    objects: ClassVar[ScopedQuerySet["TransferCase"]] = ScopedQuerySet.as_manager()  # type: ignore[assignment]  # typed

    class Meta:
        verbose_name = _("转出处理")
        ordering = ["-asked_at"]
