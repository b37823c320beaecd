"""The list of accounts in one's area."""

from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from leye.accounts import lockout
from leye.accounts.enums import CAN_MANAGE_ACCOUNTS
from leye.accounts.models import Post, User
from leye.accounts.scope import Scope
from leye.areas.lookup import find_area
from leye.areas.paths import path_names
from leye.standards.calendar import today
from leye.web.accounts.forms import FilterForm
from leye.web.fields import whole
from leye.web.work import WorkRequest, work_page

PAGE = 50


def users_in(scope: Scope) -> QuerySet[User]:
    """Users who hold, will hold or held a post in the scope; others do not exist here."""
    inside = Post.objects.filter(area_id__gte=scope.lo, area_id__lte=scope.hi)
    return User.objects.filter(pk__in=inside.values("user_id"))


def narrowed(users: QuerySet[User], scope: Scope, wanted: dict[str, Any]) -> QuerySet[User]:
    """The users that fit the filter."""
    posts = Post.objects.filter(area_id__gte=scope.lo, area_id__lte=scope.hi).not_over_on(today())
    if wanted.get("q"):
        text = wanted["q"].strip()
        users = users.filter(Q(name__icontains=text) | Q(username__icontains=text) | Q(phone=text))
    if wanted.get("role"):
        users = users.filter(pk__in=posts.filter(role=wanted["role"]).values("user_id"))
    if wanted.get("area"):
        places = Q(pk__in=[])
        for area in find_area(wanted["area"], scope):
            places |= Q(area_id__gte=area.no, area_id__lte=area.last)
        users = users.filter(pk__in=posts.filter(places).values("user_id"))
    match wanted.get("state"):
        case "active":
            users = users.filter(is_active=True)
        case "never":
            users = users.filter(is_active=True, last_login__isnull=True)
        case "closed":
            users = users.filter(is_active=False)
    return users


@work_page(*CAN_MANAGE_ACCOUNTS)
def index(request: WorkRequest) -> HttpResponse:
    """Who has an account here, and what state it is in."""
    form = FilterForm(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    everyone = users_in(request.scope)
    users = narrowed(everyone, request.scope, wanted).order_by("name", "pk")
    total = users.count()
    page = min(max(whole(request.GET.get("page")), 1), max(-(-total // PAGE), 1))
    shown = list(users[(page - 1) * PAGE : page * PAGE].prefetch_related(held_in(request.scope)))
    locked = lockout.locked_accounts(shown)
    query = {key: value for key, value in wanted.items() if value}

    def page_url(wanted_page: int) -> str:
        return f"?{urlencode({**query, 'page': wanted_page})}"

    return render(
        request,
        "accounts/list.html",
        {
            "form": form,
            "rows": [_row(user, user.pk in locked) for user in shown],
            "total": total,
            "everyone": everyone.count() if query else total,
            "filtered": bool(query),
            "previous_url": page_url(page - 1) if page > 1 else "",
            "next_url": page_url(page + 1) if page * PAGE < total else "",
            "page_words": _("第%(page)d页，共%(pages)d页") % {"page": page, "pages": -(-total // PAGE)}
            if total > PAGE
            else "",
        },
    )


def held_in(scope: Scope) -> Prefetch:
    """Posts of today and later in the scope, as `held` on each user."""
    posts = (
        Post.objects.filter(area_id__gte=scope.lo, area_id__lte=scope.hi).not_over_on(today()).with_places()
    )
    return Prefetch("posts", posts, to_attr="held")


def state_of(user: User, locked: bool, holds_post: bool) -> tuple[str, str]:
    """Kind and word of an account's state."""
    if not user.is_active:
        return "plain", _("已停用")
    if locked:
        return "bad", _("锁定中")
    if not holds_post:
        return "warn", _("没有有效岗位")
    if user.must_change_password:
        return "info", _("等本人改密码")
    return "good", _("使用中")


def _row(user: User, locked: bool) -> dict[str, Any]:
    held: list[Post] = user.held  # type: ignore[attr-defined]  # from held_in
    kind, word = state_of(user, locked, bool(held))
    return {
        "user": user,
        "kind": kind,
        "word": word,
        "posts": [{"place": path_names(post.area_id), "role": post.get_role_display()} for post in held],
    }
