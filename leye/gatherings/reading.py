"""Gatherings with their counts, and people found from a pasted list."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q

from leye.accounts.scope import Scope
from leye.areas.models import Area
from leye.gatherings.models import Attendance, Gathering
from leye.ledger.identities import indexes_of
from leye.ledger.models import Person
from leye.standards.identity import IdentityError, parse_identity
from leye.standards.names import PersonNameError, clean_name
from leye.standards.text import clean_cell

#: Lines of a pasted list that are looked at.
MOST_LINES = 500


def gatherings_of(scope: Scope) -> Any:
    """The scope's gatherings, newest first, with `asked` and `came` as this scope sees them.

    A queryset whose two counts the type checker cannot know.
    """
    return (
        Gathering.objects.visible_to(scope)
        .select_related("area", "made_by")
        .annotate(
            asked=Count("attendances"), came=Count("attendances", filter=Q(attendances__record__isnull=False))
        )
    )


def sheet_of(scope: Scope, gathering: Gathering) -> list[Attendance]:
    """The rows of a gathering's sheet, in order, of people whom the scope may see."""
    rows = Attendance.objects.visible_to(scope).filter(gathering=gathering)
    return list(rows.select_related("person", "area", "record").order_by("row"))


@dataclass
class Matched:
    """People found from a list: one each, several for one line, or nobody."""

    people: list[Person] = field(default_factory=list)
    several: dict[str, list[Person]] = field(default_factory=dict)
    nobody: list[str] = field(default_factory=list)


def match_lines(scope: Scope, area: Area, text: str) -> Matched:
    """The living people of an area whom the lines of a list name, by identity number or by name.

    Two queries whatever the length of the list. A name that several bear is left to the user.
    """
    lines = list(dict.fromkeys(filter(None, (clean_cell(line) for line in text.splitlines()))))[:MOST_LINES]
    numbers: dict[str, list[bytes]] = {}
    names: dict[str, str] = {}
    for line in lines:
        try:
            numbers[line] = indexes_of(parse_identity(line).number)
        except IdentityError:
            names[line] = _name(line)
    people = Person.objects.visible_to(scope).living().in_range(area.no, area.last).select_related("area")
    by_index = {
        bytes(person.id_index): person
        for person in people.filter(id_index__in=[index for found in numbers.values() for index in found])
    }
    by_name: dict[str, list[Person]] = {}
    for person in people.filter(name__in=set(names.values())).order_by("area_id", "pk"):
        by_name.setdefault(person.name, []).append(person)
    matched = Matched()
    for line in lines:
        found = (
            [by_index[index] for index in numbers[line] if index in by_index]
            if line in numbers
            else by_name.get(names[line], [])
        )
        if len(found) > 1:
            matched.several[line] = found
        elif found:
            matched.people += [one for one in found if one not in matched.people]
        else:
            matched.nobody.append(line)
    return matched


def _name(text: str) -> str:
    try:
        return clean_name(text)
    except PersonNameError:
        return text
