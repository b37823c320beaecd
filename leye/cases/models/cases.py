"""The case: one spell of help for one person, from application to exit."""

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from leye.accounts.guard import Guard
from leye.accounts.history import tracked
from leye.accounts.querysets import ScopedQuerySet
from leye.areas.models import Area
from leye.cases.enums import CHANNEL_CHOICES, CaseState, ExitKind
from leye.casework.models import Declaration, Placement
from leye.ledger.models import EmploymentSpell, Person


class CaseQuerySet(ScopedQuerySet["Case"]):
    """Cases."""

    def open(self) -> Self:
        """Not exited, of a file that was not merged into another."""
        return self.filter(exited_on__isnull=True, person__merged_into__isnull=True)

    def with_names(self) -> Self:
        """With person, village and owner, for showing."""
        return self.select_related("person", "area", "owner")


@tracked
class Case(models.Model):
    """One spell of help: asked for, registered, served, ended. At most one is open for a person.

    `state` says where it stands; the dates say since when, and a constraint keeps them together. A new spell of
    unemployment is a new case: none is ever opened again.
    """

    guard = Guard()

    person = models.ForeignKey(
        Person, models.CASCADE, db_constraint=False, related_name="cases", verbose_name=_("人员")
    )
    area = models.ForeignKey(
        Area, models.PROTECT, db_constraint=False, related_name="+", verbose_name=_("责任辖区")
    )
    channel = models.CharField(_("申请渠道"), max_length=16, choices=CHANNEL_CHOICES)
    state = models.CharField(_("状态"), max_length=10, choices=CaseState.choices, default=CaseState.APPLIED)
    applied_on = models.DateField(_("申请日期"))
    asked_for = models.CharField(_("求助事项"), max_length=200, blank=True)
    handed_by = models.CharField(_("移交单位和文号"), max_length=120, blank=True)
    is_labourer = models.BooleanField(_("是否劳动力"), null=True, blank=True)
    labourer_reason = models.CharField(_("认定理由"), max_length=200, blank=True)
    registered_on = models.DateField(_("登记日期"), null=True, blank=True)
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("登记人"),
    )
    confirmed_on = models.DateField(_("县级确认日期"), null=True, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("确认人"),
    )
    first_served_on = models.DateField(_("首次服务日期"), null=True, blank=True)
    exited_on = models.DateField(_("退出日期"), null=True, blank=True)
    exit_kind = models.CharField(_("退出原因"), max_length=12, choices=ExitKind.choices, blank=True)
    exit_spell = models.ForeignKey(
        EmploymentSpell,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("就业经历"),
    )
    exit_placement = models.ForeignKey(
        Placement,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("公益性岗位安置"),
    )
    exit_declaration = models.ForeignKey(
        Declaration, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("无就业意愿声明")
    )
    exit_note = models.CharField(_("退出说明"), max_length=200, blank=True)
    exited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("办理退出"),
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("经办人"),
    )
    version = models.PositiveIntegerField(_("版本"), default=1, db_default=1)

    objects: ClassVar[CaseQuerySet] = CaseQuerySet.as_manager()  # type: ignore[assignment]  # typed manager

    class Meta:
        verbose_name = _("援助个案")
        ordering = ["-applied_on", "-id"]
        indexes = [
            # Lists ask for what is open, of one range of areas, the oldest application first.
            models.Index(
                fields=["area", "applied_on"],
                condition=models.Q(exited_on__isnull=True),
                name="case_open_by_area",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=models.Q(exited_on__isnull=True),
                name="case_open_once",
                violation_error_message=_("此人已有一个在办的援助个案。"),
            ),
            models.CheckConstraint(
                condition=models.Q(exited_on__isnull=True) | models.Q(exited_on__gte=models.F("applied_on")),
                name="case_dates_in_order",
                violation_error_message=_("退出日期不能早于申请日期。"),
            ),
            models.CheckConstraint(
                condition=models.Q(registered_on__isnull=True)
                | models.Q(registered_on__gte=models.F("applied_on")),
                name="case_registered_after_application",
                violation_error_message=_("登记日期不能早于申请日期。"),
            ),
            models.CheckConstraint(
                condition=(
                    models.Q(state=CaseState.APPLIED, registered_on__isnull=True, exited_on__isnull=True)
                    | models.Q(
                        state=CaseState.REGISTERED,
                        registered_on__isnull=False,
                        first_served_on__isnull=True,
                        exited_on__isnull=True,
                    )
                    | models.Q(
                        state=CaseState.SERVED,
                        registered_on__isnull=False,
                        first_served_on__isnull=False,
                        exited_on__isnull=True,
                    )
                    | (models.Q(state=CaseState.EXITED, exited_on__isnull=False) & ~models.Q(exit_kind=""))
                ),
                name="case_state_as_dates_say",
                violation_error_message=_("个案的状态和日期不一致，没有保存。"),
            ),
        ]

    @property
    def is_open(self) -> bool:
        """Whether it has not ended."""
        return self.exited_on is None
