"""Dates and the calendar."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leye.standards.calendar import (
    Quarter,
    add_months,
    add_working_days,
    covered,
    covered_years,
    is_working_day,
    month_end,
    next_working_day,
    quarter_of,
    today,
)
from leye.standards.dates import DateError, parse_date, read_date

days = st.dates(date(1910, 1, 2), date(2100, 12, 31))

FORMS = [
    "{y}-{m}-{d}", "{y}/{m}/{d}", "{y}.{m}.{d}", "{y}-{m:02}-{d:02}", "{y}{m:02}{d:02}", "{y}年{m}月{d}日",
    "{y}年{m:02}月{d:02}号", " {y} 年 {m} 月 {d} 日 ", "{y}-{m}-{d} 00:00:00", "{y}-{m:02}-{d:02}T08:30",
    "'{y}-{m}-{d}", "{y}—{m}—{d}", "{y}／{m}／{d}", "{y}．{m}．{d}", "{y}。{m}。{d}",
]  # fmt: skip
MONTH_FORMS = ["{y}年{m}月", "{y}.{m}", "{y}-{m:02}", "{y}/{m}", "{y}{m:02}", "{y}年{m}月份"]


@given(days, st.sampled_from(FORMS))
def test_every_written_form_reads_back(day, form):
    text = form.format(y=day.year, m=day.month, d=day.day)
    assert parse_date(text) == day
    assert parse_date(text.translate({n: n + 0xFEE0 for n in range(0x30, 0x3A)})) == day


@given(days)
def test_spreadsheet_values_read_back(day):
    serial = (day - date(1899, 12, 30)).days
    assert parse_date(serial) == parse_date(float(serial) + 0.75) == day
    assert parse_date(int(f"{day:%Y%m%d}")) == parse_date(float(f"{day:%Y%m%d}")) == day
    assert parse_date(day) == parse_date(datetime.combine(day, time(23, 59))) == day


def test_the_other_excel_calendar():
    assert parse_date(43834, date1904=True) == parse_date(45296) == date(2024, 1, 5)
    assert parse_date("45296") == date(2024, 1, 5)


@given(days, st.sampled_from(MONTH_FORMS))
def test_month_alone_is_taken_only_when_asked(day, form):
    text = form.format(y=day.year, m=day.month)
    assert parse_date(text, precision="month") == day.replace(day=1)
    assert read_date(text) == (day.replace(day=1), "month")
    with pytest.raises(DateError, match="请补上日"):
        parse_date(text)


def test_numbers_that_are_year_and_month():
    assert read_date(2024.05) == (date(2024, 5, 1), "month")
    assert read_date(2024.11) == (date(2024, 11, 1), "month")
    assert read_date(202401) == (date(2024, 1, 1), "month")
    assert read_date("2024.10") == (date(2024, 10, 1), "month")


def test_a_moment_elsewhere_is_dated_in_china():
    assert parse_date(datetime(2024, 1, 4, 20, 0, tzinfo=UTC)) == date(2024, 1, 5)


FAULTS = [
    (None, "empty", "没有填日期"),
    ("", "empty", "没有填日期"),
    (" - ", "empty", "没有填日期"),
    (float("nan"), "empty", "没有填日期"),
    ("2023-2-29", "impossible", "“2023-2-29”不是真实存在的日期"),
    ("2024-13-1", "impossible", "请核对月和日"),
    ("20240431", "impossible", "不是真实存在"),
    ("1899-12-31", "range", "1900至2100"),
    ("2101-1-1", "range", "1900至2100"),
    (date(1800, 1, 1), "range", "1900至2100"),
    (35, "range", "数字35不是日期"),
    (1e9, "range", "不是日期"),
    (2024, "year_only", "只有年份"),
    ("2024年", "year_only", "请补上月和日"),
    (2024.1, "ambiguous", "1月，也可能是2024年10月"),
    (2024.123, "unreadable", "看不懂"),
    ("24-1-5", "short_year", "四位年份"),
    ("1/5/2024", "unreadable", "看不懂日期“1/5/2024”"),
    ("20241", "unreadable", "看不懂"),
    ("长期", "unreadable", "看不懂日期“长期”"),
]


@pytest.mark.parametrize(("raw", "kind", "words"), FAULTS)
def test_each_fault_is_named_in_chinese(raw, kind, words):
    with pytest.raises(DateError) as caught:
        parse_date(raw)
    assert caught.value.kind == kind
    assert words in str(caught.value)


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        ((2024, 1, 31), 1, (2024, 2, 29)),
        ((2023, 1, 31), 1, (2023, 2, 28)),
        ((2024, 2, 29), 12, (2025, 2, 28)),
        ((2024, 2, 29), 48, (2028, 2, 29)),
        ((2024, 3, 31), -1, (2024, 2, 29)),
        ((2024, 1, 15), -1, (2023, 12, 15)),
        ((2024, 12, 31), 2, (2025, 2, 28)),
        ((2024, 5, 31), 0, (2024, 5, 31)),
    ],
)
def test_adding_months_stops_at_month_ends(start, count, end):
    assert add_months(date(*start), count) == date(*end)


@given(st.dates(date(1950, 1, 1), date(2090, 12, 31)), st.integers(-400, 400))
def test_added_months_land_in_the_right_month(day, count):
    moved = add_months(day, count)
    assert (moved.year * 12 + moved.month) - (day.year * 12 + day.month) == count
    assert moved.day == min(day.day, month_end(moved).day)


@given(st.dates(date(1950, 1, 1), date(2090, 12, 31)))
def test_a_quarter_holds_its_days(day):
    quarter = quarter_of(day)
    assert quarter.first <= day <= quarter.last
    assert quarter_of(quarter.last + timedelta(days=1)) != quarter
    assert quarter.first.day == 1


def test_quarters_by_number():
    assert quarter_of(date(2024, 12, 31)) == Quarter(2024, 4)
    assert Quarter(2024, 1).last == date(2024, 3, 31)


def test_holidays_and_make_up_days_where_known():
    assert not is_working_day(date(2025, 10, 1))
    assert is_working_day(date(2025, 9, 28))
    assert next_working_day(date(2025, 9, 30)) == date(2025, 10, 9)
    assert is_working_day(datetime.combine(date(2025, 9, 28), time(12)))


def test_weekdays_where_holidays_are_not_known():
    year = covered_years()[1] + 1
    assert covered(year - 1)
    assert not covered(year)
    monday = date(year, 10, 1) + timedelta(days=-date(year, 10, 1).weekday())
    assert [is_working_day(monday + timedelta(days=n)) for n in range(7)] == [True] * 5 + [False] * 2


@given(st.dates(date(2010, 1, 1), date(2035, 1, 1)), st.integers(0, 30))
def test_working_days_are_counted_after_the_day(day, count):
    end = add_working_days(day, count)
    between = [day + timedelta(days=n) for n in range(1, (end - day).days + 1)]
    assert sum(map(is_working_day, between)) == count
    with pytest.raises(ValueError, match="negative"):
        add_working_days(day, -1)


def test_today_is_todays_date_in_china():
    before = (datetime.now(UTC) + timedelta(hours=8)).date()
    assert before <= today() <= (datetime.now(UTC) + timedelta(hours=8)).date()
