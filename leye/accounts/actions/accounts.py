"""Resetting, closing and opening accounts. Each ends or keeps sessions as said, and leaves a line in the log."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.db.models import F
from django.utils.translation import gettext as _

from leye.accounts import lockout
from leye.accounts.access import log_access
from leye.accounts.actions.base import Action, ActionError, Actor, Result
from leye.accounts.enums import CAN_MANAGE_ACCOUNTS, Access
from leye.accounts.models import User
from leye.accounts.passwords import hash_random, random_password
from leye.accounts.rules import check_may_manage


def end_sessions(user: User) -> None:
    """Sign the user out everywhere at once: each session's signature no longer fits."""
    User.objects.filter(pk=user.pk).update(session_epoch=F("session_epoch") + 1)
    user.refresh_from_db(fields=["session_epoch"])


class AccountAction(Action[Result]):
    """An action on somebody else's account."""

    allowed = CAN_MANAGE_ACCOUNTS

    def __init__(self, actor: Actor, user: User) -> None:
        super().__init__(actor)
        self.user = user

    def check(self) -> None:
        """Whether the actor may manage this account."""
        super().check()
        check_may_manage(self.actor, self.user)

    def describe(self) -> dict[str, Any]:
        """Whose account."""
        return {"account": self.user.pk}

    def log(self, **detail: Any) -> None:
        """One line in the access log."""
        log_access(
            self.actor,
            Access.ACCOUNT,
            detail={"action": type(self).__name__, "account": self.user.pk, **detail},
        )


class ResetPassword(AccountAction[str]):
    """Give a new random password, to be changed at the next sign-in. Ends all sessions, opens a locked account."""

    def execute(self) -> str:
        """The new password, shown once and stored nowhere."""
        password = random_password()
        self.user.password = hash_random(password)
        self.user.must_change_password = True
        self.user.save(update_fields=["password", "must_change_password"])
        end_sessions(self.user)
        lockout.unlock(self.user)
        self.log()
        return password


class ResetTotp(AccountAction[int]):
    """Take away one-time codes and spare codes (a lost phone). Ends all sessions."""

    def execute(self) -> int:
        """How many authenticators were removed."""
        removed, _per_model = Authenticator.objects.filter(user=self.user).delete()
        end_sessions(self.user)
        lockout.unlock(self.user)
        self.log(removed=removed)
        return removed


class DisableUser(AccountAction[None]):
    """Close an account at once: sessions end, nothing that was written is lost."""

    def check(self) -> None:
        """Not twice."""
        super().check()
        if not self.user.is_active:
            raise ActionError(_("此账号已经停用。"))

    def execute(self) -> None:
        """Close it."""
        self.user.is_active = False
        self.user.save(update_fields=["is_active"])
        end_sessions(self.user)
        self.log()


class EnableUser(AccountAction[None]):
    """Open a closed account again; the password stays as it was."""

    def check(self) -> None:
        """Only a closed one."""
        super().check()
        if self.user.is_active:
            raise ActionError(_("此账号正在使用，不必启用。"))

    def execute(self) -> None:
        """Open it."""
        self.user.is_active = True
        self.user.save(update_fields=["is_active"])
        self.log()


class Unlock(AccountAction[None]):
    """Let a locked-out user try again at once."""

    def execute(self) -> None:
        """Forget the failures."""
        lockout.unlock(self.user)
        self.log()


class SignOutEverywhere(Action[None]):
    """End all of one's own sessions."""

    def __init__(self, actor: Actor, user: User) -> None:
        super().__init__(actor)
        self.user = user

    def check(self) -> None:
        """Only one's own."""
        super().check()
        if self.actor.user_id != self.user.pk:
            raise ActionError(_("只能退出自己的登录。"))

    def execute(self) -> None:
        """End them."""
        end_sessions(self.user)
