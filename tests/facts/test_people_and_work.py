"""Facts about people, households, jobs and posts, on both sides of every edge."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from both import Both
from language import COUNTY, OTHER_VILLAGE, World
from scratch import Rows

DAY = date(2024, 3, 31)
END = date(2020, 12, 31)


def _poor(**membership: Any) -> Rows:
    world = World()
    who = world.person()
    world.add("ledger_groupmembership", person_id=who, group_id="registered_poor", **membership)
    return world.rows


@pytest.mark.parametrize(
    ("day", "valid_to", "poor", "formerly"),
    [
        (END, None, True, False),
        (date(2021, 1, 1), None, False, True),
        (date(2021, 1, 1), END, False, True),
        (date(2021, 1, 1), date(2020, 12, 30), False, False),
        (date(2022, 6, 2), date(2022, 6, 1), False, False),
        (date(2022, 6, 1), date(2022, 6, 1), False, True),
    ],
)
def test_who_was_in_a_group_when_it_ended_is_in_its_successor(
    both: Both, day: date, valid_to: date | None, poor: bool, formerly: bool
) -> None:
    found = both.only("person", day, _poor(valid_to=valid_to))
    assert (found["in_group_registered_poor"], found["in_group_formerly_poor"]) == (poor, formerly)
    assert found["is_key_group"] is (poor or formerly)


def test_a_household_is_in_the_groups_of_its_members(both: Both) -> None:
    world = World()
    house = world.add("ledger_household")
    world.person(household_id=house)
    second = world.person(household_id=house)
    world.add("ledger_groupmembership", person_id=second, group_id="veteran")
    found = both.only("household", DAY, world.rows)
    assert found["in_group_veteran"] is True
    assert found["in_group_graduate"] is False
    assert found["members"] == 2


def test_a_household_is_idle_since_its_last_job_ended_and_remembers_it(both: Both) -> None:
    world = World()
    house = world.add("ledger_household")
    one, two = world.person(household_id=house), world.person(household_id=house)
    world.hired(one, date(2023, 1, 1), ended_on=date(2023, 9, 1))
    world.hired(two, date(2023, 6, 1), ended_on=date(2024, 1, 15))
    before = both.only("household", date(2024, 1, 14), world.rows)
    assert (before["idle_since"], before["became_idle_on"]) == (None, None)
    idle = both.only("household", date(2024, 1, 15), world.rows)
    assert (idle["idle_since"], idle["became_idle_on"]) == (date(2024, 1, 15), date(2024, 1, 15))
    world.add("casework_placement", person_id=one, started_on=date(2024, 2, 1), post_kind="rural")
    again = both.only("household", DAY, world.rows)
    assert (again["idle_since"], again["became_idle_on"]) == (None, date(2024, 1, 15))
    assert again["employed_members"] == 1


def test_the_last_open_declaration_counts_with_its_evidence(both: Both) -> None:
    world = World()
    house = world.add("ledger_household")
    who = world.person(household_id=house)
    plain = {"person_id": who, "household_id": house, "kind": "no_intention"}
    world.add(
        "casework_declaration",
        **plain,
        declared_on=date(2024, 1, 1),
        reason="病",
        signed_by="self",
        file_no="1",
    )
    world.add("casework_declaration", **plain, declared_on=date(2024, 2, 1), reason="", signed_by="remote")
    world.add("casework_declaration", **plain, declared_on=date(2024, 3, 1), ended_on=DAY, reason="病")
    for day in (date(2024, 1, 31), date(2024, 2, 1), date(2024, 2, 2)):
        world.served(who, "home_visit", day)
    for asking in ("follow_up", "survey"):
        world.served(who, asking, date(2024, 1, 31))
    found = both.only("household", DAY, world.rows)
    assert found["no_intention_on"] == date(2024, 2, 1)
    assert found["no_intention_reason"] is False
    assert found["no_intention_signed"] is True
    assert found["no_intention_filed"] is False
    assert found["helps_before_declaration"] == 2
    none = both.only("household", date(2023, 12, 31), world.rows)
    assert none["no_intention_on"] is None
    assert none["helps_before_declaration"] is None


def test_work_away_own_work_and_graduation(both: Both) -> None:
    world = World()
    who = world.person(graduated_on=date(2024, 7, 1))
    world.hired(who, date(2024, 1, 31), kind="self_employed", reach="county")
    world.hired(who, date(2023, 2, 1), kind="contract", reach="province")
    world.hired(who, date(2022, 2, 1), ended_on=DAY, reach="outside")
    found = both.only("person", DAY, world.rows)
    assert found["works_away"] is True
    assert (found["self_employed_since"], found["months_self_employed"]) == (date(2024, 1, 31), 2)
    assert found["months_at_work"] == 13
    assert (found["graduated_this_year"], found["months_since_graduation"]) == (True, -4)


def test_a_hire_tells_who_hired_and_how_the_person_stood_then(both: Both) -> None:
    world = World()
    boss = world.add("ledger_employer", kind="cooperative", size="micro", in_park=True, area_id=OTHER_VILLAGE)
    agent = world.add("ledger_employer", kind="agency", size="")
    who = world.person(graduated_on=date(2022, 3, 2))
    start = date(2024, 3, 1)
    world.add(
        "ledger_unemploymentregistration", person_id=who, registered_on=date(2024, 1, 1), ended_on=start
    )
    world.hired(who, start, employer_id=boss, introduced_by_id=agent, kind="contract", insured_on=date(2024, 4, 1),
                ended_on=DAY, end_reason="dismissed", reach="city")  # fmt: skip
    found = both.only("spell", DAY, world.rows)
    assert (found["employer_kind"], found["employer_size"], found["employer_in_park"]) == (
        "cooperative",
        "micro",
        True,
    )
    assert found["introducer_kind"] == "agency"
    assert (found["registered_at_start"], found["employed_at_start"], found["is_insured"]) == (
        True,
        False,
        False,
    )
    assert (found["months_since_graduation_at_start"], found["graduated_same_year"]) == (23, False)
    assert (found["is_open"], found["is_dismissed"], found["months_held"]) == (False, True, 1)
    assert found["age_at_start"] == 34


def test_another_job_on_the_first_day_is_seen(both: Both) -> None:
    world = World()
    who = world.person()
    first = world.hired(who, date(2023, 1, 1), ended_on=date(2024, 3, 1))
    second = world.hired(who, date(2024, 3, 1))
    third = world.hired(who, date(2024, 3, 2))
    both.load(world.rows)
    found = {row["subject_id"]: row["employed_at_start"] for row in both.facts("spell", DAY)}
    assert found == {first: False, second: False, third: True}


def test_a_post_counts_who_held_it_in_a_year_and_how_many_one_person_holds(both: Both) -> None:
    world = World()
    one, two = world.person(), world.person()
    for who, start in ((one, date(2023, 3, 31)), (two, date(2023, 4, 1)), (one, date(2024, 3, 31))):
        world.add("casework_placement", person_id=who, post_id=7, post_kind="temporary", started_on=start)
    last = world.add("casework_placement", person_id=two, post_kind="rural", started_on=DAY, kin_relation="父子",
                     extension_approved_on=date(2024, 4, 1))  # fmt: skip
    both.load(world.rows)
    rows = {row["subject_id"]: row for row in both.facts("placement", DAY)}
    assert [row["holders_of_post"] for row in rows.values()] == [2, 2, 2, 0]
    assert [row["holder_open_posts"] for row in rows.values()] == [2, 2, 2, 2]
    assert [row["is_temporary"] for row in rows.values()] == [True, True, True, False]
    assert (rows[last]["is_rural"], rows[last]["kin_declared"], rows[last]["extension_approved"]) == (
        True,
        True,
        False,
    )


def test_headcount_cut_compares_the_last_two_readings(both: Both) -> None:
    world = World()
    boss = world.add("ledger_employer", kind="soe", area_id=COUNTY)
    for end, value in (
        (date(2023, 12, 31), 90),
        (date(2024, 1, 31), 100),
        (date(2024, 2, 29), 80),
        (DAY, 70),
    ):
        world.add("registers_reading", kind="headcount", employer_id=boss, period_end=end, value=value)
    assert both.only("employer", date(2023, 12, 31), world.rows)["headcount_cut"] is None
    assert both.only("employer", date(2024, 1, 31), world.rows)["headcount_cut"] == 0
    assert both.only("employer", date(2024, 3, 1), world.rows)["headcount_cut"] == 2000
    assert both.only("employer", DAY, world.rows)["headcount_cut"] == 1250
