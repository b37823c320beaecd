"""Facts about classes, trainees, sites, readings and claims, on both sides of every edge."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from both import Both
from language import COUNTY, OTHER_VILLAGE, VILLAGE, World

DAY = date(2024, 6, 30)


def _class(world: World, ended_on: date | None, **row: Any) -> int:
    plain = {"kind": "skill", "mode": "offline", "started_on": date(2024, 1, 8), "ended_on": ended_on}
    return world.add("training_class", **plain | row)


@pytest.mark.parametrize(
    ("ended_on", "work", "months"),
    [
        (date(2024, 1, 31), [(date(2024, 1, 31), None)], 0),
        (date(2024, 1, 31), [(date(2024, 2, 29), None)], 0),
        (date(2024, 1, 31), [(date(2024, 3, 1), None)], 1),
        (date(2024, 1, 30), [(date(2024, 2, 29), None)], 0),
        (date(2024, 2, 29), [(date(2024, 3, 29), None)], 0),
        (date(2024, 2, 29), [(date(2024, 3, 30), None)], 1),
        (date(2024, 1, 15), [(date(2024, 3, 15), None)], 1),
        (date(2024, 1, 15), [(date(2024, 3, 16), None)], 2),
        (date(2024, 1, 31), [(date(2023, 5, 1), None)], 0),
        (date(2024, 1, 31), [(date(2023, 5, 1), date(2024, 1, 31))], None),
        (
            date(2024, 1, 31),
            [(date(2023, 5, 1), date(2024, 1, 31)), (date(2024, 4, 10), date(2024, 4, 20))],
            2,
        ),
        (date(2024, 1, 31), [(date(2024, 7, 1), None)], None),
        (date(2024, 7, 1), [(date(2024, 1, 1), None)], None),
        (None, [(date(2024, 1, 1), None)], None),
    ],
)
def test_months_to_work_count_the_same_day_of_the_next_month(
    both: Both, ended_on: date | None, work: list[tuple[date, date | None]], months: int | None
) -> None:
    world = World()
    who = world.person()
    world.add("training_trainee", person_id=who, class_id=_class(world, ended_on))
    for start, end in work:
        world.hired(who, start, ended_on=end)
    assert both.only("trainee", DAY, world.rows)["months_to_work"] == months


def test_a_welfare_post_is_work_after_a_class(both: Both) -> None:
    world = World()
    who = world.person()
    world.add("training_trainee", person_id=who, class_id=_class(world, date(2024, 1, 31)))
    world.add("casework_placement", person_id=who, post_kind="rural", started_on=date(2024, 2, 1))
    assert both.only("trainee", DAY, world.rows)["months_to_work"] == 0


@pytest.mark.parametrize(
    ("start", "by", "placed"),
    [(date(2024, 1, 31), 1, True), (date(2024, 1, 30), 1, False), (date(2024, 2, 1), 2, False), (DAY, 1, True),
     (date(2024, 7, 1), 1, False)],
)  # fmt: skip
def test_only_the_own_institution_places_and_only_after_the_class(
    both: Both, start: date, by: int, placed: bool
) -> None:
    world = World()
    schools = {n: world.add("ledger_employer", kind="institution") for n in (1, 2)}
    who = world.person()
    klass = _class(world, date(2024, 1, 31), institution_id=schools[1])
    world.add("training_trainee", person_id=who, class_id=klass)
    world.hired(who, start, introduced_by_id=schools[by])
    found = both.only("trainee", DAY, world.rows)
    assert found["placed_by_institution"] is placed
    assert found["institution_kind"] == "institution"


def test_what_lies_ahead_is_not_known_yet(both: Both) -> None:
    world = World()
    who = world.person(hukou_code="150221001001")
    klass = _class(world, DAY, from_outside=None, task_done=True, standard_fen=150000)
    world.add(
        "training_trainee", person_id=who, class_id=klass, completed_on=DAY, certified_on=date(2024, 7, 1)
    )
    county = next(
        a["no"] for a in world.rows["areas_area"] if a["level"] == 3 and str(a["no"])[:6] == "150221"
    )
    found = both.only("trainee", DAY, world.rows)
    assert (found["is_completed"], found["completed_on"]) == (True, DAY)
    assert (found["is_certified"], found["certified_on"]) == (False, None)
    assert (found["months_since_end"], found["from_outside"], found["task_done"]) == (0, False, True)
    assert found["hukou_county"] == county
    own = both.only("training", date(2024, 6, 29), world.rows)
    assert (own["has_ended"], own["months_since_end"], own["standard_fen"]) == (False, None, 150000)


def test_groups_are_those_of_the_first_day_of_the_class(both: Both) -> None:
    world = World()
    who = world.person()
    world.add("ledger_groupmembership", person_id=who, group_id="veteran", valid_to=date(2024, 1, 8))
    world.add("ledger_groupmembership", person_id=who, group_id="graduate", valid_from=date(2024, 1, 9))
    world.add("training_trainee", person_id=who, class_id=_class(world, None))
    found = both.only("trainee", DAY, world.rows)
    assert (found["in_group_veteran"], found["in_group_graduate"]) == (True, False)


def test_a_site_is_open_until_the_day_it_closes(both: Both) -> None:
    world = World()
    for opened, closed in ((None, None), (DAY, None), (date(2024, 1, 1), DAY), (date(2024, 7, 1), None)):
        world.add("registers_site", kind="gig_market", level=2, opened_on=opened, closed_on=closed)
    both.load(world.rows)
    rows = both.facts("site", DAY)
    assert [row["is_open"] for row in rows] == [True, True, False]
    assert {(row["is_city_level"], row["is_county_level"]) for row in rows} == {(True, False)}


def test_the_latest_reading_of_its_own_row_is_told(both: Both) -> None:
    world = World()
    for place, end in ((VILLAGE, date(2024, 1, 31)), (VILLAGE, DAY), (OTHER_VILLAGE, date(2023, 12, 31)),
                       (VILLAGE, date(2024, 7, 31))):  # fmt: skip
        world.add("registers_reading", kind="skilled_workers", area_id=place, period_end=end, value=1)
    both.load(world.rows)
    assert [row["is_latest"] for row in both.facts("reading", DAY)] == [False, True, True]


def test_a_claim_stands_while_approved_or_paid_even_of_somebody_who_died(both: Both) -> None:
    world = World()
    who = world.person(deceased_on=date(2024, 2, 1))
    world.add("ledger_groupmembership", person_id=who, group_id="difficulty", valid_to=date(2024, 1, 1))
    for state in ("approved", "paid", "refused", "recovered"):
        world.claimed(
            "r", date(2024, 1, 1), state=state, person_id=who, paid_on=date(2024, 7, 1), amount_fen=5
        )
    world.claimed("r", date(2024, 1, 1), area_id=COUNTY)
    world.claimed("r", date(2024, 7, 1), area_id=COUNTY)
    both.load(world.rows)
    rows = both.facts("claim", DAY)
    assert [row["is_standing"] for row in rows] == [True, True, False, False, True]
    assert [row["is_difficulty"] for row in rows] == [True, True, True, True, False]
    assert {row["paid_on"] for row in rows} == {None}


def test_an_activity_without_a_quantity_counts_once(both: Both) -> None:
    world = World()
    world.add("registers_activity", kind="campus_visit", happened_on=DAY)
    assert both.only("activity", DAY, world.rows)["quantity"] == 1
