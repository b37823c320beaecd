"""Services given to people, public-welfare posts and who holds them, and requests to hand a person over."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from leye.accounts.guard import Guard
from leye.accounts.history import tracked
from leye.accounts.querysets import ScopedQuerySet
from leye.areas.models import Area
from leye.casework.enums import (
    DeclarationKind,
    Outcome,
    PlacementEnd,
    PostKind,
    ServiceChannel,
    ServiceKind,
    SignedBy,
    TransferState,
)
from leye.ledger.models import Household, Person


@tracked
class ServiceRecord(models.Model):
    """One service or contact: what, when, how, by whom, with what result."""

    guard = Guard()

    person = models.ForeignKey(
        Person, models.CASCADE, db_constraint=False, related_name="services", verbose_name=_("人员")
    )
    area = models.ForeignKey(
        Area, models.PROTECT, db_constraint=False, related_name="+", verbose_name=_("责任辖区")
    )
    kind = models.CharField(_("服务类型"), max_length=24, choices=ServiceKind.choices)
    served_on = models.DateField(_("服务日期"))
    channel = models.CharField(_("方式"), max_length=10, choices=ServiceChannel.choices, blank=True)
    outcome = models.CharField(_("结果"), max_length=10, choices=Outcome.choices, default=Outcome.DONE)
    item = models.CharField(_("推荐的岗位或课程"), max_length=120, blank=True)
    item_key = models.CharField(_("区分码"), max_length=120, blank=True)
    provider = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("服务人"),
    )
    provider_name = models.CharField(_("服务人姓名"), max_length=60, blank=True)
    note = models.CharField(_("备注"), max_length=500, blank=True)
    recorded_at = models.DateTimeField(_("录入时间"), auto_now_add=True)
    correction = models.CharField(_("更正原因"), max_length=200, blank=True, default="", db_default="")
    version = models.PositiveIntegerField(_("版本"), default=1, db_default=1)

    objects: ClassVar[ScopedQuerySet["ServiceRecord"]] = ScopedQuerySet.as_manager()  # type: ignore[assignment]  # typed

    class Meta:
        verbose_name = _("服务记录")
        ordering = ["-served_on", "-id"]
        indexes = [models.Index(fields=["person", "kind", "served_on"], name="service_person_kind")]


@tracked
class PublicPost(models.Model):
    """A public-welfare post with a number of places."""

    guard = Guard(person=None, above=True)

    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("所在辖区"))
    title = models.CharField(_("岗位名称"), max_length=80)
    kind = models.CharField(_("岗位类型"), max_length=10, choices=PostKind.choices)
    employer_name = models.CharField(_("用人单位"), max_length=120, blank=True)
    places = models.PositiveSmallIntegerField(_("名额"), default=1)
    wage_fen = models.BigIntegerField(_("月岗位补贴(分)"), null=True, blank=True)
    valid_from = models.DateField(_("设立日期"))
    valid_to = models.DateField(_("撤销日期"), null=True, blank=True)

    objects: ClassVar[ScopedQuerySet["PublicPost"]] = ScopedQuerySet.as_manager()  # type: ignore[assignment]  # typed

    class Meta:
        verbose_name = _("公益性岗位")
        ordering = ["area_id", "title"]

    def __str__(self) -> str:
        return self.title


@tracked
class Placement(models.Model):
    """A person on a public-welfare post, for a term; `ordinal` counts the person's placements."""

    guard = Guard()

    person = models.ForeignKey(
        Person, models.CASCADE, db_constraint=False, related_name="placements", verbose_name=_("人员")
    )
    area = models.ForeignKey(
        Area, models.PROTECT, db_constraint=False, related_name="+", verbose_name=_("责任辖区")
    )
    post = models.ForeignKey(PublicPost, models.PROTECT, related_name="placements", verbose_name=_("岗位"))
    post_kind = models.CharField(_("岗位类型"), max_length=10, choices=PostKind.choices)
    ordinal = models.PositiveSmallIntegerField(_("第几次安置"), default=1)
    started_on = models.DateField(_("上岗日期"))
    due_end_on = models.DateField(_("政策期满日期"))
    ended_on = models.DateField(_("离岗日期"), null=True, blank=True)
    end_reason = models.CharField(_("离岗原因"), max_length=14, choices=PlacementEnd.choices, blank=True)
    extension_reason = models.CharField(_("延期原因"), max_length=200, blank=True, default="", db_default="")
    extension_approved_on = models.DateField(_("延期批准日期"), null=True, blank=True)
    kin_relation = models.CharField(
        _("与用人单位或村组负责人的亲属关系"), max_length=60, blank=True, default="", db_default=""
    )

    objects: ClassVar[ScopedQuerySet["Placement"]] = ScopedQuerySet.as_manager()  # type: ignore[assignment]  # typed

    class Meta:
        verbose_name = _("公益性岗位安置")
        ordering = ["-started_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=models.Q(ended_on__isnull=True),
                name="placement_one_post",
                violation_error_message=_("此人已在公益性岗位上,不能一人多岗。"),
            ),
            models.CheckConstraint(
                condition=models.Q(ended_on__isnull=True) | models.Q(ended_on__gte=models.F("started_on")),
                name="placement_dates_in_order",
                violation_error_message=_("离岗日期不能早于上岗日期。"),
            ),
        ]


@tracked
class Declaration(models.Model):
    """What a household declared in writing, such as that nobody of it wants to work, and where the paper is kept.

    `person` is the member who made it; the household is the one he belonged to on the day.
    """

    guard = Guard()

    person = models.ForeignKey(
        Person, models.CASCADE, db_constraint=False, related_name="declarations", verbose_name=_("声明人")
    )
    area = models.ForeignKey(
        Area, models.PROTECT, db_constraint=False, related_name="+", verbose_name=_("责任辖区")
    )
    household = models.ForeignKey(
        Household,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="declarations",
        verbose_name=_("家庭"),
    )
    kind = models.CharField(_("声明事项"), max_length=16, choices=DeclarationKind.choices)
    declared_on = models.DateField(_("声明日期"))
    ended_on = models.DateField(_("撤回日期"), null=True, blank=True)
    reason = models.CharField(_("原因"), max_length=200, blank=True)
    signed_by = models.CharField(_("确认方式"), max_length=8, choices=SignedBy.choices, blank=True)
    file_no = models.CharField(_("存档编号"), max_length=60, blank=True)

    objects: ClassVar[ScopedQuerySet["Declaration"]] = ScopedQuerySet.as_manager()  # type: ignore[assignment]  # typed

    class Meta:
        verbose_name = _("声明")
        ordering = ["-declared_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["household", "kind"],
                condition=models.Q(ended_on__isnull=True),
                name="declaration_open_once",
                violation_error_message=_("这户已有一份有效的同类声明。"),
            ),
            models.CheckConstraint(
                condition=models.Q(ended_on__isnull=True) | models.Q(ended_on__gte=models.F("declared_on")),
                name="declaration_dates_in_order",
                violation_error_message=_("撤回日期不能早于声明日期。"),
            ),
        ]


@tracked
class TransferRequest(models.Model):
    """A request for a person who may be held elsewhere. Tells the asker nothing about whether he is."""

    guard = Guard(person=None)

    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("申请辖区"))
    id_index = models.BinaryField(_("身份证号索引"), max_length=33)
    id_cipher = models.BinaryField(_("身份证号(密文)"))
    name = models.CharField(_("姓名"), max_length=60)
    reason = models.CharField(_("申请理由"), max_length=200)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("申请人")
    )
    asked_at = models.DateTimeField(_("申请时间"), auto_now_add=True)
    state = models.CharField(
        _("状态"), max_length=10, choices=TransferState.choices, default=TransferState.SENT
    )

    objects: ClassVar[ScopedQuerySet["TransferRequest"]] = ScopedQuerySet.as_manager()  # type: ignore[assignment]  # typed

    class Meta:
        verbose_name = _("转入申请")
        ordering = ["-asked_at"]


class TransferCase(models.Model):
    """The holder's side of a request: exists only where the person is held."""

    guard = Guard()

    request = models.OneToOneField(
        TransferRequest, models.CASCADE, related_name="case", verbose_name=_("申请")
    )
    person = models.ForeignKey(
        Person, models.CASCADE, db_constraint=False, related_name="transfer_cases", verbose_name=_("人员")
    )
    area = models.ForeignKey(
        Area, models.PROTECT, db_constraint=False, related_name="+", verbose_name=_("现责任辖区")
    )
    to_area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("转往"))
    reason = models.CharField(_("申请理由"), max_length=200)
    state = models.CharField(
        _("状态"), max_length=10, choices=TransferState.choices, default=TransferState.SENT
    )
    asked_at = models.DateTimeField(_("申请时间"), auto_now_add=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("处理人")
    )
    decided_at = models.DateTimeField(_("处理时间"), null=True)

    objects: ClassVar[ScopedQuerySet["TransferCase"]] = ScopedQuerySet.as_manager()  # type: ignore[assignment]  # typed

    class Meta:
        verbose_name = _("转出处理")
        ordering = ["-asked_at"]
