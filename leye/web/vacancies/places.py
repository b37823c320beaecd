"""Which area somebody means who types a place, anywhere in the country, without reading the whole tree."""

from __future__ import annotations

from django.db.models import Q

from leye.areas.models import Area
from leye.areas.paths import full_path
from leye.standards.text import clean_cell

#: More areas of one name are not offered.
MOST = 12
_GENERIC = ("省", "市", "县", "旗", "区", "盟", "自治区", "自治州", "镇", "乡", "街道")


def named_places(text: str) -> list[Area]:
    """The areas that a typed place may mean, the largest first: 磴口, 磴口县, 巴彦淖尔市磴口县."""
    typed = clean_cell(text).replace(" ", "")
    if not typed:
        return []
    names = [typed, *(typed + ending for ending in _GENERIC)]
    areas = Area.objects.filter(valid_to__isnull=True).select_related("parent").order_by("level", "no")
    found = list(areas.filter(Q(name__in=names) | Q(official_name=typed))[:MOST])
    whole = [area for area in found if typed in (area.name, area.official_name)] or found
    if whole:
        least = min(area.level for area in whole)
        return [area for area in whole if area.level == least]
    # A path run together: its end is a name, and its beginning stands above it.
    ends = [typed[start:] for start in range(2, len(typed) - 1)]
    last = areas.filter(name__in=ends)[:200]
    return [area for area in last if full_path(area).endswith(typed) or _leads(typed, area)][:MOST]


def _leads(typed: str, area: Area) -> bool:
    before = typed.removesuffix(area.name)
    return before != typed and before in full_path(area)
