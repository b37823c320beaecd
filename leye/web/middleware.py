"""What every request passes: database away, content security, forced password change, scope."""

from collections.abc import Callable

from django.db import InterfaceError, OperationalError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from leye.accounts.models import Post
from leye.accounts.scope import NOTHING, Scope, scope_of, set_scope
from leye.standards.calendar import today

Responder = Callable[[HttpRequest], HttpResponse]

POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self';"
    " connect-src 'self'; frame-ancestors 'none'; base-uri 'self'; form-action 'self'; object-src 'none'"
)


class DatabaseAwayMiddleware:
    """A page that says the database is away, instead of a broken one."""

    def __init__(self, get_response: Responder) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer 503 for a lost or refused connection."""
        if isinstance(exception, OperationalError | InterfaceError):
            response = render(request, "503.html", status=503)
            response["Retry-After"] = "10"
            return response
        return None


class ContentSecurityMiddleware:
    """No inline script, no inline style, nothing from another origin."""

    def __init__(self, get_response: Responder) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("Permissions-Policy", "camera=(self), geolocation=(), microphone=()")
        if request.user.is_authenticated if hasattr(request, "user") else False:
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response


class PasswordChangeMiddleware:
    """A password that somebody else set must be changed before anything else."""

    def __init__(self, get_response: Responder) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        if user.is_authenticated and user.must_change_password:
            allowed = {reverse("account_change_password"), reverse("account_logout")}
            if request.path not in allowed and not request.path.startswith("/static/"):
                return redirect("account_change_password")
        return self.get_response(request)


def active_post(request: HttpRequest) -> Post | None:
    """The post in which the user works now: chosen in the session, else the first one held today."""
    if not request.user.is_authenticated:
        return None
    held = list(Post.objects.filter(user=request.user).held_on(today()).with_places())
    chosen = request.session.get("post")
    return next((post for post in held if post.pk == chosen), held[0] if held else None)


class ScopeMiddleware:
    """One transaction a request, in which only the active post's rows exist."""

    def __init__(self, get_response: Responder) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with transaction.atomic():
            post = active_post(request)
            scope: Scope = scope_of(post) if post else NOTHING
            request.post = post  # type: ignore[attr-defined]  # see leye.web.work.WorkRequest
            request.scope = scope  # type: ignore[attr-defined]  # see leye.web.work.WorkRequest
            set_scope(scope)
            response = self.get_response(request)
            if response.status_code >= 500:
                transaction.set_rollback(True)
        return response
