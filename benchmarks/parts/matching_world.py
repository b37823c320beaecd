"""A made-up province of people and vacancies for the part `matching`: as tables, before anything is encoded.

16 cities with 120 counties of 12 towns each on a map of 600 by 400 km, and the real tree of occupations. A third of
the vacancies stand in two cities, people live everywhere, and what is wanted differs from what is on offer. Drawn by
one seed, so that every run of one size sees the same tables.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from leye.matching import reach_within
from leye.standards.occupations import occupations

SEED = 20_261_122
CITIES, COUNTIES, TOWNS = 16, 120, 12
SKILLS = ("电焊", "电工", "叉车", "驾驶", "养殖", "刺绣", "烹饪", "保洁", "月嫂", "缝纫", "木工", "砌筑",
          "办公软件", "会计", "直播", "英语")  # fmt: skip
PAPERS = ("电工证", "焊工证", "叉车证", "A2驾驶证", "健康证", "教师资格证", "护士证", "会计证", "保安员证", "厨师证",
          "高处作业证", "建造师证")  # fmt: skip
HOURS = ("full", "part", "shift", "flexible", "seasonal")
CONTRACTS = ("labour", "labour_service", "dispatch")
GROUPS = ("graduate", "formerly_poor", "veteran", "disabled", "difficulty", "returned_worker", "relocated")
DEMANDS = ("重体力", "夜班", "高处")
EDUCATION = ("", "80", "70", "60", "30", "20", "10")


def tables(seekers: int, vacancies: int, folder: Path) -> tuple[pa.Table, pa.Table, pa.Table, pa.Table]:
    """People, vacancies, reach and earlier answers; made once, then read from the folder's Parquet files."""
    files = [
        folder / f"{seekers}_{vacancies}_{name}.parquet" for name in ("people", "offers", "reach", "told")
    ]
    if not all(file.exists() for file in files):
        world = World(np.random.default_rng(SEED))
        made = (world.people(seekers), world.offers(vacancies), world.reach(), world.told(seekers, vacancies))
        for table, file in zip(made, files, strict=True):
            pq.write_table(table, file)
    people, offers, reach, told = (pq.read_table(file) for file in files)
    return people, offers, reach, told


def course_tables(people: pa.Table, count: int) -> tuple[pa.Table, pa.Table]:
    """Who wants to learn something (three of eight, with what they lack as `skills`), and courses that teach it."""
    draw = np.random.default_rng(SEED + 1)
    world = World(np.random.default_rng(SEED))
    wanting = people.filter(pa.array(draw.random(people.num_rows) < 0.375))
    lacking = lists(draw, PAPERS, draw.choice(3, wanting.num_rows, p=[0.3, 0.6, 0.1]))
    wanting = wanting.set_column(wanting.column_names.index("skills"), "skills", lacking)
    return wanting.drop_columns(["floor_fen", "wage_fen", "hours", "contract"]), world.courses(count)


class World:
    """Places and the popularity of occupations, from which tables are drawn."""

    def __init__(self, draw: np.random.Generator) -> None:
        self.draw = draw
        self.city = np.sort(draw.integers(0, CITIES, COUNTIES))
        self.city[:CITIES] = np.arange(CITIES)
        self.city.sort()
        middle = draw.uniform([0, 0], [600, 400], (CITIES, 2))
        self.xy = middle[self.city] + draw.normal(0, 30, (COUNTIES, 2))
        self.number = 150_000_000_000 + np.arange(COUNTIES) * 1_000_000
        self.living = draw.dirichlet(np.full(COUNTIES, 6.0))
        hiring = self.living * draw.uniform(0.5, 1.5, COUNTIES)
        large = np.isin(self.city, draw.choice(CITIES, 2, replace=False))
        hiring = np.where(large, hiring / hiring[large].sum() * 0.35, hiring / hiring[~large].sum() * 0.65)
        self.hiring = hiring / hiring.sum()
        self.codes = [entry.code for entry in occupations(4)]
        self.wanted, self.offered = (self._popular() for _ in range(2))

    def _popular(self) -> np.ndarray:
        """How often occupations are named: few of them often, and within classes that are popular."""
        small = np.array([hash_of(code[:7]) for code in self.codes])
        weight = self.draw.lognormal(0, 1.0, 512)[small % 512] * self.draw.lognormal(0, 0.8, len(self.codes))
        return np.asarray(weight / weight.sum())

    def reach(self) -> pa.Table:
        """Who goes where: as `leye.matching.reach_within` says."""
        columns = {"place": self.number, "city": self.city, "province": np.zeros(COUNTIES, np.int64)}
        return reach_within(
            pa.table({**columns, "x": self.xy[:, 0].astype(int), "y": self.xy[:, 1].astype(int)}), widest=3
        )

    def people(self, count: int) -> pa.Table:
        """People, half of whom have had another occupation before."""
        draw = self.draw
        home = draw.choice(COUNTIES, count, p=self.living)
        occupation = draw.choice(len(self.codes), count, p=self.wanted)
        before = draw.choice(len(self.codes), count, p=self.wanted)
        rank = draw.choice(7, count, p=[0.02, 0.12, 0.38, 0.25, 0.14, 0.08, 0.01])
        hoped = (draw.lognormal(8.25, 0.22, count) * (1 + 0.06 * rank)).astype(np.int64) // 100 * 10_000
        return pa.table(
            {
                "id": np.arange(1, count + 1) * 7,
                "home": self.number[home],
                "town": self.number[home] + draw.integers(1, TOWNS + 1, count) * 1_000,
                "radius": draw.choice(4, count, p=[0.01, 0.47, 0.42, 0.10]).astype(np.int8),
                "occupation": texts(self.codes, occupation),
                "occupation_2": texts([*self.codes, ""], np.where(draw.random(count) < 0.5, before, -1)),
                "education": texts(EDUCATION, rank),
                "experience_years": np.minimum(draw.geometric(0.22, count) - 1, 20),
                "age": draw.integers(18, 60, count),
                "certificates": lists(draw, PAPERS, draw.choice(3, count, p=[0.75, 0.2, 0.05])),
                "skills": lists(draw, SKILLS, draw.choice(5, count, p=[0.2, 0.3, 0.3, 0.15, 0.05])),
                "groups": lists(draw, GROUPS, draw.choice(3, count, p=[0.6, 0.3, 0.1])),
                "cannot": lists(draw, DEMANDS, draw.choice(3, count, p=[0.75, 0.2, 0.05])),
                "hours": lists(draw, HOURS, draw.choice([0, 1, 3], count, p=[0.8, 0.03, 0.17])),
                "contract": lists(draw, CONTRACTS, draw.choice([0, 1, 2], count, p=[0.85, 0.03, 0.12])),
                "wage_fen": hoped,
                "floor_fen": np.where(draw.random(count) < 0.4, hoped * 8 // 10, 0),
                "priority": draw.choice(3, count, p=[0.85, 0.1, 0.05]).astype(np.int8),
            }
        )  # fmt: skip

    def offers(self, count: int) -> pa.Table:
        """Vacancies of one to twenty seats, most of them of few."""
        draw = self.draw
        place = draw.choice(COUNTIES, count, p=self.hiring)
        occupation = draw.choice(len(self.codes), count, p=self.offered)
        rank = draw.choice(7, count, p=[0.34, 0.02, 0.24, 0.22, 0.12, 0.055, 0.005])
        pay = (draw.lognormal(8.3, 0.28, count) * (1 + 0.06 * rank)).astype(np.int64) // 100 * 10_000
        lawful = draw.random(count) < 0.08
        return pa.table(
            {
                "id": np.arange(1, count + 1) * 3,
                "place": self.number[place],
                "town": self.number[place] + draw.integers(1, TOWNS + 1, count) * 1_000,
                "occupation": texts(self.codes, occupation),
                "education": texts(EDUCATION, rank),
                "experience_years": draw.choice([0, 1, 2, 3, 5], count, p=[0.7, 0.15, 0.08, 0.05, 0.02]),
                "certificates": lists(draw, PAPERS, draw.choice(2, count, p=[0.9, 0.1])),
                "skills": lists(draw, SKILLS, draw.choice(3, count, p=[0.5, 0.35, 0.15])),
                "groups": lists(draw, GROUPS, draw.choice(3, count, p=[0.8, 0.15, 0.05])),
                "demands": lists(draw, DEMANDS, draw.choice(2, count, p=[0.75, 0.25])),
                "hours": texts(HOURS, draw.choice(5, count, p=[0.6, 0.08, 0.2, 0.07, 0.05])),
                "contract": texts(CONTRACTS, draw.choice(3, count, p=[0.75, 0.15, 0.1])),
                "age_low": pa.array(np.full(count, 18), mask=~lawful),
                "age_high": pa.array(draw.choice([40, 45, 50, 55], count), mask=~lawful),
                "age_reason": texts(("", "特种作业"), lawful.astype(np.int64)),
                "pay_fen": pa.array(pay, mask=draw.random(count) < 0.05),
                "housing": draw.random(count) < 0.4,
                "seats": np.minimum(draw.geometric(0.27, count), 20),
                "filled": np.zeros(count, np.int8),
            }
        )  # fmt: skip

    def courses(self, count: int) -> pa.Table:
        """Courses of 15 to 60 places, where people live."""
        draw = self.draw
        place = draw.choice(COUNTIES, count, p=self.living)
        return pa.table(
            {
                "id": np.arange(1, count + 1),
                "place": self.number[place],
                "town": self.number[place] + draw.integers(1, TOWNS + 1, count) * 1_000,
                "occupation": texts(self.codes, draw.choice(len(self.codes), count, p=self.offered)),
                "education": texts(
                    EDUCATION, draw.choice(7, count, p=[0.6, 0.1, 0.2, 0.06, 0.03, 0.01, 0.0])
                ),
                "skills": lists(draw, PAPERS, draw.choice(3, count, p=[0.2, 0.7, 0.1])),
                "groups": lists(draw, GROUPS, draw.choice(3, count, p=[0.6, 0.3, 0.1])),
                "seats": draw.integers(15, 61, count),
            }
        )

    def told(self, seekers: int, vacancies: int) -> pa.Table:
        """A refused or earlier offered vacancy for every fourth person or so."""
        count = seekers // 4
        pairs = np.stack([self.draw.integers(1, top + 1, count) for top in (seekers, vacancies)])
        return pa.table({"seeker_id": pairs[0] * 7, "offer_id": pairs[1] * 3})


def hash_of(text: str) -> int:
    """A number of a text that is the same in every run."""
    return sum(ord(letter) * 31**n for n, letter in enumerate(text)) % 1_000_003


def texts(words: Sequence[str], chosen: np.ndarray) -> pa.Array:
    """Words by number."""
    chosen = np.where(chosen < 0, len(words) + chosen, chosen)
    return pa.DictionaryArray.from_arrays(pa.array(chosen.astype(np.int32)), pa.array(list(words))).cast(
        pa.string()
    )


def lists(draw: np.random.Generator, words: Sequence[str], lengths: np.ndarray) -> pa.Array:
    """So many words for each, all different: a run of neighbours from a drawn one on."""
    ends = np.concatenate([[0], np.cumsum(lengths)])
    first = np.repeat(draw.integers(0, len(words), len(lengths)), lengths)
    nth = np.arange(ends[-1]) - np.repeat(ends[:-1], lengths)
    stride = np.repeat(
        draw.integers(1, max(len(words) // max(int(lengths.max(initial=1)), 1), 2), len(lengths)), lengths
    )
    return pa.ListArray.from_arrays(
        pa.array(ends.astype(np.int32)), texts(words, (first + nth * stride) % len(words))
    )
