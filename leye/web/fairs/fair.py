"""One fair: where it stands, its next step, and its pages as tabs."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from leye.accounts.actions.base import Action, ActionError
from leye.areas.paths import path_names
from leye.fairs.actions.base import CAN_RUN_DESK
from leye.fairs.actions.finish import NoteTold
from leye.fairs.enums import STANDING, BoothState
from leye.fairs.models import Booth, Visit
from leye.market.actions.fairs import CAN_HOLD_FAIRS, AnnounceFair, ReportFair
from leye.market.actions.series import PlanSeries, StartSeries, StopSeries
from leye.market.enums import COMING, OVER, FairState
from leye.market.models import Fair, FairSeries
from leye.standards.calendar import today
from leye.web.acting import attempt, carried_out
from leye.web.fairs.forms import ReportForm, SeriesForm, when_words
from leye.web.fairs.views import KINDS, fair_or_404, words_of
from leye.web.fields import whole
from leye.web.paging import log_list
from leye.web.work import WorkRequest, actor_of, work_page


def tabs_of(fair: Fair, active: str) -> list[dict[str, Any]]:
    """The pages of a fair."""
    booths = Booth.objects.filter(fair=fair, state__in=STANDING).count()
    visits = Visit.objects.filter(fair=fair, arrived_at__isnull=False).count()
    pages = [
        ("fair", _("安排"), None), ("fair_booths", _("展位"), booths), ("fair_visits", _("来访"), visits),
        ("fair_results", _("结果"), None),
    ]  # fmt: skip
    return [
        {"label": label, "url": reverse(name, args=[fair.pk]), "active": name == active, "count": count}
        for name, label, count in pages
    ]


def frame(request: WorkRequest, fair: Fair, active: str) -> dict[str, Any]:
    """What every page of a fair shows."""
    day = today()
    return {
        "fair": fair, "tabs": tabs_of(fair, active), "kind": KINDS[FairState(fair.status)], "day": day,
        "may_write": request.post.role in CAN_HOLD_FAIRS, "may_desk": request.post.role in CAN_RUN_DESK,
        "place": path_names(fair.area_id), "coming": fair.status in COMING, "over": fair.status in OVER,
        "is_today": fair.held_on <= day and fair.status in (*COMING, FairState.HELD),
        "crumbs": [{"label": _("招聘会"), "url": reverse("fairs")}, {"label": fair.title}],
    }  # fmt: skip


def run(request: WorkRequest, action: Action[Any]) -> Any:
    """The action's result; None when it was refused, with the reason as a message."""
    try:
        return action.run()
    except ActionError as error:
        messages.error(request, str(error))
        return None


@work_page()
def page(request: WorkRequest, pk: int) -> HttpResponse:
    """The plan, the steps, and what is left to do."""
    fair = fair_or_404(request, pk)
    waiting = Booth.objects.filter(fair=fair, state=BoothState.APPLIED).count()
    context = frame(request, fair, "fair") | {
        "waiting": waiting, "steps": [_("计划"), _("公告"), _("举办"), _("总结")], "current": _step(fair),
        "public": request.build_absolute_uri(reverse("public_fair", args=[fair.number])) if fair.announced_on else "",
        "series": fair.series, "when": when_words(fair.series) if fair.series else "",
        "signed_up": Visit.objects.filter(fair=fair, source="public").count(),
    }  # fmt: skip
    if fair.status == FairState.CANCELLED:
        context |= _to_be_told(request, fair)
    return render(request, "fairs/fair.html", context)


def _step(fair: Fair) -> int:
    return {FairState.PLANNED: 1, FairState.ANNOUNCED: 2, FairState.HELD: 3, FairState.REPORTED: 4}.get(
        FairState(fair.status), 1
    )


def _to_be_told(request: WorkRequest, fair: Fair) -> dict[str, Any]:
    """Who signed up for a cancelled fair, those who were not told yet first."""
    booths = list(Booth.objects.filter(fair=fair, state__in=STANDING).order_by("told_at", "name"))
    visits = list(
        Visit.objects.filter(fair=fair, arrived_at__isnull=True)
        .select_related("person")
        .order_by("told_at", "number")
    )
    log_list(request, "fair sign-ups to be told", len(visits), fair=fair.pk)
    left = sum(one.told_at is None for one in booths) + sum(one.told_at is None for one in visits)
    text = _("%(title)s（原定%(day)s）已取消：%(reason)s。给您带来不便，敬请谅解。") % {
        "title": fair.title, "day": fair.held_on, "reason": fair.cancel_reason}  # fmt: skip
    return {"tell_booths": booths, "tell_visits": visits, "left": left, "tell_text": text}


@work_page(*CAN_HOLD_FAIRS)
def told(request: WorkRequest, pk: int) -> HttpResponse:
    """These were told that the fair is cancelled."""
    fair = fair_or_404(request, pk)
    if request.method == "POST":
        booths = [whole(text) for text in request.POST.getlist("booth")]
        visits = [whole(text) for text in request.POST.getlist("visit")]
        count = run(request, NoteTold(actor_of(request), fair_id=fair.pk, booth_ids=booths, visit_ids=visits))
        if count is not None:
            messages.success(request, _("已登记通知%(n)d个。") % {"n": count})
    return redirect("fair", pk)


@work_page(*CAN_HOLD_FAIRS)
def announce(request: WorkRequest, pk: int) -> HttpResponse:
    """Show the fair to the public."""
    fair = fair_or_404(request, pk)
    if request.method == "POST" and run(request, AnnounceFair(actor_of(request), fair_id=fair.pk)):
        messages.success(request, _("已公告。公示页可以打开了，海报和二维码可以打印了。"))
    return redirect("fair", pk)


@work_page(*CAN_HOLD_FAIRS)
def report(request: WorkRequest, pk: int) -> HttpResponse:
    """Close the fair with a summary."""
    fair = fair_or_404(request, pk)
    form = ReportForm(request.POST or None, initial={"summary": fair.summary})
    if (
        request.method == "POST"
        and form.is_valid()
        and carried_out(form, ReportFair(actor_of(request), fair_id=pk, **form.cleaned_data))
    ):
        messages.success(request, _("总结已写好，这场招聘会办完了。"))
        return redirect("fair_results", pk)
    context = {
        "form": form,
        "title": _("写总结"),
        "of": words_of(fair),
        "button": _("保存总结"),
        "back": fair,
    }
    return render(request, "fairs/form.html", context)


@work_page(*CAN_HOLD_FAIRS)
def repeat(request: WorkRequest, pk: int) -> HttpResponse:
    """Let the fair come again each week or month, and plan the next ones."""
    fair = fair_or_404(request, pk)
    form = SeriesForm(request.POST or None, initial={"title": fair.title})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        by = actor_of(request)
        made = attempt(form, StartSeries(by, fair_id=pk, title=data["title"], every=data["every"]))
        if made is not None:
            _plan_on(request, made, data["months"])
            return redirect("fair_series")
    context = {
        "form": form,
        "title": _("定期举办"),
        "of": words_of(fair),
        "button": _("排好后面的场次"),
        "back": fair,
    }
    return render(request, "fairs/form.html", context)


def _plan_on(request: WorkRequest, series: FairSeries, months: int) -> None:
    fairs = run(request, PlanSeries(actor_of(request), series_id=series.pk, months=months))
    if fairs:
        messages.success(
            request, _("往后排了%(n)d场，最后一场在%(day)s。") % {"n": len(fairs), "day": fairs[-1].held_on}
        )
    elif fairs is not None:
        messages.info(request, _("后面%(n)d个月的场次都已排好。") % {"n": months})


@work_page()
def series_list(request: WorkRequest) -> HttpResponse:
    """Fairs that come again, with what is planned of each."""
    found = FairSeries.objects.visible_to(request.scope).filter(stopped_on__isnull=True)
    rows = []
    for series in found.order_by("area_id", "title")[:200]:
        coming = series.fairs.filter(held_on__gte=today(), status__in=COMING).order_by("held_on")
        rows.append({
            "series": series, "when": when_words(series), "area": path_names(series.area_id), "next": coming.first(),
            "count": coming.count(),
        })  # fmt: skip
    return render(
        request, "fairs/series.html", {"rows": rows, "may_write": request.post.role in CAN_HOLD_FAIRS}
    )


@work_page(*CAN_HOLD_FAIRS)
def series_step(request: WorkRequest, pk: int) -> HttpResponse:
    """Plan the next three months of a series, or stop it."""
    series = get_object_or_404(FairSeries.objects.visible_to(request.scope), pk=pk)
    if request.method == "POST":
        if "stop" in request.POST:
            if run(request, StopSeries(actor_of(request), series_id=pk)):
                messages.success(request, _("已停止。排好的场次还在，不办的请逐场取消。"))
        else:
            _plan_on(request, series, 3)
    return redirect("fair_series")
