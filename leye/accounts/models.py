"""Users, the posts they hold (area × role, dated), what was shared with a post, and who looked at what."""

from typing import ClassVar

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from leye.accounts.enums import Access, Role, ShareRight
from leye.accounts.guard import Guard
from leye.accounts.history import tracked, tracked_without
from leye.accounts.querysets import PostQuerySet, ScopedQuerySet
from leye.areas.models import Area


@tracked_without("password", "last_login")
class User(AbstractUser):
    """A person who works with Leye. Signs in by user name; villages have no e-mail.

    `session_epoch` is part of what a session is signed with: counting it up ends every session of the user.
    """

    first_name = None  # type: ignore[assignment]  # one field for the whole name
    last_name = None  # type: ignore[assignment]  # one field for the whole name
    email = models.EmailField(_("邮箱"), blank=True)
    name = models.CharField(_("姓名"), max_length=50)
    phone = models.CharField(_("电话"), max_length=20, blank=True)
    must_change_password = models.BooleanField(_("下次登录须改密码"), default=False)
    session_epoch = models.PositiveIntegerField(_("登录批次"), default=0)

    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = _("用户")

    def __str__(self) -> str:
        return self.name or self.username

    def get_full_name(self) -> str:
        """The whole name, as Django's pages ask for it."""
        return self.name

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """What Django compares a session with at each request; changes with the password and the epoch."""
        return salted_hmac(
            "leye.accounts.session",
            f"{self.session_epoch}:{self.password}",
            secret=secret,
            algorithm="sha256",
        ).hexdigest()


@tracked
class Post(models.Model):
    """What a user may do, where, and from when to when.

    Not guarded itself: the active post is read before there is a scope. Its history is.
    """

    history_guard = Guard(person=None)

    user = models.ForeignKey(User, models.CASCADE, related_name="posts", verbose_name=_("用户"))
    area = models.ForeignKey(Area, models.PROTECT, related_name="posts", verbose_name=_("辖区"))
    role = models.CharField(_("岗位"), max_length=20, choices=Role.choices)
    valid_from = models.DateField(_("任职日期"))
    valid_to = models.DateField(_("离任日期"), null=True, blank=True)

    objects: ClassVar[PostQuerySet] = PostQuerySet.as_manager()  # type: ignore[assignment]  # typed manager

    class Meta:
        verbose_name = _("岗位")
        ordering = ["area_id", "role"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "area", "role", "valid_from"],
                name="post_once",
                violation_error_message=_("此人已有相同的岗位。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area} {self.get_role_display()}"


@tracked
class Share(models.Model):
    """A person shown to a post outside its area, for a purpose and until a day.

    Made only by the area that holds the person; a post learns its shares through `leye_shares()`.
    """

    guard = Guard(held=True)

    post = models.ForeignKey(Post, models.CASCADE, related_name="shares", verbose_name=_("被共享岗位"))
    person_id = models.BigIntegerField(_("人员"), db_index=True)
    area = models.ForeignKey(Area, models.PROTECT, verbose_name=_("来源辖区"))
    right = models.CharField(_("权限"), max_length=10, choices=ShareRight.choices)
    purpose = models.CharField(_("用途"), max_length=200)
    valid_from = models.DateField(_("开始日期"))
    valid_to = models.DateField(_("截止日期"))
    granted_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("共享人"))

    objects: ClassVar[ScopedQuerySet["Share"]] = ScopedQuerySet.as_manager()  # type: ignore[assignment]  # typed

    class Meta:
        verbose_name = _("共享")


class AccessLog(models.Model):
    """Every look at a person's file, every search and every download. Only ever added to."""

    guard = Guard()

    at = models.DateTimeField(_("时间"), auto_now_add=True, db_index=True)
    user = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("用户"))
    post = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+", verbose_name=_("岗位"))
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("辖区"))
    access = models.CharField(_("操作"), max_length=20, choices=Access.choices)
    person_id = models.BigIntegerField(_("人员"), null=True, db_index=True)
    detail = models.JSONField(_("说明"), default=dict)

    objects: ClassVar[ScopedQuerySet["AccessLog"]] = ScopedQuerySet.as_manager()  # type: ignore[assignment]  # typed

    class Meta:
        verbose_name = _("查看记录")
        ordering = ["-at"]
