"""Whom one line typed or scanned at the desk means: a slip, people of the ledger, people who signed up, or a newcomer."""

import re
from dataclasses import dataclass, field

from leye.accounts.scope import Scope
from leye.fairs.codes import NotOurCode, is_code, visit_of_code, visit_of_number
from leye.fairs.models import Visit
from leye.ledger.cards import Hit, hits
from leye.ledger.identities import indexes_of
from leye.ledger.models import Person
from leye.ledger.querysets import PersonQuerySet
from leye.ledger.search import search_people
from leye.market.models import Fair
from leye.standards.identity import IdentityError, parse_identity
from leye.standards.names import PersonNameError, clean_name
from leye.standards.phones import PhoneError, clean_phone
from leye.standards.text import clean_cell

#: Faces that a desk can tell apart at a glance.
MOST = 8
_NAME_AND_PHONE = re.compile(r"^(?P<name>\D*?[^\d\s,，])[\s,，]*(?P<phone>(?:\+?86)?[\d\s-]{7,20})$")
_DIGITS = re.compile(r"[\d\s-]+[Xx]?")


@dataclass(frozen=True)
class Meant:
    """What a line means. `visit` or `person`: sure, check in at once. Else `people` and `visits` to choose from, and what
    is known of a newcomer. `problem` says why nothing can be done with the line."""

    visit: Visit | None = None
    person: Person | None = None
    people: list[Hit] = field(default_factory=list)
    visits: list[Visit] = field(default_factory=list)
    name: str = ""
    phone: str = ""
    id_number: str = ""
    problem: str = ""

    @property
    def sure(self) -> bool:
        """Whether nobody has to choose."""
        return self.visit is not None or self.person is not None or bool(self.name and self.phone)


def meant_by(scope: Scope, fair: Fair, line: str) -> Meant:
    """Understand a line: code, number of a slip, identity number, phone, name, or name and phone."""
    text = clean_cell(line)
    if is_code(text):
        try:
            return Meant(visit=visit_of_code(fair, text))
        except NotOurCode as error:
            return Meant(problem=str(error))
    if _DIGITS.fullmatch(text):
        return _by_digits(scope, fair, re.sub(r"[\s-]", "", text))
    if match := _NAME_AND_PHONE.fullmatch(text):
        return _by_name_and_phone(scope, match["name"], match["phone"])
    return _by_name(scope, fair, text)


def _by_digits(scope: Scope, fair: Fair, digits: str) -> Meant:
    if len(digits) <= 6:
        try:
            return Meant(visit=visit_of_number(fair, digits))
        except NotOurCode as error:
            return Meant(problem=str(error))
    if len(digits) in (15, 18):
        return _by_identity(scope, digits)
    try:
        phone = clean_phone(digits)
    except PhoneError as error:
        return Meant(problem=str(error))
    people = list(_living(scope).filter(phone=phone).order_by("pk")[:MOST])
    visits = list(Visit.objects.filter(fair=fair, person__isnull=True, phone=phone).order_by("number")[:MOST])
    if len(visits) == 1 and not people:
        return Meant(visit=visits[0])
    if len(people) == 1 and all(visit.name == people[0].name for visit in visits):
        # Who signed up as the one person with this phone has a slip already, and is known by it.
        return Meant(visit=visits[0]) if len(visits) == 1 else Meant(person=people[0])
    return Meant(people=hits(people, {}), visits=visits, phone=phone)


def _by_identity(scope: Scope, digits: str) -> Meant:
    try:
        identity = parse_identity(digits)
    except IdentityError as error:
        return Meant(problem=str(error))
    person = _living(scope).filter(id_index__in=indexes_of(identity.number)).first()
    return Meant(person=person) if person else Meant(id_number=identity.number)


def _living(scope: Scope) -> PersonQuerySet:
    return Person.objects.visible_to(scope).living().select_related("area")


def _by_name_and_phone(scope: Scope, name: str, phone: str) -> Meant:
    try:
        return Meant(name=clean_name(name), phone=clean_phone(phone))
    except (PersonNameError, PhoneError) as error:
        return Meant(problem=str(error))


def _by_name(scope: Scope, fair: Fair, text: str) -> Meant:
    try:
        name = clean_name(text)
    except PersonNameError as error:
        return Meant(problem=str(error))
    found = search_people(scope, name, MOST).hits
    visits = list(Visit.objects.filter(fair=fair, person__isnull=True, name=name).order_by("number")[:MOST])
    return Meant(people=found, visits=visits, name=name)
