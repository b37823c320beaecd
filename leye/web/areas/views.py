"""辖区单位: the tree below one's own area, a local unit added, a unit ended."""

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from leye.accounts.actions.areas import AddArea, EndArea
from leye.accounts.enums import CAN_MANAGE_ACCOUNTS
from leye.areas.enums import Kind, Level
from leye.areas.models import Area
from leye.areas.paths import path_names
from leye.areas.querysets import AreaQuerySet
from leye.standards.calendar import today
from leye.web.acting import attempt, carried_out
from leye.web.areas.forms import EndAreaForm, FilterForm, NewAreaForm
from leye.web.fields import whole
from leye.web.paging import page_of
from leye.web.work import WorkRequest, actor_of, work_page


def _subtree(request: WorkRequest) -> AreaQuerySet:
    return Area.objects.filter(no__gte=request.scope.lo, no__lte=request.scope.hi)


def _narrowed(areas: AreaQuerySet, wanted: dict[str, Any]) -> AreaQuerySet:
    text = (wanted.get("q") or "").strip()
    if text:
        areas = areas.filter(
            Q(name__icontains=text) | Q(official_name__icontains=text) | Q(code__startswith=text)
        )
    if wanted.get("level"):
        areas = areas.filter(level=wanted["level"])
    if wanted.get("state") == "ended":
        return areas.filter(valid_to__lt=today())
    return areas if wanted.get("state") == "all" else areas.valid_on(today())


@work_page(*CAN_MANAGE_ACCOUNTS)
def index(request: WorkRequest) -> HttpResponse:
    """The units of the post's area and below, in the order in which they report."""
    form = FilterForm(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    areas = _narrowed(_subtree(request), wanted).order_by("no")
    page = page_of(request, lambda start, stop: list(areas[start:stop]))
    rows = [
        {
            "area": area, "place": path_names(area.parent_id, Level.COUNTY) if area.parent_id else "",
            "ended": area.valid_to is not None and area.valid_to < today(),
            "may_add": area.level < Level.VILLAGE and area.valid_to is None,
            "may_end": area.valid_to is None and area.no != request.post.area_id,
            "may_change": area.level >= Level.TOWNSHIP and area.valid_to is None and area.no != request.post.area_id,
        }
        for area in page.rows
    ]  # fmt: skip
    context = {"form": form, "page": page, "rows": rows, "total": areas.count()}
    return render(request, "areas/index.html", context)


@work_page(*CAN_MANAGE_ACCOUNTS)
def add(request: WorkRequest) -> HttpResponse:
    """A zone or another unit that the national list does not have."""
    start = {"parent": whole(request.GET.get("under")) or request.post.area_id}
    form = NewAreaForm(request.POST or None, initial=start, scope=request.scope)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        parent = get_object_or_404(_subtree(request), pk=data["parent"])
        made = attempt(
            form, AddArea(actor_of(request), parent, data["name"], Kind(data["kind"]), data["valid_from"])
        )
        if made is not None:
            told = _("已在“%(parent)s”下面增设“%(name)s”，代码%(code)s。") % {
                "parent": parent.name,
                "name": made.name,
                "code": made.code,
            }
            messages.success(request, told)
            return redirect("areas")
    return render(
        request,
        "areas/form.html",
        {"form": form, "title": _("增设单位"), "button": _("增设"), "back": reverse("areas")},
    )


@work_page(*CAN_MANAGE_ACCOUNTS)
def end(request: WorkRequest, pk: int) -> HttpResponse:
    """The end of a unit in which nobody is left."""
    area = get_object_or_404(_subtree(request), pk=pk)
    form = EndAreaForm(request.POST or None, initial={"last_day": today().isoformat()})
    if (
        request.method == "POST"
        and form.is_valid()
        and carried_out(form, EndArea(actor_of(request), area, form.cleaned_data["last_day"]))
    ):
        messages.success(request, _("“%(name)s”已停用。") % {"name": area.name})
        return redirect("areas")
    context = {
        "form": form, "title": _("停用单位"), "of": path_names(area), "button": _("停用"), "danger": True,
        "back": reverse("areas"),
    }  # fmt: skip
    return render(request, "areas/form.html", context)
