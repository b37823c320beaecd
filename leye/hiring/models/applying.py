"""Applications to employers and the times at which they see people."""

from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from leye.accounts.guard import Guard
from leye.accounts.history import tracked
from leye.accounts.querysets import ScopedQuerySet
from leye.areas.models import Area
from leye.hiring.enums import ApplicationState, RefusalReason
from leye.hiring.models.recommending import Recommendation
from leye.hiring.states import WAITING
from leye.ledger.models import Person
from leye.vacancies.models import Vacancy
from leye.vacancies.querysets import OfficeQuerySet


class ApplicationQuerySet(ScopedQuerySet["Application"]):
    """Applications."""

    def waiting(self) -> Self:
        """Such as somebody still has to answer."""
        return self.filter(state__in=WAITING)


@tracked
class InterviewSlot(models.Model):
    """A time and a place at which an employer sees people, for so many."""

    guard = Guard(area="office_id", person=None, via="vacancy_id", answers=True)

    vacancy = models.ForeignKey(Vacancy, models.CASCADE, related_name="slots", verbose_name=_("岗位"))
    office = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("经办地区"))
    starts_at = models.DateTimeField(_("开始时间"))
    ends_at = models.DateTimeField(_("结束时间"))
    place = models.CharField(_("地点"), max_length=120)
    capacity = models.PositiveSmallIntegerField(_("可约人数"), default=1)

    objects: ClassVar[OfficeQuerySet["InterviewSlot"]] = OfficeQuerySet.as_manager()  # type: ignore[assignment]  # typed

    class Meta:
        verbose_name = _("面试时段")
        ordering = ["starts_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")),
                name="slot_times_in_order",
                violation_error_message=_("结束时间应晚于开始时间。"),
            )
        ]


@tracked
class Application(models.Model):
    """One person's application to one vacancy. One waits at a time for a person and a vacancy.

    `shown` names the facts of the file that the person lets the employer see; telephone and identity number are
    not among them. `contact_by_person` and `contact_by_employer`: both must agree before either sees the other's.
    """

    guard = Guard(via="vacancy_id", answers=True)

    person = models.ForeignKey(
        Person, models.CASCADE, db_constraint=False, related_name="applications", verbose_name=_("人员")
    )
    area = models.ForeignKey(
        Area, models.PROTECT, db_constraint=False, related_name="+", verbose_name=_("责任辖区")
    )
    vacancy = models.ForeignKey(Vacancy, models.PROTECT, related_name="applications", verbose_name=_("岗位"))
    recommendation = models.ForeignKey(
        Recommendation,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="applications",
        verbose_name=_("岗位推荐"),
    )
    state = models.CharField(
        _("状态"), max_length=10, choices=ApplicationState.choices, default=ApplicationState.SENT
    )
    sent_on = models.DateField(_("应聘日期"))
    answer_by = models.DateField(_("答复期限"))
    shown = models.JSONField(_("给单位看的内容"), default=list)
    words = models.CharField(_("自我介绍"), max_length=500, blank=True)
    contact_by_person = models.BooleanField(_("本人同意公开联系方式"), default=False)
    contact_by_employer = models.BooleanField(_("单位同意公开联系方式"), default=False)
    slot = models.ForeignKey(
        InterviewSlot,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="applications",
        verbose_name=_("面试时段"),
    )
    refusal = models.CharField(_("不录用的原因"), max_length=12, choices=RefusalReason.choices, blank=True)
    answer = models.CharField(_("答复"), max_length=200, blank=True)
    answered_on = models.DateField(_("答复日期"), null=True, blank=True)
    #: As the employer says; a hire is completed by an officer and rests on the ledger.
    starts_on = models.DateField(_("单位报的上岗日期"), null=True, blank=True)
    version = models.PositiveIntegerField(_("版本"), default=1)

    objects: ClassVar[ApplicationQuerySet] = ApplicationQuerySet.as_manager()  # type: ignore[assignment]  # typed manager

    class Meta:
        verbose_name = _("应聘")
        ordering = ["-sent_on", "-id"]
        indexes = [
            models.Index(fields=["area", "state", "answer_by"], name="application_area_state"),
            models.Index(fields=["vacancy", "state"], name="application_vacancy"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "vacancy"],
                condition=models.Q(state__in=WAITING),
                name="application_waits_once",
                violation_error_message=_("此人已应聘这个岗位，正在等待答复。"),
            ),
            models.CheckConstraint(
                condition=~models.Q(state=ApplicationState.REFUSED) | ~models.Q(refusal=""),
                name="application_refused_with_reason",
                violation_error_message=_("不录用的，请选择原因。"),
            ),
        ]

    @property
    def contact_open(self) -> bool:
        """Whether each side sees the other's telephone number: both agreed, and it has not come to nothing."""
        return self.is_shown and self.contact_by_person and self.contact_by_employer

    @property
    def is_shown(self) -> bool:
        """Whether the employer still sees anything of the person: it waits, or the person was hired."""
        return self.state in (*WAITING, ApplicationState.HIRED)
