"""Error pages: what happened, what to do next, nothing lost."""

import sys

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from leye.web.away import away_page, is_away

#: Beginnings of addresses that people without a post open.
OUTSIDE = ("/jobs/", "/f/", "/help/", "/my/")


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400."""
    return render(request, "400.html", {"reason": str(exception or "")}, status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: the post may not do this."""
    return render(request, "403.html", {"reason": str(exception or "")}, status=403)


def token_missing(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: a form without its token, mostly a page that stood open over a sign-in in another window."""
    words = _(
        "这个页面打开得太久，或刚在别的窗口重新登录过，提交没有成功。请按“后退”回到填写的页面，刷新后再提交。"
    )
    return render(request, "403.html", {"reason": words}, status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: absent, or outside the scope; the page does not tell which. People from outside are told in their words."""
    outside = request.path.startswith(OUTSIDE) and getattr(request, "post", None) is None
    return render(request, "404_public.html" if outside else "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500; or 503 where the reason is that the database is away.

    Django turns what a middleware raises (session, user, scope) into this call before any outer middleware sees
    it, so the reason can be told only here.
    """
    if is_away(sys.exc_info()[1]):
        return away_page(request)
    return render(request, "500.html", status=500)
