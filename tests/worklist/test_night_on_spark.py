"""The night on Spark writes what a night on DuckDB would have written."""

from pathlib import Path

import pytest
from django.conf import LazySettings

from leye.adoption.nights import night_engine
from leye.engine.duck import DuckDBEngine
from leye.engine.engines import EngineUnknown
from leye.engine.replay import replay
from leye.engine.spark import SparkEngine
from leye.worklist.models import Finding, Todo
from leye.worklist.night import run_night
from tests.worklist.people import DAY, adopt, unemployed

VILLAGE = 150822101201
COUNTY = 150822000000


def _written() -> tuple[list[tuple[object, ...]], list[tuple[object, ...]]]:
    todos = Todo.objects.using("owner").order_by("rule", "subject_id", "since")
    findings = Finding.objects.using("owner").order_by("rule", "subject_id")
    return (list(todos.values_list("rule", "subject_id", "since", "need", "have", "state")),
            list(findings.values_list("rule", "subject_id", "value", "state")))  # fmt: skip


@pytest.mark.slow
def test_a_night_on_duckdb_has_nothing_to_add_to_one_on_spark(
    own_database: str, spark: SparkEngine, tmp_path: Path
) -> None:
    adopt(COUNTY)
    unemployed("150822199003040021", VILLAGE)
    far = run_night(DAY, home=tmp_path / "spark", engine=spark)
    written = _written()
    assert far.counts["engine"] == "spark"
    assert far.counts["todos_written"] == len(written[0]) > 4
    here = run_night(DAY, home=tmp_path / "duckdb", engine=DuckDBEngine())
    assert here.key == far.key
    assert here.counts["results"] == far.counts["results"]
    assert (here.counts["todos_written"], here.counts["findings_written"]) == (0, 0)
    assert _written() == written
    again = replay(tmp_path / "spark" / f"run-{far.key}", engine=DuckDBEngine())
    assert again.same


def test_the_settings_name_the_engine(settings: LazySettings) -> None:
    assert night_engine().name == "duckdb"
    settings.NIGHT_ENGINE, settings.SPARK_MASTER, settings.SPARK_STORE = "spark", "yarn", "hdfs:///leye"
    far = night_engine()
    assert isinstance(far, SparkEngine)
    assert (far.settings.master, far.settings.store) == ("yarn", "hdfs:///leye")
    assert night_engine("duckdb").name == "duckdb"
    settings.NIGHT_ENGINE = "flink"
    with pytest.raises(EngineUnknown, match="LEYE_NIGHT_ENGINE"):
        night_engine()
