"""The pages of work without a network through the test client: who may, what is kept, what a device is told."""

import datetime as dt
import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from leye.accounts.models import Post
from leye.accounts.scope import acting, as_service
from leye.ledger.actions.update_person import UpdatePerson
from leye.ledger.models import Person
from leye.offline.models import OfflineEdit, OfflinePack
from leye.standards.calendar import today
from tests.ledger.people import HEHAO, actor, scope
from tests.offline.conftest import now_ms
from tests.web.seed import Seeded

pytestmark = pytest.mark.django_db
Clients = Callable[[str], Client]


def post(client: Client, path: str, body: Any) -> Any:
    return client.post(path, json.dumps(body), content_type="application/json")


def take(client: Client) -> dict[str, Any]:
    answer = post(client, "/offline/take/", {"area": str(HEHAO), "hours": 24, "device_ms": now_ms()})
    assert answer.status_code == 200, answer.content
    found: dict[str, Any] = answer.json()
    return found


def edit(person_id: int, uuid: str = "7d5f6f3e-0000-4000-8000-000000000001", **mine: Any) -> dict[str, Any]:
    return {
        "uuid": uuid, "kind": "fields", "person": person_id, "device_ms": now_ms(),
        "body": {"on": "2026-11-22", "on_typed": False, "base": {"phone": "13800000103"}, "mine": mine},
    }  # fmt: skip


def hand_in(client: Client, pack: str, *edits: dict[str, Any]) -> Any:
    return post(client, "/offline/sync/", {"pack": pack, "device_ms": now_ms(), "edits": edits})


@pytest.mark.parametrize("path", ["/offline/", "/offline/away/"])
def test_what_a_device_keeps_is_the_same_for_everybody(path: str, client_of: Clients) -> None:
    assert Client().get(path).content == client_of("village").get(path).content
    assert "csrf" not in Client().get(path).content.decode().lower()


def test_the_worker_keeps_only_the_shell_and_may_serve_the_whole_site(client_of: Clients) -> None:
    answer = Client().get("/offline-worker.js")
    assert answer["Service-Worker-Allowed"] == "/"
    assert answer["Cache-Control"] == "no-cache"
    found = re.search(r"SHELL_FILES=(\[.*?\]);", answer.content.decode())
    assert found is not None
    files = json.loads(found[1])
    assert files[:2] == ["/offline/", "/offline/away/"]
    assert all(file.startswith("/static/") for file in files[2:])


def test_a_change_of_the_pages_changes_the_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    before = Client().get("/offline-worker.js").content
    monkeypatch.setattr("leye.web.offline.shell.OUTCOMES", ("done",))
    assert Client().get("/offline-worker.js").content != before


def test_the_manifest_makes_the_pages_installable() -> None:
    answer = Client().get("/manifest.webmanifest")
    found = answer.json()
    assert answer["Content-Type"].startswith("application/manifest+json")
    assert (found["start_url"], found["scope"], found["display"]) == ("/offline/", "/", "standalone")
    assert {"192x192", "512x512"} <= {icon["sizes"] for icon in found["icons"]}


def test_a_visitor_learns_only_that_nobody_is_signed_in() -> None:
    found = Client().get("/offline/state/").json()
    assert set(found) == {"signed_in", "now_ms"}
    assert found["signed_in"] is False


@pytest.mark.parametrize("path", ["/offline/take/", "/offline/sync/", "/offline/decisions/"])
def test_everything_else_asks_to_sign_in(path: str) -> None:
    assert Client().post(path, "{}", content_type="application/json").status_code == 302


@pytest.mark.parametrize("user", ["leader", "auditor", "city"])
def test_who_may_not_write_takes_nothing(corner: Seeded, client_of: Clients, user: str) -> None:
    client = client_of(user)
    assert client.get("/offline/state/").json()["may_take"] is False
    assert (
        post(client, "/offline/take/", {"area": str(HEHAO), "hours": 24, "device_ms": 1}).status_code == 403
    )


def test_a_device_without_the_token_is_refused(corner: Seeded) -> None:
    client = Client(enforce_csrf_checks=True)
    client.post("/account/login/", {"login": "village", "password": "x"})
    assert post(client, "/offline/sync/", {}).status_code == 403


@pytest.mark.parametrize(
    "body",
    ["", "[]", "{", '{"pack": "x"}', '{"pack": "7d5f6f3e-0000-4000-8000-000000000001", "edits": {}}',
     '{"pack": "7d5f6f3e-0000-4000-8000-000000000001", "edits": []}', "[" * 100_000, '{"a":' * 100_000,
     '{"pack": ' + "[" * 900 + "]" * 900 + "}",
     '{"pack": "7d5f6f3e-0000-4000-8000-000000000001", "edits": [], "device_ms": Infinity}'],
)  # fmt: skip
def test_what_no_device_sends_is_refused_in_words(corner: Seeded, client_of: Clients, body: str) -> None:
    answer = client_of("village").post("/offline/sync/", body, content_type="application/json")
    assert answer.status_code == 422
    assert "格式不对" in answer.json()["error"]


def test_a_pack_of_somebody_else_is_as_absent(corner: Seeded, client_of: Clients) -> None:
    pack = take(client_of("village"))["pack"]
    town = client_of("town")
    assert hand_in(town, pack).status_code == 404
    assert town.post(f"/offline/packs/{pack}/key/").status_code == 404
    assert client_of("village2").post(f"/offline/packs/{pack}/close/").status_code == 404
    assert post(client_of("village"), f"/offline/packs/{pack}/key/", {}).json()["key"]


def test_a_recalled_pack_is_told_to_its_device(corner: Seeded, client_of: Clients) -> None:
    client = client_of("village")
    pack = take(client)["pack"]
    assert client.get(f"/offline/state/?pack={pack}").json()["pack_stands"] is True
    assert "6人" in client.get("/offline/decisions/").content.decode()
    client.post(f"/offline/packs/{pack}/close/")
    assert client.get(f"/offline/state/?pack={pack}").json()["pack_stands"] is False
    assert client.get("/offline/state/?pack=x").json()["pack_stands"] is False


def test_a_signed_out_device_learns_that_its_pack_is_over_and_nothing_else(
    corner: Seeded, client_of: Clients
) -> None:
    client = client_of("village")
    pack = take(client)["pack"]
    found = Client().get(f"/offline/state/?pack={pack}").json()
    assert set(found) == {"signed_in", "now_ms", "pack_stands"}
    assert found["pack_stands"] is True
    client.post(f"/offline/packs/{pack}/close/")
    for asked in (pack, "x", "7d5f6f3e-0000-4000-8000-000000000001"):
        assert Client().get(f"/offline/state/?pack={asked}").json()["pack_stands"] is False


@pytest.mark.parametrize("user", ["county", "city"])
def test_who_manages_accounts_calls_a_lost_device_back(corner: Seeded, client_of: Clients, user: str) -> None:
    pack = take(client_of("village"))["pack"]
    answer = client_of(user).post(f"/offline/packs/{pack}/close/", follow=True)
    assert answer.status_code == 200
    assert "已作废" in answer.content.decode()
    assert Client().get(f"/offline/state/?pack={pack}").json()["pack_stands"] is False


def test_a_user_whose_post_ended_is_told_that_his_pack_is_over(corner: Seeded, client_of: Clients) -> None:
    client = client_of("village")
    pack = take(client)["pack"]
    with as_service():
        Post.objects.filter(user__username="village").update(valid_to=today() - dt.timedelta(days=1))
    found = client.get(f"/offline/state/?pack={pack}").json()
    assert (found["signed_in"], found["may_take"], found["pack_stands"]) == (True, False, False)


def test_a_conflict_is_shown_with_both_values_and_decided(corner: Seeded, client_of: Clients) -> None:
    client = client_of("village")
    pack, pk = take(client)["pack"], corner.people["李建国"]
    with acting(scope("town")):
        UpdatePerson(
            actor("town"), person_id=pk, version=Person.objects.get(pk=pk).version, changes={"phone": "13733334444"}
        ).run()  # fmt: skip
    answer = hand_in(client, pack, edit(pk, phone="13911112222")).json()
    assert [result["state"] for result in answer["results"]] == ["waiting"]
    assert answer["waiting"] == 1
    page = client.get("/offline/decisions/").content.decode()
    for words in ("13911112222", "13733334444", "带走时是“13800000103”", "李志强", "李建国"):
        assert words in page
    record = "/offline/decisions/7d5f6f3e-0000-4000-8000-000000000001/"
    assert client_of("banner").post(record, {"choice_phone": "mine"}).status_code == 404
    client.post(record, {"verb": "apply", "choice_phone": "mine"})
    with acting(scope("village")):
        assert Person.objects.get(pk=pk).phone == "13911112222"
    assert "没有要决定的离线记录" in client.get("/offline/decisions/").content.decode()


def test_a_record_is_given_up_on_the_page(corner: Seeded, client_of: Clients) -> None:
    client = client_of("village")
    pack, pk = take(client)["pack"], corner.people["李建国"]
    hand_in(client, pack, edit(pk, phone="12"))
    page = client.get("/offline/decisions/").content.decode()
    assert 'name="value_phone"' in page
    record = "/offline/decisions/7d5f6f3e-0000-4000-8000-000000000001/"
    client.post(record, {"verb": "drop"})
    with acting(scope("village")):
        assert OfflineEdit.objects.get().state == "dropped"
    assert client.post(record, {"verb": "drop"}, follow=True).content.decode().count("已经决定过") == 1


def test_my_day_says_that_records_wait(corner: Seeded, client_of: Clients) -> None:
    client = client_of("village")
    assert "离线记录" not in client.get("/").content.decode()
    hand_in(client, take(client)["pack"], edit(corner.people["李建国"], phone="12"))
    assert "有1条离线记录等您决定" in client.get("/").content.decode()


def test_queries_do_not_grow_with_the_people(
    corner: Seeded, client_of: Clients, django_assert_max_num_queries: Any
) -> None:
    client = client_of("village")
    with django_assert_max_num_queries(30):
        take(client)
    with acting(scope("village")):
        assert OfflinePack.objects.get().people == 6
