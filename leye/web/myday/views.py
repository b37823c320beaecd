"""我的一天: who needs me today, and for what?"""

import datetime as dt
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leye.accounts.enums import CAN_WRITE_LEDGER, Role
from leye.areas.enums import Level
from leye.areas.models import Area
from leye.hiring.stays import to_ask
from leye.offline.sync import waiting_count
from leye.selfservice.reading import new_requests
from leye.standards.calendar import today
from leye.web.fields import whole
from leye.web.myday.lines import show_parts
from leye.web.work import WorkRequest, work_page
from leye.worklist.reading import PAGE, Group, day_counts, day_parts, week_progress

TITLES = {
    Group.OVERDUE: gettext_lazy("已超期"),
    Group.WEEK: gettext_lazy("七天内要办"),
    Group.COMING: gettext_lazy("即将到来"),
}
KINDS = {Group.OVERDUE: "bad", Group.WEEK: "warn", Group.COMING: "plain"}
#: Lines of each part on the first page; one part alone shows a whole page.
FIRST = {Group.OVERDUE: 20, Group.WEEK: 20, Group.COMING: 10}


def sentence(counts: dict[Group, int]) -> str:
    """The day in one sentence."""
    due = counts[Group.OVERDUE] + counts[Group.WEEK]
    if not due and not counts[Group.COMING]:
        return _("目前没有要办的事。")
    if not due:
        return _("七天内的事都办完了，接下来一个月有%(n)s项安排。") % {"n": counts[Group.COMING]}
    if counts[Group.OVERDUE]:
        return _("七天内有%(due)s人（户）要联系，其中%(late)s人（户）已超期。") % {
            "due": due,
            "late": counts[Group.OVERDUE],
        }
    return _("七天内有%(due)s人（户）要联系，没有超期。") % {"due": due}


def _villages(request: WorkRequest) -> list[Area]:
    if request.post.role != Role.TOWNSHIP_CLERK:
        return []
    return list(Area.objects.below(request.post.area).filter(level=Level.VILLAGE).valid_on(today()))


def _parts(
    request: WorkRequest, groups: list[Group], counts: dict[Group, int], alone: bool, day: dt.date
) -> list[dict[str, Any]]:
    offset = whole(request.GET.get("offset")) if alone else 0
    limit_of = {group: PAGE if alone else FIRST[group] for group in groups}
    area = whole(request.GET.get("area")) or None
    limits = {group: limit for group, limit in limit_of.items() if counts[group]}
    lines = day_parts(request.scope, request.post.role, day, limits, area=area, offset=offset)
    lines = {group: lines.get(group, []) for group in groups}
    items = show_parts(lines, request.scope, day)
    chosen = f"&area={area}" if area else ""
    return [{
        "name": group.value, "title": TITLES[group], "kind": KINDS[group] if counts[group] else "plain", "count": counts[group],
        "items": items[group], "tickable": any(item["tick"] for item in items[group]),
        "more_url": f"?group={group}{chosen}" if not alone and counts[group] > len(lines[group]) else "",
        "previous_url": f"?group={group}{chosen}&offset={max(0, offset - limit)}" if offset else "",
        "next_url": f"?group={group}{chosen}&offset={offset + limit}" if alone and len(lines[group]) == limit else "",
    } for group, limit in limit_of.items()]  # fmt: skip


@work_page()
def index(request: WorkRequest) -> HttpResponse:
    """The day of the active post; posts that only look go to the county's page."""
    if request.post.role not in (*CAN_WRITE_LEDGER, Role.SUPERVISOR):
        return redirect("county")
    day = today()
    asked = request.GET.get("group", "")
    groups = [Group(asked)] if asked in list(Group) else list(Group)
    counts = day_counts(request.scope, request.post.role, day)
    done, whole = week_progress(request.scope, request.post.role, day)
    context = {
        "summary": sentence(counts), "day": day, "done": done, "whole": whole,
        "parts": _parts(request, groups, counts, asked in list(Group), day),
        "villages": _villages(request), "area": request.GET.get("area", ""), "asked": asked,
        "nothing": not any(counts.values()),
        "asked_help": new_requests(request.scope) if request.post.role in CAN_WRITE_LEDGER else 0,
        # Who lives nearest asks.
        "to_ask": to_ask(request.scope, day) if request.post.role == Role.VILLAGE_ASSISTANT else 0,
        "offline_waiting": waiting_count(request.scope) if request.post.role in CAN_WRITE_LEDGER else 0,
    }  # fmt: skip
    return render(request, "myday/index.html", context)
