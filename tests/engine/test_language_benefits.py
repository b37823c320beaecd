"""Who is entitled, who is paid, and what shuts out what."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from language import VILLAGE, Judge, World, document, number
from population import PROVINCE

from leye.engine import Override
from leye.facts import employer, person, site, spell
from leye.policy import Benefit, PackBroken, param

DAY = date(2024, 3, 15)
HIRED = date(2024, 2, 1)
MONEY = {"amount": number(50000, unit="分"), "stack": number(0)}


def _hire(**changes: Any) -> Benefit:
    plain: dict[str, Any] = {
        "clause": "一", "title": "吸纳补贴", "subject": spell, "applies": spell.is_open, "gives": "补贴",
        "amount": param("amount"), "payee": "employer", "payee_id": spell.employer_id,
    }  # fmt: skip
    return Benefit(**plain | changes)


def _own(**changes: Any) -> Benefit:
    plain: dict[str, Any] = {
        "clause": "一", "title": "本人补贴", "subject": person, "applies": person.is_employed, "gives": "补贴",
        "amount": param("amount"),
    }  # fmt: skip
    return Benefit(**plain | changes)


def _rules(found: dict[str, list[dict[str, Any]]]) -> list[tuple[str, Any]]:
    return sorted((r["rule"], r["payee_id"]) for r in found["entitlements"])


def test_an_employer_is_paid_for_a_hire(judge: Judge, tmp_path: Path) -> None:
    world = World()
    who = world.person(hukou_code="150121")
    works = world.add("ledger_employer", kind="enterprise")
    world.hired(who, HIRED, employer_id=works)
    pack = document(
        tmp_path / "a", {"hire": _hire(fund="就业资金", fund_place=spell.introduced_by_id)}, MONEY
    )
    (row,) = judge(pack, world, DAY)["entitlements"]
    assert (row["rule"], row["amount_fen"], row["payee_kind"], row["payee_id"]) == (
        "hire", 50000, "employer", works,
    )  # fmt: skip
    assert (row["subject_kind"], row["person_id"], row["fund_place"], row["rank"]) == (
        "spell",
        who,
        None,
        None,
    )


@pytest.mark.parametrize(
    ("claim", "left"),
    [
        ({"state": "paid"}, 0),
        ({"state": "approved"}, 0),
        ({"state": "refused"}, 1),
        ({"state": "recovered"}, 1),
        ({"decided_on": date(2024, 3, 16)}, 1),
        ({"payee_id": 999}, 1),
        ({"payee_id": None}, 0),
        ({"pack": "other"}, 1),
    ],
)
def test_once_is_shut_out_by_a_standing_claim_for_the_same_person_and_payee(
    judge: Judge, tmp_path: Path, claim: dict[str, Any], left: int
) -> None:
    world = World()
    who = world.person()
    world.hired(who, HIRED, employer_id=7)
    plain = {"person_id": who, "pack": "a", "payee_id": 7, "decided_on": DAY}
    world.claimed("hire", **plain | claim)
    found = judge(document(tmp_path / "a", {"hire": _hire(once=True)}, MONEY), world, DAY)
    assert len(found["entitlements"]) == left


def test_once_per_subject_leaves_the_next_job_of_the_same_person(judge: Judge, tmp_path: Path) -> None:
    world = World()
    who = world.person()
    first, second = (world.hired(who, day, employer_id=7) for day in (HIRED, date(2024, 3, 1)))
    world.claimed("hire", DAY, pack="a", person_id=who, payee_id=7, subject_kind="spell", subject_id=first)
    by_person = document(tmp_path / "a", {"hire": _hire(once=True)}, MONEY)
    assert judge(by_person, world, DAY)["entitlements"] == []
    (tmp_path / "b").mkdir()
    by_job = document(tmp_path / "b" / "a", {"hire": _hire(once=True, once_per="subject")}, MONEY)
    (row,) = judge(by_job, world, DAY)["entitlements"]
    assert row["subject_id"] == second
    with pytest.raises(ValueError, match="once_per"):
        _hire(once_per="year")


def test_once_for_a_site_goes_by_the_site(judge: Judge, tmp_path: Path) -> None:
    world = World()
    had, other = (world.add("registers_site", kind="gig_market", level=3) for _ in range(2))
    world.claimed(
        "award", DAY, pack="a", subject_kind="site", subject_id=had, payee_kind="site", payee_id=had
    )
    award = Benefit(
        clause="一", title="奖补", subject=site, applies=site.is_open, gives="奖补", amount=param("amount"),
        payee="site", once=True,
    )  # fmt: skip
    (row,) = judge(document(tmp_path / "a", {"award": award}, MONEY), world, DAY)["entitlements"]
    assert (row["subject_id"], row["payee_id"], row["person_id"]) == (other, other, None)


def test_the_benefit_named_first_shuts_out_the_other_across_kinds(judge: Judge, tmp_path: Path) -> None:
    world = World()
    who = world.person()
    world.hired(who, HIRED, employer_id=7)
    first, second = _own(), _hire(excludes=("own",))
    assert _rules(judge(document(tmp_path / "a", {"own": first, "hire": second}, MONEY), world, DAY)) == [
        ("own", who)
    ]
    pack = document(tmp_path / "b", {"hire": second, "own": first}, MONEY)
    assert _rules(judge(pack, world, DAY)) == [("hire", 7)]


def test_an_earlier_claim_shuts_out_what_it_excludes_also_of_another_pack(
    judge: Judge, tmp_path: Path
) -> None:
    world = World()
    who, another = world.person(), world.person()
    for n in (who, another):
        world.hired(n, HIRED, employer_id=7)
    world.claimed("own", HIRED, pack="b", person_id=who)
    a = document(tmp_path / "a", {"hire": _hire(excludes=("b.own",))}, MONEY)
    b = document(tmp_path / "b", {"own": _own(applies=~person.is_employed)}, MONEY)
    (row,) = judge([a, b], world, DAY)["entitlements"]
    assert (row["pack"], row["person_id"]) == ("a", another)


def test_a_switch_lets_them_stack_where_the_area_says_so(judge: Judge, tmp_path: Path) -> None:
    world = World()
    who, elsewhere = world.person(), world.person(area_id=VILLAGE + 1)
    world.hired(who, HIRED, employer_id=7)
    world.hired(elsewhere, HIRED, employer_id=8, area_id=VILLAGE + 1)
    rules = {"own": _own(), "hire": _hire(excludes=("own",), stacks=param("stack"))}
    pack = document(tmp_path / "a", rules, MONEY)
    allowed = Override("a", "stack", VILLAGE + 1, VILLAGE + 1, 1, date(2020, 1, 1))
    assert _rules(judge(pack, world, DAY, overrides=[allowed])) == [
        ("hire", 8), ("own", who), ("own", elsewhere),
    ]  # fmt: skip


def test_a_benefit_that_is_not_in_force_shuts_out_nothing(judge: Judge, tmp_path: Path) -> None:
    world = World()
    who = world.person()
    world.hired(who, HIRED, employer_id=7)
    open_number = {"open": number(1) | {"values": [], "to_fill": True}}
    first = _own(applies=person.age >= param("open"))
    pack = document(tmp_path / "a", {"own": first, "hire": _hire(excludes=("own",))}, MONEY | open_number)
    assert _rules(judge(pack, world, DAY)) == [("hire", 7)]
    filled = Override("a", "open", PROVINCE, PROVINCE + 10**10 - 1, 16, date(2020, 1, 1))
    assert _rules(judge(pack, world, DAY, overrides=[filled])) == [("own", who)]


def test_the_first_priority_that_holds_is_the_rank(judge: Judge, tmp_path: Path) -> None:
    world = World()
    woman, man = world.person(sex="2"), world.person()
    world.person(sex="0")
    order = {"1 女": person.sex == "2", "2 男": person.sex == "1"}
    pack = document(tmp_path / "a", {"own": _own(applies=person.is_able, order=order)}, MONEY)
    found = judge(pack, world, DAY)["entitlements"]
    assert {r["person_id"]: r["rank"] for r in found if r["rank"]} == {woman: 1, man: 2}
    assert len(found) == 3


def test_what_cannot_be_paid_or_compared_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="须写明 payee_id"):
        _own(payee="employer")
    with pytest.raises(ValueError, match="应为：person"):
        _own(payee="friend")
    Benefit(clause="一", title="t", subject=employer, applies=employer.in_park, gives="x", payee="agency")
    with pytest.raises(PackBroken, match="没有这项待遇"):
        document(tmp_path / "a", {"own": _own(excludes=("nothing",))}, MONEY)
    area_wide = Benefit(clause="一", title="企业奖", subject=employer, gives="x", payee="employer")
    with pytest.raises(PackBroken, match="无法按同一人互斥"):
        document(tmp_path / "b", {"own": _own(excludes=("firm",)), "firm": area_wide}, MONEY)
