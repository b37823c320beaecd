"""Who asks for which pages in the benchmark: accounts for a sample of areas, and what their browsers open."""

from __future__ import annotations

import gzip
import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

VILLAGES, TOWNSHIPS, COUNTIES = 60, 20, 5
#: The village nearest to this many people is printed.
PRINTED = 500


@dataclass
class Staff:
    """Users of the benchmark by kind of area: area number -> user name; and the village that is printed."""

    villages: dict[int, str] = field(default_factory=dict)
    townships: dict[int, str] = field(default_factory=dict)
    counties: dict[int, str] = field(default_factory=dict)
    printed: int = 0


def make_staff(draw: random.Random) -> Staff:
    """Accounts for a sample of areas with people, made at the first run."""
    from django.db import connections

    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT area_id, count(*) FROM ledger_person p JOIN areas_area a ON a.no = p.area_id"
            " WHERE a.level = 5 GROUP BY area_id ORDER BY area_id"
        )
        sizes: dict[int, int] = dict(cursor.fetchall())
    villages = draw.sample(sorted(sizes), min(VILLAGES, len(sizes)))
    printed = min(sizes, key=lambda no: abs(sizes[no] - PRINTED))
    townships = sorted({no // 1000 * 1000 for no in villages})[:TOWNSHIPS]
    counties = sorted({no // 10**6 * 10**6 for no in villages})[:COUNTIES]
    staff = Staff(printed=printed)
    for no in dict.fromkeys([*villages, printed]):
        staff.villages[no] = _user(no, "village_assistant")
    for no in townships:
        staff.townships[no] = _user(no, "township_clerk")
    for no in counties:
        staff.counties[no] = _user(no, "county_officer")
    return staff


def _user(area_no: int, role: str) -> str:
    from leye.accounts.models import Post, User
    from leye.standards.calendar import today

    username = f"bench_{role}_{area_no}"
    user, made = User.objects.using("owner").get_or_create(username=username, defaults={"name": "测量员"})
    if made:
        Post.objects.using("owner").create(user=user, area_id=area_no, role=role, valid_from=today())
    return username


@dataclass(frozen=True)
class Ask:
    """One page as one user asks for it. `data`: posted, else got."""

    username: str
    address: str
    data: dict[str, str] | None = None


def my_day(staff: Staff) -> Iterator[Ask]:
    """My day of villages and townships in turn."""
    users = [*staff.villages.values(), *staff.townships.values()]
    while True:
        yield from (Ask(username, "/") for username in users)


def people_files(staff: Staff, draw: random.Random) -> Iterator[Ask]:
    """Files of people, each opened by the assistant of the village."""
    from leye.accounts.scope import as_service
    from leye.ledger.models import Person

    with as_service():
        found = list(
            Person.objects.living()
            .filter(area__in=staff.villages)
            .order_by("pk")
            .values_list("pk", "area_id")
        )
    while True:
        person, area = draw.choice(found)
        yield Ask(staff.villages[area], f"/people/{person}/")


def searches(staff: Staff, draw: random.Random) -> Iterator[Ask]:
    """What county officers type: a name, its beginning, pinyin, initials, a phone, a name with the number's tail."""
    from leye.accounts.scope import as_service
    from leye.ledger.models import Person

    people: list[tuple[Person, int]] = []
    with as_service():
        for county in staff.counties:
            inside = Person.objects.living().in_range(county, county + 10**6 - 1).order_by("pk")
            people += [(person, county) for person in inside[:2000:20]]
    ways: list[Callable[[Person], str]] = [
        lambda person: person.name,
        lambda person: person.name[:2],
        lambda person: person.name_pinyin,
        lambda person: person.name_initials,
        lambda person: f"{person.name}{person.id_tail}",
        lambda person: person.phone or person.name,
        lambda person: person.name[-1:],
    ]
    while True:
        for way in ways:
            person, county = draw.choice(people)
            text = way(person)
            username = staff.counties[county]
            is_number = text.isdigit()
            yield Ask(username, "/find/", {"q": text}) if is_number else Ask(username, f"/find/?q={text}")


class Browsers:
    """One signed-in browser a user."""

    def __init__(self) -> None:
        self.known: dict[str, Any] = {}

    def get(self, username: str) -> Any:
        """The user's browser."""
        from django.test import Client

        from leye.accounts.models import User

        if username not in self.known:
            client = Client(headers={"accept-encoding": "gzip"})
            client.force_login(User.objects.using("owner").get(username=username))
            self.known[username] = client
        return self.known[username]

    def ask(self, ask: Ask) -> tuple[float, int]:
        """(seconds, bytes that travel) of one page. Raises RuntimeError unless it is answered with 200."""
        client = self.get(ask.username)
        began = time.perf_counter()
        answer = client.get(ask.address) if ask.data is None else client.post(ask.address, ask.data)
        took = time.perf_counter() - began
        if answer.status_code != 200:
            raise RuntimeError(f"{ask.address}: {answer.status_code}")
        body = answer.content
        if answer.headers.get("Content-Encoding") != "gzip":
            body = gzip.compress(body)
        return took, len(body)
