"""How far the week's checking of the ledger is: by ledger, and by the areas one level below (#213)."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q

from leye.accounts.scope import Scope
from leye.areas.enums import Level
from leye.areas.models import Area
from leye.areas.paths import chain
from leye.ledger.cards import running
from leye.ledger.models import GroupMembership, Person, UnemploymentRegistration
from leye.registers.enums import ActivityKind
from leye.registers.models import Activity
from leye.sheets.books import Book, group_codes
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
    """How many people stand in each ledger and how many were checked this week, by slug: three queries."""
    week = monday(day)
    done = Exists(LedgerCheck.objects.filter(person=OuterRef("person"), week=week))
    dated = Q(valid_to__isnull=True) | Q(valid_to__gte=day)
    inside = {"area_id__gte": scope.lo, "area_id__lte": scope.hi}
    alive = {"person__deceased_on__isnull": True, "person__merged_into__isnull": True}
    wanted, codes = {}, {book.slug: group_codes(book) for book in books if book.groups}
    for slug, groups in codes.items():
        name = slug.replace("-", "_")
        wanted[f"n_{name}"] = Count("person", distinct=True, filter=Q(group__in=groups))
        wanted[f"c_{name}"] = Count("person", distinct=True, filter=Q(group__in=groups, done=True))
    held = GroupMembership.objects.filter(dated, valid_from__lte=day, **inside, **alive).annotate(done=done)
    counts = held.aggregate(**wanted) if wanted else {}
    found = {
        slug: Progress(counts[f"n_{name}"], counts[f"c_{name}"])
        for slug in codes
        for name in [slug.replace("-", "_")]
    }
    everybody = Person.objects.filter(**inside).living()
    all_done = everybody.filter(Exists(LedgerCheck.objects.filter(person=OuterRef("pk"), week=week)))
    whole = Progress(everybody.count(), all_done.count())
    registered = UnemploymentRegistration.objects.filter(running(day, "registered_on"), **inside, **alive)
    counted = registered.annotate(done=done).aggregate(
        n=Count("person", distinct=True), c=Count("person", distinct=True, filter=Q(done=True))
    )
    for book in books:
        if book.slug not in found:
            found[book.slug] = Progress(counted["n"], counted["c"]) if book.registered else whole
    return found


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
