"""Amounts of money."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leye.standards.money import MoneyError, show_yuan, to_fen, yuan

amounts = st.integers(0, 10**15)


@given(amounts)
def test_what_is_shown_reads_back(fen):
    assert to_fen(show_yuan(fen)) == fen
    assert to_fen(yuan(fen)) == fen
    assert to_fen(str(yuan(fen))) == fen


@given(st.integers(0, 10**11))
def test_spreadsheet_numbers_read_back(fen):
    assert to_fen(fen / 100) == fen


@given(st.integers(1, 10**15))
def test_negative_only_when_allowed(fen):
    assert to_fen(show_yuan(-fen), allow_negative=True) == -fen
    with pytest.raises(MoneyError, match="小于0"):
        to_fen(show_yuan(-fen))


@pytest.mark.parametrize(
    ("raw", "fen"),
    [
        ("3,500元", 350000), ("3500", 350000), ("0.35万", 350000), ("３，５００元", 350000), ("3.5千", 350000),
        (3500, 350000), (3500.5, 350050), (0.1 + 0.2, 30), ("￥3500.00", 350000), ("¥ 3500", 350000),
        ("3500元整", 350000), ("人民币3500元", 350000), ("1亿", 10**10), ("3500块", 350000), ("3 500", 350000),
        (".5", 50), ("1,234,567.89", 123456789), (Decimal("12.34"), 1234), ("0", 0), ("2w", 2000000),
    ],
)  # fmt: skip
def test_ways_of_writing(raw, fen):
    assert to_fen(raw) == fen


def test_the_unit_of_a_column_holds_for_bare_numbers_only():
    assert to_fen("0.35", unit="万元") == to_fen(0.35, unit="万元") == 350000
    assert to_fen("3500元", unit="万元") == 350000


def test_showing():
    assert [show_yuan(n) for n in (0, 5, 350000, 350050, -350050)] == [
        "0元", "0.05元", "3,500元", "3,500.50元", "-3,500.50元",
    ]  # fmt: skip


FAULTS = [
    ("", "empty", "没有填金额"),
    (None, "empty", "没有填金额"),
    ("-", "empty", "没有填金额"),
    (True, "empty", "没有填金额"),
    (float("nan"), "empty", "没有填金额"),
    (float("inf"), "unreadable", "看不懂"),
    ("abc", "unreadable", "看不懂金额“abc”"),
    ("5元5角", "unreadable", "看不懂"),
    ("3500元/月", "per_period", "带有“元/月”"),
    ("3000-5000", "range", "是一个范围"),
    ("3000至5000元", "range", "请只填一个数"),
    ("3,50", "comma", "逗号的位置不对"),
    ("3500美元", "unit", "“美元”看不懂"),
    ("0.001", "too_fine", "四舍五入到分"),
    (1 / 3, "too_fine", "四舍五入到分"),
    ("-5", "negative", "小于0"),
    ("12345678901234567", "too_large", "单位是元还是万元"),
]


@pytest.mark.parametrize(("raw", "kind", "words"), FAULTS)
def test_each_fault_is_named_in_chinese(raw, kind, words):
    with pytest.raises(MoneyError) as caught:
        to_fen(raw)
    assert caught.value.kind == kind
    assert words in str(caught.value)
