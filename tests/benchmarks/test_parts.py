"""Each part of the benchmark on 2,000 people, in a process of its own as the harness runs it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.parts.night_world import ROOT, size_name

pytestmark = pytest.mark.slow
Figures = dict[str, float]


@pytest.fixture(scope="module")
def state(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A state folder shared by the parts, so that the population is made once."""
    return tmp_path_factory.mktemp("bench")


def run_part(part: str, state: Path) -> Figures:
    answer = state / f"{part}.json"
    environment = {**os.environ, "LEYE_STATE": str(state), "LEYE_BENCH_PEOPLE": "2000"}
    for name in ("LEYE_DATABASE_URL", "LEYE_DATABASE_NAME", "XDG_RUNTIME_DIR"):
        environment.pop(name, None)
    ended = subprocess.run(
        [sys.executable, "-m", "benchmarks.harness.child", part, str(answer)],
        cwd=ROOT, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr[-3000:]
    found: Figures = json.loads(answer.read_text())
    return found


def test_the_night_of_the_engine_is_measured(state: Path) -> None:
    found = run_part("night_1m", state)
    assert 2_000 <= found["night.2k.people"] < 2_200
    assert found["night.2k.services"] == pytest.approx(10_000, rel=0.05)
    assert found["night.2k.duties"] > 500
    assert (
        min(found[f"night.2k.{name}"] for name in ("findings", "entitlements", "figures", "figure_members"))
        > 0
    )
    assert found["night.2k.seconds"] > 0 < found["night.2k.again_seconds"]
    assert found["night.2k.step.compile_seconds"] > 0
    assert not [name for name in found if name.startswith("night.1m")]


def test_ten_slices_find_ten_times_as_much(state: Path) -> None:
    one, ten = run_part("night_1m", state), run_part("night_10m", state)
    assert ten["night.20k.slices"] == 10
    for name in ("people", "services", "entitlements", "findings"):
        assert ten[f"night.20k.{name}"] == 10 * one[f"night.2k.{name}"]
    # Areas are there once, and owe what they owe once.
    assert 9 * one["night.2k.figure_members"] < ten["night.20k.figure_members"]
    assert ten["night.20k.figures"] == one["night.2k.figures"]


def test_spark_finds_the_same_as_duckdb(state: Path) -> None:
    found = run_part("night_spark", state)
    assert found["night.spark.people"] >= 200
    assert found["night.spark.seconds"] > 0 < found["night.spark.duckdb_seconds"]


def test_a_whole_night_writes_nothing_the_second_time(state: Path) -> None:
    found = run_part("night_postgres", state)
    assert found["night.postgres.people"] >= 2_000
    assert found["night.postgres.rows"] > 500
    assert found["night.postgres.second_night_rows"] == 0


def test_one_person_is_measured_live(state: Path) -> None:
    found = run_part("live", state)
    assert found["live.people"] >= 2_000
    assert 0 < found["live.p50_ms"] <= found["live.p95_ms"]
    assert found["live.p50_ms"] <= found["live.evaluate_p50_ms"] < found["live.refresh_p50_ms"]


def test_a_simulation_tells_what_a_document_adds(state: Path) -> None:
    found = run_part("simulate", state)
    assert found["simulate.2k.todos_more"] > 0
    assert found["simulate.2k.seconds"] > 0 < found["simulate.2k.again_seconds"]


def test_openfisca_and_we_answer_alike(state: Path) -> None:
    found = run_part("rules", state)
    assert found["rules.rules"] > 80
    assert found["rules.compared"] > found["rules.people"] * 100
    assert found["rules.disagreements"] == 0
    for name in ("rules.openfisca_ratio", "rules.openfisca_index_ratio", "night.openfisca_ratio"):
        assert found[name] > 0


@pytest.mark.parametrize(
    ("people", "name"), [(1_000_000, "1m"), (100_000, "100k"), (2_000, "2k"), (1_234, "1234")]
)
def test_figures_carry_the_size_of_their_population(people: int, name: str) -> None:
    assert size_name(people) == name


def test_pages_a_print_and_a_sync_are_measured(state: Path) -> None:
    found = run_part("pages", state)
    for name in ("my_day", "person", "search"):
        assert found[f"page.{name}.p50_ms"] <= found[f"page.{name}.p95_ms"]
        assert 0 < found[f"page.{name}.queries"] < 100
        assert 0 < found[f"page.{name}.kb_gzip"] < 150
    assert found["print.village_500.people"] > 0 < found["print.village_500.seconds"]
    assert found["sync.200.applied"] == 200


def test_matching_is_measured_beside_plain_lists_and_a_flow(state: Path) -> None:
    found = run_part("matching", state)
    assert (found["match.2k.people"], found["match.2k.offers"]) == (2_000, 200)
    assert found["match.2k.recommendations"] > 3 * 2_000 * 0.9
    assert found["match.candidates_compared"] > 1_000
    assert found["match.hires_ratio"] > 1
    assert found["match.hires_flow_ratio"] > 0.97 < found["match.points_flow_ratio"] + 0.05
    assert found["match.over_capacity"] <= found["match.plain.over_capacity"]
    assert found["match.coverage"] >= found["match.plain.coverage"]
    assert 0 < found["match.online_p50_ms"] <= found["match.online_p99_ms"]
    assert 0 < found["match.2k.courses.three"] <= 1
    assert found["match.2k.courses.people"] > 500
