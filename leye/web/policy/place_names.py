"""Names of places for lists: one query for a page or a workbook, however many villages stand on it."""

from collections.abc import Iterable

from leye.accounts.scope import Scope
from leye.areas.enums import Level
from leye.areas.models import Area
from leye.areas.paths import DOT


def place_names(numbers: Iterable[int] | Scope) -> dict[int, str]:
    """Names by number of some areas, or of all in a scope; villages with their township: 补隆淖尔镇 · 河壕村."""
    areas = Area.objects.select_related("parent")
    if isinstance(numbers, Scope):
        areas = areas.filter(no__gte=numbers.lo, no__lte=numbers.hi)
    else:
        areas = areas.filter(no__in=set(numbers))
    return {area.no: _name(area) for area in areas}


def _name(area: Area) -> str:
    if area.level == Level.VILLAGE and area.parent is not None:
        return f"{area.parent.name}{DOT}{area.name}"
    return area.name
