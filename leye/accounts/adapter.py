"""How django-allauth behaves here: accounts are made by the county, lock-outs say until when."""

import datetime as dt
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leye.accounts import lockout
from leye.accounts.models import User


class AccountAdapter(DefaultAccountAdapter):
    """Closed for sign-up; sign-in by user name."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": gettext_lazy(
            "用户名或密码不对。请核对后再试；忘记密码请找县级管理员重置。"
        ),
        "enter_current_password": gettext_lazy("现在的密码不对，请重新输入。"),
        "incorrect_password": gettext_lazy("密码不对，请重新输入。"),
        "incorrect_code": gettext_lazy("动态口令不对。请输入手机上现在显示的6位数字。"),
        "too_many_login_attempts": gettext_lazy(
            "连续输错次数太多，已暂时锁定，请15分钟后再试；着急用请县级管理员解锁。"
        ),
        "rate_limited": gettext_lazy("操作太频繁，请过几分钟再试。"),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: the county makes accounts from its list."""
        return False

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """On to work: the change was asked for at the first sign-in."""
        return "/"

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """One counter an account: the default adds the host name, which would allow more tries by another name."""
        return lockout.password_key(str(credentials.get("username", "")))

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Refuse while locked, with the time from which to try again."""
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError as refused:
            until = lockout.locked_until(request, str(credentials.get("username", "")))
            if until is None:
                raise
            # The next whole minute, so that the time shown is never a little early.
            shown = timezone.localtime(until + dt.timedelta(seconds=60)).strftime("%H:%M")
            raise ValidationError(
                _(
                    "连续输错次数太多，已暂时锁定。请在%(time)s以后再试；着急用请县级管理员解锁。资料不受影响。"
                )
                % {"time": shown},
                code="too_many_login_attempts",
            ) from refused

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Log the failure that locks."""
        super().authentication_failed(request, **credentials)
        lockout.note_failure(request, str(credentials.get("username", "")))

    def clean_password(self, password: str, user: AbstractBaseUser | None = None) -> str:
        """A password that somebody else set may not be kept."""
        if isinstance(user, User) and user.must_change_password and user.check_password(password):
            raise ValidationError(_("新密码不能和别人替您设的密码一样。"), code="same_password")
        return super().clean_password(password, user)

    def set_password(self, user: AbstractBaseUser, password: str) -> None:
        """The user's own password: nothing more to change at the next sign-in."""
        if isinstance(user, User):
            user.must_change_password = False
        super().set_password(user, password)
