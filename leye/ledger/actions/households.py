"""Households: their address, their members, their head."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from leye.accounts.actions.base import ActionError
from leye.accounts.actions.shares import end_shares
from leye.accounts.enums import CAN_WRITE_LEDGER
from leye.ledger.actions.base import LedgerAction, Problems
from leye.ledger.columns import column_label
from leye.ledger.conflicts import PLACE, base_version, changed_meanwhile, show_or_place, value_or_place
from leye.ledger.enums import Relation
from leye.ledger.errors import Invalid
from leye.ledger.models import Household, Person


def leave_household(person: Person) -> None:
    """Take a person out of the household; a household left by its head has none until one is named."""
    if person.household_id is not None:
        Household.objects.filter(pk=person.household_id, head=person).update(head=None)
    person.household = None
    person.relation = ""


def relocate(people: Iterable[Person], area_no: int) -> list[int]:
    """Put people under another area; what the old area shared of them ends. Returns their ids."""
    moved = []
    for person in people:
        person.area_id = area_no
        person.version += 1
        person.save(update_fields=["area", "household", "relation", "version"])
        moved.append(person.pk)
    end_shares(moved)
    return moved


@dataclass(kw_only=True)
class SetHousehold(LedgerAction[Household]):
    """Make a household, or change one of the version that was opened.

    A household with members goes to another area only together with them (`with_members`); the caller then
    refreshes the to-dos of its members.
    """

    allowed = CAN_WRITE_LEDGER

    area_no: int
    number: str = ""
    address: str = ""
    household_id: int | None = None
    version: int | None = None
    with_members: bool = False

    def execute(self) -> Household:
        self.area(self.area_no)
        problems = Problems()
        values = {
            "number": problems.text(Household, "number", self.number),
            "address": problems.text(Household, "address", self.address),
        }
        problems.check()
        if self.household_id is None:
            return Household.objects.create(area_id=self.area_no, **values)
        household = self.row(Household.objects.all(), self.household_id)
        if self.version is not None and household.version != self.version:
            sides: dict[str, tuple[object, object]] = {
                name: (value, getattr(household, name)) for name, value in values.items()
            }
            sides[PLACE] = self.area_no, household.area_id
            raise changed_meanwhile(
                household, base_version(household, self.version), sides, _label, show_or_place, value_or_place
            )
        if household.area_id != self.area_no:
            self._take_along(household)
        household.area_id = self.area_no
        household.number = values["number"]
        household.address = values["address"]
        household.version += 1
        household.save()
        return household

    def _take_along(self, household: Household) -> None:
        scope = self.actor.scope
        ids = Person.objects.in_range(scope.lo, scope.hi).current().filter(household=household).order_by("pk")
        members = [self.person(pk) for pk in ids.exclude(area_id=self.area_no).values_list("pk", flat=True)]
        if members and not self.with_members:
            raise Invalid(
                {
                    "with_members": _(
                        "这一户有%(count)d名成员在原来的村（社区），请勾选“成员一起转过去”；只想换户的，请先让成员退出本户。"
                    )
                    % {"count": len(members)}
                }
            )
        relocate(members, self.area_no)


def _label(name: str) -> str:
    return column_label(Household, "area" if name == PLACE else name)


@dataclass(kw_only=True)
class MoveMember(LedgerAction[Person]):
    """Put a person into another household of the scope, or into none."""

    allowed = CAN_WRITE_LEDGER

    person_id: int
    household_id: int | None
    relation: str = ""

    def execute(self) -> Person:
        person = self.person(self.person_id, held=True)
        problems = Problems()
        problems.choice(Person, "relation", self.relation, required=False)
        problems.check()
        if person.household_id != self.household_id:
            leave_household(person)
        person.relation = self.relation if self.household_id is not None else ""
        person.version += 1
        if self.household_id is not None:
            household = self.row(Household.objects.all(), self.household_id)
            person.household = household
            if self.relation == Relation.HEAD:
                make_head(household, person)
            elif household.head_id == person.pk:
                household.head = None
                household.version += 1
                household.save(update_fields=["head", "version"])
        person.save(update_fields=["household", "relation", "version"])
        return person


@dataclass(kw_only=True)
class FoundHousehold(LedgerAction[Household]):
    """A new household in the person's area, with the person as its head; nobody who is in one already."""

    allowed = CAN_WRITE_LEDGER

    person_id: int

    def execute(self) -> Household:
        person = self.person(self.person_id, held=True)
        if person.household_id is not None:
            raise ActionError(_("%(name)s已在一户之中，没有再建。") % {"name": person.name})
        made = SetHousehold(self.actor, area_no=person.area_id, address=person.address).run()
        MoveMember(self.actor, person_id=person.pk, household_id=made.pk, relation=Relation.HEAD).run()
        made.refresh_from_db()
        return made


def make_head(household: Household, person: Person) -> None:
    """Name the head; how the others are related to the new head has to be asked again."""
    former = Person.objects.filter(household=household, relation=Relation.HEAD).exclude(pk=person.pk)
    for other in former.select_for_update():
        other.relation = Relation.OTHER
        other.version += 1
        other.save(update_fields=["relation", "version"])
    household.head = person
    household.version += 1
    household.save(update_fields=["head", "version"])
    person.relation = Relation.HEAD


@dataclass(kw_only=True)
class SetHead(LedgerAction[Household]):
    """Name a living member as head; the former head becomes another member."""

    allowed = CAN_WRITE_LEDGER

    household_id: int
    person_id: int

    def execute(self) -> Household:
        person = self.person(self.person_id, held=True)
        household = self.row(Household.objects.all(), self.household_id)
        if person.household_id != household.pk:
            raise ActionError(_("%(name)s不是这一户的成员，请先加入本户再设为户主。") % {"name": person.name})
        if person.deceased_on is not None:
            raise ActionError(_("%(name)s已登记死亡，请另选户主。") % {"name": person.name})
        make_head(household, person)
        person.version += 1
        person.save(update_fields=["relation", "version"])
        return household
