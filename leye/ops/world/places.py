"""The villages of a county, which of them are town, and how many households live in each."""

from dataclasses import dataclass
from functools import cache

import numpy as np

from leye.areas.enums import Kind, Level
from leye.areas.naming import kind_of, spoken_name
from leye.areas.reporting_order import number_of
from leye.ops.world.draw import Bools, Floats, Ints, Rng, pick, stream
from leye.ops.world.options import WorldError, WorldOptions
from leye.standards import divisions

#: In the demo, villages whose assistants have accounts hold this share of the county's households each.
ASSISTED_VILLAGES = 2
ASSISTED_SHARE = 0.04


@dataclass(frozen=True)
class Places:
    """A county's villages in the order of their numbers. `assisted` are positions of the largest two."""

    county: str
    county_no: int
    prefecture_no: int
    county_name: str
    numbers: Ints
    codes: list[str]
    names: list[str]
    town_names: list[str]
    town_index: Ints
    town_numbers: list[int]
    is_town: Bools
    weights: Floats
    assisted: Ints
    assisted_share: float

    @property
    def short_name(self) -> str:
        """The county's name as firms carry it: 延川, 乌拉特前旗."""
        name = self.county_name
        return name[:-1] if len(name) > 2 and name[-1] in "县市区" else name

    def draw_villages(self, rng: Rng, households: int, urban: float) -> Ints:
        """A village position for each household; the census's urban share lives in communities."""
        both = bool(self.is_town.any()) and not bool(self.is_town.all())
        side = np.where(self.is_town, urban, 1 - urban) if both else np.ones(len(self.numbers))
        total = {True: self.weights[self.is_town].sum(), False: self.weights[~self.is_town].sum()}
        weights = self.weights * side / np.where(self.is_town, total[True] or 1.0, total[False] or 1.0)
        weights = weights / weights.sum()
        if self.assisted_share and len(weights) > len(self.assisted):
            weights[self.assisted] = 0
            weights *= (1 - self.assisted_share * len(self.assisted)) / weights.sum()
            weights[self.assisted] = self.assisted_share
        return pick(rng, weights, households)


@cache
def _spoken(code: str) -> tuple[str, bool]:
    unit = divisions.find(code)
    if unit is None:
        raise WorldError(f"区划代码{code}不在数据中。请核对。")
    level = Level(unit.level)
    town = level == Level.VILLAGE and kind_of(unit.name, level, unit.code) == Kind.COMMUNITY
    return spoken_name(unit.name, level), town


def places_of(rng: Rng, county: str, demo: bool) -> Places:
    """The villages of one county. Raises WorldError when it has none."""
    towns = [town for town in divisions.children(county) if divisions.children(town.code)]
    villages = [
        (village, index) for index, town in enumerate(towns) for village in divisions.children(town.code)
    ]
    if not villages:
        raise WorldError(f"{divisions.full_name(county)}没有村名数据。请换一个县。")
    town_index = np.array([index for _village, index in villages])
    is_town = np.array([_spoken(village.code)[1] for village, _index in villages])
    town_size = rng.lognormal(0, 0.4, len(towns))
    weights = rng.lognormal(0, 0.7, len(villages)) * town_size[town_index]
    numbers = np.array([number_of(village.code) for village, _index in villages], dtype=np.int64)
    whole = divisions.pad(county)
    return Places(
        county, number_of(whole), number_of(whole) // 10**8 * 10**8, _spoken(whole)[0], numbers,
        [village.code for village, _index in villages], [_spoken(village.code)[0] for village, _index in villages],
        [_spoken(town.code)[0] for town in towns], town_index, [number_of(town.code) for town in towns],
        is_town, weights, _assisted(is_town, town_index, weights), ASSISTED_SHARE if demo else 0.0,
    )  # fmt: skip


def county_places(options: WorldOptions, county: str) -> Places:
    """The villages of a county of a world."""
    return places_of(stream(options.seed, county, "extras"), county, options.is_demo)


def _assisted(is_town: Bools, town_index: Ints, weights: Floats) -> Ints:
    """The two largest rural villages of the township with most people."""
    rural = ~is_town if not is_town.all() else is_town
    sizes = np.bincount(town_index, weights=weights * rural)
    fitting = np.bincount(town_index, weights=rural.astype(float)) >= ASSISTED_VILLAGES
    town = int(np.argmax(np.where(fitting, sizes, -1.0)))
    inside = np.flatnonzero(rural & (town_index == town))
    return inside[np.argsort(-weights[inside], kind="stable")[:ASSISTED_VILLAGES]]
