"""县里一屏: where is work stuck?"""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leye.accounts.enums import Role
from leye.adoption.reading import FigureNow, figures_now, last_run
from leye.adoption.registry import packs
from leye.areas.enums import Level
from leye.areas.models import Area
from leye.areas.paths import chain
from leye.standards.calendar import today
from leye.web.county.choosing import LOOKERS, area_url, chosen_area, list_url
from leye.web.county.deadlines import deadlines
from leye.web.links import rule_url
from leye.web.work import WorkRequest, work_page
from leye.worklist.county import AreaProgress, Numbers, Trend, areas_below, numbers, progress_below
from leye.worklist.stuck import LABELS, MEANINGS, stuck_counts

#: From here up a share reads well, from there down it reads badly (percent).
WELL, BADLY = 90, 60
BELOW = {
    Level.PROVINCE: gettext_lazy("各市（盟）"), Level.PREFECTURE: gettext_lazy("各县（旗）"),
    Level.COUNTY: gettext_lazy("各乡镇"), Level.TOWNSHIP: gettext_lazy("各村（社区）"), Level.VILLAGE: gettext_lazy("本村"),
}  # fmt: skip


def trend_words(trend: Trend, period: str) -> tuple[str, str]:
    """How a number changed, in words, with its icon."""
    change = trend.now - trend.before
    if not change:
        return _("与%(period)s持平") % {"period": period}, ""
    words = _("比%(period)s多%(n)s") if change > 0 else _("比%(period)s少%(n)s")
    return words % {"period": period, "n": f"{abs(change):,}"}, "trend-up" if change > 0 else "trend-down"


def _number_tiles(found: Numbers, area: Area) -> list[dict[str, Any]]:
    tiles: list[dict[str, Any]] = []
    for what, label, trend, period, kind in (
        ("done_week", _("本周办结"), found.done, _("上周"), ""),
        ("overdue", _("已超期未办"), found.overdue, _("一周前"), "bad"),
        ("missed_month", _("本月到期未完成"), found.missed, _("上月"), "warn"),
    ):
        note, picture = trend_words(trend, period) if found.comparable else ("", "")
        tiles.append({"label": label, "value": f"{trend.now:,}", "unit": _("项"), "note": note, "icon": picture,
                      "url": list_url(what, area), "kind": kind if trend.now else ""})  # fmt: skip
    share = f"{100 * found.served / found.to_serve:.0f}%" if found.to_serve else "—"
    tiles.append({"label": _("今年已服务"), "value": share, "have": found.served, "target": found.to_serve,
                  "note": _("%(a)s / %(b)s 人，目标100%%") % {"a": f"{found.served:,}", "b": f"{found.to_serve:,}"},
                  "url": list_url("unserved", area)})  # fmt: skip
    return tiles


def _figure_url(figure: FigureNow, area: Area) -> str:
    return f"{reverse('figure_members', args=[figure.pack.id, figure.rule.name])}?area={area.no}"


def _household_tile(figures: Iterable[FigureNow], area: Area) -> list[dict[str, Any]]:
    """The figure about households that a document wants brought down: families without anybody in work."""
    for figure in figures:
        if figure.rule.subject.kind == "household" and figure.rule.better == "less":
            note = _("目标%(t)s") % {"t": figure.target_shown} if figure.target_shown else _("目标0户")
            return [{"label": _("零就业家庭"), "value": figure.shown.removesuffix(figure.rule.unit),
                     "unit": figure.rule.unit, "note": note, "url": _figure_url(figure, area),
                     "kind": "bad" if figure.value else "good"}]  # fmt: skip
    return []


def _figure_rows(figures: Iterable[FigureNow], area: Area) -> list[dict[str, Any]]:
    return [{"figure": f, "url": _figure_url(f, area), "clause_url": rule_url(f.pack.id, f.rule.name),
             "clause": _("条款 %(ref)s") % {"ref": f.rule.clause},
             "state": None if f.reached is None else ("good", _("已达到")) if f.reached else ("warn", _("未达到"))}
            for f in figures]  # fmt: skip


def _bars(progress: list[AreaProgress], day: dt.date) -> list[dict[str, Any]]:
    rows = []
    for line in progress:
        share = line.share
        kind = "" if share is None else "good" if share >= WELL else "bad" if share < BADLY else "warn"
        text = _("没有到期的待办") if share is None else f"{share:.0f}%"
        if line.overdue:
            text += _(" · 超期%(n)s") % {"n": f"{line.overdue:,}"}
        label = _("%(name)s本级") % {"name": line.area.name} if line.own else line.area.name
        leaf = line.own or line.area.level == Level.VILLAGE
        url = list_url("own_open" if line.own else "open", line.area) if leaf else area_url(line.area)
        rows.append({"label": label, "url": url, "value": share or 0, "text": text, "kind": kind})
    return rows


def _stuck(request: WorkRequest, area: Area, day: dt.date) -> list[dict[str, Any]]:
    counts = stuck_counts(request.scope, area.no, area.last, day)
    lines = [{"label": LABELS[reason], "meaning": MEANINGS[reason], "count": count,
              "url": list_url("stuck", area, reason=reason.value)} for reason, count in counts.items() if count]  # fmt: skip
    return sorted(lines, key=lambda line: -line["count"])


def _way(request: WorkRequest, area: Area) -> list[dict[str, str]]:
    """From the post's area down to the one on the page; nothing when they are the same."""
    if area.no == request.post.area_id:
        return []
    way = [a for a in chain(area.no) if a.no >= request.scope.lo and a.last <= request.scope.hi]
    return [{"label": a.name, "url": area_url(a) if a.no != area.no else ""} for a in way]


@work_page(*LOOKERS)
def index(request: WorkRequest) -> HttpResponse:
    """One screen about the post's area, or one below it (`?area=`). Names stand only in the lists it opens to."""
    day, area = today(), chosen_area(request)
    children = areas_below(area, day)
    progress = progress_below(request.scope, area, children, day)
    run = last_run()
    figures = figures_now(packs().values(), area, run, day)
    found = numbers(request.scope, area, day)
    tiles = _number_tiles(found, area) + _household_tile(figures, area)
    context = {
        "area": area, "tiles": tiles, "bars": _bars(progress, day), "stuck": _stuck(request, area, day),
        "overdue": found.overdue.now, "figures": _figure_rows(figures, area), "run": run, "crumbs": _way(request, area),
        "deadlines": deadlines(request.scope, area, day), "day": day, "summary": _summary(progress, found),
        "below": BELOW[Level(area.level)], "progress": progress,
        "may_look": request.post.role in (Role.AUDITOR, Role.SUPERVISOR),
    }  # fmt: skip
    return render(request, "county/index.html", context)


def _summary(progress: list[AreaProgress], found: Numbers) -> str:
    """Where work is stuck, in one sentence."""
    if not found.overdue.now and not any(p.counted for p in progress):
        return _("目前没有到期的待办。")
    if not found.overdue.now:
        return _("没有超期的待办。")
    worst = max((p for p in progress if not p.own), key=lambda p: p.overdue, default=None)
    if worst is None or not worst.overdue:
        return _("有%(n)s项已超期。") % {"n": f"{found.overdue.now:,}"}
    return _("有%(n)s项已超期，最多的是%(area)s（%(m)s项）。") % {
        "n": f"{found.overdue.now:,}", "area": worst.area.name, "m": f"{worst.overdue:,}"}  # fmt: skip
