"""Two packs side by side do not disturb each other, whoever adopted which."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import psycopg
from population import PROVINCE, PROVINCE_LAST, Population
from scratch import batch_over, fill, live_person, with_resolved

from leye.engine import Adoption, LiveEvaluator, Override, resolve
from leye.engine.batch import Batch
from leye.packs import load_packs
from leye.packs.loader import HOME
from leye.standards.calendar import is_working_day

AS_OF = date(2024, 3, 31)
LEAGUE = (PROVINCE + 10**8, PROVINCE + 2 * 10**8 - 1)


def test_each_pack_acts_where_it_is_adopted_with_its_own_values(
    scratch_connection: psycopg.Connection[Any], tmp_path: Path
) -> None:
    shutil.copytree(HOME / "nm_2022_28", tmp_path / "a_twin")
    packs = load_packs() | load_packs(tmp_path)
    resolved = resolve(
        packs,
        [
            Adoption("nm_2022_28", PROVINCE, PROVINCE_LAST, date(2022, 1, 1)),
            Adoption("a_twin", *LEAGUE, date(2022, 1, 1)),
        ],
        [Override("a_twin", "job_recommendations", *LEAGUE, 5, date(2022, 1, 1))],
        AS_OF,
        is_working_day,
    )
    rows = with_resolved(Population(41, 60, AS_OF).rows, resolved)
    found = batch_over(Batch(packs), rows, AS_OF)["duties"]
    first = [r for r in found if r["pack"] == "nm_2022_28" and LEAGUE[0] <= r["area_id"] <= LEAGUE[1]]
    twin = [r for r in found if r["pack"] == "a_twin"]
    assert [(r["rule"], r["subject_id"], r["have"]) for r in twin] == [
        (r["rule"], r["subject_id"], r["have"]) for r in first
    ]
    assert {r["need"] for r in twin if r["rule"] == "recommended_jobs"} == {5}
    assert {r["need"] for r in first if r["rule"] == "recommended_jobs"} == {3}
    fill(scratch_connection, rows)
    live = LiveEvaluator(packs)
    now = [r for n in range(1, 61) for r in live_person(live, scratch_connection, n, AS_OF).duties]
    assert {str(r) for r in now} == {str(r) for r in found if r["subject_kind"] in ("person", "household")}
