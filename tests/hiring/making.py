"""People who want work, with what they said and can, by the real actions."""

from typing import Any

from leye.accounts.actions.base import Actor
from leye.accounts.scope import acting
from leye.hiring.actions.apply import Apply
from leye.hiring.actions.recommend import Deliver, Recommend
from leye.hiring.models import Application, Recommendation
from leye.ledger.actions.wishes import AddSkill, StateIntention
from leye.ledger.models import Person
from leye.standards.calendar import today
from leye.vacancies.models import Vacancy
from tests.ledger.people import actor, register, scope


def willing(by: Actor, sequence: int = 1, name: str = "王小梅", **more: Any) -> Person:
    """Somebody who wants work as a welder in the county."""
    wish = {"occupation": "电焊工", "place": "县内", "wage_min_fen": 400_000}
    wish.update({key: more.pop(key) for key in list(more) if key in wish})
    skills = more.pop("skills", ["电焊"])
    person = register(by, sequence, name, education="70", **more)
    StateIntention(by, person_id=person.pk, wants_work="yes", stated_on=today(), **wish).run()
    for skill in skills:
        AddSkill(by, person_id=person.pk, name=skill, stated_on=today()).run()
    return person


def apply(by: Actor, job: Vacancy, sequence: int = 1, name: str = "王小梅") -> Application:
    """Somebody who wants work, and applied."""
    person = willing(by, sequence, name, phone="13800138000")
    return Apply(by, person_id=person.pk, vacancy_id=job.pk).run()


def deliver(person: Person, vacancy: Vacancy, username: str = "village") -> Recommendation:
    """A vacancy recommended and delivered by an officer."""
    with acting(scope(username)):
        by = actor(username)
        made = Recommend(by, person_id=person.pk, vacancy_id=vacancy.pk).run()
        return Deliver(by, recommendation_id=made.pk, channel="phone", on=today()).run()
