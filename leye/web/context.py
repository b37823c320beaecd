"""What every page's frame shows: places the post may use, the posts held, the active one."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from leye.adoption.runs import stale_run
from leye.standards.calendar import today
from leye.web.places import places_for


def workplace(request: HttpRequest) -> dict[str, Any]:
    """Context for base.html."""
    post = getattr(request, "post", None)
    if post is None:
        return {"nav": [], "post": None, "posts": [], "today": today()}
    posts = request.posts  # type: ignore[attr-defined]  # see leye.web.work.WorkRequest
    # Asked of the database only by the pages that show it.
    stale = SimpleLazyObject(stale_run)
    return {
        "nav": places_for(post, request.path), "post": post, "posts": posts, "today": today(), "stale_run": stale,
    }  # fmt: skip
