"""The how-to pages do what they print: their `sh run` blocks are executed in the order of the list."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.docs.blocks import DOCS, ROOT, blocks, links
from tests.ops.debian_server import cluster, newest_binaries
from tests.ops.program import Program

HOW_TO = DOCS / "how-to"
LISTED = [target for target in links(HOW_TO / "README.md") if "/" not in target]
RUNNABLE = [name for name in LISTED if any(block.info == "sh run" for block in blocks(HOW_TO / name))]


@pytest.fixture(scope="module")
def program() -> Iterator[Program]:
    """One installation for all pages, as one reader would have."""
    made = Program()
    made("-m", "django", "collectstatic", "--noinput", "-v", "0", "--settings", "leye.config.settings")
    made.environment["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{made.environment['PATH']}"
    yield made
    made.run("-m", "leye", "db", "stop", "--force")
    shutil.rmtree(made.state)


@pytest.fixture
def server(request: pytest.FixtureRequest, program: Program) -> Iterator[None]:
    """For the page on other servers: a cluster that psql finds by itself."""
    if request.node.callspec.params["name"] != "own-postgresql.md":
        yield
        return
    binaries = newest_binaries()
    if binaries is None:
        pytest.skip(
            "Debian's postgresql package is not installed and could not be installed (tools/debian.py says why)"
        )
    with cluster(binaries) as port:
        program.environment.update(PGHOST="127.0.0.1", PGPORT=str(port), PGUSER="postgres")
        yield


def test_every_page_is_in_the_list() -> None:
    assert sorted(LISTED) == sorted(path.name for path in HOW_TO.glob("*.md") if path.name != "README.md")
    assert len(RUNNABLE) >= 6


@pytest.mark.slow
@pytest.mark.parametrize("name", RUNNABLE)
@pytest.mark.usefixtures("server")
def test_the_commands_of_a_page_work(name: str, program: Program, tmp_path: Path) -> None:
    script = "\n".join(block.body for block in blocks(HOW_TO / name) if block.info == "sh run")
    ended = subprocess.run(
        ["bash", "-euo", "pipefail", "-x", "-c", script], cwd=tmp_path, text=True, capture_output=True, check=False,
        env={**program.environment, "PYTHONPATH": str(ROOT)}, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    assert ended.returncode == 0, ended.stdout + ended.stderr
