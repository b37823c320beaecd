"""How far the week's checking of the ledger is: by ledger, and by the areas one level below (#213)."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from leye.accounts.scope import Scope
from leye.areas.enums import Level
from leye.areas.models import Area
from leye.areas.paths import chain
from leye.ledger.cards import running
from leye.ledger.models import GroupMembership, Person, UnemploymentRegistration
from leye.registers.enums import ActivityKind
from leye.registers.models import Activity
from leye.sheets.books import Book, group_codes, parents_of_groups
from leye.sheets.models import LedgerCheck
from leye.sheets.people import monday


@dataclass(frozen=True)
class Progress:
    """People, and how many of them were checked in the week."""

    people: int
    checked: int


@dataclass(frozen=True)
class AreaProgress:
    """The same of one area; `noted` tells whether a check of it was noted in the week at all."""

    area: Area
    progress: Progress
    noted: bool


def progress_of_books(scope: Scope, books: list[Book], day: dt.date) -> dict[str, Progress]:
    """How many people stand in each ledger and how many were checked this week, by slug: eight queries."""
    dated = Q(valid_to__isnull=True) | Q(valid_to__gte=day)
    inside = {"area_id__gte": scope.lo, "area_id__lte": scope.hi}
    alive = {"person__deceased_on__isnull": True, "person__merged_into__isnull": True}
    week = {"person__ledger_checks__week": monday(day)}
    held = GroupMembership.objects.filter(dated, valid_from__lte=day, **inside, **alive)
    registered = UnemploymentRegistration.objects.filter(running(day, "registered_on"), **inside, **alive)
    whole = Progress(
        Person.objects.filter(**inside).living().count(),
        LedgerCheck.objects.filter(week=monday(day), **inside, **alive).count(),
    )
    without_work = Progress(_people(registered), _people(registered.filter(**week)))
    people, checked = _by_book(held, books), _by_book(held.filter(**week), books)
    found = {}
    for book in books:
        if book.groups:
            found[book.slug] = Progress(people[book.slug], checked[book.slug])
        else:
            found[book.slug] = without_work if book.registered else whole
    return found


def _people(rows: Any) -> int:
    """How many people rows are about."""
    return int(rows.aggregate(n=Count("person", distinct=True))["n"])


def _by_book(held: Any, books: list[Book]) -> dict[str, int]:
    """How many people of some memberships stand in each ledger: one query."""
    grouped, parents = [book for book in books if book.groups], parents_of_groups()
    wanted = {
        f"b{place}": Count("person", distinct=True, filter=Q(group__in=group_codes(book, parents)))
        for place, book in enumerate(grouped)
    }
    counts = held.aggregate(**wanted)
    return {book.slug: counts[f"b{place}"] for place, book in enumerate(grouped)}


def progress_of_areas(scope: Scope, day: dt.date) -> list[AreaProgress]:
    """The areas one level below the scope (villages of a township, townships of a county); itself for a village."""
    week = monday(day)
    below = _below(scope)
    people = Person.objects.filter(area_id__gte=scope.lo, area_id__lte=scope.hi).living().order_by()
    checked = LedgerCheck.objects.filter(area_id__gte=scope.lo, area_id__lte=scope.hi, week=week).order_by()
    noted = Activity.objects.filter(
        area_id__gte=scope.lo, area_id__lte=scope.hi, kind=ActivityKind.LEDGER_CHECK, happened_on__gte=week,
        happened_on__lte=day,
    ).order_by()  # fmt: skip
    sums: dict[str, dict[int, int]] = {
        "people": defaultdict(int),
        "checked": defaultdict(int),
        "noted": defaultdict(int),
    }
    for name, rows in (("people", people), ("checked", checked), ("noted", noted)):
        for area_no, n in rows.values("area_id").annotate(n=Count("pk")).values_list("area_id", "n"):
            owner = next((area.no for area in below if area.contains(area_no)), None)
            if owner is not None:
                sums[name][owner] += n
    return [
        AreaProgress(
            area, Progress(sums["people"][area.no], sums["checked"][area.no]), bool(sums["noted"][area.no])
        )
        for area in below
    ]


def _below(scope: Scope) -> list[Area]:
    own = chain(scope.lo)
    level = own[-1].level if own else Level.VILLAGE
    wanted = min(level + 1, Level.VILLAGE)
    areas = Area.objects.filter(no__gte=scope.lo, no__lte=scope.hi, level=wanted, valid_to__isnull=True)
    return list(areas.order_by("no"))
