"""Counts over children of any subject: at night on both engines, live for one person and for one area."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from both import Both
from language import COUNTY, LEAGUE, OTHER_VILLAGE, START, VILLAGE, Judge, World, document, number
from scratch import executing, fill, with_resolved

from leye.engine import Adoption, LiveEvaluator, resolve
from leye.facts import (
    all_of,
    area,
    claim,
    employer,
    fair,
    household,
    person,
    placement,
    site,
    spell,
    trainee,
    training,
)
from leye.policy import Limit, Pack, PolicyError, param
from leye.policy.errors import ChildUnknown, CountsInCircle, CountTwice, KindUnknown, PlainTest
from leye.standards.calendar import is_working_day

DAY = date(2024, 6, 30)
TEN = {"ten": number(10), "zero": number(-1)}


def _above(subject: Any, value: Any, **more: Any) -> Limit:
    """A limit that is always gone beyond, so that its finding tells the value."""
    plain = {"clause": "一", "title": "计数", "unit": "个", "at_most": param("zero")}
    return Limit(subject=subject, value=value, **plain | more)


def _values(found: dict[str, list[dict[str, Any]]], rule: str) -> dict[int, int]:
    return {row["subject_id"]: row["value"] for row in found["findings"] if row["rule"] == rule}


def _classes(world: World) -> tuple[int, int, list[int]]:
    """A class of three, two of them at work in time; a class of nobody; the trainees."""
    full, empty = (
        world.add("training_class", kind="skill", started_on=date(2024, 1, 8), ended_on=date(2024, 1, 31))
        for _ in range(2)
    )
    trainees = []
    for start in (date(2024, 2, 29), date(2024, 2, 1), date(2024, 3, 1)):
        who = world.person(area_id=OTHER_VILLAGE if len(trainees) == 1 else VILLAGE)
        world.hired(who, start, area_id=world.rows["ledger_person"][-1]["area_id"])
        trainees.append(world.add("training_trainee", person_id=who, class_id=full,
                                  area_id=world.rows["ledger_person"][-1]["area_id"]))  # fmt: skip
    return full, empty, trainees


def _class_pack(folder: Path) -> Pack:
    in_time = training.count("in_time", "一个月内就业人数", trainee.months_to_work < param("one"))
    everybody = training.count("everybody", "学员数")
    good = area.count("good", "达标班次", (in_time.column >= param("two")) & training.has_ended, of=training)
    rules = {
        "of_class": _above(training, in_time.column),
        "all_of_class": _above(training, everybody.column),
        "of_trainee": _above(trainee, in_time.column),
        "good_classes": _above(area, good.column, applies=area.is_county | area.is_village),
    }
    return document(folder, rules | {"a": in_time, "b": everybody, "c": good}, TEN | {"two": number(2)})


def test_a_class_counts_its_trainees_and_a_trainee_sees_the_count(judge: Judge, tmp_path: Path) -> None:
    world = World()
    full, empty, trainees = _classes(world)
    found = judge(_class_pack(tmp_path / "a"), world, DAY)
    assert _values(found, "of_class") == {full: 2, empty: 0}
    assert _values(found, "all_of_class") == {full: 3, empty: 0}
    assert _values(found, "of_trainee") == dict.fromkeys(trainees, 2)


def test_a_count_may_look_at_another_count(judge: Judge, tmp_path: Path) -> None:
    world = World()
    _classes(world)
    good = _values(judge(_class_pack(tmp_path / "a"), world, DAY), "good_classes")
    assert (good[COUNTY], good[VILLAGE]) == (1, 1)
    assert {v for place, v in good.items() if place not in (COUNTY, VILLAGE)} == {0}


def _area_pack(folder: Path) -> Pack:
    open_sites = area.count("open_sites", "零工市场数", site.of_kind("gig_market") & site.is_open, of=site)
    paid = area.count("paid", "已付金额", claim.is_standing, of=claim, total=claim.amount_fen)
    fairs = area.count("fairs", "招聘会", of=fair)
    hires = employer.count("hires", "大龄招用人数", spell.age_at_start >= param("ten"))
    rules = {
        "sites": _above(area, open_sites.column), "money": _above(area, paid.column),
        "fairs_here": _above(area, fairs.column), "hired": _above(employer, hires.column),
        "hire": _above(spell, hires.column),
    }  # fmt: skip
    return document(folder, rules | {"a": open_sites, "b": paid, "c": fairs, "d": hires}, TEN)


def _area_world() -> World:
    world = World()
    for place, kind in ((VILLAGE, "gig_market"), (COUNTY, "gig_market"), (OTHER_VILLAGE, "gig_market"),
                        (VILLAGE, "incubator")):  # fmt: skip
        world.add("registers_site", area_id=place, kind=kind)
    for amount, place in ((2**40, VILLAGE), (3, LEAGUE), (None, VILLAGE)):
        world.claimed("x", DAY, amount_fen=amount, area_id=place)
    world.add("market_fair", area_id=COUNTY, held_on=DAY, status="held")
    boss = world.add("ledger_employer", area_id=LEAGUE, kind="soe")
    world.add("ledger_employer", area_id=LEAGUE, kind="other")
    for _ in range(2):
        world.hired(world.person(), date(2024, 2, 1), employer_id=boss)
    world.hired(world.person(), date(2024, 2, 1))
    return world


def test_an_area_counts_and_sums_what_stands_in_its_subtree(judge: Judge, tmp_path: Path) -> None:
    world = _area_world()
    found = judge(_area_pack(tmp_path / "a"), world, DAY)
    assert [_values(found, "sites")[p] for p in (VILLAGE, COUNTY, LEAGUE, OTHER_VILLAGE)] == [1, 2, 2, 1]
    assert [_values(found, "money")[p] for p in (VILLAGE, LEAGUE, OTHER_VILLAGE)] == [2**40, 2**40 + 3, 0]
    assert [_values(found, "fairs_here")[p] for p in (VILLAGE, COUNTY)] == [0, 1]
    assert list(_values(found, "hired").values()) == [2, 0]
    assert list(_values(found, "hire").values()) == [2, 2], "a job without an employer has no count"


def test_a_household_counts_members_beyond_the_border_of_the_adoption(judge: Judge, tmp_path: Path) -> None:
    working = household.count("working", "就业人数", person.is_employed)
    grown = household.count("grown", "年满人数", person.age >= param("ten"))
    pack = document(tmp_path / "a", {"w": working, "g": grown, "n": _above(household, working.column),
                                     "m": _above(household, grown.column)}, TEN)  # fmt: skip
    world = World()
    house = world.add("ledger_household")
    world.person(household_id=house)
    away = world.person(household_id=house, area_id=OTHER_VILLAGE)
    world.hired(away, date(2024, 1, 1), area_id=OTHER_VILLAGE)
    adopted = [Adoption("a", LEAGUE, LEAGUE + 10**8 - 1, START)]
    found = judge(pack, world, DAY, adopted=adopted)
    assert _values(found, "n") == {house: 1}
    assert _values(found, "m") == {house: 1}, "where nothing is adopted the number is unknown"


def test_one_person_and_one_area_live_see_the_same_counts(both: Both, judge: Judge, tmp_path: Path) -> None:
    world = _area_world()
    for _ in range(3):
        world.add(
            "casework_placement", person_id=world.person(), post_id=7, post_kind="rural", started_on=DAY
        )
    who = world.rows["ledger_person"][-1]["id"]
    areas = _area_pack(tmp_path / "areas")
    posts = document(tmp_path / "posts", {"holders": _above(placement, placement.holders_of_post)}, TEN)
    packs = {p.id: p for p in (areas, posts)}
    night = judge([areas, posts], world, DAY)
    everywhere = [Adoption(name, LEAGUE, LEAGUE + 10**8 - 1, START) for name in packs]
    resolved = resolve(packs, everywhere, [], DAY, is_working_day)
    fill(both.connection, with_resolved(world.rows, resolved))
    live, execute = LiveEvaluator(packs), executing(both.connection)
    (holder,) = [r for r in live.person(execute, who, DAY).findings if r["rule"] == "holders"]
    assert holder["value"] == 3
    for place in (VILLAGE, COUNTY, LEAGUE):
        now = {r["rule"]: r["value"] for r in live.area(execute, place, DAY).findings}
        assert now == {rule: _values(night, rule)[place] for rule in ("sites", "money", "fairs_here")}


def test_errors_of_counts_teach(tmp_path: Path) -> None:
    with pytest.raises(ChildUnknown, match="可以计数的有：培训学员"):
        training.count("x", "错", of=spell)
    with pytest.raises(ChildUnknown, match="没有可以计数的对象"):
        person.count("x", "错")
    with pytest.raises(ChildUnknown, match="未写明的对象"):
        area.count("x", "错")
    with pytest.raises(KindUnknown, match="gig_market"):
        site.of_kind("gig_markets")
    with pytest.raises(PolicyError, match="of_kind"):
        person.of_kind("x")
    with pytest.raises(PlainTest, match="恒为真或恒为假"):
        all_of(site.is_open, site.kind == "gig_market")
    circle = household.count("circle", "绕", household.count("circle", "绕").column > param("one"))
    pack = document(tmp_path / "a", {"c": circle, "n": _above(household, circle.column)}, TEN)
    with pytest.raises(CountsInCircle, match="circle"):
        LiveEvaluator({"a": pack}).sql("person")
    twice = {"c": household.count("same", "甲"), "d": household.count("same", "乙")}
    with pytest.raises(CountTwice, match="same"):
        document(tmp_path / "b", twice, TEN)
