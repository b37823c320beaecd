"""A person moves to another village of the same scope, alone or with the household."""

from dataclasses import dataclass

from leye.accounts.enums import Role
from leye.ledger.actions.base import LedgerAction
from leye.ledger.actions.households import leave_household, relocate
from leye.ledger.models import Household, Person


@dataclass(kw_only=True)
class MovePersonArea(LedgerAction[list[int]]):
    """Change the responsible area; all that belongs to a person moves along. Returns the people moved.

    A person who moves alone leaves the household that stays behind. Shares that the old area granted end.
    """

    allowed = (Role.TOWNSHIP_CLERK, Role.COUNTY_OFFICER)

    person_id: int
    area_no: int
    with_household: bool = False

    def execute(self) -> list[int]:
        self.area(self.area_no)
        person = self.person(self.person_id, held=True)
        if person.area_id == self.area_no:
            return []
        if not self.with_household or person.household_id is None:
            leave_household(person)
            relocate([person], self.area_no)
            return [person.pk]
        home = self.row(Household.objects.all(), person.household_id)
        home.area_id = self.area_no
        home.version += 1
        home.save(update_fields=["area", "version"])
        ids = Person.objects.visible_to(self.actor.scope).current().filter(household=home).order_by("pk")
        members = [self.person(pk) for pk in ids.values_list("pk", flat=True)]
        return relocate(members, self.area_no)
