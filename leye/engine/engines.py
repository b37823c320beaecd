"""The engines a night can run on, by name."""

from __future__ import annotations

from leye.engine.batch import Engine
from leye.engine.duck import DuckDBEngine
from leye.engine.java import EngineAway
from leye.engine.spark import SparkEngine, SparkSettings

ENGINES = {"duckdb": "DuckDB（本机）", "spark": "Spark（集群）"}

#: Rules that an engine other than DuckDB cannot work out, with the reason: (engine, ``pack.rule``). Tests leave
#: nothing else out, and fail when an engine has begun to work one out. There is none.
CANNOT: dict[tuple[str, str], str] = {}


class EngineUnknown(EngineAway):
    """No engine has this name."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"没有名为“{name}”的计算引擎。可以用：{'、'.join(ENGINES)}。请改正 LEYE_NIGHT_ENGINE 或 --engine。"
        )


def engine_named(name: str, *, memory_mb: int | None = None, spark: SparkSettings | None = None) -> Engine:
    """The engine of a name. ``memory_mb`` bounds DuckDB's memory. Raises EngineUnknown."""
    if name == "duckdb":
        return DuckDBEngine(memory_mb)
    if name == "spark":
        return SparkEngine(spark or SparkSettings())
    raise EngineUnknown(name)
