"""Which of the held posts is active, and one's own settings."""

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from leye.accounts.access import recent_entrances
from leye.accounts.actions.accounts import SignOutEverywhere
from leye.accounts.actions.base import Actor
from leye.accounts.models import Post, User
from leye.accounts.scope import NOTHING
from leye.standards.calendar import today
from leye.web.fields import whole
from leye.web.places import places_for
from leye.web.recruiters.gate import acts_for_a_unit
from leye.web.selfservice.seeking import seeker_of


def _me(request: HttpRequest) -> User:
    """The signed-in user; the pages here ask for one before."""
    assert isinstance(request.user, User)
    return request.user


@login_required
@require_POST
def switch_post(request: HttpRequest) -> HttpResponse:
    """Work in another of one's own posts; opens the first place it may use."""
    held = Post.objects.filter(user=_me(request)).held_on(today()).with_places()
    chosen = get_object_or_404(held, pk=whole(request.POST.get("post")))
    request.session["post"] = chosen.pk
    places = places_for(chosen, "")
    return redirect(places[0].url if places else "my_settings")


@login_required
def my_settings(request: HttpRequest) -> HttpResponse:
    """Password, TOTP, posts, recent sign-ins: one's own only."""
    user = _me(request)
    return render(
        request,
        "accounts/me.html",
        {
            "held": user.posts.with_places().order_by("-valid_from"),
            "has_totp": Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists(),
            "entrances": recent_entrances(user),
        },
    )


@login_required
@require_POST
def sign_out_everywhere(request: HttpRequest) -> HttpResponse:
    """End every session of one's own, this one too."""
    user, door = _me(request), _door(request)
    SignOutEverywhere(Actor(user.pk, None, "", NOTHING), user).run()
    logout(request)
    messages.success(request, _("已在所有电脑和手机上退出。"))
    return redirect(door)


def _door(request: HttpRequest) -> str:
    """Where the user signs in again."""
    if seeker_of(request) is not None:
        return "my_sign_in"
    return "unit_jobs" if not _me(request).posts.exists() and acts_for_a_unit(request) else "account_login"
