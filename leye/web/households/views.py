"""一户一档: members, head, and whether anybody works."""

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from leye.accounts.actions.base import ActionError
from leye.accounts.enums import CAN_WRITE_LEDGER
from leye.areas.paths import path_names
from leye.casework.models import ZeroEpisode
from leye.ledger.actions.households import FoundHousehold, MoveMember, SetHead, SetHousehold
from leye.ledger.enums import Relation
from leye.ledger.errors import Absent, ChangedMeanwhile
from leye.ledger.models import Household
from leye.ledger.reading import HouseholdCard, household_card
from leye.standards.calendar import today
from leye.web.acting import attempt
from leye.web.conflicts import CHOICE, show_conflict
from leye.web.fields import whole
from leye.web.find.views import holds_identity, is_number, log_search, look_for
from leye.web.households.declaring import declarations_of
from leye.web.households.forms import HouseholdForm
from leye.web.people.duties import owed_to_household
from leye.web.people.looking import log_look
from leye.web.people.steps import person_or_404
from leye.web.work import WorkRequest, actor_of, work_page
from leye.worklist.refresh import refresh_people

FOUND = 20


def _card(request: WorkRequest, pk: int) -> HouseholdCard:
    try:
        return household_card(request.scope, pk)
    except Absent as error:
        raise Http404 from error


@work_page()
def household(request: WorkRequest, pk: int) -> HttpResponse:
    """The card. Looking at it is a look at each member's situation, so it is logged for each."""
    card = _card(request, pk)
    for member in card.members:
        log_look(request, member.id)
    context: dict[str, Any] = {
        "card": card, "area": path_names(card.area_no), "owed": owed_to_household(request.scope, pk, today()),
        "may_write": request.post.role in CAN_WRITE_LEDGER and request.scope.covers(card.area_no),
        "head": next((member for member in card.members if member.is_head), None), "relations": Relation.choices,
    }  # fmt: skip
    context["episode"] = ZeroEpisode.objects.visible_to(request.scope).filter(household_id=pk).first()
    context["declarations"] = declarations_of(request.scope, pk)
    standing = any(one.ended_on is None for one in context["declarations"])
    context["may_declare"] = context["may_write"] and not standing and bool(card.members)
    text = request.POST.get("q", "").strip()[:60] if request.method == "POST" else ""
    if text and context["may_write"]:
        inside = {member.id for member in card.members}
        found = look_for(request, text, FOUND)
        context |= {
            "q": text,
            "found": [hit for hit in found.hits if hit.id not in inside],
            "is_number": is_number(text),
        }
    return render(request, "households/household.html", context)


def _after(request: WorkRequest, ids: set[int], words: str, pk: int) -> HttpResponse:
    refresh_people(ids)
    messages.success(request, words)
    return redirect("household", pk)


def _members(request: WorkRequest, pk: int) -> set[int]:
    return {member.id for member in _card(request, pk).members}


@require_POST
@work_page(*CAN_WRITE_LEDGER)
def add_member(request: WorkRequest, pk: int) -> HttpResponse:
    """Put a person of the scope into this household."""
    person = person_or_404(request, whole(request.POST.get("person")))
    left = person.household_id
    _card(request, pk)
    try:
        MoveMember(
            actor_of(request), person_id=person.pk, household_id=pk, relation=request.POST.get("relation", "")
        ).run()
    except Absent as error:
        raise Http404 from error
    except ActionError as error:
        messages.error(request, str(error))
        return redirect("household", pk)
    touched = _members(request, pk)
    if left is not None and left != pk:
        touched |= (
            {member.id for member in household_card(request.scope, left).members}
            if _visible(request, left)
            else set()
        )
    return _after(request, touched | {person.pk}, _("%(name)s已入户。") % {"name": person.name}, pk)


def _visible(request: WorkRequest, pk: int) -> bool:
    return Household.objects.visible_to(request.scope).filter(pk=pk).exists()


@require_POST
@work_page(*CAN_WRITE_LEDGER)
def set_head(request: WorkRequest, pk: int) -> HttpResponse:
    """Name the head."""
    person = person_or_404(request, whole(request.POST.get("person")))
    try:
        SetHead(actor_of(request), household_id=pk, person_id=person.pk).run()
    except Absent as error:
        raise Http404 from error
    except ActionError as error:
        messages.error(request, str(error))
        return redirect("household", pk)
    return _after(
        request,
        {person.pk},
        _("户主已改为%(name)s。其他成员与户主的关系请核对。") % {"name": person.name},
        pk,
    )


@work_page(*CAN_WRITE_LEDGER)
def edit(request: WorkRequest, pk: int) -> HttpResponse:
    """Number and address; two versions side by side when somebody saved meanwhile."""
    found = get_object_or_404(Household.objects.visible_to(request.scope), pk=pk)
    start = {
        "area_no": found.area_id,
        "number": found.number,
        "address": found.address,
        "version": found.version,
    }
    form = HouseholdForm(request.POST or None, initial=start, scope=request.scope)
    back = reverse("household", args=[pk])
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        for name in ("number", "address", "area_no"):
            if request.POST.get(f"{CHOICE}{name}") == "theirs":
                values[name] = getattr(found, "area_id" if name == "area_no" else name)
        try:
            saved = attempt(form, SetHousehold(actor_of(request), household_id=pk, **values))
        except ChangedMeanwhile as error:
            return show_conflict(
                request,
                error,
                ["area_no", "number", "address", "with_members"],
                title=_("修改家庭资料"),
                back=back,
                of=found.number or found.address,
            )
        if saved is not None:
            if saved.area_id != start["area_no"]:
                refresh_people(_members(request, pk))
            messages.success(request, _("已保存。"))
            return redirect(back)
    return render(request, "households/edit.html", {"form": form, "household": found, "back": back})


@work_page(*CAN_WRITE_LEDGER)
def choose(request: WorkRequest) -> HttpResponse:
    """A household for a person who has none: one of the village, or a new one."""
    person = person_or_404(request, whole(request.GET.get("person") or request.POST.get("person")))
    if request.method == "POST":
        try:
            made = FoundHousehold(actor_of(request), person_id=person.pk).run()
        except ActionError as error:
            # Pressed twice, or somebody else was quicker: the household that is there is the one.
            messages.info(request, str(error))
            return redirect("person", person.pk)
        return _after(
            request, {person.pk}, _("已新建一户，%(name)s为户主。") % {"name": person.name}, made.pk
        )
    text = request.GET.get("q", "").strip()[:60]
    if holds_identity(text):
        return render(request, "households/choose.html", {"person": person, "in_address": True}, status=400)
    homes = Household.objects.visible_to(request.scope).filter(area_id=person.area_id).select_related("head")
    if text:
        homes = homes.filter(
            Q(head__name__startswith=text) | Q(number__startswith=text) | Q(address__contains=text)
        )
    found = list(homes.order_by("number", "pk")[:FOUND]) if text else []
    if text:
        log_search(request, text, len(found))
    context = {
        "person": person, "q": text, "homes": found,
        "relations": [choice for choice in Relation.choices if choice[0] != Relation.HEAD],
    }  # fmt: skip
    return render(request, "households/choose.html", context)
