"""Two worlds over one snapshot agree with two evaluations of their own; groups count each person once."""

import datetime as dt
from pathlib import Path

import pyarrow.compute as pc
import pytest

from leye.engine import Adoption, Override, evaluate, resolve
from leye.engine.simulation import compare, differing, with_excluded
from leye.packs import load_packs
from leye.standards.calendar import is_working_day
from tests.engine.population import Population
from tests.engine.snapshots import write_rows

PACK = "nm_2022_28"
DAY = dt.date(2026, 6, 15)
PACKS = load_packs()
EVERYWHERE = (0, 10**12)


def _resolved(*overrides: Override, adopted: bool = True) -> object:
    adoptions = [Adoption(PACK, *EVERYWHERE, dt.date(2022, 1, 1), None, True)] if adopted else []
    return resolve(PACKS, adoptions, list(overrides), DAY, is_working_day)


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A random population as a snapshot's folder."""
    return write_rows(Population(7, 300, DAY).rows, tmp_path_factory.mktemp("population"))


def test_both_worlds_are_what_the_night_finds(snapshot: Path) -> None:
    now = _resolved()
    then = _resolved(Override(PACK, "job_recommendations", *EVERYWHERE, 0, dt.date(2026, 1, 1)))
    found = compare(
        PACKS, snapshot, DAY, now, then, lo=0, hi=10**12, parts=[("all", *EVERYWHERE), ("none", 1, 2)]
    )
    for world, resolved in ((found.now, now), (found.then, then)):
        results = evaluate({PACK: PACKS[PACK]}, snapshot, DAY, resolved=resolved)
        met = pc.sum(results.duties["met"].cast("int64")).as_py()
        assert (world.whole["met"], world.whole["open"]) == (met, results.duties.num_rows - met)
        assert world.whole["alerts"] == results.findings.num_rows
        assert world.whole["entitled"] == results.entitlements.num_rows
        assert world.parts["all"] == world.whole
        assert "none" not in world.parts
        people = {*results.duties["person_id"].to_pylist(), *results.findings["person_id"].to_pylist(),
                  *results.entitlements["person_id"].to_pylist()} - {None}  # fmt: skip
        assert world.whole["people"] == len(people)
        assert all(counts["people"] <= len(people) for counts in world.groups.values())
        assert sum(counts["people"] for counts in world.groups.values()) >= len(people)
    jobs = (PACK, "recommended_jobs")
    assert found.then.rules[jobs]["open"] == 0 < found.now.rules[jobs]["open"]
    others = {key: counts for key, counts in found.now.rules.items() if key != jobs}
    assert others == {key: counts for key, counts in found.then.rules.items() if key != jobs}


def test_nothing_is_adopted_today(snapshot: Path) -> None:
    found = compare(PACKS, snapshot, DAY, _resolved(adopted=False), _resolved(), lo=0, hi=10**12)
    assert found.judged == (PACK,)
    assert not any(found.now.whole.values())
    assert found.then.whole["open"] > 0


def test_only_what_differs_is_judged() -> None:
    assert differing(_resolved(), _resolved()) == set()
    assert differing(_resolved(adopted=False), _resolved()) == {PACK}
    assert PACK in with_excluded(PACKS, [PACK])
    assert list(with_excluded(PACKS, ["nothing"])) == []
