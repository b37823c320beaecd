"""Who looked at whom and what was downloaded. Pages call `log_access`; the log is only ever added to."""

import datetime as dt
from dataclasses import dataclass
from typing import Any, Protocol

from leye.accounts.actions.base import Actor
from leye.accounts.enums import Access, Outside, Role
from leye.accounts.models import AccessLog, Post, User
from leye.accounts.scope import as_service
from leye.accounts.signals import account_sought

#: What counts as a look at a person's file.
LOOKS = (Access.VIEW_PERSON, Access.EXPLAIN, Access.REVEAL)
#: Where the detail of a look by somebody from outside keeps the unit for which he looked at an application.
UNIT = "employer"


class AtWork(Protocol):
    """A request of a user who holds a post (leye.web.work.WorkRequest)."""

    user: User
    post: Post


def log_access(
    who: AtWork | Actor, access: Access, person: int | Any | None = None, detail: dict[str, Any] | None = None
) -> None:
    """Write one line of the access log under the post at work.

    `person` is a Person or its number. `detail` is for an auditor to understand the line (which list, how many
    rows, with what filter); never put names, numbers or search words into it. Must run inside the scope of the
    post. The program itself (no post) leaves no line here: its runs are recorded elsewhere.
    """
    if isinstance(who, Actor):
        if who.user_id is None or who.post_id is None:
            return
        user_id, post_id = who.user_id, who.post_id
        area_id = Post.objects.values_list("area_id", flat=True).get(pk=post_id)
    else:
        user_id, post_id, area_id = who.user.pk, who.post.pk, who.post.area_id
    person_id = person if person is None or isinstance(person, int) else person.pk
    AccessLog.objects.create(
        user_id=user_id,
        post_id=post_id,
        area_id=area_id,
        access=access,
        person_id=person_id,
        detail=detail or {},
    )


def log_entrance(user: User, access: Access, detail: dict[str, Any]) -> bool:
    """Write a sign-in or a lock-out, when there is no scope yet. False when nobody knows where the user belongs.

    Without a post the line stands where the unit or the file is for which the user signs in.
    """
    post = user.posts.order_by("-valid_from").first()
    with as_service():
        place = (post.area_id, None) if post is not None else _place_of(user)
        if place is None:
            return False
        AccessLog.objects.create(
            user=user, post=post, area_id=place[0], person_id=place[1], access=access, detail=detail
        )
    return True


def _place_of(user: User) -> tuple[int, int | None] | None:
    answers: list[Any] = account_sought.send(AccessLog, user=user)
    return next((answer for _receiver, answer in answers if answer is not None), None)


@dataclass(frozen=True)
class Look:
    """One look at a person's file."""

    at: dt.datetime
    name: str
    role: str
    area: str
    access: str


def recent_looks(person: Any, limit: int = 10) -> list[Look]:
    """Who looked at a person's file lately, newest first.

    The caller must have found the person in his own scope; then every look counts, also that of a post above
    his own, which row-level security would hide. Hence the background role, for this one list of officials.
    """
    with as_service():
        rows = (
            AccessLog.objects.filter(person_id=person.pk, access__in=LOOKS)
            .select_related("user", "post__area")
            .order_by("-at")[:limit]
        )
        return [
            Look(
                row.at,
                str(row.user),
                str(
                    Role(row.post.role).label
                    if row.post
                    else Outside.EMPLOYER.label
                    if UNIT in row.detail
                    else ""
                ),
                row.post.area.name if row.post else "",
                str(Access(row.access).label),
            )
            for row in rows
        ]


@dataclass(frozen=True)
class Entrance:
    """One sign-in or lock-out."""

    at: dt.datetime
    access: str
    locked: bool
    address: str


def recent_entrances(user: User, limit: int = 10) -> list[Entrance]:
    """A user's sign-ins and lock-outs, newest first: for himself, and for who manages his account.

    Under the background role: the lines stand under the user's post, which may not be the one at work.
    """
    with as_service():
        rows = AccessLog.objects.filter(user=user, access__in=(Access.SIGN_IN, Access.LOCKED)).order_by(
            "-at"
        )[:limit]
        return [
            Entrance(
                row.at,
                str(Access(row.access).label),
                row.access == Access.LOCKED,
                str(row.detail.get("address") or ""),
            )
            for row in rows
        ]
