"""A whole night: three each, spread by seats, nothing hard broken, pins kept, wishes widened and said."""

from __future__ import annotations

from collections import Counter, defaultdict

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leye.matching import Matched, MatchingError, Settings, match
from leye.matching.pairs import verdicts
from leye.matching.scan import best, seekers_of
from leye.matching.short import WISHES
from tests.matching.made import COUNTIES, Market, offer, pairs, people_table, person, pool_of

QUICK = Settings(rounds=20, rounds_after=10)


def by_person(found: Matched) -> dict[int, list[int]]:
    told = defaultdict(list)
    for row in found.recommendations.to_pylist():
        told[row["seeker_id"]].append(row["offer_id"])
    return told


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 10**6), people=st.integers(0, 80), offers=st.integers(0, 60))
def test_everyone_with_three_gets_three_and_nothing_hard_is_broken(
    seed: int, people: int, offers: int
) -> None:
    market = Market(seed, people, offers)
    found = match(market.people, market.pool, told=market.told, settings=QUICK)
    feasible, _ = best(market.seekers, market.pool, 3, prune=False)
    counts = (feasible >= 0).sum(axis=1)
    told = by_person(found)
    short = {row["seeker_id"]: row["found"] for row in found.short.to_pylist()}
    rows = found.recommendations.to_pylist()
    relaxed = Counter(row["seeker_id"] for row in rows if row["relaxed"])
    for i, number in enumerate(market.people["id"].to_pylist()):
        own = told.get(number, [])
        assert len(own) == len(set(own)) == short.get(number, 3)
        # Wishes are widened only for what is missing.
        assert len(own) - relaxed[number] == counts[i]
    where = {number: i for i, number in enumerate(market.people["id"].to_pylist())}
    for row in rows:
        offers_ = market.pool.rows_of(np.array([row["offer_id"]]))
        held = verdicts(market.pool, market.seekers, where[row["seeker_id"]], offers_)
        broken = {name for name, holds in held.items() if not holds[0]}
        assert broken <= set(WISHES)
        assert row["relaxed"] == sum({WISHES[name] for name in broken})
        assert row["points"] >= 0


def test_the_same_tables_give_the_same_result() -> None:
    one, two = (match(m.people, m.pool, told=m.told) for m in (Market(4, 150, 60), Market(4, 150, 60)))
    assert one.recommendations == two.recommendations
    assert one.prices == two.prices


def test_recommendations_follow_the_number_of_seats() -> None:
    """One vacancy pays best; a hundred people do not all hear of it and of nothing else."""
    offers = [offer(n, seats=10, pay_fen=400_000) for n in range(1, 31)] + [
        offer(99, seats=1, pay_fen=600_000)
    ]
    people = people_table([person(n) for n in range(1, 101)])
    pool = pool_of(offers)
    shown = Counter(match(people, pool).recommendations["offer_id"].to_pylist())
    plain, _ = best(seekers_of(people, pool), pool, 3)
    assert np.isin(plain, pool.rows_of(np.array([99]))).sum() == 100
    assert shown[99] < 5
    assert max(shown.values()) < 20
    assert len(shown) == 31


def test_a_hundred_thousand_identical_vacancies_are_spread_too() -> None:
    pool = pool_of([offer(n, seats=1) for n in range(1, 20_001)])
    found = match(people_table([person(n) for n in range(1, 301)]), pool, settings=QUICK)
    assert max(Counter(found.recommendations["offer_id"].to_pylist()).values()) <= 2


def test_people_with_priority_come_first_where_places_are_scarce() -> None:
    people = [person(n, priority=2 if n <= 10 else 0) for n in range(1, 101)]
    offers = [
        offer(1, seats=3, pay_fen=600_000),
        offer(2, seats=3, pay_fen=590_000),
        offer(3, seats=3, pay_fen=580_000),
    ]
    offers += [offer(n, seats=30) for n in range(10, 20)]
    found = match(people_table(people), pool_of(offers))
    good = Counter(
        row["seeker_id"] <= 10 for row in found.recommendations.to_pylist() if row["offer_id"] in (1, 2, 3)
    )
    assert good[True] / 10 > 3 * good[False] / 90


def test_a_pin_comes_first_and_is_not_repeated() -> None:
    pool = pool_of([offer(n) for n in range(1, 8)])
    found = match(people_table([person(1), person(2)]), pool, pins=pairs((1, 5), (1, 5)))
    rows = [row for row in found.recommendations.to_pylist() if row["seeker_id"] == 1]
    assert [row["offer_id"] for row in rows][0] == 5
    assert [row["pinned"] for row in rows] == [True, False, False]
    assert len({row["offer_id"] for row in rows}) == 3
    assert found.refused_pins.num_rows == 0


def test_a_pin_overrules_no_condition() -> None:
    pool = pool_of(
        [offer(1, certificates=["叉车证"]), offer(2, seats=1, filled=1), offer(3), offer(4), offer(5)]
    )
    pins = pairs((1, 1), (1, 2), (1, 3), (1, 77))
    found = match(people_table([person(1)]), pool, told=pairs((1, 3)), pins=pins)
    assert {(row["offer_id"], row["must"]) for row in found.refused_pins.to_pylist()} == {
        (1, "certificates"), (2, "seats"), (3, "told"), (77, "seats"),
    }  # fmt: skip
    assert by_person(found)[1] == [4, 5] or set(by_person(found)[1]) == {4, 5}


def test_more_pins_than_recommendations_are_refused() -> None:
    pool = pool_of([offer(n) for n in range(1, 8)])
    with pytest.raises(MatchingError, match="超过3个"):
        match(people_table([person(1)]), pool, pins=pairs((1, 1), (1, 2), (1, 3), (1, 4)))


def test_distance_is_widened_before_wages_and_requirements_never() -> None:
    near = offer(1)
    city = offer(2, place=COUNTIES[1])
    far = offer(3, place=COUNTIES[2])
    poor = offer(4, pay_fen=200_000)
    strict = offer(5, education="20")
    whom = people_table([person(1, floor_fen=350_000)])
    found = match(whom, pool_of([near, city, far, poor, strict])).recommendations.to_pylist()
    assert [(row["offer_id"], row["relaxed"]) for row in found] == [(1, 0), (2, 1), (3, 1)]
    found = match(whom, pool_of([near, city, poor, strict])).recommendations.to_pylist()
    assert [(row["offer_id"], row["relaxed"]) for row in found] == [(1, 0), (2, 1), (4, 2)]
    missing = match(whom, pool_of([near, strict]))
    assert by_person(missing)[1] == [1]
    assert missing.short.to_pylist() == [{"seeker_id": 1, "found": 1}]


def test_empty_tables_are_no_error() -> None:
    nobody, nothing = people_table([]), pool_of([])
    assert match(nobody, nothing).recommendations.num_rows == 0
    assert match(nobody, pool_of([offer(1)])).prices.num_rows == 1
    alone = match(people_table([person(1)]), nothing)
    assert alone.short.to_pylist() == [{"seeker_id": 1, "found": 0}]


def test_prices_are_taken_up_where_they_were_left() -> None:
    market = Market(8, 200, 20)
    first = match(market.people, market.pool)
    again = market.pool.priced(first.prices["price"].to_numpy())
    assert pa.compute.max(first.prices["price"]).as_py() > 0
    assert (
        match(market.people, again, settings=QUICK).recommendations.num_rows == first.recommendations.num_rows
    )
