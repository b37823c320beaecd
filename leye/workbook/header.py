"""Where the table is on a sheet: the header row, its names, and the rows of data below it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from leye.workbook.catalogue import KINDS
from leye.workbook.fields import Kind
from leye.workbook.reading import Cell, Merge, Sheet
from leye.workbook.wording import JOINT, known_field, normal

LOOK_AT = 40
"""A header lies within this many rows from the top."""

_LONG_NUMBER = re.compile(r"[\d.,\-/年月日xX]{4,}")
_MAX_HEADER_TEXT = 40


@dataclass(frozen=True, slots=True)
class Header:
    """The header found on a sheet. Rows are 0-based: `top` to `bottom`, data from `bottom` + 1.

    `names[j]` names column j ('' where a column has none); `score` compares sheets and kinds.
    """

    top: int
    bottom: int
    names: tuple[str, ...]
    score: float
    recognised: frozenset[str] = field(default_factory=frozenset)


def find_header(sheet: Sheet, kind: Kind | None = None) -> Header | None:
    """The best header on a sheet, or None when nothing looks like one.

    Without `kind` the words of all kinds count. A two-row header (a merged group name over sub-headers)
    gives names joined by 「/」.
    """
    kinds = [kind] if kind else list(KINDS.values())
    best: Header | None = None
    for top in range(min(LOOK_AT, len(sheet.rows))):
        for bottom in (top, top + 1):
            if bottom >= len(sheet.rows):
                continue
            header = _try(sheet, top, bottom, kinds)
            if header and (best is None or header.score > best.score):
                best = header
    return best


def _try(sheet: Sheet, top: int, bottom: int, kinds: Iterable[Kind]) -> Header | None:
    if bottom > top and not _is_two_rows(sheet, top, bottom):
        return None
    names = _names(sheet, top, bottom)
    filled = [name for name in names if name]
    if len(filled) < 2 or not all(_could_be_header(name) for name in filled):
        return None
    recognised = max((_recognised(filled, kind) for kind in kinds), key=len)
    if not recognised and not _data_below(sheet, bottom, names):
        return None
    distinct = len({normal(name) for name in filled}) / len(filled)
    score = 3.0 * len(recognised) + min(len(filled), 12) * 0.15 * distinct - 0.01 * top
    if len(recognised) < 2:
        score -= 1.0
    return Header(top, bottom, names, score, recognised)


def _recognised(names: Sequence[str], kind: Kind) -> frozenset[str]:
    return frozenset(found for name in names if (found := known_field(name, kind)))


def _names(sheet: Sheet, top: int, bottom: int) -> tuple[str, ...]:
    width = max((len(row) for row in sheet.rows[top : bottom + 1]), default=0)
    upper = _texts(sheet.rows[top], width)
    if bottom == top:
        return tuple(upper)
    lower = _texts(sheet.rows[bottom], width)
    groups = _groups(sheet.merges, top, upper) if sheet.merges else _open_groups(upper, lower)
    for left, right in groups:
        for column in range(left, min(right + 1, width)):
            upper[column] = upper[left]
    return tuple(
        low if not high or high == low else (f"{high}{JOINT}{low}" if low else high)
        for high, low in zip(upper, lower, strict=True)
    )


def _texts(row: Sequence[Cell], width: int) -> list[str]:
    texts = [_text(cell) for cell in row]
    return texts + [""] * (width - len(texts))


def _text(cell: Cell) -> str:
    if cell is None or isinstance(cell, bool):
        return ""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return str(cell).strip().replace(JOINT, "或")


def _groups(merges: Sequence[Merge], row: int, upper: Sequence[str]) -> list[tuple[int, int]]:
    """Columns that each horizontally merged name of a row stretches over."""
    return [
        (left, right)
        for top, left, bottom, right in merges
        if top == bottom == row and right > left and left < len(upper) and upper[left]
    ]


def _is_two_rows(sheet: Sheet, top: int, bottom: int) -> bool:
    """Whether two rows make one header: a group merged over sub-headers, or names merged downwards.

    In a file without merged cells (.csv) it shows as empty cells to the right of a name, filled below.
    """
    first, second = sheet.rows[top], sheet.rows[bottom]
    if not any(isinstance(cell, str) and cell.strip() for cell in second):
        return False
    width = max(len(first), len(second))
    upper, lower = _texts(first, width), _texts(second, width)
    if not all(_could_be_header(text) for text in (*upper, *lower) if text):
        return False
    if not sheet.merges:
        return bool(_open_groups(upper, lower))
    over = [(left, right) for left, right in _groups(sheet.merges, top, upper) if right - left + 1 < width]
    if any(sum(bool(text) for text in lower[left : right + 1]) >= 2 for left, right in over):
        # A title over the whole width is merged too, but then it is the only name in its row.
        return sum(bool(text) for text in upper) > 1
    return any(
        t <= top and b >= bottom and left == right and upper[left] for t, left, b, right in sheet.merges
    ) and any(low and not high for high, low in zip(upper, lower, strict=True))


def _open_groups(upper: Sequence[str], lower: Sequence[str]) -> list[tuple[int, int]]:
    """Groups in a two-row header without merged cells; [] unless every column has just one name or a group."""
    groups: list[tuple[int, int]] = []
    singles = 0
    for column, (high, low) in enumerate(zip(upper, lower, strict=True)):
        if high and low:
            groups.append((column, column))
        elif high:
            singles += 1
        elif low:
            if not groups or groups[-1][1] != column - 1:
                return []
            groups[-1] = (groups[-1][0], column)
        else:
            return []
    if not singles or any(left == right for left, right in groups):
        return []
    return groups


def _could_be_header(text: str) -> bool:
    return len(text) <= _MAX_HEADER_TEXT and not _LONG_NUMBER.fullmatch(text)


def _data_below(sheet: Sheet, bottom: int, names: Sequence[str]) -> bool:
    """Whether the next rows fill the named columns and hold something other than words."""
    below = sheet.rows[bottom + 1 : bottom + 6]
    named = [column for column, name in enumerate(names) if name]
    cells = [row[column] for row in below for column in named if column < len(row)]
    filled = [cell for cell in cells if cell not in ("", None)]
    numbers = [
        cell
        for cell in filled
        if isinstance(cell, int | float | dt.date) or _LONG_NUMBER.fullmatch(str(cell).strip())
    ]
    return len(named) >= 2 and len(filled) >= len(cells) / 2 > 0 and bool(numbers)
