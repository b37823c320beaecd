"""Duties towards every kind of subject: whose records prove them, and when they are due."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from language import COUNTY, OTHER_VILLAGE, TOWN, Judge, World, document, number

from leye.engine import CampaignDates
from leye.facts import area, claim, household, person, site, spell, training
from leye.policy import COUNTY as COUNTY_LEVEL
from leye.policy import (
    MONTH,
    ONCE,
    WEEK,
    YEAR,
    Activities,
    By,
    During,
    Duty,
    Limit,
    Reached,
    Services,
    Trainings,
    param,
    param_date,
)
from leye.policy import VILLAGE as VILLAGE_LEVEL

DAY = date(2024, 3, 15)


def _duty(**changes: Any) -> Duty:
    plain: dict[str, Any] = {
        "clause": "一", "title": "做一件事", "at_least": param("one"), "per": YEAR, "owner": VILLAGE_LEVEL,
        "subject": person, "done_by": person.services("follow_up"),
    }  # fmt: skip
    return Duty(**plain | changes)


def _have(found: dict[str, list[dict[str, Any]]]) -> dict[int, int]:
    return {r["subject_id"]: r["have"] for r in found["duties"]}


def test_services_to_any_member_count_for_the_household(judge: Judge, tmp_path: Path) -> None:
    world = World()
    house, empty = world.add("ledger_household"), world.add("ledger_household")
    members = [world.person(household_id=house) for _ in range(2)]
    world.person(household_id=empty)
    for who in members:
        world.served(who, "home_visit", DAY)
    world.served(members[0], "home_visit", date(2023, 12, 31))
    world.served(members[0], "counselling", DAY)
    duty = _duty(subject=household, done_by=Services(("home_visit",)))
    assert _have(judge(document(tmp_path / "a", {"visit": duty}), world, DAY)) == {house: 2, empty: 0}


def test_trainings_count_when_completed_in_the_window(judge: Judge, tmp_path: Path) -> None:
    world = World()
    who, other = world.person(), world.person()
    skill, startup = (world.add("training_class", kind=k) for k in ("skill", "startup"))
    for course, day in (
        (skill, date(2024, 1, 1)),
        (skill, date(2023, 12, 31)),
        (startup, DAY),
        (skill, None),
    ):
        world.add("training_trainee", person_id=who, class_id=course, completed_on=day)
    world.add("training_trainee", person_id=who, class_id=skill, completed_on=date(2024, 3, 16))
    rules = {
        "skill": _duty(done_by=Trainings(("skill",))),
        "any_of_them": _duty(done_by=Trainings()),
        "either": _duty(done_by=Trainings(("skill", "startup"))),
    }
    found = judge(document(tmp_path / "a", rules), world, DAY)["duties"]
    assert {(r["rule"], r["subject_id"]): r["have"] for r in found} == {
        ("skill", who): 1, ("any_of_them", who): 2, ("either", who): 2,
        ("skill", other): 0, ("any_of_them", other): 0, ("either", other): 0,
    }  # fmt: skip


def test_activities_count_in_the_subtree_or_at_the_site(judge: Judge, tmp_path: Path) -> None:
    world = World()
    market, quiet = (world.add("registers_site", kind="gig_market", level=3) for _ in range(2))
    world.add("registers_activity", kind="gig_market_service", site_id=market, happened_on=date(2024, 3, 1))
    world.add("registers_activity", kind="gig_market_service", site_id=quiet, happened_on=date(2024, 2, 29))
    world.add("registers_activity", kind="ledger_check", happened_on=date(2024, 3, 11), quantity=50)
    world.add("registers_activity", kind="ledger_check", happened_on=date(2024, 3, 10), area_id=TOWN)
    world.add("registers_activity", kind="ledger_check", happened_on=DAY, area_id=OTHER_VILLAGE)
    rules = {
        "service": _duty(subject=site, done_by=Activities("gig_market_service"), per=MONTH),
        "check": _duty(
            subject=area,
            applies=area.is_county,
            done_by=Activities("ledger_check"),
            per=WEEK,
            owner=COUNTY_LEVEL,
        ),
    }
    found = judge(document(tmp_path / "a", rules), world, DAY)["duties"]
    have = {(r["rule"], r["subject_id"]): r["have"] for r in found}
    assert (have["service", market], have["service", quiet]) == (1, 0)
    assert (have["check", COUNTY], have["check", OTHER_VILLAGE // 10**6 * 10**6]) == (1, 1)
    assert have["check", COUNTY + 10**6] == 0


def test_a_spell_and_a_class_may_owe_something(judge: Judge, tmp_path: Path) -> None:
    world = World()
    who = world.person()
    hire = world.hired(who, date(2024, 3, 1))
    world.served(who, "follow_up", date(2024, 2, 28))
    world.served(who, "follow_up", date(2024, 3, 2))
    course = world.add("training_class", kind="skill", started_on=date(2024, 1, 1), ended_on=date(2024, 2, 1))
    rules = {
        "after_hiring": _duty(
            subject=spell, done_by=Services(("follow_up",)), per=ONCE, clock_from=spell.started_on
        ),
        "ended": _duty(subject=training, applies=training.has_ended, done_by=Reached(param("one")), per=ONCE),
    }
    found = judge(document(tmp_path / "a", rules), world, DAY)["duties"]
    assert {(r["rule"], r["subject_id"], r["have"]) for r in found} == {
        ("after_hiring", hire, 1), ("ended", course, 1),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("began", "due"),
    [(date(2024, 1, 31), date(2024, 2, 29)), (date(2024, 2, 29), date(2024, 3, 29)), (date(2024, 3, 14), date(2024, 4, 14))],
)  # fmt: skip
def test_a_clock_in_months_ends_on_the_same_day_or_the_months_last(
    judge: Judge, tmp_path: Path, began: date, due: date
) -> None:
    world = World()
    who = world.person()
    world.add("ledger_unemploymentregistration", person_id=who, registered_on=began)
    duty = _duty(applies=person.is_registered_unemployed, clock_from=person.registered_on,
                 due_after_months=param("one"), per=ONCE)  # fmt: skip
    (row,) = judge(document(tmp_path / "a", {"clear": duty}), world, DAY)["duties"]
    assert (row["since"], row["due_on"]) == (began, due)
    with pytest.raises(ValueError, match="只能写一个"):
        _duty(due_after=param("one"), due_after_months=param("one"))


def test_a_dated_deadline_stays_overdue_and_late_work_closes_it(judge: Judge, tmp_path: Path) -> None:
    world = World()
    who = world.person()
    numbers = {"by_day": number(date(2024, 3, 10), unit="日期")}
    pack = document(tmp_path / "a", {"survey": _duty(per=By("by", "3月10日前", day="by_day"))}, numbers)
    (row,) = judge(pack, world, DAY)["duties"]
    assert (row["due_on"], row["met"]) == (date(2024, 3, 10), False)
    world.served(who, "follow_up", DAY)
    (row,) = judge(pack, world, DAY)["duties"]
    assert row["met"]


def test_a_campaign_counts_its_own_days_and_an_areas(judge: Judge, tmp_path: Path) -> None:
    world = World()
    here, there = world.person(), world.person(area_id=OTHER_VILLAGE)
    for who in (here, there):
        world.served(who, "follow_up", date(2024, 3, 5))
    campaign = {"name": "spring", "title": "春风行动", "since": date(2024, 3, 1), "until": date(2024, 3, 31)}
    pack = document(tmp_path / "a", {"help": _duty(per=During("spring"))}, campaigns=[campaign])
    assert _have(judge(pack, world, DAY)) == {here: 1, there: 1}
    own = CampaignDates("a", "spring", OTHER_VILLAGE, OTHER_VILLAGE, date(2024, 3, 10), date(2024, 4, 30))
    found = judge(pack, world, DAY, campaigns=[own])["duties"]
    assert {r["subject_id"]: (r["have"], r["due_on"]) for r in found} == {
        here: (1, date(2024, 3, 31)), there: (0, date(2024, 4, 30)),
    }  # fmt: skip
    assert not judge(pack, world, date(2024, 4, 1))["duties"]


def test_a_number_that_lapsed_leaves_the_rule_but_not_the_condition(judge: Judge, tmp_path: Path) -> None:
    world = World()
    world.person()
    lapsed = number(60) | {
        "values": [{"value": 60, "from": date(2020, 1, 1), "to": date(2020, 10, 19)}],
        "ended": True,
    }
    rules = {
        "old": _duty(applies=person.age < param("days")),
        "plain": _duty(),
    }
    found = judge(document(tmp_path / "a", rules, {"days": lapsed}), world, DAY)["duties"]
    assert [r["rule"] for r in found] == ["plain"]


def test_a_date_of_the_document_is_compared_with_a_date_of_the_person(judge: Judge, tmp_path: Path) -> None:
    world = World()
    old, young = (world.person(birth_date=date(y, 1, 1)) for y in (1970, 2000))
    numbers = {"born": number(date(2000, 1, 1), unit="日期")}
    duty = _duty(applies=person.birth_date >= param_date("born"))
    assert set(_have(judge(document(tmp_path / "a", {"d": duty}, numbers), world, DAY))) == {young}
    assert old


def test_a_limit_may_watch_a_claim(judge: Judge, tmp_path: Path) -> None:
    world = World()
    world.claimed("loan", DAY, pack="a", amount_fen=300)
    over = world.claimed("loan", DAY, pack="a", amount_fen=301)
    limit = Limit(clause="一", title="上限", subject=claim, applies=claim.is_standing, value=claim.amount_fen,
                  at_most=param("most"), unit="分")  # fmt: skip
    (row,) = judge(document(tmp_path / "a", {"most_of": limit}, {"most": number(300)}), world, DAY)[
        "findings"
    ]
    assert (row["subject_id"], row["value"], row["bound"]) == (over, 301, 300)


def test_evidence_that_cannot_be_kept_about_a_subject_is_refused() -> None:
    with pytest.raises(ValueError, match="不能以 Activities 为佐证"):
        _duty(done_by=Activities("ledger_check"))
    with pytest.raises(ValueError, match="不能以 Services 为佐证"):
        _duty(subject=area, done_by=Services(("follow_up",)))
