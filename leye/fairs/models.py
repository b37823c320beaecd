"""The day of a fair: employers at their booths with posts, visitors, and who talked to whom with what result."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from leye.accounts.guard import Guard
from leye.accounts.history import tracked
from leye.accounts.querysets import ScopedQuerySet
from leye.areas.models import Area
from leye.cases.models import Case
from leye.casework.models import ServiceRecord
from leye.fairs.enums import STANDING, BoothState, Reason, Talk, VisitSource
from leye.ledger.models import Employer, Person
from leye.market.models import Fair
from leye.standards.check_digit import with_check
from leye.vacancies.models import Vacancy


def _user(words: Any) -> models.ForeignKey:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=words
    )


@tracked
class Booth(models.Model):
    """An employer's sign-up for a fair, accepted with a number or refused with a reason.

    `employer` is empty for one that is in no ledger of the scope; the name is as it was given.
    """

    guard = Guard(person=None)

    fair = models.ForeignKey(Fair, models.CASCADE, related_name="booths", verbose_name=_("招聘会"))
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("举办地区"))
    employer = models.ForeignKey(
        Employer, models.SET_NULL, null=True, blank=True, related_name="booths", verbose_name=_("用人单位")
    )
    name = models.CharField(_("单位名称"), max_length=120)
    uscc = models.CharField(_("统一社会信用代码"), max_length=18, blank=True)
    contact = models.CharField(_("联系人"), max_length=60, blank=True)
    phone = models.CharField(_("电话"), max_length=20, blank=True)
    state = models.CharField(_("状态"), max_length=10, choices=BoothState.choices, default=BoothState.APPLIED)
    reason = models.CharField(_("未接受或退出的原因"), max_length=200, blank=True)
    number = models.PositiveSmallIntegerField(_("展位号"), null=True, blank=True)
    applied_at = models.DateTimeField(_("报名时间"), auto_now_add=True)
    from_public = models.BooleanField(_("网上报名"), default=False)
    decided_by = _user(_("审核人"))
    decided_at = models.DateTimeField(_("审核时间"), null=True, blank=True)
    came = models.BooleanField(_("到场"), null=True, blank=True)
    told_at = models.DateTimeField(_("通知时间"), null=True, blank=True)
    told_by = _user(_("通知人"))

    objects: ClassVar[ScopedQuerySet["Booth"]] = ScopedQuerySet.as_manager()  # type: ignore[assignment]  # typed

    class Meta:
        verbose_name = _("展位")
        ordering = ["fair", "number", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["fair", "number"],
                name="booth_number_once",
                violation_error_message=_("这个展位号已给了别的单位，请另选一个。"),
            ),
            models.UniqueConstraint(
                fields=["fair", "name"],
                condition=models.Q(state__in=STANDING),
                name="booth_employer_once",
                violation_error_message=_("这家单位已报名这场招聘会。"),
            ),
        ]

    def __str__(self) -> str:
        return self.name


@tracked
class BoothPost(models.Model):
    """A post offered at a booth, in the employer's words, or taken from a vacancy."""

    guard = Guard(person=None)

    booth = models.ForeignKey(Booth, models.CASCADE, related_name="posts", verbose_name=_("展位"))
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("举办地区"))
    vacancy = models.ForeignKey(
        Vacancy,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="booth_posts",
        verbose_name=_("岗位库的岗位"),
    )
    title = models.CharField(_("岗位"), max_length=80)
    seats = models.PositiveIntegerField(_("人数"), default=1)
    pay = models.CharField(_("待遇"), max_length=60, blank=True)
    demands = models.CharField(_("要求"), max_length=200, blank=True)

    objects: ClassVar[ScopedQuerySet["BoothPost"]] = ScopedQuerySet.as_manager()  # type: ignore[assignment]  # typed

    class Meta:
        verbose_name = _("展位岗位")
        ordering = ["booth", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["booth", "title", "pay"],
                name="booth_post_once",
                violation_error_message=_("这个展位已有相同的岗位。"),
            ),
            models.CheckConstraint(
                condition=models.Q(seats__gte=1),
                name="booth_post_seats",
                violation_error_message=_("招聘人数至少为1。"),
            ),
        ]

    def __str__(self) -> str:
        return self.title


@tracked
class Visit(models.Model):
    """A visitor of a fair: somebody of the ledger, or a walk-in with no more than name and phone.

    A walk-in's identity number is kept as in the ledger, cipher and index, and only until the visitor is matched.
    `number` is what stands on the visitor's slip, `token` what makes its code hard to forge.
    """

    guard = Guard()

    fair = models.ForeignKey(Fair, models.CASCADE, related_name="visits", verbose_name=_("招聘会"))
    number = models.PositiveIntegerField(_("编号"))
    token = models.CharField(_("校验码"), max_length=12)
    person = models.ForeignKey(
        Person, models.CASCADE, null=True, blank=True, db_constraint=False, related_name="fair_visits",
        verbose_name=_("人员"),
    )  # fmt: skip
    area = models.ForeignKey(
        Area, models.PROTECT, db_constraint=False, related_name="+", verbose_name=_("责任辖区")
    )
    name = models.CharField(_("姓名"), max_length=60, blank=True)
    phone = models.CharField(_("电话"), max_length=20, blank=True)
    id_cipher = models.BinaryField(_("身份证号(密文)"), null=True, blank=True)
    id_index = models.BinaryField(_("身份证号索引"), max_length=33, null=True, blank=True)
    id_tail = models.CharField(_("身份证后四位"), max_length=4, blank=True)
    wants = models.CharField(_("想找的工作"), max_length=120, blank=True)
    asked_help = models.BooleanField(_("需要帮助"), default=False)
    case = models.ForeignKey(
        Case, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("个案")
    )
    record = models.ForeignKey(
        ServiceRecord, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("服务记录")
    )
    source = models.CharField(_("来源"), max_length=8, choices=VisitSource.choices, default=VisitSource.DESK)
    registered_at = models.DateTimeField(_("登记时间"), auto_now_add=True)
    arrived_at = models.DateTimeField(_("签到时间"), null=True, blank=True)
    arrived_by = _user(_("签到人"))
    told_at = models.DateTimeField(_("通知时间"), null=True, blank=True)
    told_by = _user(_("通知人"))

    objects: ClassVar[ScopedQuerySet["Visit"]] = ScopedQuerySet.as_manager()  # type: ignore[assignment]  # typed

    class Meta:
        verbose_name = _("来访")
        ordering = ["fair", "number"]
        indexes = [models.Index(fields=["fair", "arrived_at"], name="visit_fair_arrived")]
        constraints = [
            models.UniqueConstraint(
                fields=["fair", "number"],
                name="visit_number_once",
                violation_error_message=_("编号重复，请再签一次。"),
            ),
            models.UniqueConstraint(
                fields=["fair", "person"],
                name="visit_person_once",
                violation_error_message=_("此人已在这场招聘会签到。"),
            ),
            models.UniqueConstraint(
                fields=["fair", "id_index"],
                name="visit_identity_once",
                violation_error_message=_("此身份证号已在这场招聘会签到。"),
            ),
        ]

    @property
    def shown_number(self) -> str:
        """The number on the slip, with its check digit."""
        return with_check(self.number, 2)

    @property
    def shown_name(self) -> str:
        """The ledger's name of the visitor, or the one that was given."""
        return self.person.name if self.person is not None else self.name


@tracked
class BoothTalk(models.Model):
    """A visitor talked to an employer at a booth. Scanned again, the result is brought up to date."""

    guard = Guard()

    booth = models.ForeignKey(Booth, models.CASCADE, related_name="talks", verbose_name=_("展位"))
    visit = models.ForeignKey(Visit, models.CASCADE, related_name="talks", verbose_name=_("来访"))
    person = models.ForeignKey(
        Person, models.CASCADE, null=True, blank=True, db_constraint=False, related_name="fair_talks",
        verbose_name=_("人员"),
    )  # fmt: skip
    area = models.ForeignKey(
        Area, models.PROTECT, db_constraint=False, related_name="+", verbose_name=_("责任辖区")
    )
    post = models.ForeignKey(
        BoothPost, models.SET_NULL, null=True, blank=True, related_name="talks", verbose_name=_("岗位")
    )
    result = models.CharField(_("结果"), max_length=12, choices=Talk.choices)
    reason = models.CharField(_("没谈成的原因"), max_length=12, choices=Reason.choices, blank=True)
    record = models.ForeignKey(
        ServiceRecord, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("服务记录")
    )
    at = models.DateTimeField(_("登记时间"), auto_now_add=True)
    by = _user(_("登记人"))

    objects: ClassVar[ScopedQuerySet["BoothTalk"]] = ScopedQuerySet.as_manager()  # type: ignore[assignment]  # typed

    class Meta:
        verbose_name = _("洽谈")
        ordering = ["-at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["booth", "visit"],
                name="booth_talk_once",
                violation_error_message=_("此人在这个展位的洽谈已登记。"),
            ),
            models.CheckConstraint(
                condition=~models.Q(result="refused") | ~models.Q(reason=""),
                name="booth_talk_reason",
                violation_error_message=_("没谈成的请选原因。"),
            ),
        ]
