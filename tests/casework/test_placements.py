"""Public-welfare posts: one person one post always; how often, as the adopted document says, on both sides."""

import datetime as dt
from collections.abc import Callable

import pytest

from leye.accounts.actions.base import ActionError, Actor, NotAllowed
from leye.accounts.models import User
from leye.accounts.scope import acting
from leye.adoption.enums import AdoptionState
from leye.adoption.models import Adoption, ParameterOverride, Resolution
from leye.casework.actions.deaths import RecordDeath
from leye.casework.actions.placements import EndPlacement, ExtendPlacement, PlacePerson
from leye.casework.actions.posts import AddPost, EndPost
from leye.casework.documents import term_of
from leye.casework.models import Placement, PublicPost
from leye.casework.reading import on_posts, placement_warnings, placements_ending, posts_overview
from leye.ledger.actions.households import MoveMember, SetHousehold
from leye.ledger.actions.memberships import AddMembership
from leye.ledger.actions.spells import StartSpell
from leye.ledger.errors import Invalid
from leye.ledger.models import Person
from tests.ledger.people import BALENG, HEHAO, NANLIANGTAI, actor, register, scope

AsUser = Callable[[str], Actor]
COUNTY = 150822000000
START = dt.date(2020, 1, 1)
AGAIN = dt.date(2023, 3, 1)
PACK = "nm_2022_28"


@pytest.fixture
def adopted(db: None) -> None:
    """The county applies the document since it came out."""
    users = {user.username: user for user in User.objects.filter(username__in=("county", "leader"))}
    Adoption.objects.create(
        pack=PACK, area_id=COUNTY, valid_from=dt.date(2022, 1, 1), standing=True,
        state=AdoptionState.APPROVED, proposed_by=users["county"], decided_by=users["leader"],
    )  # fmt: skip


def local_number(name: str, value: int, area: int = COUNTY) -> None:
    ParameterOverride.objects.create(
        pack=PACK, name=name, area_id=area, value=value, valid_from=dt.date(2022, 1, 1), basis="旗县文件",
        state="approved", proposed_by=User.objects.get(username="county"),
    )  # fmt: skip


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


def test_after_the_term_most_people_do_not_come_back(adopted: None, as_user: AsUser) -> None:
    town = as_user("town")
    post = add_post(town)
    person = placed_once(town, post)
    with pytest.raises(
        ActionError, match=r"三.五.“公益性岗位安置次数”，最多1次，安置后将为2次.*大龄就业困难人员、重度残疾人"
    ):
        PlacePerson(town, person_id=person.pk, post_id=post.pk, started_on=AGAIN, term_months=36).run()


@pytest.mark.parametrize("group", ["older_difficulty", "severe_disabled"])
def test_older_and_severely_disabled_people_come_back_once(
    adopted: None, as_user: AsUser, group: str
) -> None:
    town = as_user("town")
    post = add_post(town)
    person = placed_once(town, post)
    AddMembership(town, person_id=person.pk, group_code=group, valid_from=AGAIN).run()
    assert placement_warnings(person, post, AGAIN - dt.timedelta(1)) != []
    second = PlacePerson(town, person_id=person.pk, post_id=post.pk, started_on=AGAIN, term_months=36).run()
    assert second.ordinal == 2
    EndPlacement(town, placement_id=second.pk, ended_on=dt.date(2024, 1, 1), reason="expired").run()
    with pytest.raises(ActionError, match="最多2次，安置后将为3次"):
        PlacePerson(
            town, person_id=person.pk, post_id=post.pk, started_on=dt.date(2024, 2, 1), term_months=36
        ).run()


def test_members_of_a_zero_employment_household_come_back_once(adopted: None, as_user: AsUser) -> None:
    town = as_user("town")
    post = add_post(town)
    person, son = placed_once(town, post), register(town, 3, "王儿")
    home = SetHousehold(town, area_no=HEHAO).run()
    for member in (person, son):
        MoveMember(town, person_id=member.pk, household_id=home.pk).run()
    person.refresh_from_db()
    # The person who is to be placed can work; whether anybody else of the household does, decides.
    assert placement_warnings(person, post, AGAIN) == []
    StartSpell(town, person_id=son.pk, started_on=dt.date(2023, 2, 1), kind="flexible").run()
    assert placement_warnings(person, post, AGAIN) != []
    assert placement_warnings(person, post, dt.date(2023, 1, 31)) == []


def test_where_nothing_is_adopted_no_document_stands_against_it(as_user: AsUser) -> None:
    town = as_user("town")
    post = add_post(town)
    person = placed_once(town, post)
    assert placement_warnings(person, post, AGAIN) == []
    assert term_of(person, post, AGAIN) is None


def test_a_rural_post_is_not_what_the_document_counts(adopted: None, as_user: AsUser) -> None:
    town = as_user("town")
    person = placed_once(town, add_post(town))
    rural = add_post(town, kind="rural", title="保洁员")
    assert placement_warnings(person, rural, AGAIN) == []
    assert term_of(person, rural, AGAIN) is None


def test_local_numbers_count_where_the_person_lives(adopted: None, as_user: AsUser) -> None:
    local_number("welfare_first_placements", 2, HEHAO)
    local_number("welfare_post_term", 24, HEHAO)
    county = as_user("county")
    post = add_post(county, places=5)
    here, there = placed_once(county, post), register(county, 3, "李大山", BALENG)
    assert placement_warnings(here, post, AGAIN) == []
    term = term_of(here, post, AGAIN)
    assert term is not None
    assert term.months == 24
    assert term.document.endswith("三(五)")
    other = term_of(there, post, AGAIN)
    assert other is not None
    assert other.months == 36


def test_trying_a_placement_leaves_no_trace(adopted: None, as_user: AsUser) -> None:
    town = as_user("town")
    post = add_post(town)
    person = placed_once(town, post)
    held = list(Placement.objects.values())
    placement_warnings(person, post, AGAIN)
    term_of(person, post, AGAIN)
    assert list(Placement.objects.values()) == held
    assert not Resolution.objects.filter(as_of=AGAIN).exists()
    assert Placement.objects.get().events.count() == 2


def test_places_are_free_only_when_nobody_anywhere_holds_them(as_user: AsUser) -> None:
    county = as_user("county")
    post = AddPost(
        county, area_no=150822101000, title="护路员", kind="rural", places=2, valid_from=dt.date(2019, 1, 1)
    ).run()
    person = register(county, 1, area=NANLIANGTAI)
    PlacePerson(county, person_id=person.pk, post_id=post.pk, started_on=START, term_months=36).run()
    with acting(scope("town")):
        assert not Placement.objects.exists()
        (row,) = posts_overview(scope("town"), AGAIN)
        assert (row.held, row.free) == (1, 1)


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
