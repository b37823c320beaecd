"""Make the kernels before anybody waits for them: `python -m leye.matching.ready`.

The first match on a machine compiles for some twenty seconds. A program that will match later starts this beside
its other work; what is made lies in the state folder, and where it lies already this ends within two seconds.
"""

from __future__ import annotations

import pyarrow as pa

from leye.matching.courses import COURSES
from leye.matching.jobs import JOBS
from leye.matching.language import Rules
from leye.matching.night import match
from leye.matching.online import match_one
from leye.matching.pool import prepare, reach_within

HERE, BESIDE = 150_822_000_000, 150_823_000_000


def make_ready(rules: tuple[Rules, ...] = (JOBS, COURSES)) -> None:
    """Match a few made-up people with each rule table, so that every kernel is compiled and kept."""
    places = pa.table({"place": [HERE, BESIDE], "city": [1508, 1508], "province": [15, 15]})
    people = pa.table(
        {"id": list(range(1, 9)), "home": [HERE] * 8, "radius": pa.array([1, 2] * 4, pa.int8())}
    )
    offers = pa.table({"id": list(range(1, 7)), "place": [HERE, BESIDE] * 3, "seats": [1, 1, 1, 2, 2, 9]})
    told = pa.table({"seeker_id": [1], "offer_id": [2]})
    for table in rules:
        pool = prepare(offers, reach_within(places), table)
        match(people, pool, told=told)
        match_one({"id": 1, "home": HERE}, pool, told=[2])


if __name__ == "__main__":
    make_ready()
