"""调整单位: a unit merged, moved or split, with all that it is responsible for."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from leye.accounts.enums import CAN_MANAGE_ACCOUNTS
from leye.accounts.models import Post
from leye.areas.enums import Kind, Level
from leye.areas.models import Area
from leye.areas.paths import path_names
from leye.ledger.actions.units import Changed, MergeUnits, MoveUnit, SplitUnit
from leye.ledger.models import Household, Person
from leye.standards.calendar import today
from leye.web.acting import attempt
from leye.web.areas.change_forms import MergeForm, MoveForm, SplitForm
from leye.web.fields import whole
from leye.web.work import WorkRequest, actor_of, work_page
from leye.worklist.refresh import refresh_area

Item = dict[str, Any]


def _unit(request: WorkRequest, pk: int) -> Area:
    """A township or village in use below the post's own area."""
    units = Area.objects.filter(no__gte=request.scope.lo, no__lte=request.scope.hi, level__gte=Level.TOWNSHIP)
    area = get_object_or_404(units.select_related("parent"), pk=pk, valid_to__isnull=True)
    if area.no == request.post.area_id:
        raise Http404
    return area


def _ways(area: Area, chosen: str) -> list[Item]:
    """The tabs: what may be done to a unit of its level."""
    names = [("merge", _("并入别的单位"))]
    if area.level == Level.VILLAGE:
        names += [("move", _("划到别的乡镇")), ("split", _("拆出新村（社区）"))]
    url = reverse("change_area", args=[area.no])
    return [{"label": label, "url": f"{url}?way={name}", "active": name == chosen} for name, label in names]


def _held(area: Area, request: WorkRequest) -> list[Item]:
    """What the unit is responsible for, so that nobody merges the wrong one."""
    inside = {"area_id__gte": area.no, "area_id__lte": area.last}
    counted = [
        (_("台账人数"), Person.objects.visible_to(request.scope).current().filter(**inside).count(), _("人")),
        (_("家庭"), Household.objects.visible_to(request.scope).filter(**inside).count(), _("户")),
        (_("在岗账号"), Post.objects.filter(**inside).not_over_on(today()).count(), _("个")),
    ]
    return [{"label": label, "value": count, "unit": unit} for label, count, unit in counted]


def _told(changed: Changed) -> str:
    said = _("已办好：%(people)d人、%(homes)d户及其全部记录由“%(area)s”负责，原来的修改记录都在。") % {
        "people": changed.carried.people,
        "homes": changed.carried.households,
        "area": path_names(changed.area),
    }
    if changed.carried.stayed:
        kinds = "、".join(
            _("%(name)s%(count)d条") % {"name": name, "count": count}
            for name, count in changed.carried.stayed.items()
        )
        said += _("与新单位重复的%(kinds)s留在原单位名下，可以查到。") % {"kinds": kinds}
    return said


def _ids(request: WorkRequest, name: str) -> list[int]:
    return sorted({whole(text) for text in request.POST.getlist(name)} - {0})


def _merge(request: WorkRequest, area: Area, form: forms.Form) -> Changed | None:
    data = form.cleaned_data
    action = MergeUnits(
        actor_of(request), source_no=area.no, into_no=data["into_no"], first_day=data["first_day"]
    )
    return attempt(form, action)


def _move(request: WorkRequest, area: Area, form: forms.Form) -> Changed | None:
    data = form.cleaned_data
    action = MoveUnit(
        actor_of(request), area_no=area.no, parent_no=data["parent_no"], first_day=data["first_day"]
    )
    return attempt(form, action)


def _split(request: WorkRequest, area: Area, form: forms.Form) -> Changed | None:
    data = form.cleaned_data
    action = SplitUnit(
        actor_of(request), area_no=area.no, name=data["name"], kind=Kind(data["kind"]), first_day=data["first_day"],
        household_ids=_ids(request, "household"), person_ids=_ids(request, "person"),
    )  # fmt: skip
    return attempt(form, action)


@work_page(*CAN_MANAGE_ACCOUNTS)
def change(request: WorkRequest, pk: int) -> HttpResponse:
    """One page for the three ways, each with its own form."""
    area = _unit(request, pk)
    way = request.GET.get("way", "merge")
    if way not in ("merge", "move", "split") or (way != "merge" and area.level != Level.VILLAGE):
        raise Http404
    form: forms.Form
    if way == "merge":
        form, carry = MergeForm(request.POST or None, scope=request.scope, area=area), _merge
    elif way == "move":
        form, carry = MoveForm(request.POST or None, scope=request.scope, area=area), _move
    else:
        form, carry = SplitForm(request.POST or None), _split
    if request.method == "POST" and form.is_valid():
        changed = carry(request, area, form)
        if changed is not None:
            for no in {changed.area.no, area.no} if way == "split" else {changed.area.no}:
                refresh_area(no)
            messages.success(request, _told(changed))
            return redirect("areas")
    context: Item = {
        "area": area, "place": path_names(area), "form": form, "way": way, "ways": _ways(area, way),
        "held": _held(area, request),
    }  # fmt: skip
    if way == "split":
        context |= _who_may_go(request, area)
    return render(request, "areas/change.html", context)


def _who_may_go(request: WorkRequest, area: Area) -> Item:
    """Households with their heads, and people who belong to none; what was ticked stays ticked."""
    homes = Household.objects.visible_to(request.scope).filter(area=area).select_related("head")
    alone = Person.objects.visible_to(request.scope).current().filter(area=area, household__isnull=True)
    return {
        "homes": list(homes.order_by("number", "pk")), "alone": list(alone.order_by("name_pinyin", "pk")),
        "ticked_homes": _ids(request, "household"), "ticked_people": _ids(request, "person"),
    }  # fmt: skip
