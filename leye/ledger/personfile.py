"""One person, one file: what is known, each fact with its source, day and author."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from leye.accounts.scope import Scope
from leye.areas.paths import chain
from leye.ledger.cards import age_on, masked_number, statuses
from leye.ledger.errors import Absent
from leye.ledger.lines import Line, MembershipLine
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
from leye.ledger.records import Records, records_of
from leye.ledger.sources import History, last_change, written
from leye.standards.calendar import today

#: Facts of the file's left column, in order, with the column whose last change tells the source.
FACTS = (
    ("id_number", "id_index"), ("sex", "sex"), ("birth_date", "birth_date"), ("ethnic", "ethnic"),
    ("education", "education"), ("graduated_on", "graduated_on"), ("is_student", "is_student"),
    ("phone", "phone"), ("address", "address"), ("hukou_code", "hukou_code"),
    ("work_capacity", "work_capacity"), ("relation", "relation"), ("deceased_on", "deceased_on"), ("note", "note"),
)  # fmt: skip


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
    records: Records
    household: HouseholdCard | None = field(default=None)


def person_file(scope: Scope, person_id: int) -> PersonFile:
    """The file of a person. Raises Absent for a person out of scope, exactly as for nobody."""
    people = Person.objects.visible_to(scope).select_related("area", "helper", "household")
    person = people.filter(pk=person_id).first()
    if person is None:
        raise Absent
    records = records_of(person)
    members = _members(scope, person.household) if person.household else []
    words = statuses([person, *members], records.day)
    return PersonFile(
        person=person, name=person.name, masked_number=masked_number(person),
        age=age_on(person.birth_date, records.day), area_name=person.area.name, area_path=area_path(person.area_id),
        helper=person.helper.name if person.helper else "", status=words[person.pk],
        version=person.version, editable=scope.may_edit(person.area_id, person.pk),
        facts=_facts(person, records.history), groups=records.lines[GroupMembership],
        registrations=records.lines[UnemploymentRegistration], spells=records.lines[EmploymentSpell],
        intentions=records.lines[Intention], skills=records.lines[Skill], needs=records.lines[TrainingNeed],
        records=records,
        household=_card(person.household, members, words, records.day) if person.household else None,
    )  # fmt: skip


def _facts(person: Person, history: History) -> list[FactLine]:
    lines = []
    for name, column in FACTS:
        value = show(name, value_of(person, name))
        setter = last_change(history.events, column)
        if setter is None or not value:
            lines.append(FactLine(name, label_of(name), value))
            continue
        write = written(setter, history.users)
        lines.append(FactLine(name, label_of(name), value, write.source, write.on, write.by))
    return lines


def area_path(area_no: int) -> str:
    """The names from the county down, in one piece: 磴口县补隆淖尔镇河壕村."""
    names = [area.name for area in chain(area_no)]
    return "".join(names[2:] or names)


def household_card(scope: Scope, household_id: int) -> HouseholdCard:
    """A household of the scope. Raises Absent."""
    household = Household.objects.visible_to(scope).filter(pk=household_id).first()
    if household is None:
        raise Absent
    day, people = today(), _members(scope, household)
    return _card(household, people, statuses(people, day), day)


def _members(scope: Scope, household: Household) -> list[Person]:
    """The eldest first."""
    members = Person.objects.visible_to(scope).current().filter(household=household)
    return list(members.order_by("birth_date", "pk"))


def _card(
    household: Household, people: Sequence[Person], words: dict[int, str], day: dt.date
) -> HouseholdCard:
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
