"""Load the tree of areas from the national division codes."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator

from leye.areas.enums import Level
from leye.areas.models import Area
from leye.areas.naming import kind_of, spoken_name
from leye.areas.numbering import last_below
from leye.areas.reporting_order import DIRECT, number_of, parent_code
from leye.standards import divisions
from leye.standards.divisions import FILLERS, Division

#: From before any date in a ledger: the list of 2023 does not say since when a unit exists.
ALWAYS = dt.date(2000, 1, 1)
BATCH = 2_000


class UnknownArea(ValueError):
    """A code that is not in the shipped list."""

    def __init__(self, code: str) -> None:
        super().__init__(f"区划代码“{code}”不在国家统计局2023年区划代码中。请核对后重试。")
        self.code = code


def load_areas(codes: Iterable[str], using: str = "owner", siblings: bool = True) -> int:
    """Write the named units with all they report to and all below them. Safe to repeat. Returns units written.

    `codes`: statistical codes of 2 to 12 digits. `siblings` adds the other counties of the same prefecture
    (and the other prefectures of the province) without their townships, so that supervisors see the whole
    row. Existing units keep their dates and local changes of name. Villages are shipped for Shaanxi, Yongzhou
    and Inner Mongolia; elsewhere the tree ends at townships. Raises UnknownArea.
    """
    rows = rows_below(codes, siblings)
    Area.objects.using(using).bulk_create(rows, batch_size=BATCH, ignore_conflicts=True)
    return len(rows)


def rows_below(codes: Iterable[str], siblings: bool = True) -> list[Area]:
    """The rows that ``load_areas`` writes, unsaved. Raises UnknownArea."""
    wanted: dict[str, Division] = {}
    for code in codes:
        for division in _with_family(code, siblings):
            wanted[division.code] = division
    return list(_areas(wanted.values()))


def _with_family(code: str, siblings: bool) -> Iterator[Division]:
    unit = divisions.find(code)
    if unit is None:
        raise UnknownArea(code)
    yield from _subtree(unit)
    child = unit
    while (above := parent_code(child.code, child.parent)) is not None:
        parent = divisions.find(above)
        if parent is None:
            raise UnknownArea(above)
        if siblings and parent.level < Level.COUNTY:
            yield from _reporting_children(parent)
        yield parent
        child = parent


def _subtree(unit: Division) -> Iterator[Division]:
    yield unit
    for child in _reporting_children(unit):
        yield from _subtree(child)


def _reporting_children(unit: Division) -> Iterator[Division]:
    """The units that report to this one, in the order of reporting."""
    yield from (
        child
        for child in divisions.children(unit.code)
        if child.code[:6] not in DIRECT or child.level > Level.COUNTY
    )
    for code, (province, _position) in DIRECT.items():
        if unit.code == str(province) and (direct := divisions.find(code)):
            yield direct


def _areas(units: Iterable[Division]) -> Iterator[Area]:
    """Area rows, parents first; fillers (市辖区, 县) are left out and their counties hang on what is above."""
    ordered = sorted(units, key=lambda unit: (unit.level, unit.code))
    spoken = {unit.code: spoken_name(unit.name, Level(unit.level)) for unit in ordered}
    # A committee of residents and one of villagers may share a name: then both keep the official one.
    used = Counter((unit.parent, spoken[unit.code]) for unit in ordered)
    for unit in ordered:
        if unit.name in FILLERS:
            continue
        level, no, above = Level(unit.level), number_of(unit.code), _real_parent(unit)
        name = spoken[unit.code] if used[unit.parent, spoken[unit.code]] == 1 else unit.name
        yield Area(
            no=no,
            last=last_below(no, level),
            code=unit.code,
            name=name,
            official_name=unit.name,
            level=level,
            kind=kind_of(unit.name, level, unit.code),
            parent_id=number_of(above) if above else None,
            valid_from=ALWAYS,
        )


def _real_parent(unit: Division) -> str | None:
    above = parent_code(unit.code, unit.parent)
    parent = divisions.find(above) if above else None
    return _real_parent(parent) if parent is not None and parent.name in FILLERS else above
