"""结果: what came of a fair, as a page, a workbook, and on paper."""

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from leye.accounts.access import log_access
from leye.accounts.enums import Access
from leye.fairs.enums import BoothState
from leye.fairs.models import Booth
from leye.fairs.printing import accepted, booths_pdf, notice_pdf, signs_pdf
from leye.fairs.results import Hires, Results, counted, hires_after
from leye.market.models import Fair
from leye.sheets.fonts import NoChineseFont
from leye.web.downloads import download
from leye.web.fairs.fair import frame
from leye.web.fairs.views import fair_or_404
from leye.web.work import WorkRequest, actor_of, work_page
from leye.workbook.export import Column

PAPERS: dict[str, tuple[Callable[[Fair, str], bytes], Any]] = {
    "notice": (notice_pdf, later("海报")), "booths": (booths_pdf, later("展位表")), "signs": (signs_pdf, later("展位牌")),
}  # fmt: skip


@work_page()
def results(request: WorkRequest, pk: int) -> HttpResponse:
    """Counts of the fair, and the work that its visitors took up since."""
    fair = fair_or_404(request, pk)
    found, hires = counted(fair), hires_after(request.scope, fair)
    context = frame(request, fair, "fair_results") | {
        "found": found, "hires": hires, "tiles": _tiles(fair, found),
        "bars": [{"label": label, "value": n, "text": _("%(n)d人次") % {"n": n}} for _code, label, n in found.by_result],
        "reasons": [{"label": label, "value": n, "text": str(n)} for _code, label, n in found.by_reason],
    }  # fmt: skip
    return render(request, "fairs/results.html", context)


def _tiles(fair: Fair, found: Results) -> list[dict[str, Any]]:
    def both(kept: int | None, scanned: int) -> dict[str, Any]:
        note = _("现场登记%(n)d") % {"n": scanned} if kept is not None and kept != scanned else ""
        return {"value": scanned if kept is None else kept, "note": note}

    return [
        {"label": _("参会单位"), "unit": _("家")} | both(fair.employers, found.employers),
        {"label": _("岗位"), "unit": _("个")} | both(fair.vacancies, found.seats),
        {"label": _("求职人数"), "unit": _("人")} | both(fair.visitors, found.visitors),
        {"label": _("达成意向"), "unit": _("人")} | both(fair.agreed, found.agreed),
    ]


@work_page()
def download_results(request: WorkRequest, pk: int) -> HttpResponse:
    """The report of a fair as a workbook: its counts, then a line for each booth. No visitor is named in it."""
    fair = fair_or_404(request, pk)
    found, hires = counted(fair), hires_after(request.scope, fair)
    columns = [
        Column(_("项目")), Column(_("数")), Column(_("展位号")), Column(_("单位")), Column(_("岗位")), Column(_("招聘人数")),
        Column(_("洽谈人次")), Column(_("达成意向")),
    ]  # fmt: skip
    numbers = [[label, str(value), "", "", "", "", "", ""] for label, value in _figures(fair, found, hires)]
    booths = [["", "", str(booth.number), booth.name, *_of_booth(booth)] for booth in accepted(fair)]
    return download(request, _("%(title)s结果") % {"title": fair.title[:60]}, columns, [*numbers, *booths])


def _figures(fair: Fair, found: Results, hires: list[Hires]) -> list[tuple[str, Any]]:
    return [
        (_("招聘会"), fair.title), (_("举办日期"), fair.held_on), (_("状态"), fair.get_status_display()),
        (_("参会单位（家）"), fair.employers if fair.employers is not None else found.employers),
        (_("岗位（个）"), fair.vacancies if fair.vacancies is not None else found.seats),
        (_("求职人数"), fair.visitors if fair.visitors is not None else found.visitors),
        (_("达成意向（人）"), fair.agreed if fair.agreed is not None else found.agreed),
        (_("现场签到"), found.visitors), (_("其中台账人员"), found.known), (_("其中未建档人员"), found.walk_ins),
        (_("网上预约"), found.signed_up), (_("现场求助"), found.asked_help), (_("洽谈人次"), found.talks),
        *((label, n) for _code, label, n in found.by_result),
        *((_("没谈成：%(why)s") % {"why": label}, n) for _code, label, n in found.by_reason),
        *((_("%(n)d个月内就业（人）") % {"n": one.months}, one.people) for one in hires),
        *((_("%(n)d个月内在洽谈单位就业（人）") % {"n": one.months}, one.met) for one in hires),
        (_("计入考核"), _("是") if fair.counts else _("否")), (_("总结"), fair.summary),
    ]  # fmt: skip


def _of_booth(booth: Booth) -> list[str]:
    posts = list(booth.posts.all())
    agreed = booth.talks.filter(result__in=("interview", "offer", "hired")).count()
    seats = sum(post.seats for post in posts)
    return ["、".join(post.title for post in posts), str(seats), str(booth.talks.count()), str(agreed)]


@work_page()
def paper(request: WorkRequest, pk: int, kind: str) -> HttpResponse:
    """A notice, the list of booths, or their signs as PDF. The code leads to the public page, so that must be open."""
    fair = fair_or_404(request, pk)
    if kind not in PAPERS:
        raise Http404
    if fair.announced_on is None:
        messages.error(request, _("先公告，再打印：纸上的二维码指向公示页，公告后才能打开。"))
        return redirect("fair", pk)
    if kind == "signs" and not Booth.objects.filter(fair=fair, state=BoothState.ACCEPTED).exists():
        messages.error(request, _("还没有排好的展位，没有展位牌可打。"))
        return redirect("fair_booths", pk)
    make, label = PAPERS[kind]
    try:
        made = make(fair, request.build_absolute_uri(reverse("public_fair", args=[fair.number])))
    except NoChineseFont as error:
        messages.error(request, str(error))
        return redirect("fair", pk)
    log_access(actor_of(request), Access.EXPORT, detail={"title": f"fair {kind}", "fair": fair.pk})
    answer = HttpResponse(made, content_type="application/pdf")
    answer["Content-Disposition"] = f"inline; filename*=UTF-8''{quote(f'{fair.title}{label}.pdf')}"
    return answer
