"""求助: anybody asks for help, step by step, without an account; the receipt shows what became of it."""

from typing import Any

from allauth.core.internal import ratelimit
from django import forms
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from leye.accounts.actions.base import Action, ActionError
from leye.areas.enums import Level
from leye.areas.models import Area
from leye.areas.paths import chain, full_path
from leye.ledger.errors import Invalid
from leye.selfservice.actions.asking import AskHelp
from leye.selfservice.reading import done_by_public, receipt_for
from leye.selfservice.receipts import new_receipt, show_receipt
from leye.selfservice.served import below, served_area, served_counties
from leye.web.bait import bitten
from leye.web.fields import whole
from leye.web.selfservice.forms import HelpForm, ReceiptForm
from leye.web.selfservice.seeking import seeker_of

#: A village's people share one address of the network. Looking receipts up is what somebody would try numbers with.
LIMITS = {"ask_help": "60/10m/ip", "receipt": "30/10m/ip"}
#: Under which the receipt of the request that was just sent stands in the session.
SENT = "help_sent"
#: The field of the form that carries the receipt drawn for it, signed.
ONCE = "once"


def within_limits(request: HttpRequest, what: str) -> bool:
    """Whether an address of the network may try once more."""
    return ratelimit.consume(request, app="leye.web", action=what, config=LIMITS) is not None


def tried(form: forms.Form, kind: type[Action[Any]], /, **given: Any) -> Any:
    """The result of an action of the public; None when it was refused, with the reasons in the form."""
    try:
        return done_by_public(kind, **given)
    except Invalid as error:
        for name, sentence in error.problems.items():
            form.add_error(name if name in form.fields else None, sentence)
    except ActionError as error:
        form.add_error(None, str(error))
    return None


def choose(request: HttpRequest) -> HttpResponse:
    """Where the one who asks lives: county, then township. With one county only, its townships at once."""
    if seeker_of(request) is not None:
        return redirect("my_help")
    counties = served_counties()
    asked = served_area(whole(request.GET.get("area")))
    if asked is None and len(counties) == 1:
        asked = counties[0]
    if asked is None:
        return render(request, "selfservice/choose.html", {"areas": _named(counties), "whole": None})
    if asked.level == Level.COUNTY and (townships := below(asked)):
        context = {"areas": _named(townships, asked), "whole": asked, "several": len(counties) > 1}
        return render(request, "selfservice/choose.html", context)
    return redirect("ask_help", asked.no)


def _named(areas: list[Area], county: Area | None = None) -> list[dict[str, Any]]:
    """Areas to choose from; counties with the city they belong to."""
    return [
        {
            "no": one.no, "name": one.name, "form": county is not None,
            "in": one.parent.name if county is None and one.parent else "",
        }
        for one in areas
    ]  # fmt: skip


def ask(request: HttpRequest, area_no: int) -> HttpResponse:
    """The form for somebody of a township (or of a county who cannot say which)."""
    area = served_area(area_no)
    if area is None:
        raise Http404
    form = HelpForm(request.POST or None, area=area)
    if request.method == "POST" and form.is_valid():
        if bitten(request):
            # A machine filled in what nobody sees: it is told what it wants to hear.
            return _sent(request, new_receipt())
        data = dict(form.cleaned_data)
        village = data.pop("village", None)
        if not within_limits(request, "ask_help"):
            form.add_error(None, _("提交得太频繁，请过几分钟再试，或打12333。"))
        else:
            held = [request.session.get(SENT, "")]
            made = tried(
                form, AskHelp, area_no=village or area.no, receipt=_drawn(request), held=held, **data
            )
            if made is not None:
                return _sent(request, made.receipt)
    place = (
        full_path(area) if area.level == Level.COUNTY else "".join(one.name for one in chain(area.no)[-2:])
    )
    context = {
        "form": form, "area": area, "place": place,
        "once": signing.dumps(_drawn(request) or new_receipt(), salt=ONCE),
    }  # fmt: skip
    return render(request, "selfservice/ask.html", context)


def _drawn(request: HttpRequest) -> str:
    """The receipt that was drawn when the form was shown: sent twice, it is one. Nobody chooses his own."""
    try:
        return str(signing.loads(request.POST.get(ONCE, ""), salt=ONCE))
    except signing.BadSignature:
        return ""


def _sent(request: HttpRequest, receipt: str) -> HttpResponse:
    request.session[SENT] = receipt
    return redirect("help_sent")


def sent(request: HttpRequest) -> HttpResponse:
    """The number of what was just sent, large, to be kept."""
    receipt = request.session.get(SENT)
    if not receipt:
        return redirect("help")
    return render(request, "selfservice/sent.html", {"number": show_receipt(receipt)})


def receipt(request: HttpRequest) -> HttpResponse:
    """What became of a request, for who holds the receipt. Posted, so that no number stands in an address."""
    form = ReceiptForm(request.POST or None)
    found = None
    if request.method == "POST" and form.is_valid():
        if not within_limits(request, "receipt"):
            form.add_error(None, _("查得太频繁，请过几分钟再试。"))
        else:
            found = receipt_for(form.cleaned_data["number"], form.cleaned_data["tail"])
            if found is None:
                form.add_error(None, _("没有查到。请核对回执号和提交时填的电话的后四位。"))
    return render(request, "selfservice/receipt.html", {"form": form, "found": found})
