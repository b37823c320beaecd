"""Where nights are worked out, and where they leave their snapshots and results."""

import stat
from pathlib import Path

from django.conf import settings
from django.db import connections

from leye.engine.batch import Engine
from leye.engine.engines import engine_named
from leye.engine.spark import SparkSettings
from leye.vault.state import state_dir


def nights_home() -> Path:
    """The folder of this database's nights, in the state folder. It holds people: other users of the machine stay out."""
    nights = state_dir() / "nights"
    nights.mkdir(mode=0o700, exist_ok=True)
    mode = nights.stat().st_mode
    if mode & stat.S_IRWXO:
        nights.chmod(stat.S_IMODE(mode) & ~stat.S_IRWXO)
    return nights / str(connections["owner"].settings_dict["NAME"])


def night_engine(name: str = "") -> Engine:
    """The engine of the settings, or another by name. Raises EngineUnknown."""
    spark = SparkSettings(settings.SPARK_MASTER, settings.SPARK_STORE)
    return engine_named(name or settings.NIGHT_ENGINE, spark=spark)
