"""Actors of the small world with their scope active, and a round with three people."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from leye.accounts.actions.base import Actor
from leye.accounts.scope import acting
from leye.ledger.actions.memberships import AddMembership
from leye.ledger.actions.registrations import RegisterUnemployment
from leye.ledger.models import Person
from leye.outreach.actions.rounds import StartRound
from leye.outreach.models import Questionnaire, SurveyRound
from leye.standards.calendar import today
from tests.casework.conftest import as_user
from tests.ledger.people import BALENG, HEHAO, actor, register, scope

__all__ = ["as_user"]
COUNTY = 150822000000
AsUser = Callable[[str], Actor]


@dataclass
class Survey:
    """A round over the county with two people of one village and one of the other."""

    round: SurveyRound
    people: list[Person]


def questionnaire() -> Questionnaire:
    """The one that is there from the first day."""
    return Questionnaire.objects.get(area__isnull=True)


@pytest.fixture
def survey(db: None) -> Survey:
    """A round over returned workers of the county."""
    with acting(scope("county")):
        by = actor("county")
        people = []
        for sequence, (name, area) in enumerate([("甲一", HEHAO), ("乙二", HEHAO), ("丙三", BALENG)], 11):
            person = register(by, sequence, name, area, phone=f"138000000{sequence}")
            AddMembership(by, person_id=person.pk, group_code="returned_worker", valid_from=today()).run()
            people.append(person)
        RegisterUnemployment(by, person_id=people[0].pk, place_kind="household", registered_on=today()).run()
        register(by, 20, "丁四", HEHAO)
        made = StartRound(
            by, area_no=COUNTY, title="攻坚季摸底", questionnaire_id=questionnaire().pk, since=today(), until=today(),
            groups=["returned_worker"],
        ).run()  # fmt: skip
    return Survey(made.round, people)
