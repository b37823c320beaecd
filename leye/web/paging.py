"""Lists in pages: one row more is asked for than is shown, so nothing has to be counted."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.http import HttpRequest

from leye.web.fields import whole

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
