"""One person, one file: what is known, each fact with its source, day and author."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from leye.accounts.scope import Scope
from leye.areas.models import Area
from leye.ledger.cards import age_on, masked_number, statuses
from leye.ledger.errors import Absent
from leye.ledger.lines import Line, MembershipLine, lines_of
from leye.ledger.models import (
    EmploymentSpell,
    GroupMembership,
    Household,
    Intention,
    Person,
    Skill,
    TrainingNeed,
    UnemploymentRegistration,
)
from leye.ledger.person_fields import label_of, show, value_of
from leye.ledger.sources import events_of_person, last_change, last_events, users_of, written
from leye.standards.calendar import today

#: Facts of the file's left column, in order, with the column whose last change tells the source.
FACTS = (
    ("id_number", "id_index"), ("sex", "sex"), ("birth_date", "birth_date"), ("ethnic", "ethnic"),
    ("education", "education"), ("graduated_on", "graduated_on"), ("is_student", "is_student"),
    ("phone", "phone"), ("address", "address"), ("hukou_code", "hukou_code"),
    ("work_capacity", "work_capacity"), ("relation", "relation"), ("deceased_on", "deceased_on"), ("note", "note"),
)  # fmt: skip
#: What belongs to a person in the ledger, in the order of the file.
PARTS = (GroupMembership, UnemploymentRegistration, EmploymentSpell, Intention, Skill, TrainingNeed)


@dataclass(frozen=True)
class FactLine:
    """A fact with its source, the day it was written and by whom; empty when nobody wrote it yet."""

    name: str
    label: str
    value: str
    source: str = ""
    on: dt.date | None = None
    by: str = ""


@dataclass(frozen=True)
class Member:
    """One member of a household."""

    id: int
    name: str
    relation: str
    age: int
    status: str
    is_head: bool
    deceased: bool


@dataclass(frozen=True)
class HouseholdCard:
    """A household and its members, the head first."""

    id: int
    number: str
    address: str
    area_no: int
    version: int
    head_id: int | None
    members: list[Member]


@dataclass(frozen=True)
class PersonFile:
    """Everything the ledger knows about a person whom the scope may see."""

    person: Person
    name: str
    masked_number: str
    age: int
    area_name: str
    area_path: str
    helper: str
    status: str
    version: int
    editable: bool
    facts: list[FactLine]
    groups: list[MembershipLine]
    registrations: list[Line]
    spells: list[Line]
    intentions: list[Line]
    skills: list[Line]
    needs: list[Line]
    household: HouseholdCard | None = field(default=None)


def person_file(scope: Scope, person_id: int) -> PersonFile:
    """The file of a person. Raises Absent for a person out of scope, exactly as for nobody."""
    people = Person.objects.visible_to(scope).select_related("area", "helper", "household", "merged_into")
    person = people.filter(pk=person_id).first()
    if person is None:
        raise Absent
    day = today()
    events = events_of_person(person, (Person, *PARTS))
    users = users_of(event for each in events.values() for event in each)
    parts = {model: lines_of(model, person, last_events(events[model]), users, day) for model in PARTS}
    return PersonFile(
        person=person, name=person.name, masked_number=masked_number(person), age=age_on(person.birth_date, day),
        area_name=person.area.name, area_path=area_path(person.area_id),
        helper=person.helper.name if person.helper else "", status=statuses([person], day)[person.pk],
        version=person.version, editable=scope.may_edit(person.area_id, person.pk),
        facts=_facts(person, events[Person], users), groups=parts[GroupMembership],
        registrations=parts[UnemploymentRegistration], spells=parts[EmploymentSpell],
        intentions=parts[Intention], skills=parts[Skill], needs=parts[TrainingNeed],
        household=_card(scope, person.household) if person.household else None,
    )  # fmt: skip


def _facts(person: Person, events: list[Any], users: dict[int, Any]) -> list[FactLine]:
    lines = []
    for name, column in FACTS:
        value = show(name, value_of(person, name))
        setter = last_change(events, column)
        if setter is None or not value:
            lines.append(FactLine(name, label_of(name), value))
            continue
        write = written(setter, users)
        lines.append(FactLine(name, label_of(name), value, write.source, write.on, write.by))
    return lines


def area_path(area_no: int) -> str:
    """The names from the county down, in one piece: 磴口县补隆淖尔镇河壕村."""
    names = list(Area.objects.above(area_no).values_list("name", flat=True))
    return "".join(names[2:] or names)


def household_card(scope: Scope, household_id: int) -> HouseholdCard:
    """A household of the scope. Raises Absent."""
    household = Household.objects.visible_to(scope).filter(pk=household_id).first()
    if household is None:
        raise Absent
    return _card(scope, household)


def _card(scope: Scope, household: Household) -> HouseholdCard:
    day = today()
    people = list(
        Person.objects.visible_to(scope).current().filter(household=household).order_by("birth_date", "pk")
    )
    words = statuses(people, day)
    members = [
        Member(
            p.pk,
            p.name,
            show("relation", p.relation) or _("未填写"),
            age_on(p.birth_date, p.deceased_on or day),
            words[p.pk],
            p.pk == household.head_id,
            p.deceased_on is not None,
        )
        for p in sorted(people, key=lambda p: p.pk != household.head_id)
    ]
    return HouseholdCard(
        household.pk,
        household.number,
        household.address,
        household.area_id,
        household.version,
        household.head_id,
        members,
    )
