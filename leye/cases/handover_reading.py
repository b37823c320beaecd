"""The read side of hand-over lists: what was issued and received, and how far each place has come."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count, Exists, OuterRef, QuerySet

from leye.accounts.scope import Scope, as_service
from leye.areas.paths import path_names
from leye.cases.models import HandoverItem, HandoverList, HandoverLot, HandoverRefusal
from leye.cases.plan_enums import HandoverState
from leye.ledger.models import Person


@dataclass
class PlaceProgress:
    """What one receiving place has done of a list. `area_no` None: not assigned yet."""

    area_no: int | None
    area: str
    received_on: dt.date | None
    received_by: str
    lot_id: int | None = None
    counts: dict[str, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """People handed to this place."""
        return sum(self.counts.values())

    @property
    def closed(self) -> int:
        """People closed."""
        return self.counts.get(HandoverState.CLOSED, 0)

    @property
    def found(self) -> int:
        """People found, followed or closed."""
        return sum(
            self.counts.get(state, 0)
            for state in (HandoverState.FOUND, HandoverState.FOLLOWING, HandoverState.CLOSED)
        )

    @property
    def not_found(self) -> int:
        """People who could not be found."""
        return self.counts.get(HandoverState.NOT_FOUND, 0)


def issued_lists(scope: Scope) -> QuerySet[HandoverList]:
    """Lists issued by areas of the scope, newest first, with the number of people still here unassigned."""
    return HandoverList.objects.visible_to(scope).select_related("area", "issued_by")


def progress(issued: HandoverList) -> list[PlaceProgress]:
    """Counts by receiving place of a list which the caller found in his own scope.

    Receiving places may lie outside it, so this counts under the background role: numbers and receipts only.
    """
    with as_service():
        lots = {
            lot.pk: lot for lot in HandoverLot.objects.filter(source=issued).select_related("received_by")
        }
        counted = list(
            HandoverItem.objects.filter(source=issued)
            .order_by()
            .values_list("lot", "state")
            .annotate(n=Count("pk"))
        )
    rows: dict[int | None, PlaceProgress] = {}
    for lot_id, state, n in counted:
        lot = lots.get(lot_id) if lot_id is not None else None
        key = lot.area_id if lot else None
        if key not in rows:
            rows[key] = PlaceProgress(
                key, path_names(key) if key else "", lot.received_on if lot else None,
                lot.received_by.name if lot and lot.received_by else "",
                lot.pk if lot else None,
            )  # fmt: skip
        rows[key].counts[state] = n
    return sorted(rows.values(), key=lambda row: (row.area_no is not None, row.area_no or 0))


def refused_of(scope: Scope, issued: HandoverList) -> QuerySet[HandoverRefusal]:
    """The rows of the file that did not go into a list, in their order."""
    return HandoverRefusal.objects.visible_to(scope).filter(source=issued)


def received_lots(scope: Scope) -> QuerySet[HandoverLot]:
    """Lots of which people lie in the scope, unsigned first; a village sees the county's lot when somebody was passed on."""
    here = HandoverItem.objects.visible_to(scope).filter(lot_id=OuterRef("pk"))
    lots = HandoverLot.objects.filter(Exists(here)).select_related("area", "from_area", "received_by")
    return lots.order_by("received_on", "-issued_on", "-pk")


def counts_of(scope: Scope, lots: Iterable[HandoverLot]) -> dict[int, dict[str, int]]:
    """Of each lot, how many of the scope's people stand at which state: one query."""
    found: dict[int, dict[str, int]] = {}
    items = HandoverItem.objects.visible_to(scope).filter(lot_id__in=[lot.pk for lot in lots])
    for lot_id, state, n in items.order_by().values_list("lot", "state").annotate(n=Count("pk")):
        found.setdefault(lot_id, {})[state] = n
    return found


def files_of(scope: Scope, items: Iterable[HandoverItem]) -> dict[int, Person]:
    """The files that items were found in, by item, as far as the scope sees them."""
    wanted = {item.pk: item.file_id for item in items if item.file_id}
    people = Person.objects.visible_to(scope).in_bulk(set(wanted.values()))
    return {pk: people[file_id] for pk, file_id in wanted.items() if file_id in people}
