"""摸底: rounds of survey, how far each has come by area, and the list behind every number."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import F
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from leye.accounts.actions.base import ActionError
from leye.accounts.enums import CAN_WRITE_LEDGER
from leye.adoption.campaigns import campaigns_about
from leye.areas.enums import Level
from leye.areas.models import Area
from leye.areas.paths import chain
from leye.ledger.models import GroupCode
from leye.ledger.reading import people_by_ids
from leye.outreach.actions.messages import MAY_SEND
from leye.outreach.actions.questionnaires import MAY_ORGANISE
from leye.outreach.actions.rounds import CloseRound, StartRound, TopUpRound
from leye.outreach.enums import Measure
from leye.outreach.measures import Progress, people_of, progress_below, progress_of
from leye.outreach.models import SurveyRound
from leye.standards.calendar import today
from leye.web.acting import attempt
from leye.web.downloads import download
from leye.web.fields import whole
from leye.web.paging import log_list, page_of
from leye.web.surveys.forms import RoundForm
from leye.web.work import WorkRequest, actor_of, work_page
from leye.workbook.export import Column
from leye.worklist.county import areas_below

#: The three measures of the campaign, the four clears, and what is to be done.
REACHED = (Measure.REGISTERED, Measure.CONTACTED, Measure.HELPED)
CLEARS = (Measure.NUMBER_CLEAR, Measure.CAPACITY_CLEAR, Measure.STATUS_CLEAR, Measure.OUTING_CLEAR)
TO_DO = (Measure.WAITING, Measure.UNREACHABLE, Measure.PAUSED, Measure.DIFFERS, Measure.LATE)
MEANINGS = {
    Measure.REGISTERED: gettext_lazy("已办理失业登记，或者有就业记录。"),
    Measure.CONTACTED: gettext_lazy("调查期间联系上了本人或知情人；没接通、挂断、短信送达都不算。"),
    Measure.HELPED: gettext_lazy("调查期间办到过至少一次服务；只问情况的不算。"),
    Measure.NUMBER_CLEAR: gettext_lazy("问到了本人或知情人，知道人在哪里。"),
    Measure.CAPACITY_CLEAR: gettext_lazy("档案里已经核实劳动能力。"),
    Measure.STATUS_CLEAR: gettext_lazy("这次问到了目前的状况。"),
    Measure.OUTING_CLEAR: gettext_lazy("这次问到了外出务工意愿；没有劳动能力的不用问。"),
    Measure.UNREACHABLE: gettext_lazy("三次以上没联系上，也没有问到知情人。"),
    Measure.DIFFERS: gettext_lazy("说在上班但台账没有就业记录，或者说没有工作但台账有。"),
    Measure.LATE: gettext_lazy("调查以后超过七天才录入。"),
}
MOST_ROWS = 50_000


def crumbs(*more: tuple[str, str]) -> list[dict[str, str]]:
    """The way here."""
    return [{"label": label, "url": url} for label, url in ((_("摸底"), reverse("surveys")), *more)]


def round_or_404(request: WorkRequest, pk: int) -> SurveyRound:
    """A round of the scope, or of an area above that the scope lies in."""
    rounds = SurveyRound.objects.visible_to(request.scope).select_related(
        "area", "questionnaire", "made_by", "campaign"
    )
    return get_object_or_404(rounds, pk=pk)


def area_of(request: WorkRequest, found: SurveyRound) -> Area:
    """The area that the page is about: asked for in the address, else the smaller of the round's and the post's."""
    asked = request.GET.get("area") or request.POST.get("area")
    area = Area.objects.filter(no=whole(asked)).first() if asked else None
    if area is None and not asked:
        area = (
            request.post.area
            if request.post.area.no >= found.area.no and request.post.area.last <= found.area.last
            else found.area
        )
    if area is None or area.no < found.area.no or area.last > found.area.last or not (
        request.scope.lo <= area.no and area.last <= request.scope.hi):  # fmt: skip
        raise Http404
    return area


def people_url(found: SurveyRound, area: Area, measure: Measure, lacking: bool = False) -> str:
    """The list behind a number."""
    query = {"area": area.no, "measure": measure.value, **({"lacking": "1"} if lacking else {})}
    return f"{reverse('survey_people', args=[found.pk])}?{urlencode(query)}"


@work_page()
def index(request: WorkRequest) -> HttpResponse:
    """The rounds that concern the scope, those in hand first."""
    rounds = SurveyRound.objects.visible_to(request.scope).select_related("area")
    rounds = rounds.order_by(F("closed_at").desc(nulls_first=True), "-since", "-pk")
    page = page_of(request, lambda start, stop: list(rounds[start:stop]), 30)
    open_now = SurveyRound.objects.visible_to(request.scope).filter(closed_at__isnull=True).count()
    context = {
        "page": page, "day": today(), "may_organise": request.post.role in MAY_ORGANISE,
        "may_send": request.post.role in MAY_SEND, "may_write": request.post.role in CAN_WRITE_LEDGER,
        "summary": _("正在进行的摸底%(n)s次。") % {"n": open_now},
    }  # fmt: skip
    return render(request, "surveys/index.html", context)


@work_page(*MAY_ORGANISE)
def start(request: WorkRequest) -> HttpResponse:
    """Begin a round; with `?campaign=` as part of an action."""
    form = RoundForm(request.scope, request.POST or None, initial=_beginning(request))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        made = attempt(
            form,
            StartRound(
                actor_of(request), area_no=data["area"], title=data["title"], questionnaire_id=data["questionnaire"],
                since=data["since"], until=data["until"], groups=data["groups"],
                only_unemployed=data["only_unemployed"], campaign_id=data["campaign"],
            ),
            {"area_no": "area", "questionnaire_id": "questionnaire", "campaign_id": "campaign"},
        )  # fmt: skip
        if made is not None:
            messages.success(request, _("摸底已开始，列入%(n)s人。") % {"n": made.added})
            return redirect("survey", made.round.pk)
    return render(request, "surveys/start.html", {"form": form, "crumbs": crumbs((_("开展摸底"), ""))})


def _beginning(request: WorkRequest) -> dict[str, Any]:
    campaign = campaigns_about(request.scope).filter(pk=whole(request.GET.get("campaign"))).first()
    if campaign is None:
        return {}
    title = _("%(title)s摸底调查") % {"title": campaign.title}
    return {"campaign": campaign.pk, "title": title[:120], "since": campaign.since, "until": campaign.until}


def share(progress: Progress, measure: Measure) -> str:
    """A share in words."""
    percent = progress.share(measure)
    return "—" if percent is None else f"{percent:.0f}%"


def _tile(found: SurveyRound, progress: Progress, measure: Measure) -> dict[str, Any]:
    whole_number, n = progress.counts[Measure.ASKED], progress.counts[measure]
    return {
        "label": measure.label, "value": share(progress, measure), "have": n, "target": whole_number,
        "note": _("%(n)s / %(all)s人") % {"n": f"{n:,}", "all": f"{whole_number:,}"},
        "url": people_url(found, progress.area, measure),
    }  # fmt: skip


def _row(found: SurveyRound, progress: Progress, here: Area) -> dict[str, Any]:
    own = progress.area.no == here.no and progress.area.level != Level.VILLAGE
    cells = [
        {"n": progress.counts[m], "share": share(progress, m), "url": people_url(found, progress.area, m)}
        for m in (Measure.ANSWERED, *REACHED, *CLEARS)
    ]
    return {
        "name": _("%(area)s本级") % {"area": progress.area.name} if own else progress.area.name,
        "url": "" if own or progress.area.no == here.no else f"?area={progress.area.no}", "asked": progress.counts[Measure.ASKED],
        "asked_url": people_url(found, progress.area, Measure.ASKED), "cells": cells,
        "waiting": progress.counts[Measure.WAITING], "waiting_url": people_url(found, progress.area, Measure.WAITING),
    }  # fmt: skip


@work_page()
def progress(request: WorkRequest, pk: int) -> HttpResponse:
    """How far a round has come in an area and in those just below it."""
    found = round_or_404(request, pk)
    area = area_of(request, found)
    now = progress_of(found, request.scope, area)
    below = (
        []
        if area.level == Level.VILLAGE
        else progress_below(found, request.scope, area, areas_below(area, today()))
    )
    way = [
        one
        for one in chain(area.no)
        if one.no >= max(found.area.no, request.scope.lo)
        and one.last <= min(found.area.last, request.scope.hi)
    ]
    organises = request.post.role in MAY_ORGANISE and request.scope.covers(found.area_id)
    context = {
        "round": found, "area": area, "day": today(), "groups": _group_names(found),
        "tiles": [_tile(found, now, m) for m in REACHED], "clears": [_tile(found, now, m) for m in CLEARS],
        "answered": _tile(found, now, Measure.ANSWERED),
        "todo": [{"label": m.label, "n": now.counts[m], "url": people_url(found, area, m), "meaning": MEANINGS.get(m, "")}
                 for m in TO_DO if now.counts[m] or m == Measure.WAITING],
        "rows": [_row(found, one, area) for one in below], "waiting_url": people_url(found, area, Measure.WAITING),
        "organises": organises and found.closed_at is None, "meanings": [(m.label, MEANINGS[m]) for m in (*REACHED, *CLEARS)],
        "crumbs": crumbs((found.title, reverse("survey", args=[pk]) if len(way) > 1 else ""),
                         *((one.name, f"?area={one.no}" if one.no != area.no else "") for one in way[1:])),
    }  # fmt: skip
    return render(request, "surveys/round.html", context)


def _group_names(found: SurveyRound) -> str:
    names = GroupCode.objects.filter(code__in=found.groups).values_list("name", flat=True)
    return "、".join(names) or _("所有人")


def _asked(request: WorkRequest) -> tuple[Measure, bool]:
    name = request.GET.get("measure", Measure.WAITING)
    if name not in Measure.values:
        raise Http404
    return Measure(name), request.GET.get("lacking") == "1"


@work_page()
def people(request: WorkRequest, pk: int) -> HttpResponse:
    """The people behind a number: as a page, or as a workbook."""
    found = round_or_404(request, pk)
    area, (measure, lacking) = area_of(request, found), _asked(request)
    title = (_("%(label)s：还差的人") if lacking else "%(label)s") % {"label": measure.label}
    if request.GET.get("format") == "xlsx":
        return _workbook(request, found, area, measure, lacking, f"{found.title}{title}"[:80])
    page = page_of(request, lambda a, b: people_of(found, request.scope, area, measure, a, b, lacking))
    hits = {hit.id: hit for hit in people_by_ids(request.scope, (one.person_id for one in page.rows))}
    rows = [{"hit": hits[one.person_id], "line": one} for one in page.rows if one.person_id in hits]
    log_list(request, f"{found.title}：{title}", len(rows), round=pk, area=area.no, offset=page.offset)
    may_ask = request.post.role in CAN_WRITE_LEDGER and found.closed_at is None
    query = urlencode({"area": area.no, "measure": measure.value, **({"lacking": "1"} if lacking else {})})
    context = {
        "round": found, "area": area, "title": title, "rows": rows, "page": page, "may_ask": may_ask, "measure": measure,
        "may_send": request.post.role in MAY_SEND and found.closed_at is None, "meaning": MEANINGS.get(measure, ""),
        "lacking": lacking, "download_url": f"?{query}&format=xlsx",
        "other_url": people_url(found, area, measure, not lacking) if measure in (*REACHED, *CLEARS, Measure.ANSWERED) else "",
        "crumbs": crumbs((found.title, f"{reverse('survey', args=[pk])}?area={area.no}"), (title, "")),
    }  # fmt: skip
    return render(request, "surveys/people.html", context)


def _workbook(
    request: WorkRequest, found: SurveyRound, area: Area, measure: Measure, lacking: bool, title: str
) -> HttpResponse:
    listed = people_of(found, request.scope, area, measure, 0, MOST_ROWS, lacking)
    columns: list[Column | str] = [
        _("姓名"), _("身份证号"), _("村（社区）"), _("电话"), _("群体"), _("状态"), Column(_("没联系上次数"), "number"),
        Column(_("最近联系"), "date"), _("是否已调查")]  # fmt: skip

    def cells() -> Iterator[list[Any]]:
        for at in range(0, len(listed), 1000):
            part = listed[at : at + 1000]
            hits = {hit.id: hit for hit in people_by_ids(request.scope, (one.person_id for one in part))}
            for one in part:
                if (hit := hits.get(one.person_id)) is not None:
                    yield [hit.name, hit.masked_number, hit.area_name, hit.phone, "、".join(hit.groups), hit.status,
                           one.tries, one.tried_on, _("是") if one.answered else _("否")]  # fmt: skip

    return download(request, title, columns, cells())


@require_POST
@work_page(*MAY_ORGANISE)
def top_up(request: WorkRequest, pk: int) -> HttpResponse:
    """Put on the list who belongs to it by now."""
    found = round_or_404(request, pk)
    try:
        added = TopUpRound(actor_of(request), round_id=found.pk).run().added
        messages.success(
            request, _("名单已补充%(n)s人。") % {"n": added} if added else _("没有要补充的人，名单是全的。")
        )
    except ActionError as error:
        messages.error(request, str(error))
    return redirect("survey", pk)


@require_POST
@work_page(*MAY_ORGANISE)
def close(request: WorkRequest, pk: int) -> HttpResponse:
    """End a round."""
    found = round_or_404(request, pk)
    try:
        CloseRound(actor_of(request), round_id=found.pk).run()
        messages.success(request, _("这次摸底已结束，数字和名单仍可查看。"))
    except ActionError as error:
        messages.error(request, str(error))
    return redirect("survey", pk)
