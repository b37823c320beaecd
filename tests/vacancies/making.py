"""Vacancies made by the real actions."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest

from leye.accounts.actions.base import Actor
from leye.accounts.scope import acting
from leye.ledger.actions.employers import SaveEmployer
from leye.ledger.models import Employer
from leye.vacancies.actions.review import PublishVacancy, SubmitVacancy
from leye.vacancies.actions.save import SaveVacancy
from leye.vacancies.models import Vacancy
from tests.ledger.people import actor, scope

COUNTY = 150822000000
TOWN = 150822101000
HEHAO = 150822101201
YONGPING_TOWN = 610622101000

AsUser = Callable[[str], Actor]


@pytest.fixture
def as_user(db: None) -> Iterator[AsUser]:
    """Become a user: as_user("town") gives the actor, and from then on only the scope's rows are there."""
    with ExitStack() as stack:

        def become(username: str) -> Actor:
            stack.enter_context(acting(scope(username)))
            return actor(username)

        yield become


def employer(by: Actor, name: str = "河套食品有限公司", area: int = TOWN, **more: Any) -> Employer:
    return SaveEmployer(by, area_no=area, name=name, **more).run()


@pytest.fixture
def shop(as_user: AsUser) -> Employer:
    """An employer of the town."""
    return employer(as_user("town"))


def save(by: Actor, unit: Employer, **more: Any) -> Vacancy:
    values: dict[str, Any] = {
        "area_no": TOWN, "title": "电焊工", "duties": "焊接护栏，会看图纸", "seats": 2, "pay_low_fen": 450_000,
        "pay_high_fen": 600_000, "insurance": ["pension", "injury"], "occupation": "6-18-02-04",
        **more,
    }  # fmt: skip
    return SaveVacancy(by, employer_id=unit.pk, **values).run()


def publish(unit: Employer, by: str = "town", reviewer: str = "county", **more: Any) -> Vacancy:
    """A vacancy that one officer entered and another published."""
    with acting(scope(by)):
        made = save(actor(by), unit, **more)
        SubmitVacancy(actor(by), vacancy_id=made.pk).run()
    with acting(scope(reviewer)):
        return PublishVacancy(actor(reviewer), vacancy_id=made.pk).run()
