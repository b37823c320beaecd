"""The same steps on DuckDB, PostgreSQL and Spark give the same rows, in one order and in the same types."""

from __future__ import annotations

import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from population import PROVINCE, PROVINCE_LAST, Population
from scratch import with_resolved
from snapshots import agreed, differences, results_on, write_rows

from leye.engine import Adoption, engines, evaluate, resolve
from leye.engine.batch import Batch
from leye.engine.duck import DuckDBEngine
from leye.engine.postgres import PostgresEngine
from leye.engine.spark import SparkEngine
from leye.packs import load_packs
from leye.standards.calendar import is_working_day

PACKS = load_packs()
#: Ends of months, leap days, new year, and a plain working day.
DAYS = [date(2020, 2, 29), date(2020, 11, 30), date(2020, 12, 31), date(2021, 1, 1), date(2024, 2, 29),
        date(2024, 3, 31), date(2025, 1, 31), date(2025, 6, 18)]  # fmt: skip
RESULTS = ("duties", "findings", "entitlements", "figures", "figure_members")


@pytest.fixture(scope="module")
def batch() -> Batch:
    """All documents, compiled once for each engine."""
    assert not PACKS.broken
    return Batch(PACKS)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where this module's snapshots lie."""
    return tmp_path_factory.mktemp("three")


def _snapshot(home: Path, seed: int, people: int, as_of: date) -> Path:
    """A generated population where every document is in force, long after its dates too."""
    everywhere = [Adoption(name, PROVINCE, PROVINCE_LAST, date(2020, 1, 1), None, True) for name in PACKS]
    resolved = resolve(PACKS, everywhere, [], as_of, is_working_day, strict=False)
    folder = home / f"{seed}-{people}-{as_of}"
    return write_rows(with_resolved(Population(seed, people, as_of).rows, resolved), folder)


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10**6), people=st.integers(0, 90), as_of=st.sampled_from(DAYS))
def test_the_database_says_what_the_night_says(
    scratch_postgres: str, batch: Batch, home: Path, seed: int, people: int, as_of: date
) -> None:
    folder = _snapshot(home, seed, people, as_of)
    agreed((DuckDBEngine(), PostgresEngine(scratch_postgres)), batch, folder, as_of)
    shutil.rmtree(folder)


@pytest.mark.slow
@pytest.mark.parametrize(("seed", "as_of"), [(51, date(2020, 12, 31)), (52, date(2024, 2, 29))])
def test_three_engines_give_the_same_rows(
    scratch_postgres: str, spark: SparkEngine, batch: Batch, home: Path, seed: int, as_of: date
) -> None:
    folder = _snapshot(home, seed, 240, as_of)
    trio = (DuckDBEngine(), PostgresEngine(scratch_postgres), spark)
    found = agreed(trio, batch, folder, as_of)
    assert set(found) == set(RESULTS)
    empty = [name for name, table in found.items() if not table.num_rows]
    assert not empty, f"seed {seed}: {empty}"


def test_a_document_in_force_nowhere_is_not_asked_and_misses_nothing(home: Path, batch: Batch) -> None:
    as_of = date(2024, 3, 31)
    folder = _snapshot(home, 81, 80, as_of)
    one = [Adoption("nm_2022_28", PROVINCE, PROVINCE_LAST, date(2022, 1, 1))]
    resolved = resolve(PACKS, one, [], as_of, is_working_day)
    steps: list[str] = []
    found = evaluate(PACKS, folder, as_of, resolved=resolved, progress=lambda step, _: steps.append(step))
    with DuckDBEngine().over(folder, resolved=resolved) as runner:
        whole = batch.run(runner, as_of)
    assert differences(whole, vars(found)) == []
    assert found.duties.num_rows
    assert len(steps) < len(batch.steps) / 2


CLUSTER = """
import sys
from datetime import date
from pathlib import Path
import pyarrow.parquet as pq
from leye.engine.batch import Batch
from leye.engine.spark import SparkEngine, SparkSettings
from leye.packs import load_packs
folder, store, target = map(Path, sys.argv[1:4])
quick = "-XX:TieredStopAtLevel=1"
options = {"spark.sql.shuffle.partitions": "2", "spark.driver.extraJavaOptions": quick,
           "spark.executor.extraJavaOptions": quick}
settings = SparkSettings("local-cluster[2,1,1024]", store=store.as_uri(), options=options)
with SparkEngine(settings).over(folder) as runner:
    workers = runner.session.sparkContext._jsc.sc().getExecutorMemoryStatus().size()
    found = Batch({sys.argv[5]: load_packs()[sys.argv[5]]}).run(runner, date.fromisoformat(sys.argv[4]))
for name, table in found.items():
    pq.write_table(table, target / f"{name}.parquet")
print(workers, *store.iterdir())
"""


@pytest.mark.slow
def test_a_cluster_with_its_own_storage_gives_the_same_rows(home: Path, tmp_path: Path) -> None:
    """Two workers in processes of their own; the snapshot is copied to them and removed again."""
    as_of, pack = date(2020, 11, 30), "sn_2020_q4"
    folder = _snapshot(home, 61, 120, as_of)
    store = tmp_path / "store"
    store.mkdir()
    ended = subprocess.run(
        [sys.executable, "-W", "error", "-c", CLUSTER, folder, store, tmp_path, as_of.isoformat(), pack],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr[-3000:]
    # The driver counts as one; nothing is left in the store.
    assert ended.stdout.split() == ["3"]
    far = {name: pq.read_table(tmp_path / f"{name}.parquet") for name in RESULTS}
    here = results_on(DuckDBEngine(), Batch({pack: PACKS[pack]}), folder, as_of)
    assert differences(here, far) == []
    assert here["figures"].num_rows


def test_what_an_engine_cannot_do_is_told_strictly(
    batch: Batch, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A marked rule that agrees is told, and so is an unmarked one that differs."""
    folder, as_of = _snapshot(home, 71, 60, date(2024, 2, 29)), date(2024, 2, 29)
    right = results_on(DuckDBEngine(), batch, folder, as_of)
    (pack, rule) = (right["duties"][c][0].as_py() for c in ("pack", "rule"))
    kept = [r for r in right["duties"].to_pylist() if (r["pack"], r["rule"]) != (pack, rule)]
    wrong = {**right, "duties": pa.Table.from_pylist(kept, schema=right["duties"].schema)}
    assert differences(right, wrong)
    marks: dict[tuple[str, str], str] = {("odd", f"{pack}.{rule}"): "it forgets"}
    monkeypatch.setattr(engines, "CANNOT", marks)
    assert differences(right, wrong, "odd") == []
    assert differences(right, wrong, "spark")
    assert differences(right, right, "odd") == [
        f"odd has begun to work out {pack}.{rule}: take the mark away"
    ]


def test_every_mark_names_an_engine_and_a_rule() -> None:
    rules = {f"{pack.id}.{name}" for pack in PACKS.values() for name in pack.rules}
    for (engine, rule), reason in engines.CANNOT.items():
        assert engine in ("postgres", "spark")
        assert rule in rules
        assert reason


def test_no_test_of_the_engines_is_left_out() -> None:
    """What cannot run fails; a mark that skips would hide it."""
    words = ("mark." + "skip", "mark." + "xfail", "pytest." + "skip", "importor" + "skip")
    tests: list[Any] = [Path(__file__).parent, Path(__file__).parents[1] / "packs"]
    for path in (p for folder in tests for p in folder.glob("*.py")):
        text = path.read_text(encoding="utf-8")
        assert not [word for word in words if word in text], path.name
