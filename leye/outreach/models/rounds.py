"""A survey round over an area, who is asked in it, and what they answered."""

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from leye.accounts.guard import Guard
from leye.accounts.history import tracked
from leye.accounts.querysets import InheritedQuerySet, ScopedQuerySet
from leye.adoption.models import Campaign
from leye.areas.models import Area
from leye.casework.enums import ServiceChannel
from leye.ledger.models import Person
from leye.outreach.enums import GoOut, WorkStatus
from leye.outreach.models.questionnaires import Questionnaire


@tracked
class SurveyRound(models.Model):
    """One survey of the people of an area, in some groups or all, from when to when (#4, #5).

    Holds nothing about anybody. Open until somebody closes it.
    """

    campaign = models.ForeignKey(
        Campaign,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="survey_rounds",
        verbose_name=_("所属行动"),
    )
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("调查范围"))
    title = models.CharField(_("名称"), max_length=120)
    questionnaire = models.ForeignKey(
        Questionnaire, models.PROTECT, related_name="rounds", verbose_name=_("问卷")
    )
    groups = ArrayField(models.CharField(max_length=40), default=list, blank=True, verbose_name=_("群体"))
    only_unemployed = models.BooleanField(_("只调查没有就业记录的人"), default=True)
    since = models.DateField(_("开始日期"))
    until = models.DateField(_("完成期限"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("组织人")
    )
    closed_at = models.DateTimeField(_("结束时间"), null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("结束人"),
    )

    objects: ClassVar[InheritedQuerySet["SurveyRound"]] = InheritedQuerySet.as_manager()  # type: ignore[assignment]  # typed

    class Meta:
        verbose_name = _("摸底调查")
        ordering = ["-since", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until__gte=models.F("since")),
                name="round_dates_in_order",
                violation_error_message=_("完成期限不能早于开始日期。"),
            ),
        ]

    def __str__(self) -> str:
        return self.title


@tracked
class SurveyTarget(models.Model):
    """Somebody who is asked in a round: the round's list, fixed when it began and only ever added to."""

    guard = Guard()

    round = models.ForeignKey(SurveyRound, models.CASCADE, related_name="targets", verbose_name=_("摸底调查"))
    person = models.ForeignKey(
        Person, models.CASCADE, db_constraint=False, related_name="survey_targets", verbose_name=_("人员")
    )
    area = models.ForeignKey(
        Area, models.PROTECT, db_constraint=False, related_name="+", verbose_name=_("责任辖区")
    )
    listed_on = models.DateField(_("列入日期"))

    objects: ClassVar[ScopedQuerySet["SurveyTarget"]] = ScopedQuerySet.as_manager()  # type: ignore[assignment]  # typed

    class Meta:
        verbose_name = _("调查对象")
        constraints = [models.UniqueConstraint(fields=["round", "person"], name="target_once")]
        indexes = [models.Index(fields=["round", "area", "person"], name="target_round_area")]


@tracked
class Response(models.Model):
    """What somebody answered in a round. `status` and `go_out` are taken out of the answers to be counted.

    `answered_by` is the member of the family who answered instead, '' for the person.
    """

    guard = Guard()

    round = models.ForeignKey(
        SurveyRound, models.PROTECT, related_name="responses", verbose_name=_("摸底调查")
    )
    person = models.ForeignKey(
        Person, models.CASCADE, db_constraint=False, related_name="responses", verbose_name=_("人员")
    )
    area = models.ForeignKey(
        Area, models.PROTECT, db_constraint=False, related_name="+", verbose_name=_("责任辖区")
    )
    answers = models.JSONField(_("回答"))
    status = models.CharField(_("目前状况"), max_length=16, choices=WorkStatus.choices, blank=True)
    go_out = models.CharField(_("外出意愿"), max_length=8, choices=GoOut.choices, blank=True)
    answered_on = models.DateField(_("调查日期"))
    answered_by = models.CharField(_("代答人"), max_length=60, blank=True)
    channel = models.CharField(_("方式"), max_length=10, choices=ServiceChannel.choices)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("调查人")
    )
    recorded_at = models.DateTimeField(_("录入时间"), auto_now=True)
    version = models.PositiveIntegerField(_("版本"), default=1)

    objects: ClassVar[ScopedQuerySet["Response"]] = ScopedQuerySet.as_manager()  # type: ignore[assignment]  # typed

    class Meta:
        verbose_name = _("调查回答")
        ordering = ["-answered_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "person"],
                name="response_once",
                violation_error_message=_("此人的回答刚刚已由别人录入，请刷新后核对。"),
            ),
        ]
        indexes = [models.Index(fields=["person"], name="response_person")]
