"""Where kernels lie, that matching costs nothing to import, and how the benchmark judges."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from benchmarks.parts.matching_beside import SLACK, flow, gini, hires, judged
from leye.matching import JOBS, match
from leye.matching.jit import folder
from leye.matching.scan import best
from leye.matching.source import scan_source
from leye.vault.state import state_dir
from tests.matching.made import Market, offer, people_table, person, pool_of

PACKAGE = Path(__file__).resolve().parents[2] / "leye" / "matching"


def test_machine_code_lies_in_the_state_folder_only() -> None:
    match(people_table([person(1)]), pool_of([offer(1)]))
    assert folder() == state_dir() / "kernels"
    assert list(folder().glob("jobs_scan_*.py"))
    assert list(folder().rglob("*.nbi"))
    assert not list(PACKAGE.rglob("*.nb[ic]"))


def test_importing_matching_does_not_import_numba() -> None:
    program = "import sys, leye.matching; print('numba' in sys.modules, 'django' in sys.modules)"
    said = subprocess.run(
        [sys.executable, "-c", program], cwd=PACKAGE.parents[1], capture_output=True, text=True, check=True
    )
    assert said.stdout.split() == ["False", "False"]


def test_the_source_of_a_kernel_is_made_from_the_rules() -> None:
    source, seeker, offered = scan_source(JOBS)
    assert "v_groups[j]" in source
    assert {"age", "groups", "wage"} <= set(seeker)
    assert {"pay", "price", "occupation"} <= set(offered)
    assert source == scan_source(JOBS)[0]


def test_figures_of_a_spread() -> None:
    assert gini(np.array([1, 1, 1, 1])) == 0
    assert gini(np.array([0, 0, 0, 4])) == pytest.approx(0.75)
    seats = np.array([1, 1, 4])
    chosen = np.array([[0, 1, 2], [0, -1, -1], [0, 1, -1], [2, 1, 0]])
    assert hires(chosen, seats) in (3, 4)
    found = judged(chosen, np.where(chosen >= 0, 10, 0), seats)
    assert found["points"] == 90
    assert found["coverage"] == 1
    assert found["over_capacity"] == pytest.approx(2 / 3, abs=1e-4)


def test_the_flow_beside_ours_keeps_to_its_capacities_and_gives_three() -> None:
    market = Market(61, 120, 40)
    found, worths = best(market.seekers, market.pool.priced(np.zeros(market.pool.size, np.int32)), 12)
    seats = market.pool.columns["open"].astype(np.int64)
    chosen, points, seconds = flow(found, worths, seats)
    able = np.minimum((found >= 0).sum(axis=1), 3)
    assert ((chosen >= 0).sum(axis=1) == able).all()
    assert seconds > 0
    assert points.sum() <= np.where(found[:, :3] >= 0, worths[:, :3], 0).sum()
    over = judged(chosen, points, seats)["over_capacity"]
    assert isinstance(over, float)
    assert over <= judged(found[:, :3], worths[:, :3], seats)["over_capacity"]  # type: ignore[operator]  # a number
    assert SLACK > 1
