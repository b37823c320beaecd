"""节奏表: what each area and site owes this week or month and next, what is planned, and the gap before it happens."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from leye.adoption.recurring import RECURRING
from leye.market.actions.fairs import CAN_HOLD_FAIRS
from leye.market.cadence import Beat, Rhythm, mobile_reach, rhythms
from leye.market.enums import FairKind
from leye.standards.calendar import today
from leye.web.downloads import download
from leye.web.links import rule_url
from leye.web.work import WorkRequest, work_page

MOST = 300
#: Villages named of those without a mobile fair.
NAMED = 6
#: Townships shown, those with the most villages left first.
TOWNSHIPS = 40


def _plan_url(one: Rhythm, beat: Beat) -> str:
    given: dict[str, Any] = {"area": one.area_no, "day": beat.suggested.isoformat(), "kind": one.kind}
    if one.site_id is not None:
        given["site"] = one.site_id
    return f"{reverse('plan_fair')}?{urlencode(given)}"


def _beat(one: Rhythm, beat: Beat | None) -> dict[str, Any] | None:
    if beat is None:
        return None
    if beat.have >= beat.need:
        kind, word = "good", _("已办够")
    elif not beat.gap:
        kind, word = "info", _("已排够")
    else:
        kind, word = "bad" if beat.until <= today() else "warn", _("还差%(n)d场") % {"n": beat.gap}
    return {"beat": beat, "kind": kind, "word": word, "plan_url": _plan_url(one, beat) if beat.gap else ""}


@work_page()
def board(request: WorkRequest) -> HttpResponse:
    """The board of the scope."""
    day = today()
    found = rhythms(request.scope, day)
    rows = [
        {
            "one": one,
            "now": _beat(one, one.now),
            "after": _beat(one, one.after),
            "clause_url": rule_url(one.pack, one.rule),
        }
        for one in found[:MOST]
    ]
    reach = mobile_reach(request.scope, day.replace(month=1, day=1), day)
    campaigns: list[dict[str, Any]] = [
        {"title": one.title, "days": days, "url": f"{reverse('plan_fair')}?{urlencode({'title': one.title})}"}
        for one in RECURRING
        if (days := one.next_days(day)) is not None
    ]
    far = sorted(reach, key=lambda one: -len(one.missing))[:TOWNSHIPS]
    context = {
        "rows": rows, "day": day, "may_write": request.post.role in CAN_HOLD_FAIRS,
        "gaps": sum(one.now.gap > 0 for one in found), "later": sum(bool(one.after and one.after.gap) for one in found),
        "reach": [{"one": one, "named": one.missing[:NAMED], "more": max(len(one.missing) - NAMED, 0)} for one in far],
        "villages": sum(one.villages for one in reach), "reached": sum(one.reached for one in reach),
        "campaigns": sorted(campaigns, key=lambda one: one["days"]), "mobile": FairKind.MOBILE,
    }  # fmt: skip
    return render(request, "fairs/board.html", context)


@work_page()
def download_board(request: WorkRequest) -> HttpResponse:
    """The board as a workbook."""
    columns = [
        _("地区、场所"), _("任务"), _("依据"), _("本期起"), _("本期止"), _("应办"), _("已办"), _("已排"), _("缺口"),
        _("下期起"), _("下期止"), _("下期应办"), _("下期已排"), _("下期缺口"),
    ]  # fmt: skip
    rows = []
    for one in rhythms(request.scope, today()):
        now, after = one.now, one.after
        rows.append([
            one.place, one.title, one.clause, now.since, now.until, now.need, now.have, now.planned, now.gap,
            *((after.since, after.until, after.need, after.planned, after.gap) if after else ("", "", "", "", "")),
        ])  # fmt: skip
    return download(request, _("招聘活动节奏表"), columns, rows)
