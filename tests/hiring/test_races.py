"""Two hires at the same moment: no seat is given twice, and nobody is hired twice."""

import threading
from collections.abc import Callable

from django.db import connection

from leye.accounts.actions.base import ActionError
from leye.accounts.scope import acting, as_service
from leye.hiring.actions.apply import Apply
from leye.hiring.actions.hire import HirePerson
from leye.hiring.models import Application, Hire
from leye.ledger.models import EmploymentSpell
from leye.standards.calendar import today
from leye.vacancies.models import Seat, Vacancy
from tests.hiring.making import apply
from tests.ledger.people import actor, scope
from tests.vacancies.making import employer, publish


def test_two_hires_race_for_the_last_seat(own_database: str) -> None:
    with acting(scope("town")):
        shop = employer(actor("town"))
    job = publish(shop, seats=1)
    with acting(scope("town")):
        by = actor("town")
        keys = [apply(by, job, number, name).pk for number, name in ((1, "王小梅"), (2, "李梅"))]
    outcomes = _together([_hiring(key) for key in keys])
    assert sorted(outcomes) == ["NoSeatLeft", "hired"]
    with as_service():
        assert Vacancy.objects.get(pk=job.pk).filled == 1
        assert Seat.objects.filter(vacancy_id=job.pk).count() == 1
        assert Hire.objects.count() == EmploymentSpell.objects.count() == 1
        assert sorted(Application.objects.values_list("state", flat=True)) == ["hired", "sent"]


def test_two_employers_race_for_one_person(own_database: str) -> None:
    with acting(scope("town")):
        shop = employer(actor("town"))
    jobs = publish(shop), publish(shop, title="保安", occupation="4-07-05-01", duties="看大门")
    with acting(scope("town")):
        first = apply(actor("town"), jobs[0])
        second = Apply(actor("town"), person_id=first.person_id, vacancy_id=jobs[1].pk).run()
    outcomes = _together([_hiring(first.pk), _hiring(second.pk)])
    assert sorted(outcomes) == ["ActionError", "hired"]
    with as_service():
        assert Hire.objects.count() == EmploymentSpell.objects.count() == 1
        assert Seat.objects.count() == 1


def _hiring(key: int) -> Callable[[], str]:
    def hire() -> str:
        try:
            with acting(scope("town")):
                HirePerson(actor("town"), application_id=key, started_on=today()).run()
        except ActionError as error:
            return type(error).__name__
        return "hired"

    return hire


def _together(jobs: list[Callable[[], str]]) -> list[str]:
    """What each gives, begun at the same moment in a thread and connection of its own."""
    start = threading.Barrier(len(jobs))
    found: list[str] = []

    def run(job: Callable[[], str]) -> None:
        try:
            start.wait(30)
            found.append(job())
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(job,)) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return found
