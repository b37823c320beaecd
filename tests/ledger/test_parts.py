"""Groups, registrations, work, wishes, households, moves: what is allowed and what is refused, in words."""

import datetime as dt
from collections.abc import Callable

import pytest

from leye.accounts.actions.base import ActionError, Actor, NotAllowed
from leye.accounts.scope import acting
from leye.ledger.actions.deaths import MarkDeceased, WithdrawDeath
from leye.ledger.actions.helpers import SetHelper
from leye.ledger.actions.households import MoveMember, SetHead, SetHousehold
from leye.ledger.actions.local_groups import AddLocalGroup, EndGroup
from leye.ledger.actions.memberships import AddMembership, EndMembership
from leye.ledger.actions.moves import MovePersonArea
from leye.ledger.actions.registrations import EndRegistration, RegisterUnemployment
from leye.ledger.actions.spells import EndSpell, StartSpell
from leye.ledger.actions.wishes import AddSkill, EndNeed, RemoveSkill, StateIntention, StateNeed
from leye.ledger.enums import Channel, RegistrationPlace
from leye.ledger.errors import Absent, Invalid
from leye.ledger.groups import choices, public_group_label
from leye.ledger.models import (
    EmploymentSpell,
    GroupCode,
    GroupMembership,
    Household,
    Intention,
    Person,
    Skill,
    UnemploymentRegistration,
)
from leye.ops.codes import NATIONAL_GROUPS, OPEN_NAMES
from tests.ledger.people import BALENG, HEHAO, NANLIANGTAI, WOYANGTAI, YONGPING, actor, post, register, scope

AsUser = Callable[[str], Actor]
DAY = dt.date(2025, 3, 1)
COUNTY = 150822000000


def test_an_ended_group_is_refused_naming_its_successor(as_user: AsUser) -> None:
    village = as_user("village")
    person = register(village, 1)
    with pytest.raises(Invalid, match=r"2020-12-31.*脱贫人口"):
        AddMembership(village, person_id=person.pk, group_code="registered_poor", valid_from=DAY).run()
    with pytest.raises(Invalid, match="2021-01-01"):
        AddMembership(
            village, person_id=person.pk, group_code="formerly_poor", valid_from=dt.date(2020, 5, 1)
        ).run()
    AddMembership(
        village, person_id=person.pk, group_code="registered_poor", valid_from=dt.date(2020, 12, 31)
    ).run()
    AddMembership(
        village, person_id=person.pk, group_code="formerly_poor", valid_from=dt.date(2021, 1, 1)
    ).run()


def test_a_person_is_in_several_groups_but_once_in_each(as_user: AsUser) -> None:
    village = as_user("village")
    person = register(village, 1)
    first = AddMembership(village, person_id=person.pk, group_code="veteran", valid_from=DAY).run()
    AddMembership(village, person_id=person.pk, group_code="disabled", valid_from=DAY).run()
    with pytest.raises(ActionError, match="不必重复"):
        AddMembership(
            village, person_id=person.pk, group_code="veteran", valid_from=DAY + dt.timedelta(9)
        ).run()
    with pytest.raises(Invalid, match="不能早于"):
        EndMembership(village, membership_id=first.pk, valid_to=DAY - dt.timedelta(1)).run()
    EndMembership(village, membership_id=first.pk, valid_to=DAY).run()
    AddMembership(village, person_id=person.pk, group_code="veteran", valid_from=DAY + dt.timedelta(1)).run()
    assert GroupMembership.objects.count() == 3


def test_a_membership_before_birth_or_in_the_future_is_refused(as_user: AsUser) -> None:
    village = as_user("village")
    person = register(village, 1)
    for day in (dt.date(1980, 1, 1), dt.date(2999, 1, 1)):
        with pytest.raises(Invalid, match="认定日期"):
            AddMembership(village, person_id=person.pk, group_code="veteran", valid_from=day).run()


def test_local_groups_count_as_a_national_one_and_hold_only_at_home(as_user: AsUser) -> None:
    county = as_user("county")
    group = AddLocalGroup(
        county, name="库区移民", parent_code="difficulty", area_no=COUNTY, valid_from=dt.date(2024, 1, 1)
    ).run()
    assert (group.parent_id, group.is_difficulty, group.area_id) == ("difficulty", True, COUNTY)
    with pytest.raises(Invalid, match="同名"):
        AddLocalGroup(county, name="库区移民", parent_code="difficulty", area_no=COUNTY, valid_from=DAY).run()
    second = AddLocalGroup(
        county, name="治沙人员", parent_code="difficulty", area_no=COUNTY, valid_from=DAY
    ).run()
    assert second.pk != group.pk
    assert group.code in dict(choices(HEHAO, DAY))
    assert group.code not in dict(choices(YONGPING, DAY))
    person = register(county, 1)
    AddMembership(county, person_id=person.pk, group_code=group.code, valid_from=DAY).run()
    EndGroup(county, code=group.code, valid_to=dt.date(2025, 6, 30), successor_code=second.code).run()
    assert GroupMembership.objects.count() == 1
    other = register(county, 2)
    with pytest.raises(Invalid, match="治沙人员"):
        AddMembership(county, person_id=other.pk, group_code=group.code, valid_from=dt.date(2025, 7, 1)).run()
    with pytest.raises(ActionError, match="不是您辖区设立"):
        EndGroup(county, code="veteran", valid_to=DAY).run()
    with acting(scope("yanchuan")):
        abroad = register(actor("yanchuan"), 3, "高某", YONGPING)
        with pytest.raises(Invalid, match="请从列表中选择群体"):
            AddMembership(
                actor("yanchuan"), person_id=abroad.pk, group_code=second.code, valid_from=DAY
            ).run()


@pytest.mark.django_db
def test_no_sensitive_group_name_ever_comes_out_in_public() -> None:
    groups = {
        group.code: group for group in GroupCode.objects.filter(code__in=[row[0] for row in NATIONAL_GROUPS])
    }
    assert groups.keys() == {row[0] for row in NATIONAL_GROUPS}
    assert {code for code, group in groups.items() if not group.is_sensitive} == OPEN_NAMES
    for code in OPEN_NAMES:
        assert public_group_label(groups[code]) == groups[code].name
    sensitive = [group for code, group in groups.items() if code not in OPEN_NAMES]
    said = {public_group_label(group) for group in sensitive}
    assert len(said) == 1
    (words,) = said
    neutral = {"就业", "对象"}
    pieces = {group.name[i : i + 2] for group in sensitive for i in range(len(group.name) - 1)} - neutral
    assert not [piece for piece in pieces if piece in words]


@pytest.mark.parametrize("place", RegistrationPlace.values)
def test_unemployment_is_registered_at_any_of_four_places_but_one_at_a_time(
    as_user: AsUser, place: str
) -> None:
    village = as_user("village")
    person = register(village, 1)
    first = RegisterUnemployment(village, person_id=person.pk, place_kind=place, registered_on=DAY).run()
    with pytest.raises(ActionError, match="尚未注销"):
        RegisterUnemployment(
            village, person_id=person.pk, place_kind="residence", registered_on=dt.date(2025, 5, 1)
        ).run()
    with pytest.raises(Invalid, match="不能早于"):
        EndRegistration(
            village, registration_id=first.pk, ended_on=DAY - dt.timedelta(1), reason="employed"
        ).run()
    EndRegistration(village, registration_id=first.pk, ended_on=dt.date(2025, 4, 1), reason="employed").run()
    with pytest.raises(ActionError, match="已于2025-04-01注销"):
        EndRegistration(village, registration_id=first.pk, ended_on=dt.date(2025, 4, 2), reason="other").run()
    with pytest.raises(ActionError, match="2025-04-01注销"):
        RegisterUnemployment(
            village, person_id=person.pk, place_kind=place, registered_on=dt.date(2025, 3, 15)
        ).run()
    RegisterUnemployment(
        village, person_id=person.pk, place_kind=place, registered_on=dt.date(2025, 4, 1)
    ).run()
    assert UnemploymentRegistration.objects.count() == 2


def test_a_registration_made_elsewhere_is_told_without_its_place(as_user: AsUser) -> None:
    village = as_user("village")
    person = register(village, 1)
    RegisterUnemployment(
        village, person_id=person.pk, place_kind="workplace", registered_on=DAY, place_area_no=YONGPING
    ).run()
    with pytest.raises(ActionError, match="只能登记一处") as caught:
        RegisterUnemployment(
            village, person_id=person.pk, place_kind="household", registered_on=dt.date(2025, 5, 1)
        ).run()
    assert "永坪" not in str(caught.value)


@pytest.mark.parametrize("channel", Channel.values)
def test_starting_work_ends_the_unemployment_registration(as_user: AsUser, channel: str) -> None:
    village = as_user("village")
    person = register(village, 1)
    RegisterUnemployment(village, person_id=person.pk, place_kind="household", registered_on=DAY).run()
    started = StartSpell(
        village,
        person_id=person.pk,
        started_on=dt.date(2025, 4, 2),
        kind="contract",
        channel=channel,
        employer_name="磴口乳业",
        wage_fen=450000,
    ).run()
    assert started.closed_registration is not None
    registration = UnemploymentRegistration.objects.get()
    assert (registration.ended_on, registration.end_reason) == (dt.date(2025, 4, 2), "employed")
    assert started.warnings == []


def test_the_registration_stays_when_asked_or_when_it_is_younger(as_user: AsUser) -> None:
    village = as_user("village")
    person = register(village, 1)
    RegisterUnemployment(village, person_id=person.pk, place_kind="household", registered_on=DAY).run()
    kept = StartSpell(
        village,
        person_id=person.pk,
        started_on=dt.date(2025, 4, 2),
        kind="flexible",
        close_registration=False,
    ).run()
    assert kept.closed_registration is None
    earlier = StartSpell(
        village, person_id=person.pk, started_on=dt.date(2025, 1, 2), kind="contract", employer_name="砖厂"
    ).run()
    assert earlier.closed_registration is None
    assert any("晚于就业开始日期" in warning for warning in earlier.warnings)
    assert UnemploymentRegistration.objects.filter(ended_on__isnull=True).count() == 1


def test_two_jobs_at_a_time_are_allowed_and_pointed_out(as_user: AsUser) -> None:
    village = as_user("village")
    person = register(village, 1)
    first = StartSpell(
        village, person_id=person.pk, started_on=DAY, kind="contract", employer_name="砖厂"
    ).run()
    second = StartSpell(village, person_id=person.pk, started_on=dt.date(2025, 4, 1), kind="flexible").run()
    assert "砖厂" in second.warnings[0]
    EndSpell(village, spell_id=first.spell.pk, ended_on=dt.date(2025, 4, 30), reason="resigned").run()
    with pytest.raises(ActionError, match="已于2025-04-30结束"):
        EndSpell(village, spell_id=first.spell.pk, ended_on=dt.date(2025, 5, 1), reason="resigned").run()
    with pytest.raises(ActionError, match="同一天在该单位"):
        StartSpell(village, person_id=person.pk, started_on=DAY, kind="contract", employer_name="砖厂").run()
    with pytest.raises(Invalid, match="月工资"):
        StartSpell(village, person_id=person.pk, started_on=DAY, kind="contract", wage_fen=-1).run()
    assert EmploymentSpell.objects.count() == 2


def test_wishes_are_dated_and_the_later_word_of_a_day_stands(as_user: AsUser) -> None:
    village = as_user("village")
    person = register(village, 1)
    StateIntention(village, person_id=person.pk, stated_on=DAY, wants_work="yes", occupation="保洁").run()
    StateIntention(village, person_id=person.pk, stated_on=DAY, wants_work="no").run()
    assert Intention.objects.get().wants_work == "no"
    skill = AddSkill(village, person_id=person.pk, name="电焊", level="初级").run()
    AddSkill(village, person_id=person.pk, name="电焊", level="中级").run()
    assert Skill.objects.get().level == "中级"
    RemoveSkill(village, skill_id=skill.pk).run()
    assert Skill.objects.count() == 0
    need = StateNeed(village, person_id=person.pk, subject="育婴", stated_on=DAY).run()
    with pytest.raises(ActionError, match="尚未结束"):
        StateNeed(village, person_id=person.pk, subject="育婴", stated_on=dt.date(2025, 4, 1)).run()
    assert EndNeed(village, need_id=need.pk, ended_on=dt.date(2025, 4, 1)).run().ended_on == dt.date(
        2025, 4, 1
    )


def test_a_household_has_one_head_who_is_a_living_member(as_user: AsUser) -> None:
    town = as_user("town")
    home = SetHousehold(town, area_no=HEHAO, number="12").run()
    father, mother, stranger = register(town, 1, "王父"), register(town, 2, "李母"), register(town, 3, "路人")
    MoveMember(town, person_id=father.pk, household_id=home.pk, relation="head").run()
    MoveMember(town, person_id=mother.pk, household_id=home.pk, relation="spouse").run()
    with pytest.raises(ActionError, match="不是这一户的成员"):
        SetHead(town, household_id=home.pk, person_id=stranger.pk).run()
    SetHead(town, household_id=home.pk, person_id=mother.pk).run()
    home.refresh_from_db()
    assert home.head_id == mother.pk
    assert {p.name: p.relation for p in Person.objects.filter(household=home)} == {
        "王父": "other",
        "李母": "head",
    }
    MarkDeceased(town, person_id=mother.pk, deceased_on=DAY).run()
    home.refresh_from_db()
    assert home.head_id is None
    with pytest.raises(ActionError, match="请另选户主"):
        SetHead(town, household_id=home.pk, person_id=mother.pk).run()
    MoveMember(town, person_id=father.pk, household_id=None).run()
    assert Person.objects.get(pk=father.pk).relation == ""


def test_death_ends_what_was_open(as_user: AsUser) -> None:
    village = as_user("village")
    person = register(village, 1)
    StartSpell(village, person_id=person.pk, started_on=DAY, kind="flexible").run()
    RegisterUnemployment(village, person_id=person.pk, place_kind="household", registered_on=DAY).run()
    MarkDeceased(village, person_id=person.pk, deceased_on=dt.date(2025, 6, 1)).run()
    assert UnemploymentRegistration.objects.get().end_reason == "deceased"
    assert EmploymentSpell.objects.get().ended_on == dt.date(2025, 6, 1)
    for refused in (
        RegisterUnemployment(village, person_id=person.pk, place_kind="household", registered_on=DAY),
        StartSpell(village, person_id=person.pk, started_on=DAY, kind="flexible"),
    ):
        with pytest.raises(Invalid, match="死亡"):
            refused.run()
    assert WithdrawDeath(village, person_id=person.pk).run().deceased_on is None


def test_a_helper_holds_a_post_over_the_person(as_user: AsUser) -> None:
    town = as_user("town")
    here, there = register(town, 1), register(town, 2, area=BALENG)
    helper = post("village").user
    SetHelper(town, person_ids=[here.pk], user_id=helper.pk).run()
    assert Person.objects.get(pk=here.pk).helper_id == helper.pk
    with pytest.raises(ActionError, match="不覆盖"):
        SetHelper(town, person_ids=[here.pk, there.pk], user_id=helper.pk).run()
    with pytest.raises(Invalid):
        SetHelper(town, person_ids=[here.pk], user_id=post("leader").user.pk).run()
    with pytest.raises(NotAllowed):
        SetHelper(actor("village"), person_ids=[here.pk], user_id=None).run()


def test_moving_takes_all_along_and_leaves_the_household_or_takes_it(as_user: AsUser) -> None:
    county = as_user("county")
    home = SetHousehold(county, area_no=HEHAO, number="7").run()
    head, child = register(county, 1, "王父"), register(county, 2, "王女")
    MoveMember(county, person_id=head.pk, household_id=home.pk, relation="head").run()
    MoveMember(county, person_id=child.pk, household_id=home.pk, relation="child").run()
    AddMembership(county, person_id=child.pk, group_code="veteran", valid_from=DAY).run()
    moved = MovePersonArea(county, person_id=head.pk, area_no=BALENG, with_household=True).run()
    assert sorted(moved) == [head.pk, child.pk]
    assert Household.objects.get().area_id == BALENG
    MovePersonArea(county, person_id=child.pk, area_no=NANLIANGTAI).run()
    child.refresh_from_db()
    assert (child.area_id, child.household_id) == (NANLIANGTAI, None)
    assert GroupMembership.objects.get().area_id == NANLIANGTAI
    with pytest.raises(Invalid, match="辖区"):
        MovePersonArea(county, person_id=head.pk, area_no=WOYANGTAI).run()


def test_rows_of_people_out_of_scope_are_absent(as_user: AsUser) -> None:
    with acting(scope("banner")):
        person = register(actor("banner"), 1, "满都拉", WOYANGTAI)
        membership = AddMembership(
            actor("banner"), person_id=person.pk, group_code="veteran", valid_from=DAY
        ).run()
    county = as_user("county")
    for pk in (membership.pk, 10**9):
        with pytest.raises(Absent):
            EndMembership(county, membership_id=pk, valid_to=DAY).run()
