"""Identity numbers: every way people mistype them, and the words they get back."""

import pickle
import time
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import ric

from leye.standards.calendar import today
from leye.standards.identity import (
    Identity,
    IdentityError,
    group_identity,
    make_identity,
    mask_identity,
    parse_identity,
    parse_many,
)

births = st.dates(date(1900, 1, 1), date(2025, 12, 31))
places = st.sampled_from(["610622", "431129", "150102", "612601", "999999"])
sequences = st.integers(0, 999)

GOOD = make_identity("610622", date(1990, 1, 1), 123)
WITH_X = next(
    number for n in range(1000) if (number := make_identity("610622", date(1985, 6, 7), n)).endswith("X")
)


@given(places, births, sequences)
def test_a_made_number_reads_back(division, birth, sequence):
    identity = parse_identity(make_identity(division, birth, sequence))
    assert (identity.division, identity.birth_date) == (division, birth)
    assert identity.sex == ("1" if sequence % 2 else "2")
    assert not identity.was_15


@given(births, sequences)
def test_made_numbers_pass_the_other_check_too(birth, sequence):
    number = make_identity("610622", max(birth, date(1996, 1, 1)), sequence)
    assert ric.is_valid(number)


@given(births, sequences, st.integers(0, 16), st.integers(1, 9))
def test_any_single_wrong_digit_is_noticed(birth, sequence, place, shift):
    number = make_identity("610622", birth, sequence)
    wrong = number[:place] + str((int(number[place]) + shift) % 10) + number[place + 1 :]
    with pytest.raises(IdentityError):
        parse_identity(wrong)


@given(births, sequences)
def test_masks_hide_the_birth_date(birth, sequence):
    number = make_identity("610622", birth, sequence)
    assert mask_identity(number) == number[:6] + "********" + number[-4:]
    assert number not in repr(parse_identity(number))


@pytest.mark.parametrize("odd", ["", None, "123", GOOD + "1"])
def test_a_mask_of_anything_else_shows_nothing(odd):
    assert set(mask_identity(odd)) <= {"*"}


def wide(text):
    return "".join(chr(ord(char) + 0xFEE0) for char in text)


@pytest.mark.parametrize(
    "raw",
    [
        GOOD,
        f"  {GOOD}\n",
        f"{GOOD[:6]} {GOOD[6:14]} {GOOD[14:]}",
        f"{GOOD[:6]}-{GOOD[6:14]}—{GOOD[14:]}",
        f"'{GOOD}",
        f"’{GOOD}",
        wide(GOOD),
        f"\ufeff{GOOD}\u200b",
        int(GOOD),
        group_identity(GOOD),
    ],
)
def test_dirt_around_a_good_number_is_removed(raw):
    assert parse_identity(raw).number == GOOD


@pytest.mark.parametrize("x", ["x", "X", "Ｘ", "ｘ", "×", "Ⅹ", "Х"])
def test_everything_that_looks_like_the_last_x_is_x(x):
    assert parse_identity(WITH_X[:-1] + x).number == WITH_X


@pytest.mark.parametrize("raw", ["612601900101123", 612601900101123, 612601900101123.0, "612601900101123.0",
                                 "6.12601900101123E+14", Decimal("612601900101123")])  # fmt: skip
def test_fifteen_digits_become_eighteen(raw):
    identity = parse_identity(raw)
    assert identity.was_15
    assert identity.number == make_identity("612601", date(1990, 1, 1), 123)
    assert identity.warnings == ()


FAULTS = [
    (None, "empty", "没有填"),
    ("", "empty", "没有填"),
    ("　 ", "empty", "没有填"),
    (float("nan"), "empty", "没有填"),
    (True, "empty", "没有填"),
    (6.10622199001011e17, "precision", "文本"),
    ("6.10622E+17", "precision", "文本"),
    ("6.10622199001011E+17", "precision", "文本"),
    ("6.1E+14", "precision", "文本"),
    (610622199001011000, "precision", "找不回来"),
    ("610622199001011000", "precision", "找不回来"),
    ("610622199001011234.0", "precision", "文本"),
    (Decimal("610622199001011234"), "precision", "文本"),
    ("610622********1234", "masked", "星号"),
    ("6106221990O1011234", "character", "第11位是“O”"),
    ("陕" + GOOD[1:], "character", "第1位是“陕”"),
    (GOOD[:5] + "X" + GOOD[6:], "character", "第6位是“X”"),
    (GOOD[:-1], "length", "漏了末位的X"),
    (GOOD[:-2], "length", "现有16位"),
    (GOOD + "1", "length", "现有19位"),
    (12, "length", "现有2位"),
    ("0" + GOOD[1:], "division", "不会以0开头"),
    ("610622199002301234", "date", "“19900230”不是真实的日期"),
    ("610622199013011234", "date", "不是真实的日期"),
    ("612601750101999", "date_range", "早于1900年"),
    (make_identity("610622", date(1899, 12, 31), 11), "date_range", "1899-12-31"),
    (GOOD[:-1] + ("1" if GOOD[-1] != "1" else "2"), "check", f"末位应为“{GOOD[-1]}”"),
]


@pytest.mark.parametrize(("raw", "kind", "words"), FAULTS)
def test_each_fault_is_named_in_chinese(raw, kind, words):
    with pytest.raises(IdentityError) as caught:
        parse_identity(raw)
    assert caught.value.kind == kind
    assert words in str(caught.value)
    assert "请" in str(caught.value)
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)


def test_nobody_is_born_tomorrow():
    with pytest.raises(IdentityError, match="晚于今天"):
        parse_identity(make_identity("610622", today() + timedelta(days=1), 1))
    assert parse_identity(make_identity("610622", today(), 1)).birth_date == today()


def test_an_unknown_division_is_a_warning_and_an_abolished_one_is_fine():
    assert "999999" in parse_identity(make_identity("999999", date(1990, 1, 1), 1)).warnings[0]
    assert parse_identity(make_identity("612624", date(1980, 1, 1), 1)).warnings == ()


def test_a_valid_number_ending_in_three_zeros_is_kept_with_a_warning():
    births = (date(1990, 1, 1) + timedelta(days=n) for n in range(100))
    number = next(n for birth in births if (n := make_identity("610622", birth, 100)).endswith("000"))
    assert "000" in parse_identity(number).warnings[0]


def test_many_keep_their_places_and_are_fast():
    start = date(1950, 1, 1)
    numbers = [make_identity("610622", start + timedelta(days=n % 20000), n % 1000) for n in range(100_000)]
    numbers[7] = "bad"
    began = time.perf_counter()
    results = parse_many(numbers)
    took = time.perf_counter() - began
    assert isinstance(results[7], IdentityError)
    assert isinstance(results[8], Identity)
    assert [r.number for r in results if isinstance(r, Identity)] == numbers[:7] + numbers[8:]
    assert took < 1.5


def test_making_refuses_nonsense():
    with pytest.raises(ValueError, match="division"):
        make_identity("61062", date(1990, 1, 1), 1)
    with pytest.raises(ValueError, match="sequence"):
        make_identity("610622", date(1990, 1, 1), 1000)
