"""Who sees a person besides the area, what is shared with a post, and posts to share with."""

import datetime as dt
from typing import Any

from django.db.models import Q, QuerySet

from leye.accounts.models import Post, Share
from leye.areas.lookup import find_area
from leye.standards.calendar import today

#: More posts than this are no answer to "which one".
MOST = 20


def find_posts(who: str, area: str, role: str, on: dt.date) -> list[Post]:
    """Posts held on a day by a user of exactly this user name or name, or in an area (name, path or code) and role.

    Nothing without a user or an area: there is no list of all officials to leaf through. One more than MOST at most.
    """
    who, area = who.strip(), area.strip()
    if not who and not area:
        return []
    posts = Post.objects.held_on(on).filter(user__is_active=True).with_places()
    if who:
        posts = posts.filter(Q(user__username=who) | Q(user__name=who))
    if area:
        posts = posts.filter(area_id__in=[found.no for found in find_area(area)])
    if role:
        posts = posts.filter(role=role)
    return list(posts.order_by("area_id", "role", "pk")[: MOST + 1])


def open_shares(person: Any) -> QuerySet[Share]:
    """Shares of a person that run or will run, made by the area that holds the person now; the next to end first.

    `person` is a row of the ledger in the caller's own area.
    """
    shares = Share.objects.filter(person_id=person.pk, area_id=person.area_id, valid_to__gte=today())
    return shares.select_related("post__user", "post__area", "granted_by").order_by("valid_to", "pk")


def shared_with(post: Post) -> QuerySet[Share]:
    """Shares that a post has today, the next to end first. Under the post's scope, which shows no others."""
    day = today()
    shares = Share.objects.filter(post=post, valid_from__lte=day, valid_to__gte=day)
    return shares.select_related("area", "granted_by").order_by("valid_to", "pk")
