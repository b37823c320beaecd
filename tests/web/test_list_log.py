"""Whoever looks through a list of people leaves a line that says which list and how many; an empty list leaves none."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from leye.accounts.enums import Access
from leye.accounts.models import AccessLog
from leye.accounts.scope import acting, as_service
from leye.casework.actions.attendance import AttendanceLine, RecordAttendance
from leye.casework.actions.pay import MakePayList
from leye.casework.actions.placements import PlacePerson
from leye.casework.actions.posts import ChangePost
from leye.gatherings.actions.gather import PlanGathering
from leye.ledger.actions.helpers import SetHelper
from leye.ledger.models import Person
from leye.standards.calendar import add_months, today
from tests.cases.making import applied, registered
from tests.ledger.people import HEHAO, actor, post, scope
from tests.web.seed import Seeded

ClientOf = Callable[[str], Client]
LAST = add_months(today().replace(day=1), -1)


@pytest.fixture
def lists(corner: Seeded) -> dict[str, str]:
    """Pages by the name of their list, with one person on each."""
    pk, helper = corner.people["李建国"], post("village").user_id
    with acting(scope("town")):
        by = actor("town")
        registered(by, applied(by, Person.objects.get(pk=pk)))
        ChangePost(by, post_id=corner.post, title="村级保洁员", places=2, wage_fen=100_000).run()
        on = PlacePerson(
            by, person_id=pk, post_id=corner.post, started_on=add_months(LAST, -5), term_months=12
        ).run()
        RecordAttendance(by, month=LAST, lines=[AttendanceLine(on.pk, 20, 15)]).run()
        paid = MakePayList(by, area_no=HEHAO, month=LAST).run()
        met: Any = PlanGathering(
            by, title="政策宣讲", kind="policy_briefing", item="", area_no=HEHAO, held_on=today(), place="村委会",
            person_ids=[pk],
        ).run()  # fmt: skip
    with acting(scope("county")):
        SetHelper(actor("county"), person_ids=[pk], user_id=helper).run()
    return {
        "cases open": "/cases/", "plans none": "/plans/?tab=none", "caseload all": f"/caseload/{helper}/",
        "post months": f"/posts/months/?month={LAST:%Y-%m}", "pay list": f"/posts/pay/{paid.pk}/",
        "gathering": f"/gatherings/{met.pk}/",
    }  # fmt: skip


def lines_since(before: int) -> list[tuple[str, int]]:
    with as_service():
        rows = AccessLog.objects.filter(access=Access.SEARCH, pk__gt=before).order_by("pk")
        return [(row.detail["list"], row.detail["rows"]) for row in rows]


def last_line() -> int:
    with as_service():
        return AccessLog.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def test_each_list_of_names_leaves_a_line(lists: dict[str, str], client_of: ClientOf) -> None:
    client = client_of("town")
    for name, address in lists.items():
        before = last_line()
        assert client.get(address).status_code == 200
        assert lines_since(before) == [(name, 1)], address


def test_an_empty_list_leaves_none(lists: dict[str, str], client_of: ClientOf) -> None:
    client = client_of("banner")
    before = last_line()
    for address in ("/cases/", "/plans/?tab=none", "/posts/months/", "/posts/priority/"):
        assert client.get(address).status_code == 200
    assert lines_since(before) == []
