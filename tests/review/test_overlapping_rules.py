"""No approval may lead to a day on which two adoptions, or two local values, hold in one place: that day every
save in the country would fail, because to-dos are worked out with it."""

import datetime as dt

import pytest

from leye.accounts.actions.base import ActionError, Actor
from leye.adoption.actions.adopting import DecideAdoption, EndAdoption, ProposeAdoption
from leye.adoption.actions.overriding import DecideValues, EndOverride, ProposeValues
from leye.adoption.models import Adoption, ParameterOverride
from leye.adoption.resolution import InForce
from leye.areas.models import Area
from leye.standards.calendar import today
from tests.ledger.people import actor

pytestmark = pytest.mark.django_db

PACK, COUNTY = "nm_2022_28", 150822000000
DAY = dt.timedelta(days=1)


def _proposed(since: dt.date, until: dt.date | None = None, area: int = COUNTY) -> Adoption:
    return ProposeAdoption(
        actor("county"), pack=PACK, area=Area.objects.get(no=area), valid_from=since, valid_to=until, standing=True,
        basis="测试",
    ).run()  # fmt: skip


def _adopted(since: dt.date, until: dt.date | None = None) -> Adoption:
    return DecideAdoption(actor("leader"), _proposed(since, until), approve=True).run()


def _set(value: int, since: dt.date, until: dt.date | None = None) -> ParameterOverride:
    made = ProposeValues(
        actor("county"), pack=PACK, values={"job_recommendations": value}, area=Area.objects.get(no=COUNTY),
        valid_from=since, valid_to=until, basis="测试",
    ).run()  # fmt: skip
    return DecideValues(actor("leader"), made, approve=True).run()[0]


def test_an_adoption_that_runs_into_a_later_one_is_refused() -> None:
    later = today() + 100 * DAY
    _adopted(later)
    with pytest.raises(ActionError):
        _proposed(today())
    InForce.now().resolve(later)


def test_of_two_proposals_the_second_is_refused_at_approval_too() -> None:
    first = _proposed(today())
    second = _proposed(today() + 10 * DAY, area=COUNTY + 101000)
    Adoption.objects.filter(pk=second.pk).update(area_id=COUNTY)
    DecideAdoption(actor("leader"), first, approve=True).run()
    second.refresh_from_db()
    with pytest.raises(ActionError):
        DecideAdoption(actor("leader"), second, approve=True).run()
    InForce.now().resolve(today() + 10 * DAY)


def test_an_adoption_that_ends_before_the_later_one_is_approved() -> None:
    later = today() + 100 * DAY
    _adopted(later)
    _adopted(today(), later - DAY)
    InForce.now().resolve(later)


def test_ending_an_adoption_cannot_prolong_it() -> None:
    first = _adopted(today(), today() + 10 * DAY)
    _adopted(today() + 11 * DAY)
    with pytest.raises(ActionError):
        EndAdoption(actor("leader"), first, on=today() + 30 * DAY, reason="测试").run()
    first.refresh_from_db()
    assert first.valid_to == today() + 10 * DAY


def test_a_local_value_that_runs_into_a_later_one_is_refused() -> None:
    _adopted(today())
    later = today() + 100 * DAY
    _set(4, later)
    with pytest.raises(ActionError):
        _set(5, today())
    InForce.now().resolve(later)


def test_ending_a_local_value_cannot_prolong_it() -> None:
    _adopted(today())
    held = _set(4, today(), today() + 10 * DAY)
    _set(5, today() + 11 * DAY)
    with pytest.raises(ActionError):
        EndOverride(actor("leader"), held, on=today() + 30 * DAY).run()


def test_a_decision_on_an_outdated_page_does_not_undo_an_earlier_one() -> None:
    proposal = _proposed(today())
    outdated = Adoption.objects.get(pk=proposal.pk)
    DecideAdoption(actor("leader"), proposal, approve=True).run()
    with pytest.raises(ActionError):
        DecideAdoption(_city(), outdated, approve=False).run()
    proposal.refresh_from_db()
    assert proposal.state == "approved"


def _city() -> Actor:
    return actor("city")
