"""Figures: sums, ratios, levels, what does not add up, and the comparison with last year."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from language import COUNTY, LEAGUE, OTHER_VILLAGE, VILLAGE, Judge, World, document
from population import PROVINCE

from leye.facts import claim, reading, spell
from leye.policy import COUNTY as COUNTY_LEVEL
from leye.policy import PROVINCE as PROVINCE_LEVEL
from leye.policy import YEAR, Indicator, Pack, add_months, param

DAY = date(2024, 3, 15)


def _indicator(**changes: Any) -> Indicator:
    plain: dict[str, Any] = {
        "clause": "一",
        "title": "就业",
        "subject": spell,
        "at": spell.started_on,
        "per": YEAR,
    }
    return Indicator(**plain | changes)


def _at(found: dict[str, list[dict[str, Any]]], place: int, rule: str = "n") -> dict[str, Any]:
    (row,) = [r for r in found["figures"] if (r["area_id"], r["rule"]) == (place, rule)]
    return row


def test_money_is_summed_over_the_areas_above(judge: Judge, tmp_path: Path) -> None:
    world = World()
    who = world.person()
    for amount, place, state in (
        (100, VILLAGE, "paid"),
        (50, VILLAGE, "refused"),
        (7, OTHER_VILLAGE, "paid"),
    ):
        world.claimed("x", DAY, amount_fen=amount, area_id=place, state=state, person_id=who)
    rule = _indicator(subject=claim, at=claim.decided_on, measure="sum", amount=claim.amount_fen,
                      counts=claim.is_standing, unit="分")  # fmt: skip
    found = judge(document(tmp_path / "a", {"n": rule}), world, DAY)
    assert [_at(found, p)["value"] for p in (VILLAGE, COUNTY, PROVINCE, OTHER_VILLAGE)] == [100, 100, 107, 7]
    assert _at(found, COUNTY + 10**6)["value"] == 0


def test_a_ratio_is_of_sums_and_a_rate_stays_where_it_was_measured(judge: Judge, tmp_path: Path) -> None:
    world = World()
    for place, value, whole in ((COUNTY, 1, 3), (COUNTY, 2, 3), (LEAGUE, 9, 10)):
        world.add("registers_reading", kind="satisfaction_service", area_id=place, value=value, whole=whole,
                  period_start=date(2024, 1, 1), period_end=date(2024, 3, 1))  # fmt: skip
    plain: dict[str, Any] = {
        "subject": reading, "at": reading.period_end, "measure": "ratio", "amount": reading.value,
        "out_of": reading.whole,
    }  # fmt: skip
    rules = {"n": _indicator(**plain), "own": _indicator(**plain, rolls_up=False)}
    found = judge(document(tmp_path / "a", rules), world, DAY)
    assert (_at(found, COUNTY)["value"], _at(found, COUNTY)["whole"]) == (5000, 6)
    assert _at(found, LEAGUE)["value"] == 12 * 10000 // 16
    assert _at(found, LEAGUE, "own")["value"] == 9000
    assert _at(found, PROVINCE, "own")["value"] is None
    assert _at(found, VILLAGE)["value"] is None


def test_last_year_up_to_the_same_day_is_the_target(judge: Judge, tmp_path: Path) -> None:
    world = World()
    who = [world.person() for _ in range(4)]
    for n, day in zip(
        who, (date(2023, 3, 15), date(2023, 1, 1), date(2023, 3, 16), date(2022, 12, 31)), strict=True
    ):
        world.hired(n, day, ended_on=date(2023, 12, 1))
    world.hired(who[0], DAY)
    rule = _indicator(versus="last_year", strictly=True)
    row = _at(judge(document(tmp_path / "a", {"n": rule}), world, DAY), PROVINCE)
    assert (row["value"], row["target"]) == (1, 2)
    assert rule.reached(2, 2) is False
    assert rule.reached(3, 2) is True
    assert _indicator(versus="last_year").reached(2, 2) is True
    assert _indicator(better="less", target=param("one")).reached(2, 3) is True
    assert rule.reached(None, 2) is None


def test_what_lasts_counts_when_any_day_of_it_lies_inside(judge: Judge, tmp_path: Path) -> None:
    world = World()
    spells = ((date(2022, 5, 1), None), (date(2023, 6, 1), date(2024, 1, 1)), (date(2023, 6, 1), date(2024, 1, 2)),
              (date(2024, 3, 15), None), (date(2024, 3, 15), date(2024, 3, 20)))  # fmt: skip
    for began, ended in spells:
        world.hired(world.person(), began, ended_on=ended)
    rule = _indicator(ends=spell.ended_on, versus="last_year")
    row = _at(judge(document(tmp_path / "a", {"n": rule}), world, DAY), PROVINCE)
    assert (row["value"], row["target"]) == (4, 1)


def test_a_figure_of_some_levels_is_shown_at_these_only(judge: Judge, tmp_path: Path) -> None:
    world = World()
    world.hired(world.person(), DAY)
    rule = _indicator(levels=(PROVINCE_LEVEL, COUNTY_LEVEL))
    found = judge(document(tmp_path / "a", {"n": rule}), world, DAY)["figures"]
    assert {(r["area_id"], r["value"]) for r in found if r["value"]} == {(PROVINCE, 1), (COUNTY, 1)}
    assert len(found) == 6


def test_a_person_with_two_jobs_counts_once_and_adds_up(judge: Judge, tmp_path: Path) -> None:
    world = World()
    first, second = world.person(), world.person(area_id=VILLAGE + 1)
    for n, place in ((first, VILLAGE), (first, VILLAGE), (second, VILLAGE + 1)):
        world.hired(n, DAY, area_id=place)
    rules = {"n": _indicator(), "times": _indicator(distinct=False)}
    found = judge(document(tmp_path / "a", rules), world, DAY)
    assert [_at(found, p)["value"] for p in (VILLAGE, VILLAGE + 1, COUNTY, PROVINCE)] == [1, 1, 2, 2]
    assert _at(found, PROVINCE, "times")["value"] == 3


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"measure": "median"}, "measure"),
        ({"measure": "sum"}, "amount"),
        ({"amount": param("one")}, "amount"),
        ({"measure": "ratio", "amount": param("one")}, "out_of"),
        ({"versus": "yesterday"}, "last_year"),
        ({"versus": "last_year", "at": None}, "发生日期"),
        ({"versus": "last_year", "target": param("one")}, "target"),
        ({"strictly": True}, "strictly"),
        ({"at": None, "ends": spell.ended_on}, "ends"),
    ],
)
def test_a_figure_written_wrongly_says_what_is_missing(wrong: dict[str, Any], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        _indicator(**wrong)


@pytest.fixture(scope="module")
def compared(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    """A document whose one figure is compared with last year's."""
    rule = _indicator(versus="last_year", distinct=False)
    return document(tmp_path_factory.mktemp("compared") / "a", {"n": rule})


BEGINNINGS = st.lists(st.tuples(st.dates(date(2022, 12, 1), date(2024, 12, 31)), st.booleans()), max_size=12)
DAYS = st.sampled_from([date(2024, 2, 29), date(2024, 12, 31), date(2024, 1, 1), date(2023, 2, 28)])


@settings(max_examples=12, deadline=None)
@given(BEGINNINGS, DAYS)
def test_this_year_and_last_year_count_the_days_they_say(
    judge: Judge, compared: Pack, spells: list[tuple[date, bool]], day: date
) -> None:
    world = World()
    for began, near in spells:
        place = VILLAGE if near else OTHER_VILLAGE
        world.hired(world.person(area_id=place), began, area_id=place)
    row = _at(judge(compared, world, day), PROVINCE)
    last = add_months(day, -12)
    assert row["value"] == sum(date(day.year, 1, 1) <= began <= day for began, _ in spells)
    assert row["target"] == sum(date(day.year - 1, 1, 1) <= began <= last for began, _ in spells)
