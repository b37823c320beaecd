"""Adoptions and overrides become disjoint ranges; the most specific area wins; nothing is silent."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leye.engine import Adoption, AdoptionsOverlap, Override, Resolved, resolve
from leye.packs import load_packs
from leye.policy import ParameterOutsideDates
from leye.standards.calendar import is_working_day

PACKS = load_packs()
PACK = "nm_2022_28"
START, DAY = date(2022, 1, 1), date(2024, 3, 15)
REGION = (150000000000, 159999999999)
LEAGUE = (150100000000, 150199999999)
COUNTY = (150101000000, 150101999999)
OTHER = (150102000000, 150102999999)


def _resolve(adoptions: list[Adoption], overrides: list[Override] = [], day: date = DAY) -> Resolved:  # noqa: B006 - read only
    return resolve(PACKS, adoptions, overrides, day, is_working_day)


def _values(found: Resolved, name: str) -> list[tuple[int, int, int]]:
    return [(v.lo, v.hi, v.value) for v in found.values if v.name == name]


def test_without_overrides_one_range_holds_the_documents_value() -> None:
    assert _values(_resolve([Adoption(PACK, *REGION, START)]), "follow_ups") == [(*REGION, 1)]


def test_the_innermost_override_wins_and_ranges_stay_disjoint() -> None:
    overrides = [
        Override(PACK, "follow_ups", *LEAGUE, 2, START),
        Override(PACK, "follow_ups", *COUNTY, 3, START),
    ]
    assert _values(_resolve([Adoption(PACK, *REGION, START)], overrides), "follow_ups") == [
        (REGION[0], LEAGUE[0] - 1, 1),
        (LEAGUE[0], COUNTY[0] - 1, 2),
        (*COUNTY, 3),
        (COUNTY[1] + 1, LEAGUE[1], 2),
        (LEAGUE[1] + 1, REGION[1], 1),
    ]


def test_an_override_holds_on_its_first_and_last_day_and_not_outside() -> None:
    override = Override(PACK, "follow_ups", *REGION, 2, date(2024, 3, 1), date(2024, 3, 31))
    for day, value in (
        (date(2024, 2, 29), 1), (date(2024, 3, 1), 2), (date(2024, 3, 31), 2), (date(2024, 4, 1), 1),
    ):  # fmt: skip
        found = _resolve([Adoption(PACK, *REGION, START)], [override], day)
        assert _values(found, "follow_ups") == [(*REGION, value)], day


def test_an_override_cuts_the_windows_that_depend_on_it() -> None:
    override = Override(PACK, "deadline_inclusive", *LEAGUE, 0, START)
    found = _resolve([Adoption(PACK, *REGION, START)], [override], date(2024, 4, 1))
    due = [(r.lo, r.hi, r.due_on) for r in found.rules if r.rule == "quarterly_form"]
    assert due == [
        (REGION[0], LEAGUE[0] - 1, date(2024, 4, 5)),
        (*LEAGUE, date(2024, 4, 4)),
        (LEAGUE[1] + 1, REGION[1], date(2024, 4, 5)),
    ]
    assert len([r for r in found.rules if r.rule == "monthly_follow_up"]) == 1


def test_an_adoption_inside_another_wins_there() -> None:
    found = _resolve([Adoption(PACK, *REGION, START), Adoption(PACK, *COUNTY, date(2023, 5, 1))])
    survey = [(r.lo, r.hi, r.since) for r in found.rules if r.rule == "survey"]
    assert survey == [
        (REGION[0], COUNTY[0] - 1, START),
        (*COUNTY, date(2023, 5, 1)),
        (COUNTY[1] + 1, REGION[1], START),
    ]


@pytest.mark.parametrize("second", [REGION, (LEAGUE[0] + 5, REGION[1] + 5)])
def test_equal_or_crossing_adoptions_are_an_error(second: tuple[int, int]) -> None:
    with pytest.raises(AdoptionsOverlap, match=r"nm_2022_28.*先终止其中一条"):
        _resolve([Adoption(PACK, *REGION, START), Adoption(PACK, *second, START)])


def test_adoptions_one_after_the_other_are_no_overlap() -> None:
    first = Adoption(PACK, *REGION, START, date(2024, 3, 14))
    second = Adoption(PACK, *REGION, date(2024, 3, 15))
    assert _resolve([first, second]).rules


def test_an_adoption_acts_on_its_last_day_and_not_on_the_next() -> None:
    adoption = Adoption(PACK, *REGION, START, DAY)
    assert _resolve([adoption]).rules
    assert not _resolve([adoption], day=DAY + timedelta(days=1)).rules


def test_past_the_documents_end_only_a_standing_adoption_acts_and_both_say_so() -> None:
    after = date(2026, 1, 1)
    ended = _resolve([Adoption(PACK, *REGION, START)], day=after)
    assert not ended.rules
    assert "到期" in ended.notices[0].message
    standing = _resolve([Adoption(PACK, *REGION, START, standing=True)], day=after)
    assert _values(standing, "follow_ups") == [(*REGION, 1)]
    assert "延续执行" in standing.notices[0].message
    assert {r.until for r in standing.rules if r.rule == "monthly_follow_up"} == {date(2026, 1, 31)}


def test_a_target_is_that_of_the_region_and_of_areas_that_set_their_own() -> None:
    override = Override(PACK, "target_graduates", *LEAGUE, 700, START)
    found = _resolve([Adoption(PACK, *REGION, START)], [override])
    assert sorted(_values(found, "target_graduates")) == [
        (REGION[0], REGION[0], 520000),
        (LEAGUE[0], LEAGUE[0], 700),
    ]
    assert not _values(_resolve([Adoption(PACK, *COUNTY, START)]), "target_graduates")


def test_a_parameter_without_a_value_on_the_day_is_never_zero() -> None:
    pack = PACKS[PACK]
    with pytest.raises(ParameterOutsideDates):
        pack.parameters["follow_ups"].value_on(date(2026, 6, 1))


BRANCHES = st.lists(st.integers(0, 9), max_size=3).map(
    lambda digits: (
        150000000000 + sum(d * 10 ** (9 - place) for place, d in enumerate(digits)),
        150000000000
        + sum(d * 10 ** (9 - place) for place, d in enumerate(digits))
        + 10 ** (10 - len(digits))
        - 1,
    )
)


@given(st.lists(st.tuples(BRANCHES, st.integers(1, 9)), unique_by=lambda o: o[0], max_size=12), st.data())
def test_any_area_gets_the_value_of_the_smallest_range_around_it(
    ranges: list[tuple[tuple[int, int], int]], data: st.DataObject
) -> None:
    overrides = [Override(PACK, "follow_ups", lo, hi, value, START) for (lo, hi), value in ranges]
    found = _values(_resolve([Adoption(PACK, *REGION, START)], overrides), "follow_ups")
    assert all(a[1] + 1 == b[0] for a, b in pairwise(found))
    assert (found[0][0], found[-1][1]) == REGION
    area = data.draw(st.integers(*REGION))
    around = [(hi - lo, value) for (lo, hi), value in ranges if lo <= area <= hi]
    assert [v for lo, hi, v in found if lo <= area <= hi] == [min(around)[1] if around else 1]
