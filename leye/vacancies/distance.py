"""How far counties are from one another, as the crow flies between the points that stand for them."""

from __future__ import annotations

from functools import cache
from math import asin, cos, radians, sin, sqrt

from leye.areas.enums import Level
from leye.areas.models import Area
from leye.areas.paths import chain
from leye.standards.tables import read_rows

EARTH_KM = 6371.0


@cache
def points() -> dict[str, tuple[float, float]]:
    """County code of six digits → longitude and latitude in degrees."""
    return {code: (float(east), float(north)) for code, east, north in read_rows("county_points.csv.gz")}


def kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """The distance of two points (longitude, latitude) over the ground."""
    east1, north1, east2, north2 = map(radians, (*one, *other))
    half = sin((north2 - north1) / 2) ** 2 + cos(north1) * cos(north2) * sin((east2 - east1) / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(half))


def point_of(county: Area) -> tuple[float, float] | None:
    """A county's point; where it has none (it is new), the middle of its prefecture's, else of its province's; or None."""
    if (own := points().get(county.code[:6])) is not None:
        return own
    for size in (4, 2):
        others = [point for code, point in points().items() if code[:size] == county.code[:size]]
        if others:
            return (
                sum(east for east, _north in others) / len(others),
                sum(north for _east, north in others) / len(others),
            )
    return None


def counties_within(area_no: int, km: int) -> list[int] | None:
    """The numbers of the counties whose point lies within so many kilometres of an area's county, the nearest first.

    The county itself is always the first. None when its point is not known, or the area is larger than a county.
    """
    county = next((area for area in chain(area_no) if area.level == Level.COUNTY), None)
    here = point_of(county) if county else None
    if here is None or county is None:
        return None
    near = sorted(
        (distance, code)
        for code, there in points().items()
        # A degree of latitude is 111 km: what is farther north or south needs no cosine.
        if abs(there[1] - here[1]) * 110 <= km and (distance := kilometres(here, there)) <= km
    )
    order = {code: rank for rank, (_distance, code) in enumerate(near)}
    found = Area.objects.filter(level=Level.COUNTY, code__in=[code.ljust(12, "0") for code in order])
    others = [
        (order[code[:6]], no) for no, code in found.order_by().values_list("no", "code") if no != county.no
    ]
    return [county.no, *(no for _rank, no in sorted(others))]
