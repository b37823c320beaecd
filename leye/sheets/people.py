"""Who stands in a ledger: people of the scope by group, village, work, wish, and whether they were checked."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from leye.accounts.scope import Scope
from leye.areas.models import Area
from leye.casework.at_work import at_work
from leye.ledger.cards import running
from leye.ledger.enums import WorkCapacity
from leye.ledger.models import GroupMembership, Intention, Person, UnemploymentRegistration
from leye.ledger.querysets import PersonQuerySet
from leye.sheets.books import Book, group_codes
from leye.sheets.enums import Order
from leye.sheets.models import LedgerCheck

#: What `work` of a filter may be.
WORK = {"working": _("在业"), "registered": _("登记失业"), "neither": _("未登记就业失业")}
#: What `checked` of a filter may be.
CHECKED = {"yes": _("本周已核对"), "no": _("本周未核对")}


@dataclass(frozen=True)
class Filter:
    """What a list is narrowed to; '' and 0 narrow nothing."""

    area_no: int = 0
    work: str = ""
    wants: str = ""
    able: str = ""
    checked: str = ""


def monday(day: dt.date) -> dt.date:
    """The Monday of a day's week."""
    return day - dt.timedelta(days=day.weekday())


def is_registered(day: dt.date) -> Exists:
    """Is registered unemployed on a day."""
    return Exists(
        UnemploymentRegistration.objects.filter(running(day, "registered_on"), person=OuterRef("pk"))
    )


def in_groups(codes: Sequence[str], day: dt.date) -> Exists:
    """Is a member of one of some groups on a day."""
    dated = Q(valid_to__isnull=True) | Q(valid_to__gte=day)
    held = GroupMembership.objects.filter(dated, valid_from__lte=day, group__in=list(codes))
    return Exists(held.filter(person=OuterRef("pk")))


def last_wish(day: dt.date) -> Subquery:
    """What a person last said about work."""
    said = Intention.objects.filter(person=OuterRef("pk"), stated_on__lte=day).order_by("-stated_on", "-pk")
    return Subquery(said.values("wants_work")[:1])


def checked_in(week: dt.date) -> Exists:
    """The line was checked in the week that begins on a Monday."""
    return Exists(LedgerCheck.objects.filter(person=OuterRef("pk"), week=week))


def people_of(scope: Scope, book: Book, day: dt.date, wanted: Filter | None = None) -> PersonQuerySet:
    """The living people of the scope's own areas who stand in a ledger, narrowed."""
    people = Person.objects.visible_to(scope).in_range(scope.lo, scope.hi).living()
    if book.groups:
        people = people.filter(in_groups(group_codes(book), day))
    if book.registered:
        people = people.filter(is_registered(day))
    return narrow(people, wanted, day) if wanted else people


def narrow(people: PersonQuerySet, wanted: Filter, day: dt.date) -> PersonQuerySet:
    """Only the people whom a filter leaves."""
    if wanted.area_no:
        area = Area.objects.filter(pk=wanted.area_no).first()
        people = people.in_range(area.no, area.last) if area else people.none()
    if wanted.work == "working":
        people = people.filter(at_work(day))
    elif wanted.work == "registered":
        people = people.filter(~at_work(day), is_registered(day))
    elif wanted.work == "neither":
        people = people.filter(~at_work(day), ~is_registered(day))
    if wanted.wants:
        said = people.annotate(said=last_wish(day))
        unknown = Q(said__isnull=True) | Q(said="unknown")
        people = said.filter(unknown if wanted.wants == "unknown" else Q(said=wanted.wants))
    if wanted.able:
        people = people.filter(work_capacity=wanted.able if wanted.able in WorkCapacity.values else "")
    if wanted.checked:
        done = checked_in(monday(day))
        people = people.filter(done if wanted.checked == "yes" else ~done)
    return people


def page_after(people: PersonQuerySet, order: str, after: int, size: int) -> list[Person]:
    """The next people of an ordered list after a person (0: from the start), one more than `size` if there are more.

    The place is found from the person's number alone, so that no name stands in an address.
    """
    rows = _ordered(people, order)
    start = Person.objects.filter(pk=after).first() if after else None
    if start is not None:
        rows = rows.filter(_behind(start, order))
    return list(rows[: size + 1])


def page_before(people: PersonQuerySet, order: str, before: int, size: int) -> list[Person]:
    """The people before a person, in order."""
    start = Person.objects.filter(pk=before).first()
    if start is None:
        return []
    rows = _ordered(people, order).filter(~_behind(start, order)).exclude(pk=start.pk)
    return list(reversed(rows.reverse()[: size + 1]))


def _ordered(people: PersonQuerySet, order: str) -> PersonQuerySet:
    related = people.select_related("area", "household", "helper")
    if order == Order.HOUSEHOLD:
        # People without a household come after the households of their village.
        return related.order_by("area_id", F("household_id").asc(nulls_last=True), "pk")
    return related.order_by("area_id", "name", "pk")


def _behind(start: Person, order: str) -> Q:
    """Everybody who comes after a person."""
    later_area = Q(area_id__gt=start.area_id)
    same = Q(area_id=start.area_id)
    if order == Order.HOUSEHOLD:
        if start.household_id is None:
            return later_area | (same & Q(household__isnull=True, pk__gt=start.pk))
        home = Q(household_id__gt=start.household_id) | Q(household__isnull=True)
        return later_area | (same & (home | Q(household_id=start.household_id, pk__gt=start.pk)))
    return later_area | (same & (Q(name__gt=start.name) | Q(name=start.name, pk__gt=start.pk)))
