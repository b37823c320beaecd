"""Who acts for an employing unit, and which agency acts for which unit (#83, #115, #267)."""

import datetime as dt
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from leye.accounts.guard import Guard
from leye.accounts.history import tracked
from leye.accounts.querysets import ScopedQuerySet
from leye.areas.models import Area
from leye.ledger.models import Employer
from leye.recruiters.enums import MandateState, MemberRole, MemberState
from leye.vacancies.enums import AgencyKind


class RecruiterQuerySet(ScopedQuerySet["RecruiterMember"]):
    """Accounts that were asked for."""

    def waiting(self) -> Self:
        """Such as an officer has still to look at."""
        return self.filter(state=MemberState.ASKED)

    def in_use(self) -> Self:
        """Verified, of a unit that is not closed."""
        return self.filter(state=MemberState.VERIFIED).exclude(employer__standing__closed_on__isnull=False)


@tracked
class RecruiterMember(models.Model):
    """Somebody asked to act for a unit; verified by an officer, he does. `area`: where the unit is.

    What was typed stays as it was typed. `employer` and `user` are there from the verification on; a user who was
    signed in when asking is noted at once. `token` stands in the address of the page that tells how far it is.
    """

    guard = Guard(person=None, employer=("employer_id",))

    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("所在地"))
    name = models.CharField(_("单位名称"), max_length=120)
    uscc = models.CharField(_("统一社会信用代码"), max_length=18)
    contact = models.CharField(_("联系人"), max_length=60)
    phone = models.CharField(_("电话"), max_length=20)
    agency_kind = models.CharField(
        _("代招身份"), max_length=8, choices=AgencyKind.choices, blank=True, default=""
    )
    licence = models.CharField(_("人力资源服务许可证号"), max_length=40, blank=True, default="")
    licence_until = models.DateField(_("许可证有效期至"), null=True, blank=True)
    employer = models.ForeignKey(
        Employer, models.PROTECT, null=True, blank=True, related_name="members", verbose_name=_("用人单位")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="recruits_for",
        verbose_name=_("用户"),
    )  # fmt: skip
    role = models.CharField(_("身份"), max_length=8, choices=MemberRole.choices, default=MemberRole.OWNER)
    state = models.CharField(_("状态"), max_length=10, choices=MemberState.choices, default=MemberState.ASKED)
    token = models.CharField(max_length=32, unique=True)
    asked_on = models.DateField(_("申请日期"))
    decided_on = models.DateField(_("办理日期"), null=True, blank=True)
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("核实人"),
    )  # fmt: skip
    evidence = models.CharField(_("怎样核实的"), max_length=200, blank=True, default="")
    reason = models.CharField(_("未通过或停用的原因"), max_length=200, blank=True, default="")
    version = models.PositiveIntegerField(_("版本"), default=1)

    objects: ClassVar[RecruiterQuerySet] = RecruiterQuerySet.as_manager()  # type: ignore[assignment]  # typed manager

    class Meta:
        verbose_name = _("单位账号")
        ordering = ["-asked_on", "-id"]
        indexes = [models.Index(fields=["area", "state"], name="recruiter_area_state")]
        constraints = [
            models.UniqueConstraint(
                fields=["uscc", "phone"],
                condition=Q(state=MemberState.ASKED),
                name="recruiter_asked_once",
                violation_error_message=_("这家单位用这个电话的申请正在核实，不用再申请一次。"),
            ),
            models.UniqueConstraint(
                fields=["employer", "user"],
                condition=Q(state=MemberState.VERIFIED),
                name="recruiter_once",
                violation_error_message=_("此人已有这家单位的账号。"),
            ),
            models.CheckConstraint(
                condition=~Q(state=MemberState.VERIFIED) | Q(employer__isnull=False, user__isnull=False),
                name="recruiter_verified_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class MandateQuerySet(ScopedQuerySet["Mandate"]):
    """Mandates."""

    def standing_on(self, day: dt.date) -> Self:
        """Confirmed and within their days."""
        return self.filter(
            Q(valid_to__isnull=True) | Q(valid_to__gte=day),
            state=MandateState.CONFIRMED,
            valid_from__lte=day,
        )


@tracked
class Mandate(models.Model):
    """A unit lets an agency, a broker or a village look for people in its name, from one day to another.

    Asked for by the agency and confirmed by the unit itself or by an officer on what stands in `evidence`; or given by
    the unit, and then confirmed at once. The names are kept: neither side may read the other's row in the ledger.
    """

    guard = Guard(person=None, employer=("agency_id", "client_id"))

    agency = models.ForeignKey(Employer, models.PROTECT, related_name="mandates", verbose_name=_("代招机构"))
    client = models.ForeignKey(
        Employer, models.PROTECT, related_name="mandates_given", verbose_name=_("用人单位")
    )
    agency_name = models.CharField(_("代招机构名称"), max_length=120)
    client_name = models.CharField(_("单位名称"), max_length=120)
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("用人单位所在地"))
    valid_from = models.DateField(_("委托开始"))
    valid_to = models.DateField(_("委托截止"), null=True, blank=True)
    evidence = models.CharField(_("委托依据"), max_length=200)
    state = models.CharField(
        _("状态"), max_length=10, choices=MandateState.choices, default=MandateState.ASKED
    )
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("确认人"),
    )  # fmt: skip
    reason = models.CharField(_("结束的原因"), max_length=200, blank=True, default="")

    objects: ClassVar[MandateQuerySet] = MandateQuerySet.as_manager()  # type: ignore[assignment]  # typed manager

    class Meta:
        verbose_name = _("代招委托")
        ordering = ["-valid_from", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "client"],
                condition=Q(state__in=(MandateState.ASKED, MandateState.CONFIRMED)),
                name="mandate_once",
                violation_error_message=_("这两家单位之间已有委托，请先结束原来的。"),
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=models.F("valid_from")),
                name="mandate_dates_in_order",
                violation_error_message=_("委托截止日期不能早于开始日期。"),
            ),
            models.CheckConstraint(
                condition=~Q(agency=models.F("client")),
                name="mandate_of_two",
                violation_error_message=_("单位不能委托自己。"),
            ),
        ]
