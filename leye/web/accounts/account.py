"""One account: its posts, and what a manager may do to it."""

from collections.abc import Callable
from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from leye.accounts import lockout
from leye.accounts.access import recent_entrances
from leye.accounts.actions.accounts import DisableUser, EnableUser, ResetPassword, ResetTotp, Unlock
from leye.accounts.actions.base import Action, ActionError
from leye.accounts.actions.posts import AssignPost, EndPost
from leye.accounts.enums import CAN_MANAGE_ACCOUNTS
from leye.accounts.models import Post, User
from leye.accounts.rules import covers_post, may_manage
from leye.areas.paths import path_names
from leye.standards.calendar import today
from leye.web.accounts.forms import EndPostForm, PostForm
from leye.web.accounts.listing import state_of, users_in
from leye.web.work import WorkRequest, actor_of, work_page


def _account(request: WorkRequest, pk: int) -> User:
    """The account, when it has or had a post here; else 404, exactly as if there were none."""
    return get_object_or_404(users_in(request.scope), pk=pk)


def _posts(request: WorkRequest, user: User) -> list[Post]:
    """The account's posts in one's own area, the newest first."""
    lo, hi = request.scope.lo, request.scope.hi
    return list(
        user.posts.filter(area_id__gte=lo, area_id__lte=hi).with_places().order_by("-valid_from", "pk")
    )


def _to_end(request: WorkRequest, user: User) -> list[Post]:
    """The posts that the manager may end."""
    if user.pk == request.user.pk:
        return []
    actor = actor_of(request)
    return [post for post in _posts(request, user) if not _over(post) and covers_post(actor, post)]


def _over(post: Post) -> bool:
    return bool(post.valid_to and post.valid_to < today())


@work_page(*CAN_MANAGE_ACCOUNTS)
def show(request: WorkRequest, pk: int) -> HttpResponse:
    """The account's page."""
    return _page(request, _account(request, pk))


def _page(
    request: WorkRequest, user: User, add: PostForm | None = None, end: EndPostForm | None = None
) -> HttpResponse:
    actor, posts, to_end = actor_of(request), _posts(request, user), _to_end(request, user)
    until = max(
        filter(None, (lockout.account_locked_until(user.username), lockout.codes_locked_until(user))),
        default=None,
    )
    kind, word = state_of(user, until is not None, any(not _over(post) for post in posts))
    context = {
        "account": user,
        "rows": [_row(post) for post in posts],
        "form": add or PostForm(actor),
        "end_form": end or (EndPostForm(to_end) if to_end else None),
        "kind": kind,
        "word": word,
        "locked_until": until,
        "outside": user.posts.not_over_on(today()).exclude(pk__in=[post.pk for post in posts]).exists(),
        "may_manage": may_manage(actor, user),
        "is_me": user.pk == request.user.pk,
        "has_totp": Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists(),
        "entrances": recent_entrances(user),
        "crumbs": [{"label": _("账号"), "url": "/accounts/"}, {"label": user.name}],
    }
    return render(request, "accounts/account.html", context)


def _row(post: Post) -> dict[str, Any]:
    kind, word = "good", _("在任")
    if _over(post):
        kind, word = "plain", _("已结束")
    elif post.valid_from > today():
        kind, word = "info", _("未开始")
    return {"post": post, "place": path_names(post.area_id), "kind": kind, "word": word}


@work_page(*CAN_MANAGE_ACCOUNTS)
@require_POST
def add_post(request: WorkRequest, pk: int) -> HttpResponse:
    """A new post for the account."""
    user = _account(request, pk)
    form = PostForm(actor_of(request), request.POST)
    if form.is_valid():
        given = form.cleaned_data
        try:
            AssignPost(
                actor_of(request), user, given["area"], given["role"], given["valid_from"], given["valid_to"]
            ).run()
        except ActionError as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("已加岗位。"))
            return redirect("account", pk=pk)
    return _page(request, user, add=form)


@work_page(*CAN_MANAGE_ACCOUNTS)
@require_POST
def end_post(request: WorkRequest, pk: int) -> HttpResponse:
    """End one of the account's posts."""
    user = _account(request, pk)
    posts = _to_end(request, user)
    form = EndPostForm(posts, request.POST)
    if not form.is_valid():
        return _page(request, user, end=form)
    post = next(post for post in posts if post.pk == form.cleaned_data["post"])
    day = form.cleaned_data["last_day"]
    return _do(
        request,
        pk,
        lambda: EndPost(actor_of(request), post, day),
        _("岗位最后一天已设为%(day)s。") % {"day": day.isoformat()},
    )


@work_page(*CAN_MANAGE_ACCOUNTS)
@require_POST
def reset_password(request: WorkRequest, pk: int) -> HttpResponse:
    """A new password, shown on this answer only."""
    user = _account(request, pk)
    try:
        password = ResetPassword(actor_of(request), user).run()
    except ActionError as refused:
        messages.error(request, str(refused))
        return redirect("account", pk=pk)
    return render(
        request,
        "accounts/password_once.html",
        {
            "account": user,
            "password": password,
            "crumbs": [
                {"label": _("账号"), "url": "/accounts/"},
                {"label": user.name, "url": f"/accounts/{pk}/"},
                {"label": _("新密码")},
            ],
        },
    )


def _do(request: WorkRequest, pk: int, make: Callable[[], Action[Any]], done: str) -> HttpResponse:
    """Run an action, say how it went, and go back to the account."""
    try:
        make().run()
    except ActionError as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, done)
    return redirect("account", pk=pk)


@work_page(*CAN_MANAGE_ACCOUNTS)
@require_POST
def reset_totp(request: WorkRequest, pk: int) -> HttpResponse:
    """Take away one-time codes."""
    user = _account(request, pk)
    return _do(
        request,
        pk,
        lambda: ResetTotp(actor_of(request), user),
        _("动态口令已取消，原来的登录已退出。请本人登录后重新启用。"),
    )


@work_page(*CAN_MANAGE_ACCOUNTS)
@require_POST
def unlock(request: WorkRequest, pk: int) -> HttpResponse:
    """End a lock-out."""
    user = _account(request, pk)
    return _do(request, pk, lambda: Unlock(actor_of(request), user), _("已解锁，本人可以马上登录。"))


@work_page(*CAN_MANAGE_ACCOUNTS)
@require_POST
def disable(request: WorkRequest, pk: int) -> HttpResponse:
    """Close the account."""
    user = _account(request, pk)
    return _do(
        request,
        pk,
        lambda: DisableUser(actor_of(request), user),
        _("账号已停用，正在使用的登录已退出。经办过的资料都在。"),
    )


@work_page(*CAN_MANAGE_ACCOUNTS)
@require_POST
def enable(request: WorkRequest, pk: int) -> HttpResponse:
    """Open it again."""
    user = _account(request, pk)
    return _do(
        request,
        pk,
        lambda: EnableUser(actor_of(request), user),
        _("账号已启用。忘记密码的话，请再重置密码。"),
    )
