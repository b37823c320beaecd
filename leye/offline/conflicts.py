"""What is put before the maker of a record: two values, whose the standing one is, and since when."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from leye.ledger.models import Person
from leye.offline.models import OfflineConflict, OfflineEdit


@dataclass(frozen=True)
class Point:
    """One thing on which two people disagree; `whose` says who made it stand as it does, and when."""

    field: str
    base: Any
    mine: Any
    theirs: Any
    mine_text: str
    theirs_text: str
    whose: tuple[str, dt.datetime | None]


def put_before(edit: OfflineEdit, person: Person, point: Point) -> None:
    """Ask about a point, anew when it was asked about before."""
    OfflineConflict.objects.update_or_create(
        edit=edit, field=point.field,
        defaults={
            "person": person, "area_id": person.area_id, "base": point.base, "mine": point.mine,
            "theirs": point.theirs, "mine_text": point.mine_text[:300], "theirs_text": point.theirs_text[:300],
            "theirs_by": point.whose[0][:60], "theirs_at": point.whose[1], "choice": "",
        },
    )  # fmt: skip


def decided(edit: OfflineEdit, person: Person, points: list[Point]) -> dict[str, str] | None:
    """The sides chosen, by field; None while one is open. A choice over another standing value counts no more.

    Points that are open are put before the maker; open questions of earlier that are none any more go.
    """
    rows = {row.field: row for row in edit.conflicts.all()}
    for field in rows.keys() - {point.field for point in points}:
        if not rows[field].choice:
            rows[field].delete()
    chosen: dict[str, str] = {}
    for point in points:
        row = rows.get(point.field)
        if row is not None and row.choice and (row.mine, row.theirs) == (point.mine, point.theirs):
            chosen[point.field] = row.choice
        elif row is None or row.choice or row.theirs != point.theirs or row.mine != point.mine:
            put_before(edit, person, point)
    return chosen if len(chosen) == len(points) else None
