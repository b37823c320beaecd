"""Text messages: approved texts, each message with where it stands, and numbers that want none."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from leye.accounts.guard import Guard
from leye.accounts.history import tracked
from leye.accounts.querysets import InheritedQuerySet, ScopedQuerySet
from leye.areas.models import Area
from leye.casework.models import ServiceRecord
from leye.ledger.models import Person
from leye.outreach.enums import Held, MessageState, TemplateState
from leye.outreach.models.rounds import SurveyRound


@tracked
class MessageTemplate(models.Model):
    """A text with fields in braces; used once another person has approved it.

    `aliyun_code` and `tencent_id` name the same text as each provider has approved it.
    """

    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("使用地区"))
    title = models.CharField(_("名称"), max_length=60)
    text = models.CharField(_("内容"), max_length=300)
    aliyun_code = models.CharField(_("阿里云模板代码"), max_length=40, blank=True)
    tencent_id = models.CharField(_("腾讯云模板编号"), max_length=40, blank=True)
    state = models.CharField(
        _("状态"), max_length=10, choices=TemplateState.choices, default=TemplateState.DRAFT
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("起草人")
    )
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("审核人"),
    )

    objects: ClassVar[InheritedQuerySet["MessageTemplate"]] = InheritedQuerySet.as_manager()  # type: ignore[assignment]  # typed

    class Meta:
        verbose_name = _("短信模板")
        ordering = ["title", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(approved_by__isnull=True) | ~models.Q(approved_by=models.F("made_by")),
                name="template_four_eyes",
                violation_error_message=_("起草人不能审核自己的模板。"),
            ),
            models.CheckConstraint(
                condition=~models.Q(state=TemplateState.APPROVED) | models.Q(approved_by__isnull=False),
                name="template_approved_by_somebody",
                violation_error_message=_("短信模板须由另一位同事审核。"),
            ),
        ]

    def __str__(self) -> str:
        return self.title


@tracked
class Message(models.Model):
    """One message to one person: its words, its number as it was, and where it stands.

    `receipt` is the provider's number of it. `service` is the attempt that its delivery was noted as. `template`
    None: a one-time code, whose words are not kept.
    """

    guard = Guard()

    person = models.ForeignKey(
        Person, models.CASCADE, db_constraint=False, related_name="messages", verbose_name=_("人员")
    )
    area = models.ForeignKey(
        Area, models.PROTECT, db_constraint=False, related_name="+", verbose_name=_("责任辖区")
    )
    template = models.ForeignKey(
        MessageTemplate,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="messages",
        verbose_name=_("短信模板"),
    )
    round = models.ForeignKey(
        SurveyRound,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="messages",
        verbose_name=_("摸底调查"),
    )
    phone = models.CharField(_("号码"), max_length=20, blank=True)
    values = models.JSONField(_("填入的内容"), default=dict)
    text = models.CharField(_("内容"), max_length=500)
    state = models.CharField(
        _("状态"), max_length=10, choices=MessageState.choices, default=MessageState.QUEUED
    )
    held = models.CharField(_("没有发送的原因"), max_length=12, choices=Held.choices, blank=True)
    not_before = models.DateTimeField(_("最早发送时间"))
    attempts = models.PositiveSmallIntegerField(_("发送次数"), default=0)
    provider = models.CharField(_("通道"), max_length=10, blank=True)
    receipt = models.CharField(_("回执编号"), max_length=80, blank=True)
    problem = models.CharField(_("没有送达的原因"), max_length=300, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("发送人")
    )
    queued_at = models.DateTimeField(_("提交时间"), auto_now_add=True)
    sent_at = models.DateTimeField(_("发送时间"), null=True, blank=True)
    delivered_at = models.DateTimeField(_("送达时间"), null=True, blank=True)
    service = models.ForeignKey(
        ServiceRecord, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("联系记录")
    )

    objects: ClassVar[ScopedQuerySet["Message"]] = ScopedQuerySet.as_manager()  # type: ignore[assignment]  # typed

    class Meta:
        verbose_name = _("短信")
        ordering = ["-queued_at", "-pk"]
        indexes = [
            models.Index(fields=["not_before"], condition=models.Q(state="queued"), name="message_waiting"),
            models.Index(fields=["person", "queued_at"], name="message_person"),
            models.Index(fields=["phone", "queued_at"], name="message_phone"),
            models.Index(fields=["area", "queued_at"], name="message_area"),
            models.Index(fields=["receipt"], condition=~models.Q(receipt=""), name="message_receipt"),
        ]


@tracked
class OptOut(models.Model):
    """A telephone number to which nothing is sent any more, whoever of a family it belongs to."""

    guard = Guard(person=None)

    phone = models.CharField(_("号码"), max_length=20)
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("登记地区"))
    since = models.DateField(_("退订日期"))
    reason = models.CharField(_("退订方式"), max_length=200, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("登记人"),
    )

    objects: ClassVar[ScopedQuerySet["OptOut"]] = ScopedQuerySet.as_manager()  # type: ignore[assignment]  # typed

    class Meta:
        verbose_name = _("短信退订")
        ordering = ["-since", "-pk"]
        constraints = [models.UniqueConstraint(fields=["area", "phone"], name="optout_once")]
