"""紧缺职业公示: published lists for everybody, without signing in. Only what leye.demand.public gives is read."""

from __future__ import annotations

import io
from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from leye.demand.public import FEW, PublicList, published_list, published_lists
from leye.web.downloads import XLSX
from leye.workbook.export import Column, write_table


def index(request: HttpRequest) -> HttpResponse:
    """The newest lists, by month and place."""
    return render(request, "demand/public_lists.html", {"lists": published_lists()})


def _found(pk: int) -> PublicList:
    found = published_list(pk)
    if found is None:
        raise Http404
    return found


def one_list(request: HttpRequest, pk: int) -> HttpResponse:
    """One list."""
    return render(request, "demand/public_list.html", {"found": _found(pk), "few": FEW})


def download_list(request: HttpRequest, pk: int) -> HttpResponse:
    """One list as a workbook."""
    found = _found(pk)
    out = io.BytesIO()
    title = _("%(area)s%(month)s紧缺职业") % {"area": found.area, "month": f"{found.month:%Y-%m}"}
    head = [
        Column(_("职业"), width=24), Column(_("岗位数"), "number"), Column(_("缺口人数"), "number"),
        Column(_("平均空缺天数"), "number"), Column(_("愿意做的人"), width=16), Column(_("月薪从（元）"), "money"),
        Column(_("月薪到（元）"), "money"),
    ]  # fmt: skip
    rows = (
        [one.name, one.vacancies, one.seats, one.days, one.people, one.pay_low_fen, one.pay_high_fen]
        for one in found.lines
    )
    write_table(out, title, head, rows, _("%(day)s发布") % {"day": found.published_on})
    answer = HttpResponse(out.getvalue(), content_type=XLSX)
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(title + '.xlsx')}"
    return answer
