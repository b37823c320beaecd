"""Chinese numerals in free text, written with digits instead: 三千五 -> 3500, 1万2 -> 1.2万, 七八千 -> 7-8千."""

from __future__ import annotations

import re
from decimal import Decimal

_DIGITS = dict(zip("〇零一二两三四五六七八九", (0, 0, 1, 2, 2, 3, 4, 5, 6, 7, 8, 9), strict=True))
_UNITS = {"十": 10, "百": 100, "千": 1000, "万": 10000}
_NUMBER = "一二两三四五六七八九"

_NEIGHBOURS = re.compile(
    rf"(?<![{_NUMBER}〇零十百千万])([{_NUMBER}])([{_NUMBER}])([百千万]万?)(?![{_NUMBER}十百千])"
)
_NUMERAL = re.compile(
    r"[〇零一二两三四五六七八九十百千万]*[一二两三四五六七八九十][〇零一二两三四五六七八九十百千万半]*"
)
_MIXED = re.compile(r"(\d+(?:\.\d+)?)(万|千|k|w)(?:(\d)(千|百)?|半)(?![\d.薪])")
_SMALLER = {"万": ("千", 1000), "w": ("千", 1000), "千": ("百", 100), "k": ("百", 100)}


def with_digits(text: str) -> str:
    """`text` with every Chinese numeral and every mixed one (4千5, 1万2千) as plain digits.

    Two neighbouring digits before one unit are the range people mean by them: 三四千 -> 3000-4000.
    A bare unit (千, 万) is left, since it may belong to digits before it.
    """
    text = _NEIGHBOURS.sub(_range_of, text)
    text = _MIXED.sub(_joined, text)
    return _NUMERAL.sub(lambda found: _plain(found[0]), text)


def value_of(numeral: str) -> Decimal:
    """The number a Chinese numeral stands for; a last digit without unit counts in the next smaller one (一万二)."""
    total = section = Decimal(0)
    digit: int | None = None
    unit = after_zero = 0
    for char in numeral:
        if char in "〇零":
            after_zero = 1
        elif char in _DIGITS:
            # 二〇二 and the like: digits one after another are a number written out, not a sum.
            digit = _DIGITS[char] if digit is None else digit * 10 + _DIGITS[char]
        elif char == "半":
            section += Decimal(unit) / 2
        elif char == "万":
            total, section = (total + section + (digit or 0)) * 10000, Decimal(0)
            digit, unit, after_zero = None, 10000, 0
        else:
            unit, after_zero = _UNITS[char], 0
            section += (1 if digit is None else digit) * unit
            digit = None
    if digit is not None:
        section += digit * (unit // 10 if unit > 10 and not after_zero and digit < 10 else 1)
    return total + section


def _plain(numeral: str) -> str:
    if set(numeral) <= set("百千万"):
        return numeral
    return f"{value_of(numeral):f}".removesuffix(".0")


def _range_of(found: re.Match[str]) -> str:
    low, high = (value_of(found[group] + found[3]) for group in (1, 2))
    return found[0] if low >= high else f"{low}-{high}"


def _joined(found: re.Match[str]) -> str:
    number, unit, digit, small = found.groups()
    name, factor = _SMALLER[unit]
    if small and small != name:
        if small == "百" and unit in "万w":
            return f"{Decimal(number) * 10000 + int(digit) * 100:f}"
        return found[0]
    large = 10000 if unit in "万w" else 1000
    return f"{(Decimal(number) * large + (int(digit) * factor if digit else large // 2)).normalize():f}"
