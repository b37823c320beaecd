"""面试时段: when an employer sees people, how many, and who is in."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Count, Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leye.accounts.enums import CAN_WRITE_LEDGER
from leye.accounts.scope import as_service
from leye.hiring.actions.apply import OpenSlot
from leye.hiring.enums import ApplicationState
from leye.hiring.models import Application, InterviewSlot
from leye.standards.calendar import SHANGHAI
from leye.vacancies.models import Vacancy
from leye.web.acting import carried_out
from leye.web.fields import DayField
from leye.web.hiring.words import moment_words
from leye.web.paging import log_list
from leye.web.work import WorkRequest, actor_of, work_page

MOST = 100


class TimeField(forms.TimeField):
    """A time of the day."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            widget=forms.TimeInput(attrs={"type": "time", "class": "short"}, format="%H:%M"),
            error_messages={
                "required": gettext_lazy("请填写时间。"),
                "invalid": gettext_lazy("请按“09:00”的样子填写时间。"),
            },
            **options,
        )


class SlotForm(forms.Form):
    """A time, a place and how many."""

    day = DayField(label=gettext_lazy("面试日期"))
    starts = TimeField(label=gettext_lazy("从"))
    ends = TimeField(label=gettext_lazy("到"))
    place = forms.CharField(label=gettext_lazy("地点"), max_length=120)
    capacity = forms.IntegerField(
        label=gettext_lazy("约几个人"), min_value=1, max_value=500, initial=5,
        widget=forms.NumberInput(attrs={"class": "short", "inputmode": "numeric"}),
    )  # fmt: skip

    def values(self) -> dict[str, Any]:
        """As the action takes them."""
        data = self.cleaned_data
        return {
            "starts_at": dt.datetime.combine(data["day"], data["starts"], SHANGHAI),
            "ends_at": dt.datetime.combine(data["day"], data["ends"], SHANGHAI),
            "place": data["place"], "capacity": data["capacity"],
        }  # fmt: skip


def slots_of(request: WorkRequest, vacancy_pk: int, only_open: bool = False) -> list[dict[str, Any]]:
    """The times of a vacancy with who is in, the next one first, those that are over last."""
    invited = Application.objects.visible_to(request.scope).filter(state=ApplicationState.INTERVIEW)
    rows = InterviewSlot.objects.visible_to(request.scope).filter(vacancy_id=vacancy_pk)
    if only_open:
        rows = rows.filter(starts_at__gt=timezone.now())
    with_people = rows.prefetch_related(
        Prefetch("applications", queryset=invited.select_related("person"), to_attr="invited")
    )
    slots = list(with_people[:MOST])
    # How many, not who: people of other areas take places too.
    with as_service():
        taken = dict(
            Application.objects.filter(slot__in=slots, state=ApplicationState.INTERVIEW)
            .values_list("slot")
            .annotate(Count("pk"))
        )
    found = [_shown(one, taken.get(one.pk, 0)) for one in slots]
    return sorted(found, key=lambda one: one["over"])


def _shown(slot: InterviewSlot, taken: int) -> dict[str, Any]:
    invited = list(slot.invited)  # type: ignore[attr-defined]  # prefetched above
    end = slot.ends_at.astimezone(SHANGHAI).strftime("%H:%M")
    return {
        "slot": slot, "words": f"{moment_words(slot.starts_at)}-{end}", "taken": taken, "invited": invited,
        "left": max(slot.capacity - taken, 0), "over": slot.starts_at <= timezone.now(),
    }  # fmt: skip


@work_page()
def slots(request: WorkRequest, vacancy_pk: int) -> HttpResponse:
    """The times of a vacancy, and a form for a further one."""
    found = get_object_or_404(Vacancy.objects.visible_to(request.scope), pk=vacancy_pk)
    form = SlotForm(request.POST or None, initial={"place": found.place})
    may_write = request.post.role in CAN_WRITE_LEDGER
    names = {"starts_at": "starts", "ends_at": "ends"}
    if request.method == "POST" and form.is_valid():
        action = OpenSlot(actor_of(request), vacancy_id=found.pk, **form.values())
        if carried_out(form, action, names):
            messages.success(request, _("已加上这个面试时段，可以约人了。"))
            return redirect("interview_slots", found.pk)
    rows = slots_of(request, found.pk)
    log_list(request, "interview slots", sum(len(row["invited"]) for row in rows), vacancy=found.pk)
    context = {"found": found, "form": form, "slots": rows, "may_write": may_write}
    return render(request, "hiring/slots.html", context)
