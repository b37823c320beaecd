"""How well a column's values fit a field, without cleaning them all."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence

from leye.standards.text import clean_cell
from leye.workbook.fields import Field, ValueKind
from leye.workbook.reading import Cell
from leye.workbook.values import finite

_IDENTITY = re.compile(r"[1-9]\d{16}[\dXx]|[1-9]\d{14}|\d\.\d+[eE]\+?1[47]")
_PHONE = re.compile(r"(\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}|0\d{2,3}[- ]?\d{7,8}")
_USCC = re.compile(r"[0-9ANY][0-9A-Z][0-9]{6}[0-9A-Z]{10}")
_DATE = re.compile(
    r"(19|20)\d{2}\s*[-/.年]\s*\d{1,2}(\s*[-/.月]\s*(\d{1,2})?\s*日?)?|(19|20)\d{2}[01]\d([0-3]\d)?"
)
_NAME = re.compile(r"[\u3400-\u9fff]{2,4}|[\u3400-\u9fff]{1,12}[·•・.．][\u3400-\u9fff·•・.．]{1,14}")
_MONEY = re.compile(r"[¥￥]?\d{1,3}(,?\d{3})*(\.\d+)?元?|\d+(\.\d+)?[万千]元?")


def _date(cell: Cell) -> bool:
    if isinstance(cell, dt.date):
        return True
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return 10_000 <= cell <= 60_000 or 19_000_000 <= cell <= 21_000_000
    return bool(_DATE.match(clean_cell(cell)))


def _matches(pattern: re.Pattern[str]) -> Callable[[Cell], bool]:
    return lambda cell: pattern.fullmatch(clean_cell(cell).replace(" ", "")) is not None


_TESTS: dict[ValueKind, Callable[[Cell], bool]] = {
    "identity": _matches(_IDENTITY),
    "phone": _matches(_PHONE),
    "uscc": _matches(_USCC),
    "name": _matches(_NAME),
    "money": _matches(_MONEY),
    "sex": lambda cell: clean_cell(cell)[:1] in ("男", "女", "1", "2"),
    "date": _date,
    "month": _date,
    "birth": _date,
}


def looks_like(field: Field, values: Sequence[Cell]) -> float | None:
    """The share of values (0 to 1) that look like the field; None when values cannot tell."""
    if not values:
        return None
    if field.choices is not None:
        known = field.choices.words()
        cut = re.compile(r"[、，,;；/\s]+")
        fits = sum(any(word.casefold() in known for word in cut.split(clean_cell(cell))) for cell in values)
        share = fits / len(values)
        # Free wording in a coded column is common, so a poor share says nothing.
        return share if share >= 0.5 else None
    test = _TESTS.get(field.kind)
    if test is None:
        return None
    return sum(map(test, map(finite, values))) / len(values)
