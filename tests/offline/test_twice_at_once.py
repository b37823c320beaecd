"""The same records sent twice at the same moment, and a server that dies half-way: with real transactions."""

import threading
from typing import Any

import pytest
from django.db import connections, transaction

from leye.accounts.actions.base import Actor
from leye.accounts.scope import acting
from leye.casework.models import ServiceRecord
from leye.offline import sync as sync_module
from leye.offline.models import OfflineEdit
from tests.ledger.people import actor, scope
from tests.offline.conftest import Device, now_ms, take
from tests.web.seed import Seeded, build


@pytest.fixture
def committed(own_database: str, django_db_blocker: Any) -> Any:
    """The corner, committed, and a device of the village's assistant."""
    with django_db_blocker.unblock():
        seeded = build()
        with acting(scope("village")):
            device = take(actor("village"))
        yield seeded, device
        connections.close_all()


def hand_in(device: Device, records: list[dict[str, Any]]) -> Any:
    by: Actor = device.by
    with transaction.atomic(), acting(by.scope):
        return sync_module.sync(by, device.pack.pk, now_ms(), records)


def test_the_same_records_twice_at_once_are_recorded_once(committed: tuple[Seeded, Device]) -> None:
    seeded, device = committed
    records = [device.service(seeded.people[name], ["counselling"]) for name in ("李建国", "赵海燕")]
    gate, states = threading.Barrier(2), []

    def press() -> None:
        gate.wait(30)
        states.append([result.state for result in hand_in(device, records).results])
        connections.close_all()

    presses = [threading.Thread(target=press) for _press in range(2)]
    for one in presses:
        one.start()
    for one in presses:
        one.join(60)
    assert states == [["applied", "applied"]] * 2
    with acting(scope("village")):
        assert ServiceRecord.objects.count() == 2
        assert OfflineEdit.objects.count() == 2


def test_a_server_that_dies_half_way_has_recorded_nothing(
    committed: tuple[Seeded, Device], monkeypatch: pytest.MonkeyPatch
) -> None:
    seeded, device = committed
    records = [device.service(seeded.people["李建国"], ["counselling"])]

    def die(_people: list[int]) -> None:
        raise SystemExit

    with monkeypatch.context() as patch:
        patch.setattr(sync_module, "refresh_people", die)
        with pytest.raises(SystemExit):
            hand_in(device, records)
    with acting(scope("village")):
        assert (ServiceRecord.objects.count(), OfflineEdit.objects.count()) == (0, 0)
    hand_in(device, records)
    with acting(scope("village")):
        assert (ServiceRecord.objects.count(), OfflineEdit.objects.count()) == (1, 1)
