"""A household declares that nobody of it wants to work, and takes it back. Signature and file: tests/evidence."""

import datetime as dt
from collections.abc import Callable

import pytest

from leye.accounts.actions.base import ActionError, Actor, NotAllowed
from leye.accounts.scope import acting
from leye.casework.actions.declarations import Declared, DeclareNoIntention, WithdrawDeclaration
from leye.casework.actions.record_service import RecordService
from leye.casework.models import Declaration
from leye.ledger.actions.households import FoundHousehold
from leye.ledger.errors import Absent, Invalid
from leye.ledger.models import Household, Person
from tests.ledger.people import actor, register, scope

AsUser = Callable[[str], Actor]
DAY = dt.date(2025, 3, 1)


def home_of(by: Actor, person: Person) -> Household:
    return FoundHousehold(by, person_id=person.pk).run()


def declare(by: Actor, home: Household, person: Person, **more: object) -> Declared:
    values: dict[str, object] = {
        "declared_on": DAY, "reason": "照料两位卧床老人", **more,
    }  # fmt: skip
    return DeclareNoIntention(by, household_id=home.pk, person_id=person.pk, **values).run()  # type: ignore[arg-type]  # spelt out


def test_a_declaration_tells_how_much_help_went_before(as_user: AsUser) -> None:
    village = as_user("village")
    person = register(village, 1)
    home = home_of(village, person)
    for day, outcome in ((DAY, "done"), (dt.date(2025, 2, 1), "no_answer"), (dt.date(2025, 3, 2), "done")):
        RecordService(village, person_id=person.pk, kind="home_visit", served_on=day, outcome=outcome).run()
    # Asking how somebody is, is no help.
    RecordService(village, person_id=person.pk, kind="follow_up", served_on=DAY, outcome="done").run()
    made = declare(village, home, person)
    assert (made.helps, made.declaration.area_id, made.declaration.household_id) == (
        1,
        person.area_id,
        home.pk,
    )
    with pytest.raises(ActionError, match="已有一份有效"):
        declare(village, home, person)
    with pytest.raises(Invalid, match="不能早于"):
        WithdrawDeclaration(
            village, declaration_id=made.declaration.pk, ended_on=DAY - dt.timedelta(days=1)
        ).run()
    WithdrawDeclaration(village, declaration_id=made.declaration.pk, ended_on=DAY).run()
    with pytest.raises(ActionError, match="已于2025-03-01撤回"):
        WithdrawDeclaration(village, declaration_id=made.declaration.pk, ended_on=DAY).run()
    assert declare(village, home, person).declaration.pk != made.declaration.pk
    assert Declaration.objects.count() == 2


def test_the_reason_and_a_member_of_the_household_are_asked_for(as_user: AsUser) -> None:
    village = as_user("village")
    person, other = register(village, 1), register(village, 3, name="张三")
    home = home_of(village, person)
    with pytest.raises(Invalid) as caught:
        declare(village, home, other, reason=" ")
    assert set(caught.value.problems) == {"person_id", "reason"}


def test_declarations_keep_to_their_scope(as_user: AsUser) -> None:
    with acting(scope("village")):
        person = register(actor("village"), 1)
        home = home_of(actor("village"), person)
    with pytest.raises(NotAllowed):
        declare(actor("auditor"), home, person)
    with pytest.raises(Absent):
        declare(as_user("village2"), home, person)
