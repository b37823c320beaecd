"""A post that the county set up is known to the township and the village of whoever holds it."""

import datetime as dt
from collections.abc import Callable

import pytest

from leye.accounts.actions.base import ActionError, Actor
from leye.casework.actions.placements import EndPlacement, PlacePerson
from leye.casework.actions.posts import AddPost
from leye.casework.models import Placement, PublicPost
from leye.casework.reading import on_posts, placement_warnings, timeline
from leye.ledger.actions.households import MoveMember, SetHousehold
from leye.ledger.actions.spells import StartSpell
from leye.ledger.actions.update_person import UpdatePerson
from leye.ledger.models import Person
from tests.casework.conftest import as_user
from tests.ledger.people import BALENG, HEHAO, register, scope
from tests.web.seed import adopt

__all__ = ["as_user"]
AsUser = Callable[[str], Actor]
COUNTY = 150822000000
TERMS = ((dt.date(2010, 1, 1), dt.date(2012, 12, 31)), (dt.date(2014, 1, 1), dt.date(2016, 12, 31)))


def _post(by: Actor, area: int) -> PublicPost:
    return AddPost(by, area_no=area, title="护林员", kind="urban", valid_from=dt.date(2009, 1, 1)).run()


def _placed_twice_by_the_county(by: Actor) -> Person:
    person = register(by, 1, born=dt.date(1960, 5, 17))
    county_post = _post(by, COUNTY)
    for ordinal, (start, end) in enumerate(TERMS, start=1):
        Placement.objects.create(
            person=person, area_id=person.area_id, post=county_post, post_kind="urban", ordinal=ordinal,
            started_on=start, due_end_on=end, ended_on=end, end_reason="expired",
        )  # fmt: skip
    return person


def test_placements_on_a_post_of_the_county_count_for_the_township(as_user: AsUser) -> None:
    adopt(COUNTY)
    county = as_user("county")
    person = _placed_twice_by_the_county(county)
    town = as_user("town")
    post = _post(town, HEHAO)
    with pytest.raises(ActionError, match="安置后将为3次"):
        PlacePerson(
            town, person_id=person.pk, post_id=post.pk, started_on=dt.date(2026, 1, 5), term_months=12
        ).run()


def test_the_village_sees_in_the_file_who_holds_a_post_of_the_county(as_user: AsUser) -> None:
    county = as_user("county")
    person = _placed_twice_by_the_county(county)
    as_user("village")
    titles = [moment.title for moment in timeline(scope("village"), person.pk)]
    assert sum("上岗" in title for title in titles) == 2
    assert on_posts(scope("village"), [person.pk], dt.date(2011, 1, 1)) == {person.pk: "护林员"}


def test_posts_elsewhere_and_their_change_stay_out_of_reach(as_user: AsUser) -> None:
    county = as_user("county")
    above, beside = _post(county, COUNTY), _post(county, BALENG)
    as_user("village")
    assert set(PublicPost.objects.values_list("pk", flat=True)) == {above.pk}
    assert not PublicPost.objects.filter(pk=above.pk).update(title="改名")
    assert not PublicPost.objects.visible_to(scope("village")).exists()
    assert not PublicPost.objects.filter(pk=beside.pk).exists()


def test_whether_a_household_has_work_does_not_depend_on_who_asks(as_user: AsUser) -> None:
    adopt(COUNTY)
    county = as_user("county")
    person = register(county, 1)
    partner = register(county, 3, "李大山", BALENG)
    home = SetHousehold(county, area_no=HEHAO).run()
    for one in (person, partner):
        MoveMember(county, person_id=one.pk, household_id=home.pk).run()
    person.refresh_from_db()
    UpdatePerson(county, person_id=person.pk, version=person.version, changes={"work_capacity": "able"}).run()
    StartSpell(county, person_id=partner.pk, started_on=dt.date(2020, 1, 1), kind="contract").run()
    post = _post(county, HEHAO)
    held = PlacePerson(
        county, person_id=person.pk, post_id=post.pk, started_on=dt.date(2015, 1, 1), term_months=36
    ).run()
    EndPlacement(county, placement_id=held.pk, ended_on=dt.date(2017, 12, 31), reason="expired").run()
    person.refresh_from_db()
    day = dt.date(2026, 2, 1)
    seen_by_county = placement_warnings(person, post, day)
    as_user("village")
    assert seen_by_county
    assert placement_warnings(Person.objects.get(pk=person.pk), post, day) == seen_by_county
