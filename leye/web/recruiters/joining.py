"""申请单位账号: the public form, and the page that tells how far it is."""

from __future__ import annotations

from allauth.core.internal import ratelimit
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from leye.accounts.actions.base import Actor
from leye.accounts.enums import Outside, Source
from leye.accounts.scope import NOTHING, as_service
from leye.areas.paths import full_path
from leye.recruiters.actions.accounts import AskAccount
from leye.recruiters.membership import units_of
from leye.recruiters.models import RecruiterMember
from leye.web.acting import attempt
from leye.web.bait import bitten, refuse
from leye.web.recruiters.forms import AskForm

#: A hall's people share one address of the network.
LIMITS = {"ask_unit_account": "20/1h/ip"}


def join(request: HttpRequest) -> HttpResponse:
    """Ask for an account. Whoever acts for a unit already keeps his user for the next one."""
    form = AskForm(request.POST or None)
    units = units_of(request.user.pk) if request.user.is_authenticated and request.user.pk else []
    if request.method == "POST" and form.is_valid():
        if bitten(request):
            refuse(form)
        elif ratelimit.consume(request, app="leye.web", action="ask_unit_account", config=LIMITS) is None:
            form.add_error(None, _("提交得太频繁，请过一会儿再试。"))
        else:
            user_id = request.user.pk if units else None
            by = (
                Actor(user_id, None, Outside.EMPLOYER, NOTHING, Source.PORTAL)
                if user_id
                else Actor.system(Source.PORTAL)
            )
            asked = attempt(form, AskAccount(by, **form.cleaned_data), {"area_no": "place"})
            if asked is not None:
                return redirect("unit_asked", asked.token)
    return render(request, "recruiters/join.html", {"form": form, "units": units})


def asked(request: HttpRequest, token: str) -> HttpResponse:
    """How far it is: told to whoever knows the address, with no name of anybody."""
    with as_service():
        found = RecruiterMember.objects.filter(token=token).first()
    if found is None:
        raise Http404
    return render(request, "recruiters/asked.html", {"asked": found, "place": full_path(found.area_id)})
