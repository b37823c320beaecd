"""The kernel finds what the same rules find as an Ibis expression, and leaving stretches out loses nothing."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leye.engine.spark import Spark, SparkEngine
from leye.matching.scan import best
from leye.matching.tables import checksum, encoded, from_lists, statement
from tests.matching.made import Market, by_ibis


def rows(table: pa.Table) -> list[tuple[int, ...]]:
    return sorted(tuple(row.values()) for row in table.to_pylist())


@settings(max_examples=25, deadline=None)
@given(
    seed=st.integers(0, 10**6),
    people=st.integers(0, 60),
    offers=st.integers(0, 60),
    most=st.sampled_from([1, 3, 8]),
)
def test_kernel_and_ibis_find_the_same(seed: int, people: int, offers: int, most: int) -> None:
    market = Market(seed, people, offers)
    found = from_lists(*best(market.seekers, market.pool, most))
    expected = by_ibis(market.seekers, market.pool, most)
    assert rows(found) == rows(expected)
    assert checksum(found) == checksum(expected)


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10**6), most=st.sampled_from([1, 2, 5, 32]))
def test_leaving_stretches_out_loses_nothing(seed: int, most: int) -> None:
    market = Market(seed, 80, 120)
    pairs = np.zeros(2, np.int64)
    short = best(market.seekers, market.pool, most, read=pairs[:1])
    whole = best(market.seekers, market.pool, most, prune=False, read=pairs[1:])
    assert (short[0] == whole[0]).all()
    assert (short[1] == whole[1]).all()


def test_a_market_of_made_up_people_has_matches() -> None:
    market = Market(1, 200, 200)
    found, _ = best(market.seekers, market.pool, 3)
    assert 0.2 < (found[:, 0] >= 0).mean() < 1


def test_checksums_differ_when_rows_do() -> None:
    market = Market(2, 50, 80)
    found, worths = best(market.seekers, market.pool, 3)
    before = checksum(from_lists(found, worths))
    at = tuple(np.argwhere(found >= 0)[0])
    worths[at] += 1
    assert checksum(from_lists(found, worths)) != before


def test_threads_and_order_of_people_change_nothing() -> None:
    market = Market(3, 90, 80)
    one = best(market.seekers, market.pool, 4, threads=1)
    two = best(market.seekers, market.pool, 4, threads=2)
    turned = np.arange(90)[::-1]
    three = best(market.seekers.only(turned, market.pool), market.pool, 4)
    assert (one[0] == two[0]).all()
    assert (one[0][turned] == three[0]).all()


@pytest.mark.slow
def test_spark_finds_the_same(spark: SparkEngine) -> None:
    market = Market(11, 60, 80)
    tables = encoded(market.seekers, market.pool)
    for name, table in tables.items():
        spark.session.createDataFrame(table).createOrReplaceTempView(name)
    try:
        sql = statement(tables, market.pool.rules, 5, "pyspark")
        expected = Spark(spark.session).read(sql)
    finally:
        for name in tables:
            spark.session.catalog.dropTempView(name)
    found = from_lists(*best(market.seekers, market.pool, 5))
    assert found.num_rows > 30
    assert rows(found) == rows(expected)
    assert checksum(found) == checksum(expected)
