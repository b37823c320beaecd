"""Two desks check the same person in at the same moment: one visit, one service, and the second is told so."""

import threading
from concurrent.futures import ThreadPoolExecutor

from django.db import connections, transaction

from leye.accounts.scope import acting, as_service
from leye.casework.models import ServiceRecord
from leye.fairs.actions.visits import CheckedIn, CheckIn
from leye.fairs.models import Visit
from tests.fairs.conftest import fair_of
from tests.ledger.people import actor, register

PATIENCE = 20.0


def test_one_visit_and_one_service(own_database: str) -> None:
    county = actor("county")
    with acting(county.scope):
        person, fair = register(county, 2, "王秀兰"), fair_of(county)
    first_is_in, may_commit = threading.Event(), threading.Event()

    def check_in() -> CheckedIn:
        return CheckIn(county, fair_id=fair.pk, person_id=person.pk).run()

    def first() -> CheckedIn:
        try:
            with transaction.atomic(), acting(county.scope):
                done = check_in()
                first_is_in.set()
                may_commit.wait(PATIENCE)
                return done
        finally:
            first_is_in.set()
            connections.close_all()

    def second() -> CheckedIn:
        try:
            with acting(county.scope):
                return check_in()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        one = pool.submit(first)
        assert first_is_in.wait(PATIENCE)
        other = pool.submit(second)
        assert _waits(PATIENCE)
        may_commit.set()
        found = one.result(PATIENCE), other.result(PATIENCE)
    assert [done.again for done in found] == [False, True]
    assert found[0].visit.pk == found[1].visit.pk
    with as_service():
        assert Visit.objects.count() == ServiceRecord.objects.filter(person=person).count() == 1


def _waits(patience: float) -> bool:
    """Whether, before patience ends, some session of this database waits for a lock."""
    asking = threading.Event()
    for _turn in range(int(patience / 0.05)):
        with connections["owner"].cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
            )
            if cursor.fetchone()[0]:
                return True
        asking.wait(0.05)
    return False
