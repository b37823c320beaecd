"""What people do: school, work, farming, no work; how able they are. Shares are ours, plausible and stated here.

The census does not publish employment status by county, so these shares are an assumption (per cent of people
of 16 to 59 who are neither at school nor unable), given below as TOWN_SHARES and COUNTRY_SHARES. A ledger of
key groups holds more people out of work than a county does. In most homes where the draw left nobody at work
somebody is put to work after all, since homes without any work are rare and are chosen on purpose.
"""

from dataclasses import dataclass

import numpy as np

from leye.ops.world.draw import Bools, Ints, Rng, chance, pick
from leye.ops.world.families import Families
from leye.ops.world.people import COLLEGE, UNIVERSITY, People

PUPIL, EMPLOYED, FARMING, JOBLESS, NOT_LOOKING, TOO_YOUNG, RETIRED, ON_POST = range(8)
#: Shares of status for working ages: town, country.
TOWN_SHARES = (0.65, 0.02, 0.20, 0.13)
COUNTRY_SHARES = (0.50, 0.19, 0.19, 0.12)
#: Of homes with somebody out of work and nobody at work: someone is put to work after all.
REPAIRED = 0.92
#: Households in which nobody works though somebody could: share of all households with two able adults.
ZERO_EMPLOYMENT = 0.006
ABLE, PARTIAL, NONE, UNKNOWN = range(4)
CAPACITIES = np.array(["able", "partial", "none", "unknown"], dtype=object)


@dataclass
class Standing:
    """What each person does and can do; `town` is whether the household lives in a community."""

    doing: Ints
    capacity: Ints
    town: Bools
    zero: Bools  # member of a household made a zero-employment one
    graduated: Ints  # year of leaving college or university in the last years, 0 for others

    @property
    def labour(self) -> Bools:
        """In the labour force: at work, farming, on a public post, or out of work."""
        return np.isin(self.doing, (EMPLOYED, FARMING, JOBLESS, ON_POST))

    @property
    def student(self) -> Bools:
        """Whether still at school."""
        return np.asarray(self.doing == PUPIL)


def set_standing(rng: Rng, people: People, families: Families, town: Bools, year: int) -> Standing:
    """Standing of everybody in `year`."""
    age, count = people.age, len(people)
    higher = people.level >= COLLEGE
    school = ((age >= 6) & (age < 16)) | ((age >= 16) & (age < 19) & chance(rng, 0.85, count))
    school |= (age >= 19) & (age < 22) & higher & chance(rng, 0.8, count)
    shares = np.where(town[:, None], TOWN_SHARES, COUNTRY_SHARES)
    drawn = (rng.random(count)[:, None] > np.cumsum(shares, axis=1)[:, :3]).sum(axis=1)
    doing = np.array([EMPLOYED, FARMING, JOBLESS, NOT_LOOKING])[drawn]
    retired = (age >= 60) & ~((age < 68) & ~town & chance(rng, 0.5, count))
    doing = np.select([age < 6, school, retired, age >= 60], [TOO_YOUNG, PUPIL, RETIRED, FARMING], doing)
    doing[(age >= 6) & (age < 16)] = PUPIL
    capacity = _capacity(rng, age)
    doing[(capacity == NONE) & (doing != PUPIL) & (age >= 16) & (age < 60)] = NOT_LOOKING
    zero = _zero_households(rng, families, doing, capacity, age)
    _repair(rng, families, doing, capacity, age, zero)
    doing[zero & np.isin(doing, (EMPLOYED, FARMING, NOT_LOOKING)) & (age >= 16)] = JOBLESS
    doing[zero & (doing == JOBLESS) & (capacity == NONE)] = NOT_LOOKING
    doing[zero & (age >= 60)] = RETIRED
    capacity[zero & (doing == JOBLESS)] = ABLE
    left = np.where((people.level == UNIVERSITY) | (people.level == COLLEGE), year - (age - 22), 0)
    recent = higher & ~school & (age >= 21) & (age <= 27) & (left >= year - 5)
    return Standing(doing, capacity, town, zero, np.where(recent, np.minimum(left, year), 0))


def _capacity(rng: Rng, age: Ints) -> Ints:
    bands = ((16, (0, 0, 1, 0)), (45, (0.945, 0.02, 0.01, 0.025)), (60, (0.90, 0.055, 0.02, 0.025)),
             (68, (0.55, 0.25, 0.15, 0.05)), (200, (0.05, 0.15, 0.77, 0.03)))  # fmt: skip
    capacity = np.empty(len(age), dtype=np.int64)
    low = 0
    for high, shares in bands:
        rows = np.flatnonzero((age >= low) & (age < high))
        capacity[rows] = pick(rng, np.array(shares) + 1e-12, len(rows))
        low = high
    return capacity


def _repair(rng: Rng, families: Families, doing: Ints, capacity: Ints, age: Ints, zero: Bools) -> None:
    """Put the oldest able member of a workless home to work, unless the home was chosen to have none."""
    houses = len(families.heads)
    working = np.bincount(families.household[np.isin(doing, (EMPLOYED, FARMING))], minlength=houses) > 0
    able = np.flatnonzero(np.isin(doing, (JOBLESS, NOT_LOOKING)) & (capacity == ABLE) & (age >= 18) & ~zero)
    able = able[~working[families.household[able]]]
    able = able[np.argsort(-age[able], kind="stable")]
    _house, first = np.unique(families.household[able], return_index=True)
    doing[able[first][chance(rng, REPAIRED, len(first))]] = EMPLOYED


def _zero_households(rng: Rng, families: Families, doing: Ints, capacity: Ints, age: Ints) -> Bools:
    """Members of the households that are chosen to have nobody in work."""
    working_age = (age >= 18) & (age < 58) & (capacity == ABLE) & (doing != PUPIL)
    able = np.bincount(families.household[working_age], minlength=len(families.heads))
    fitting = np.flatnonzero((able >= 1) & (able <= 2))
    wanted = min(len(fitting), max(2, round(ZERO_EMPLOYMENT * len(families.heads))))
    chosen = np.zeros(len(families.heads), dtype=np.bool_)
    chosen[rng.permutation(fitting)[:wanted]] = True
    return np.asarray(chosen[families.household])
