"""Who may manage which account: never oneself, never above one's own role, never outside one's area."""

import datetime as dt

from django.utils.translation import gettext as _

from leye.accounts.actions.base import ActionError, Actor, NotAllowed
from leye.accounts.enums import MAY_GRANT, Role
from leye.accounts.models import Post, User
from leye.areas.enums import Level
from leye.areas.models import Area
from leye.standards.calendar import today

#: The levels of area on which a role makes sense.
LEVELS_OF_ROLE: dict[str, tuple[Level, ...]] = {
    Role.VILLAGE_ASSISTANT: (Level.VILLAGE,),
    Role.TOWNSHIP_CLERK: (Level.TOWNSHIP,),
    Role.COUNTY_OFFICER: (Level.COUNTY,),
    Role.COUNTY_LEADER: (Level.COUNTY,),
    Role.SUPERVISOR: (Level.PROVINCE, Level.PREFECTURE),
    Role.AUDITOR: (Level.PROVINCE, Level.PREFECTURE, Level.COUNTY),
}


def grantable(actor: Actor) -> tuple[Role, ...]:
    """The roles an actor may give and take; all for the program itself."""
    return MAY_GRANT.get(actor.role, ()) if actor.role else tuple(Role)


def check_may_grant(actor: Actor, role: str, area: Area) -> None:
    """Raise ActionError unless the actor may put somebody into this role in this area."""
    if role not in grantable(actor):
        raise NotAllowed(_("您的岗位不能设“%(role)s”，请联系上一级管理员。") % {"role": Role(role).label})
    if not actor.scope.covers(area.no):
        raise NotAllowed(_("只能在本辖区内设岗位。"))
    if area.level not in LEVELS_OF_ROLE[role]:
        raise ActionError(
            _("“%(role)s”不能设在%(level)s的“%(area)s”，请换一个辖区或岗位。")
            % {"role": Role(role).label, "level": Level(area.level).label, "area": area.name}
        )


def check_may_manage(actor: Actor, user: User, on: dt.date | None = None) -> None:
    """Raise NotAllowed unless every post the user holds or will hold is one the actor could give.

    A user without a post counts by the last ones he held. An account outside the scope is as if absent, so
    pages answer 404 before they come here.
    """
    if actor.user_id is not None and actor.user_id == user.pk:
        raise NotAllowed(_("不能管理自己的账号。改密码请到“我的设置”；其他请找另一位管理员。"))
    if not actor.role:
        return
    posts = list(user.posts.not_over_on(on or today())) or list(user.posts.all())
    if not posts:
        raise NotAllowed(_("此账号从未在您的辖区任职，请联系上一级管理员。"))
    for post in posts:
        if not (actor.scope.covers(post.area_id) and post.role in grantable(actor)):
            raise NotAllowed(_("此人在您辖区以外或更高一级还有岗位，请由上一级管理员办理。"))


def may_manage(actor: Actor, user: User) -> bool:
    """Whether check_may_manage passes."""
    try:
        check_may_manage(actor, user)
    except NotAllowed:
        return False
    return True


def covers_post(actor: Actor, post: Post) -> bool:
    """Whether a post lies in the actor's area and is one he may give and take."""
    return actor.scope.covers(post.area_id) and post.role in grantable(actor)
