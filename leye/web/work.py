"""What a work page knows: the request with its post and scope, and who may open it."""

import functools
from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django_htmx.middleware import HtmxDetails

from leye.accounts.actions.base import Actor
from leye.accounts.enums import Role, Source
from leye.accounts.models import Post, User
from leye.accounts.scope import Scope


class WorkRequest(HttpRequest):
    """A request of a signed-in user who holds a post."""

    user: User
    posts: list[Post]
    post: Post
    scope: Scope
    htmx: HtmxDetails


def actor_of(request: WorkRequest, source: str = Source.CLERK) -> Actor:
    """The actor behind a request."""
    return Actor(request.user.pk, request.post.pk, request.post.role, request.scope, source)


def work_page(*roles: Role) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """A page for users who hold a post, in one of the roles when any are named."""

    def wrap(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @functools.wraps(view)
        def guarded(request: WorkRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.post is None:
                raise PermissionDenied(_("您目前没有有效的岗位，请联系县级经办员设置。"))
            if roles and request.post.role not in roles:
                raise PermissionDenied(_("您的岗位不能打开这个页面。"))
            return view(request, *args, **kwargs)

        return login_required(guarded)

    return wrap
