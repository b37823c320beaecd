"""What goes onto a device, for whom, for how long, and what is logged of it."""

import datetime as dt
import uuid
from collections.abc import Callable

import pytest
from django.utils import timezone

from leye.accounts.actions.base import ActionError, Actor, NotAllowed
from leye.accounts.enums import Access
from leye.accounts.models import AccessLog, Post, User
from leye.accounts.scope import as_service
from leye.ledger.errors import Invalid
from leye.offline.actions.packs import ClosePack, FetchKey, TakePack
from leye.offline.errors import NobodyDue, PackAbsent
from leye.offline.models import OfflinePack
from leye.offline.people import villages_with_due
from leye.offline.validity import pack_stands
from leye.standards.calendar import today
from tests.ledger.people import BALENG, HEHAO, NANLIANGTAI
from tests.offline.conftest import Device, now_ms, take
from tests.web.seed import Seeded

pytestmark = pytest.mark.django_db
Become = Callable[[str], Actor]


def test_the_due_people_of_the_village_go_along_and_nobody_else(device: Device, corner: Seeded) -> None:
    names = {card["name"] for card in device.people.values()}
    assert "王秀兰" in names
    assert "刘志远" not in names, "he lives in another village"
    assert device.pack.people == len(names)


def test_a_card_says_what_a_visit_needs_and_no_identity_number(device: Device, corner: Seeded) -> None:
    card = device.people[corner.people["李建国"]]
    assert card["number"].count("*") == 8
    assert card["base"] == {
        "phone": "13800000103",
        "address": "",
        "note": "",
        "wants_work": "yes",
        "work": None,
    }
    assert any(due["title"] == "登记失业人员每月跟踪调查" and due["kinds"] for due in card["dues"])
    assert not {"groups", "id_number", "id_cipher"} & card.keys()


def test_a_pack_is_logged_as_an_unmasked_list_that_left_the_office(device: Device) -> None:
    line = AccessLog.objects.get(access=Access.EXPORT_FULL)
    assert line.detail == {
        "list": "offline", "pack": str(device.pack.pk), "rows": len(device.people), "area": HEHAO,
    }  # fmt: skip


def test_a_township_chooses_among_its_villages(corner: Seeded, as_user: Become) -> None:
    by = as_user("town")
    villages = villages_with_due(by.scope, by.role)
    assert [(village["name"], village["people"]) for village in villages] == [("河壕村", 6), ("坝楞村", 1)]
    assert len(take(by, BALENG).people) == 1


@pytest.mark.parametrize(
    ("area", "hours", "error"), [(BALENG, 24, Invalid), (HEHAO, 9999, Invalid), (HEHAO, 25, Invalid)]
)
def test_no_pack_of_another_village_or_for_longer(
    corner: Seeded, as_user: Become, area: int, hours: int, error: type[Exception]
) -> None:
    with pytest.raises(error):
        TakePack(as_user("village"), area_no=area, hours=hours, device_ms=now_ms()).run()
    assert not OfflinePack.objects.exists()


def test_no_pack_for_who_only_looks_and_none_without_people(corner: Seeded, as_user: Become) -> None:
    with pytest.raises(NotAllowed):
        TakePack(as_user("leader"), area_no=HEHAO, hours=24, device_ms=now_ms()).run()
    with pytest.raises(NobodyDue, match="南粮台村"):
        TakePack(as_user("county"), area_no=NANLIANGTAI, hours=24, device_ms=now_ms()).run()


def test_a_clock_that_no_device_shows_is_refused(corner: Seeded, as_user: Become) -> None:
    with pytest.raises(ActionError, match="校准"):
        TakePack(as_user("village"), area_no=HEHAO, hours=24, device_ms=-5).run()


def test_only_the_owner_gets_the_key_again_and_it_is_logged(device: Device, as_user: Become) -> None:
    key = FetchKey(device.by, pack_id=device.pack.pk).run()
    assert len(key) == 44
    assert AccessLog.objects.filter(detail__list="offline-key").count() == 1
    with pytest.raises(PackAbsent):
        FetchKey(as_user("town"), pack_id=device.pack.pk).run()


def test_the_key_lies_encrypted_and_never_in_the_history(device: Device) -> None:
    key = FetchKey(device.by, pack_id=device.pack.pk).run()
    assert key.encode() not in bytes(device.pack.key_cipher)
    event = device.pack.events.model
    assert "key_cipher" not in {field.name for field in event._meta.get_fields()}


@pytest.mark.parametrize("user", ["village", "town", "county", "city"])
def test_a_pack_is_called_back_by_its_owner_and_by_his_supervisors(
    device: Device, as_user: Become, user: str
) -> None:
    by = as_user(user)
    for _again in range(2):
        ClosePack(by, pack_id=device.pack.pk, reason="手机丢了").run()
    device.pack.refresh_from_db()
    assert device.pack.closed_at is not None
    assert (device.pack.closed_by_id, device.pack.close_reason) == (by.user_id, "手机丢了")
    (line,) = AccessLog.objects.filter(detail__action="ClosePack")
    assert line.detail == {
        "action": "ClosePack", "pack": str(device.pack.pk), "of": device.pack.user_id, "area": HEHAO,
    }  # fmt: skip


def test_a_township_does_not_call_back_what_the_county_took_along(corner: Seeded, as_user: Become) -> None:
    by = as_user("county")
    pack = OfflinePack.objects.create(
        area_id=HEHAO, user_id=by.user, post_id=by.post_id, people=1, key_cipher=b"", offset_ms=0,
        expires_at=timezone.now() + dt.timedelta(hours=1),
    )  # fmt: skip
    with pytest.raises(PackAbsent):
        ClosePack(as_user("town"), pack_id=pack.pk).run()
    assert ClosePack(as_user("city"), pack_id=pack.pk).run().closed_at is not None


@pytest.mark.parametrize("user", ["village2", "leader", "auditor", "banner"])
def test_nobody_else_calls_a_pack_back(device: Device, as_user: Become, user: str) -> None:
    with pytest.raises(PackAbsent):
        ClosePack(as_user(user), pack_id=device.pack.pk).run()
    with as_service():
        assert OfflinePack.objects.get().closed_at is None


def test_who_manages_accounts_gets_no_key_with_it(device: Device, as_user: Become) -> None:
    with pytest.raises(PackAbsent):
        FetchKey(as_user("county"), pack_id=device.pack.pk).run()


def test_a_pack_stands_until_it_is_called_back_or_over(device: Device) -> None:
    assert pack_stands(device.pack.pk)
    device.expire()
    assert not pack_stands(device.pack.pk)
    assert not pack_stands(uuid.uuid4())


def test_a_pack_does_not_stand_without_its_user_or_his_post(device: Device) -> None:
    post = device.pack.post
    with as_service():
        Post.objects.filter(pk=post.pk).update(valid_to=today() - dt.timedelta(days=1))
    assert not pack_stands(device.pack.pk)
    with as_service():
        Post.objects.filter(pk=post.pk).update(valid_to=None)
    assert pack_stands(device.pack.pk)
    with as_service():
        User.objects.filter(pk=device.pack.user_id).update(is_active=False)
    assert not pack_stands(device.pack.pk)
