"""Pay texts of advertisements: read, shown again, compared by month."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from leye.standards.numerals import with_digits
from leye.standards.pay import LARGEST_FEN, NEGOTIABLE, Pay, PayError, monthly_fen, parse_pay, show_pay

READ = [
    ("4-8千/月", 4000, 8000, "month", 12),
    ("1-2万·13薪", 10000, 20000, "month", 13),
    ("20-40万/年", 200000, 400000, "year", 12),
    ("8千-1.2万", 8000, 12000, "month", 12),
    ("６千－１．２万·１３薪", 6000, 12000, "month", 13),
    ("3千及以下", None, 3000, "month", 12),
    ("3万及以下/年", None, 30000, "year", 12),
    ("120元/天", 120, 120, "day", 12),
    ("1.5千/天", 1500, 1500, "day", 12),
    ("20元/小时", 20, 20, "hour", 12),
    ("每小时18", 18, 18, "hour", 12),
    ("3500", 3500, 3500, "month", 12),
    ("3000-4500元", 3000, 4500, "month", 12),
    ("3,000 ～ 4,500 元 ／ 月", 3000, 4500, "month", 12),
    ("三千到五千", 3000, 5000, "month", 12),
    ("七八千", 7000, 8000, "month", 12),
    ("两千八到三千二", 2800, 3200, "month", 12),
    ("1万2", 12000, 12000, "month", 12),
    ("底薪2000+提成", 2000, None, "month", 12),
    ("底薪2000+提成，综合5000-8000", 2000, 8000, "month", 12),
    ("月薪5千包吃住", 5000, 5000, "month", 12),
    ("5000元以上", 5000, None, "month", 12),
    ("最高8000", None, 8000, "month", 12),
    ("8-1.2万", 8000, 12000, "month", 12),
    ("3000-1万", 3000, 10000, "month", 12),
    ("3千-4500", 3000, 4500, "month", 12),
    ("5-8000", 5000, 8000, "month", 12),
    ("15-25K·14薪", 15000, 25000, "month", 14),
    ("6000-8000元/月，年底双薪", 6000, 8000, "month", 13),
    ("一天一百二", 120, 120, "day", 12),
    ("150元/天·日结", 150, 150, "day", 12),
    ("120元/天，月结", 120, 120, "day", 12),
    ("3毛/个", 0.3, 0.3, "piece", 12),
    ("计件工资4000-6000元/月", 4000, 6000, "month", 12),
    ("80元/亩", 80, 80, "piece", 12),
    ("300元/场", 300, 300, "once", 12),
    ("3500，18-45岁，五险一金，双休，每天8小时", 3500, 3500, "month", 12),
    ("3000+全勤200", 3000, 3000, "month", 12),
    ("试用期2000，转正3000-4000", 3000, 4000, "month", 12),
    ("3500 18-45岁", 3500, 3500, "month", 12),
    ("3500元 8小时 招3人", 3500, 3500, "month", 12),
]


@pytest.mark.parametrize(("text", "low", "high", "period", "months"), READ)
def test_pay_is_read_as_people_mean_it(text, low, high, period, months):
    pay = parse_pay(text)
    expected = tuple(None if yuan is None else round(yuan * 100) for yuan in (low, high))
    assert (pay.low_fen, pay.high_fen) == expected
    assert (pay.period, pay.months, pay.negotiable) == (period, months, False)


@pytest.mark.parametrize("text", ["面议", "薪资面议", "待遇从优", "工资按公司规定", "电话联系"])
def test_what_is_left_open_is_negotiable(text):
    assert parse_pay(text) == NEGOTIABLE
    assert parse_pay("计件").negotiable
    assert parse_pay("计件").period == "piece"


@pytest.mark.parametrize(
    ("text", "kind", "hint"),
    [
        ("", "empty", "没有写待遇"),
        ("9\ufffd-1.5万·13薪", "damaged", "乱码"),
        ("3-5", "unit", "单位"),
        ("200", "period", "按天"),
        ("8千-5千", "order", "前面的数比后面的大"),
        ("5000以上，3000以下", "order", "前面的数比后面的大"),
        ("1000元/周", "week", "换算"),
        ("150/天 4000/月", "several", "只留一种"),
        ("0.005元/件", "too_fine", "100件"),
        ("月入过万", "unreadable", "看不懂"),
        ("3500·99薪", "months", "99薪"),
        ("0元/月", "amount", "数额"),
        ("13800138000", "amount", "数额"),
    ],
)
def test_what_cannot_be_read_is_said_in_chinese(text, kind, hint):
    with pytest.raises(PayError) as caught:
        parse_pay(text)
    assert caught.value.kind == kind
    assert hint in str(caught.value)


def test_an_empty_cell_can_mean_negotiable_and_a_column_can_fix_the_period():
    assert parse_pay(None, blank=NEGOTIABLE) == NEGOTIABLE
    assert parse_pay("120", period="day") == Pay(12000, 12000, "day")


def test_pay_is_compared_by_month():
    assert monthly_fen(300000, None, "month") == (300000, None)
    assert monthly_fen(1200000, 2400000, "year") == (100000, 200000)
    assert monthly_fen(10000, 10000, "day") == (217500, 217500)
    assert monthly_fen(2000, 2000, "hour") == (348000, 348000)
    assert monthly_fen(1200000, 1200000, "month", 13) == (1300000, 1300000)
    assert monthly_fen(50, 50, "piece") == (None, None)


def test_numerals_become_digits():
    written = {"三千五": "3500", "一万二": "12000", "一百零五": "105", "1万2千": "12000", "一两万": "10000-20000",
               "十五": "15", "百元": "百元"}  # fmt: skip
    assert {text: with_digits(text) for text in written} == written


fen = st.one_of(st.none(), st.integers(1, LARGEST_FEN))


@given(
    fen, fen, st.sampled_from(["month", "day", "hour", "year", "piece", "once"]), st.integers(12, 36),
    st.sampled_from(["件", "斤", "亩", "箱"]), st.sampled_from(["次", "场"]),
)  # fmt: skip
def test_shown_pay_is_read_back(one, other, period, months, piece, once):
    known = sorted(each for each in (one, other) if each is not None)
    low, high = (known[0], known[-1]) if len(known) == 2 else (one, other)
    unit = {"piece": piece, "once": once}.get(period, "")
    pay = Pay(low, high, period, months, negotiable=not known, unit=unit)
    assert parse_pay(show_pay(pay)) == pay


@given(st.text("0123456789.-~千万百元kw/月天年小时·薪以上下+底提成面议件三五两半，薪起 ", max_size=24))
@example("5000以上3000以下")
def test_any_text_is_read_or_refused(text):
    try:
        pay = parse_pay(text)
    except PayError:
        return
    assert pay.negotiable or pay.low_fen is not None or pay.high_fen is not None
    assert pay.low_fen is None or pay.high_fen is None or pay.low_fen <= pay.high_fen
    low, high = monthly_fen(pay.low_fen, pay.high_fen, pay.period, pay.months)
    assert low is None or high is None or low <= high
    assert parse_pay(show_pay(pay)) == pay
