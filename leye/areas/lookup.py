"""Find an area as people write it: a code, a whole path, or a name inside a county."""

import re
from collections.abc import Iterable, Sequence
from typing import Protocol

from leye.areas.enums import Level
from leye.areas.models import Area
from leye.areas.naming import spoken_name
from leye.standards.divisions import pad
from leye.standards.text import clean_cell

MOST = 20
_CODE = re.compile(r"\d{6}|\d{9}|\d{12}")
_SEPARATORS = re.compile(r"[\s·•/\\>》、,,\-—]+")


class Range(Protocol):
    """Anything with a closed range of area numbers: a scope."""

    @property
    def lo(self) -> int:
        """The first number."""
        ...

    @property
    def hi(self) -> int:
        """The last number."""
        ...


def find_area(text: object, within: Range | Area | None = None, level: Level | None = None) -> list[Area]:
    """The areas that `text` may mean: none, one, or several candidates in reporting order (at most 20).

    `text` is a statistical or local code of 6, 9 or 12 digits, a path (磴口县补隆淖镇河壕村, with or without
    separators) or a name (河壕村, 河壕, 河壕村委会). `within` limits to a scope or an area's subtree; nothing outside
    it is ever found. `level` limits to one level.
    """
    return Finder(within, level).find(text)


class Finder:
    """Looks up many texts in one part of the tree with one query: for a file of a hundred thousand rows."""

    def __init__(self, within: Range | Area | None = None, level: Level | None = None) -> None:
        areas = Area.objects.filter(valid_to__isnull=True)
        if isinstance(within, Area):
            areas = areas.below(within)
        elif within is not None:
            areas = areas.filter(no__gte=within.lo, no__lte=within.hi)
        self.level = level
        self.areas = {area.no: area for area in areas.order_by("no")}
        self.by_code: dict[str, list[Area]] = {}
        self.by_name: dict[str, list[Area]] = {}
        for area in self.areas.values():
            self.by_code.setdefault(area.code, []).append(area)
            for form in _forms(area):
                self.by_name.setdefault(form, []).append(area)
        self._known: dict[str, list[Area]] = {}

    def find(self, text: object) -> list[Area]:
        """The candidates for one text."""
        key = clean_cell(text)
        if key not in self._known:
            self._known[key] = self._find(key)
        return list(self._known[key])

    def _find(self, text: str) -> list[Area]:
        if not text:
            return []
        if _CODE.fullmatch(text):
            return self._at_level(self.by_code.get(pad(text), []))
        if named := self._at_level(self._named(text.replace(" ", ""))):
            return named[:MOST]
        return self._at_level(self._by_path(text))[:MOST]

    def _at_level(self, areas: Iterable[Area]) -> list[Area]:
        return [area for area in areas if self.level is None or area.level == self.level]

    def _named(self, name: str) -> list[Area]:
        """By full or spoken name first, else by the name without its generic ending."""
        whole = [area for area in self.by_name.get(name, []) if name in (area.name, area.official_name)]
        return whole or self.by_name.get(name) or self.by_name.get(spoken_name(name, Level.VILLAGE), [])

    def _by_path(self, text: str) -> list[Area]:
        """By the last name of a path, where every name before it stands above; parts may be run together."""
        joined = _SEPARATORS.sub("", text)
        for start in range(1, len(joined) - 1):
            before, last = joined[:start], joined[start:]
            fitting = [area for area in self._named(last) if self._leads_to(before, area)]
            if fitting:
                return fitting
        return []

    def _leads_to(self, before: str, area: Area) -> bool:
        """Whether `before` is made of names of areas above, from the top down, some perhaps left out."""
        rest = before
        for above in ancestors(area):
            rest = rest.removeprefix(next((form for form in _forms(above) if rest.startswith(form)), ""))
        return not rest


def ancestors(area: Area) -> Sequence[Area]:
    """What an area reports to, from the top down, without itself."""
    from leye.areas.paths import chain

    return chain(area.no)[:-1]


_GENERIC = {
    Level.VILLAGE: ("社区", "嘎查", "村"),
    Level.TOWNSHIP: ("街道", "苏木", "镇", "乡"),
    Level.COUNTY: ("县", "旗", "市", "区"),
    Level.PREFECTURE: ("市", "盟"),
    Level.PROVINCE: ("省", "市"),
}


def _forms(area: Area) -> list[str]:
    """The ways to write an area's name, the longest first; the generic ending goes only off longer names."""
    forms = {area.name, area.official_name, spoken_name(area.name, Level(area.level))} - {""}
    for ending in _GENERIC[Level(area.level)]:
        bare = area.name.removesuffix(ending)
        if bare != area.name and len(bare) >= 2:
            forms.add(bare)
            break
    if area.name == "内蒙古自治区":
        forms.add("内蒙古")
    return sorted(forms, key=lambda form: (-len(form), form))
