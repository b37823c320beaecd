"""Three-way merge and the clock of a device: no database."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leye.offline.clock import DRIFT, DeviceClock, instant
from leye.offline.merge import merge
from leye.standards.calendar import SHANGHAI

VALUES = st.sampled_from(["", "一", "二", "三"])
FIELDS = st.dictionaries(st.sampled_from(["phone", "address", "note"]), VALUES)
TAKEN = dt.datetime(2026, 11, 22, 9, 0, tzinfo=SHANGHAI)
SYNCED = dt.datetime(2026, 11, 22, 20, 0, tzinfo=SHANGHAI)
HOUR = 3_600_000


@given(base=FIELDS, mine=FIELDS, current=FIELDS)
def test_every_recorded_field_goes_in_or_is_agreed_or_is_asked_about(
    base: dict[str, str], mine: dict[str, str], current: dict[str, str]
) -> None:
    merged = merge(base, mine, current)
    places = [set(merged.apply), set(merged.agreed), set(merged.conflicts)]
    assert set().union(*places) == set(mine)
    assert sum(map(len, places)) == len(mine)


@given(base=FIELDS, mine=FIELDS, current=FIELDS)
def test_what_somebody_else_wrote_is_never_overwritten(
    base: dict[str, str], mine: dict[str, str], current: dict[str, str]
) -> None:
    for name in merge(base, mine, current).apply:
        assert current.get(name) == base.get(name) or (name not in base and not current.get(name))


@pytest.mark.parametrize(
    ("base", "mine", "current", "where"),
    [
        ({"phone": "1"}, {"phone": "2"}, {"phone": "1"}, "apply"),
        ({"phone": "1"}, {"phone": "2"}, {"phone": "3"}, "conflicts"),
        ({"phone": "1"}, {"phone": "2"}, {"phone": "2"}, "agreed"),
        ({"phone": "1"}, {"phone": "1"}, {"phone": "3"}, "agreed"),
        ({"phone": "1"}, {"phone": ""}, {"phone": "1"}, "apply"),
        ({"phone": "1"}, {"phone": ""}, {"phone": "3"}, "conflicts"),
        ({}, {"phone": "2"}, {"phone": "1"}, "conflicts"),
        ({}, {"phone": "2"}, {"phone": ""}, "apply"),
    ],
)
def test_where_a_field_goes(
    base: dict[str, str], mine: dict[str, str], current: dict[str, str], where: str
) -> None:
    assert list(getattr(merge(base, mine, current), where)) == ["phone"]


def clock(then_hours: float, now_hours: float) -> DeviceClock:
    return DeviceClock(int(then_hours * HOUR), int(now_hours * HOUR), TAKEN, SYNCED, SHANGHAI)


def test_a_clock_that_is_wrong_all_day_is_put_right() -> None:
    shown = dt.datetime(2020, 1, 1, 3, 0, tzinfo=SHANGHAI)
    behind = (TAKEN + dt.timedelta(hours=2) - shown) / dt.timedelta(hours=1)
    found = clock(behind, behind).when(shown)
    assert found.certain
    assert found.at == TAKEN + dt.timedelta(hours=2)


def test_a_clock_that_wanders_a_little_is_believed() -> None:
    found = clock(0, DRIFT / dt.timedelta(hours=1)).when(TAKEN + dt.timedelta(hours=1))
    assert (found.at, found.certain) == (TAKEN + dt.timedelta(hours=1), True)


def test_a_clock_set_on_the_way_is_put_right_where_only_one_reading_is_possible() -> None:
    # Set forward by three days after the record: read with the new difference it lies before the pack was taken.
    found = clock(0, -72).when(TAKEN + dt.timedelta(hours=1))
    assert (found.at, found.certain) == (TAKEN + dt.timedelta(hours=1), True)


def test_two_possible_readings_on_one_day_are_good_enough() -> None:
    assert clock(0, 2).when(TAKEN + dt.timedelta(hours=1)).certain


def test_two_possible_days_are_asked_about() -> None:
    night = DeviceClock(0, 12 * HOUR, TAKEN, SYNCED + dt.timedelta(days=2), SHANGHAI)
    assert not night.when(TAKEN + dt.timedelta(hours=5)).certain


def test_a_moment_outside_the_time_of_the_pack_is_asked_about_and_kept_inside() -> None:
    found = clock(0, 0).when(TAKEN - dt.timedelta(days=3))
    assert not found.certain
    assert found.at == TAKEN


@pytest.mark.parametrize("ms", [-1, 10**15])
def test_no_clock_shows_this(ms: int) -> None:
    with pytest.raises(ValueError, match=str(ms)):
        instant(ms)
