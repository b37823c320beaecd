"""Applications as pages find them: made and taken onward by the real actions, in an officer's scope."""

import datetime as dt

from django.utils import timezone

from leye.accounts.scope import acting
from leye.hiring.actions.apply import Offer, OpenSlot
from leye.hiring.actions.hire import HirePerson
from leye.hiring.models import Application, InterviewSlot
from leye.standards.calendar import today
from leye.vacancies.models import Vacancy
from tests.hiring import making
from tests.ledger.people import actor, scope


def applied(job: Vacancy, sequence: int = 1, name: str = "王小梅", by: str = "village") -> Application:
    """Somebody of the village applied."""
    with acting(scope(by)):
        return making.apply(actor(by), job, sequence, name)


def offered(job: Vacancy, sequence: int = 1, name: str = "王小梅") -> Application:
    """And is wanted."""
    one = applied(job, sequence, name)
    with acting(scope("town")):
        return Offer(actor("town"), application_id=one.pk).run()


def hired(job: Vacancy, sequence: int = 1, name: str = "王小梅") -> Application:
    """And was hired today."""
    one = offered(job, sequence, name)
    with acting(scope("town")):
        return HirePerson(actor("town"), application_id=one.pk, started_on=today()).run()


def slot(job: Vacancy, capacity: int = 1, by: str = "town") -> InterviewSlot:
    """Tomorrow at the same hour."""
    starts = timezone.now() + dt.timedelta(days=1)
    with acting(scope(by)):
        return OpenSlot(
            actor(by), vacancy_id=job.pk, starts_at=starts, ends_at=starts + dt.timedelta(hours=1), place="镇政府二楼",
            capacity=capacity,
        ).run()  # fmt: skip
