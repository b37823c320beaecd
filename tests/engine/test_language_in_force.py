"""What is in force where: numbers left open, faults of one pack, documents that take each other's place."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from language import COUNTY, LEAGUE, START, document, number
from population import PROVINCE, PROVINCE_LAST

from leye.engine import (
    Adoption,
    AdoptionsOverlap,
    CampaignDates,
    Override,
    Resolved,
    ValueUnusable,
    conflicts,
    resolve,
)
from leye.engine.adoptions import AreaRule
from leye.facts import person
from leye.policy import (
    MONTH,
    VILLAGE,
    WEEK,
    YEAR,
    By,
    DayOfMonth,
    During,
    Duty,
    Pack,
    PackBroken,
    ParameterOutsideDates,
    PolicyError,
    Span,
    param,
)
from leye.policy.periods import as_number, campaign_keys
from leye.standards.calendar import is_working_day

DAY = date(2024, 3, 15)
REGION = (PROVINCE, PROVINCE_LAST)
WITHIN = (LEAGUE, LEAGUE + 10**8 - 1)


def _duty(**changes: Any) -> Duty:
    plain: dict[str, Any] = {
        "clause": "一", "title": "做一件事", "at_least": param("one"), "per": YEAR, "owner": VILLAGE,
        "subject": person, "done_by": person.services("follow_up"),
    }  # fmt: skip
    return Duty(**plain | changes)


def _resolve(
    packs: list[Pack],
    adoptions: list[Adoption],
    day: date = DAY,
    overrides: list[Override] | None = None,
    **more: Any,
) -> Resolved:
    return resolve({p.id: p for p in packs}, adoptions, overrides or [], day, is_working_day, **more)


def _rules(found: Resolved, pack: str = "a") -> list[str]:
    return sorted({r.rule for r in found.rules if r.pack == pack})


OPEN = {"open": number(1) | {"values": [], "to_fill": True, "label": "目标数"}}


def test_a_number_left_open_stops_only_the_rules_that_need_it_and_says_so(tmp_path: Path) -> None:
    rules = {"plain": _duty(), "waits": _duty(title="等一个数", at_least=param("open"))}
    pack = document(tmp_path / "a", rules, OPEN)
    found = _resolve([pack], [Adoption("a", *REGION, START)])
    assert _rules(found) == ["plain"]
    (notice,) = found.of_kind("to_fill")
    assert notice.pack == "a"
    assert "目标数" in notice.message
    assert "等一个数" in notice.message
    assert "做一件事" not in notice.message
    filled = _resolve(
        [pack], [Adoption("a", *REGION, START)], overrides=[Override("a", "open", *WITHIN, 3, START)]
    )
    assert [(r.lo, r.hi) for r in filled.rules if r.rule == "waits"] == [WITHIN]
    assert len(filled.of_kind("to_fill")) == 2
    assert all(n.hi < LEAGUE or n.lo > WITHIN[1] for n in filled.of_kind("to_fill"))


def test_a_number_outside_its_dates_stops_its_rules_only_and_no_other_pack(tmp_path: Path) -> None:
    late = number(1) | {"values": [{"value": 1, "from": date(2024, 4, 1)}]}
    bad = document(
        tmp_path / "a", {"plain": _duty(), "late": _duty(title="晚", at_least=param("n"))}, {"n": late}
    )
    good = document(tmp_path / "b", {"plain": _duty()})
    adopted = [Adoption(p, *REGION, START) for p in "ab"]
    found = _resolve([bad, good], adopted, strict=False)
    assert (_rules(found), _rules(found, "b")) == (["plain"], ["plain"])
    (fault,) = found.of_kind("fault")
    assert fault.pack == "a"
    for word in ("政策包 a", "依据 一", "2024-03-15", "补上"):
        assert word in fault.message
    with pytest.raises(ParameterOutsideDates):
        _resolve([bad, good], adopted)
    assert _rules(_resolve([bad], adopted[:1], date(2024, 4, 1))) == ["late", "plain"]


def test_two_adoptions_that_cross_leave_the_first_in_force_by_night(tmp_path: Path) -> None:
    pack = document(tmp_path / "a", {"plain": _duty()})
    first, second = Adoption("a", *WITHIN, START), Adoption("a", LEAGUE + 5, PROVINCE_LAST, date(2021, 1, 1))
    with pytest.raises(AdoptionsOverlap):
        _resolve([pack], [second, first])
    found = _resolve([pack], [second, first], strict=False)
    assert [(r.lo, r.hi) for r in found.rules] == [WITHIN]
    assert "先终止其中一条" in found.of_kind("fault")[0].message


def test_a_local_value_that_makes_no_day_is_a_fault_of_that_rule(tmp_path: Path) -> None:
    numbers = {"by_day": number(date(2024, 12, 1), unit="日期")}
    pack = document(
        tmp_path / "a", {"plain": _duty(), "by": _duty(per=By("by", "前", day="by_day"))}, numbers
    )
    adopted, wrong = [Adoption("a", *REGION, START)], [Override("a", "by_day", *WITHIN, 20241301, START)]
    found = _resolve([pack], adopted, overrides=wrong, strict=False)
    assert len([r for r in found.rules if r.rule == "by"]) == 2
    assert "20241301" in found.of_kind("fault")[0].message
    with pytest.raises(ValueUnusable, match="算不出期限"):
        _resolve([pack], adopted, overrides=wrong)


def test_a_campaign_without_days_waits_for_the_areas(tmp_path: Path) -> None:
    campaign = {"name": "spring", "title": "春风行动"}
    pack = document(tmp_path / "a", {"help": _duty(per=During("spring"))}, campaigns=[campaign])
    adopted = [Adoption("a", *REGION, START)]
    found = _resolve([pack], adopted)
    assert not found.rules
    assert "春风行动" in found.of_kind("to_fill")[0].message
    runs = [
        CampaignDates("a", "spring", *WITHIN, date(2023, 3, 1), date(2023, 3, 31)),
        CampaignDates("a", "spring", *WITHIN, date(2024, 3, 1), date(2024, 3, 31)),
    ]
    (row,) = _resolve([pack], adopted, campaigns=runs).rules
    assert (row.lo, row.hi, row.since, row.until) == (*WITHIN, date(2024, 3, 1), date(2024, 3, 31))
    assert not _resolve([pack], adopted, date(2024, 4, 1), campaigns=runs).rules
    with pytest.raises(PolicyError, match="没有任何行动"):
        document(tmp_path / "b", {"help": _duty(per=During("spring"))})
    with pytest.raises(PackBroken, match="同时"):
        document(tmp_path / "c", {}, campaigns=[campaign | {"since": DAY}])


def _old_and_new(tmp_path: Path, **about: Any) -> list[Pack]:
    new = document(tmp_path / "b", {"plain": _duty()}, number="新号", **about)
    return [document(tmp_path / "a", {"plain": _duty(per=MONTH)}, number="旧号"), new]


def _row(found: Resolved, pack: str) -> list[AreaRule]:
    return [r for r in found.rules if r.pack == pack]


def test_a_superseded_document_stops_where_and_when_the_other_begins(tmp_path: Path) -> None:
    packs = _old_and_new(tmp_path, supersedes=["旧号"])
    adopted = [
        Adoption("a", *REGION, START, None, standing=True),
        Adoption("b", *WITHIN, date(2024, 3, 20)),
    ]
    before = _resolve(packs, adopted, date(2024, 3, 19))
    assert {(r.lo, r.hi): r.due_on for r in _row(before, "a")} == {
        (PROVINCE, LEAGUE - 1): date(2024, 3, 31),
        WITHIN: date(2024, 3, 19),
        (WITHIN[1] + 1, PROVINCE_LAST): date(2024, 3, 31),
    }
    after = _resolve(packs, adopted, date(2024, 3, 20))
    assert [(r.lo, r.hi) for r in _row(after, "a")] == [
        (PROVINCE, LEAGUE - 1),
        (WITHIN[1] + 1, PROVINCE_LAST),
    ]
    assert [(r.lo, r.hi) for r in _row(after, "b")] == [WITHIN]
    (note,) = after.notices
    assert (note.lo, note.hi) == WITHIN
    assert "由 新号 替代" in note.message
    ended = [adopted[0], Adoption("b", *WITHIN, date(2024, 3, 20), date(2024, 3, 25))]
    assert len(_row(_resolve(packs, ended, date(2024, 3, 26)), "a")) == 1


def test_a_document_that_expired_does_not_bring_the_old_one_back(tmp_path: Path) -> None:
    packs = _old_and_new(tmp_path, supersedes=["旧号"], valid_until=date(2023, 12, 31))
    adopted = [Adoption("a", *REGION, START), Adoption("b", *REGION, date(2022, 1, 1))]
    assert not _resolve(packs, adopted).rules


def test_a_repealed_document_stops_standing_or_not(tmp_path: Path) -> None:
    pack = document(tmp_path / "a", {"plain": _duty(per=MONTH)}, repealed_on=DAY)
    for standing in (True, False):
        adopted = [Adoption("a", *REGION, START, None, standing)]
        (row,) = _resolve([pack], adopted, DAY - timedelta(days=1)).rules
        assert row.due_on == DAY - timedelta(days=1)
        assert not _resolve([pack], adopted).rules
    assert "废止" in _resolve([pack], adopted).notices[0].message


def test_documents_that_order_the_same_with_other_numbers_are_told(tmp_path: Path) -> None:
    three = number(3, label="次数", unit="次")
    upper = document(tmp_path / "a", {"mine": _duty(title="每年一次")}, area="150000")
    lower = document(
        tmp_path / "b", {"theirs": _duty(title="每年三次", at_least=param("n"))}, {"n": three}, area="150100",
        gives_way_to=["国家和省新规定"],
    )  # fmt: skip
    packs = {"a": upper, "b": lower}
    adopted = [Adoption("a", *REGION, START), Adoption("b", *WITHIN, START)]
    (found,) = conflicts(packs, adopted, DAY)
    assert (found.kind, found.lo, found.hi, found.prevails) == ("numbers", *WITHIN, "a")
    for word in ("每年一次", "每年三次", "1个", "3次", "从其规定"):
        assert word in found.message
    same = [Override("b", "n", *WITHIN, 1, START)]
    assert conflicts(packs, adopted, DAY, same) == []
    assert conflicts(packs, [adopted[0], Adoption("b", *WITHIN, date(2025, 1, 1))], DAY) == []
    county = (COUNTY + 10**9, COUNTY + 10**9 + 5)
    assert conflicts(packs, [Adoption("a", *WITHIN, START), Adoption("b", *county, START)], DAY) == []


def test_one_title_twice_and_a_superseded_document_still_adopted_are_told(tmp_path: Path) -> None:
    one, other = document(tmp_path / "a", {"x": _duty()}), document(tmp_path / "b", {"x": _duty(per=MONTH)})
    adopted = [Adoption(p, *REGION, START) for p in ("a", "b")]
    (found,) = conflicts({"a": one, "b": other}, adopted, DAY)
    assert (found.kind, found.first, found.second) == ("title", ("a", "x"), ("b", "x"))
    (tmp_path / "more").mkdir()
    old, new = _old_and_new(tmp_path / "more", supersedes=["旧号"])
    (found,) = conflicts({"a": old, "b": new}, adopted, DAY)
    assert (found.kind, found.prevails) == ("superseded", "b")
    assert "请终止采用 旧号" in found.message


def test_two_packs_with_one_rule_name_are_kept_apart(tmp_path: Path) -> None:
    one, other = document(tmp_path / "a", {"x": _duty()}), document(tmp_path / "b", {"x": _duty(per=MONTH)})
    found = _resolve([one, other], [Adoption(p, *REGION, START) for p in ("a", "b")])
    assert {(r.pack, r.rule): r.due_on for r in found.rules} == {
        ("a", "x"): date(2024, 12, 31), ("b", "x"): date(2024, 3, 31),
    }  # fmt: skip


@given(
    st.dates(date(2020, 1, 1), date(2025, 12, 31)), st.integers(1, 31), st.booleans(),
    st.dates(date(2020, 1, 1), date(2025, 12, 31)),
)  # fmt: skip
def test_a_day_of_the_month_is_always_in_the_month_and_in_the_adoption(
    day: date, nth: int, inclusive: bool, since: date
) -> None:
    period = DayOfMonth("m", "每月", day="n", inclusive="i")
    whole = Span(since, date(2025, 12, 31))
    window = period.window(day, whole, {"n": nth, "i": int(inclusive)}.__getitem__, is_working_day)
    if day < since:
        assert window is None
    if window is not None:
        assert window.since <= day <= window.until
        assert max(window.since, since) <= window.due_on <= window.until
        assert window.due_on.day == min(max(nth - (not inclusive), 1), window.until.day)


@given(
    st.dates(date(2023, 1, 1), date(2025, 12, 31)),
    st.dates(date(2023, 6, 1), date(2024, 6, 1)),
    st.integers(0, 200),
)
def test_each_week_of_a_campaign_lies_inside_it(day: date, since: date, length: int) -> None:
    until = since + timedelta(days=length)
    numbers = dict(zip(campaign_keys("c"), map(as_number, (since, until)), strict=True))
    whole = Span(date(2023, 9, 1), date(2025, 6, 30))
    window = During("c", each=WEEK).window(day, whole, numbers.__getitem__, is_working_day)
    inside = max(since, whole.since) <= day <= min(until, whole.until)
    assert (window is not None) == inside
    if window is not None:
        assert since <= window.since <= day <= window.until <= until
        assert (window.until - window.since).days < 7
