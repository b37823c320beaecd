"""Supervisors see what is out in their area and call it back; the day of an unsure record is asked for."""

import json
import re
from collections.abc import Callable

import pytest
from django.test import Client

from leye.accounts.models import AccessLog
from leye.accounts.scope import acting, as_service
from leye.offline.models import OfflineEdit
from tests.ledger.people import scope
from tests.offline.conftest import now_ms
from tests.web.seed import Seeded
from tests.web_offline.test_pages import take

pytestmark = pytest.mark.django_db
Clients = Callable[[str], Client]
HOUR = 3_600_000


@pytest.mark.parametrize("user", ["town", "county", "city"])
def test_a_supervisor_sees_who_has_what_and_calls_it_back_after_a_second_look(
    corner: Seeded, client_of: Clients, user: str
) -> None:
    pack = take(client_of("village"))["pack"]
    client = client_of(user)
    page = client.get("/offline/packs/").content.decode()
    for words in ("王小梅", "村级协管员", "河壕村", f"/offline/packs/{pack}/close/", "有1份资料"):
        assert words in page
    asked = client.get(f"/offline/packs/{pack}/close/").content.decode()
    assert "作废这份资料" in asked
    assert "河壕村，6人" in asked
    assert Client().get(f"/offline/state/?pack={pack}").json()["pack_stands"] is True, (
        "a look changes nothing"
    )
    after = client.post(
        f"/offline/packs/{pack}/close/", {"reason": "手机掉河里了"}, follow=True
    ).content.decode()
    assert "已作废" in after
    assert "没有带在外面的资料" in after
    assert "手机掉河里了" in after
    assert "这份资料已经作废" in client.get(f"/offline/packs/{pack}/close/").content.decode()
    with as_service():
        (line,) = AccessLog.objects.filter(detail__action="ClosePack")
    assert line.detail["pack"] == pack
    assert Client().get(f"/offline/state/?pack={pack}").json()["pack_stands"] is False


def test_too_long_a_reason_is_said_and_calls_nothing_back(corner: Seeded, client_of: Clients) -> None:
    pack = take(client_of("village"))["pack"]
    page = client_of("county").post(f"/offline/packs/{pack}/close/", {"reason": "长" * 201}).content.decode()
    assert "最多200个字" in page
    assert Client().get(f"/offline/state/?pack={pack}").json()["pack_stands"] is True


@pytest.mark.parametrize(
    ("user", "status"), [("village", 403), ("leader", 403), ("auditor", 403), ("banner", 200)]
)
def test_nobody_else_sees_what_is_out(corner: Seeded, client_of: Clients, user: str, status: int) -> None:
    pack = take(client_of("village"))["pack"]
    answer = client_of(user).get("/offline/packs/")
    assert answer.status_code == status
    assert pack not in answer.content.decode()
    if user != "village":
        assert client_of(user).get(f"/offline/packs/{pack}/close/").status_code in (403, 404)


def test_supervisors_find_the_page(corner: Seeded, client_of: Clients) -> None:
    assert 'href="/offline/packs/"' in client_of("city").get("/").content.decode()
    assert 'href="/offline/packs/"' in client_of("town").get("/offline/decisions/").content.decode()
    assert 'href="/offline/packs/"' not in client_of("village").get("/offline/decisions/").content.decode()


def test_the_day_of_an_unsure_record_is_empty_and_must_be_filled_in(
    corner: Seeded, client_of: Clients
) -> None:
    client = client_of("village")
    pack, number = take(client)["pack"], "7d5f6f3e-0000-4000-8000-000000000001"
    record = {
        "uuid": number, "kind": "service", "person": corner.people["李建国"], "device_ms": now_ms() - 80 * HOUR,
        "body": {"on": "2026-11-22", "on_typed": False, "kinds": ["follow_up"], "channel": "visit", "outcome": "done"},
    }  # fmt: skip
    sent = json.dumps({"pack": pack, "device_ms": now_ms(), "edits": [record]})
    client.post("/offline/sync/", sent, content_type="application/json")
    page = client.get("/offline/decisions/").content.decode()
    found = re.search(r'<input[^>]*name="on"[^>]*>', page)
    assert found is not None
    assert 'value=""' in found[0]
    assert "required" in found[0]
    assert "设备的时间不准" in page
    after = client.post(f"/offline/decisions/{number}/", {"verb": "apply"}, follow=True).content.decode()
    assert "请填写是哪一天的事" in after
    with acting(scope("village")):
        assert OfflineEdit.objects.get().state == "waiting"
