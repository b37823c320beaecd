"""No seat is given twice, whoever asks at the same moment; a seat given back is free again."""

import threading

import pytest
from django.db import connections

from leye.accounts.actions.base import ActionError, Actor
from leye.accounts.scope import acting, as_service
from leye.ledger.models import Employer
from leye.vacancies.actions.lifecycle import CloseVacancy
from leye.vacancies.actions.seats import GiveBackSeat, NoSeatLeft, TakeSeat
from leye.vacancies.models import Posting, Seat, Vacancy
from leye.vacancies.reading import public_vacancy
from tests.ledger.people import actor, scope
from tests.vacancies.making import AsUser, employer, publish


def test_seats_are_taken_until_it_is_filled(as_user: AsUser, shop: Employer) -> None:
    found = publish(shop, seats=2)
    # Somebody of a village takes a seat of a vacancy that the town looks after.
    with acting(scope("village2")):
        TakeSeat(actor("village2"), found.pk, "hire:1").run()
        TakeSeat(actor("village2"), found.pk, "hire:1").run()
    assert Posting.objects.get(pk=found.pk).seats_left == 1
    full = TakeSeat(actor("town"), found.pk, "hire:2").run()
    assert (full.filled, full.status) == (2, "filled")
    assert public_vacancy(found.pk) is None
    with pytest.raises(NoSeatLeft, match="2个名额刚刚招满"):
        TakeSeat(actor("town"), found.pk, "hire:3").run()
    again = GiveBackSeat(actor("town"), found.pk, "hire:1").run()
    assert (again.filled, again.status) == (1, "published")
    assert GiveBackSeat(actor("town"), found.pk, "hire:1").run().filled == 1
    TakeSeat(actor("town"), found.pk, "hire:3").run()
    CloseVacancy(actor("town"), vacancy_id=found.pk, reason="招满").run()
    with pytest.raises(ActionError):
        TakeSeat(actor("town"), found.pk, "hire:4").run()


def test_many_at_once_get_as_many_seats_as_there_are(own_database: str) -> None:
    with acting(scope("town")):
        unit = employer(actor("town"))
    found = publish(unit, seats=3)
    start = threading.Barrier(6)
    taken: list[str] = []

    def take(holder: str) -> None:
        try:
            start.wait(30)
            TakeSeat(Actor.system(), found.pk, holder).run()
            taken.append(holder)
        except NoSeatLeft:
            pass
        finally:
            connections.close_all()

    threads = [threading.Thread(target=take, args=(f"hire:{n}",)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(taken) == 3
    with as_service():
        now = Vacancy.objects.get(pk=found.pk)
        assert (now.filled, now.status, Seat.objects.count()) == (3, "filled", 3)
