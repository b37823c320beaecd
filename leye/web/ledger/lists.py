"""One ledger: its people in pages of fifty, narrowed, downloaded, and confirmed with one press for a page."""

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from leye.accounts.actions.base import ActionError
from leye.accounts.enums import CAN_WRITE_LEDGER
from leye.areas.models import Area
from leye.ledger.models import Person
from leye.sheets.actions.confirming import ConfirmPeople
from leye.sheets.books import Book, find_book, group_codes
from leye.sheets.columns import columns_of, ledger_lines
from leye.sheets.people import Filter, page_after, page_before, people_of
from leye.standards.calendar import today
from leye.web.downloads import download, wants_full
from leye.web.duties_of_areas import refresh_units
from leye.web.fields import whole
from leye.web.ledger.narrowing import area_of, choices_of, filter_of, places, query_of
from leye.web.paging import log_list
from leye.web.work import WorkRequest, actor_of, work_page

SIZE = 50
#: Lines that a download reads at once.
CHUNK = 1000


def book_or_404(request: WorkRequest, slug: str) -> Book:
    """The ledger that the address names."""
    book = find_book(request.scope, slug)
    if book is None:
        raise Http404
    return book


def _page(request: WorkRequest, book: Book) -> tuple[list[Person], str, str]:
    """The people of the page, and the addresses of the pages before and after."""
    wanted = filter_of(request)
    people = people_of(request.scope, book, today(), wanted)
    after, before = whole(request.GET.get("after")), whole(request.GET.get("before"))
    if before:
        found = page_before(people, book.order, before, SIZE)
        more_before, more_after = len(found) > SIZE, True
        found = found[-SIZE:]
    else:
        found = page_after(people, book.order, after, SIZE)
        more_before, more_after = bool(after), len(found) > SIZE
        found = found[:SIZE]
    earlier = query_of(wanted, before=found[0].pk) if found and more_before else ""
    later = query_of(wanted, after=found[-1].pk) if found and more_after else ""
    return found, earlier, later


@work_page()
def index(request: WorkRequest, slug: str) -> HttpResponse:
    """A page of a ledger. Every column of it; what is unknown stays empty."""
    book = book_or_404(request, slug)
    people, earlier, later = _page(request, book)
    log_list(request, str(book.name), len(people), book=slug)
    columns = columns_of(book.columns)
    lines = ledger_lines(request.scope, people, columns, today(), codes=group_codes(book))
    wanted = filter_of(request)
    area = Area.objects.filter(pk=wanted.area_no).first() if wanted.area_no else None
    context = {
        "book": book, "columns": columns[1:], "lines": [_line(line.person, line.texts, columns) for line in lines],
        "previous_url": earlier, "next_url": later, "choices": choices_of(request), "places": places(request.scope),
        "area": area, "area_no": area_of(request), "query": query_of(wanted),
        "count": people_of(request.scope, book, today(), wanted).count(),
        # A village's page, or what is left of it this week, is whole.
        "narrowed": wanted not in (Filter(wanted.area_no), Filter(wanted.area_no, checked="no")),
        "may_write": request.post.role in CAN_WRITE_LEDGER, "ids": [person.pk for person in people],
        "mine": book.view is not None and request.scope.covers(book.view.area_id),
        "crumbs": [{"label": _("分群体台账"), "url": reverse("ledgers")}, {"label": str(book.name)}],
    }  # fmt: skip
    return render(request, "ledger/list.html", context)


def _line(person: Person, texts: list[str], columns: list[Any]) -> dict[str, Any]:
    cells = [
        {"key": column.key, "text": text, "kind": column.kind}
        for column, text in zip(columns, texts, strict=True)
    ]
    return {"person": person, "name": texts[0], "cells": cells[1:]}


def _rows(request: WorkRequest, book: Book, full: bool) -> Iterator[list[Any]]:
    columns = columns_of(book.columns)
    people = people_of(request.scope, book, today(), filter_of(request))
    after = 0
    while True:
        found = page_after(people, book.order, after, CHUNK)
        lines = ledger_lines(
            request.scope, found[:CHUNK], columns, today(), codes=group_codes(book), full=full
        )
        for line in lines:
            yield line.cells
        if len(found) <= CHUNK:
            return
        after = found[CHUNK - 1].pk


@work_page()
def download_list(request: WorkRequest, slug: str) -> HttpResponse:
    """The whole ledger as it is narrowed, masked unless asked otherwise by a post that may."""
    book = book_or_404(request, slug)
    full = wants_full(request)
    columns = [column.for_workbook() for column in columns_of(book.columns)]
    return download(request, str(book.name), columns, _rows(request, book, full), full=full)


@require_POST
@work_page(*CAN_WRITE_LEDGER)
def confirm(request: WorkRequest, slug: str) -> HttpResponse:
    """本页核对无变化: the lines of the page, as they were shown, count as checked this week.

    A page that was narrowed to some of the people is no page of the ledger: it meets no village's weekly duty.
    """
    book_or_404(request, slug)
    ids = [number for number in map(whole, request.POST.getlist("person")) if number][: 2 * SIZE]
    try:
        done = ConfirmPeople(
            actor_of(request), person_ids=ids, whole_page="narrowed" not in request.POST
        ).run()
    except ActionError as error:
        messages.error(request, str(error))
    else:
        for area_no in done.areas:
            refresh_units(area_no)
        if done.new:
            messages.success(request, _("%(n)d人本周已核对，无变化。") % {"n": done.new})
        else:
            messages.info(request, _("这一页的人本周都核对过了。"))
    return redirect(_next(request, slug))


def _next(request: WorkRequest, slug: str) -> str:
    """The next page when there is one: checking goes on there; else this page again."""
    here = reverse("ledger", args=[slug])
    query = request.POST.get("next", "")
    return here + query if query.startswith("?") and "//" not in query else here
