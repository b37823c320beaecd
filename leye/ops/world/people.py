"""Who lives in a county: sex and age in the census's own quotas, then education and the day of birth."""

import datetime as dt
from dataclasses import dataclass

import numpy as np

from leye.ops.world.census import BANDS, Margins
from leye.ops.world.draw import Bools, Floats, Ints, Rng, deal, quota

#: Codes of GB/T 4658 for the census's levels; 90 is what the standard has for people who never went to school.
EDUCATION_CODES = np.array(["90", "90", "81", "71", "61", "31", "21"])
NEVER, PRESCHOOL, PRIMARY, JUNIOR, SENIOR, COLLEGE, UNIVERSITY = range(7)
OLDEST = 99


@dataclass
class People:
    """The people of a county in columns; `woman` is True for sex code 2."""

    age: Ints
    woman: Bools
    level: Ints  # census education level, -1 for children under three
    birth: Ints  # days since 1970

    def __len__(self) -> int:
        return len(self.age)

    def take(self, order: Ints) -> "People":
        """The same people in another order."""
        return People(self.age[order], self.woman[order], self.level[order], self.birth[order])


def draw_people(rng: Rng, margins: Margins, count: int, as_of: dt.date) -> People:
    """`count` people whose sex × age bands keep the census's shares to the person."""
    cells = deal(rng, margins.sex_age.ravel(), count)
    woman = cells >= len(BANDS)
    band = cells % len(BANDS)
    first = np.array(BANDS)[band]
    width = np.diff([*BANDS, BANDS[-1] + 1])[band]
    age = first + np.floor(rng.random(count) * width).astype(np.int64)
    old = band == len(BANDS) - 1
    age[old] = np.minimum(OLDEST, first[old] + rng.geometric(0.25, int(old.sum())) - 1)
    level = np.full(count, -1, dtype=np.int64)
    for sex in (0, 1):
        of_sex = woman == bool(sex)
        level[of_sex] = _education(rng, margins.education[sex], age[of_sex])
    return People(age, woman, level, _births(rng, age, as_of))


def _births(rng: Rng, age: Ints, as_of: dt.date) -> Ints:
    """A day of birth for each age: every day of the year in which one turns that old is as likely."""
    latest = np.array([_shift(as_of, -years) for years in range(OLDEST + 2)])
    # The youngest possible is born `age` years before the day, the oldest one day less than a year earlier.
    return latest[age] - np.floor(rng.random(len(age)) * (latest[age] - latest[age + 1])).astype(np.int64)


def _shift(day: dt.date, years: int) -> int:
    shifted = day.replace(year=day.year + years, day=28 if (day.month, day.day) == (2, 29) else day.day)
    return (shifted - dt.date(1970, 1, 1)).days


def _education(rng: Rng, shares: Floats, age: Ints) -> Ints:
    """Levels in the census's quota: children by their age, adults the higher the younger, with much noise."""
    level = np.full(len(age), -1, dtype=np.int64)
    level[(age >= 3) & (age < 6)] = PRESCHOOL
    level[(age >= 6) & (age < 12)] = PRIMARY
    level[(age >= 12) & (age < 16)] = JUNIOR
    adults = np.flatnonzero(age >= 16)
    left = quota(shares, int((age >= 3).sum())) - np.bincount(level[level >= 0], minlength=7)
    left[PRESCHOOL] = 0
    left = quota(np.maximum(left, 0) + 1e-9, len(adults))
    # People of 16 and 17 are still at school and cannot have more than senior school.
    score = -age[adults] + rng.normal(0, 16, len(adults))
    score[age[adults] < 19] -= 25
    order = adults[np.argsort(score, kind="stable")]
    level[order] = np.repeat(np.arange(7), left)
    young = (age >= 16) & (age < 19) & (level > SENIOR)
    level[young] = SENIOR
    return level
