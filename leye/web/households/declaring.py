"""无就业意愿声明: a household's declaration, and its withdrawal."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from leye.accounts.enums import CAN_WRITE_LEDGER
from leye.accounts.scope import Scope
from leye.casework.actions.declarations import DeclareNoIntention, WithdrawDeclaration
from leye.casework.models import Declaration
from leye.ledger.errors import Absent
from leye.ledger.reading import HouseholdCard, household_card
from leye.web.acting import attempt
from leye.web.fields import BLANK, past_day
from leye.web.people.looking import log_look
from leye.web.work import WorkRequest, actor_of, work_page
from leye.worklist.refresh import refresh_people

FORM = "households/declare.html"


class DeclareForm(forms.Form):
    """Who declares, and why; signature and file come next, on the page of the set."""

    person_id = forms.TypedChoiceField(label=_("声明人"), coerce=int)
    declared_on = past_day(_("声明日期"))
    reason = forms.CharField(
        label=_("主要原因"), max_length=200, help_text=_("例如：全家照料重病老人，暂不外出，也不在本地务工。")
    )

    def __init__(self, *args: Any, card: HouseholdCard, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        members = [(member.id, member.name) for member in card.members if not member.deceased]
        self.fields["person_id"].choices = [*BLANK, *members]  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["person_id"].initial = card.head_id


class WithdrawForm(forms.Form):
    ended_on = past_day(_("撤回日期"))


def declarations_of(scope: Scope, household_id: int) -> list[Declaration]:
    """A household's declarations, the newest first."""
    rows = Declaration.objects.visible_to(scope).filter(household_id=household_id)
    return list(rows.select_related("person"))


def _card(request: WorkRequest, pk: int) -> HouseholdCard:
    """The household; its members are offered by name, which is a look at each."""
    try:
        card = household_card(request.scope, pk)
    except Absent as error:
        raise Http404 from error
    for member in card.members:
        log_look(request, member.id)
    return card


@work_page(*CAN_WRITE_LEDGER)
def declare(request: WorkRequest, pk: int) -> HttpResponse:
    """A new declaration. How much help went before it is told; the page of its set shows what is still missing."""
    card = _card(request, pk)
    form = DeclareForm(request.POST or None, card=card)
    if request.method == "POST" and form.is_valid():
        made = attempt(form, DeclareNoIntention(actor_of(request), household_id=pk, **form.cleaned_data))
        if made is not None:
            refresh_people([made.declaration.person_id])
            words = _now(
                "已登记声明。声明前，这一户有%(count)d次岗位信息和帮扶（只是调查、跟踪的不算）。接着请签字，材料齐全后办结归档。"
            )
            messages.success(request, words % {"count": made.helps})
            return redirect("no_intention", made.declaration.pk)
    context = {"form": form, "card": card, "title": _now("登记无就业意愿声明"), "button": _now("登记")}
    return render(request, FORM, context)


@work_page(*CAN_WRITE_LEDGER)
def withdraw(request: WorkRequest, pk: int, declaration_pk: int) -> HttpResponse:
    """The household wants to work again."""
    card = _card(request, pk)
    rows = Declaration.objects.visible_to(request.scope).filter(household_id=pk)
    found = get_object_or_404(rows, pk=declaration_pk)
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        ended = attempt(
            form, WithdrawDeclaration(actor_of(request), declaration_id=found.pk, **form.cleaned_data)
        )
        if ended is not None:
            refresh_people([ended.person_id])
            messages.success(request, _now("已撤回声明。"))
            return redirect("household", pk)
    context = {"form": form, "card": card, "title": _now("撤回无就业意愿声明"), "button": _now("撤回")}
    return render(request, FORM, context)
