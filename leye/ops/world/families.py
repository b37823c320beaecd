"""People put together into households, in the sizes and generations that the census counts.

Couples, people alone, single parents; then children, grown children, grandparents and relatives join a house
whose age fits. Nobody is drawn anew, so the margins of sex, age and education stay as they are.
"""

from dataclasses import dataclass

import numpy as np

from leye.ops.world.census import Margins
from leye.ops.world.draw import Bools, Ints, Rng, attach, top
from leye.ops.world.people import People

HEAD, SPOUSE, CHILD, PARENT, GRANDCHILD, SIBLING, OTHER = range(7)
RELATIONS = np.array(["head", "spouse", "child", "parent", "grandchild", "sibling", "other"])
ADULT = 18
MARRIAGEABLE = 22
ELDER = 58
#: Of households of several generations: single parents, and what of three generations hangs on a couple.
SINGLE_PARENT_SHARE = 0.05
ELDER_COUPLE_SHARE = 0.35


@dataclass
class Families:
    """For each person the household (0, 1, …) and the relation to its head; `heads` are person positions."""

    household: Ints
    relation: Ints
    heads: Ints


def put_together(rng: Rng, margins: Margins, people: People) -> Families:
    """Households of everybody. Each has a head of 18 or over."""
    builder = _Builder(rng, margins, people)
    builder.found()
    builder.join_singles()
    builder.join_elder_couples()
    builder.join_children()
    return builder.finish()


class _Builder:
    def __init__(self, rng: Rng, margins: Margins, people: People) -> None:
        self.rng, self.margins, self.people = rng, margins, people
        self.house = np.full(len(people), -1, dtype=np.int64)
        self.relation = np.full(len(people), OTHER, dtype=np.int64)
        self.heads: Ints = np.empty(0, dtype=np.int64)
        self.count = max(1.0, len(people) / margins.mean_size)

    def found(self) -> None:
        """Houses of couples, of people alone and of single parents; a house's number is its place in `heads`."""
        m, age = self.margins, self.people.age
        alone = round(self.count * m.alone / m.households)
        several = self.count * (1 - m.one_generation / m.households)
        parents = round(several * SINGLE_PARENT_SHARE)
        self.merged = round(self.count * m.three_generations / m.households * ELDER_COUPLE_SHARE)
        husbands, wives = self._couples(round(self.count - alone - parents + self.merged))
        single = (age >= ADULT) & ~self._mask(husbands) & ~self._mask(wives)
        lone_parent = top(self.rng, np.where(single & (age >= 26) & (age < 56), 1.0, 0.0), parents)
        single &= ~self._mask(lone_parent)
        weight = np.select([age >= 60, age >= 25], [3.0, 1.2], 0.25)
        by_self = top(self.rng, np.where(single, weight, 0.0), alone)
        woman_heads = self.rng.random(len(husbands)) < 0.12
        head = np.where(woman_heads, wives, husbands)
        spouse = np.where(woman_heads, husbands, wives)
        self.heads = np.concatenate([head, lone_parent, by_self])
        self.house[self.heads] = np.arange(len(self.heads))
        self.house[spouse] = np.arange(len(spouse))
        self.relation[self.heads], self.relation[spouse] = HEAD, SPOUSE
        # Who may take in others: couples and single parents; the wife's age decides, else the parent's.
        self.hosts = np.arange(len(head) + len(lone_parent))
        self.host_age = age[np.concatenate([wives, lone_parent])].astype(np.float64)
        self.merged_away = np.zeros(len(self.heads), dtype=np.bool_)
        if not len(self.heads):
            raise ValueError("a county needs at least one adult")

    def _mask(self, positions: Ints) -> Bools:
        mask = np.zeros(len(self.people), dtype=np.bool_)
        mask[positions] = True
        return mask

    def _couples(self, wanted: int) -> tuple[Ints, Ints]:
        """Husbands and wives of fitting age: both sorted by age and paired in order."""
        sides = []
        able = [
            np.flatnonzero((self.people.woman == side) & (self.people.age >= MARRIAGEABLE))
            for side in (False, True)
        ]
        wanted = max(0, min(wanted, *(len(side) for side in able)))
        for positions in able:
            age = self.people.age[positions]
            weight = np.select(
                [age < 25, age < 30, age < 36, age < 70, age < 80], [0.15, 0.7, 2.5, 8, 3], 1.0
            )
            chosen = positions[top(self.rng, weight.astype(np.float64), wanted)]
            shown = self.people.age[chosen] + self.rng.normal(0, 1.5, len(chosen))
            sides.append(chosen[np.argsort(shown, kind="stable")])
        return sides[0], sides[1]

    def _join(self, guests: Ints, hosts: Ints, relation: int) -> None:
        """Guests into host houses; a host of -1 means no house took them."""
        taken = hosts >= 0
        self.house[guests[taken]] = hosts[taken]
        self.relation[guests[taken]] = relation

    def join_singles(self) -> None:
        """Unmarried grown children to their parents, elders to their children, the rest as brothers or sisters."""
        age = self.people.age
        free = np.flatnonzero((self.house < 0) & (age >= ADULT))
        everybody = age[free] >= 0
        steps = (
            (age[free] < 45, 27.0, 4.5, 18.0, 42.0, 2, CHILD),
            (age[free] >= ELDER, -27.0, 5.0, -42.0, -18.0, 2, PARENT),
            (everybody, 2.0, 5.0, -15.0, 15.0, 1, SIBLING),
            (everybody, 0.0, 40.0, -90.0, 90.0, 9, OTHER),
        )
        waiting = np.ones(len(free), dtype=np.bool_)
        for fits, centre, spread, low, high, capacity, relation in steps:
            now = np.flatnonzero(waiting & fits)
            hosts = attach(self.rng, age[free[now]], self.host_age, centre, spread, low, high, capacity)
            self._join(free[now], hosts, relation)
            waiting[now[hosts >= 0]] = False
        for person in free[waiting]:
            self._found_alone(int(person))

    def _found_alone(self, person: int) -> None:
        self.house[person], self.relation[person] = len(self.heads), HEAD
        self.heads = np.append(self.heads, person)
        self.merged_away = np.append(self.merged_away, False)

    def join_elder_couples(self) -> None:
        """Some old couples live with their grown child's family: three generations under one roof."""
        elders = np.flatnonzero(self.host_age >= ELDER)
        elders = elders[np.isin(elders, self.house[self.relation == SPOUSE])]
        bare = elders[np.bincount(self.house[self.house >= 0], minlength=len(self.heads))[elders] == 2]
        going = bare[top(self.rng, np.ones(len(bare)), self.merged)]
        stay = self.host_age.copy()
        stay[elders] = 0.0
        hosts = attach(self.rng, self.host_age[going].astype(np.int64), stay, -27.0, 5.0, -42.0, -18.0, 1)
        for house, host in zip(going[hosts >= 0], hosts[hosts >= 0], strict=True):
            pair = np.flatnonzero(self.house == house)
            self.house[pair], self.relation[pair] = host, PARENT
            self.merged_away[house] = True
            self.host_age[house] = 0.0

    def join_children(self) -> None:
        """Children to mothers of fitting age, else to grandparents, else to any house."""
        age = self.people.age
        waiting = np.flatnonzero(self.house < 0)
        for centre, spread, low, high, capacity, relation in (
            (27.0, 4.5, 19.0, 42.0, 3, CHILD), (54.0, 6.0, 43.0, 75.0, 2, GRANDCHILD), (27.0, 9.0, 18.0, 80.0, 60, OTHER),
        ):  # fmt: skip
            hosts = attach(self.rng, age[waiting], self.host_age, centre, spread, low, high, capacity)
            self._join(waiting, hosts, relation)
            waiting = waiting[hosts < 0]
        oldest = int(np.argmax(age[self.heads]))
        self.house[waiting], self.relation[waiting] = oldest, OTHER

    def finish(self) -> Families:
        """Number the houses that remain without gaps."""
        kept = np.flatnonzero(~self.merged_away)
        number = np.full(len(self.heads), -1, dtype=np.int64)
        number[kept] = np.arange(len(kept))
        return Families(number[self.house], self.relation, self.heads[kept])
