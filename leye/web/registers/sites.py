"""Sites: open ones by kind, new ones, put right, closed."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from leye.areas.enums import Level
from leye.areas.paths import path_names
from leye.registers.actions.sites import CAN_KEEP_REGISTERS, ChangeSite, CloseSite, OpenSite
from leye.registers.enums import SiteKind
from leye.registers.models import Site
from leye.web.acting import attempt
from leye.web.duties_of_areas import refresh_units
from leye.web.paging import page_of
from leye.web.registers.forms import ChangeSiteForm, CloseSiteForm, SiteForm
from leye.web.registers.tabs import SITES, tabs_of
from leye.web.registers.views import kind_of
from leye.web.work import WorkRequest, actor_of, work_page

FORM = "registers/form.html"


@work_page()
def index(request: WorkRequest) -> HttpResponse:
    """The sites of the scope, open ones unless all are asked for."""
    kind, closed = kind_of(request, SiteKind.values), request.GET.get("closed") == "1"
    rows = Site.objects.visible_to(request.scope).order_by("kind", "area_id", "name", "pk")
    if kind:
        rows = rows.filter(kind=kind)
    if not closed:
        rows = rows.filter(closed_on__isnull=True)
    page = page_of(request, lambda start, stop: [_row(site) for site in rows[start:stop]])
    context = {
        "tabs": tabs_of(SITES), "page": page, "kind": kind, "kinds": SiteKind.choices, "closed": closed,
        "may_keep": request.post.role in CAN_KEEP_REGISTERS,
    }  # fmt: skip
    return render(request, "registers/sites.html", context)


def _row(site: Site) -> dict[str, Any]:
    return {"site": site, "area": path_names(site.area_id), "level": Level(site.level).label}


@work_page(*CAN_KEEP_REGISTERS)
def add(request: WorkRequest) -> HttpResponse:
    """A new site."""
    start = {"kind": kind_of(request, SiteKind.values), "area_no": request.post.area_id}
    form = SiteForm(request.POST or None, scope=request.scope, initial=start)
    if request.method == "POST" and form.is_valid():
        made = attempt(form, OpenSite(actor_of(request), **form.cleaned_data))
        if made is not None:
            refresh_units(made.area_id, site_id=made.pk)
            messages.success(request, _("已登记“%(name)s”。") % {"name": made.name})
            return redirect("sites")
    return render(
        request, FORM, {"form": form, "title": _("登记场所或载体"), "button": _("登记"), "back": "sites"}
    )


def _site(request: WorkRequest, pk: int) -> Site:
    return get_object_or_404(Site.objects.visible_to(request.scope), pk=pk)


@work_page(*CAN_KEEP_REGISTERS)
def edit(request: WorkRequest, pk: int) -> HttpResponse:
    """Put a site right."""
    found = _site(request, pk)
    start = {name: getattr(found, name) for name in ("name", "level", "people", "address", "version")}
    form = ChangeSiteForm(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        saved = attempt(form, ChangeSite(actor_of(request), site_id=pk, **form.cleaned_data))
        if saved is not None:
            refresh_units(saved.area_id, site_id=saved.pk)
            messages.success(request, _("已保存。"))
            return redirect("sites")
    context = {
        "form": form, "title": _("修改场所或载体"), "of": _of(found), "button": _("保存"), "back": "sites",
    }  # fmt: skip
    return render(request, FORM, context)


@work_page(*CAN_KEEP_REGISTERS)
def close(request: WorkRequest, pk: int) -> HttpResponse:
    """A site is given up."""
    found = _site(request, pk)
    form = CloseSiteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        action = CloseSite(actor_of(request), site_id=pk, **form.cleaned_data)
        closed = attempt(form, action, {"close_reason": "reason"})
        if closed is not None:
            refresh_units(closed.area_id, site_id=closed.pk)
            messages.success(request, _("已撤销。"))
            return redirect("sites")
    context = {
        "form": form, "title": _("撤销场所或载体"), "of": _of(found), "button": _("撤销"), "danger": True, "back": "sites",
    }  # fmt: skip
    return render(request, FORM, context)


def _of(site: Site) -> str:
    return _("%(kind)s · %(name)s · %(area)s") % {
        "kind": site.get_kind_display(), "name": site.name, "area": path_names(site.area_id),
    }  # fmt: skip
