"""Identity numbers and telephones that are well formed and nobody's.

Identity numbers: valid by GB 11643, in sequences 999 down to 900 only, the last ones of the day of birth,
drawn 990–999 first. Division × day × sequence never repeats in a world.
Telephones: prefix 154, which has not been given to any operator; a household shares one number.
"""

import numpy as np

from leye.ops.world.draw import Bools, Ints, Rng, chance
from leye.ops.world.naming import Texts
from leye.ops.world.options import WorldError

FIRST_SEQUENCE, LAST_SEQUENCE = 900, 999
#: Of the people of a county: registered elsewhere in the province when their number was given.
FROM_ELSEWHERE = 0.08
_FACTORS = np.array([7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2], dtype=np.int64)
_CHECKS = np.array(list("10X98765432"), dtype="<U1")
#: Days that the counters cover: births from 1900-01-01.
_EPOCH = int((np.datetime64("1900-01-01") - np.datetime64("1970-01-01")).astype(np.int64))
_DAYS = 75_000
PHONE_SPACE = 40_000_000


class Registry:
    """Hands out numbers; remembers for each division, day and sex how many it gave."""

    def __init__(self, divisions: list[str]) -> None:
        self.divisions = divisions
        self._place = {code: place for place, code in enumerate(divisions)}
        self._given = np.zeros(len(divisions) * _DAYS * 2, dtype=np.uint8)

    def number(self, rng: Rng, county: str, birth: Ints, woman: Bools) -> Texts:
        """A new number for each person; 18 characters with the right check digit.

        Raises WorldError when more people of one sex share a division and a day than there are sequences.
        """
        home = np.full(len(birth), self._place[county], dtype=np.int64)
        others = [place for code, place in self._place.items() if code[:2] == county[:2]]
        away = np.flatnonzero(chance(rng, FROM_ELSEWHERE, len(birth)))
        home[away] = np.array(others)[(rng.random(len(away)) * len(others)).astype(np.int64)]
        cell = (home * _DAYS + birth - _EPOCH) * 2 + woman
        order = np.argsort(cell, kind="stable")
        ordered = cell[order]
        starts = np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1]])
        runs = np.diff(np.r_[starts, len(ordered)])
        rank = np.empty(len(cell), dtype=np.int64)
        rank[order] = np.arange(len(ordered)) - np.repeat(starts, runs)
        rank += self._given[cell]
        if len(rank) and rank.max() >= (LAST_SEQUENCE - FIRST_SEQUENCE + 1) // 2:
            raise WorldError("人数太多，演示用的身份证顺序码（900—999）不够分。请减少人数或增加县数。")
        np.add.at(self._given, cell, 1)
        sequence = LAST_SEQUENCE - 2 * rank - woman
        return self._compose(home, birth, sequence)

    def _compose(self, home: Ints, birth: Ints, sequence: Ints) -> Texts:
        day = birth.astype("datetime64[D]")
        year = day.astype("datetime64[Y]").astype(np.int64) + 1970
        month = day.astype("datetime64[M]").astype(np.int64) % 12 + 1
        date = day - day.astype("datetime64[M]").astype("datetime64[D]")
        number = np.array([int(code) for code in self.divisions])[home] * 10**11
        number = number + (year * 10**4 + month * 100 + date.astype(np.int64) + 1) * 1000 + sequence
        digits = (number[:, None] // 10 ** np.arange(16, -1, -1)) % 10
        check = _CHECKS[(digits @ _FACTORS) % 11]
        return np.char.add(number.astype("<U17"), check).astype(object)


def phones(rng: Rng, household: Ints, first_household: int, age: Ints, first_person: int) -> Texts:
    """One number a household; some adults have their own; small children and one in thirty have none."""

    def number(base: int, ids: Ints) -> Ints:
        # 7919 shares no factor with the space, so ids map to numbers one to one.
        return base + (ids * 7919) % PHONE_SPACE

    count = len(household)
    own = chance(rng, 0.35, count) & (age >= 18) & (age < 70)
    shared = number(15_400_000_000, household + first_household)
    single = number(15_450_000_000, np.arange(count) + first_person)
    text = np.where(own, single, shared).astype("<U11").astype(object)
    text[(age < 6) | chance(rng, 0.03, count)] = ""
    return text
