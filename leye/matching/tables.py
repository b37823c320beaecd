"""Candidates as an Ibis expression over tables: for DuckDB and Spark, and what the kernel is held against.

Every reachable pair is joined, asked and counted: simple, the same on every engine, and slow.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import ibis
import numpy as np
import pyarrow as pa

from leye.matching.language import TIE, Row, Rules
from leye.matching.pool import Pool
from leye.matching.scan import Seekers


def candidates(seekers: Any, offers: Any, reach: Any, told: Any, rules: Rules, most: int) -> Any:
    """seeker, offer, worth, nth (from 0) of the best offers of each seeker.

    The tables are those of `encoded_seekers`, `encoded_offers`, `encoded_reach` and `encoded_told`, on any engine.
    """
    pairs = seekers.join(reach, [("s_group", "r_group")]).join(offers, [("r_place", "v_place")])
    good = pairs.filter(rules.holds(*_sides(pairs)))
    s, v, r = _sides(good)
    ranked = good.select(
        seeker=good.s_row,
        offer=good.v_row,
        worth=rules.worth(s, v, r).cast("int64"),
        tie=(good.s_key * good.v_key) % TIE,
    ).anti_join(told, ["seeker", "offer"])
    order = ibis.window(group_by="seeker", order_by=[ibis.desc("worth"), "tie"])
    ranked = ranked.mutate(nth=ibis.row_number().over(order))
    return ranked.filter(ranked.nth < most).select("seeker", "offer", "worth", "nth")


def encoded(seekers: Seekers, pool: Pool) -> dict[str, pa.Table]:
    """All that `statement` reads, by name."""
    return {
        "seekers": encoded_seekers(seekers),
        "offers": encoded_offers(pool),
        "reach": encoded_reach(pool),
        "told": encoded_told(seekers),
    }


def statement(tables: Mapping[str, pa.Table], rules: Rules, most: int, dialect: str) -> str:
    """`candidates` as SQL over the tables of `encoded`, which the engine knows by their names."""
    people, offers, reach, told = (
        ibis.table(ibis.Schema.from_pyarrow(table.schema), name=name) for name, table in tables.items()
    )
    return str(ibis.to_sql(candidates(people, offers, reach, told, rules, most), dialect=dialect))


def _sides(pairs: Any) -> tuple[Row, Row, Row]:
    """Seeker, offer and reach of joined rows as operands of rules."""

    def side(letter: str) -> Row:
        return Row(lambda name: pairs[f"{letter}_{name}"])

    return side("s"), side("v"), side("r")


def encoded_seekers(seekers: Seekers) -> pa.Table:
    """People as columns of integers."""
    columns = {f"s_{name}": column for name, column in seekers.columns.items()}
    rows = {"s_row": np.arange(seekers.size), "s_group": seekers.group, "s_key": seekers.key}
    return pa.table({**columns, **rows})


def encoded_offers(pool: Pool) -> pa.Table:
    """Offers as columns of integers, places as numbers of the pool."""
    columns = {f"v_{name}": column for name, column in pool.columns.items()}
    return pa.table({**columns, "v_place": pool.place, "v_row": np.arange(pool.size), "v_key": pool.key})


def encoded_reach(pool: Pool) -> pa.Table:
    """Places of each group of reach."""
    lengths = np.diff(pool.reach.start)
    return pa.table(
        {
            "r_group": np.repeat(np.arange(len(lengths)), lengths),
            "r_place": pool.reach.place,
            "r_points": pool.reach.points,
            "r_step": pool.reach.step,
        }
    )


def encoded_told(seekers: Seekers) -> pa.Table:
    """Pairs that are not to be offered."""
    lengths = np.diff(seekers.told_start)
    return pa.table(
        {"seeker": np.repeat(np.arange(seekers.size), lengths), "offer": seekers.told.astype(np.int64)}
    )


def from_lists(found: np.ndarray, worths: np.ndarray) -> pa.Table:
    """What the kernel found, in the shape of `candidates`."""
    seeker, nth = np.nonzero(found >= 0)
    return pa.table(
        {
            "seeker": seeker,
            "offer": found[seeker, nth].astype(np.int64),
            "worth": worths[seeker, nth].astype(np.int64),
            "nth": nth,
        }
    )


def checksum(table: pa.Table) -> int:
    """A number of all rows whatever their order; equal tables have equal ones."""
    total = np.uint64(0)
    mixed = np.full(table.num_rows, 1_469_598_103, np.uint64)
    for name in ("seeker", "offer", "worth", "nth"):
        mixed = (mixed ^ table.column(name).to_numpy().astype(np.int64).view(np.uint64)) * np.uint64(
            1_099_511_628_211
        )
        mixed ^= mixed >> np.uint64(29)
    total = mixed.sum(dtype=np.uint64)
    return int(total)
