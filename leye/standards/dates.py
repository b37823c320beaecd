"""Dates as people and spreadsheets write them, turned into real dates or a clear reason why not."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Literal, NamedTuple

from leye.standards.calendar import SHANGHAI
from leye.standards.text import PlainError, fold_width

Precision = Literal["day", "month"]

EARLIEST_YEAR, LATEST_YEAR = 1900, 2100

# Serial numbers count from this day in the common Excel calendar (right from March 1900 on).
_SERIAL_ZERO = date(1899, 12, 30)
_SERIAL_ZERO_1904 = date(1904, 1, 1)
# Lower numbers are years, ages or counts rather than days before 1910.
_FIRST_SERIAL, _LAST_SERIAL = 3654, 73415

_TIME = re.compile(r"(?<=\S)[T\s]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?$")
_DAY = re.compile(r"(\d{4})\s*[-/.年、,]\s*(\d{1,2})\s*[-/.月、,]\s*(\d{1,2})\s*[日号]?")
_DAY_PLAIN = re.compile(r"(\d{4})(\d{2})(\d{2})(?:\.0+)?")
_MONTH = re.compile(r"(\d{4})\s*[-/.年、]\s*(\d{1,2})\s*月?(?:份)?")
_MONTH_PLAIN = re.compile(r"(\d{4})(\d{2})(?:\.0+)?")
_YEAR = re.compile(r"(\d{4})\s*年?")
_SERIAL = re.compile(r"\d{4,5}(?:\.\d+)?")
# As text, "20241" is more likely 2024-1 than the serial number of 1955-06-01.
_YEAR_LIKE = ("19", "20", "21")
_SHORT_YEAR = re.compile(r"\d{2}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?")
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-") | {"。": ".", "·": "."})


class DateError(PlainError):
    """A value that is no usable date; `kind` says why."""


class ReadDate(NamedTuple):
    """A date and how exactly it was written; with precision 'month' the day is the first."""

    date: date
    precision: Precision


def parse_date(value: object, precision: Precision = "day", *, date1904: bool = False) -> date:
    """Read a date. With precision='month', year and month alone are enough and give the first of the month.

    Takes date, datetime, spreadsheet serial numbers (`date1904` for workbooks of that calendar) and text such
    as 2024-1-5, 2024/1/5, 2024.1.5, 20240105, 2024年1月5日, full-width or with a time behind.
    Raises DateError.
    """
    read = read_date(value, date1904=date1904)
    if read.precision == "month" and precision == "day":
        raise DateError(
            "no_day",
            "日期“{text}”只有年和月。请补上日，例如{example}。",
            text=_shown(value),
            example=read.date.isoformat(),
        )
    return read.date


def read_date(value: object, *, date1904: bool = False) -> ReadDate:
    """Read a date and say how exact it is ('day' or 'month'). Raises DateError."""
    if value is None or value != value or isinstance(value, bool):
        raise _empty()
    if isinstance(value, datetime):
        value = (value.astimezone(SHANGHAI) if value.tzinfo else value).date()
    if isinstance(value, date):
        return _dated(value.year, value.month, value.day, value)
    if isinstance(value, int | float | Decimal):
        return _from_number(float(value), date1904)
    return _from_text(str(value), date1904)


def _from_text(raw: str, date1904: bool) -> ReadDate:
    text = fold_width(raw).translate(_DASHES).strip().lstrip("'").strip()
    if not text or text in {"-", "/", "无"}:
        raise _empty()
    text = _TIME.sub("", text)
    if match := _DAY.fullmatch(text) or _DAY_PLAIN.fullmatch(text):
        return _dated(int(match[1]), int(match[2]), int(match[3]), raw)
    if match := _MONTH.fullmatch(text) or _MONTH_PLAIN.fullmatch(text):
        return _dated(int(match[1]), int(match[2]), None, raw)
    if _YEAR.fullmatch(text) and EARLIEST_YEAR <= int(text[:4]) <= LATEST_YEAR:
        raise _year_only(raw)
    if _SERIAL.fullmatch(text) and not text.startswith(_YEAR_LIKE):
        return _from_number(float(text), date1904)
    if _SHORT_YEAR.fullmatch(text):
        raise DateError(
            "short_year", "日期“{text}”的年份只有两位。请写四位年份，例如1990-01-05。", text=_shown(raw)
        )
    raise _unreadable(raw)


def _from_number(number: float, date1904: bool) -> ReadDate:
    if 19000101 <= number <= 21001231 or 190001 <= number <= 210012:
        return _from_text(str(int(number)), date1904)
    if EARLIEST_YEAR <= number < LATEST_YEAR + 1:
        return _year_and_fraction(number)
    if not _FIRST_SERIAL <= number <= _LAST_SERIAL:
        raise DateError(
            "range", "数字{text}不是日期。请写成“2024-01-05”这样的日期。", text=_shown(f"{number:.15g}")
        )
    day = (_SERIAL_ZERO_1904 if date1904 else _SERIAL_ZERO) + timedelta(days=int(number))
    return ReadDate(day, "day")


def _year_and_fraction(number: float) -> ReadDate:
    """2024.05 typed into a number cell; 2024.1 could have been 2024.10, so it is refused."""
    year, _, fraction = f"{number:.6f}".rstrip("0").partition(".")
    if not fraction:
        raise _year_only(year)
    if fraction == "1":
        raise DateError(
            "ambiguous",
            "“{text}”可能是{year}年1月，也可能是{year}年10月（表格软件会去掉末尾的0）。请写成“{year}-01”或“{year}-10”。",
            text=f"{year}.{fraction}",
            year=year,
        )
    if len(fraction) > 2:
        raise _unreadable(f"{year}.{fraction}")
    return _dated(int(year), int(fraction), None, f"{year}.{fraction}")


def _dated(year: int, month: int, day: int | None, raw: object) -> ReadDate:
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        raise DateError("range", "日期“{text}”的年份不在1900至2100年之间。请核对年份。", text=_shown(raw))
    try:
        return ReadDate(date(year, month, day or 1), "day" if day is not None else "month")
    except ValueError:
        raise DateError(
            "impossible", "“{text}”不是真实存在的日期。请核对月和日。", text=_shown(raw)
        ) from None


def _shown(value: object) -> str:
    return str(value).strip()[:30]


def _empty() -> DateError:
    return DateError("empty", "没有填日期。请写成“2024-01-05”这样的日期。")


def _year_only(raw: str) -> DateError:
    return DateError("year_only", "日期“{text}”只有年份。请补上月和日，例如2024-01-05。", text=_shown(raw))


def _unreadable(raw: str) -> DateError:
    return DateError("unreadable", "看不懂日期“{text}”。请写成“2024-01-05”这样的日期。", text=_shown(raw))
