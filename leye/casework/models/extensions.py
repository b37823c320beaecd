"""Requests that somebody may stay longer on a public-welfare post."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from leye.accounts.guard import Guard
from leye.accounts.history import tracked
from leye.accounts.querysets import ScopedQuerySet
from leye.areas.models import Area
from leye.casework.models.posts import Placement
from leye.casework.post_enums import ExtensionState
from leye.ledger.models import Person


@tracked
class ExtensionRequest(models.Model):
    """A township asks that somebody may stay longer; the county answers."""

    guard = Guard()

    placement = models.ForeignKey(
        Placement, models.CASCADE, related_name="extension_requests", verbose_name=_("安置")
    )
    person = models.ForeignKey(
        Person, models.CASCADE, db_constraint=False, related_name="extension_requests", verbose_name=_("人员")
    )
    area = models.ForeignKey(
        Area, models.PROTECT, db_constraint=False, related_name="+", verbose_name=_("责任辖区")
    )
    due_end_on = models.DateField(_("申请延至"))
    reason = models.CharField(_("延期理由"), max_length=200)
    state = models.CharField(
        _("状态"), max_length=10, choices=ExtensionState.choices, default=ExtensionState.ASKED
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("申请人")
    )
    asked_at = models.DateTimeField(_("申请时间"), auto_now_add=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("审批人"),
    )
    decided_on = models.DateField(_("审批日期"), null=True, blank=True)
    answer = models.CharField(_("审批意见"), max_length=200, blank=True)

    objects: ClassVar[ScopedQuerySet["ExtensionRequest"]] = ScopedQuerySet.as_manager()  # type: ignore[assignment]  # typed

    class Meta:
        verbose_name = _("岗位延期申请")
        ordering = ["-asked_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["placement"],
                condition=models.Q(state="asked"),
                name="extension_asked_once",
                violation_error_message=_("此人已有一份延期申请在等县里审批。"),
            ),
            models.CheckConstraint(
                condition=models.Q(state="asked") | ~models.Q(decided_by=models.F("asked_by")),
                name="extension_two_people",
                violation_error_message=_("申请人不能审批自己的申请。"),
            ),
        ]
