"""Campaigns: made by an approval, moved to local days, counted in a run, closed with a report that stays."""

import datetime as dt

import pytest

from leye.accounts.actions.base import ActionError, Actor, NotAllowed
from leye.adoption.actions.adopting import DecideAdoption, ProposeAdoption
from leye.adoption.actions.campaigns import CloseCampaign, PlanCampaign, SetCampaignDays
from leye.adoption.enums import CampaignState
from leye.adoption.models import Adoption, Campaign
from leye.adoption.recurring import RECURRING, recurring
from leye.adoption.resolution import InForce
from leye.areas.models import Area
from leye.standards.calendar import today
from tests.ledger.people import actor

pytestmark = pytest.mark.django_db

PACK, NAME = "sn_2020_q4", "season"
COUNTY = 150822000000
DAY = dt.timedelta(days=1)


def _area(no: int = COUNTY) -> Area:
    return Area.objects.get(no=no)


def _adopted(since: dt.date, area: int = COUNTY, by: str = "county", leader: str = "leader") -> Adoption:
    made = ProposeAdoption(
        actor(by), pack=PACK, area=_area(area), valid_from=since, valid_to=None, standing=True, basis="测试"
    ).run()
    return DecideAdoption(actor(leader), made, approve=True).run()


def _planned(since: dt.date, until: dt.date, by: Actor | None = None, **more: str) -> Campaign:
    words = {"title": "春风行动", "basis": "磴人社发1号", **more}
    return PlanCampaign(by or actor("county"), area=_area(), since=since, until=until, **words).run()


def test_an_approval_makes_the_documents_campaign() -> None:
    _adopted(dt.date(2020, 10, 1))
    made = Campaign.objects.get()
    assert (made.pack, made.name, made.area_id) == (PACK, NAME, COUNTY)
    assert (made.since, made.until) == (dt.date(2020, 10, 1), dt.date(2020, 12, 31))
    assert "99号" in made.basis
    assert made.made_by is None
    assert made.state_on(today()) == CampaignState.OVER


def test_a_campaign_that_was_over_before_the_adoption_is_not_made_and_is_planned_anew() -> None:
    _adopted(today())
    assert not Campaign.objects.exists()
    first = today() - 5 * DAY
    made = _planned(first, first + 60 * DAY, pack=PACK, name=NAME)
    assert made.title == "就业创业服务攻坚季行动"
    windows = {r.rule: (r.since, r.until) for r in InForce.now().resolve(today()).rules if r.pack == PACK}
    assert (first, first + 60 * DAY) in windows.values()
    with pytest.raises(ActionError, match="已经登记过"):
        _planned(first + DAY, first + 30 * DAY, pack=PACK, name=NAME)


def test_the_days_of_the_area_move_the_windows_of_the_duties() -> None:
    _adopted(today())
    made = _planned(today(), today() + 10 * DAY, pack=PACK, name=NAME)
    SetCampaignDays(actor("county"), made, since=today(), until=today() + 20 * DAY, report_due_on=None).run()
    windows = {(r.since, r.until) for r in InForce.now().resolve(today()).rules if r.pack == PACK}
    assert (today(), today() + 20 * DAY) in windows
    assert (today(), today() + 10 * DAY) not in windows


def test_days_in_the_wrong_order_and_other_areas_are_refused() -> None:
    with pytest.raises(ActionError, match="结束日期早于开始日期"):
        _planned(today(), today() - DAY)
    with pytest.raises(NotAllowed):
        _planned(today(), today(), by=actor("banner"))
    with pytest.raises(NotAllowed):
        _planned(today(), today(), by=actor("village"))
    with pytest.raises(ActionError, match="没有这个行动"):
        _planned(today(), today(), pack=PACK, name="nothing")


def test_a_closing_report_needs_words_and_a_beginning() -> None:
    later = _planned(today() + DAY, today() + 9 * DAY)
    with pytest.raises(ActionError, match="还没有开始"):
        CloseCampaign(actor("county"), later, summary="做法" * 20, cases="", suggestions="").run()
    now = _planned(today(), today() + 9 * DAY)
    with pytest.raises(ActionError, match="主要做法和成效"):
        CloseCampaign(actor("county"), now, summary="好", cases="", suggestions="").run()


def test_the_yearly_campaigns_know_their_usual_days() -> None:
    spring = recurring("spring_breeze")
    assert spring is not None
    assert spring.next_days(dt.date(2026, 2, 1)) == (dt.date(2026, 1, 1), dt.date(2026, 3, 31))
    assert spring.next_days(dt.date(2026, 4, 1)) == (dt.date(2027, 1, 1), dt.date(2027, 3, 31))
    assert len(RECURRING) == 9
    assert any(one.next_days(today()) is None for one in RECURRING)
