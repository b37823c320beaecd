"""Fairs: planned, held with numbers, cancelled."""

import datetime as dt
from collections.abc import Callable

import pytest

from leye.accounts.actions.base import ActionError, Actor, NotAllowed
from leye.accounts.scope import acting
from leye.ledger.errors import Absent, Invalid
from leye.market.actions.fairs import CancelFair, PlanFair, RecordFairHeld
from leye.market.models import Fair
from leye.market.reading import fairs_between, next_fairs
from leye.standards.calendar import today
from tests.ledger.people import actor, scope

AsUser = Callable[[str], Actor]
COUNTY = 150822000000
DAY = dt.date(2025, 3, 1)


def plan(by: Actor, title: str = "春风行动", day: dt.date = DAY) -> Fair:
    return PlanFair(by, area_no=COUNTY, title=title, held_on=day, place="文化广场", is_special=True).run()


def test_a_fair_is_planned_and_held_with_its_numbers(as_user: AsUser) -> None:
    county = as_user("county")
    fair = plan(county)
    with pytest.raises(ActionError, match="当天已登记同名招聘会"):
        plan(county)
    held = RecordFairHeld(county, fair_id=fair.pk, employers=20, vacancies=300, visitors=800, agreed=0).run()
    assert (held.status, held.visitors) == ("held", 800)
    with pytest.raises(ActionError, match="不能取消"):
        CancelFair(county, fair_id=fair.pk, reason="下雪").run()
    again = RecordFairHeld(county, fair_id=fair.pk, employers=21, vacancies=300, visitors=0, agreed=0).run()
    assert (again.employers, again.visitors) == (21, 0)
    assert [f.title for f in fairs_between(scope("county"), DAY, DAY)] == ["春风行动"]


def test_results_are_not_from_the_future_nor_below_zero(as_user: AsUser) -> None:
    county = as_user("county")
    fair = plan(county, day=today() + dt.timedelta(days=5))
    assert [f.pk for f in next_fairs(scope("county"), today())] == [fair.pk]
    with pytest.raises(Invalid) as caught:
        RecordFairHeld(county, fair_id=fair.pk, employers=-1, vacancies=1, visitors=1, agreed=1).run()
    assert set(caught.value.problems) == {"held_on", "employers"}
    fair.refresh_from_db()
    assert fair.status == "planned"


def test_a_cancelled_fair_keeps_its_reason_and_has_no_results(as_user: AsUser) -> None:
    county = as_user("county")
    fair = plan(county)
    with pytest.raises(Invalid, match="取消原因"):
        CancelFair(county, fair_id=fair.pk, reason=" ").run()
    assert CancelFair(county, fair_id=fair.pk, reason="沙尘暴").run().cancel_reason == "沙尘暴"
    with pytest.raises(ActionError, match="已取消"):
        RecordFairHeld(county, fair_id=fair.pk, employers=1, vacancies=1, visitors=1, agreed=1).run()
    assert next_fairs(scope("county"), DAY) == []


def test_fairs_keep_to_their_scope(as_user: AsUser) -> None:
    with acting(scope("county")):
        fair = plan(actor("county"))
    town = as_user("town")
    with pytest.raises(Invalid, match="辖区"):
        plan(town)
    with pytest.raises(Absent):
        CancelFair(town, fair_id=fair.pk, reason="x").run()
    with pytest.raises(NotAllowed):
        plan(actor("village"))
