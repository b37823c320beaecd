"""One line about each of several people: for search results and lists."""

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet, Value
from django.utils.translation import gettext as _

from leye.accounts.scope import Scope
from leye.ledger.models import EmploymentSpell, GroupMembership, Person, UnemploymentRegistration
from leye.ledger.person_fields import show
from leye.standards.calendar import add_months, today
from leye.standards.identity import mask_identity
from leye.standards.phones import mask_phone
from leye.vault.crypto import decrypt


@dataclass(frozen=True)
class Hit:
    """A person as one line. `phone` and `masked_number` are masked; `matched` says why a search found them."""

    id: int
    name: str
    masked_number: str
    sex: str
    age: int
    phone: str
    area_no: int
    area_name: str
    groups: list[str]
    helper: str
    status: str
    matched: str = ""


def masked_number(person: Person) -> str:
    """The identity number with the birth date hidden."""
    return mask_identity(decrypt(bytes(person.id_cipher)))


def age_on(born: dt.date, day: dt.date) -> int:
    """Full years lived on a day."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


#: Nobody younger may be employed: Labour Law, article 15.
WORKING_AGE = 16


def running(day: dt.date, start: str) -> Q:
    """Begun by a day and not ended by then: on the day that a job ends, the person has no job."""
    return Q(**{f"{start}__lte": day}) & (Q(ended_on__isnull=True) | Q(ended_on__gt=day))


#: Give the rows, with their `person_id`, that say of some people that they are at work on a day otherwise than by a
#: job of the ledger. Public-welfare posts stand above this floor, so it is told of them when the program starts.
_also_work: list[Callable[[Collection[int], dt.date], QuerySet[Any]]] = []


def count_as_work(rows: Callable[[Collection[int], dt.date], QuerySet[Any]]) -> None:
    """Take the word of another part of the program for who is at work."""
    if rows not in _also_work:
        _also_work.append(rows)


def statuses(people: Sequence[Person], day: dt.date) -> dict[int, str]:
    """A word for the situation of each person on a day, from jobs, posts and registrations: one query."""
    ids = [person.pk for person in people]
    jobs = EmploymentSpell.objects.filter(running(day, "started_on"), person__in=ids).order_by()
    open_ones = UnemploymentRegistration.objects.filter(
        running(day, "registered_on"), person__in=ids
    ).order_by()
    posts = [rows(ids, day).order_by().values_list("person_id", Value("job")) for rows in _also_work]
    all_of_them = jobs.values_list("person_id", Value("job")).union(
        *posts, open_ones.values_list("person_id", Value("registration")), all=True
    )
    found = list(all_of_them) if ids else []
    working = {pk for pk, what in found if what == "job"}
    registered = {pk for pk, what in found if what == "registration"}
    return {
        person.pk: _status(person, day, person.pk in working, person.pk in registered) for person in people
    }


def _status(person: Person, day: dt.date, works: bool, is_registered: bool) -> str:
    if person.deceased_on is not None:
        return _("已故")
    if works:
        return _("在业")
    if is_registered:
        return _("登记失业")
    if person.is_student:
        return _("在校")
    if add_months(person.birth_date, 12 * WORKING_AGE) > day:
        return _("未到劳动年龄")
    return _("未登记就业失业")


def current_group_names(people: Sequence[Person], day: dt.date) -> dict[int, list[str]]:
    """The names of the groups each person is in on a day: one query."""
    dated = Q(valid_to__isnull=True) | Q(valid_to__gte=day)
    memberships = GroupMembership.objects.filter(
        dated, person__in=[person.pk for person in people], valid_from__lte=day
    ).select_related("group")
    names: dict[int, list[str]] = {}
    for membership in memberships:
        names.setdefault(membership.person_id, []).append(membership.group.name)
    return names


def hits(people: Sequence[Person], matched: dict[int, str] | None = None) -> list[Hit]:
    """Lines for people whose area and helper are selected, in their order: two queries."""
    if not people:
        return []
    day = today()
    groups = current_group_names(people, day)
    words = statuses(people, day)
    return [
        Hit(
            id=person.pk, name=person.name, masked_number=masked_number(person), sex=show("sex", person.sex),
            age=age_on(person.birth_date, day), phone=mask_phone(person.phone), area_no=person.area_id,
            area_name=person.area.name, groups=groups.get(person.pk, []),
            helper=person.helper.name if person.helper else "", status=words[person.pk],
            matched=(matched or {}).get(person.pk, ""),
        )
        for person in people
    ]  # fmt: skip


def people_by_ids(scope: Scope, ids: Iterable[int]) -> list[Hit]:
    """Lines for people of the scope, in the order of the ids; ids out of scope give nothing."""
    wanted = list(dict.fromkeys(ids))
    people = Person.objects.visible_to(scope).select_related("area", "helper").in_bulk(wanted)
    return hits([people[pk] for pk in wanted if pk in people])
