"""零就业家庭: who stands now with the days left, who was cleared by whose job, and what was done for each."""

from collections.abc import Iterator
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from leye.accounts.enums import CAN_WRITE_LEDGER
from leye.areas.paths import path_names
from leye.casework.reading_episodes import (
    EpisodeRow,
    Figures,
    Standing,
    episode_file,
    episodes_in,
    figures_of,
    rows_of,
)
from leye.casework.zero_documents import zero_documents
from leye.standards.calendar import today
from leye.web.downloads import download
from leye.web.paging import page_of
from leye.web.people.duties import owed_to_household
from leye.web.people.looking import log_look
from leye.web.work import WorkRequest, work_page

CHUNK = 500
#: A list in one workbook; a county has far fewer.
MOST_ROWS = 20_000


def _standing(request: WorkRequest) -> Standing:
    asked = request.GET.get("show", "")
    return Standing(asked) if asked in [str(one) for one in Standing] else Standing.OPEN


def _tabs(figures: Figures, active: Standing) -> list[dict[str, Any]]:
    words = [
        (Standing.OPEN, _("现有"), figures.standing),
        (Standing.LATE, _("超期"), figures.late),
        (Standing.AGAIN, _("再次出现"), figures.again),
        (Standing.CLEARED, _("已消除"), figures.cleared),
        (Standing.OVER, _("不再认定"), figures.over),
    ]
    return [
        {"label": label, "url": f"?show={key}", "active": key == active, "count": count}
        for key, label, count in words
    ]


@work_page()
def index(request: WorkRequest) -> HttpResponse:
    """The lists: standing now first, the nearest due day on top."""
    day, standing = today(), _standing(request)
    figures = figures_of(request.scope, day)
    episodes = episodes_in(request.scope, standing, day)
    page = page_of(request, lambda start, stop: list(episodes[start:stop]))
    context = {
        "page": page, "rows": rows_of(request.scope, page.rows), "tabs": _tabs(figures, standing),
        "figures": figures, "day": day, "is_open": standing in (Standing.OPEN, Standing.LATE, Standing.AGAIN),
        "download_url": f"{reverse('zero_households_export')}?show={standing}", "standing": str(standing),
        "documents": zero_documents(request.scope, day), "area": request.post.area_id,
    }  # fmt: skip
    return render(request, "households/zero.html", context)


@work_page()
def export(request: WorkRequest) -> HttpResponse:
    """One of the lists as a workbook."""
    columns = [
        _("户主"),
        _("村（社区）"),
        _("户编号"),
        _("人口"),
        _("发现日期"),
        _("消除期限"),
        _("服务次数"),
        _("消除日期"),
        _("怎样消除"),
        _("就业成员"),
        _("就业单位或岗位"),
        _("上岗日期"),
        _("再次出现"),
    ]
    return download(request, _("零就业家庭"), columns, _cells(request))


def _cells(request: WorkRequest) -> Iterator[list[Any]]:
    episodes = list(episodes_in(request.scope, _standing(request), today())[:MOST_ROWS])
    for start in range(0, len(episodes), CHUNK):
        for row in rows_of(request.scope, episodes[start : start + CHUNK]):
            one, work = row.episode, row.work
            yield [
                row.head, row.place, one.household.number, row.members, one.found_on, one.due_on, row.have,
                one.ended_on, str(one.get_end_kind_display()), work.name if work else "", work.at if work else "",
                work.started_on if work else None, _("是") if one.follows_id else "",
            ]  # fmt: skip


@work_page()
def episode(request: WorkRequest, pk: int) -> HttpResponse:
    """One household's file: the clock, help given, members to be placed, the job that cleared it, earlier times."""
    found = episode_file(request.scope, pk)
    if found is None:
        raise Http404
    for member in found.members:
        log_look(request, member.pk)
    one = found.row.episode
    day = today()
    context = {
        "file": found, "one": one, "row": found.row, "day": day, "area": path_names(one.area_id),
        "owed": owed_to_household(request.scope, one.household_id, day), "steps": _steps(found.row),
        "step": 3 if one.ended_on else 2 if found.row.have else 1,
        "may_write": request.post.role in CAN_WRITE_LEDGER and request.scope.covers(one.area_id),
        "crumbs": [{"label": _("零就业家庭"), "url": reverse("zero_households")}, {"label": _("这一户")}],
    }  # fmt: skip
    return render(request, "households/episode.html", context)


def _steps(row: EpisodeRow) -> list[str]:
    return [_("发现"), _("帮扶"), str(row.episode.get_end_kind_display()) or _("有人就业")]
