"""The same expressions on PostgreSQL and DuckDB give the same rows."""

from __future__ import annotations

from datetime import date
from typing import Any

import psycopg
import pytest
from population import PROVINCE, PROVINCE_LAST, Population
from scratch import batch_over, fill, live_duties, with_resolved

from leye.engine.live import LiveEvaluator
from leye.engine.resolve import Adoption, resolve
from leye.packs import load_packs
from leye.standards.calendar import is_working_day


@pytest.mark.parametrize(("seed", "as_of"), [(11, date(2024, 3, 31)), (12, date(2024, 2, 29))])
def test_every_duty_of_every_person_is_the_same_live_and_by_night(
    scratch_connection: psycopg.Connection[Any], seed: int, as_of: date
) -> None:
    packs = load_packs()
    people = 120
    adoption = Adoption("nm_2022_28", PROVINCE, PROVINCE_LAST, date(2022, 1, 1))
    resolved = resolve(packs, [adoption], [], as_of, is_working_day)
    rows = with_resolved(Population(seed, people, as_of).rows, resolved)
    fill(scratch_connection, rows)
    night = batch_over(packs, rows, as_of).duties("person").to_pylist()
    live = LiveEvaluator(packs)
    now = [row for n in range(1, people + 1) for row in live_duties(live, scratch_connection, n, as_of)]
    order = lambda r: (r["pack"], r["rule"], r["subject_id"])  # noqa: E731 - a key used twice below
    assert sorted(now, key=order) == sorted(night, key=order), f"seed {seed}"
    assert {r["rule"] for r in night} >= {"recommended_jobs", "monthly_follow_up"}, f"seed {seed}"
    assert {r["met"] for r in night} == {True, False}
