"""Files that prove something about a person: what they are, and, apart from that, their sealed bytes.

The bytes lie in the database and not beside it: so a backup holds both, row-level security covers both, and a
broken-off upload leaves neither.
"""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from leye.accounts.guard import Guard
from leye.accounts.history import tracked
from leye.accounts.querysets import ScopedQuerySet
from leye.areas.models import Area
from leye.evidence.enums import About, AttachmentKind, Scan
from leye.ledger.models import Person


@tracked
class Attachment(models.Model):
    """One file. Taken back with a reason when it was wrong; row and bytes stay, so that nothing can be made undone."""

    guard = Guard()

    person = models.ForeignKey(
        Person, models.CASCADE, db_constraint=False, related_name="attachments", verbose_name=_("人员")
    )
    area = models.ForeignKey(
        Area, models.PROTECT, db_constraint=False, related_name="+", verbose_name=_("责任辖区")
    )
    about = models.CharField(_("证明什么"), max_length=12, choices=About.choices)
    about_id = models.BigIntegerField(_("对应记录"), default=0)
    kind = models.CharField(_("材料类型"), max_length=12, choices=AttachmentKind.choices)
    name = models.CharField(_("文件名"), max_length=120)
    media_type = models.CharField(_("文件格式"), max_length=40)
    size = models.PositiveIntegerField(_("大小（字节）"))
    sha256 = models.CharField(_("内容摘要"), max_length=64)
    scan = models.CharField(_("查毒"), max_length=8, choices=Scan.choices)
    note = models.CharField(_("说明"), max_length=200, blank=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("上传人")
    )
    added_at = models.DateTimeField(_("上传时间"), auto_now_add=True)
    removed_at = models.DateTimeField(_("撤回时间"), null=True, blank=True)
    removed_reason = models.CharField(_("撤回原因"), max_length=200, blank=True)

    objects: ClassVar[ScopedQuerySet["Attachment"]] = ScopedQuerySet.as_manager()  # type: ignore[assignment]  # typed

    class Meta:
        verbose_name = _("佐证材料")
        ordering = ["-added_at", "-id"]
        indexes = [
            models.Index(fields=["person", "about", "about_id"], name="attachment_about"),
            models.Index(fields=["sha256"], name="attachment_sha256"),
        ]

    def __str__(self) -> str:
        return self.name


class AttachmentBody(models.Model):
    """The sealed bytes of a file. Never changed, so without history; the digest in the attachment's tells the same."""

    guard = Guard()

    attachment = models.OneToOneField(
        Attachment, models.CASCADE, primary_key=True, related_name="body", verbose_name=_("佐证材料")
    )
    person = models.ForeignKey(
        Person, models.CASCADE, db_constraint=False, related_name="attachment_bodies", verbose_name=_("人员")
    )
    area = models.ForeignKey(
        Area, models.PROTECT, db_constraint=False, related_name="+", verbose_name=_("责任辖区")
    )
    key_cipher = models.BinaryField(_("文件密钥(密文)"))
    sealed = models.BinaryField(_("内容(密文)"))

    objects: ClassVar[ScopedQuerySet["AttachmentBody"]] = ScopedQuerySet.as_manager()  # type: ignore[assignment]  # typed

    class Meta:
        verbose_name = _("佐证材料内容")
