"""台账: the ledgers by group, how far this week's checking is, and what to do with a ledger."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from leye.accounts.enums import CAN_WRITE_LEDGER
from leye.sheets.books import BUILT_IN, books
from leye.sheets.people import Filter, monday
from leye.sheets.weekly import AreaProgress, Progress, progress_of_areas, progress_of_books
from leye.standards.calendar import today
from leye.web.ledger.narrowing import query_of
from leye.web.work import WorkRequest, work_page


def _share(progress: Progress) -> int:
    return progress.checked * 100 // progress.people if progress.people else 0


def _area(one: AreaProgress) -> dict[str, Any]:
    left = query_of(Filter(area_no=one.area.no, checked="no"))
    return {
        "name": one.area.name, "people": one.progress.people, "checked": one.progress.checked, "noted": one.noted,
        "share": _share(one.progress), "url": reverse("ledger", args=["all"]) + query_of(Filter(area_no=one.area.no)),
        "left_url": reverse("ledger", args=["all"]) + left,
    }  # fmt: skip


@work_page()
def index(request: WorkRequest) -> HttpResponse:
    """Every ledger with its number of people, and the week's checking by area."""
    day = today()
    every = books(request.scope)
    progress = progress_of_books(request.scope, every, day)
    areas = [_area(one) for one in progress_of_areas(request.scope, day)]
    rows = [
        {
            "book": book, "people": progress[book.slug].people, "checked": progress[book.slug].checked,
            "share": _share(progress[book.slug]), "own": book.slug not in BUILT_IN,
            "mine": book.view is not None and request.scope.covers(book.view.area_id),
        }
        for book in every
    ]  # fmt: skip
    context = {
        "rows": rows, "areas": areas, "week": monday(day), "whole": progress["all"],
        "noted": sum(area["noted"] for area in areas), "may_write": request.post.role in CAN_WRITE_LEDGER,
    }  # fmt: skip
    return render(request, "ledger/index.html", context)
