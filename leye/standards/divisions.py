"""Administrative divisions: the 12-digit statistical codes of the country, and the history of GB/T 2260.

Shipped: provinces to townships of the whole country (2023 release), villages of Shaanxi, Yongzhou and
Inner Mongolia. Levels: 1 province, 2 prefecture, 3 county, 4 township, 5 village.
Each level is read from its file when first asked for.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from leye.standards.tables import read_rows

PROVINCE, PREFECTURE, COUNTY, TOWNSHIP, VILLAGE = 1, 2, 3, 4, 5

# Rows that exist only so that every code has a parent; nobody says them in an address.
FILLERS = frozenset({"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"})

VILLAGE_FILES = {"61": "villages_61.csv.gz", "4311": "villages_4311.csv.gz", "15": "villages_15.csv.gz"}

_LENGTHS = {2: PROVINCE, 4: PREFECTURE, 6: COUNTY, 9: TOWNSHIP, 12: VILLAGE}
_DIGITS = {level: length for length, level in _LENGTHS.items()}


class Division(NamedTuple):
    """One division; codes are 12 digits padded with zeros, `parent` is None for a province."""

    code: str
    name: str
    level: int
    parent: str | None


class HistoricName(NamedTuple):
    """A name a six-digit code has had, with first and last edition or year ('' unknown, 'current' in use)."""

    name: str
    first: str
    last: str


def pad(code: str | int) -> str:
    """`code` (2, 4, 6, 9 or 12 digits, text or number) as 12 digits. ValueError for anything else."""
    text = str(code).strip()
    if not (text.isascii() and text.isdigit() and len(text) in _LENGTHS):
        raise ValueError("a division code has 2, 4, 6, 9 or 12 digits")
    return text.ljust(12, "0")


def level_of(code12: str) -> int:
    """The level a 12-digit code stands on, read from its trailing zeros."""
    for level, start in ((VILLAGE, 9), (TOWNSHIP, 6), (COUNTY, 4), (PREFECTURE, 2)):
        if code12[start : _DIGITS[level]].strip("0"):
            return level
    return PROVINCE


def divisions(level: int) -> list[Division]:
    """All shipped divisions of one level, by code. Villages: only of the three shipped regions."""
    if level == VILLAGE:
        return [division for prefix in VILLAGE_FILES for division in _villages(prefix).values()]
    return list(_level(level).values())


def find(code: str | int) -> Division | None:
    """The division with this code, or None if it is unknown (or a village outside the shipped regions)."""
    code12 = pad(code)
    level = level_of(code12)
    if level < VILLAGE:
        return _level(level).get(code12)
    for prefix in VILLAGE_FILES:
        if code12.startswith(prefix):
            return _villages(prefix).get(code12)
    return None


def children(code: str | int) -> list[Division]:
    """The divisions directly below this one, by code."""
    return list(_children().get(pad(code), ())) if level_of(pad(code)) < TOWNSHIP else _villages_of(pad(code))


def names_path(code: str | int) -> list[str]:
    """Names from the province down to this division, without statistical fillers; [] if unknown."""
    names: list[str] = []
    division = find(code)
    while division is not None:
        if division.name not in FILLERS:
            names.insert(0, division.name)
        division = find(division.parent) if division.parent else None
    return names


def full_name(code: str | int) -> str:
    """The whole name in one piece, such as 陕西省延安市延川县; '' if unknown."""
    return "".join(names_path(code))


def historic_name(code6: str) -> str | None:
    """The latest name a six-digit code has had, also of codes abolished long ago; None if never known."""
    names = history(code6)
    return names[-1].name if names else None


@cache
def history(code6: str) -> tuple[HistoricName, ...]:
    """All known names of a six-digit code, oldest first: GB/T 2260 since 2002, before that python-stdnum."""
    if known := _gb2260().get(code6):
        return tuple(sorted(known, key=lambda name: (name.last == "current", name.last)))
    return _before_2002(code6) if re.fullmatch(r"\d{6}", code6) else ()


def _before_2002(code6: str) -> tuple[HistoricName, ...]:
    from stdnum import numdb

    found = {key: value for _, part in numdb.get("cn/loc").info(code6) for key, value in part.items()}
    names = []
    for entry in found.get("county", "").split(","):
        match = re.fullmatch(r"(?:\[(\d*)-(\d*)\])?(.+)", entry)
        if match:
            names.append(HistoricName(match[3], match[1] or "", match[2] or ""))
    return tuple(names)


@cache
def _gb2260() -> dict[str, list[HistoricName]]:
    names: dict[str, list[HistoricName]] = {}
    for code, name, first, last in read_rows("gb2260_history.csv.gz"):
        names.setdefault(code, []).append(HistoricName(name, first, last))
    return names


@cache
def _upper() -> dict[int, dict[str, Division]]:
    """Provinces, prefectures and counties come in one file."""
    levels: dict[int, dict[str, Division]] = {PROVINCE: {}, PREFECTURE: {}, COUNTY: {}}
    for code, name in read_rows("divisions.csv.gz"):
        if _is_own(code):
            division = _division(code, name)
            levels[division.level][division.code] = division
    return levels


@cache
def _level(level: int) -> dict[str, Division]:
    if level in (PROVINCE, PREFECTURE, COUNTY):
        return _upper()[level]
    if level == TOWNSHIP:
        return _by_code("townships.csv.gz")
    raise ValueError("a level is 1 to 5")


@cache
def _villages(prefix: str) -> dict[str, Division]:
    return _by_code(VILLAGE_FILES[prefix])


@cache
def _children() -> dict[str, list[Division]]:
    below: dict[str, list[Division]] = {}
    for level in (PREFECTURE, COUNTY, TOWNSHIP):
        for division in _level(level).values():
            below.setdefault(division.parent or "", []).append(division)
    return below


def _villages_of(township: str) -> list[Division]:
    for prefix in VILLAGE_FILES:
        if township.startswith(prefix):
            return list(_villages_by_township(prefix).get(township, ()))
    return []


@cache
def _villages_by_township(prefix: str) -> dict[str, list[Division]]:
    below: dict[str, list[Division]] = {}
    for village in _villages(prefix).values():
        below.setdefault(village.parent or "", []).append(village)
    return below


def _by_code(file: str) -> dict[str, Division]:
    return {pad(code): _division(code, name) for code, name in read_rows(file) if _is_own(code)}


def _is_own(code: str) -> bool:
    """False for rows that repeat the division above under its own code.

    The release has four: the cities without counties (Dongguan, Zhongshan, Danzhou) and Kinmen without townships.
    """
    return level_of(pad(code)) == _LENGTHS[len(code)]


def _division(code: str, name: str) -> Division:
    level = _LENGTHS[len(code)]
    parent = code[: _DIGITS[level - 1]] if level > PROVINCE else None
    return Division(pad(code), name, level, parent and pad(parent))
