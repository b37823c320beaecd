"""Asking another area or unit to do something for a person, with an answer or none in time."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from leye.accounts.guard import Guard
from leye.accounts.history import tracked
from leye.accounts.models import Share
from leye.accounts.querysets import ScopedQuerySet
from leye.areas.enums import Level
from leye.areas.models import Area
from leye.areas.paths import path_names
from leye.cases.plan_enums import ReferralState
from leye.ledger.models import Person


@tracked
class Referral(models.Model):
    """A person sent to another area of the house, or to a unit outside it, for one thing.

    Where the receiver cannot see the person, he is told by a ReferralNotice. One waits per person and receiver.
    """

    guard = Guard()

    person = models.ForeignKey(
        Person, models.CASCADE, db_constraint=False, related_name="referrals", verbose_name=_("人员")
    )
    area = models.ForeignKey(
        Area, models.PROTECT, db_constraint=False, related_name="+", verbose_name=_("责任辖区")
    )
    to_area = models.ForeignKey(
        Area, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("转给辖区")
    )
    to_unit = models.CharField(_("转给单位"), max_length=80, blank=True)
    what = models.CharField(_("请对方办理"), max_length=200)
    sent_on = models.DateField(_("转介日期"))
    expires_on = models.DateField(_("答复期限"))
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("转介人")
    )
    state = models.CharField(
        _("状态"), max_length=8, choices=ReferralState.choices, default=ReferralState.SENT
    )
    answer = models.CharField(_("答复"), max_length=200, blank=True)
    answered_on = models.DateField(_("答复日期"), null=True, blank=True)
    answered_name = models.CharField(_("答复人"), max_length=60, blank=True)
    closed_on = models.DateField(_("办结日期"), null=True, blank=True)
    result = models.CharField(_("办理结果"), max_length=200, blank=True)

    objects: ClassVar[ScopedQuerySet["Referral"]] = ScopedQuerySet.as_manager()  # type: ignore[assignment]  # typed

    class Meta:
        verbose_name = _("转介")
        ordering = ["-sent_on", "-id"]
        indexes = [
            models.Index(fields=["area", "state", "expires_on"], name="referral_area_state"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(to_area__isnull=False, to_unit="")
                | (models.Q(to_area__isnull=True) & ~models.Q(to_unit="")),
                name="referral_to_one",
                violation_error_message=_("转给辖区和转给单位只能填一项。"),
            ),
            models.CheckConstraint(
                condition=models.Q(expires_on__gte=models.F("sent_on")),
                name="referral_dates_in_order",
                violation_error_message=_("答复期限不能早于转介日期。"),
            ),
            models.UniqueConstraint(
                fields=["person", "to_area", "to_unit"],
                condition=models.Q(state=ReferralState.SENT),
                nulls_distinct=False,
                name="referral_waits_once",
                violation_error_message=_("已向对方转介过此人，正在等待答复。"),
            ),
        ]


@tracked
class ReferralNotice(models.Model):
    """The receiver's side of a referral: as much as he needs in order to answer, under his own area."""

    guard = Guard(person=None)

    referral = models.OneToOneField(
        Referral, models.CASCADE, db_constraint=False, related_name="notice", verbose_name=_("转介")
    )
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("接收辖区"))
    from_area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("转出辖区"))
    name = models.CharField(_("姓名"), max_length=60)
    what = models.CharField(_("请对方办理"), max_length=200)
    sent_on = models.DateField(_("转介日期"))
    expires_on = models.DateField(_("答复期限"))
    sent_name = models.CharField(_("转介人"), max_length=60)
    state = models.CharField(
        _("状态"), max_length=8, choices=ReferralState.choices, default=ReferralState.SENT
    )
    answer = models.CharField(_("答复"), max_length=200, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("答复人")
    )
    answered_on = models.DateField(_("答复日期"), null=True, blank=True)
    share = models.ForeignKey(
        Share,
        models.SET_NULL,
        db_constraint=False,
        null=True,
        related_name="+",
        verbose_name=_("随之开通的共享"),
    )

    objects: ClassVar[ScopedQuerySet["ReferralNotice"]] = ScopedQuerySet.as_manager()  # type: ignore[assignment]  # typed

    class Meta:
        verbose_name = _("收到的转介")
        ordering = ["-sent_on", "-id"]
        indexes = [models.Index(fields=["area", "state"], name="referral_notice_area")]

    @property
    def from_path(self) -> str:
        """The sending area by its whole way: 磴口县 · 补隆淖尔镇 · 河壕村."""
        return path_names(self.from_area_id, Level.COUNTY)
