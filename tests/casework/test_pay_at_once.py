"""A pay list is approved at the moment in which somebody else changes what it was worked out from."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from leye.accounts.actions.base import ActionError, Actor
from leye.accounts.scope import acting, as_service
from leye.casework.actions.pay import ApprovePayList
from leye.casework.actions.posts import ChangePost
from leye.casework.models import PayList, Placement
from tests.casework.test_months_and_pay import attend, made, placed, post
from tests.ledger.people import actor, scope

PATIENCE = 20.0


@pytest.fixture
def pay_list(own_database: str) -> Iterator[PayList]:
    """Two people of a village for the whole month, not yet approved."""
    with acting(scope("town")):
        by = actor("town")
        on = post(by)
        attend(by, (placed(by, on, 1), 22, 22), (placed(by, on, 2), 22, 22))
        found = made(by)
    yield found
    for alias in ("default", "owner"):
        connections[alias].close()


def fewer_days(by: Actor) -> None:
    """Somebody was there for half of the days only."""
    attend(by, (Placement.objects.order_by("pk")[0], 22, 11), version=1)


def less_wage(by: Actor) -> None:
    """The post is paid less."""
    on = Placement.objects.select_related("post").order_by("pk")[0].post
    ChangePost(by, post_id=on.pk, title=on.title, places=5, wage_fen=90_000).run()


def waits_for_another() -> bool:
    """Whether some session of this database waits for a lock."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
        )
        return bool(cursor.fetchone()[0])


@pytest.mark.parametrize("change", [fewer_days, less_wage])
def test_what_is_being_changed_is_waited_for(pay_list: PayList, change: Callable[[Actor], None]) -> None:
    changed, may_commit = threading.Event(), threading.Event()

    def first() -> None:
        try:
            with acting(scope("town")):
                change(actor("town"))
                changed.set()
                may_commit.wait(PATIENCE)
        finally:
            changed.set()
            connections["default"].close()

    def second() -> None:
        try:
            with acting(scope("county")):
                ApprovePayList(actor("county"), pay_list_id=pay_list.pk, version=1).run()
        finally:
            connections["default"].close()

    with ThreadPoolExecutor(2) as pool:
        changing = pool.submit(first)
        changed.wait(PATIENCE)
        approving = pool.submit(second)
        while not approving.done() and not waits_for_another():
            threading.Event().wait(0.01)
        may_commit.set()
        changing.result(PATIENCE)
        with pytest.raises(ActionError, match="考勤、补贴标准"):
            approving.result(PATIENCE)
    with as_service():
        assert PayList.objects.get().state == "draft"
