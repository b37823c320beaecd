"""What a page costs: statements, which grow with no ledger, and bytes into an empty browser. No clocks."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from benchmarks.parts.first_load import first_load
from leye.accounts.scope import acting
from leye.outreach.actions.reminders import PauseReminders
from leye.standards.calendar import today
from tests.ledger.people import actor, scope
from tests.ledger.test_reading import full_person
from tests.security.helpers import signed_in
from tests.web.seed import Seeded
from tests.web.test_people import words

ClientOf = Callable[[str], Client]
#: What villages on slow lines wait for, in bytes.
FIRST_LOAD = 150_000


def statements(client: Client, address: str) -> int:
    """The statements of a page that is opened for the second time, those of the transaction too."""
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


@pytest.mark.parametrize(("username", "most"), [("village", 18), ("town", 20), ("county", 16)])
def test_my_day_takes_few_statements(corner: Seeded, client_of: ClientOf, username: str, most: int) -> None:
    assert statements(client_of(username), "/") <= most


def test_a_file_takes_few_statements(corner: Seeded, client_of: ClientOf) -> None:
    assert statements(client_of("village"), f"/people/{corner.people['王秀兰']}/") <= 28


def test_a_file_with_something_of_everything_takes_few_statements(
    corner: Seeded, client_of: ClientOf
) -> None:
    with acting(scope("town")):
        person = full_person(actor("town"))
    assert statements(client_of("village"), f"/people/{person.pk}/") <= 32


@pytest.mark.parametrize("asked", ["王秀兰", "王", "wxl", "兰"])
def test_a_search_takes_few_statements(corner: Seeded, client_of: ClientOf, asked: str) -> None:
    assert statements(client_of("county"), f"/find/?q={asked}") <= 14


@pytest.mark.parametrize("username", ["village", "town"])
def test_my_day_comes_quickly_into_an_empty_browser(corner: Seeded, username: str) -> None:
    client = signed_in(username)
    sizes = first_load(client.get("/").content, lambda address: b"".join(client.get(address)))
    for needed in ("dist/app.css", "dist/app.js", "icons.svg"):
        assert any(address.endswith(needed) for address in sizes), needed
    assert sum(sizes.values()) < FIRST_LOAD, sizes


def test_my_day_tells_whose_reminders_are_paused(corner: Seeded, client_of: ClientOf) -> None:
    client, pk = client_of("village"), corner.people["王秀兰"]
    assert "暂停提醒" not in words(client.get("/"))
    until = today() + dt.timedelta(days=30)
    with acting(scope("village")):
        PauseReminders(actor("village"), person_id=pk, until=until, reason="家中有丧事").run()
    told = f"暂停提醒到{until.month}月{until.day}日"
    assert words(client.get("/")).count(told) == 1
    assert told in words(
        client.get(reverse("record", args=[pk]), {"line": "1"}, headers={"HX-Request": "true"})
    )
