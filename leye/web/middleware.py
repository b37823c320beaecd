"""What every request passes: database away, content security, age of the session, password and TOTP, scope."""

import time
from collections.abc import Callable

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from leye.accounts.enums import NEEDS_TOTP
from leye.accounts.models import Post, User
from leye.accounts.scope import NOTHING, enter, set_scope
from leye.standards.calendar import today
from leye.web.away import away_page, is_away

Responder = Callable[[HttpRequest], HttpResponse]

#: How often, in seconds, a session notes that it was used: each note is a write.
SEEN_EVERY = 300
#: Where people from outside sign in again.
DOORS = {"/my/": "my_sign_in"}
POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self';"
    " connect-src 'self'; frame-ancestors 'none'; base-uri 'self'; form-action 'self'; object-src 'none'"
)


class DatabaseAwayMiddleware:
    """A page that says the database is away, instead of a broken one.

    It answers for the views; for the middlewares inside it `leye.web.errors.server_error` does.
    """

    def __init__(self, get_response: Responder) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer 503 for a lost or refused connection."""
        return away_page(request) if is_away(exception) else None


class ContentSecurityMiddleware:
    """No inline script, no inline style, nothing from another origin; no page is kept by a shared computer."""

    def __init__(self, get_response: Responder) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("Permissions-Policy", "camera=(self), geolocation=(), microphone=()")
        # Files under /static/ bring their own; asking for the user here would ask the database.
        response.headers.setdefault("Cache-Control", "private, no-store")
        return response


class SessionAgeMiddleware:
    """A session ends after two hours without a page, and eight hours after the sign-in."""

    def __init__(self, get_response: Responder) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        session = request.session
        if not request.user.is_authenticated:
            return self.get_response(request)
        now = int(time.time())
        since, seen = session.setdefault("since", now), session.setdefault("seen", now)
        if now - seen > settings.SESSION_IDLE_SECONDS or now - since > settings.SESSION_COOKIE_AGE:
            logout(request)
            messages.info(request, _("您有一段时间没有操作，为了安全已自动退出。请重新登录，已保存的都在。"))
            return to_sign_in(request)
        if now - seen > SEEN_EVERY:
            session["seen"] = now
        return self.get_response(request)


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """To the sign-in page and, after a plain page, back again; a fragment of a page makes the browser go there.

    People from outside have doors of their own, by the beginning of the address.
    """
    door = next((name for path, name in DOORS.items() if request.path.startswith(path)), settings.LOGIN_URL)
    if request.headers.get("HX-Request") == "true":
        return HttpResponse(status=204, headers={"HX-Redirect": reverse(door)})
    return redirect_to_login(request.get_full_path() if request.method == "GET" else "/", reverse(door))


class PasswordChangeMiddleware:
    """A password that somebody else set must be changed before anything else; then TOTP set up where required."""

    def __init__(self, get_response: Responder) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        if user.is_authenticated:
            if user.must_change_password:
                if request.path not in {reverse("account_change_password"), reverse("account_logout")}:
                    return redirect("account_change_password")
            elif settings.REQUIRE_TOTP and needs_totp(user) and not may_wait_for_totp(request.path):
                messages.warning(request, _("您的岗位登录时必须用动态口令。请先启用，再开始工作。"))
                return redirect("mfa_activate_totp")
        return self.get_response(request)


def needs_totp(user: User) -> bool:
    """Whether a post held today asks for TOTP that the user has not set up."""
    return (
        user.posts.held_on(today()).filter(role__in=NEEDS_TOTP).exists()
        and not Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists()
    )


def may_wait_for_totp(path: str) -> bool:
    """The pages through which TOTP is set up, and the way out."""
    return path.startswith(reverse("mfa_index")) or path in {
        reverse("account_logout"),
        reverse("account_reauthenticate"),
        reverse("account_change_password"),
    }


def posts_held(request: HttpRequest) -> list[Post]:
    """The posts that the user holds today."""
    if not request.user.is_authenticated:
        return []
    return list(Post.objects.filter(user=request.user).held_on(today()).with_places())


def active_post(request: HttpRequest, held: list[Post]) -> Post | None:
    """The post in which the user works now: chosen in the session, else the first one held today."""
    chosen = request.session.get("post") if held else None
    return next((post for post in held if post.pk == chosen), held[0] if held else None)


class ScopeMiddleware:
    """One transaction a request, in which only the active post's rows exist."""

    def __init__(self, get_response: Responder) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with transaction.atomic():
            held = posts_held(request)
            post = active_post(request, held)
            request.posts = held  # type: ignore[attr-defined]  # see leye.web.work.WorkRequest
            request.post = post  # type: ignore[attr-defined]  # see leye.web.work.WorkRequest
            request.scope = enter(post) if post else NOTHING  # type: ignore[attr-defined]  # see leye.web.work.WorkRequest
            if post is None:
                set_scope(NOTHING)
            response = self.get_response(request)
            if response.status_code >= 500:
                transaction.set_rollback(True)
        return response
