"""行动: which campaigns run, what they have brought about by rule and area, and their closing reports."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from leye.adoption.actions.campaigns import MAY_RUN, CloseCampaign, PlanCampaign, SetCampaignDays
from leye.adoption.campaigns import CampaignFigures, campaigns_about, figures_of
from leye.adoption.enums import CampaignState
from leye.adoption.models import Campaign
from leye.adoption.recurring import RECURRING, recurring
from leye.adoption.registry import find_pack
from leye.areas.models import Area
from leye.casework.enums import ServiceKind
from leye.outreach.actions.questionnaires import MAY_ORGANISE
from leye.outreach.models import SurveyRound
from leye.standards.calendar import today
from leye.web.acting import attempt, carried_out
from leye.web.campaigns.forms import CloseForm, DaysForm, PlanForm
from leye.web.campaigns.lines import STATE_KINDS
from leye.web.paging import page_of
from leye.web.work import WorkRequest, actor_of, work_page

PAGE = 30
#: Order of the list: what waits for its report, what runs, what comes, what is closed.
ORDER = [CampaignState.OVER, CampaignState.RUNNING, CampaignState.PLANNED, CampaignState.CLOSED]


def crumbs(*more: tuple[str, str]) -> list[dict[str, str]]:
    """The way here from the policy library."""
    way = ((_("政策"), reverse("policy")), (_("行动"), reverse("campaigns")), *more)
    return [{"label": label, "url": url} for label, url in way]


def _line(campaign: Campaign) -> dict[str, Any]:
    state = campaign.state_on(today())
    pack = find_pack(campaign.pack) if campaign.pack else None
    late = (
        state == CampaignState.OVER
        and campaign.report_due_on is not None
        and campaign.report_due_on < today()
    )
    return {"campaign": campaign, "state": state, "kind": STATE_KINDS[state], "word": state.label, "pack": pack,
            "late": late}  # fmt: skip


@work_page()
def index(request: WorkRequest) -> HttpResponse:
    """The campaigns inside the scope and those of the areas above it."""
    found = [_line(campaign) for campaign in campaigns_about(request.scope)]
    found.sort(key=lambda line: ORDER.index(line["state"]))
    page = page_of(request, lambda start, stop: found[start:stop], PAGE)
    running = sum(line["state"] == CampaignState.RUNNING for line in found)
    over = sum(line["state"] == CampaignState.OVER for line in found)
    context = {
        "lines": page.rows, "page": page, "may_run": request.post.role in MAY_RUN,
        "summary": _("正在开展%(running)s个，已结束待总结%(over)s个。") % {"running": running, "over": over},
        "crumbs": [*crumbs()[:1], {"label": _("行动"), "url": ""}],
    }  # fmt: skip
    return render(request, "campaigns/index.html", context)


@work_page()
def calendar(request: WorkRequest) -> HttpResponse:
    """The campaigns that come each year, with their usual days and what the area has planned of them."""
    held = {c.title: c for c in campaigns_about(request.scope).order_by("since")}
    lines = [{"one": one, "days": one.next_days(today()), "held": held.get(one.title)} for one in RECURRING]
    context = {
        "lines": lines,
        "may_run": request.post.role in MAY_RUN,
        "crumbs": crumbs((_("每年的行动"), "")),
    }
    return render(request, "campaigns/calendar.html", context)


@work_page(*MAY_RUN)
def plan(request: WorkRequest) -> HttpResponse:
    """Plan a campaign: of the area's own, one of the yearly ones (`?recurring=`), or a document's (`?pack=&name=`)."""
    form = PlanForm(request.scope, request.POST or None, initial=_beginning(request))
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        area = get_object_or_404(
            Area, no=data.pop("area"), no__gte=request.scope.lo, last__lte=request.scope.hi
        )
        made = attempt(form, PlanCampaign(actor_of(request), area=area, **data))
        if made is not None:
            messages.success(request, _("已登记。"))
            return redirect("campaign", pk=made.pk)
    context = {"form": form, "crumbs": crumbs((_("登记行动"), ""))}
    return render(request, "campaigns/plan.html", context)


def _beginning(request: WorkRequest) -> dict[str, Any]:
    """What is known of a campaign before it is planned."""
    one = recurring(request.GET.get("recurring", ""))
    if one is not None:
        days = one.next_days(today())
        return {
            "title": one.title,
            "basis": one.named_in,
            **(dict(zip(("since", "until"), days, strict=True)) if days else {}),
        }
    pack = find_pack(request.GET.get("pack", ""))
    named = pack.campaigns.get(request.GET.get("name", "")) if pack else None
    if pack is None or named is None:
        return {"since": today()}
    return {"title": named.title, "theme": named.theme, "basis": named.basis or pack.info.number, "since": named.since,
            "until": named.until, "report_form": named.report, "pack": pack.id, "name": named.name}  # fmt: skip


def _campaign(request: WorkRequest, pk: int) -> Campaign:
    return get_object_or_404(campaigns_about(request.scope), pk=pk)


def _figures(campaign: Campaign) -> dict[str, Any]:
    """Figures ready for the page: frozen ones of a closed campaign, else those of the newest run."""
    closed = campaign.closed_at is not None
    found = CampaignFigures.of(campaign.figures) if closed else figures_of(campaign)
    kinds = dict(ServiceKind.choices)
    duties = [{"line": line, "share": _share(line.met, line.subjects)} for line in found.duties]
    areas = [{"line": line, "share": _share(line.met, line.subjects)} for line in found.areas]
    services = [(kinds.get(kind, kind), n, people) for kind, n, people in found.services]
    met, whole = sum(line.met for line in found.duties), sum(line.subjects for line in found.duties)
    tiles = [
        {"label": _("涉及人数"), "value": f"{found.people:,}", "unit": _("人")},
        {"label": _("任务完成"), "value": _share(met, whole) or "—", "note": _("%(met)s / %(whole)s项") % {
            "met": f"{met:,}", "whole": f"{whole:,}"}},
        {"label": _("服务过的人"), "value": f"{found.served:,}", "unit": _("人")},
        {"label": _("已办招聘会"), "value": f"{found.fairs:,}", "unit": _("场")},
    ]  # fmt: skip
    return {"figures": found, "duties": duties, "areas": areas, "services": services, "tiles": tiles}


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f}%" if whole else ""


def _show(
    request: WorkRequest,
    found: Campaign,
    days_form: DaysForm | None = None,
    close_form: CloseForm | None = None,
) -> HttpResponse:
    inside = request.scope.covers(found.area_id)
    begun = found.since <= today()
    if found.closed_at is not None:
        # Somebody else closed it meanwhile: its forms are gone, so what was refused is said above.
        refused_forms: list[forms.Form] = [form for form in (days_form, close_form) if form is not None]
        for form in refused_forms:
            for refused in form.non_field_errors():
                messages.error(request, str(refused))
    may_run = inside and request.post.role in MAY_RUN and found.closed_at is None
    # Whoever is below takes part in it, and sees what and when; the figures are also of areas beside his own.
    figures = _figures(found) if inside else {}
    dates = {"since": found.since, "until": found.until, "report_due_on": found.report_due_on}
    context = {
        **_line(found), **figures, "inside": inside, "may_run": may_run, "may_close": may_run and begun,
        "rounds": SurveyRound.objects.visible_to(request.scope).filter(campaign=found),
        "may_survey": request.post.role in MAY_ORGANISE and found.closed_at is None,
        "days_form": days_form or DaysForm(initial=dates), "close_form": close_form or CloseForm(),
        "crumbs": crumbs((found.title, "")),
    }  # fmt: skip
    return render(request, "campaigns/campaign.html", context)


@work_page()
def campaign(request: WorkRequest, pk: int) -> HttpResponse:
    """One campaign."""
    return _show(request, _campaign(request, pk))


@work_page(*MAY_RUN)
def days(request: WorkRequest, pk: int) -> HttpResponse:
    """Move a campaign to the area's own days."""
    found = _campaign(request, pk)
    form = DaysForm(request.POST or None)
    if request.method != "POST":
        return redirect("campaign", pk=pk)
    if not form.is_valid() or not carried_out(
        form, SetCampaignDays(actor_of(request), found, **form.cleaned_data)
    ):
        return _show(request, found, days_form=form)
    messages.success(request, _("日期已改。按这个行动计期的任务在下一次计算后按新日期算。"))
    return redirect("campaign", pk=pk)


@work_page(*MAY_RUN)
def close(request: WorkRequest, pk: int) -> HttpResponse:
    """Close a campaign with its report."""
    found = _campaign(request, pk)
    form = CloseForm(request.POST or None)
    if request.method != "POST":
        return redirect("campaign", pk=pk)
    if not form.is_valid() or not carried_out(
        form, CloseCampaign(actor_of(request), found, **form.cleaned_data)
    ):
        return _show(request, found, close_form=form)
    messages.success(request, _("已总结。数据已固定，不再随以后的计算变动；可以打印报送。"))
    return redirect("campaign_report", pk=pk)


@work_page()
def report(request: WorkRequest, pk: int) -> HttpResponse:
    """The closing report as a sheet to be printed, in the campaign's own area and above."""
    found = _campaign(request, pk)
    if found.closed_at is None or not request.scope.covers(found.area_id):
        raise Http404
    context = {**_line(found), **_figures(found), "crumbs": crumbs(
        (found.title, reverse("campaign", args=[pk])), (_("总结"), ""))}  # fmt: skip
    return render(request, "campaigns/report.html", context)
