"""劳务品牌: the brands of the area against what documents ask for, their people and the work they brought."""

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
from leye.adoption.reading import figures_now, last_run
from leye.adoption.registry import packs
from leye.areas.enums import Level
from leye.areas.paths import path_names
from leye.demand.actions.brands import AddBrandMember, EndBrandMember, SaveBrand
from leye.demand.brands import brand_rows
from leye.demand.models import BrandMember, LabourBrand
from leye.ledger.models import Employer
from leye.registers.actions.sites import CAN_KEEP_REGISTERS
from leye.registers.enums import SiteKind
from leye.registers.models import Site
from leye.standards.calendar import today
from leye.web.acting import attempt, carried_out
from leye.web.demand.forms import words
from leye.web.demand.pages import form_page
from leye.web.demand.tabs import BRANDS, SEE_DEMAND, tabs_of
from leye.web.duties_of_areas import refresh_units
from leye.web.fields import AreaField, past_day
from leye.web.find.views import look_for
from leye.web.links import rule_url
from leye.web.paging import log_list, page_of
from leye.web.work import WorkRequest, actor_of, work_page

#: The rule of that name counts brands in every document that asks for them (#54, #108, #190).
RULE = "labour_brands"


class BrandForm(forms.Form):
    """A brand as it was recognised."""

    name = forms.CharField(
        label=gettext_lazy("品牌名称"), max_length=120, help_text=gettext_lazy("例如：新田保姆、磴口瓜农。")
    )
    trade = forms.CharField(label=gettext_lazy("行业、工种"), max_length=60)
    level = forms.TypedChoiceField(
        label=gettext_lazy("级别"), coerce=int, widget=forms.RadioSelect,
        choices=[(level, label) for level, label in Level.choices if level <= Level.COUNTY],
    )  # fmt: skip
    area_no = AreaField(label=gettext_lazy("所在地区"))
    recognised_on = past_day(gettext_lazy("认定日期"))
    basis = words(gettext_lazy("认定文件"), required=False, help_text=gettext_lazy("文件名称和文号。"))
    holder = forms.CharField(
        label=gettext_lazy("载体单位"), max_length=120, required=False,
        help_text=gettext_lazy("龙头企业、培训机构或协会在台账里的全名；这家单位今年招的人算品牌带动的。"),
    )  # fmt: skip

    def __init__(self, *args: Any, request: WorkRequest, known: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request
        if known:
            del self.fields["area_no"], self.fields["recognised_on"]
        else:
            field = self.fields["area_no"]
            assert isinstance(field, AreaField)
            field.offer(request.scope, Level.PREFECTURE, Level.COUNTY, Level.TOWNSHIP)

    def told(self) -> dict[str, Any]:
        """What the action takes."""
        data = dict(self.cleaned_data)
        data["holder_id"] = data.pop("holder")
        return data

    def clean_holder(self) -> int | None:
        """The employer of that name in the ledger."""
        name = self.cleaned_data["holder"].strip()
        if not name:
            return None
        found = list(Employer.objects.visible_to(self.request.scope).filter(name=name)[:2])
        if len(found) != 1:
            few = _("台账里没有叫“%(name)s”的单位，请填全名；没有的先登记单位。")
            many = _("台账里有几家单位都叫“%(name)s”，请先合并或改名。")
            raise forms.ValidationError((many if found else few) % {"name": name})
        return found[0].pk


@work_page(*SEE_DEMAND)
def index(request: WorkRequest) -> HttpResponse:
    """The brands, and how far the area is with what documents ask."""
    day = today()
    rows = brand_rows(request.scope, day)
    figures = [
        one
        for one in figures_now(packs().values(), request.post.area, last_run(), day)
        if one.rule.name == RULE
    ]
    targets = [
        {"figure": one, "clause": _("条款 %(ref)s") % {"ref": one.rule.clause}, "clause_url": rule_url(one.pack.id, RULE)}
        for one in figures
    ]  # fmt: skip
    context = {
        "tabs": tabs_of(request, BRANDS), "targets": targets, "year": day.year,
        "rows": [{"row": row, "area": path_names(row.site.area_id), "level": Level(row.site.level).label} for row in rows],
        "members": sum(row.members for row in rows), "hires": sum(row.hires for row in rows),
        "may_keep": request.post.role in CAN_KEEP_REGISTERS,
    }  # fmt: skip
    return render(request, "demand/brands.html", context)


@work_page(*CAN_KEEP_REGISTERS)
def add(request: WorkRequest) -> HttpResponse:
    """One more brand."""
    form = BrandForm(
        request.POST or None, request=request, initial={"level": min(request.post.area.level, Level.COUNTY)}
    )
    if request.method == "POST" and form.is_valid():
        made = attempt(form, SaveBrand(actor_of(request), **form.told()), {"opened_on": "recognised_on"})
        if made is not None:
            refresh_units(made.area_id, site_id=made.site_id)
            messages.success(request, _("已登记，计入劳务品牌个数。下一步：把在品牌下做工的人加进来。"))
            return redirect("brand", made.site_id)
    return form_page(request, form, _("登记劳务品牌"), _("保存"), ("brands",))


def site_or_404(request: WorkRequest, pk: int) -> Site:
    """A brand's line in the register."""
    found = Site.objects.visible_to(request.scope).filter(kind=SiteKind.LABOUR_BRAND)
    return get_object_or_404(found, pk=pk)


@work_page(*CAN_KEEP_REGISTERS)
def edit(request: WorkRequest, pk: int) -> HttpResponse:
    """Fill in or put right a brand that is in the register."""
    site = site_or_404(request, pk)
    brand = LabourBrand.objects.filter(site=site).select_related("holder").first()
    start: dict[str, Any] = {"name": site.name, "level": site.level}
    if brand:
        start |= {
            "trade": brand.trade,
            "basis": brand.basis,
            "holder": brand.holder.name if brand.holder else "",
        }
    form = BrandForm(request.POST or None, request=request, known=True, initial=start)
    if request.method == "POST" and form.is_valid():
        saved = attempt(form, SaveBrand(actor_of(request), site_id=pk, version=site.version, **form.told()))
        if saved is not None:
            refresh_units(saved.area_id, site_id=pk)
            messages.success(request, _("已保存。"))
            return redirect("brand", pk)
    return form_page(request, form, _("修改劳务品牌"), _("保存"), ("brand", pk), of=site.name)


@work_page(*SEE_DEMAND)
def brand(request: WorkRequest, pk: int) -> HttpResponse:
    """One brand and the people of it whom the post may see."""
    site = site_or_404(request, pk)
    row = next(
        (one for one in brand_rows(request.scope, today(), closed=True) if one.site.pk == site.pk), None
    )
    found = row.brand if row else None
    members = BrandMember.objects.visible_to(request.scope).filter(brand=found).select_related("person")
    members = members.order_by("left_on", "-joined_on", "pk")
    page = page_of(request, lambda start, stop: list(members[start:stop]) if found else [])
    log_list(request, "brand_members", len(page.rows), brand=pk)
    context = {
        "site": site, "row": row, "brand": found, "page": page, "area": path_names(site.area_id), "year": today().year,
        "level": Level(site.level).label, "may_keep": request.post.role in CAN_KEEP_REGISTERS and site.closed_on is None,
    }  # fmt: skip
    return render(request, "demand/brand.html", context)


@work_page(*CAN_KEEP_REGISTERS)
def add_member(request: WorkRequest, pk: int) -> HttpResponse:
    """Find somebody of the ledger and add them."""
    site = site_or_404(request, pk)
    found = get_object_or_404(LabourBrand, site=site)
    asked = request.POST.get("q", "").strip()[:60]
    form = MemberForm(request.POST if "person_id" in request.POST else None)
    if form.is_bound and form.is_valid():
        action = AddBrandMember(actor_of(request), brand_id=found.pk, **form.cleaned_data)
        if carried_out(form, action, {"person_id": "joined_on"}):
            messages.success(request, _("已加进品牌。"))
            return redirect("brand", pk)
    # Searched by posting, so that no name or number stands in an address.
    hits = look_for(request, asked, 20).hits if asked else []
    context = {"site": site, "q": asked, "hits": hits, "form": form, "searched": bool(asked)}
    return render(request, "demand/member_add.html", context)


class MemberForm(forms.Form):
    person_id = forms.IntegerField(widget=forms.HiddenInput)
    joined_on = past_day(gettext_lazy("加入日期"))


@require_POST
@work_page(*CAN_KEEP_REGISTERS)
def end_member(request: WorkRequest, pk: int) -> HttpResponse:
    """Somebody no longer works under the brand."""
    member = get_object_or_404(BrandMember.objects.visible_to(request.scope).select_related("brand"), pk=pk)
    try:
        EndBrandMember(actor_of(request), member_id=pk).run()
        messages.success(request, _("已退出品牌。"))
    except ActionError as error:
        messages.error(request, str(error))
    return redirect("brand", member.brand.site_id)
