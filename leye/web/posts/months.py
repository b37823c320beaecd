"""考勤和考核: a month of everybody on posts, filled in as one table."""

import datetime as dt
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from leye.accounts.actions.base import ActionError
from leye.accounts.enums import CAN_WRITE_LEDGER
from leye.casework.actions.attendance import (
    AssessmentLine,
    AssessPosts,
    AttendanceLine,
    RecordAttendance,
)
from leye.casework.actions.posts import CAN_MANAGE_POSTS
from leye.casework.models import PublicPost
from leye.casework.months import (
    MonthFigures,
    MonthPart,
    MonthRow,
    month_figures,
    month_rows,
    part_of,
    working_days,
)
from leye.casework.post_enums import AssessmentResult
from leye.ledger.errors import Absent, Invalid
from leye.standards.calendar import add_months, today
from leye.standards.money import yuan
from leye.web.downloads import download
from leye.web.fields import month_of, whole
from leye.web.paging import Page, log_list, page_of
from leye.web.posts.tabs import MONTHS, tabs_of
from leye.web.work import WorkRequest, actor_of, work_page

#: Months that can be chosen: last month is what is usually filled in.
BACK = 12
Typed = dict[str, str]


def chosen_month(request: WorkRequest) -> dt.date:
    """The month asked for; last month when none."""
    day = today()
    return month_of(request.GET.get("month"), add_months(day.replace(day=1), -1))


def chosen_part(request: WorkRequest) -> str:
    """Which of the counted are shown; everybody on post when nothing known was asked for."""
    asked = request.GET.get("show", "")
    return asked if asked in MonthPart.values else MonthPart.ON_POST


def _tiles(month: dt.date, figures: MonthFigures, post_id: int) -> list[dict[str, Any]]:
    """Every count leads to its list."""
    address = reverse("post_months")
    common = {"month": f"{month:%Y-%m}"} | ({"post": str(post_id)} if post_id else {})
    whole_month = figures.counts[MonthPart.ON_POST]
    tiles: list[dict[str, Any]] = []
    for part in MonthPart:
        count = figures.counts[part]
        tile = {
            "label": part.label, "value": count, "unit": _("人"),
            "url": f"{address}?{urlencode(common | {'show': part.value})}",
        }  # fmt: skip
        if part in (MonthPart.ATTENDED, MonthPart.ASSESSED) and whole_month:
            tile |= {"have": count, "target": whole_month}
        if part == MonthPart.LISTED and figures.amount_fen:
            tile["note"] = _("共%(yuan)s元") % {"yuan": f"{yuan(figures.amount_fen):,.2f}"}
        tiles.append(tile)
    return tiles


def months_to_choose() -> list[dt.date]:
    """This month and those before it."""
    first = today().replace(day=1)
    return [add_months(first, -back) for back in range(BACK)]


def _page(request: WorkRequest, month: dt.date) -> Page[Any]:
    placements = part_of(request.scope, month, chosen_part(request), whole(request.GET.get("post")))
    return page_of(request, lambda start, stop: list(placements[start:stop]))


@work_page()
def index(request: WorkRequest) -> HttpResponse:
    """The table of a month; who may write fills it in and saves the page at once."""
    month = chosen_month(request)
    page = _page(request, month)
    rows = month_rows(request.scope, page.rows, month)
    problems: dict[str, str] = {}
    typed: dict[int, Typed] = {}
    if request.method == "POST":
        if request.post.role not in CAN_WRITE_LEDGER:
            raise Http404
        typed = {row.placement.pk: _typed(request, row.placement.pk) for row in rows}
        problems = _save(request, month, rows, typed)
        if not problems:
            return redirect(request.get_full_path())
    only_post = PublicPost.objects.visible_to(request.scope).filter(pk=whole(request.GET.get("post"))).first()
    log_list(request, "post months", len(rows), offset=page.offset, month=f"{month:%Y-%m}")
    context = {
        "tabs": tabs_of(request, MONTHS), "month": month, "months": months_to_choose(), "page": page,
        "rows": [_shown(row, typed.get(row.placement.pk), problems) for row in rows],
        "tiles": _tiles(month, month_figures(request.scope, month, only_post.pk if only_post else 0),
                        only_post.pk if only_post else 0),
        "problems": [problems[key] for key in problems],
        "results": AssessmentResult.choices, "due": working_days(month), "only_post": only_post,
        "show": MonthPart(chosen_part(request)), "everybody": chosen_part(request) == MonthPart.ON_POST,
        "may_write": request.post.role in CAN_WRITE_LEDGER, "may_assess": request.post.role in CAN_MANAGE_POSTS,
    }  # fmt: skip
    return render(request, "posts/months.html", context)


def _typed(request: WorkRequest, pk: int) -> Typed:
    names = ("due", "done", "note", "version", "result", "discipline")
    return {name: request.POST.get(f"{name}-{pk}", "").strip() for name in names}


def _save(
    request: WorkRequest, month: dt.date, rows: Sequence[MonthRow], typed: dict[int, Typed]
) -> dict[str, str]:
    """Problems by row (`p<key>`); {} when everything was saved. Rows left empty are left alone."""
    attendance, problems = _attendance_lines(rows, typed)
    judged = [
        AssessmentLine(pk, values["result"], values["discipline"])
        for pk, values in typed.items()
        if values["result"]
    ]
    open_rows = {row.placement.pk for row in rows if not row.paid}
    judged = [line for line in judged if line.placement_id in open_rows]
    if problems:
        return problems
    try:
        with transaction.atomic():
            done = RecordAttendance(actor_of(request), month=month, lines=attendance).run()
            assessed = 0
            if judged and request.post.role in CAN_MANAGE_POSTS:
                assessed = AssessPosts(actor_of(request), month=month, lines=judged).run()
    except Absent as error:
        raise Http404 from error
    except Invalid as error:
        return error.problems
    except ActionError as error:
        return {"": str(error)}
    words = _("已保存：考勤%(done)d人，考核%(assessed)d人有变动。") % {"done": done, "assessed": assessed}
    messages.success(request, words)
    return {}


def _attendance_lines(
    rows: Sequence[MonthRow], typed: dict[int, Typed]
) -> tuple[list[AttendanceLine], dict[str, str]]:
    lines, problems = [], {}
    for row in rows:
        pk, name = row.placement.pk, row.placement.person.name
        values = typed[pk]
        if row.paid or (not values["done"] and row.attendance is None):
            continue
        if not (values["due"].isdecimal() and values["done"].isdecimal()):
            problems[f"p{pk}"] = _("%(name)s：出勤天数请填整数。") % {"name": name}
            continue
        lines.append(
            AttendanceLine(
                pk, int(values["due"][:4]), int(values["done"][:4]), values["note"], whole(values["version"])
            )
        )
    return lines, problems


def _shown(row: MonthRow, typed: Typed | None, problems: dict[str, str]) -> dict[str, Any]:
    held, judged = row.attendance, row.assessment
    stored = {
        "due": str(held.days_due) if held else "", "done": str(held.days_done) if held else "",
        "note": held.note if held else "", "version": str(held.version if held else 0),
        "result": judged.result if judged else "", "discipline": judged.discipline if judged else "",
    }  # fmt: skip
    return {
        "row": row, "one": row.placement, "values": typed or stored,
        "problem": problems.get(f"p{row.placement.pk}", ""),
    }  # fmt: skip


@work_page()
def export(request: WorkRequest) -> HttpResponse:
    """A month as a workbook: attendance and assessment of everybody on a post."""
    month = chosen_month(request)
    columns = [
        _("姓名"),
        _("村（社区）"),
        _("岗位"),
        _("应出勤"),
        _("实际出勤"),
        _("备注"),
        _("考核结果"),
        _("遵守纪律情况"),
    ]
    placements = list(part_of(request.scope, month, chosen_part(request), whole(request.GET.get("post"))))
    cells = [
        [
            row.placement.person.name, row.placement.area.name, row.placement.post.title,
            row.attendance.days_due if row.attendance else None, row.attendance.days_done if row.attendance else None,
            row.attendance.note if row.attendance else "",
            str(row.assessment.get_result_display()) if row.assessment else "",
            row.assessment.discipline if row.assessment else "",
        ]
        for row in month_rows(request.scope, placements, month)
    ]  # fmt: skip
    return download(request, _("公益性岗位考勤考核%(month)s") % {"month": f"{month:%Y%m}"}, columns, cells)
