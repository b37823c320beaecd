"""Who belongs to which group, since when, on what evidence; households share what is the household's."""

import datetime as dt
from dataclasses import dataclass, field

import numpy as np

from leye.ops.world.draw import Bools, Ints, Rng, chance, day_number
from leye.ops.world.families import Families
from leye.ops.world.people import People
from leye.ops.world.status import ABLE, EMPLOYED, FARMING, JOBLESS, NONE, PARTIAL, Standing
from leye.ops.world.tables import NO_DAY, Rows

#: Shares of households (country; a third of it in town) and of adults; ours, and said so.
POOR_HOUSEHOLDS, MONITORED_HOUSEHOLDS, MARGINAL_HOUSEHOLDS = 0.16, 0.02, 0.015
RELOCATED_HOUSEHOLDS, LOW_INCOME_HOUSEHOLDS, FISHING_HOUSEHOLDS = 0.05, 0.04, 0.012


@dataclass
class Memberships:
    """Which people are in which group today, by group code."""

    members: dict[str, Bools] = field(default_factory=dict)

    def of(self, code: str) -> Bools:
        """The members of a group."""
        return self.members[code]

    def any_key(self) -> Bools:
        """People in any key group."""
        groups = [mask for code, mask in self.members.items() if code != "low_income"]
        return np.logical_or.reduce(groups)


class Joiner:
    """Writes memberships for people given as a mask."""

    def __init__(self, rng: Rng, rows: Rows, ids: Ints, areas: Ints, birth: Ints, as_of: int) -> None:
        self.rng, self.rows, self.ids, self.areas, self.birth, self.as_of = (
            rng,
            rows,
            ids,
            areas,
            birth,
            as_of,
        )
        self.found = Memberships()

    def join(
        self, code: str, mask: Bools, first: dt.date, evidence: str, source: str,
        last: dt.date | None = None, same_day: bool = False, left: float = 0.0,
    ) -> None:  # fmt: skip
        """Members since a day between `first` and today; a share `left` has left again.

        With `last` all of them left that day (an ended group); with `same_day` all joined on `first`.
        """
        start, end = day_number(first), self.as_of if last is None else day_number(last)
        where = np.flatnonzero(mask & (self.birth < end))
        span = np.maximum(1, end - start - 30)
        since = start + (np.zeros(len(where), dtype=np.int64) if same_day
                         else (self.rng.random(len(where)) * span).astype(np.int64))  # fmt: skip
        since = np.maximum(since, self.birth[where])
        until = np.full(len(where), NO_DAY if last is None else day_number(last))
        gone = chance(self.rng, left, len(where)) & (last is None)
        until[gone] = since[gone] + ((end - since[gone]) * self.rng.random(int(gone.sum()))).astype(np.int64)
        self.rows.add(
            "ledger_groupmembership", len(where), person_id=self.ids[where], area_id=self.areas[where],
            group_id=code, valid_from=since, valid_to=until, evidence=evidence, source=source,
        )  # fmt: skip
        if last is None:
            members = np.zeros(len(mask), dtype=np.bool_)
            members[where[~gone]] = True
            self.found.members[code] = self.found.members.get(code, members) | members


def join_groups(
    rng: Rng, rows: Rows, ids: Ints, areas: Ints, people: People, families: Families, standing: Standing,
    province: str, as_of: dt.date,
) -> Memberships:  # fmt: skip
    """All memberships of a county's people; several groups a person are common."""
    age, town, doing = people.age, standing.town, standing.doing
    working = (age >= 16) & (age < 60) & ~standing.student
    able = working & (standing.capacity != NONE)
    year = dt.date(as_of.year, 1, 1)
    joiner = Joiner(rng, rows, ids, areas, people.birth, day_number(as_of))

    def homes(share: float) -> Bools:
        """People of a share of the households, a third as many in town."""
        drawn = rng.random(len(families.heads))[families.household]
        return np.asarray(drawn < np.where(town, share / 3, share))

    def few(share: float) -> Bools:
        """Each person with a chance."""
        return chance(rng, share, len(age))

    poor = homes(POOR_HOUSEHOLDS)
    add, office = joiner.join, "department"
    add(
        "registered_poor",
        poor & (age >= 6),
        dt.date(2014, 6, 1),
        "建档立卡手册",
        office,
        dt.date(2020, 12, 31),
    )
    add("formerly_poor", poor, dt.date(2021, 1, 1), "脱贫户花名册", office, same_day=True)
    add(
        "relapse_monitored",
        homes(MONITORED_HOUSEHOLDS),
        dt.date(2021, 3, 1),
        "防返贫监测系统",
        office,
        left=0.3,
    )
    add(
        "marginal_household",
        homes(MARGINAL_HOUSEHOLDS) & ~poor,
        dt.date(2020, 6, 1),
        "边缘户名单",
        office,
        left=0.2,
    )
    add("relocated", homes(RELOCATED_HOUSEHOLDS), dt.date(2017, 1, 1), "搬迁安置协议", office)
    add("low_income", homes(LOW_INCOME_HOUSEHOLDS), dt.date(2019, 1, 1), "低保证", office, left=0.15)
    if province == "43":
        add("fishing_ban", homes(FISHING_HOUSEHOLDS) & working, dt.date(2019, 9, 1), "退捕渔民证", office)
    labour = able & np.isin(doing, (EMPLOYED, FARMING, JOBLESS)) & ~town
    add("farmer_herder", labour & few(0.75), dt.date(2019, 3, 1), "摸底登记表", "survey", left=0.04)
    returned = able & (doing == JOBLESS) & ~town & few(0.25)
    add("returned_worker", returned, dt.date(as_of.year - 1, 1, 1), "返乡摸排", "survey")
    served = ~people.woman & (age >= 22) & (age < 58) & few(0.035)
    add("veteran", served, dt.date(2019, 5, 1), "退役军人优待证", office)
    disabled = (age >= 16) & ((standing.capacity == PARTIAL) & few(0.6) | few(0.012))
    add("disabled", disabled, dt.date(2018, 1, 1), "残疾人证", office)
    add("severe_disabled", disabled & few(0.25), dt.date(2018, 1, 1), "残疾人证（一、二级）", office)
    recent = standing.graduated >= as_of.year - 3
    add("graduate", recent, dt.date(as_of.year - 1, 7, 1), "毕业生求职登记", "graduate_system")
    older = np.where(people.woman, age >= 40, age >= 50) & (doing == JOBLESS) & (standing.capacity == ABLE)
    add("older_difficulty", older & few(0.6), dt.date(as_of.year - 2, 1, 1), "就业困难人员认定表", "counter")
    hard = (doing == JOBLESS) & ~older & (standing.zero & (age >= 18) | few(0.15))
    add("difficulty", hard, year - dt.timedelta(days=300), "就业困难人员认定表", "counter")
    return joiner.found
