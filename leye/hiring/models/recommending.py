"""A job for a person: recommended, delivered, answered; pins and exclusions; and who got none, with the reason."""

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from leye.accounts.guard import Guard
from leye.accounts.history import tracked
from leye.accounts.querysets import ScopedQuerySet
from leye.areas.models import Area
from leye.casework.enums import ServiceChannel
from leye.casework.models import ServiceRecord
from leye.hiring.enums import ChoiceKind, DeclineReason, Origin, RecommendationState
from leye.ledger.models import Person
from leye.vacancies.models import Vacancy


class RecommendationQuerySet(ScopedQuerySet["Recommendation"]):
    """Recommendations."""

    def live(self) -> Self:
        """Such as may still come to something."""
        return self.filter(state__in=LIVE)


#: States from which a recommendation may still come to something.
LIVE = (RecommendationState.MADE, RecommendationState.DELIVERED, RecommendationState.READ)


@tracked
class Recommendation(models.Model):
    """One job for one person, once for ever: whatever became of it, it is not recommended a second time.

    What the job said on that day (`title`, `employer_name`, `pay`) is kept, because a vacancy changes and goes.
    `service` is the record that counts towards the duty; there is none before delivery.
    """

    guard = Guard()

    person = models.ForeignKey(
        Person, models.CASCADE, db_constraint=False, related_name="recommendations", verbose_name=_("人员")
    )
    area = models.ForeignKey(
        Area, models.PROTECT, db_constraint=False, related_name="+", verbose_name=_("责任辖区")
    )
    vacancy = models.ForeignKey(
        Vacancy, models.PROTECT, related_name="recommendations", verbose_name=_("岗位")
    )
    title = models.CharField(_("岗位名称"), max_length=80)
    employer_name = models.CharField(_("单位名称"), max_length=120)
    pay = models.CharField(_("报酬"), max_length=60, blank=True)
    origin = models.CharField(_("由谁选定"), max_length=8, choices=Origin.choices)
    points = models.IntegerField(_("匹配分"), default=0)
    reasons = models.JSONField(_("推荐理由"), default=list, blank=True)
    state = models.CharField(
        _("状态"),
        max_length=10,
        choices=RecommendationState.choices,
        default=RecommendationState.MADE,
    )
    made_on = models.DateField(_("选出日期"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("选定人"),
    )
    delivered_on = models.DateField(_("推荐日期"), null=True, blank=True)
    channel = models.CharField(_("方式"), max_length=10, choices=ServiceChannel.choices, blank=True)
    read_on = models.DateField(_("本人看到日期"), null=True, blank=True)
    answered_on = models.DateField(_("答复日期"), null=True, blank=True)
    decline_reason = models.CharField(
        _("不去的原因"), max_length=16, choices=DeclineReason.choices, blank=True
    )
    decline_note = models.CharField(_("说明"), max_length=200, blank=True)
    service = models.ForeignKey(
        ServiceRecord, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("服务记录")
    )

    objects: ClassVar[RecommendationQuerySet] = RecommendationQuerySet.as_manager()  # type: ignore[assignment]  # typed manager

    class Meta:
        verbose_name = _("岗位推荐")
        ordering = ["-made_on", "-points", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "vacancy"],
                name="recommendation_once",
                violation_error_message=_("这个岗位已经向此人推荐过。"),
            ),
            models.CheckConstraint(
                condition=(
                    models.Q(state=RecommendationState.DECLINED) & ~models.Q(decline_reason="")
                    | ~models.Q(state=RecommendationState.DECLINED) & models.Q(decline_reason="")
                ),
                name="recommendation_declined_with_reason",
                violation_error_message=_("本人不去的，请选择原因。"),
            ),
        ]
        indexes = [
            models.Index(fields=["area", "state", "made_on"], name="recommendation_area_state"),
            models.Index(fields=["vacancy", "state"], name="recommendation_vacancy"),
        ]


@tracked
class Choice(models.Model):
    """What an officer has settled about a person and a job: first of all this one, or not this one."""

    guard = Guard()

    person = models.ForeignKey(
        Person, models.CASCADE, db_constraint=False, related_name="job_choices", verbose_name=_("人员")
    )
    area = models.ForeignKey(
        Area, models.PROTECT, db_constraint=False, related_name="+", verbose_name=_("责任辖区")
    )
    vacancy = models.ForeignKey(Vacancy, models.CASCADE, related_name="+", verbose_name=_("岗位"))
    kind = models.CharField(_("决定"), max_length=8, choices=ChoiceKind.choices)
    reason = models.CharField(_("理由"), max_length=200)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("决定人")
    )
    made_on = models.DateField(_("决定日期"))

    objects: ClassVar[ScopedQuerySet["Choice"]] = ScopedQuerySet.as_manager()  # type: ignore[assignment]  # typed

    class Meta:
        verbose_name = _("人工选定")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "vacancy"],
                name="choice_once",
                violation_error_message=_("对这个岗位已经作过决定，请先撤销。"),
            )
        ]


@tracked
class Unmatched(models.Model):
    """Somebody for whom the last matching found fewer than three jobs: why, and what would open most."""

    guard = Guard()

    person = models.OneToOneField(
        Person, models.CASCADE, db_constraint=False, related_name="unmatched", verbose_name=_("人员")
    )
    area = models.ForeignKey(
        Area, models.PROTECT, db_constraint=False, related_name="+", verbose_name=_("责任辖区")
    )
    found = models.PositiveSmallIntegerField(_("找到几个"))
    reasons = models.JSONField(_("原因"), default=list)
    # The condition that stands most in the way (leye.hiring.widening), and what to acquire would open most jobs.
    about = models.CharField(_("主要原因"), max_length=16, blank=True, default="", db_default="")
    gain = models.CharField(_("差的一项"), max_length=60, blank=True, default="", db_default="")
    asked_on = models.DateField(_("匹配日期"))

    objects: ClassVar[ScopedQuerySet["Unmatched"]] = ScopedQuerySet.as_manager()  # type: ignore[assignment]  # typed

    class Meta:
        verbose_name = _("没有匹配到足够岗位的人")
        indexes = [models.Index(fields=["area", "found"], name="unmatched_area")]


class Price(models.Model):
    """What the last night's matching asked for a vacancy, in points: the more who would take it, the dearer."""

    vacancy = models.OneToOneField(Vacancy, models.CASCADE, primary_key=True, related_name="+")
    price = models.IntegerField()

    objects: ClassVar[models.Manager["Price"]]
