"""Open a person's file."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.db import IntegrityError, transaction

from leye.accounts.enums import CAN_WRITE_LEDGER, Access
from leye.accounts.models import AccessLog
from leye.accounts.scope import as_service
from leye.ledger.actions.base import LedgerAction, Problems
from leye.ledger.enums import WorkCapacity
from leye.ledger.errors import Absent, AlreadyHere, MayBeElsewhere
from leye.ledger.identities import hold_keys, holders_of
from leye.ledger.models import Household, Person
from leye.ledger.person_fields import clean_fields, put

#: The whole index of numbers stands behind this constraint, so it is broken by people out of scope too.
IDENTITY_ONCE = "person_identity_once"


@dataclass(kw_only=True)
class RegisterPerson(LedgerAction[Person]):
    """Register a person in an area of the actor's scope.

    A number held in scope names its person. A number held anywhere else is refused with one sentence that
    names no place, no person and no reason; each such refusal is logged with who asked. What the sentence
    cannot hide is that the number could not be registered: one number, one file, across the whole country.
    """

    allowed = CAN_WRITE_LEDGER

    area_no: int
    name: str
    id_number: str
    phone: str = ""
    address: str = ""
    ethnic: str = ""
    education: str = ""
    hukou_code: str = ""
    work_capacity: str = WorkCapacity.UNKNOWN
    is_student: bool = False
    graduated_on: dt.date | None = None
    household_id: int | None = None
    relation: str = ""
    note: str = ""
    cleaned: dict[str, Any] = field(init=False, repr=False, default_factory=dict)

    def check(self) -> None:
        super().check()
        self.area(self.area_no)
        problems = Problems()
        names = (
            "name",
            "id_number",
            "phone",
            "address",
            "ethnic",
            "education",
            "hukou_code",
            "work_capacity",
            "is_student",
            "graduated_on",
            "relation",
            "note",
        )
        self.cleaned = clean_fields({name: getattr(self, name) for name in names}, problems)
        problems.check()
        if self.household_id is not None:
            homes = Household.objects.visible_to(self.actor.scope)
            if not homes.filter(pk=self.household_id).exists():
                raise Absent
        hold_keys()
        self._check_number_is_free(self.cleaned["id_number"].number)

    def execute(self) -> Person:
        person = Person(area_id=self.area_no, household_id=self.household_id)
        put(person, self.cleaned)
        try:
            with transaction.atomic():
                person.save(force_insert=True)
        except IntegrityError as error:
            diagnosis = getattr(error.__cause__, "diag", None)
            if getattr(diagnosis, "constraint_name", None) != IDENTITY_ONCE:
                raise
            self._check_number_is_free(self.cleaned["id_number"].number)
            raise MayBeElsewhere from None
        return person

    def run(self) -> Person:
        """As every action; a neutral refusal is logged, because asking is itself a look-up."""
        try:
            return super().run()
        except MayBeElsewhere:
            if self.actor.user_id is not None:
                AccessLog.objects.create(
                    user_id=self.actor.user_id,
                    post_id=self.actor.post_id,
                    area_id=self.area_no,
                    access=Access.SEARCH,
                    detail={"registering": True, "found": False},
                )
            raise

    def _check_number_is_free(self, number: str) -> None:
        """Both look-ups are always made, so that the answer takes as long whoever holds the number."""
        here = holders_of([number]).get(number)
        with as_service():
            anywhere = holders_of([number]).get(number)
        if here is not None and self._may_see(here):
            raise AlreadyHere(here.pk, here.name, here.area.name)
        if anywhere is not None:
            raise MayBeElsewhere

    def _may_see(self, person: Person) -> bool:
        scope = self.actor.scope
        return scope.covers(person.area_id) or person.pk in scope.shared
