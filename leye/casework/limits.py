"""When a person may be placed on a public-welfare post.

One person, one post, and a post with a free place: always. How often, and for how long: whatever the documents
adopted where the person lives say (leye.casework.documents).
"""

import datetime as dt
from collections.abc import Iterable

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from leye.accounts.scope import as_service
from leye.casework.documents import limits_broken, term_of
from leye.casework.models import Placement, PublicPost
from leye.ledger.models import Person


def placement_warnings(
    person: Person, post: PublicPost, start: dt.date, term_months: int | None = None
) -> list[str]:
    """Why this person may not be placed on this post from this day, for so long; empty when nothing stands against it."""
    found = [*_about_post(post, start)]
    if person.deceased_on is not None:
        return [*found, _("此人已登记死亡。")]
    earlier = Placement.objects.filter(person=person).select_related("post").order_by("started_on")
    current = [p for p in earlier if p.ended_on is None or p.ended_on > start]
    if current:
        words = _("此人已在公益性岗位“%(title)s”（%(day)s上岗），不能一人多岗。")
        return [*found, words % {"title": current[-1].post.title, "day": current[-1].started_on}]
    found += limits_broken(person, post, start)
    if term_months is not None and (term := term_of(person, post, start)) and term_months > term.months:
        words = _(
            "按%(document)s，安置期限最多%(most)d个月，现在填的是%(asked)d个月；确需延长的，期满前申请延期。"
        )
        found.append(words % {"document": term.document, "most": term.months, "asked": term_months})
    return found


def places_held(posts: Iterable[PublicPost], on: dt.date) -> dict[int, int]:
    """By post, how many people hold it on a day or will leave it later, wherever they live.

    Only counted, never shown: a post of the county may be held by somebody of any township.
    """
    with as_service():
        held = Placement.objects.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=on), post__in=list(posts))
        counts = held.order_by().values("post_id").annotate(held=Count("pk"))
        return {row["post_id"]: row["held"] for row in counts}


def _about_post(post: PublicPost, start: dt.date) -> list[str]:
    if start < post.valid_from or (post.valid_to is not None and start > post.valid_to):
        return [_("岗位“%(title)s”在%(day)s不在设立期内。") % {"title": post.title, "day": start}]
    if places_held([post], start).get(post.pk, 0) >= post.places:
        return [_("岗位“%(title)s”的%(places)d个名额已满。") % {"title": post.title, "places": post.places}]
    return []
