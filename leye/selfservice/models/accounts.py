"""The user behind a person of the ledger, and the codes with which the person signs in."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from leye.accounts.guard import Guard
from leye.accounts.history import tracked
from leye.accounts.querysets import ScopedQuerySet
from leye.areas.models import Area
from leye.ledger.models import Person


@tracked
class SeekerAccount(models.Model):
    """The user as whom one person signs in. The user has no password, no post and no name of anybody."""

    guard = Guard()

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.PROTECT, related_name="seeker_account")
    person = models.ForeignKey(
        Person, models.CASCADE, db_constraint=False, related_name="seeker_accounts", verbose_name=_("人员")
    )
    area = models.ForeignKey(
        Area, models.PROTECT, db_constraint=False, related_name="+", verbose_name=_("责任辖区")
    )
    opened_on = models.DateField(_("开通日期"))

    objects: ClassVar[ScopedQuerySet["SeekerAccount"]] = ScopedQuerySet.as_manager()  # type: ignore[assignment]  # typed

    class Meta:
        verbose_name = _("求职者账号")
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                name="seeker_account_once",
                violation_error_message=_("此人已有求职者账号。"),
            )
        ]


class SignInCode(models.Model):
    """A one-time code with which a person signs in. Its digits are kept nowhere; `token` stands in the session."""

    guard = Guard()

    person = models.ForeignKey(
        Person, models.CASCADE, db_constraint=False, related_name="sign_in_codes", verbose_name=_("人员")
    )
    area = models.ForeignKey(
        Area, models.PROTECT, db_constraint=False, related_name="+", verbose_name=_("责任辖区")
    )
    token = models.CharField(max_length=32, unique=True)
    code_hash = models.CharField(max_length=96)
    made_at = models.DateTimeField(_("发码时间"), auto_now_add=True)
    expires_at = models.DateTimeField(_("有效至"))
    attempts = models.PositiveSmallIntegerField(_("输错次数"), default=0)
    used_at = models.DateTimeField(_("使用时间"), null=True, blank=True)

    objects: ClassVar[ScopedQuerySet["SignInCode"]] = ScopedQuerySet.as_manager()  # type: ignore[assignment]  # typed

    class Meta:
        verbose_name = _("登录验证码")
        indexes = [models.Index(fields=["expires_at"], name="sign_in_code_expires")]
