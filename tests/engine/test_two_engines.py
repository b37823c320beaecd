"""The same expressions on PostgreSQL and DuckDB give the same rows."""

from __future__ import annotations

from datetime import date
from typing import Any

import psycopg
import pytest
from population import PROVINCE, PROVINCE_LAST, Population
from scratch import batch_over, executing, fill, live_person, with_resolved

from leye.engine.batch import Batch
from leye.engine.live import LiveEvaluator
from leye.engine.resolve import Adoption, resolve
from leye.packs import load_packs
from leye.standards.calendar import is_working_day

PEOPLE = 150


def _sorted(rows: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    return sorted(tuple(str(v) for v in row.values()) for row in rows)


@pytest.mark.parametrize(
    ("seed", "as_of"), [(11, date(2024, 3, 31)), (12, date(2024, 2, 29)), (13, date(2025, 1, 1))]
)
def test_everything_about_everybody_is_the_same_live_and_by_night(
    scratch_connection: psycopg.Connection[Any], seed: int, as_of: date
) -> None:
    packs = load_packs()
    assert not packs.broken
    adoption = Adoption("nm_2022_28", PROVINCE, PROVINCE_LAST, date(2022, 1, 1))
    resolved = resolve(packs, [adoption], [], as_of, is_working_day)
    rows = with_resolved(Population(seed, PEOPLE, as_of).rows, resolved)
    fill(scratch_connection, rows)
    by_night = batch_over(Batch(packs), rows, as_of)
    live = LiveEvaluator(packs)
    results = [live_person(live, scratch_connection, n, as_of) for n in range(1, PEOPLE + 1)]
    areas = [a["no"] for a in rows["areas_area"]]
    results += [live.area(executing(scratch_connection), no, as_of) for no in areas]
    for name in ("duties", "findings", "entitlements"):
        night = by_night[name]
        now = {str(row): row for result in results for row in getattr(result, name)}
        assert _sorted(list(now.values())) == _sorted(night), f"{name}, seed {seed}"
        assert night, f"{name}, seed {seed}"
    assert by_night["figures"], f"seed {seed}"
