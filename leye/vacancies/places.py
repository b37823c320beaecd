"""Which area somebody means who writes a place, anywhere in the country, without reading the whole tree."""

from __future__ import annotations

from django.db.models import Q

from leye.areas.models import Area
from leye.areas.paths import full_path
from leye.standards.text import clean_cell

#: More areas of one name are not offered.
MOST = 12
_GENERIC = ("省", "市", "县", "旗", "区", "盟", "自治区", "自治州", "镇", "乡", "街道")


def named_places(text: str) -> list[Area]:
    """The areas that a written place may mean, the largest first: 磴口, 磴口县, 巴彦淖尔市磴口县, 内蒙古巴彦淖尔."""
    typed = clean_cell(text).replace(" ", "").replace("-", "").replace("·", "")
    if len(typed) < 2:
        return []
    areas = Area.objects.filter(valid_to__isnull=True).select_related("parent").order_by("level", "no")
    found = list(areas.filter(Q(name__in=_forms(typed)) | Q(official_name=typed))[:MOST])
    whole = [area for area in found if typed in (area.name, area.official_name)] or found
    if whole:
        least = min(area.level for area in whole)
        return [area for area in whole if area.level == least]
    # Names run together: the last is the place, and what stands before it stands above it.
    forms = {form: start for start in range(len(typed) - 2, 1, -1) for form in _forms(typed[start:])}
    last = [area for area in areas.filter(name__in=forms)[:200] if _leads(typed[: forms[area.name]], area)]
    return last[:MOST]


def _forms(name: str) -> list[str]:
    return [name, *(name + ending for ending in _GENERIC)]


def _leads(before: str, area: Area) -> bool:
    """Whether the text before a name is made of names of areas above, perhaps without their endings."""
    above = full_path(area).removesuffix(area.name)
    return before in above or all(part in above for part in (before[:2], before[-2:]))
