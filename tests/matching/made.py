"""Small made-up markets: every column, unknown values, ties, and people whom nothing fits."""

from __future__ import annotations

import random
from typing import Any

import duckdb
import pyarrow as pa

from leye.matching import OFFER, SEEKER, Pool, prepare, reach_within
from leye.matching.scan import Seekers, seekers_of
from leye.matching.tables import encoded, statement

COUNTIES = [150_101_000_000, 150_102_000_000, 150_201_000_000, 610_101_000_000]
PLACES = pa.table(
    {
        "place": COUNTIES,
        "city": [1, 1, 2, 3],
        "province": [15, 15, 15, 61],
        "x": [0, 30, 200, 900],
        "y": [0, 40, 0, 0],
    }
)
REACH = reach_within(PLACES)
CODES = ["", "4-02-01-01", "4-02-01-02", "4-02-03-01", "4-07-01-01", "2-02-05-01", "6-01-01-01"]
LEVELS = ["", "80", "70", "60", "47", "30", "20", "10"]
PAPERS = ["叉车证", "电工证", "健康证"]
SKILLS = ["电焊", "烹饪", "驾驶"]
GROUPS = ["graduate", "difficulty", "veteran"]
DEMANDS = ["重体力", "夜班"]


def person(number: int, **known: Any) -> dict[str, Any]:
    """A person of the first county whom nothing stands against."""
    return {
        "id": number, "home": COUNTIES[0], "town": COUNTIES[0] + 1_000, "radius": 1, "occupation": "4-02-01-01",
        "education": "70", "age": 30, "wage_fen": 400_000, **known,
    }  # fmt: skip


def offer(number: int, **known: Any) -> dict[str, Any]:
    """A vacancy of the first county that asks for nothing."""
    return {
        "id": number, "place": COUNTIES[0], "town": COUNTIES[0] + 2_000, "occupation": "4-02-01-01", "pay_fen": 400_000,
        "seats": 5, **known,
    }  # fmt: skip


def people_table(rows: list[dict[str, Any]]) -> pa.Table:
    """People as a table."""
    return pa.Table.from_pylist(rows, schema=SEEKER)


def pool_of(rows: list[dict[str, Any]], **options: Any) -> Pool:
    """Offers made ready."""
    return prepare(pa.Table.from_pylist(rows, schema=OFFER), REACH, **options)


def pairs(*chosen: tuple[int, int]) -> pa.Table:
    """Pairs of person and offer."""
    return pa.table({"seeker_id": [p for p, _ in chosen], "offer_id": [o for _, o in chosen]})


class Market:
    """People and offers drawn by a seed, ready, with prices and earlier answers."""

    def __init__(self, seed: int, people: int, offers: int) -> None:
        self.draw = draw = random.Random(seed)
        self.people = people_table([self._person(n) for n in range(1, people + 1)])
        pool = pool_of([self._offer(n * 10) for n in range(1, offers + 1)])
        told = {
            (draw.randint(1, max(people, 1)), draw.randint(1, max(offers, 1)) * 10)
            for _ in range(people // 2)
        }
        self.told = pairs(*sorted(told))
        self.pool = pool.priced(pool.columns["id"] // 10 % 7 * 30)
        self.seekers = seekers_of(self.people, self.pool, self.told)

    def _some(self, names: list[str], share: float) -> list[str]:
        return [name for name in names if self.draw.random() < share]

    def _person(self, number: int) -> dict[str, Any]:
        pick, chance = self.draw.choice, self.draw.random
        home = pick([*COUNTIES, 999_999_000_000])
        return {
            "id": number,
            "home": home,
            "town": home + pick([1_000, 2_000]),
            "radius": pick([0, 1, 1, 2, 3, 4]),
            "occupation": pick(CODES),
            "occupation_2": pick([None, *CODES]),
            "education": pick([None, *LEVELS]),
            "experience_years": pick([None, 0, 1, 3, 80]),
            "age": pick([None, 15, 16, 25, 39, 40, 41, 60]),
            "certificates": self._some(PAPERS, 0.4),
            "skills": self._some(SKILLS, 0.5),
            "groups": self._some(GROUPS, 0.3),
            "cannot": self._some([*DEMANDS, "高温"], 0.2),
            "hours": pick([None, [], ["full"], ["full", "part"]]),
            "contract": pick([None, ["labour"], ["dispatch", "labour"]]),
            "wage_fen": pick([None, 300_000, 400_000, 812_345]),
            "floor_fen": pick([None, None, 350_000]) if chance() < 0.8 else 900_000,
            "priority": pick([None, 0, 1, 2]),
        }

    def _offer(self, number: int) -> dict[str, Any]:
        pick = self.draw.choice
        place = pick(COUNTIES)
        return {
            "id": number,
            "place": place,
            "town": place + pick([1_000, 2_000]),
            "occupation": pick([None, *CODES]),
            "education": pick([None, "", "", *LEVELS]),
            "experience_years": pick([None, 0, 0, 0, 2, 90]),
            "certificates": self._some(PAPERS, 0.15),
            "skills": self._some(SKILLS, 0.3),
            "groups": self._some(GROUPS, 0.2),
            "demands": self._some(DEMANDS, 0.15),
            "hours": pick([None, "", "full", "part"]),
            "contract": pick([None, "labour", "dispatch"]),
            "age_low": pick([None, 18]),
            "age_high": pick([None, 40]),
            "age_reason": pick([None, "", "特种作业"]),
            "pay_fen": pick([None, 250_000, 399_999, 400_000, 1_000_000, 10**12]),
            "housing": pick([None, True, False]),
            "seats": pick([1, 2, 5]),
            "filled": pick([None, 0, 1]),
        }


def by_ibis(seekers: Seekers, pool: Pool, most: int) -> pa.Table:
    """Candidates by the Ibis form of the rules on DuckDB."""
    tables = encoded(seekers, pool)
    with duckdb.connect() as connection:
        for name, table in tables.items():
            connection.register(name, table)
        return connection.sql(statement(tables, pool.rules, most, "duckdb")).to_arrow_table()
