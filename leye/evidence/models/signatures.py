"""Names put under something: on the screen or on paper, by the person or the family; and one-time codes sent back."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from leye.accounts.guard import Guard
from leye.accounts.history import tracked
from leye.accounts.querysets import ScopedQuerySet
from leye.areas.models import Area
from leye.evidence.enums import About, SignedOn, Signer
from leye.evidence.models.attachments import Attachment
from leye.ledger.models import Person


@tracked
class Signature(models.Model):
    """Who signed for a person, under which words, before whom. The drawing or the scan is the attachment."""

    guard = Guard()

    person = models.ForeignKey(
        Person, models.CASCADE, db_constraint=False, related_name="signatures", verbose_name=_("人员")
    )
    area = models.ForeignKey(
        Area, models.PROTECT, db_constraint=False, related_name="+", verbose_name=_("责任辖区")
    )
    about = models.CharField(_("签的是什么"), max_length=12, choices=About.choices)
    about_id = models.BigIntegerField(_("对应记录"))
    attachment = models.OneToOneField(
        Attachment, models.CASCADE, related_name="signature", verbose_name=_("签名")
    )
    statement = models.CharField(_("签字的内容"), max_length=500)
    signer = models.CharField(_("谁签的"), max_length=8, choices=Signer.choices)
    signer_name = models.CharField(_("签字人姓名"), max_length=60)
    relation = models.CharField(_("与本人关系"), max_length=20, blank=True)
    way = models.CharField(_("签字方式"), max_length=8, choices=SignedOn.choices)
    signed_on = models.DateField(_("签字日期"))
    witness = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("见证人")
    )
    recorded_at = models.DateTimeField(_("录入时间"), auto_now_add=True)

    objects: ClassVar[ScopedQuerySet["Signature"]] = ScopedQuerySet.as_manager()  # type: ignore[assignment]  # typed

    class Meta:
        verbose_name = _("签字")
        ordering = ["-recorded_at", "-id"]
        indexes = [models.Index(fields=["person", "about", "about_id"], name="signature_about")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(signer=Signer.SELF) | ~models.Q(relation=""),
                name="signature_of_family_says_who",
                violation_error_message=_("家属代签须写明与本人的关系。"),
            ),
        ]


@tracked
class Confirmation(models.Model):
    """A one-time code sent to a person's phone to confirm something, and whether it came back.

    Only the code's hash is kept. `phone_changed_on` tells the checker that the number was new when the code went out.
    """

    guard = Guard()

    person = models.ForeignKey(
        Person, models.CASCADE, db_constraint=False, related_name="confirmations", verbose_name=_("人员")
    )
    area = models.ForeignKey(
        Area, models.PROTECT, db_constraint=False, related_name="+", verbose_name=_("责任辖区")
    )
    about = models.CharField(_("确认什么"), max_length=12, choices=About.choices)
    about_id = models.BigIntegerField(_("对应记录"))
    statement = models.CharField(_("确认的内容"), max_length=500)
    phone_tail = models.CharField(_("手机尾号"), max_length=4)
    phone_changed_on = models.DateField(_("号码变更日期"), null=True, blank=True)
    code_hash = models.CharField(_("验证码摘要"), max_length=128)
    sent_at = models.DateTimeField(_("发送时间"))
    expires_at = models.DateTimeField(_("失效时间"))
    attempts = models.PositiveSmallIntegerField(_("输错次数"), default=0)
    confirmed_at = models.DateTimeField(_("确认时间"), null=True, blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("经办人")
    )

    objects: ClassVar[ScopedQuerySet["Confirmation"]] = ScopedQuerySet.as_manager()  # type: ignore[assignment]  # typed

    class Meta:
        verbose_name = _("远程确认")
        ordering = ["-sent_at", "-id"]
        indexes = [models.Index(fields=["person", "about", "about_id"], name="confirmation_about")]
