"""延期审批: the township asks that somebody may stay longer on a post, the county answers; limits show while asking."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from leye.accounts.enums import Role
from leye.casework.actions.extensions import AskExtension, DecideExtension
from leye.casework.actions.posts import CAN_MANAGE_POSTS
from leye.casework.documents import extension_limits
from leye.casework.models import ExtensionRequest, Placement
from leye.casework.post_enums import ExtensionState
from leye.web.acting import attempt
from leye.web.fields import DayField, past_day
from leye.web.paging import page_of
from leye.web.people.looking import log_look
from leye.web.posts.tabs import EXTENSIONS, tabs_of
from leye.web.work import WorkRequest, actor_of, work_page
from leye.worklist.refresh import refresh_people


class AskForm(forms.Form):
    """Until when, and why."""

    due_end_on = DayField(label=_("申请延至"))
    reason = forms.CharField(label=_("延期理由"), max_length=200, widget=forms.Textarea(attrs={"rows": 2}))


class DecideForm(forms.Form):
    """Yes or no, when, and a word to it."""

    agreed = forms.ChoiceField(
        label=_("审批结果"), choices=[("yes", _("同意延期")), ("no", _("不同意"))], widget=forms.RadioSelect
    )
    decided_on = past_day(_("审批日期"))
    answer = forms.CharField(
        label=_("审批意见"),
        max_length=200,
        required=False,
        help_text=_("不同意的，请写明理由。"),
        widget=forms.Textarea(attrs={"rows": 2}),
    )


@work_page()
def index(request: WorkRequest) -> HttpResponse:
    """Requests that wait, then those answered, the latest first."""
    rows = ExtensionRequest.objects.visible_to(request.scope).select_related(
        "person", "placement__post", "area", "asked_by", "decided_by"
    )
    answered = rows.exclude(state=ExtensionState.ASKED).order_by("-decided_on", "-pk")
    page = page_of(request, lambda start, stop: list(answered[start:stop]))
    context = {
        "tabs": tabs_of(request, EXTENSIONS), "page": page,
        "waiting": list(rows.filter(state=ExtensionState.ASKED).order_by("asked_at", "pk")[:200]),
        "may_decide": request.post.role == Role.COUNTY_OFFICER,
    }  # fmt: skip
    return render(request, "posts/extensions.html", context)


def _placement(request: WorkRequest, pk: int) -> Placement:
    rows = Placement.objects.visible_to(request.scope).select_related("person", "post", "area")
    return get_object_or_404(rows, pk=pk)


def _checked(placement: Placement, form: AskForm) -> dict[str, Any]:
    """What stands against the day that is typed; nothing is said before one is."""
    day = form.cleaned_data.get("due_end_on") if hasattr(form, "cleaned_data") else None
    if day is None or day <= placement.due_end_on:
        return {"asked_day": None}
    return {"asked_day": day, "warnings": extension_limits(placement, day)}


@work_page(*CAN_MANAGE_POSTS)
def ask(request: WorkRequest, pk: int) -> HttpResponse:
    """The request of a township."""
    placement = _placement(request, pk)
    log_look(request, placement.person_id)
    form = AskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = attempt(form, AskExtension(actor_of(request), placement_id=pk, **form.cleaned_data))
        if made is not None:
            messages.success(request, _now("已提交，等县里审批。"))
            return redirect("extensions")
    context = {"form": form, "placement": placement, **_checked(placement, form)}
    return render(request, "posts/ask_extension.html", context)


@work_page(*CAN_MANAGE_POSTS)
def check(request: WorkRequest, pk: int) -> HttpResponse:
    """What stands against a day, for the form while it is being filled. Changes nothing."""
    placement = _placement(request, pk)
    form = AskForm(request.GET)
    form.is_valid()
    return render(request, "posts/extension_limits.html", _checked(placement, form))


@work_page(Role.COUNTY_OFFICER)
def decide(request: WorkRequest, pk: int) -> HttpResponse:
    """The county's answer, with what the documents say beside it."""
    rows = ExtensionRequest.objects.visible_to(request.scope).select_related(
        "person", "area", "asked_by", "placement__post"
    )
    found = get_object_or_404(rows, pk=pk)
    log_look(request, found.person_id)
    form = DecideForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data | {"agreed": form.cleaned_data["agreed"] == "yes"}
        if attempt(form, DecideExtension(actor_of(request), request_id=pk, **values)) is not None:
            refresh_people([found.person_id])
            messages.success(request, _now("已审批。"))
            return redirect("extensions")
    open_still = found.state == ExtensionState.ASKED
    context = {
        "found": found, "form": form, "is_open": open_still, "mine": found.asked_by_id == request.user.pk,
        "warnings": extension_limits(found.placement, found.due_end_on) if open_still else [],
        "crumbs": [{"label": _now("延期审批"), "url": reverse("extensions")}, {"label": found.person.name}],
    }  # fmt: skip
    return render(request, "posts/decide_extension.html", context)
