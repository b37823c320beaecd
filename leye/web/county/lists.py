"""The lists that the county's page opens to: names, logged; and the ranking as a workbook."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from leye.adoption.registry import find_rule
from leye.areas.models import Area
from leye.casework.models import Placement
from leye.ledger.reading import masked_number
from leye.standards.calendar import today
from leye.vault.crypto import decrypt
from leye.web.county.choosing import LOOKERS, area_url, chosen_area
from leye.web.downloads import download, wants_full
from leye.web.paging import log_list, page_of
from leye.web.policy.place_names import place_names
from leye.web.policy.todo_lists import MOST_ROWS, todo_list
from leye.web.work import WorkRequest, work_page
from leye.workbook.export import Column
from leye.worklist.county import SOON, areas_below, in_area, people_of_the_year, progress_below
from leye.worklist.enums import TodoState
from leye.worklist.models import Todo
from leye.worklist.stuck import LABELS, MEANINGS, Reason, stuck_todos

Chosen = tuple[str, str, QuerySet[Todo]]


def _chosen(request: WorkRequest, area: Area, what: str, day: dt.date) -> Chosen:
    """(title, what it means, to-dos) of a list. Raises Http404 for an unknown one."""
    mine = in_area(request.scope, area)
    monday, month = day - dt.timedelta(days=day.weekday()), day.replace(day=1)
    plain: dict[str, tuple[str, str, Q]] = {
        "open": (_("待办"), _("所有还没办结的。"), Q(state=TodoState.OPEN)),
        "overdue": (_("已超期未办"), _("期限已过、还没有办结的。"), Q(state=TodoState.OPEN, due_on__lt=day)),
        "done_week": (_("本周办结"), _("本周一以来办结的。"), Q(state=TodoState.DONE, closed_at__date__gte=monday)),
        "missed_month": (_("本月到期未完成"), _("周期已结束、没有办够的，本月转入。"),
                         Q(state=TodoState.MISSED, closed_at__date__gte=month)),
        "own_open": (_("本级待办"), _("由本级自己办的，例如招聘会、报送。"), Q(state=TodoState.OPEN, area_id=area.no)),
    }  # fmt: skip
    if what in plain:
        title, meaning, condition = plain[what]
        return title, meaning, mine.filter(condition)
    if what == "unserved":
        served = people_of_the_year(request.scope, area, day).filter(have__gt=0).values("person_id")
        waiting = people_of_the_year(request.scope, area, day).exclude(person_id__in=served)
        first = waiting.order_by("person_id", "due_on", "pk").distinct("person_id").values("pk")
        meaning = _("今年有待办、还没有任何一项有进展的人，每人列最早到期的一项。")
        return _("今年还没有服务过的人"), meaning, mine.filter(pk__in=first)
    if what == "stuck" and request.GET.get("reason") in list(Reason):
        reason = Reason(request.GET["reason"])
        return str(LABELS[reason]), str(MEANINGS[reason]), stuck_todos(
            request.scope, area.no, area.last, day, reason)  # fmt: skip
    if what == "due_soon":
        pack, name = request.GET.get("pack", ""), request.GET.get("rule", "")
        rule = find_rule(pack, name)
        if rule is not None:
            soon = Q(due_on__gte=day, due_on__lte=day + dt.timedelta(days=SOON))
            return (
                rule.title,
                _("%(n)s天内到期、还没有办结的。") % {"n": SOON},
                mine.open().filter(soon, pack=pack, rule=name),
            )
    raise Http404


def _way(area: Area, title: str) -> list[dict[str, str]]:
    return [{"label": _("县里一屏"), "url": reverse("county")}, {"label": area.name, "url": area_url(area)},
            {"label": title, "url": ""}]  # fmt: skip


@work_page(*LOOKERS)
def todos(request: WorkRequest) -> HttpResponse:
    """The to-dos behind a number."""
    area = chosen_area(request)
    title, meaning, found = _chosen(request, area, request.GET.get("what", ""), today())
    shown = _("%(area)s：%(title)s") % {"area": area.name, "title": title}
    return todo_list(
        request, shown, found.order_by("due_on", "area_id", "pk"), _way(area, title), meaning=meaning
    )


@work_page(*LOOKERS)
def placements(request: WorkRequest) -> HttpResponse:
    """People whose public-welfare post ends within 30 days."""
    area, day = chosen_area(request), today()
    found = Placement.objects.visible_to(request.scope).in_range(area.no, area.last).filter(
        ended_on__isnull=True, due_end_on__gte=day, due_end_on__lte=day + dt.timedelta(days=SOON)
    ).select_related("person", "post").order_by("due_end_on", "pk")  # fmt: skip
    title = _("%(area)s：公益性岗位30天内期满") % {"area": area.name}
    if request.GET.get("format") == "xlsx":
        full = wants_full(request)
        columns: list[Column | str] = [
            _("姓名"), _("身份证号"), _("村（社区）"), _("岗位"), Column(_("期满日期"), "date")]  # fmt: skip
        return download(
            request,
            title,
            columns,
            _placement_cells(found[:MOST_ROWS], full, place_names(request.scope)),
            full=full,
        )
    page = page_of(request, lambda start, stop: list(found[start:stop]))
    places = place_names(p.area_id for p in page.rows)
    rows = [{"placement": p, "village": places.get(p.area_id, "")} for p in page.rows]
    log_list(request, title, len(rows), offset=page.offset)
    context = {"title": title, "rows": rows, "page": page, "total": found.count(),
               "crumbs": _way(area, _("公益性岗位期满")), "download_url": f"?area={area.no}&format=xlsx"}  # fmt: skip
    return render(request, "county/placements.html", context)


def _placement_cells(found: QuerySet[Placement], full: bool, places: dict[int, str]) -> Iterator[list[Any]]:
    for p in found.iterator(2000):
        number = decrypt(bytes(p.person.id_cipher)) if full else masked_number(p.person)
        yield [p.person.name, number, places.get(p.area_id, ""), p.post.title, p.due_end_on]


@work_page(*LOOKERS)
def download_areas(request: WorkRequest) -> HttpResponse:
    """The ranking of the areas below as a workbook: numbers only."""
    area, day = chosen_area(request), today()
    progress = progress_below(request.scope, area, areas_below(area, day), day)
    columns: list[Column | str] = [_("地区"), *(Column(label, "number") for label in (
        _("按时办结"), _("已到期或已办结"), _("按时办结率（%）"), _("待办"), _("其中超期"), _("今年到期未完成")))]  # fmt: skip
    rows = ([p.area.name, p.on_time, p.counted, None if p.share is None else round(p.share, 1), p.open, p.overdue, p.missed]
            for p in progress)  # fmt: skip
    return download(request, _("%(area)s办理进度") % {"area": area.name}, columns, rows)
