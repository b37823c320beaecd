"""A small made-up world as Arrow tables, made once."""

import datetime as dt

import pyarrow as pa
import pytest

from leye.ops.world.county import Maker
from leye.ops.world.options import WorldOptions
from leye.ops.world.places import county_places
from leye.ops.world.scene import Scene, Seats

AS_OF = dt.date(2026, 9, 17)
World = dict[str, pa.Table]


def make(options: WorldOptions) -> tuple[World, list[Scene]]:
    """All rows of a world, by table, and its counties."""
    maker = Maker(options)
    scenes = [maker.county(county_places(options, code), Seats()) for code in maker.shares]
    parts: dict[str, list[pa.Table]] = {}
    for scene in scenes:
        for name, table in scene.rows.tables():
            parts.setdefault(name, []).append(table)
    return {name: pa.concat_tables(tables) for name, tables in parts.items()}, scenes


@pytest.fixture(scope="session")
def made() -> tuple[World, list[Scene]]:
    """9,000 people in the three demo counties."""
    return make(WorldOptions(people=9_000, seed=7, as_of=AS_OF))


@pytest.fixture(scope="session")
def tables(made: tuple[World, list[Scene]]) -> World:
    """The tables of the demo world."""
    return made[0]


@pytest.fixture(scope="session")
def scenes(made: tuple[World, list[Scene]]) -> list[Scene]:
    """The counties of the demo world."""
    return made[1]
