"""Public-welfare posts: the limits of document 003, 三(五), on both sides."""

import datetime as dt
from collections.abc import Callable

import pytest

from leye.accounts.actions.base import ActionError, Actor, NotAllowed
from leye.casework.actions.deaths import RecordDeath
from leye.casework.actions.placements import EndPlacement, ExtendPlacement, PlacePerson
from leye.casework.actions.posts import AddPost, EndPost
from leye.casework.models import Placement, PublicPost
from leye.casework.reading import on_posts, placement_warnings, placements_ending, posts_overview
from leye.ledger.actions.households import MoveMember, SetHousehold
from leye.ledger.actions.memberships import AddMembership
from leye.ledger.actions.registrations import RegisterUnemployment
from leye.ledger.actions.spells import StartSpell
from leye.ledger.actions.update_person import UpdatePerson
from leye.ledger.errors import Invalid
from leye.ledger.models import Person
from tests.ledger.people import HEHAO, actor, register, scope

AsUser = Callable[[str], Actor]
START = dt.date(2020, 1, 1)
AGAIN = dt.date(2023, 3, 1)


def add_post(by: Actor, places: int = 1, **more: object) -> PublicPost:
    values: dict[str, object] = {
        "title": "护林员",
        "kind": "urban",
        "valid_from": dt.date(2019, 1, 1),
        **more,
    }
    return AddPost(by, area_no=HEHAO, places=places, **values).run()  # type: ignore[arg-type]  # spelt out by callers


def placed_once(by: Actor, post: PublicPost, sequence: int = 1) -> Person:
    """Somebody whose first term ended."""
    person = register(by, sequence)
    first = PlacePerson(by, person_id=person.pk, post_id=post.pk, started_on=START, term_months=36).run()
    EndPlacement(by, placement_id=first.pk, ended_on=dt.date(2022, 12, 31), reason="expired").run()
    return person


def test_a_term_runs_to_the_day_before_its_anniversary(as_user: AsUser) -> None:
    town = as_user("town")
    person, post = register(town, 1), add_post(town)
    placement = PlacePerson(
        town, person_id=person.pk, post_id=post.pk, started_on=START, term_months=36
    ).run()
    assert (placement.due_end_on, placement.ordinal, placement.post_kind) == (
        dt.date(2022, 12, 31),
        1,
        "urban",
    )
    assert on_posts(scope("town"), [person.pk], dt.date(2021, 1, 1)) == {person.pk: "护林员"}


def test_one_person_one_post_and_one_place_one_person(as_user: AsUser) -> None:
    town = as_user("town")
    post, other = add_post(town), add_post(town, places=2, title="保洁员")
    first, second = register(town, 1), register(town, 2)
    PlacePerson(town, person_id=first.pk, post_id=post.pk, started_on=START, term_months=36).run()
    assert placement_warnings(first, other, AGAIN)[0].startswith("此人已在公益性岗位“护林员”")
    with pytest.raises(ActionError, match="不能一人多岗"):
        PlacePerson(town, person_id=first.pk, post_id=other.pk, started_on=AGAIN, term_months=36).run()
    with pytest.raises(ActionError, match="名额已满"):
        PlacePerson(town, person_id=second.pk, post_id=post.pk, started_on=AGAIN, term_months=36).run()
    assert placement_warnings(second, other, AGAIN) == []
    rows = {row.post.title: (row.held, row.free) for row in posts_overview(scope("town"), AGAIN)}
    assert rows == {"护林员": (1, 0), "保洁员": (0, 2)}


def test_after_the_term_most_people_do_not_come_back(as_user: AsUser) -> None:
    town = as_user("town")
    post = add_post(town)
    person = placed_once(town, post)
    with pytest.raises(ActionError, match="大龄就业困难人员、重度残疾人、零就业家庭成员"):
        PlacePerson(town, person_id=person.pk, post_id=post.pk, started_on=AGAIN, term_months=36).run()


@pytest.mark.parametrize("group", ["older_difficulty", "severe_disabled"])
def test_older_and_severely_disabled_people_come_back_once(as_user: AsUser, group: str) -> None:
    town = as_user("town")
    post = add_post(town)
    person = placed_once(town, post)
    AddMembership(town, person_id=person.pk, group_code=group, valid_from=AGAIN).run()
    assert placement_warnings(person, post, AGAIN - dt.timedelta(1)) != []
    second = PlacePerson(town, person_id=person.pk, post_id=post.pk, started_on=AGAIN, term_months=36).run()
    assert second.ordinal == 2
    EndPlacement(town, placement_id=second.pk, ended_on=dt.date(2024, 1, 1), reason="expired").run()
    with pytest.raises(ActionError, match="只允许期满后再安置一次"):
        PlacePerson(
            town, person_id=person.pk, post_id=post.pk, started_on=dt.date(2024, 2, 1), term_months=36
        ).run()


def test_members_of_a_zero_employment_household_come_back_once(as_user: AsUser) -> None:
    town = as_user("town")
    post = add_post(town)
    person, son = placed_once(town, post), register(town, 3, "王儿")
    home = SetHousehold(town, area_no=HEHAO).run()
    for member in (person, son):
        MoveMember(town, person_id=member.pk, household_id=home.pk).run()
    person.refresh_from_db()
    assert placement_warnings(person, post, AGAIN) != []
    RegisterUnemployment(
        town, person_id=son.pk, place_kind="household", registered_on=dt.date(2023, 1, 1)
    ).run()
    assert placement_warnings(person, post, AGAIN) == []
    StartSpell(town, person_id=son.pk, started_on=dt.date(2023, 2, 1), kind="flexible").run()
    assert placement_warnings(person, post, AGAIN) != []
    assert placement_warnings(person, post, dt.date(2023, 1, 31)) == []


def test_a_household_of_students_is_not_zero_employment(as_user: AsUser) -> None:
    town = as_user("town")
    post = add_post(town)
    person = placed_once(town, post)
    home = SetHousehold(town, area_no=HEHAO).run()
    MoveMember(town, person_id=person.pk, household_id=home.pk).run()
    UpdatePerson(
        town, person_id=person.pk, version=2, changes={"work_capacity": "able", "is_student": True}
    ).run()
    person.refresh_from_db()
    assert placement_warnings(person, post, AGAIN) != []
    UpdatePerson(town, person_id=person.pk, version=3, changes={"is_student": False}).run()
    person.refresh_from_db()
    assert placement_warnings(person, post, AGAIN) == []


def test_only_the_county_extends_and_only_later_with_a_reason(as_user: AsUser) -> None:
    county = as_user("county")
    person, post = register(county, 1), add_post(county)
    placement = PlacePerson(
        county, person_id=person.pk, post_id=post.pk, started_on=START, term_months=36
    ).run()
    with pytest.raises(NotAllowed):
        ExtendPlacement(
            actor("town"), placement_id=placement.pk, due_end_on=dt.date(2024, 1, 1), reason="x"
        ).run()
    with pytest.raises(Invalid) as caught:
        ExtendPlacement(county, placement_id=placement.pk, due_end_on=placement.due_end_on, reason="").run()
    assert set(caught.value.problems) == {"due_end_on", "reason"}
    late = ExtendPlacement(
        county, placement_id=placement.pk, due_end_on=dt.date(2025, 12, 31), reason="距退休不足五年"
    ).run()
    assert late.extension_reason == "距退休不足五年"
    assert [p.pk for p in placements_ending(scope("county"), dt.date(2025, 11, 15))] == [placement.pk]
    assert placements_ending(scope("county"), dt.date(2025, 10, 1)) == []
    EndPlacement(county, placement_id=placement.pk, ended_on=dt.date(2025, 12, 31), reason="expired").run()
    with pytest.raises(ActionError, match="不能延期"):
        ExtendPlacement(county, placement_id=placement.pk, due_end_on=dt.date(2027, 1, 1), reason="x").run()


def test_a_post_is_closed_only_when_nobody_holds_it(as_user: AsUser) -> None:
    town = as_user("town")
    person, post = register(town, 1), add_post(town)
    placement = PlacePerson(
        town, person_id=person.pk, post_id=post.pk, started_on=START, term_months=36
    ).run()
    with pytest.raises(ActionError, match="还有1人在岗"):
        EndPost(town, post_id=post.pk, valid_to=dt.date(2022, 12, 31)).run()
    EndPlacement(town, placement_id=placement.pk, ended_on=dt.date(2022, 12, 31), reason="expired").run()
    EndPost(town, post_id=post.pk, valid_to=dt.date(2022, 12, 31)).run()
    with pytest.raises(ActionError, match="不在设立期内"):
        PlacePerson(
            town, person_id=register(town, 3).pk, post_id=post.pk, started_on=AGAIN, term_months=36
        ).run()


def test_a_death_ends_the_placement_and_posts_need_sense(as_user: AsUser) -> None:
    town = as_user("town")
    person, post = register(town, 1), add_post(town)
    PlacePerson(town, person_id=person.pk, post_id=post.pk, started_on=START, term_months=36).run()
    RecordDeath(town, person_id=person.pk, deceased_on=dt.date(2021, 5, 1)).run()
    assert Placement.objects.get().ended_on == dt.date(2021, 5, 1)
    with pytest.raises(Invalid) as caught:
        add_post(town, places=0, title="", kind="x", valid_to=dt.date(2018, 1, 1))
    assert set(caught.value.problems) == {"places", "title", "kind", "valid_to"}
    with pytest.raises(NotAllowed):
        add_post(actor("village"))
