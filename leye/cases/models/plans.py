"""Plans of help: one for a person at a time, and the templates that each category starts from (#16, #17, #100)."""

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from leye.accounts.guard import Guard
from leye.accounts.history import tracked
from leye.accounts.querysets import ScopedQuerySet
from leye.areas.models import Area
from leye.cases.models.cases import Case
from leye.cases.plan_enums import PlanEnd, PlanState
from leye.ledger.models import GroupCode, Person


@tracked
class PlanTemplate(models.Model):
    """What a plan for a category begins with. Areas below see the templates of those above.

    `goals`: as in `leye.cases.goals`, with days from the beginning of the plan in place of dates.
    """

    guard = Guard(person=None, above=True)

    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("制定地区"))
    group = models.ForeignKey(
        GroupCode, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("适用类别")
    )
    title = models.CharField(_("模板名称"), max_length=80)
    goal = models.CharField(_("工作目标"), max_length=300)
    standard = models.CharField(_("考核标准"), max_length=300)
    months = models.PositiveSmallIntegerField(_("计划期限（月）"), default=6)
    goals = models.JSONField(_("分项目标"), default=list)
    closed_on = models.DateField(_("停用日期"), null=True, blank=True)
    version = models.PositiveIntegerField(_("版本"), default=1, db_default=1)

    objects: ClassVar[ScopedQuerySet["PlanTemplate"]] = ScopedQuerySet.as_manager()  # type: ignore[assignment]  # typed

    class Meta:
        verbose_name = _("援助计划模板")
        ordering = ["area_id", "title"]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "title"],
                condition=models.Q(closed_on__isnull=True),
                name="plan_template_once",
                violation_error_message=_("本地区已有同名的计划模板。"),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class PlanQuerySet(ScopedQuerySet["Plan"]):
    """Plans."""

    def open(self) -> Self:
        """Not ended, of a file that was not merged into another."""
        return self.filter(ended_on__isnull=True, person__merged_into__isnull=True)

    def with_names(self) -> Self:
        """With everybody whom a list names."""
        return self.select_related("person", "person__helper", "area", "backup", "group")


@tracked
class Plan(models.Model):
    """A person's plan: who helps, towards what, judged how, until when. One is open at a time.

    The one-to-one helper is the person's helper in the ledger; `backup` stands in. `goals`: see leye.cases.goals.
    """

    guard = Guard()

    person = models.ForeignKey(
        Person, models.CASCADE, db_constraint=False, related_name="plans", verbose_name=_("人员")
    )
    area = models.ForeignKey(
        Area, models.PROTECT, db_constraint=False, related_name="+", verbose_name=_("责任辖区")
    )
    case = models.ForeignKey(
        Case, models.SET_NULL, null=True, blank=True, related_name="plans", verbose_name=_("援助个案")
    )
    group = models.ForeignKey(
        GroupCode, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("类别")
    )
    helping_unit = models.CharField(_("帮扶单位"), max_length=80, blank=True)
    contact_name = models.CharField(_("联系人"), max_length=60, blank=True)
    contact_phone = models.CharField(_("联系人电话"), max_length=20, blank=True)
    goal = models.CharField(_("工作目标"), max_length=300, blank=True)
    standard = models.CharField(_("考核标准"), max_length=300, blank=True)
    goals = models.JSONField(_("分项目标"), default=list)
    backup = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("后备联系人"),
    )
    since = models.DateField(_("开始日期"))
    until = models.DateField(_("计划到期"))
    state = models.CharField(_("状态"), max_length=8, choices=PlanState.choices, default=PlanState.DRAFT)
    agreed_on = models.DateField(_("与本人商定日期"), null=True, blank=True)
    ended_on = models.DateField(_("结束日期"), null=True, blank=True)
    end_reason = models.CharField(_("结束原因"), max_length=12, choices=PlanEnd.choices, blank=True)
    end_note = models.CharField(_("结束说明"), max_length=200, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("制定人")
    )
    version = models.PositiveIntegerField(_("版本"), default=1, db_default=1)

    objects: ClassVar[PlanQuerySet] = PlanQuerySet.as_manager()  # type: ignore[assignment]  # typed manager

    class Meta:
        verbose_name = _("援助计划")
        ordering = ["-since", "-id"]
        indexes = [
            models.Index(
                fields=["area", "until"], condition=models.Q(ended_on__isnull=True), name="plan_open_by_area"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=models.Q(ended_on__isnull=True),
                name="plan_open_once",
                violation_error_message=_("此人已有一份没有结束的援助计划，一人一策。"),
            ),
            models.CheckConstraint(
                condition=models.Q(until__gte=models.F("since"))
                & (models.Q(ended_on__isnull=True) | models.Q(ended_on__gte=models.F("since"))),
                name="plan_dates_in_order",
                violation_error_message=_("计划的到期和结束日期不能早于开始日期。"),
            ),
            models.CheckConstraint(
                condition=(
                    models.Q(state=PlanState.DRAFT, agreed_on__isnull=True, ended_on__isnull=True)
                    | models.Q(state=PlanState.AGREED, agreed_on__isnull=False, ended_on__isnull=True)
                    | (models.Q(state=PlanState.ENDED, ended_on__isnull=False) & ~models.Q(end_reason=""))
                ),
                name="plan_state_as_dates_say",
                violation_error_message=_("计划的状态和日期不一致，没有保存。"),
            ),
        ]

    @property
    def is_open(self) -> bool:
        """Whether it has not ended."""
        return self.ended_on is None
