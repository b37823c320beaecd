"""Packs of people taken along without a network, the records made meanwhile, and where others were quicker."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from leye.accounts.guard import Guard
from leye.accounts.history import tracked, tracked_without
from leye.accounts.models import Post
from leye.areas.models import Area
from leye.ledger.models import Person
from leye.offline.enums import EditKind, EditState, Side, Why
from leye.offline.querysets import ConflictQuerySet, EditQuerySet, PackQuerySet


@tracked_without("key_cipher")
class OfflinePack(models.Model):
    """A list of people on one device: whose, of which village, until when.

    The device's key lies here too, encrypted: a device that threw its copy away (sign-out, forgotten PIN, expiry)
    can still hand in what was recorded on it, once its owner has signed in.
    """

    guard = Guard(person=None)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("辖区"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("携带人")
    )
    post = models.ForeignKey(Post, models.PROTECT, related_name="+", verbose_name=_("岗位"))
    people = models.PositiveIntegerField(_("人数"))
    #: Numbers of the people taken along; null for packs from before they were kept.
    carried = ArrayField(models.BigIntegerField(), null=True, verbose_name=_("带走的人"))
    key_cipher = models.BinaryField(_("设备密钥(密文)"))
    #: The server's clock minus the device's when the pack was taken.
    offset_ms = models.BigIntegerField(_("设备时间差(毫秒)"))
    taken_at = models.DateTimeField(_("带走时间"), default=timezone.now)
    expires_at = models.DateTimeField(_("过期时间"))
    closed_at = models.DateTimeField(_("作废时间"), null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("作废人")
    )
    close_reason = models.CharField(_("作废原因"), max_length=200, blank=True)

    objects: ClassVar[PackQuerySet] = PackQuerySet.as_manager()  # type: ignore[assignment]  # typed manager

    class Meta:
        verbose_name = _("离线资料")
        ordering = ["-taken_at"]
        indexes = [models.Index(fields=["user", "-taken_at"], name="offline_pack_user")]


@tracked
class OfflineEdit(models.Model):
    """One record made without a network. Its number is made on the device, so that it is taken in once."""

    guard = Guard()

    uuid = models.UUIDField(_("记录号"), primary_key=True)
    pack = models.ForeignKey(OfflinePack, models.PROTECT, related_name="edits", verbose_name=_("离线资料"))
    #: Null while the person is not in the maker's scope; `body` keeps the number.
    person = models.ForeignKey(
        Person, models.CASCADE, db_constraint=False, null=True, related_name="+", verbose_name=_("人员")
    )
    area = models.ForeignKey(
        Area, models.PROTECT, db_constraint=False, related_name="+", verbose_name=_("责任辖区")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("记录人")
    )
    kind = models.CharField(_("类型"), max_length=8, choices=EditKind.choices)
    body = models.JSONField(_("内容"))
    device_at = models.DateTimeField(_("设备时间"))
    made_at = models.DateTimeField(_("记录时间"))
    received_at = models.DateTimeField(_("收到时间"), auto_now_add=True)
    state = models.CharField(_("状态"), max_length=8, choices=EditState.choices)
    why = models.CharField(_("等待原因"), max_length=8, choices=Why.choices, blank=True)
    sentence = models.CharField(_("说明"), max_length=300, blank=True)
    decided_at = models.DateTimeField(_("决定时间"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("决定人")
    )

    objects: ClassVar[EditQuerySet] = EditQuerySet.as_manager()  # type: ignore[assignment]  # typed manager

    class Meta:
        verbose_name = _("离线记录")
        ordering = ["received_at", "made_at"]
        indexes = [
            models.Index(
                fields=["user"], condition=models.Q(state=EditState.WAITING), name="offline_edit_waiting"
            ),
            models.Index(fields=["person"], name="offline_edit_person"),
        ]


@tracked
class OfflineConflict(models.Model):
    """One field that somebody else changed while the maker of the record was away."""

    guard = Guard()

    edit = models.ForeignKey(
        OfflineEdit, models.CASCADE, related_name="conflicts", verbose_name=_("离线记录")
    )
    person = models.ForeignKey(
        Person, models.CASCADE, db_constraint=False, related_name="+", verbose_name=_("人员")
    )
    area = models.ForeignKey(
        Area, models.PROTECT, db_constraint=False, related_name="+", verbose_name=_("责任辖区")
    )
    #: A field of the file; `service:<kind>` for the same service recorded twice on a day; of answers `response`,
    #: `round`, or `fact:<meaning>`.
    field = models.CharField(_("项目"), max_length=40)
    base = models.JSONField(_("带走时"), null=True)
    mine = models.JSONField(_("我记的"), null=True)
    theirs = models.JSONField(_("现有的"), null=True)
    #: The same three in words, for what has no short value of its own.
    mine_text = models.CharField(_("我记的（文字）"), max_length=300, blank=True)
    theirs_text = models.CharField(_("现有的（文字）"), max_length=300, blank=True)
    theirs_by = models.CharField(_("谁改的"), max_length=60, blank=True)
    theirs_at = models.DateTimeField(_("何时改的"), null=True, blank=True)
    choice = models.CharField(_("决定"), max_length=6, choices=Side.choices, blank=True)

    objects: ClassVar[ConflictQuerySet] = ConflictQuerySet.as_manager()  # type: ignore[assignment]  # typed manager

    class Meta:
        verbose_name = _("离线矛盾")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["edit", "field"], name="offline_conflict_once")]
