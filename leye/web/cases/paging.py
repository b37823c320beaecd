"""Lists of cases in pages by key: the day of the application and the number of the last one shown."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.http import HttpRequest

from leye.cases.models import Case
from leye.cases.models.cases import CaseQuerySet
from leye.web.fields import whole

SIZE = 50


@dataclass(frozen=True)
class CasePage:
    """One page and the addresses around it: the first page, when this is another, and the next."""

    rows: Sequence[Case]
    first_url: str
    next_url: str


def page_after(request: HttpRequest, cases: CaseQuerySet, size: int = SIZE) -> CasePage:
    """The page behind the key in the address; an unreadable key is the first page."""
    key = _key(request.GET.get("after", ""))
    if key is not None:
        day, number = key
        cases = cases.filter(Q(applied_on__gt=day) | Q(applied_on=day, pk__gt=number))
    rows = list(cases[: size + 1])
    query = request.GET.copy()
    query.pop("after", None)
    first = f"?{query.urlencode()}" if key is not None else ""
    following = ""
    if len(rows) > size:
        last = rows[size - 1]
        query["after"] = f"{last.applied_on.isoformat()}.{last.pk}"
        following = f"?{query.urlencode()}"
    return CasePage(rows[:size], first, following)


def _key(text: str) -> tuple[dt.date, int] | None:
    day, _dot, number = text.partition(".")
    try:
        return (dt.date.fromisoformat(day), whole(number)) if number else None
    except ValueError:
        return None
