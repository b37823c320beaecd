"""Which area adopted which document, with which numbers; what that resolves to; the nights and their figures."""

import datetime as dt

from django.conf import settings
from django.contrib.postgres.fields import BigIntegerRangeField
from django.contrib.postgres.indexes import GistIndex
from django.db import models
from django.db.models import Func
from django.utils.translation import gettext_lazy as _

from leye.accounts.history import tracked
from leye.adoption.enums import AdoptionState, CampaignState, RunState
from leye.areas.models import Area


@tracked
class Adoption(models.Model):
    """A document in force in an area for a period; one officer proposes, another approves.

    `standing` marks a document past its own dates that the area goes on applying as a local rule.
    """

    pack = models.CharField(_("文件"), max_length=60)
    area = models.ForeignKey(Area, models.PROTECT, related_name="adoptions", verbose_name=_("地区"))
    valid_from = models.DateField(_("开始日期"))
    valid_to = models.DateField(_("截止日期"), null=True, blank=True)
    standing = models.BooleanField(_("作为本地常设规则"), default=False)
    basis = models.CharField(_("采用依据"), max_length=300, blank=True)
    state = models.CharField(
        _("状态"), max_length=10, choices=AdoptionState.choices, default=AdoptionState.PROPOSED
    )
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("提出人")
    )
    proposed_at = models.DateTimeField(_("提出时间"), auto_now_add=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("审批人"),
    )
    decided_at = models.DateTimeField(_("审批时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("采用")
        ordering = ["-proposed_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=models.F("valid_from")),
                name="adoption_dates_in_order",
                violation_error_message=_("截止日期不能早于开始日期。"),
            ),
            models.CheckConstraint(
                condition=models.Q(decided_by__isnull=True) | ~models.Q(decided_by=models.F("proposed_by")),
                name="adoption_four_eyes",
                violation_error_message=_("提出人不能批准自己的提议。"),
            ),
            models.CheckConstraint(
                condition=models.Q(state=AdoptionState.PROPOSED) | models.Q(decided_by__isnull=False),
                name="adoption_decided_by_somebody",
                violation_error_message=_("采用须由另一位负责人审批。"),
            ),
        ]


@tracked
class ParameterOverride(models.Model):
    """An area's own dated value of a document's parameter, kept apart from the document's.

    One officer proposes it, another approves; only an approved one is in force. Earlier ones stay as its history.
    """

    pack = models.CharField(_("文件"), max_length=60)
    name = models.CharField(_("参数"), max_length=60)
    area = models.ForeignKey(Area, models.PROTECT, related_name="overrides", verbose_name=_("地区"))
    value = models.BigIntegerField(_("数值"))
    valid_from = models.DateField(_("开始日期"))
    valid_to = models.DateField(_("截止日期"), null=True, blank=True)
    basis = models.CharField(_("依据"), max_length=300)
    state = models.CharField(
        _("状态"), max_length=10, choices=AdoptionState.choices, default=AdoptionState.PROPOSED
    )
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("提出人")
    )
    proposed_at = models.DateTimeField(_("提出时间"), auto_now_add=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("审批人"),
    )
    decided_at = models.DateTimeField(_("审批时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("本地参数")
        ordering = ["pack", "name", "area_id", "valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["pack", "name", "area", "valid_from"],
                condition=models.Q(state=AdoptionState.APPROVED),
                name="override_once",
            ),
            models.CheckConstraint(
                condition=models.Q(decided_by__isnull=True) | ~models.Q(decided_by=models.F("proposed_by")),
                name="override_four_eyes",
                violation_error_message=_("提出人不能批准自己的提议。"),
            ),
        ]


@tracked
class Campaign(models.Model):
    """An action with a name, days, a place and a basis (#1); its duties are counted within its days.

    `pack` and `name` say which document calls for it; both '' for one of the area's own. `made_by` None: made
    when the document's adoption was approved. `figures` are those of a run, frozen when it was closed.
    """

    pack = models.CharField(_("文件"), max_length=60, blank=True)
    name = models.CharField(_("行动代号"), max_length=60, blank=True)
    title = models.CharField(_("行动名称"), max_length=120)
    theme = models.CharField(_("主题"), max_length=200, blank=True)
    basis = models.CharField(_("依据"), max_length=300)
    area = models.ForeignKey(Area, models.PROTECT, related_name="campaigns", verbose_name=_("开展范围"))
    since = models.DateField(_("开始日期"))
    until = models.DateField(_("结束日期"))
    report_form = models.CharField(_("总结的形式"), max_length=200, blank=True)
    report_due_on = models.DateField(_("总结报送期限"), null=True, blank=True)
    summary = models.TextField(_("主要做法和成效"), blank=True)
    cases = models.TextField(_("典型案例"), blank=True)
    suggestions = models.TextField(_("意见建议"), blank=True)
    figures = models.JSONField(_("数据"), default=dict, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("登记人"),
    )
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("总结人"),
    )
    closed_at = models.DateTimeField(_("总结时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("行动")
        ordering = ["-since", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until__gte=models.F("since")),
                name="campaign_dates_in_order",
                violation_error_message=_("结束日期不能早于开始日期。"),
            ),
            models.UniqueConstraint(
                fields=["pack", "name", "area", "since"], condition=~models.Q(pack=""), name="campaign_once"
            ),
        ]

    def state_on(self, day: dt.date) -> CampaignState:
        """Where it stands on a day: what is over and not yet summed up waits for its report."""
        if self.closed_at is not None:
            return CampaignState.CLOSED
        if day < self.since:
            return CampaignState.PLANNED
        return CampaignState.RUNNING if day <= self.until else CampaignState.OVER


def _range_index(name: str) -> GistIndex:
    """Finds the ranges that hold an area, for those who judge one subject."""
    ends = Func("lo", "hi", models.Value("[]"), function="int8range", output_field=BigIntegerRangeField())
    return GistIndex(ends, name=name)


class AreaRule(models.Model):
    """Resolved: this rule applies to this range of areas, in this window, due on that day."""

    as_of = models.DateField()
    pack = models.CharField(max_length=60)
    rule = models.CharField(max_length=80)
    lo = models.BigIntegerField()
    hi = models.BigIntegerField()
    since = models.DateField()
    until = models.DateField()
    due_on = models.DateField()

    class Meta:
        indexes = [
            models.Index(fields=["as_of", "pack", "rule", "lo"], name="arearule_lookup"),
            _range_index("arearule_places"),
        ]


class AreaValue(models.Model):
    """Resolved: this parameter has this value in this range of areas on that day."""

    as_of = models.DateField()
    pack = models.CharField(max_length=60)
    name = models.CharField(max_length=60)
    lo = models.BigIntegerField()
    hi = models.BigIntegerField()
    value = models.BigIntegerField()

    class Meta:
        indexes = [
            models.Index(fields=["as_of", "pack", "name", "lo"], name="areavalue_lookup"),
            _range_index("areavalue_places"),
        ]


class Resolution(models.Model):
    """That a day has been resolved, from which state of the packs, and what an official should know of it."""

    as_of = models.DateField(unique=True)
    digest = models.CharField(max_length=64)
    notices = models.JSONField(default=list)
    made_at = models.DateTimeField(auto_now_add=True)


class Run(models.Model):
    """One night: what it read, which packs it applied, how far it came."""

    key = models.CharField(_("编号"), max_length=64, blank=True)
    as_of = models.DateField(_("计算日期"))
    state = models.CharField(_("状态"), max_length=10, choices=RunState.choices, default=RunState.RUNNING)
    step = models.CharField(_("步骤"), max_length=40, blank=True)
    started_at = models.DateTimeField(_("开始时间"), auto_now_add=True)
    finished_at = models.DateTimeField(_("完成时间"), null=True, blank=True)
    snapshot_at = models.DateTimeField(_("快照时间"), null=True, blank=True)
    counts = models.JSONField(_("数量"), default=dict)
    problem = models.TextField(_("问题"), blank=True)

    class Meta:
        verbose_name = _("夜间计算")
        ordering = ["-started_at"]


class Figure(models.Model):
    """An indicator's value in one area on the day of a run: a count, or a share in units of the rule."""

    run = models.ForeignKey(Run, models.CASCADE, related_name="figures")
    pack = models.CharField(max_length=60)
    rule = models.CharField(max_length=80)
    area = models.ForeignKey(Area, models.CASCADE, related_name="+")
    since = models.DateField()
    until = models.DateField()
    value = models.BigIntegerField(null=True)
    whole = models.BigIntegerField(null=True)
    target = models.BigIntegerField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "pack", "rule", "area"], name="figure_once")]
        indexes = [models.Index(fields=["area", "run"], name="figure_area")]
