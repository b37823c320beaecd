"""Everything known of one county while its rows are being made."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa

from leye.ops.world.draw import Bools, Ints, Rng, day_number, stream
from leye.ops.world.families import Families
from leye.ops.world.groups import Memberships
from leye.ops.world.naming import Texts
from leye.ops.world.people import People
from leye.ops.world.places import Places
from leye.ops.world.status import Standing
from leye.ops.world.tables import Rows


@dataclass(frozen=True)
class Seats:
    """Users of the demo who act in a county: user id and name. Empty in a world without accounts."""

    villages: dict[int, tuple[int, str]] = field(default_factory=dict)
    towns: dict[int, tuple[int, str]] = field(default_factory=dict)
    reporter: int | None = None


def _no_ints() -> Ints:
    return np.empty(0, dtype=np.int64)


@dataclass(frozen=True)
class Hires:
    """Work that goes on with an employer of the county: spell, position of the person, employer, since when."""

    ids: Ints = field(default_factory=_no_ints)
    who: Ints = field(default_factory=_no_ints)
    employers: Ints = field(default_factory=_no_ints)
    started: Ints = field(default_factory=_no_ints)


@dataclass(frozen=True)
class Trained:
    """People who completed a class: trainee, position of the person, when, and the subsidy per head in fen."""

    ids: Ints = field(default_factory=_no_ints)
    who: Ints = field(default_factory=_no_ints)
    completed: Ints = field(default_factory=_no_ints)
    standard: Ints = field(default_factory=_no_ints)
    school: int = 0


@dataclass
class Scene:
    """A county's people with their ids, and where rows go."""

    seed: int
    as_of: dt.date
    places: Places
    seats: Seats
    rows: Rows
    people: People
    families: Families
    standing: Standing
    ids: Ints
    village: Ints  # position among the county's villages
    names: Texts
    groups: Memberships = field(default_factory=Memberships)
    registered: Ints = field(default_factory=_no_ints)  # open since, NO_DAY if not
    willing: Bools = field(default_factory=lambda: np.empty(0, dtype=np.bool_))  # said so most lately
    houses: Ints = field(default_factory=_no_ints)  # household ids by position
    started: Ints = field(default_factory=_no_ints)  # at work since, NO_DAY if not
    hires: Hires = field(default_factory=Hires)
    trained: Trained = field(default_factory=Trained)
    in_need: Bools = field(default_factory=lambda: np.empty(0, dtype=np.bool_))  # an open training need

    def stream(self, name: str) -> Rng:
        """Random numbers of this county for one purpose."""
        return stream(self.seed, self.places.county, name)

    @property
    def today(self) -> int:
        """The day of the world, as a number."""
        return day_number(self.as_of)

    @property
    def areas(self) -> Ints:
        """Each person's village number."""
        return np.asarray(self.places.numbers[self.village])

    def grown_up(self, years: int = 16) -> Ints:
        """The day on which each person turned so many years old (to within a day)."""
        return np.asarray(self.people.birth + int(years * 365.25) + 1)

    def own(self, where: Ints) -> dict[str, Ints]:
        """The columns that every row about a person carries."""
        return {"person_id": self.ids[where], "area_id": self.areas[where]}

    def days_ago(self, rng: Rng, most: float, size: int, least: int = 0) -> Ints:
        """Days spread evenly over the last `most` days."""
        return self.today - least - np.floor(rng.random(size) * (most - least)).astype(np.int64)

    def known(self, values: Any, mask: Bools) -> pa.Array:
        """Whole numbers where the mask holds, nothing elsewhere."""
        return pa.array(np.asarray(values, dtype=np.int64), pa.int64(), mask=~mask)

    def none(self) -> Bools:
        """A mask with nobody in it."""
        return np.zeros(len(self.people), dtype=np.bool_)
