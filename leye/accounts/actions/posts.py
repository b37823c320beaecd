"""Giving and ending posts."""

import datetime as dt
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from leye.accounts.access import log_access
from leye.accounts.actions.base import Action, ActionError, Actor, NotAllowed
from leye.accounts.enums import CAN_MANAGE_ACCOUNTS, Access, Role
from leye.accounts.models import Post, User
from leye.accounts.rules import check_may_grant, check_may_manage, covers_post
from leye.areas.models import Area
from leye.standards.calendar import today


class AssignPost(Action[Post]):
    """Put a user into a role in an area, from a day and perhaps to a day."""

    allowed = CAN_MANAGE_ACCOUNTS

    def __init__(
        self,
        actor: Actor,
        user: User,
        area: Area,
        role: str,
        valid_from: dt.date,
        valid_to: dt.date | None = None,
    ) -> None:
        super().__init__(actor)
        self.user, self.area, self.role = user, area, role
        self.valid_from, self.valid_to = valid_from, valid_to

    def check(self) -> None:
        """Role, area and account within the actor's; dates in order; not the same post twice at a time."""
        super().check()
        if self.actor.user_id is not None and self.actor.user_id == self.user.pk:
            raise NotAllowed(_("不能给自己设岗位，请找另一位管理员。"))
        check_may_grant(self.actor, self.role, self.area)
        # Four eyes are two persons: who proposes must not be made of who approves, nor of who looks over it.
        check_may_manage(self.actor, self.user)
        if self.valid_to and self.valid_to < self.valid_from:
            raise ActionError(_("离任日期不能早于任职日期。"))
        if self.area.valid_to and self.area.valid_to < self.valid_from:
            raise ActionError(_("“%(area)s”已停用，不能设岗位。") % {"area": self.area.name})
        same = self.user.posts.filter(area=self.area, role=self.role).filter(
            Q(valid_to__isnull=True) | Q(valid_to__gte=self.valid_from)
        )
        if self.valid_to:
            same = same.filter(valid_from__lte=self.valid_to)
        if same.exists():
            raise ActionError(
                _("%(name)s在这段时间已有“%(area)s · %(role)s”的岗位，不必重复设。")
                % {"name": self.user.name, "area": self.area.name, "role": Role(self.role).label}
            )

    def execute(self) -> Post:
        """The new post."""
        post = Post.objects.create(
            user=self.user, area=self.area, role=self.role, valid_from=self.valid_from, valid_to=self.valid_to
        )
        log_access(
            self.actor,
            Access.ACCOUNT,
            detail={
                "action": "AssignPost",
                "account": self.user.pk,
                "post": post.pk,
                "role": self.role,
                "area": self.area.no,
            },
        )
        return post

    def describe(self) -> dict[str, Any]:
        """Whose, where, which."""
        return {"account": self.user.pk, "role": self.role, "area": self.area.no}


class EndPost(Action[Post | None]):
    """End a post with a last day; a day in the past ends it at once. The user's other posts go on."""

    allowed = CAN_MANAGE_ACCOUNTS

    def __init__(self, actor: Actor, post: Post, last_day: dt.date) -> None:
        super().__init__(actor)
        self.post, self.last_day = post, last_day

    def check(self) -> None:
        """Within the actor's area and roles, not one's own, not over already."""
        super().check()
        if self.actor.user_id is not None and self.actor.user_id == self.post.user_id:
            raise NotAllowed(_("不能结束自己的岗位，请找另一位管理员。"))
        if self.actor.role and not covers_post(self.actor, self.post):
            raise NotAllowed(_("此岗位不由您管理，请联系上一级管理员。"))
        if self.post.valid_to and self.post.valid_to < today():
            raise ActionError(_("此岗位已于%(day)s结束。") % {"day": self.post.valid_to.isoformat()})

    def execute(self) -> Post | None:
        """The ended post, or None when it had not begun and is withdrawn."""
        log_access(
            self.actor,
            Access.ACCOUNT,
            detail={
                "action": "EndPost",
                "account": self.post.user_id,
                "post": self.post.pk,
                "last_day": self.last_day.isoformat(),
            },
        )
        if self.last_day < self.post.valid_from and not self.post.valid_from <= today():
            self.post.delete()
            return None
        self.post.valid_to = max(self.last_day, self.post.valid_from - dt.timedelta(days=1))
        self.post.save(update_fields=["valid_to"])
        return self.post

    def describe(self) -> dict[str, Any]:
        """Whose post."""
        return {"account": self.post.user_id, "post_ended": self.post.pk}
