"""Whom in the ledger a walk-in may be: by identity number for sure, by name and phone likely."""

from collections.abc import Sequence
from dataclasses import dataclass

from leye.accounts.scope import Scope
from leye.fairs.models import Visit
from leye.ledger.models import Person


@dataclass(frozen=True)
class Likely:
    """A person of the scope whom a walk-in may be."""

    person: Person
    sure: bool


def suggestions(scope: Scope, visits: Sequence[Visit]) -> dict[int, list[Likely]]:
    """People of the scope for each walk-in: two queries for all. Nobody out of scope is looked for."""
    living = Person.objects.visible_to(scope).living().select_related("area")
    numbers = {bytes(visit.id_index): visit.pk for visit in visits if visit.id_index is not None}
    found: dict[int, list[Likely]] = {}
    for person in living.filter(id_index__in=list(numbers)):
        found.setdefault(numbers[bytes(person.id_index)], []).append(Likely(person, sure=True))
    left = [visit for visit in visits if visit.pk not in found and visit.phone]
    by_phone: dict[tuple[str, str], list[Person]] = {}
    for person in living.filter(phone__in={visit.phone for visit in left}).order_by("pk"):
        by_phone.setdefault((person.name, person.phone), []).append(person)
    for visit in left:
        same = by_phone.get((visit.name, visit.phone), [])
        if same:
            found[visit.pk] = [Likely(person, sure=False) for person in same[:5]]
    return found
