"""公示页: what anybody may see of a fair, and the two forms through which people and employers sign up. No sign-in."""

from typing import Any

import segno
from allauth.core.internal import ratelimit
from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from leye.accounts.actions.base import Action, ActionError
from leye.fairs.actions.booths import SignUp
from leye.fairs.actions.visits import SignUpToCome
from leye.fairs.public import PublicFair, coming_fairs, done_by_public, public_fair, slip_of
from leye.ledger.errors import Absent, Invalid
from leye.web.bait import bitten, refuse
from leye.web.fairs.booth_forms import JoinForm, PublicSignUpForm

#: A village's people share one address of the network, and so do a hall's.
LIMITS = {"fair_sign_up": "120/10m/ip"}
#: Under which the session keeps the tokens of the slips that it was given; the last ones, for a family or a village.
SLIPS = "fair_slips"
MOST_SLIPS = 50


def _fair_or_404(number: str) -> PublicFair:
    found = public_fair(number)
    if found is None:
        raise Http404
    return found


def _tried(request: HttpRequest, form: forms.Form, kind: type[Action[Any]], **given: Any) -> Any:
    """The action's result; None when it was refused, with the reasons in the form."""
    if ratelimit.consume(request, app="leye.web", action="fair_sign_up", config=LIMITS) is None:
        form.add_error(None, _("提交得太频繁，请过几分钟再试。"))
        return None
    try:
        return done_by_public(kind, **given)
    except Absent as error:
        raise Http404 from error
    except Invalid as error:
        for name, sentence in error.problems.items():
            form.add_error(name if name in form.fields else None, sentence)
    except ActionError as error:
        form.add_error(None, str(error))
    return None


def fairs(request: HttpRequest) -> HttpResponse:
    """Fairs to come."""
    return render(request, "fairs/public_list.html", {"fairs": coming_fairs()})


def fair(request: HttpRequest, number: str) -> HttpResponse:
    """One fair: when, where, who hires for what."""
    return render(request, "fairs/public_fair.html", {"fair": _fair_or_404(number)})


def join(request: HttpRequest, number: str) -> HttpResponse:
    """Somebody means to come: name and phone, no e-mail, no account; a number and a code come back."""
    found = _fair_or_404(number)
    form = JoinForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        held = request.session.get(SLIPS, [])
        visit = _tried(request, form, SignUpToCome, fair_id=found.pk, held=held, **form.cleaned_data)
        if visit is not None:
            if visit.token not in held:
                request.session[SLIPS] = [*held, visit.token][-MOST_SLIPS:]
            return redirect("public_slip", number, visit.token)
    return render(request, "fairs/public_join.html", {"fair": found, "form": form})


def slip(request: HttpRequest, number: str, token: str) -> HttpResponse:
    """The number and the code to show at the desk. Its address is known only to who signed up."""
    found = _fair_or_404(number)
    mine = slip_of(found, token)
    if mine is None:
        raise Http404
    drawn = segno.make(mine.code, error="m", micro=False).svg_inline(scale=4, border=2, omitsize=True)
    # Drawn by the library from our own letters and digits.
    return render(request, "fairs/public_slip.html", {"fair": found, "slip": mine, "drawn": mark_safe(drawn)})


def sign_up(request: HttpRequest, number: str) -> HttpResponse:
    """An employer asks for a booth."""
    found = _fair_or_404(number)
    form = PublicSignUpForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if bitten(request):
            refuse(form)
            return render(request, "fairs/public_sign_up.html", {"fair": found, "form": form})
        booth = _tried(request, form, SignUp, fair_id=found.pk, from_public=True, **form.cleaned_data)
        if booth is not None:
            return render(request, "fairs/public_signed_up.html", {"fair": found, "name": booth.name})
    return render(request, "fairs/public_sign_up.html", {"fair": found, "form": form})
