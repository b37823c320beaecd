"""应聘: the applications of an area, those that wait first, each with whoever has to answer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from leye.areas.paths import path_names
from leye.hiring.enums import ApplicationState
from leye.hiring.models import Application
from leye.hiring.seen_jobs import seen_jobs
from leye.hiring.states import WAITING
from leye.ledger.models import Person
from leye.standards.calendar import today
from leye.standards.phones import mask_phone
from leye.web.downloads import download, wants_full
from leye.web.fields import whole
from leye.web.hiring.words import S, cursor_of, cursor_text, lines_of, waits_for
from leye.web.paging import log_list
from leye.web.vacancies.tabs import APPLICATIONS, tabs_of
from leye.web.work import WorkRequest, work_page
from leye.workbook.export import Column

SIZE = 50
CHUNK = 1000
#: Filters beside the single states: what they are called and what they leave.
WAIT, ANSWER, LATE, ALL = "waiting", "answer", "late", "all"


def _filter(name: str, day: dt.date) -> Q:
    if name == ANSWER:
        return Q(state__in=(S.SENT, S.SEEN))
    if name == LATE:
        return Q(state__in=WAITING, answer_by__lt=day)
    if name == ALL:
        return Q()
    return Q(state=name) if name in ApplicationState.values else Q(state__in=WAITING)


def chosen(request: WorkRequest) -> Any:
    """The applications that the filters leave, the oldest first."""
    rows = Application.objects.visible_to(request.scope).filter(
        _filter(request.GET.get("state", ""), today())
    )
    if vacancy := whole(request.GET.get("vacancy")):
        rows = rows.filter(vacancy_id=vacancy)
    if person := whole(request.GET.get("person")):
        rows = rows.filter(person_id=person)
    return rows.select_related("person", "slot").order_by("sent_on", "pk")


def _page(request: WorkRequest) -> tuple[list[Application], str]:
    """The applications of the page and the address of the next."""
    rows = chosen(request)
    if after := cursor_of(request.GET.get("after", "")):
        rows = rows.filter(Q(sent_on__gt=after[0]) | Q(sent_on=after[0], pk__gt=after[1]))
    found = list(rows[: SIZE + 1])
    if len(found) <= SIZE:
        return found, ""
    last = found[SIZE - 1]
    query = request.GET.copy()
    query["after"] = cursor_text(last.sent_on, last.pk)
    return found[:SIZE], f"?{query.urlencode()}"


def _tiles(request: WorkRequest, day: dt.date) -> list[dict[str, Any]]:
    rows = Application.objects.visible_to(request.scope).order_by()
    counts = rows.aggregate(
        **{name: Count("pk", filter=_filter(name, day)) for name in (ANSWER, S.INTERVIEW, S.OFFERED, LATE)}
    )
    words = {
        ANSWER: _("等单位答复"),
        S.INTERVIEW: _("约了面试"),
        S.OFFERED: _("等办理录用"),
        LATE: _("过了答复期限"),
    }
    return [
        {"label": label, "value": counts[name], "unit": _("份"), "url": f"?state={name}",
         "kind": "bad" if name == LATE and counts[name] else ""}
        for name, label in words.items()
    ]  # fmt: skip


@work_page()
def index(request: WorkRequest) -> HttpResponse:
    """A page of applications."""
    day = today()
    found, next_url = _page(request)
    log_list(request, "applications", len(found), state=request.GET.get("state", "")[:10])
    vacancy = whole(request.GET.get("vacancy"))
    person = Person.objects.visible_to(request.scope).filter(pk=whole(request.GET.get("person"))).first()
    context = {
        "rows": [{**row, "place": path_names(row["one"].area_id)} for row in lines_of(found, day)],
        "next_url": next_url, "first_url": _without_after(request), "tiles": _tiles(request, day), "day": day,
        "state": request.GET.get("state", "") or WAIT, "tabs": tabs_of(request, APPLICATIONS),
        "job": seen_jobs([vacancy]).get(vacancy) if vacancy and found else None, "person": person,
        "states": [(WAIT, _("等办的")), (ANSWER, _("等单位答复")), (LATE, _("过了答复期限")), *ApplicationState.choices,
                   (ALL, _("全部"))],
    }  # fmt: skip
    return render(request, "hiring/index.html", context)


def _without_after(request: WorkRequest) -> str:
    """The first page, when this is a later one."""
    if "after" not in request.GET:
        return ""
    query = request.GET.copy()
    del query["after"]
    return f"{reverse('applications')}?{query.urlencode()}"


@work_page()
def download_applications(request: WorkRequest) -> HttpResponse:
    """The chosen applications as a workbook; telephones masked unless asked otherwise by a post that may."""
    full = wants_full(request)
    columns = [
        Column(_("姓名")), Column(_("辖区")), Column(_("电话")), Column(_("岗位")), Column(_("单位")), Column(_("状态")),
        Column(_("等谁")), Column(_("应聘日期")), Column(_("答复期限")), Column(_("面试时间")), Column(_("不录用的原因")),
        Column(_("答复")), Column(_("答复日期")),
    ]  # fmt: skip
    return download(request, _("应聘"), columns, _cells(request, full), full=full)


def _cells(request: WorkRequest, full: bool) -> Iterator[list[Any]]:
    found: list[Application] = []
    for one in chosen(request).iterator(CHUNK):
        found.append(one)
        if len(found) == CHUNK:
            yield from _chunk(found, full)
            found = []
    yield from _chunk(found, full)


def _chunk(found: list[Application], full: bool) -> Iterator[list[Any]]:
    jobs = seen_jobs(one.vacancy_id for one in found)
    for one in found:
        job = jobs[one.vacancy_id]
        yield [
            one.person.name, path_names(one.area_id), one.person.phone if full else mask_phone(one.person.phone),
            job.title, job.employer_name, one.get_state_display(), waits_for(one), one.sent_on, one.answer_by,
            one.slot.starts_at.date() if one.slot else None, one.get_refusal_display(), one.answer, one.answered_on,
        ]  # fmt: skip
