"""Two who tell the same person at the same moment: no recommendation is counted twice."""

import threading
from concurrent.futures import ThreadPoolExecutor

from django.db import connection

from leye.accounts.actions.base import ActionError
from leye.accounts.scope import acting, as_service
from leye.casework.models import ServiceRecord
from leye.hiring.actions.recommend import Deliver, Recommend
from leye.hiring.models import Recommendation
from leye.ledger.models import Employer
from leye.standards.calendar import today
from tests.hiring.making import willing
from tests.ledger.people import actor, scope
from tests.vacancies.making import employer, publish


def picked(shop: Employer, *jobs: dict[str, object]) -> list[int]:
    """Recommendations of these jobs for one person, not delivered."""
    vacancies = [publish(shop, **more) for more in jobs]
    with acting(scope("village")):
        by = actor("village")
        person = willing(by)
        return [Recommend(by, person_id=person.pk, vacancy_id=job.pk).run().pk for job in vacancies]


def at_once(*recommendations: int) -> list[str]:
    """What becomes of delivering each, all begun at the same moment."""
    start = threading.Barrier(len(recommendations))

    def deliver(pk: int) -> str:
        start.wait(30)
        try:
            with acting(scope("village")):
                Deliver(actor("village"), recommendation_id=pk, channel="phone", on=today()).run()
        except ActionError as error:
            return str(error)
        finally:
            connection.close()
        return "told"

    with ThreadPoolExecutor(len(recommendations)) as pool:
        return sorted(pool.map(deliver, recommendations), key=len)


def counted() -> int:
    with as_service():
        return ServiceRecord.objects.filter(kind="job_recommendation").count()


def test_one_recommendation_told_by_two(own_database: str) -> None:
    with acting(scope("town")):
        shop = employer(actor("town"))
    (one,) = picked(shop, {})
    outcomes = at_once(one, one)
    assert outcomes[0] == "told"
    assert "不用再推荐一次" in outcomes[1]
    assert counted() == 1


def test_the_same_job_under_two_numbers(own_database: str) -> None:
    with acting(scope("town")):
        shop = employer(actor("town"))
    both = picked(shop, {"place": "东厂"}, {"place": "西厂", "pay_low_fen": 500_000, "pay_high_fen": 700_000})
    outcomes = at_once(*both)
    assert outcomes[0] == "told"
    assert "同一个岗位只算一次" in outcomes[1]
    assert counted() == 1
    with as_service():
        assert sorted(Recommendation.objects.values_list("state", flat=True)) == ["delivered", "made"]
