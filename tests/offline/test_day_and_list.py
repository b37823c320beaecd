"""Records whose day nobody knows, and records about people who were not taken along: asked about, never dropped."""

from collections.abc import Callable

import pytest

from leye.accounts.actions.base import Actor
from leye.accounts.scope import acting, as_service
from leye.casework.models import ServiceRecord
from leye.ledger.errors import Invalid
from leye.offline.actions.decide import DecideEdit
from leye.offline.enums import EditState, Why
from leye.offline.models import OfflinePack
from leye.standards.calendar import today
from tests.ledger.people import HEHAO, actor, register, scope
from tests.offline.conftest import Device, kept, now_ms, take
from tests.offline.test_sync import HOUR, one, states
from tests.web.seed import Seeded

pytestmark = pytest.mark.django_db
Become = Callable[[str], Actor]


def test_a_record_of_an_unsure_day_goes_in_only_with_its_day(device: Device, corner: Seeded) -> None:
    record = device.service(one(corner), ["follow_up"], device_ms=now_ms() - 80 * HOUR)
    assert states(device.sync(record)) == [EditState.WAITING]
    assert kept(record).why == Why.CLOCK
    with pytest.raises(Invalid, match="哪一天"):
        DecideEdit(device.by, edit_id=record["uuid"]).run()
    assert not ServiceRecord.objects.exists()
    assert DecideEdit(device.by, edit_id=record["uuid"], on=today()).run().state == EditState.APPLIED
    assert ServiceRecord.objects.get().served_on == today()


def test_an_unsure_day_is_asked_for_whatever_else_holds_the_record_up(device: Device, corner: Seeded) -> None:
    device.expire()
    record = device.service(one(corner), ["follow_up"], device_ms=now_ms() - 80 * HOUR)
    device.sync(record)
    assert kept(record).why == Why.EXPIRED
    with pytest.raises(Invalid, match="哪一天"):
        DecideEdit(device.by, edit_id=record["uuid"]).run()


def test_a_pack_remembers_whom_it_carries(device: Device) -> None:
    assert sorted(device.pack.carried or []) == sorted(device.people)


def test_somebody_who_was_not_taken_along_waits_with_the_reason(corner: Seeded, as_user: Become) -> None:
    with acting(scope("county")):
        other = register(actor("county"), 130, "后来登记的", HEHAO)
    device = take(as_user("village"))
    record = device.service(other.pk, ["follow_up"], note="路上遇到")
    synced = device.sync(record)
    assert states(synced) == [EditState.WAITING]
    assert "不在这份离线资料带走的名单里" in synced.results[0].sentence
    assert synced.people == [], "what is not in the pack is not shown to the device"
    assert (kept(record).why, kept(record).person_id) == (Why.OUTSIDE, other.pk)
    assert not ServiceRecord.objects.exists()
    assert DecideEdit(device.by, edit_id=record["uuid"]).run().state == EditState.APPLIED
    assert ServiceRecord.objects.get().note == "路上遇到"


def test_a_pack_of_before_that_kept_no_list_is_taken_in_as_ever(device: Device, corner: Seeded) -> None:
    with as_service():
        OfflinePack.objects.update(carried=None)
    synced = device.sync(device.service(one(corner), ["follow_up"]))
    assert states(synced) == [EditState.APPLIED]
    assert [card["id"] for card in synced.people] == [one(corner)]
