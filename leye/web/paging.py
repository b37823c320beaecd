"""Lists in pages: one row more is asked for than is shown, so nothing has to be counted; who saw one is logged."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.http import HttpRequest

from leye.accounts.access import log_access
from leye.accounts.enums import Access
from leye.web.fields import whole
from leye.web.work import WorkRequest

Row = TypeVar("Row")
PAGE = 50


@dataclass(frozen=True)
class Page(Generic[Row]):
    """One page of a list with the addresses of its neighbours."""

    rows: Sequence[Row]
    offset: int
    previous_url: str
    next_url: str


def page_of(request: HttpRequest, fetch: Callable[[int, int], Sequence[Row]], size: int = PAGE) -> Page[Row]:
    """The page that `offset` in the address asks for; `fetch(start, stop)` gives rows."""
    offset = min(whole(request.GET.get("offset")), 1_000_000)
    rows = list(fetch(offset, offset + size + 1))

    def address(start: int) -> str:
        query = request.GET.copy()
        query["offset"] = str(start)
        if not start:
            del query["offset"]
        return f"?{query.urlencode()}"

    return Page(
        rows[:size], offset,
        address(max(0, offset - size)) if offset else "",
        address(offset + size) if len(rows) > size else "",
    )  # fmt: skip


def log_list(request: WorkRequest, name: str, rows: int, **more: Any) -> None:
    """A list with names of people was shown: which one, how many lines; nothing where it was empty.

    `more` narrows it down (offset, key of what it belongs to); as for `log_access`, never names or search words.
    """
    if rows:
        log_access(request, Access.SEARCH, detail={"list": name, "rows": rows, **more})
