"""Each hard condition and each part of the points, on both sides of its edge."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from leye.matching import COURSES, JOBS, MatchingError
from leye.matching.columns import occupation_number
from leye.matching.language import Rules, nearness
from leye.matching.pairs import parts, verdicts
from leye.matching.scan import best, seekers_of
from tests.matching.made import COUNTIES, offer, pairs, people_table, person, pool_of


def fits(whom: dict[str, Any], what: dict[str, Any]) -> bool:
    """Whether the kernel offers it; what the rules say on numpy is the same."""
    pool = pool_of([what])
    seekers = seekers_of(people_table([whom]), pool)
    found, _ = best(seekers, pool, 1)
    held = (
        all(holds[0] for holds in verdicts(pool, seekers, 0, np.array([0])).values()) if pool.size else False
    )
    assert held == (found[0, 0] == 0)
    return held


def points(part: str, whom: dict[str, Any], what: dict[str, Any]) -> int:
    pool = pool_of([what])
    return int(parts(pool, seekers_of(people_table([whom]), pool), 0, np.array([0]))[part][0])


@pytest.mark.parametrize(
    ("whom", "what", "expected"),
    [
        ({}, {}, True),
        ({"age": 15}, {}, False),
        ({"age": 16}, {}, True),
        ({"age": None}, {}, True),
        ({"education": "70"}, {"education": "60"}, False),
        ({"education": "47"}, {"education": "60"}, True),
        ({"education": None}, {"education": "80"}, False),
        ({"experience_years": 1}, {"experience_years": 2}, False),
        ({"experience_years": 2}, {"experience_years": 2}, True),
        ({"certificates": ["电工证"]}, {"certificates": ["叉车证", "电工证"]}, False),
        ({"certificates": ["叉车证", "电工证", "健康证"]}, {"certificates": ["叉车证", "电工证"]}, True),
        ({"age": 41}, {"age_high": 40, "age_reason": "特种作业"}, False),
        ({"age": 40}, {"age_high": 40, "age_reason": "特种作业"}, True),
        ({"age": 17}, {"age_low": 18, "age_reason": "特种作业"}, False),
        ({"age": None}, {"age_high": 40, "age_reason": "特种作业"}, False),
        # Without a lawful reason an age is not asked for.
        ({"age": 60}, {"age_high": 40}, True),
        ({"age": 60}, {"age_high": 40, "age_reason": ""}, True),
        ({"hours": ["part"]}, {"hours": "full"}, False),
        ({"hours": ["part", "full"]}, {"hours": "full"}, True),
        ({"hours": ["part"]}, {"hours": ""}, True),
        ({"hours": []}, {"hours": "full"}, True),
        ({"contract": ["labour"]}, {"contract": "dispatch"}, False),
        ({"cannot": ["夜班"]}, {"demands": ["重体力", "夜班"]}, False),
        ({"cannot": ["高温"]}, {"demands": ["重体力"]}, True),
        ({"floor_fen": 400_000}, {"pay_fen": 399_000}, False),
        ({"floor_fen": 400_000}, {"pay_fen": 400_000}, True),
        ({"floor_fen": 400_000}, {"pay_fen": None}, False),
        ({"floor_fen": None}, {"pay_fen": None}, True),
        ({"radius": 0}, {"town": COUNTIES[0] + 1_000}, True),
        ({"radius": 0}, {"town": COUNTIES[0] + 2_000}, False),
        ({"radius": 1}, {"place": COUNTIES[1]}, False),
        ({"radius": 2}, {"place": COUNTIES[1]}, True),
        ({"radius": 3}, {"place": COUNTIES[3]}, False),
        ({"radius": 4}, {"place": COUNTIES[3]}, True),
        ({"home": 1}, {}, False),
        ({}, {"seats": 2, "filled": 2}, False),
        ({}, {"seats": 2, "filled": 1}, True),
        ({}, {"occupation": None}, True),
        ({"occupation": None}, {}, True),
    ],
)  # fmt: skip
def test_hard_conditions(whom: dict[str, Any], what: dict[str, Any], expected: bool) -> None:
    assert fits(person(1, **whom), offer(1, **what)) is expected


@pytest.mark.parametrize(
    ("part", "whom", "what", "expected"),
    [
        ("occupation", {}, {}, 400),
        ("occupation", {}, {"occupation": "4-02-01-02"}, 340),
        ("occupation", {}, {"occupation": "4-02-03-01"}, 240),
        ("occupation", {}, {"occupation": "4-07-01-01"}, 120),
        ("occupation", {}, {"occupation": "6-01-01-01"}, 0),
        ("occupation", {"occupation": "6-01-01-01", "occupation_2": "4-02-01-01"}, {}, 400),
        ("occupation", {"occupation": None}, {"occupation": None}, 0),
        ("distance", {}, {}, 250),
        ("distance", {"radius": 2}, {"place": COUNTIES[1]}, 150),
        ("town", {}, {"town": COUNTIES[0] + 1_000}, 50),
        ("town", {"town": None}, {"town": None}, 0),
        ("wage", {}, {}, 75),
        ("wage", {}, {"pay_fen": 500_000}, 95),
        ("wage", {}, {"pay_fen": 10_000_000}, 150),
        ("wage", {}, {"pay_fen": 10_000}, 0),
        ("wage", {}, {"pay_fen": None}, 40),
        ("education", {"education": "70"}, {"education": "70"}, 100),
        ("education", {"education": "20"}, {"education": "70"}, 25),
        ("education", {"education": "10"}, {"education": None}, 0),
        ("groups", {"groups": ["veteran"]}, {"groups": ["veteran"]}, 100),
        ("groups", {"groups": ["veteran"]}, {"groups": ["difficulty"]}, 0),
        ("kind", {"groups": ["graduate"]}, {"occupation": "2-02-05-01"}, 60),
        ("kind", {"groups": ["graduate"]}, {"occupation": "4-02-01-01"}, 0),
        ("skills", {"skills": ["电焊", "烹饪"]}, {"skills": ["电焊"]}, 80),
        ("skills", {"skills": ["电焊"]}, {"skills": ["电焊", "烹饪"]}, 50),
        ("skills", {"skills": ["驾驶"]}, {"skills": ["电焊"]}, 0),
        ("housing", {"radius": 2}, {"place": COUNTIES[1], "housing": True}, 30),
        ("housing", {}, {"housing": True}, 0),
    ],
)  # fmt: skip
def test_points(part: str, whom: dict[str, Any], what: dict[str, Any], expected: int) -> None:
    assert points(part, person(1, **whom), offer(1, **what)) == expected


@pytest.mark.parametrize("rules", [JOBS, COURSES], ids=lambda rules: rules.name)
def test_no_part_gives_more_than_it_says(rules: Rules) -> None:
    from tests.matching.made import Market

    market = Market(5, 60, 60)
    pool = pool_of(market.pool.table.to_pylist(), rules=rules)
    seekers = seekers_of(market.people, pool)
    for i in range(seekers.size):
        found = parts(pool, seekers, i, np.arange(pool.size))
        for term in rules.parts:
            assert found[term.name].min() >= 0
            assert found[term.name].max() <= term.most


def test_occupations_are_near_by_their_levels() -> None:
    assert occupation_number("4-02-01-01", -1) == 0x04020101
    assert occupation_number("x", -7) == occupation_number(None, -7) == -7


def test_steps_must_fall() -> None:
    steps = (400, 340, 340, 120, 0)
    with pytest.raises(ValueError, match="must fall"):
        Rules("wrong", JOBS.occupation, steps, JOBS.musts, (), "")
    assert nearness(steps) is not None


def test_a_table_without_an_id_or_with_one_twice_is_refused() -> None:
    with pytest.raises(MatchingError, match="缺少"):
        seekers_of(people_table([]).drop_columns(["id"]), pool_of([]))
    with pytest.raises(MatchingError, match="1个编号重复"):
        pool_of([offer(1), offer(1)])


def test_more_names_than_bits_break_no_condition() -> None:
    many = [offer(n, certificates=[f"证{n}"]) for n in range(1, 101)]
    pool = pool_of(many)
    everybody = people_table([person(1), person(2, certificates=[f"证{n}" for n in range(1, 101)])])
    found, _ = best(seekers_of(everybody, pool), pool, 100)
    assert (found[0] == -1).all()
    assert (found[1] >= 0).sum() == 61


def test_what_was_told_is_not_offered_again() -> None:
    pool = pool_of([offer(1), offer(2)])
    seekers = seekers_of(people_table([person(7), person(8)]), pool, pairs((7, 2), (9, 1), (7, 99)))
    found, _ = best(seekers, pool, 2)
    ids = np.append(pool.columns["id"], 0)[found]
    assert sorted(ids[0]) == [0, 1]
    assert sorted(ids[1]) == [1, 2]
