"""更正服务记录: put a record right or take it back, with a reason."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leye.accounts.enums import CAN_WRITE_LEDGER
from leye.casework.actions.correct_service import CORRECTABLE, CancelService, CorrectService
from leye.casework.enums import Outcome, ServiceChannel, ServiceKind
from leye.casework.models import ServiceRecord
from leye.ledger.errors import ChangedMeanwhile
from leye.web.acting import attempt
from leye.web.conflicts import chosen, show_conflict
from leye.web.fields import BLANK, DayField
from leye.web.people.looking import log_look
from leye.web.people.steps import check_may_write
from leye.web.work import WorkRequest, actor_of, work_page
from leye.worklist.refresh import refresh_people


class CorrectionForm(forms.Form):
    """A record as it should have been, and why."""

    kind = forms.ChoiceField(label=gettext_lazy("服务类型"), choices=ServiceKind.choices)
    served_on = DayField(label=gettext_lazy("服务日期"))
    channel = forms.ChoiceField(
        label=gettext_lazy("方式"), choices=[*BLANK, *ServiceChannel.choices], required=False
    )
    place = forms.CharField(label=gettext_lazy("地点"), max_length=60, required=False)
    outcome = forms.ChoiceField(label=gettext_lazy("结果"), choices=Outcome.choices)
    item = forms.CharField(label=gettext_lazy("推荐的岗位或课程"), max_length=120, required=False)
    note = forms.CharField(
        label=gettext_lazy("备注"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    reason = forms.CharField(label=gettext_lazy("更正原因"), max_length=200)
    version = forms.IntegerField(widget=forms.HiddenInput)


class CancelForm(forms.Form):
    """Why a record should not be there."""

    reason = forms.CharField(label=gettext_lazy("撤销原因"), max_length=200)


def _record(request: WorkRequest, pk: int) -> ServiceRecord:
    found = get_object_or_404(ServiceRecord.objects.visible_to(request.scope).select_related("person"), pk=pk)
    check_may_write(request, found.person)
    return found


@work_page(*CAN_WRITE_LEDGER)
def correct(request: WorkRequest, pk: int) -> HttpResponse:
    """The record's form; two versions side by side when somebody corrected it meanwhile."""
    record = _record(request, pk)
    log_look(request, record.person_id)
    start = {name: getattr(record, name) for name in CORRECTABLE} | {"version": record.version}
    form = CorrectionForm(request.POST or None, initial=start)
    back = reverse("person_services", args=[record.person_id])
    if request.method == "POST" and form.is_valid():
        try:
            done = _save(request, pk, form)
        except ChangedMeanwhile as error:
            return show_conflict(
                request,
                error,
                [*CORRECTABLE, "reason"],
                title=_("更正服务记录"),
                back=back,
                of=record.person.name,
            )
        if done:
            refresh_people(done.touched)
            messages.success(request, _("已更正。"))
            return redirect(back)
    context = {"form": form, "record": record, "back": back, "cancel_form": CancelForm(prefix="cancel")}
    return render(request, "services/correct.html", context)


def _save(request: WorkRequest, pk: int, form: CorrectionForm) -> Any:
    data = form.cleaned_data
    changes = chosen(request.POST, {name: data[name] for name in CORRECTABLE})
    return attempt(
        form,
        CorrectService(
            actor_of(request), service_id=pk, version=data["version"], reason=data["reason"], changes=changes
        ),
    )


@work_page(*CAN_WRITE_LEDGER)
def cancel(request: WorkRequest, pk: int) -> HttpResponse:
    """Take a record back."""
    record = _record(request, pk)
    form = CancelForm(request.POST or None, prefix="cancel")
    back = reverse("person_services", args=[record.person_id])
    if request.method == "POST" and form.is_valid():
        done = attempt(form, CancelService(actor_of(request), service_id=pk, **form.cleaned_data))
        if done:
            refresh_people(done.touched)
            messages.success(request, _("这条记录已撤销，历史中仍可查到。"))
            return redirect(back)
    return render(request, "services/cancel.html", {"form": form, "record": record, "back": back})
