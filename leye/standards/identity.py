"""Resident identity numbers (GB 11643-1999): reading as people type them, checking, making, masking.

The check digit is ISO 7064 mod 11-2, by python-stdnum. Its check of the birthplace is not used: division
codes that were abolished long ago are still in people's numbers, so an unknown code is only a warning.
Messages never repeat the number, at most its date part, so that they may be logged.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from stdnum.cn.ric import calc_check_digit

from leye.standards.calendar import today
from leye.standards.divisions import historic_name
from leye.standards.text import PlainError, fold_width, say

EARLIEST_BIRTH = date(1900, 1, 1)

_DROPPED = re.compile(r"[\s\-\u2010-\u2015\u2212'`\u2018\u2019\"]+")
_SCIENTIFIC = re.compile(r"(\d)(?:\.(\d*))?[eE]\+?(\d{1,2})")
_WHOLE_DECIMAL = re.compile(r"(\d+)\.0*")
_LOOKS_LIKE_X = str.maketrans("x×✕╳ⅹⅩхХ", "XXXXXXXX")


class IdentityError(PlainError):
    """An identity number that cannot be used; see `kind` for which check failed."""


class Identity(NamedTuple):
    """A checked identity number. `sex` is GB/T 2261.1 ('1' man, '2' woman); `division` is GB/T 2260."""

    number: str
    birth_date: date
    sex: str
    division: str
    was_15: bool = False

    @property
    def warnings(self) -> tuple[str, ...]:
        """Chinese sentences on what is allowed but worth a second look."""
        found = []
        if historic_name(self.division) is None:
            found.append(say("号码前六位{code}不在已知的行政区划代码中，请核对。", code=self.division))
        if self.number.endswith("000"):
            found.append(say("号码末三位是000，可能被表格软件改动过，请照证件核对。"))
        return tuple(found)

    def __repr__(self) -> str:
        return f"Identity({mask_identity(self.number)})"


def parse_identity(raw: object) -> Identity:
    """Read an identity number as it stands in a form or spreadsheet cell. Raises IdentityError."""
    result = _read(raw, today())
    if isinstance(result, IdentityError):
        raise result
    return result


def parse_many(raws: Iterable[object]) -> list[Identity | IdentityError]:
    """Read many; an unusable one gives its IdentityError in its place, so positions are kept."""
    day = today()
    results: list[Identity | IdentityError] = []
    for raw in raws:
        try:
            results.append(_read(raw, day))
        except IdentityError as error:
            results.append(error)
    return results


def make_identity(division: str, birth_date: date, sequence: int) -> str:
    """An 18-digit number with a right check digit, for demonstration data. Odd sequences are men.

    `division`: six digits, or a longer code of which the first six count; `sequence`: 0 to 999.
    """
    if not re.fullmatch(r"[1-9]\d{5}\d*", division) or not 0 <= sequence <= 999:
        raise ValueError("division needs at least six digits, sequence must be 0 to 999")
    body = f"{division[:6]}{birth_date:%Y%m%d}{sequence:03d}"
    return body + calc_check_digit(body + "0")


def mask_identity(number: str | None) -> str:
    """First six and last four shown, birth date hidden; anything not 18 long is hidden altogether."""
    number = number or ""
    if len(number) != 18:
        return "*" * len(number)
    return f"{number[:6]}********{number[14:]}"


def group_identity(number: str) -> str:
    """The number in groups for reading: division, birth date, the rest."""
    return f"{number[:6]} {number[6:14]} {number[14:]}".strip()


def _read(raw: object, day: date) -> Identity | IdentityError:
    """Checks return their error instead of raising it: lists with many wrong numbers stay fast."""
    number = raw if isinstance(raw, str) and len(raw) == 18 and raw.isascii() else _as_text(raw)
    was_15 = len(number) == 15 and number.isdigit()
    if was_15:
        # Sequences 996 to 999 were kept for people over a hundred, born in the 1800s.
        century = "18" if number[12:] >= "996" else "19"
        number = f"{number[:6]}{century}{number[6:]}"
        number += calc_check_digit(number + "0")
    elif len(number) != 18 or not number[:17].isdigit() or number[17] not in "0123456789X":
        number = _repair(number)
    if number[0] == "0":
        return IdentityError("division", "身份证号码不会以0开头，前六位是行政区划代码。请照证件核对。")
    birth = _birth_date(number[6:14])
    if birth is None:
        return IdentityError(
            "date", "身份证号码第7至14位“{text}”不是真实的日期。请照证件核对。", text=number[6:14]
        )
    if birth < EARLIEST_BIRTH or birth > day:
        return IdentityError(
            "date_range",
            "按身份证号码，出生日期是{text}，早于1900年或晚于今天。请照证件核对。",
            text=birth.isoformat(),
        )
    expected = calc_check_digit(number)
    if number[17] != expected:
        if number.endswith("000"):
            return _precision_lost()
        return IdentityError(
            "check",
            "身份证号码校验不符：按前17位推算，末位应为“{expected}”，现为“{found}”，其中至少有一位填错了。"
            "请照证件逐位核对。",
            expected=expected,
            found=number[17],
        )
    return Identity(number, birth, "1" if int(number[16]) % 2 else "2", number[:6], was_15)


def _as_text(raw: object) -> str:
    """The value as text without the marks people and programs put around it."""
    if raw is None or raw != raw or isinstance(raw, bool):
        raise _empty()
    if isinstance(raw, int):
        if raw >= 10**15 and raw % 1000 == 0:
            raise _precision_lost()
        return str(raw)
    if isinstance(raw, float | Decimal):
        if raw >= 2**53:
            raise _precision_lost()
        return str(int(raw)) if raw == int(raw) else str(raw)
    text = _DROPPED.sub("", fold_width(str(raw)))
    if not text:
        raise _empty()
    if match := _SCIENTIFIC.fullmatch(text):
        digits, places = match[1] + (match[2] or ""), int(match[3])
        if len(digits) != places + 1 or len(digits) > 15:
            raise _precision_lost()
        return digits
    if match := _WHOLE_DECIMAL.fullmatch(text):
        if len(match[1]) > 15:
            raise _precision_lost()
        return match[1]
    return text


def _repair(number: str) -> str:
    """Put right what is surely meant (look-alikes of X), or say exactly what is wrong."""
    if "*" in number:
        raise IdentityError("masked", "身份证号码里有星号，是遮挡过的号码。请填写完整的18位号码。")
    number = number.translate(_LOOKS_LIKE_X)
    for place, char in enumerate(number, start=1):
        if char in "0123456789" or (char == "X" and place == len(number)):
            continue
        raise IdentityError(
            "character",
            "身份证号码第{place}位是“{char}”，只能用数字0至9（末位可以是X）。请照证件改正。",
            place=place,
            char=char,
        )
    if len(number) == 17:
        raise IdentityError(
            "length", "身份证号码只有17位，少了一位（常见的是漏了末位的X）。请照证件补全18位。"
        )
    if len(number) != 18:
        raise IdentityError("length", "身份证号码应为18位，现有{count}位。请照证件核对。", count=len(number))
    return number


def _empty() -> IdentityError:
    return IdentityError("empty", "没有填身份证号码。请填写18位号码。")


def _precision_lost() -> IdentityError:
    return IdentityError(
        "precision",
        "身份证号码被表格软件当成数字，末几位已经变成0，找不回来了。请把这一列设为“文本”格式，再照证件重新填写。",
    )


@lru_cache(maxsize=65536)
def _birth_date(digits: str) -> date | None:
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None
