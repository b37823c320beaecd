"""What a page of somebody who looks for work knows, and who may open it."""

import functools
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth import logout
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _

from leye.accounts.actions.base import Actor
from leye.accounts.enums import Outside
from leye.accounts.models import User
from leye.accounts.scope import Scope, set_scope
from leye.ledger.models import Person
from leye.selfservice.actions.signing import account_of, may_enter, phone_mark, seeker_actor
from leye.selfservice.models import SeekerAccount

#: Under which the session keeps the mark of the telephone with which it began.
MARK = "seeker_phone"


class SeekerRequest(HttpRequest):
    """A request of a person who is signed in to the own file."""

    user: User
    account: SeekerAccount
    person: Person
    scope: Scope


def actor_of_seeker(request: SeekerRequest) -> Actor:
    """The actor behind a request."""
    return seeker_actor(request.account, Outside.SEEKER)


def entrance(request: HttpRequest, back: str = "") -> HttpResponse:
    """To where a person signs in and, after a plain page, back again."""
    there = back or (request.get_full_path() if request.method == "GET" else "")
    return redirect(f"{reverse('my_sign_in')}{'?' + urlencode({'next': there}) if there else ''}")


def seeker_of(request: HttpRequest) -> SeekerAccount | None:
    """The account of whom is signed in as a person, who may be; None for everybody else."""
    if not isinstance(request.user, User):
        return None
    account = account_of(request.user.pk)
    return account if account is not None and _still(request, account) else None


def begin(request: HttpRequest, account: SeekerAccount) -> None:
    """Note with which telephone a session began."""
    request.session[MARK] = phone_mark(account.person)


def _still(request: HttpRequest, account: SeekerAccount) -> bool:
    """Whether who signed in may still be signed in: living, not merged, and with the same telephone in the file."""
    same = constant_time_compare(request.session.get(MARK, ""), phone_mark(account.person))
    return same and may_enter(account.person)


def seeker_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page for a person who is signed in; everything in it sees that person's rows and nothing else."""

    @functools.wraps(view)
    def guarded(request: SeekerRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return entrance(request)
        account = account_of(request.user.pk)
        if account is None:
            raise PermissionDenied(_("这里给求职者本人用。您登录的是工作账号，请在工作台办理。"))
        if not _still(request, account):
            logout(request)
            messages.error(request, _("您的资料有变动，请重新登录；登录不了的，请联系当地就业服务窗口。"))
            return redirect("my_sign_in")
        request.account, request.person = account, account.person
        request.scope = Scope.of_person(account.person_id)
        set_scope(request.scope)
        return view(request, *args, **kwargs)

    return guarded
