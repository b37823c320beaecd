"""Spark: the night of a province, on a cluster. The same steps, read from the same Parquet files."""

from __future__ import annotations

import os
import tempfile
import threading
import uuid
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from leye.engine.dialects import SPARK, Dialect
from leye.engine.duck import resolved_tables
from leye.engine.java import EngineAway, java_home
from leye.engine.resolve import Resolved
from leye.facts.tables import LOGICAL_TABLES

if TYPE_CHECKING:
    from pyspark.sql import SparkSession


class SparkAway(EngineAway):
    """Spark could not be started or reached, or went away."""

    def __init__(self, master: str, error: Exception) -> None:
        super().__init__(
            f"Spark（{master}）没有启动或中途断开：{_said(error)}。详细原因见上面 Spark 的输出。请检查 LEYE_SPARK 的地址、"
            "集群是否在运行、各机器之间的网络、内存是否够用（YARN 还要设置 HADOOP_CONF_DIR）；"
            "先用 LEYE_SPARK='local[2]' 试一次可以排除集群的原因。没有写入任何结果，改正后重新运行即可。"
        )


def _said(error: Exception) -> str:
    """The line of an error that names a cause; an error of Java's asks its Java for it, which may be gone."""
    try:
        lines = str(error).strip().splitlines()
    except OSError:
        lines = []
    causes = [line for line in lines if "Exception: " in line]
    return ([*causes, *lines] or [type(error).__name__])[0].strip(" :.")


class SparkMissing(EngineAway):
    """The Python package of Spark is not installed."""

    def __init__(self) -> None:
        super().__init__(
            "没有安装 Spark。请运行 make setup LEVEL=spark（或 pip install 'leye[spark]'），然后重试。"
        )


@dataclass(frozen=True)
class SparkSettings:
    """Where Spark runs. ``master``: ``local[2]``, ``local-cluster[2,1,1024]``, ``spark://…`` or ``yarn``.

    ``store``: an address that all machines reach (``hdfs://…``, ``file:///…``) and that the snapshot is copied to
    for the length of a batch. Empty: all machines see the snapshot's own folder. ``options`` go to Spark as they
    are; what they leave out stands in Spark's own spark-defaults.conf.
    """

    master: str = "local[*]"
    store: str = ""
    memory_mb: int | None = None
    options: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_local(self) -> bool:
        """Whether everything runs on this machine."""
        return self.master.startswith("local")


def options_of(settings: SparkSettings) -> dict[str, str]:
    """What a session is told, its own options last."""
    options = {
        "spark.app.name": "leye",
        "spark.master": settings.master,
        # Division by zero and overflow are errors, as they are on the other engines.
        "spark.sql.ansi.enabled": "true",
        "spark.sql.session.timeZone": "Asia/Shanghai",
        "spark.sql.adaptive.enabled": "true",
        "spark.sql.caseSensitive": "true",
        # Results are collected whole, to be written back.
        "spark.driver.maxResultSize": "0",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.log.level": "ERROR",
    }
    if settings.is_local:
        options |= {"spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1"}
        options["spark.sql.shuffle.partitions"] = "8"
    if settings.memory_mb is not None:
        options["spark.driver.memory"] = f"{settings.memory_mb}m"
    return {**options, **settings.options}


@contextmanager
def spark_session(settings: SparkSettings) -> Iterator[SparkSession]:
    """A session for the length of the block; its Java ends with it. Raises JavaMissing, SparkMissing, SparkAway."""
    try:
        import pyspark
        from py4j.protocol import Py4JError, Py4JJavaError
        from pyspark import SparkContext
        from pyspark.errors import PySparkException
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise SparkMissing from error
    with tempfile.TemporaryDirectory(prefix="leye-spark-") as folder:
        surroundings = {
            "JAVA_HOME": str(java_home(Path(folder) / "java")),
            "SPARK_HOME": os.environ.get("SPARK_HOME") or str(Path(pyspark.__file__).parent),
        }
        if settings.is_local:
            surroundings |= {"SPARK_LOCAL_IP": "127.0.0.1", "SPARK_LOCAL_HOSTNAME": "localhost"}
        with _environment(surroundings):
            builder = SparkSession.builder
            for name, value in options_of(settings).items():
                builder = builder.config(name, value)
            try:
                session = builder.getOrCreate()
            except (PySparkException, Py4JError, OSError) as error:
                away = SparkAway(settings.master, error)
                _end_java(SparkContext)
                raise away from error
        try:
            yield session
        except Py4JJavaError:
            raise  # its Java is there and says what is wrong
        except (Py4JError, ConnectionError) as error:
            raise SparkAway(settings.master, error) from error
        finally:
            # Its Java ends itself when it loses its cluster; there is nothing to stop then.
            with suppress(Py4JError, OSError):
                session.stop()
            SparkContext._active_spark_context = SparkSession._instantiatedSession = None
            _end_java(SparkContext)


def _end_java(context: Any) -> None:
    """PySpark leaves its Java running until this process ends; a worker that lives for weeks must not."""
    gateway = context._gateway
    context._gateway = context._jvm = None
    if gateway is not None:
        with suppress(OSError):
            gateway.shutdown()
        gateway.proc.stdin.close()
        gateway.proc.wait(timeout=60)


@contextmanager
def _environment(values: Mapping[str, str]) -> Iterator[None]:
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


#: Filters of warnings belong to the whole process: one thread at a time may change them.
_collecting = threading.Lock()


@dataclass(frozen=True)
class Spark:
    """Runs the steps of a batch in a session that has the logical tables as views."""

    session: SparkSession
    dialect: Dialect = SPARK

    def keep(self, name: str, sql: str) -> None:
        """A step as rows that the workers hold, in memory and then on their disks.

        A mere view would be worked out again at each use, and a cached one still be planned again at each use.
        """
        self.session.sql(sql).localCheckpoint(eager=True).createOrReplaceTempView(name)

    def drop(self, name: str) -> None:
        """The workers let go of its rows when nothing names them any more."""
        self.session.catalog.dropTempView(name)

    def read(self, sql: str) -> pa.Table:
        """A result as Arrow."""
        rows = self.session.sql(sql)
        # PySpark leaves the socket that the rows come through to be closed when its object goes, which warns.
        with _collecting, warnings.catch_warnings():
            warnings.simplefilter("ignore", ResourceWarning)
            return rows.toArrow()


@dataclass(frozen=True)
class SparkEngine:
    """Spark over a snapshot; without a ``session`` that stands already, one is opened for each batch."""

    settings: SparkSettings = SparkSettings()
    session: SparkSession | None = None
    name: str = "spark"

    @contextmanager
    def over(
        self, snapshot: Path, *, resolved: Resolved | None = None, scratch: Path | None = None
    ) -> Iterator[Spark]:
        """A runner over the snapshot's Parquet files. Raises JavaMissing, SparkMissing.

        Workers write to their own disks, as Spark's settings say, and never to ``scratch``.
        """
        standing = spark_session(self.settings) if self.session is None else nullcontext(self.session)
        with standing as session, self._files(session, snapshot) as files:
            own = session.newSession()  # its views are its own, and so are the settings of its queries
            for option, value in self.settings.options.items():
                if option.startswith("spark.sql."):
                    own.conf.set(option, value)
            replaced = {} if resolved is None else resolved_tables(resolved)
            for name, columns in LOGICAL_TABLES.items():
                if name in replaced:
                    rows = own.createDataFrame(replaced[name])
                else:
                    shape = ", ".join(f"`{c}` {TYPES[t]}" for c, t in columns.items())
                    rows = own.read.schema(shape).parquet(f"{files}/{name}.parquet")
                rows.createOrReplaceTempView(name)
            yield Spark(own)

    @contextmanager
    def _files(self, session: SparkSession, snapshot: Path) -> Iterator[str]:
        """Where all machines find the snapshot's files; a copy is removed afterwards."""
        if not self.settings.store:
            yield snapshot.resolve().as_uri()
            return
        place = f"{self.settings.store.rstrip('/')}/{uuid.uuid4().hex}"
        files = Files(session)
        try:
            files.put(snapshot, place)
            yield place
        finally:
            files.remove(place)


class Files:
    """Files of any kind of storage that Spark reaches, through its own Java."""

    def __init__(self, session: SparkSession) -> None:
        self._path = session._jvm.org.apache.hadoop.fs.Path
        self._settings = session._jsc.hadoopConfiguration()

    def put(self, folder: Path, target: str) -> None:
        """Copy the Parquet files of a local folder."""
        there = self._path(target)
        storage = there.getFileSystem(self._settings)
        storage.mkdirs(there)
        for file in sorted(folder.glob("*.parquet")):
            storage.copyFromLocalFile(False, True, self._path(file.resolve().as_uri()), there)

    def remove(self, target: str) -> None:
        """Remove a folder and all in it."""
        there = self._path(target)
        there.getFileSystem(self._settings).delete(there, True)


TYPES = {"int64": "bigint", "int32": "int", "string": "string", "boolean": "boolean", "date": "date"}
