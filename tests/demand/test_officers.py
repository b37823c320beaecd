"""Key employers: one officer at a time, visits, and what was asked for."""

import datetime as dt

import pytest

from leye.accounts.actions.base import ActionError, NotAllowed
from leye.accounts.models import User
from leye.accounts.scope import acting, as_service
from leye.demand.actions.officers import (
    Asked,
    DraftFromNeed,
    EndKeyEmployer,
    NameOfficer,
    RecordVisit,
    SettleNeed,
)
from leye.demand.models import EmployerNeed, EmployerOfficer
from leye.demand.officers import candidates, key_employers, officer_choices, open_needs
from leye.ledger.errors import Absent, Invalid
from leye.ledger.models import Employer
from leye.standards.calendar import today
from leye.vacancies.models import Vacancy
from tests.demand.making import AsUser
from tests.ledger.people import actor, scope
from tests.vacancies.making import TOWN, employer, publish


def user(name: str) -> int:
    return User.objects.get(username=name).pk


def test_an_employer_has_one_officer_and_an_officer_many_employers(as_user: AsUser, shop: Employer) -> None:
    county = as_user("county")
    other = employer(county, "磴口县电子厂")
    with pytest.raises(Invalid, match="为什么"):
        NameOfficer(county, employer_id=shop.pk, officer_id=user("town")).run()
    for unit in (shop, other):
        NameOfficer(county, employer_id=unit.pk, officer_id=user("town"), reason="规上企业").run()
    assert key_employers(county.scope).filter(officer=user("town")).count() == 2
    NameOfficer(county, employer_id=shop.pk, officer_id=user("county")).run()
    held = EmployerOfficer.objects.filter(employer=shop).order_by("pk")
    assert [(one.officer_id, one.until is None, one.reason) for one in held] == [
        (user("town"), False, "规上企业"), (user("county"), True, "规上企业"),
    ]  # fmt: skip
    EndKeyEmployer(county, employer_id=shop.pk).run()
    with pytest.raises(ActionError, match="不是重点企业"):
        EndKeyEmployer(county, employer_id=shop.pk).run()


def test_only_who_answers_for_the_place_may_be_named(as_user: AsUser, shop: Employer) -> None:
    county = as_user("county")
    for name in ("banner", "village", "leader"):
        with pytest.raises(Invalid, match="服务专员"):
            NameOfficer(county, employer_id=shop.pk, officer_id=user(name), reason="规上企业").run()
    assert {pk for pk, _words in officer_choices(TOWN)} == {user("town"), user("county")}
    town = as_user("town")
    with pytest.raises(NotAllowed):
        NameOfficer(town, employer_id=shop.pk, officer_id=user("town"), reason="x").run()
    with acting(scope("banner")), pytest.raises(Absent):
        NameOfficer(actor("banner"), employer_id=shop.pk, officer_id=None, reason="x").run()


def test_who_was_not_visited_for_long_comes_first(as_user: AsUser, shop: Employer) -> None:
    county = as_user("county")
    units = [shop, employer(county, "甲厂"), employer(county, "乙厂")]
    for unit in units:
        NameOfficer(county, employer_id=unit.pk, officer_id=None, reason="规上企业").run()
    day = today()
    RecordVisit(
        county, employer_id=units[1].pk, visited_on=day - dt.timedelta(days=90), note="暂无需求"
    ).run()
    RecordVisit(
        county, employer_id=units[2].pk, visited_on=day - dt.timedelta(days=89), note="暂无需求"
    ).run()
    assert [one.employer_id for one in key_employers(county.scope)] == [unit.pk for unit in units]
    late = key_employers(county.scope, day - dt.timedelta(days=90))
    assert [one.employer_id for one in late] == [units[0].pk, units[1].pk]


def test_a_need_for_labour_becomes_one_draft_however_often_it_is_pressed(
    as_user: AsUser, shop: Employer
) -> None:
    town = as_user("town")
    asked = [Asked("labour", "电焊工", 5), Asked("insurance", "想问社保缓缴")]
    visit = RecordVisit(town, employer_id=shop.pk, visited_on=today(), needs=asked).run()
    again = RecordVisit(town, employer_id=shop.pk, visited_on=today(), needs=asked).run()
    assert again.pk == visit.pk
    labour, other = visit.needs.order_by("pk")
    more = [Asked("labour", "分拣工", 2)]
    RecordVisit(town, employer_id=shop.pk, visited_on=today(), needs=more).run()
    assert visit.needs.count() == 3
    first = DraftFromNeed(town, need_id=labour.pk).run()
    second = DraftFromNeed(town, need_id=labour.pk).run()
    assert first.pk == second.pk == Vacancy.objects.get().pk
    assert (first.title, first.seats, first.status, first.employer_id) == ("电焊工", 5, "draft", shop.pk)
    with pytest.raises(ActionError, match="只有用工需求"):
        DraftFromNeed(town, need_id=other.pk).run()
    with pytest.raises(Invalid):
        SettleNeed(town, need_id=other.pk, result=" ").run()
    SettleNeed(town, need_id=other.pk, result="已转医保局").run()
    with pytest.raises(ActionError, match="已办结"):
        SettleNeed(town, need_id=other.pk, result="再办").run()
    NameOfficer(as_user("county"), employer_id=shop.pk, officer_id=None, reason="规上企业").run()
    assert open_needs(scope("county")) == open_needs(scope("county"), [shop.pk]) == {shop.pk: 2}


@pytest.mark.parametrize(
    ("more", "where"),
    [({"note": ""}, "note"), ({"visited_on": today() + dt.timedelta(days=1), "note": "x"}, "visited_on"),
     ({"way": "owl", "note": "x"}, "way"), ({"needs": [Asked("labour", "电焊工")]}, "needs"),
     ({"needs": [Asked("labour", "电焊工", 10**8)]}, "needs"), ({"needs": [Asked("policy", " ")]}, "needs"),
     ({"needs": [Asked("policy", "x")] * 31}, "needs"), ({"note": "长" * 501}, "note")],
)  # fmt: skip
def test_a_visit_that_says_nothing_or_nonsense_is_refused(
    as_user: AsUser, shop: Employer, more: dict, where: str
) -> None:
    town = as_user("town")
    with pytest.raises(Invalid) as error:
        RecordVisit(town, **{"employer_id": shop.pk, "visited_on": today(), **more}).run()
    assert where in error.value.problems
    assert not EmployerNeed.objects.exists()


def test_employers_short_of_many_are_offered_until_they_are_key_ones(as_user: AsUser, shop: Employer) -> None:
    publish(shop, seats=12)
    publish(shop, seats=3, title="分拣工")
    county = as_user("county")
    assert [(one.employer_id, one.seats) for one in candidates(county.scope)] == [(shop.pk, 15)]
    NameOfficer(county, employer_id=shop.pk, officer_id=None, reason="规上企业").run()
    assert candidates(county.scope) == []


def test_another_county_sees_no_visit_and_no_need(as_user: AsUser, shop: Employer) -> None:
    town = as_user("town")
    visit = RecordVisit(
        town, employer_id=shop.pk, visited_on=today(), needs=[Asked("labour", "焊工", 1)]
    ).run()
    with as_service():
        need = EmployerNeed.objects.get(visit=visit)
    with acting(scope("banner")):
        assert not EmployerNeed.objects.exists()
        assert not key_employers(scope("banner")).exists()
        for action in (SettleNeed(actor("banner"), need_id=need.pk, result="x"),
                       DraftFromNeed(actor("banner"), need_id=need.pk)):  # fmt: skip
            with pytest.raises(Absent):
                action.run()
