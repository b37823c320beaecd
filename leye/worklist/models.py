"""To-dos and findings: what the night and the moment found, for whom, by when, under which clause."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from leye.accounts.guard import Guard
from leye.areas.models import Area
from leye.ledger.models import Household, Person
from leye.worklist.enums import FindingKind, FindingState, SubjectKind, TodoState
from leye.worklist.querysets import FindingQuerySet, TodoQuerySet


class Todo(models.Model):
    """One duty towards one subject in one period. Closed by evidence, missed when its period ends unmet."""

    guard = Guard()

    pack = models.CharField(_("文件"), max_length=60)
    rule = models.CharField(_("规则"), max_length=80)
    subject_kind = models.CharField(_("对象类型"), max_length=12, choices=SubjectKind.choices)
    subject_id = models.BigIntegerField(_("对象"))
    person = models.ForeignKey(
        Person, models.CASCADE, db_constraint=False, null=True, related_name="todos", verbose_name=_("人员")
    )
    household = models.ForeignKey(
        Household, models.CASCADE, null=True, related_name="todos", verbose_name=_("家庭")
    )
    area = models.ForeignKey(
        Area, models.PROTECT, db_constraint=False, related_name="+", verbose_name=_("责任辖区")
    )
    since = models.DateField(_("周期开始"))
    until = models.DateField(_("周期结束"))
    due_on = models.DateField(_("办结期限"))
    suggested_on = models.DateField(_("建议办理日期"))
    need = models.IntegerField(_("应办次数"))
    have = models.IntegerField(_("已办次数"), default=0)
    state = models.CharField(_("状态"), max_length=8, choices=TodoState.choices, default=TodoState.OPEN)
    run = models.CharField(_("来自计算"), max_length=64, blank=True)
    opened_at = models.DateTimeField(_("生成时间"), auto_now_add=True)
    changed_at = models.DateTimeField(_("变动时间"), auto_now=True)
    closed_at = models.DateTimeField(_("办结时间"), null=True, blank=True)

    objects: ClassVar[TodoQuerySet] = TodoQuerySet.as_manager()  # type: ignore[assignment]  # typed manager

    class Meta:
        verbose_name = _("待办")
        constraints = [
            models.UniqueConstraint(
                fields=["pack", "rule", "subject_kind", "subject_id", "since"], name="todo_once"
            ),
        ]
        indexes = [
            models.Index(
                fields=["area", "suggested_on"], condition=models.Q(state="open"), name="todo_open_area"
            ),
            models.Index(fields=["area", "state", "due_on"], name="todo_area_state"),
            models.Index(fields=["person"], name="todo_person"),
            models.Index(fields=["household"], name="todo_household"),
        ]


class Finding(models.Model):
    """A limit that is broken, or a benefit that a subject is entitled to, until it no longer is."""

    guard = Guard()

    kind = models.CharField(_("类型"), max_length=8, choices=FindingKind.choices)
    pack = models.CharField(_("文件"), max_length=60)
    rule = models.CharField(_("规则"), max_length=80)
    subject_kind = models.CharField(_("对象类型"), max_length=12, choices=SubjectKind.choices)
    subject_id = models.BigIntegerField(_("对象"))
    person = models.ForeignKey(
        Person,
        models.CASCADE,
        db_constraint=False,
        null=True,
        related_name="findings",
        verbose_name=_("人员"),
    )
    area = models.ForeignKey(
        Area, models.PROTECT, db_constraint=False, related_name="+", verbose_name=_("责任辖区")
    )
    value = models.BigIntegerField(_("数值"), null=True)
    bound = models.BigIntegerField(_("上限"), null=True)
    #: Which place of the document's order of priority, from 1; None where it names none.
    rank = models.SmallIntegerField(_("优先次序"), null=True)
    state = models.CharField(_("状态"), max_length=8, choices=FindingState.choices, default=FindingState.OPEN)
    run = models.CharField(_("来自计算"), max_length=64, blank=True)
    #: Of the run that found it or saw its value change: {"run", "as_of", "sentences"}.
    reasons = models.JSONField(_("发现时的理由"), null=True)
    found_on = models.DateField(_("发现日期"))
    closed_on = models.DateField(_("消除日期"), null=True, blank=True)
    changed_at = models.DateTimeField(_("变动时间"), auto_now=True)

    objects: ClassVar[FindingQuerySet] = FindingQuerySet.as_manager()  # type: ignore[assignment]  # typed manager

    class Meta:
        verbose_name = _("发现")
        constraints = [
            models.UniqueConstraint(
                fields=["pack", "rule", "subject_kind", "subject_id"],
                condition=models.Q(state="open"),
                name="finding_open_once",
            ),
        ]
        indexes = [
            models.Index(fields=["area", "state", "kind"], name="finding_area_state"),
            models.Index(
                fields=["id"],
                condition=models.Q(reasons__isnull=True, state="open"),
                name="finding_without_reasons",
            ),
        ]
