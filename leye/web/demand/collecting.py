"""岗位收集: which source was asked for jobs in which month, what it gave, and what is missing this month."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from leye.accounts.actions.base import ActionError
from leye.areas.enums import Level
from leye.areas.paths import path_names
from leye.demand.actions.collecting import (
    CAN_COLLECT,
    AddSource,
    EndSource,
    RecordCollection,
    RemoveCollection,
)
from leye.demand.collecting import Cell, board, yields
from leye.demand.enums import ContactWay, JobSourceKind
from leye.demand.models import JobCollection, JobSource
from leye.demand.months import days_left
from leye.policy.evidence import Activities
from leye.registers.enums import ActivityKind
from leye.standards.calendar import today
from leye.web.acting import attempt, carried_out
from leye.web.demand.brought import imports, vacancies_of
from leye.web.demand.forms import ReasonForm, number, words
from leye.web.demand.pages import form_page
from leye.web.demand.tabs import BANK, SEE_DEMAND, tabs_of
from leye.web.duties_of_areas import area_duties, refresh_areas_above
from leye.web.fields import BLANK, AreaField, past_day
from leye.web.work import WorkRequest, actor_of, work_page


class SourceForm(forms.Form):
    """A place or partner that is asked for jobs."""

    area_no = AreaField(label=gettext_lazy("哪里收集"))
    name = forms.CharField(
        label=gettext_lazy("名称"),
        max_length=80,
        help_text=gettext_lazy("例如：江苏省丹阳市（对口协作）、昆山电子园区。"),
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("类型"), choices=JobSourceKind.choices, widget=forms.RadioSelect
    )
    contact = forms.CharField(label=gettext_lazy("联系人"), max_length=60, required=False)
    phone = forms.CharField(
        label=gettext_lazy("电话"),
        max_length=24,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel"}),
    )


class CollectForm(forms.Form):
    """One collection: of an import, whose vacancies are counted, or in numbers."""

    collected_on = past_day(gettext_lazy("收集日期"))
    way = forms.ChoiceField(
        label=gettext_lazy("方式"),
        choices=ContactWay.choices,
        initial=ContactWay.PHONE,
        widget=forms.RadioSelect,
    )
    batch = forms.TypedChoiceField(
        label=gettext_lazy("用哪次导入"), coerce=int, empty_value=None, required=False,
        help_text=gettext_lazy("岗位表已导入的，选那次导入，岗位数和人数自动算；没有导入的填下面两格。"),
    )  # fmt: skip
    vacancies = number(gettext_lazy("岗位（个）"), required=False)
    seats = number(gettext_lazy("招聘人数"), required=False)
    note = words(
        gettext_lazy("备注"),
        required=False,
        help_text=gettext_lazy("没有收集到岗位的，写明对方怎么说；不计入每月至少一次。"),
    )

    def __init__(self, *args: Any, batches: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["batch"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [*BLANK, *batches]


def cell_words(cell: Cell) -> tuple[str, str]:
    """Kind and word of a month."""
    if cell.times:
        return "good", _("%(n)d人") % {"n": cell.seats}
    if cell.missing:
        return "bad", _("未收集")
    if cell.in_vain:
        return "plain", _("没有岗位")
    return "", ""


@work_page(*SEE_DEMAND)
def index(request: WorkRequest) -> HttpResponse:
    """The board, and the duty behind it where a document asks for one."""
    day = today()
    rows = board(request.scope, day)
    missing = sum(row.now.missing for row in rows)
    duties = [
        duty
        for duty in area_duties(request.scope, Activities, day)
        if duty.activity == ActivityKind.JOB_COLLECTION
    ]
    context = {
        "tabs": tabs_of(request, BANK), "day": day, "left": days_left(day), "missing": missing, "duties": duties[:6],
        "months": [cell.month for cell in rows[0].cells] if rows else [], "may_collect": request.post.role in CAN_COLLECT,
        "rows": [
            {"row": row, "area": path_names(row.source.area_id), "ended": row.source.until is not None,
             "cells": [{"cell": cell, "kind": kind, "word": word} for cell in row.cells for kind, word in [cell_words(cell)]]}
            for row in rows
        ],
    }  # fmt: skip
    return render(request, "demand/bank.html", context)


@work_page(*CAN_COLLECT)
def add_source(request: WorkRequest) -> HttpResponse:
    """One more source."""
    form = SourceForm(request.POST or None)
    field = form.fields["area_no"]
    assert isinstance(field, AreaField)
    field.offer(request.scope, Level.PREFECTURE, Level.COUNTY)
    if request.method == "POST" and form.is_valid():
        made = attempt(form, AddSource(actor_of(request), **form.cleaned_data))
        if made is not None:
            messages.success(request, _("已加上。本月收集一次后，把日期和岗位记在这里。"))
            return redirect("job_source", made.pk)
    return form_page(request, form, _("加一个岗位来源"), _("保存"), ("job_bank",))


def source_or_404(request: WorkRequest, pk: int) -> JobSource:
    """A source of the scope."""
    return get_object_or_404(JobSource.objects.visible_to(request.scope).select_related("area"), pk=pk)


@work_page(*SEE_DEMAND)
def source(request: WorkRequest, pk: int) -> HttpResponse:
    """One source with its collections and what came of them."""
    found = source_or_404(request, pk)
    noted = list(
        JobCollection.objects.visible_to(request.scope).filter(source=found).select_related("by")[:60]
    )
    came = yields(request.scope, [one.pk for one in noted])
    context = {
        "source": found, "rows": [{"one": one, "came": came.get(one.pk)} for one in noted],
        "may_collect": request.post.role in CAN_COLLECT and found.until is None,
        "may_remove": request.post.role in CAN_COLLECT,
    }  # fmt: skip
    return render(request, "demand/source.html", context)


@work_page(*CAN_COLLECT)
def collect(request: WorkRequest, pk: int) -> HttpResponse:
    """Note a collection."""
    found = source_or_404(request, pk)
    form = CollectForm(request.POST or None, batches=imports(request.scope, today()))
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        named = vacancies_of(request.scope, told["batch"]) if told["batch"] is not None else []
        numbers = {name: told[name] or 0 for name in ("vacancies", "seats")}
        action = RecordCollection(actor_of(request), source_id=pk, vacancy_ids=named, **{**told, **numbers})
        made = attempt(form, action)
        if made is not None:
            refresh_areas_above(made.area_id)
            if made.vacancies:
                messages.success(request, _("已记下，计入本月收集。"))
            else:
                messages.warning(request, _("已记下。没有岗位，不计入每月至少收集一次。"))
            return redirect("job_source", pk)
    return form_page(request, form, _("记一次收集"), _("保存"), ("job_bank",), of=found.name)


@require_POST
@work_page(*CAN_COLLECT)
def end_source(request: WorkRequest, pk: int) -> HttpResponse:
    """A source is not asked any more."""
    source_or_404(request, pk)
    try:
        EndSource(actor_of(request), source_id=pk).run()
        messages.success(request, _("已停止收集；以前的记录都留着。"))
    except ActionError as error:
        messages.error(request, str(error))
    return redirect("job_bank")


@work_page(*CAN_COLLECT)
def remove(request: WorkRequest, pk: int) -> HttpResponse:
    """Take back a collection noted by mistake."""
    noted = get_object_or_404(JobCollection.objects.visible_to(request.scope).select_related("source"), pk=pk)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        action = RemoveCollection(actor_of(request), collection_id=pk, **form.cleaned_data)
        if carried_out(form, action):
            refresh_areas_above(noted.area_id)
            messages.success(request, _("已删除，也不再计入任务。"))
            return redirect("job_source", noted.source_id)
    of = f"{noted.source.name} · {noted.collected_on}"
    return form_page(
        request, form, _("删除这次收集"), _("删除"), ("job_source", noted.source_id), of=of, danger=True
    )
